### Clocks of a call: hold, and marks of time.

span = { $minutes ->
    [0] { $seconds } s
   *[other] { $seconds ->
        [0] { $minutes } min
       *[other] { $minutes } min { $seconds } s
    }
}

## Hold.

key-hold = ⏸ Hold
key-unhold = ↩ Back to the caller
key-minutes = { $minutes } min
hold-title = ⏸ On hold since { $time }
hold-minutes = Tell the caller how long the look-up takes, and mark it here:
hold-announced = Announced: { $minutes } min, until { $time }
hold-overdue = The announced time ({ $minutes } min) is over: go back and say how much longer it takes.
hold-was = It was on hold for { $span }.
inquiry-held = On hold: { $span }, the longest { $longest }
ping-title = ⏸ The caller has been waiting { $span }
ping-stopped = You stopped at: { $step }
ping-last = This was the last reminder. Go back to the caller or end the call.
toast-hold = On hold
toast-hold-over = The caller is no longer on hold

## Marks.

mark-talk = ⏱ The call has lasted { $span }
mark-ask = ⏱ The call has lasted { $span }, not asked yet:

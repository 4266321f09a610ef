### Incoming calls.

caller-unknown = incoming call, number unknown

## Kinds of incoming call, and why a call is of its kind.

kind-first_time = First-time
kind-returned = Returned
kind-recommended = Recommended
kind-repeat = Repeat
why-unknown = not known yet who is calling
why-no-contact = no contact with us before
why-called = called on { $day }, did not buy
why-talked = we talked on { $day }, they did not buy
why-recommended = { $by ->
    [none] somebody recommended us
   *[other] recommended by { $by }
}
why-client = is our client
why-client-since = client, deal made on { $day }

## A step of the script.

step-avoid = ⚠ Avoid: { $text }

## What somebody is to us.

stage-line = To us: { $stage }
stage-person = person
stage-potential = potential client
stage-client = client
field-recommended = Recommended by
    .ask = Who recommended us to this client?

## An incoming call: how it begins.

command-incoming = incoming call
key-incoming = 📞 Incoming
key-incoming-next = 📞 Next incoming call
no-inbound-scripts = There are no scripts for incoming calls.
scripts-title = Which script for this call?
scripts-other = Go on with another script. What is noted stays.
script-about = { $name }: { $about }
interrupted-ask = A call comes in. Put the other one aside and answer?
interrupted-shelf = Put aside before: { $lead }
interrupted-held = The caller before is on hold: I will remind you.
unfinished-inbound-ask = End it first, or break it off: what is noted is saved without an outcome.
key-drop-inbound-for = Break off, start { $lead }
key-aside-answer = Put aside and answer

## A step of an incoming call.

inbound-lost = The script of this call is gone. Put the call aside or end it: everything noted stays.
key-drop-inbound = End the call
ring-by = Answer by ring { $signal }.
datum-is = { $label }: { $value }
datum-skipped = { $label }: not known
datum-asked = ✎ { $label }?
datum-type-text = Type the answer.
datum-type-long = Type what the client says, word for word.
datum-type-name = Type the name.
datum-type-phone = Type the phone number.
datum-type-email = Type the e-mail address.
datum-type-date = Type the date: 12.03.2026.
datum-now = Noted: { $value }
key-datum = ✎ { $label }
key-skip = Not known
key-clear = Clear
not-a-day = That isn’t a date. Type it like this: 12.03.2026.
not-a-phone = That isn’t a phone number. Example: +44 20 7946 0958.
key-more = More…
more-title = What else?
key-caller = Who is calling
caller-ask = Type a phone number or a lead number.
caller-set = Calling: { $lead }
caller-forgotten = This client asked not to be called and was forgotten. No lead is made.
key-scripts = Another script
key-aside = Put the call aside

## A promised callback.

promise-title = A callback was promised
promise-who = Who is to be called back? Type the phone number.
promise-number-first = The number first, please: who is to be called back? I’ll ask for the time right after it.
promise-number-shift = A phone number is needed here: who is to be called back? The callback will be set for the end of the shift.
promise-instead = A new time takes the place of this one.
promise-when = When was it agreed for?
promise-do-not-call = The client is on the do-not-call list: no callback was set.
promise-not-set = No callback was set. { $why }
promise-whom = The caller’s number is not known. Send the number and the note together: /result +44 20 7946 0958 call back tomorrow at 11
promise-himself = Your words say that the client will call.
promise-over = In your words the time is that of an earlier call.
key-promise = Change the callback
key-unpromised = No callback
shift-promises = { $count ->
    [one] { $count } call was promised for after the shift: you’ll be reminded.
   *[other] { $count } calls were promised for after the shift: you’ll be reminded.
}
promise-line = { $late ->
    [yes] Promised callback, was due { $time } ({ $owner })
   *[no] Promised callback: { $time } ({ $owner })
}
shift-end-line = { $late ->
    [yes] Callback promised for after the shift, was due { $time } ({ $owner })
   *[no] Callback promised for after the shift: { $time } ({ $owner })
}
what-promise = promised callback

## A call as it was recorded.

inquiry-title = Call saved: { $outcome }
inquiry-left = broken off, no outcome
inbound-left = The unfinished incoming call was saved without an outcome.
inquiry-line = { $time } · incoming, { $kind } · { $by } · { $outcome }
inquiry-not-yours = This is another operator’s call.
key-inquiry = 📞 { $time }
key-copy-record = Copy for the record
record-tap = Tap the text to copy it.
record-now = Don’t forget to record the consultation!
record-which = { $time } · { $lead } · { $outcome }
record-done = Recorded.
key-recorded = ✅ Recorded
recorded = Noted
record-outcome = { $script }: { $outcome }
record-left = { $script }: broken off
record-time = Time of the call: { $time }
record-lead = Client: { $lead }
record-phone = Phone: { $phone }
record-kind = Kind of call: { $kind }
record-datum = { $label }: { $value }
record-promise = Call back: { $time }
card-recommended = Recommended by: { $value }
deed-stage-set = what they are to us: { $stage }
deed-inquiry-saved = incoming call { $number } saved
deed-inquiry-recorded = incoming call { $number } recorded in the other system
table-incoming = incoming

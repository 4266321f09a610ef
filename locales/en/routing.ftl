### Who answers whom: who takes a call, exceptions, handing a call over.

## The team.

member-exempt = Exception: no calls are routed here.
member-fallback = Takes the calls for which nobody else is found.
member-exempt-fallback = Exception: only calls that nobody else can take are routed here.
key-exempt =
    .on = Lead no calls here
    .off = Lead calls here again
key-fallback =
    .on = Make default for calls
    .off = No longer default for calls
exempt-on = { $name }: no calls are routed here, however many conversations there have been.
exempt-on-fallback = { $name }: only calls that nobody else can take are routed here, however many conversations there have been.
exempt-off = { $name }: calls are led here again.
fallback-on = { $name } takes the calls for which nobody else is found.
fallback-off = { $name } no longer takes the calls that are nobody’s.

## Whose client, and who takes the call.

caller-type = Type the number: I will show whose client it is and who takes the call.
caller-client = The CRM says: { $client }
caller-whose = Whose client: { $name }, { $can } — { $why }
caller-theirs = Whose client: { $name }, { $can }
caller-nobodys = Whose client: unknown, nobody has talked with them yet.
caller-last = Last talk: { $time }, { $name } — { $result }
caller-counts = Our calls: { $calls }, requests: { $inquiries }
caller-yours = This call is yours: lead it yourself.
caller-should = Hand over to: { $name } — { $why }
caller-keep = There is nobody to hand over to now: lead it yourself, or promise a callback.
caller-you = you
can-now = on shift
can-off-shift = not on shift
can-unreachable = has blocked the bot
why-last-talk = last talk { $time }
why-earlier-talk = talk { $time }
why-responsible = responsible in { $source }
why-default = nobody else is found
source-own = the history
source-amocrm = amoCRM
source-bitrix24 = Bitrix24
source-megaplan = Megaplan

## Handing a call over.

transfer-title = Hand the call over to whom?
transfer-how = Ask leave to transfer. Your colleague sees who is calling and why: the client need not say it again.
transfer-candidate = { $asked ->
    [yes] { $name }: { $can }, asked already — { $why }
   *[no] { $name }: { $can } — { $why }
}
transfer-swing = This would be transfer { $next } in one call. After the third most clients lose patience: help them yourself if you can.
transfer-nobody = Nobody else is on shift. Take a message, or promise a callback.
transfer-no-more = By the rules nobody is left to ask: lead it yourself, take a message, promise a callback, or choose a colleague.
offered-title = Offered to: { $name }
offered-until = { $seconds ->
    [0] Time is up ({ $time }): the call is about to come back.
    [one] Waiting { $seconds } second, until { $time }.
   *[other] Waiting { $seconds } seconds, until { $time }.
}
offered-hint = The client is still with you. If nobody takes it in time, the call stays with you at the same step.
step-offered = Offered to: { $name }. { $left }
step-back =
    .late = The call is yours again: { $name } did not answer. Apologise for the wait and go on from here.
    .refused = The call is yours again: { $name } cannot take it. Apologise for the wait and go on from here.
key-offer = Hand over: { $name }
key-transfer-call = Hand the call over
key-transfer = To somebody else
key-transfer-other = Who else
key-withdraw = Take it back
key-to-step = To the step
offer-title = { $name } hands you a call
offer-why = Why you: { $why }
offer-why-chosen = Why you: whoever leads the call chose so ({ $name })
offer-step = { $script }, step “{ $step }”
offer-told = { $label }: { $value }
offer-swing = This is transfer { $next }: the client is tired of it. Take it only if you can help.
key-take-call = Take the call
key-refuse-call = I cannot
inquiry-transfer = Handed over: { $from } → { $to }
offer-took = The call is yours now (from { $name }). What the client told is noted already: do not ask again.
offer-withdrawn = The call is yours alone again.
offer-end =
    .taken = { $name } has taken the call. You are free.
    .refused = { $name } cannot take the call. It is yours again, at the same step.
    .late = { $name } did not answer. The call is yours again, at the same step.
    .withdrawn = { $name }: you took the call back.
    .over = { $name }: the call ended before it was taken.
offer-over =
    .taken = ✓ { $lead }: you took the call ({ $name })
    .refused = { $lead }: you did not take the call, it is back where it came from ({ $name })
    .late = { $lead }: time is up, the call is back where it came from ({ $name })
    .withdrawn = { $lead }: the call was taken back ({ $name })
    .over = { $lead }: the call is over ({ $name })
toast-offer =
    .taken = The call is taken already.
    .refused = The call went back.
    .late = Too late: the call has gone back.
    .withdrawn = The call was taken back.
    .over = The call is over.
toast-offer-many = You have many calls put aside: finish one of them first.
offer-self = This call is yours already.
offer-unreachable = { $name } has blocked the bot and gets no messages. Choose somebody else.
offer-off-shift = { $name } is not on shift. Choose somebody else.
offer-no-call = There is nothing to hand over: you have no incoming call now.

## The audit trail.

deed-call-taken = took a call offered by { $name }
deed-imported = loaded the table of responsible people ({ $source }), numbers: { $count }

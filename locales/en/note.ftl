# Notes: the operator types what happened, and the bot picks the result. And what guesses have learned.

note-hint = Or type what happened: “sec refused, has a supplier”.
note-again-hint = Or put it another way.
note-typed = You wrote: “{ $note }”
note-unsure = I’m not sure what this was. Pick one: your words become the reason.
note-none = I did not get that. Write what happened in words, or pick it.
note-not-taken = Your note was not used: “{ $note }”
note-of-call = Your note is about the call to lead #{ $id }. About another: /result #{ $number } …
note-not-then = Your note says { $time }. { $why }
note-no-date = The date in your note will not do. { $why }
note-not-on = The client has ruled out every day that your note allows.
ask-hour = At what time on { $day }? Tap one, or type “15:20”.
guess-day = Day: { $day }
note-beside = Your note: “{ $note }”
number-time = The call begins now. If “{ $time }” is when to call back, tap “{ $key }”.
no-such-key = There is no button { $number }. To set a time, type “at 18:00”.
note-for-card = To the lead: { $field } – { $value }
note-no-more-calls = In your note: they ask for no more calls.
reason-no-more-calls = asks for no more calls
card-no-more-calls = The lead will go on the do-not-call list: no callback.

guesses-title = What happened?
guess-line = { $at }. { $name }
guess-becomes = { $code } → { $result }
guess-asks = I will still ask: { $what }
need-stages = whether all stages are done
need-consent = the customer’s consent
need-transfer = call transfer
need-city = city
need-no_data = whether they gave the right details
need-refusal = what the decision maker said
need-reason = reason
need-relation = link to the organisation
need-field = field
need-competitor = kind of competitor
need-fault = what was on the line
need-email = e-mail
need-when = date and time

help-notes = After a call, just type what happened: on the result screen, after /result with the number, or as a reply to a reminder. In a call, a note is about that call; about another lead: /result #2 and the note.

whose-title = Which call is this about?
whose-number = Send a phone or lead number.
whose-which = Pick the lead, or send a number.

break-off-ask = What happened? Type it: the call ends, and your words go into the record.
record-words = Operator: { $words }

## What guesses have learned

learning-title = Learning from operators’ notes
learning-on = On: each result saved from a note improves the guesses.
learning-off = Off: guesses use only the built-in examples.
learning-what = Only fingerprints of words are kept, not the words. A word changes a guess only when two people agree.
learning-count = Lessons: { $count }
learning-person = { $name }: { $count }
learning-last = Last one: { $time } · { $name }
learning-right = Saved from notes: { $saved }. First guess right: { $right }
learning-without = Without learning: { $right }
unlearn-ask = Forget all lessons?
unlearn-of-ask = Forget the lessons of { $name }?
unlearn-what = Lessons to be deleted: { $count }. Saved results stay.
unlearned = Lessons deleted: { $count }.
deed-teaching-on = learning from notes switched on
deed-teaching-off = learning from notes switched off
deed-unlearned = all lessons from notes deleted: { $count }
deed-unlearned-of = lessons of { $name } deleted: { $count }
command-learning = what guesses have learned

key-other-situation = Something else
key-no-more-calls =
    .on = Asks for no more calls
    .off = ✓ Asks for no more calls
key-other-day = Another day
key-said-result = Result from this note
key-said-end = End with this note
key-break-off = End in my own words
key-teach = Learn
key-teach-no-more = Stop learning
key-unlearn = Forget all lessons
key-unlearn-of = Forget lessons: { $name }
key-unlearn-yes = Yes, forget

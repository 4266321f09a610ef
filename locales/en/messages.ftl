### Messages to colleagues, and how a manager's calls are handled.

## What is wrong with an answer.

form-no-hours = “{ $text }” isn’t a time range. Type it like this: 10:00–12:00. Separate several with commas: 9:00–11:00, 15:00–17:00.
form-no-number = “{ $text }” isn’t a phone number. Type it like this: +7 499 322-46-85.
form-no-name = Whose hours are “{ $text }”? Type it like this: Smith — 10:00–12:00.
form-no-name-hours = “{ $text }”: the name or the hours are missing. Type it like this: Smith — 10:00–12:00. One per line.
form-no-colleague = Who deals with “{ $text }”? Type it like this: invoices — Mary Lee. One topic per line.
form-many = Too many: { $count }. At most { $most }.

## Commands and the trail.

command-messages = messages for me
command-profile = how my calls are handled
deed-message-taken = message taken for { $name }
deed-message-moved = message not read by anyone, sent on to { $name }
deed-message-read = message read
deed-message-answered = callback set for a message
deed-message-passed = message passed on to { $name }
deed-profile-changed = call handling changed: { $name }

## How calls are handled.

profile-title = Call handling: { $name }
profile-not-yours = Only the person or a supervisor changes this.
profile-director = Director: calls for and from this person come first.
profile-away = Back: { $value }
    .ask = When will you be back?
    .how = Type a time: “at 14:30”, “tomorrow at 10”. Until then callers are told that you are out.
profile-stand-in = Stand-in: { $value }
    .ask = Who stands in for you?
profile-post = Post and phone: { $value }
    .ask = Your post and phone
    .how = Told to callers who are sent to you. Example: chief accountant, ext. 12
profile-line = { $number }. { $question }: { $answer }
profile-asked = Answered: { $count } of { $of }.
profile-key = { $number }. { $question }
key-profile = Call handling
key-profile-go-on = Go on: question { $number }
key-profile-away = Back at…
key-profile-stand-in = Stand-in
key-profile-post = Post
key-director-on = Make director
key-director-off = No longer director
key-no-away = I’m in
key-no-stand-in = No stand-in
key-no-post = Remove

question-title = Question { $number } of { $of }
question-for = You answer for { $name }
question-taken = Noted: { $answer }
question-stays = Your answers are kept. To go on: /profile
key-question-keep = Leave as is
key-question-clear = Remove answer
key-question-skip = Skip
key-question-later = Later

question-why = Why people call
    .ask = Why do people call you?
    .how = In your own words, briefly: “invoices, complaints, invitations”.
question-elsewhere = What goes to whom
    .ask = Which calls go to your staff or to other departments?
    .how = Topic and colleague, one pair per line: “invoices — Mary Lee”.
question-settled = Secretary settles
    .ask = Which topics can the secretary settle with the caller directly?
    .how = Separated by commas, or one per line: “address, opening hours”.
question-quiet = Quiet hours
    .ask = At what hours do you not want to be disturbed (“quiet hour”)?
    .how = “13:00–14:00”, “from 9 to 11”. Separate several with commas. Past midnight works too: “22:00–7:00”.
question-never = Never
    .ask = Who is never to be put through to you?
    .how = Names, companies or phone numbers, separated by commas or one per line.
question-hours = Only at set hours
    .ask = Who is to be put through only at certain hours?
    .how = Name and hours, one pair per line: “Smith — 10:00–12:00”.
question-always = Always
    .ask = Who is to be put through at any time?
    .how = Names, companies or phone numbers, separated by commas or one per line.
question-private = Private calls
    .ask = When are private calls to be let through? From whom?
    .how = A name, with hours if you like: “my wife”, “my son — 13:00–14:00”. Without hours: at any time, quiet hours too.
question-best = Best hours
    .ask = At what hours is it easiest for you to be called?
    .how = “10:00–12:00”, “after 4 pm”. Separate several with commas.
question-reach = When to reach whom
    .ask = When is the best time to call certain people?
    .how = Name and hours, one pair per line: “Ms Brown — 9:00–10:00”.

colleagues-how = You can type the beginning of a name.
colleagues-found = { $count ->
    [0] “{ $text }”: nobody found.
   *[other] “{ $text }”: { $count }
}

## Messages.

messages-title = { $count ->
    [0] Messages
    [one] Messages: { $count } unread
   *[other] Messages: { $count } unread
}
messages-none = No messages for you.
messages-undelivered = Read by nobody: { $count }
message-key = { $new ->
    [yes] ● { $time } · { $caller } → { $name }
   *[no] { $time } · { $caller } → { $name }
}
message-caller-unknown = no name given
key-messages = Messages
key-messages-unread = Messages: { $count }
message-title = Message for { $name }
message-taken = { $time }. Taken by { $name }
message-not-yours = This message is not yours, or somebody else has it now.
message-forgotten = The caller’s data were deleted.
message-for-stand-in = You stand in for { $name }
message-for-supervisor = Nobody has read it; now it is with the supervisors.
message-passed-by = Passed on to you by { $name }
message-field-caller = Caller: { $value }
message-field-position = Position: { $value }
message-field-organisation = Organisation: { $value }
message-field-about = About, word for word:
message-field-number = Number to call back: { $value }
message-field-when = When: { $value }
message-field-instead = Who may take it instead: { $value }
message-field-mood = Mood: { $value }
message-waits = { $why ->
    [supervisor] Nobody has read it. Sent to the supervisors: { $names }
   *[sent] Not read yet. Now with: { $names }
}
message-read = ✓ Read: { $name }, { $time }
message-calls = ✓ Will call back: { $name }, { $time }
message-news = Message: { $caller } → { $name }
message-below = The message { $caller } → { $name } came again, see below.
message-sent = Message sent: { $name }
message-in-history = Message → { $name }. { $status }
message-for-whom = Who is the message for? Choose a colleague, then end the call.
message-passed = Passed on: { $name }
message-calls-already = A callback is already set.
message-no-number = The message has no number to call back.
message-when-title = When will you call back? { $caller }
message-pass-title = Pass the message on to whom? { $caller }
toast-message-read = Marked as read
key-message-read = Read
key-call-back = Will call back
key-pass-on = Pass on
key-callback-recall = Callback
key-message-show = Show message

## Who is asked for, and what to do with the call.

manager-ask = Who is asked for?
manager-who = { $shift ->
    [on] { $name }
   *[off] { $name } (off shift)
}
manager-director = ★ { $name }
verdict-through = { $busy ->
    [yes] Put through although on the line: say who is calling and why
   *[no] Put through
}
verdict-not-now = Not now
verdict-not-now-from = Not now. From: { $time }
verdict-never = Do not put through
verdict-elsewhere = Goes to { $name }
verdict-settled = Settle it yourself
verdict-absent = Not in
verdict-absent-back = Not in. Back: { $time }
verdict-line = { $name }: { $verdict } — { $because }
because-answer = question { $number }: { $question }
because-director = the director’s calls come first
because-away = off shift
because-away-back = own return time
because-in-call = talking to another caller
because-nothing = nothing speaks against it
verdict-say-through = One moment, I’ll put you through.
verdict-say-not-now = I’m afraid { $name } can’t come to the phone now. What may I pass on?
verdict-say-not-now-from = I’m afraid { $name } can’t come to the phone now. Would { $time } suit you?
verdict-say-never = I’m afraid I can’t put you through. Please write to us; you will get an answer.
verdict-say-elsewhere = { $name } deals with these matters. May I transfer you?
verdict-say-settled = I can help you with this myself.
verdict-say-absent = I’m afraid { $name } isn’t in at the moment. May I have your name: what shall I pass on?
verdict-say-absent-back = I’m afraid { $name } isn’t in at the moment, but is expected by { $time }. May I have your name: what shall I pass on?
verdict-first-absent = First say that the person is out; only then ask who is calling. Don’t say what they are doing.
verdict-first-through = Tell your colleague who is calling and why.
verdict-first-director = Don’t leave a call for the director on the line.
manager-stand-in = Stand-in: { $name }
manager-best = Best hours to call: { $hours }
manager-post = { $post }
manager-topics = Goes to others: { $topics }
manager-settled = You settle: { $topics }
key-manager-other = Somebody else
key-take-message = Take a message
key-manager-instead = → { $name }
key-manager-hand = Hand over to { $name }

# Screens. The code shows them as they are: no markup, one thought a line.

text = { $text }
time = { $time }
gap = { "" }
language-name = English

## First meeting

welcome = Hello! I am Sufler: I lead you through the script, help you pick the result and remind you of callbacks. Your role: { $role }.
stranger = Hello! This bot belongs to a call centre. To get in, ask a supervisor for an invitation: a link that works once, for three days.
stranger-wait = Too many wrong invitations. Please try again in { $minutes } min.
you-are = Your role is now: { $role }.
you-left = Your access is closed. If this is a mistake, tell your supervisor.
joined = { $name } has joined the team. Role: { $role }.

role-operator = operator
role-supervisor = supervisor
role-admin = administrator

## Start

home-title = { $name }, Sufler is ready
home-hint = Send a phone or lead number to open the lead. Or: /call for a scripted call, /result to go straight to the result.
home-unfinished = Call set aside: { $lead }
home-off-shift = You are off shift: others get the callbacks.

number-title = Enter a number
number-call = Send a phone or lead number, and the scripted call begins.
number-result = Send a phone or lead number, and go straight to the result.
not-a-number = That doesn’t look like a number. Try +44 20 7946 0958, or a lead number such as 15.
time-no-number = That looks like a time. A number is needed here first, such as +44 20 7946 0958.
time-wrong-no-number = { $why }. A number is needed here first, such as +44 20 7946 0958.
time-kept = Time noted: { $time }. Now please answer the question below.
time-no-recall = That looks like a time, but no callback follows from this result. Please answer the question below.
time-not-asked = That looks like a time. Something else is asked here.
time-again = If that is the answer, send it once more.
time-no-name = That looks like a time. A name is asked here. If it is the name, type it again.
time-kept-step = Time noted: { $time }. Where to now?
no-questionnaire = There is no lead #{ $number }. Send a phone number to add a new one.
no-such-lead = There is no lead #{ $number }.
no-such-phone = No lead has the number { $phone }.
not-understood = I didn’t get that. Send a phone or lead number, tap a button, or see /help.
only-text = I read only text, phone numbers and buttons.
edited-not-read = I don’t reread edited messages: please send a new one.

## Lead

lead-line = #{ $id } · { $name }
lead-forgotten = data deleted
card-contact = Contact: { $value }
card-city = City: { $value }
card-business = Field: { $value }
card-email = E-mail: { $value }
card-other-phone = Other phone: { $value }
card-number-hidden = Only those who work with this lead see the whole number. To call, take the callback over or ask a supervisor for the number.
card-local-time = Client’s local time: { $time }
card-do-not-call = DO NOT CALL. Marked by { $by }, { $day }
card-forgotten = Deleted on { $day }
card-closed = Lead closed: { $code }, { $day }
card-pending = Waiting for the customer’s consent for the last call
card-changed = Lead updated.
hours-closed = Client’s local time: { $time }. Calls are allowed from { $from } to { $to }.
kind-line = { $kind }: { $why }
kind-chosen = • { $kind }
kind-other = { $kind }
kind-cold = Cold
kind-warm = Warm
kind-hot = Hot
kind-awaited = Arranged
why-corrected = you marked it so
why-agreed = a time was set in advance
why-talked-myself = you have talked to this person
why-talked-colleague = { $who } has talked to them
why-no-talk = nobody has talked to them yet
call-of = Call { $call } of { $of }
call-number = Call { $call }
attempt-line = { $call }. { $time } · { $by } · { $code }{ $standing }
standing-good = { "" }
standing-pending = {" "}· awaiting consent
standing-declined = {" "}· consent declined
recall-line = { $late ->
    [yes] Callback overdue: { $time } · { $owner }
   *[no] Callback: { $time } · { $owner }
  }
appointment-line = { $late ->
    [yes] Call was set for: { $time } · { $owner }
   *[no] Call set for: { $time } · { $owner }
  }
visit-line = { $late ->
    [yes] Meeting was set for: { $time } · { $owner }
   *[no] Meeting: { $time } · { $owner }
  }
long-term-line = { $late ->
    [yes] Time to get in touch again: { $time } · { $owner }
   *[no] Get in touch again: { $time } · { $owner }
  }

edit-what = What do you want to edit?
field-name = Name
    .ask = What is the organisation called?
field-contact = Contact
    .ask = What is the contact’s name?
field-city = City
    .ask = What city is the client in?
field-business = Field
    .ask = What does the organisation do?
field-email = E-mail
    .ask = What is the e-mail address?
field-phone = Phone
    .ask = What is the right phone number?
field-other_phone = Other phone
    .ask = What is the other number, and who answers it?
now-is = Now: { $value }
phone-taken = Lead #{ $id } already has this number.
phone-locked = Only a supervisor can change this lead’s number: it carries a result or a do-not-call mark.
do-not-call-ask = Has the client asked not to be called? The callback is dropped, and there will be no more calls.
do-not-call-done = On the do-not-call list. Callbacks dropped.
may-call-again = Off the do-not-call list.

## When a call is not allowed

gate-do-not-call = Do not call: we promised not to disturb them again. A supervisor can lift this.
gate-forgotten = This lead may not be called: the client’s data are deleted.
gate-closed = Lead closed with “{ $code }”. Another call needs a supervisor’s permission.
gate-pending = The last result is waiting for the customer’s consent. You will get a message.
gate-pending-nobody = The last result is waiting for the customer’s consent, and the team has no supervisor yet to ask for it. When there is one, the answer will come as a message.
do-not-call-number = This number may not be called: we promised not to bother them again.
gate-open = The lead is open, you can call.
reopened = Lead reopened.
reopen-asked = The supervisor has been asked. You will get a message.
already-asked = The supervisor has already been asked. The answer will come as a message.
already-asked-nobody = Your request has already been saved and is waiting: there is still no supervisor in the team. When there is one, the answer will come as a message.
nobody-to-ask = There is no supervisor in the team yet. The request is saved and waits: whoever becomes one will see it.
unfinished-title = Unfinished call: { $lead }
unfinished-ask = Finish it with a result first, or drop it without a record.
dropped = Call dropped without a record: { $lead }

## Result

situations-title = How did the call end?
group-key = — { $group } —
ask-reason = What was the reason? Tap one, or type it in your own words.
ask-relation = Who is it, and how are they connected with the organisation?
ask-fault = What did you hear instead of an answer?
ask-competitor = What kind of competitor?
ask-refusal = What did the decision maker say?
ask-field = What does the organisation really do?
ask-email = Which address? Type the e-mail.
ask-city = What city is the client in? Meetings are only in the customer’s city.
ask-when = What date and time did you agree on?
ask-stages = Are all three stages done: decision maker found, presentation made, objections handled?
ask-no_data = Did they give you the correct company details?
chip-not_interested = Not interested
chip-not_relevant = Not relevant
choose-a-key = Please use a button here.
input-taken = Noted.
refused-unknown = This result no longer exists.
refused-last-call = This is already call { $of } of { $of }: no more callbacks, a final result is needed.
refused-stages = All three stages are needed: decision maker found, presentation made, objections handled.
refused-transfer = This campaign’s script has no call transfer.
refused-city = The customer is in { $ours }, the client in { $theirs }. Meetings are only within one city.
refused-data = They gave you the details, so this is not the result: edit the lead and go on with the call.
refused-instead = Instead:
refused-no-more = This result fits now.

card-situation = Situation: { $code }
card-lead = { $lead } · { $call }
card-comment = Comment:
comment-means = That is: { $comment }
official-and-own = { $official } — { $own }
card-closes = The lead will be closed.
card-becomes-do-not-call = The lead will go on the do-not-call list.
card-needs-consent = The customer’s consent is needed: we’ll ask the supervisor and wait for the answer.
card-needs-consent-nobody = The customer’s consent is needed, but there is no supervisor in the team yet: the request will wait for one.
card-changed-under = The lead has changed in the meantime.
card-overtaken = Another call to this lead was saved while you were working. Please check again.
not-saved = Not saved: another result was recorded for this lead while you were calling. Yours is put aside, and you can come back to it.
due-recall = Callback: { $time }
due-recall-agreed = Callback, as agreed: { $time }
due-call = The specialist calls: { $time }
due-own-call = We call again: { $time }
due-visit = Meeting: { $time }
due-long-term = Get in touch again: { $time }
due-campaign-time = Campaign time: { $time } ({ $zone })
due-client-time = Client’s time: { $time }
due-moved = Moved: { $day } is a day off.
due-denied = They asked for no calls on this day.
rule-intermediate = Call { $call } of { $of }: the result is intermediate, the final one comes with call { $of }.
rule-last-call = Call { $call }: under the { $of }-call rule, the result is final.
rule-early-objections = 3 objections handled: the result is final on the first call.
rule-early-absence = Away for a long time, no stand-in: the result is final on the first call.
rule-first = Final from the first call.
rule-agreed = Decision maker not reached, only a time agreed: the result is intermediate.
early-objections =
    .on = 3 objections handled
    .off = ✓ 3 objections handled
early-long_absence =
    .on = Away long, no stand-in
    .off = ✓ Away long, no stand-in

saved-title = Saved
saved-pending = Saved, waiting for the customer’s consent
saved-declined = No consent: another result is needed
saved-code = { $lead } · { $code }
saved-next = Next contact: { $time }
next-due = Next callback: { $time } · { $lead }
saved-hint = For the next call, just send a number.

## Dates

pick-how = Or type: “tomorrow 10:15”, “Fri 11:20”, “24 Nov 14:30”, “in 2 hours”.
pick-passed = That time has passed. Choose a later one.
pick-far = That is more than a year away. Choose a nearer day.
pick-too-far = A callback must be within { $days ->
    [one] { $days } day
   *[other] { $days } days
  }, by { $last } at the latest.
pick-hours = The client’s local time ({ $zone }) will be { $local }. Calls are allowed from { $from } to { $to }.
zone-is = Times are in your zone: { $zone }
in-minutes = In { $count } min
in-hours = In { $count ->
    [one] { $count } hour
   *[other] { $count } hours
  }
day-clock = { $day }, { $clock }
time-title = For when?
time-limit = A callback must be within { $days ->
    [one] { $days } day
   *[other] { $days } days
  }.
typed-empty = The answer is empty. Type it in words.
typed-long = Too long: { $length } characters, { $most } allowed. Make it shorter.
typed-email = That is not an e-mail address. Try: info@example.com

## Script

progress = { $at } of { $of } · { $phase } · { $lead }
objections-count = Objections handled: { $count } of { $of }
objection-title = Objection: { $objection }
objection-key = ✋ { $objection }
objections-enough = Enough objections handled: you can accept the refusal.
answer-noted = Noted for the author of the script. Where to now?
step-lost = This script is no longer there. Finish the call with a result.
input-contact = Type the name, and it goes on the lead.
input-email = Type the e-mail, and it goes on the lead.
input-city = Type the city, and it goes on the lead.
input-field = Type the field of business, and it goes on the lead.
input-company = Type the right name, and the lead is corrected.
input-relation = Type who it is, and it goes into the comment.

## Callbacks

recalls-title = { $count ->
    [0] No callbacks
    [one] { $count } callback
   *[other] { $count } callbacks
  }
recalls-none = The ones you set will show up here.
recalls-overdue = Overdue
recall-in-list = { $late ->
    [yes] { $time } · { $lead } · { $what } · overdue
   *[no] { $time } · { $lead } · { $what }
  }
recall-key = { $time } { $lead }
what-recall = callback
what-agreed = agreed callback
what-call = agreed call
what-visit = meeting
what-long-term = get in touch again
recall-closed = This callback is already closed.
recall-done = Marked as done.
recall-yours = This callback is yours already.
recall-not-yours = This is somebody else’s callback: only its owner or a supervisor can change it.
later-title = Snooze until when?
put-off = Snoozed until: { $time }
hand-title = { $count ->
    [one] Who takes this over?
   *[other] Who takes over { $count } callbacks?
  }
hand-nobody = There is nobody else in the team.
hand-gone = This person is no longer in the team.
off-shift-name = { $name } (off shift)
handed = { $count ->
    [0] Nothing to hand over: the callbacks are already closed.
    [one] Handed over to { $name }
   *[other] { $count } callbacks handed over to { $name }
  }
and-more = And { $count } more: /recalls

reminder = Time to call back
reminder-late = Callback overdue
reminder-call = Time for the specialist’s call
reminder-visit = Time for the meeting
reminder-done = ✓ { $lead }: done
reminder-taken = ✓ { $lead }: in progress
reminder-later = ✓ { $lead }: snoozed until { $time }
reminder-theirs = { $lead }: now with { $name }
relieved = { $lead }: { $name } will call ({ $time }), as the customer was promised. Your callback ({ $own }) is off.
relieves = This takes the place of a colleague’s callback: { $name }, { $time }. The colleague is told.
replaces-own = This takes the place of your own callback: { $time }.
handed-by = From { $name }:
due-title = { $count ->
    [one] Due: { $count } callback
   *[other] Due: { $count } callbacks
  }
due-all-done = ✓ All dealt with: { $count ->
    [one] { $count } callback
   *[other] { $count } callbacks
  }
overdue-title = { $count ->
    [one] Nobody took { $count } callback
   *[other] Nobody took { $count } callbacks
  }
overdue-moved = The list goes on in a newer message below.
overdue-line = { $time } · { $lead } · { $owner }
overdue-all-done = ✓ Overdue dealt with: { $count ->
    [one] { $count } callback
   *[other] { $count } callbacks
  }

request-consent = Customer’s consent needed: { $code }
request-reopen = Request to reopen a lead
request-by = { $name } · { $lead }
request-approved = Approved by { $name }
request-declined = Declined by { $name }
answer-consent-yes = { $lead }: consent given ({ $name }), the result counts.
answer-consent-no = { $lead }: no consent ({ $name }). Choose another result.
answer-reopen-yes = { $lead }: reopened ({ $name }), you can call.
answer-reopen-no = { $lead }: not reopened, declined by { $name }.

## Audit trail

audit-title = Audit trail
audit-of = Audit trail of lead #{ $id }
audit-none = No entries.
audit-bot = Sufler
audit-line = { $time } · { $who } · { $what }
audit-line-lead = { $time } · #{ $id } · { $who } · { $what }
list-and = { $list }, { $name }
deed-lead-entered = lead entered
deed-lead-edited = lead edited: { $fields }
deed-kind-set = kind of call: { $kind }
deed-card-opened = lead viewed
deed-attempt-saved = call { $attempt } saved: { $code }
deed-consent-asked = call { $attempt }: consent requested
deed-consent-given = call { $attempt }: consent given
deed-consent-declined = call { $attempt }: consent declined
deed-reopen-asked = asked to reopen
deed-reopen-declined = reopening declined
deed-reopened = lead reopened
deed-do-not-call-set = marked “do not call”
deed-do-not-call-lifted = “do not call” lifted
deed-recall-set = callback set: { $time }, { $name }
deed-recall-moved = callback snoozed: { $time }
deed-recall-handed = callback handed over to { $name }
deed-recall-taken = callback taken
deed-recall-closed = callback closed
deed-lead-forgotten = client data deleted
deed-lead-removed = lead and its calls deleted
deed-person-joined = joined by invite { $invite }, role: { $role }
deed-person-came = joined without an invite, role: { $role }
deed-role-given = new role of { $name }: { $role }
deed-person-removed = access closed: { $name }
deed-person-forgotten = personal data deleted: { $name }
deed-settings-changed = settings changed: { $name }
deed-invite-made = invite { $invite } made, role: { $role }
deed-exported = calls exported: { $count }
deed-exported-days = calls exported, { $from } to { $to }: { $count }
deed-backed-up = backup sent, KB: { $size }

## Deleting data

forget-how = Type the number after the command: /forget +44 20 7946 0958 or /forget 15. Former colleagues: /team.
forget-lead-ask = Delete this client’s data?
forget-lead-what = This deletes phone, name, contact, city, field, e-mail, comments, noted answers and what was told in incoming calls. The calls stay for reports: result, time, operator.
forget-lead-remove = This deletes phone, name, contact, city, field, e-mail and all calls. For reports, only the number of calls by day and result stays.
forget-lead-ends = Callbacks and requests are closed, and a call in progress ends. The audit trail stays; it has no names or phone numbers.
forget-lead-promise = The promise not to call stays: nobody will call this number.
forget-lead-new = If this number is entered again, it becomes a new lead.
forget-person-ask = Delete personal data?
forget-person-what = This deletes name, language, time zone and any unfinished call. The name is shown as “former colleague” with a number.
forget-person-stays = Calls and the audit trail stay, with the person’s Telegram ID: it shows what one and the same person did.
forget-for-ever = This cannot be undone. Backups made before keep the data until they expire.
forgotten-lead = Client data deleted.
forgotten-person = Personal data deleted. This is now former colleague { $number }.
forgotten-in-hand = Call ended: the client’s data were deleted (lead #{ $id }).
forgotten-aside = Call put aside dropped: the client’s data were deleted (lead #{ $id }).
forgotten-shown = The client’s data were deleted (lead #{ $id }).
former-colleague = former colleague { $number }

## Team and settings

team-title = Team: { $count }, on shift: { $on-shift }
team-key = { $shift ->
    [on] ● { $name } · { $role }
   *[off] ○ { $name } · { $role }
  }{ $blocked ->
    [yes] {" "}· bot blocked
   *[no] {""}
  }
member-gone = This person is no longer in the team.
member-left = No longer in the team
left-title = Left the team: { $count }
member-on-shift = On shift
member-on-shift-unreachable = On shift, but messages do not get through: the bot is blocked.
member-off-shift = Off shift
member-unreachable = Messages do not get through: the bot is blocked.
member-since = In the team since { $day }
member-removed = { $name } is no longer in the team.
role-given = { $name }, new role: { $role }.
invite-title = Invitation
invite-what = Who do you want to invite? Each link lets in one person.
invited-title = Invitation ready: { $role }
invited-until = Works once. Expires: { $time }
invited-over = This invitation has been used or has expired. Make a new one.
settings-title = Settings
settings-name = Name in the script: { $name }
settings-lang = Language: { $lang }
settings-zone = Time zone: { $zone }, now { $time }
settings-role = Role: { $role }
langs-title = Язык · ენა · Language
zones-title = Your time zone
zones-how = Or type a time zone, such as Europe/London.
zone-unknown = I don’t know this time zone. Try: Europe/London.
name-title = Your name
name-ask = What name should the script and the team use for you?
shift-begun = Shift started. Callbacks will come to you.
cancelled = Cancelled.
cancelled-nothing = There is nothing to cancel.
cancelled-aside = Set aside: you can return to the call.

zone-europe-kaliningrad = Kaliningrad
zone-europe-moscow = Moscow
zone-europe-samara = Samara
zone-asia-yekaterinburg = Yekaterinburg
zone-asia-omsk = Omsk
zone-asia-novosibirsk = Novosibirsk
zone-asia-irkutsk = Irkutsk
zone-asia-vladivostok = Vladivostok
zone-asia-tbilisi = Tbilisi
zone-asia-yerevan = Yerevan
zone-asia-almaty = Almaty
zone-europe-london = London

help-title = What I can do
help-text = Send a phone or lead number to open the lead: history, kind of call, callback. In the script, just type any other answer the client gives. The rules pick the result, the comment and the date.
help-command = /{ $name } — { $what }
command-start = start
command-call = scripted call
command-result = straight to the result
command-recalls = my callbacks
command-shift = start or end the shift
command-cancel = set aside and leave
command-team = team
command-invite = invite
command-export = table of calls as a file
command-backup = backup as a file
command-audit = audit trail
command-forget = delete a client’s data
command-settings = name, language, time zone
command-language = language
command-help = help
command-unknown = There is no such command. All commands: /help
command-forbidden = This needs the role: { $role }.

## Short answers to buttons

toast-old = This button is old. See the latest message.
toast-already = Already done.
toast-approved = Approved
toast-declined = Declined
toast-disk-full = The bot’s disk is full. Not saved yet; it will be, as soon as there is room.
fault = That didn’t work. Your answers are safe: please try again.
disk-full = The disk on which the bot keeps its data is full. Nothing is saved until there is room. Then the bot does by itself all that you have pressed and written.
shortened = Shortened: a Telegram message holds 4,096 characters.
shortened-record = Shortened: a Telegram message holds 4,096 characters. The whole text is in the table that supervisors get by /export.

## Buttons

key-back = Back
key-home = Home
key-return = Return to the call
key-return-to = Return to #{ $id }
key-drop = Drop it, start { $lead }
key-call = Scripted call
key-call-now = Call now
key-result = Result
key-card = Lead
key-edit = Edit
key-history = All calls: { $count }
key-audit = Audit trail
key-audit-newer = ← Newer
key-audit-older = Older →
key-do-not-call = Do not call
key-do-not-call-yes = Yes, do not call
key-may-call = Lift “do not call”
key-reopen = Reopen the lead
key-ask-reopen = Ask to reopen
key-later = Snooze
key-hand = Hand over
key-take = Take it
key-done = Done
key-keep = Keep as it is
key-stages-yes = Yes, all three
key-stages-no = No
key-data-yes = Yes, they did
key-data-no = No, they didn’t
key-save = Save
key-save-and-ask = Save and ask
key-copy-comment = Copy comment
key-copy-link = Copy link
key-other-time = Other time
key-default-time = By the rule: { $time }
key-go-on = Go on
key-fix-city = Edit the city
key-fix-lead = Edit the lead
key-back-to-call = Back to the call
key-speak = Switch the call to { $lang }
key-forget = Delete data
key-forget-yes = Yes, delete for good
key-left = Left the team: { $count }
key-leave = Finish with a result
key-resume = Go on talking
key-end-with = Finish: { $code }
key-recalls = { $due ->
    [0] Callbacks: { $open }
   *[other] Callbacks: { $open }, due: { $due }
  }
key-recalls-back = All callbacks
key-page-before = ←
key-page-next = Next: { $page } of { $pages }
key-shift-begin = Start shift
key-shift-end = End shift
key-team = Team
key-invite = Invite
key-role = New role: { $role }
key-remove = Remove from team
key-lang = Language
key-zone = Time zone
key-name = Name
key-approve = Approve
key-decline = Decline
key-assign = Hand over { $lead }
key-assign-all = Hand over all: { $count }
key-other-result = Other result

## Terminal

console-hello = Sufler in the terminal. For a button, type its number; type anything else as it is. After the number of “Result” you can add what happened: 2 no answer. Exit: /quit
console-operator = Operator
console-supervisor = Supervisor
console-admin = Administrator
console-file = File written: { $name }
console-no-file = File not written: { $why }

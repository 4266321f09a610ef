# Duty calls of an estate agency. Order of the steps and conditions: scripts/duty.toml.
#
# The value of a message is said aloud. `.do` is the procedure, `.tone` its emotional component, `.avoid` what not to do.
# A line of “…” in what is said: here the client answers. “…” inside a line: here the operator fills in.
# Questions and answers, text messages and unquoted words are examples: put your own in their place.

name = Duty calls
    .about = Estate agency: a client’s first enquiry

phase-answer = Answering
phase-introduce = Introduction
phase-address = Form of address
phase-praise = Praise
phase-name = Name and phone
phase-purpose = Purpose
phase-agent = Another agent
phase-listen = Listening
phase-info = Information
phase-meeting = Meeting
phase-contacts = Contacts
phase-office = Address
phase-examples = Examples
phase-company = Company
phase-bye = Farewell

advice =
    .first_time = First call: the caller knows us, we don’t know the caller. Every person is a potential client!
    .returned = Has called before and knows the company. Show that you remember, ask what has changed.
    .recommended = Was sent to us by somebody: ask whom to thank.
    .repeat = Our client: say thank you for choosing us again.

## What is asked

field-contact = Client’s name
    .ask = How would you like me to address you: by your first name or more formally?
field-phone = Phone
    .ask = Which number may I call?
field-goal = Purpose of the call
    .hint = In one line.
field-wish = Client’s wish
    .hint = In the client’s words: what, where, when, on which terms.
field-visit = Time of the meeting
    .hint = Day and time, for instance: tomorrow at 12:30.

## How it ended

outcome-meeting = Meeting arranged
outcome-interested = Interested, no meeting yet
outcome-call_back = Agreed to speak again
outcome-after_shift = Advice: callback after the shift
outcome-other_agency = Works with another agency
outcome-declined = Doesn’t want a callback
outcome-dropped = The line dropped
outcome-wrong = Wrong number

always =
    .donts = What not to do
    .leaves = The client says goodbye
    .lost = The line dropped
    .lost_unknown = The line dropped, no number
    .wrong = Wrong number

hold = { $minutes ->
        [none] To answer exactly, I need a little time.
        [one] To answer exactly, I need { $minutes } minute.
       *[other] To answer exactly, I need { $minutes } minutes.
    } Would you mind holding?
    .back = Thank you for waiting! We were talking about…

## 1–5. Opening

answer =
    .title = 1. Answer the call
    .tone = Full of optimism, sure that the deal will succeed: it is good to work with us
    .next = I’m answering

introduce = { $daytime ->
        [morning] Good morning!
        [evening] Good evening!
        [night] Hello!
       *[day] Good afternoon!
    } This is { $customer }, … branch. My name is { $operator }{ $post ->
        [none] .
       *[other] , { $post }.
    }
    .title = 2. Introduce yourself
    .do = Give your full name, your post and your branch.
    .tone = Good speech, a confident voice, no accent if possible
    .avoid = sorting people into those with money and those who only look.
    .next = Next

address =
    .title = 3. Form of address
    .do = Find out which form the client prefers.
    .tone = Kind, like a talk between people who trust each other
    .next = Next

praise = { $contact ->
        [none] It’s very good
       *[other] { $contact }, it’s very good
    } that you have come to our company. We’ll be glad to help!
    .title = 4. Praise the client for calling
    .do = Praise the client for turning to the company.
    .tone = They were expected here, and we are happy to help
    .next = Next

caller =
    { $contact ->
        [none] Let me note this in case the line drops.
       *[other] { $contact }, let me note this in case the line drops.
    }
    .title = 5. Name and phone
    .do = Always ask, best within the first minute.
    .tone = Safe and reliable: together we are on the way to a good deal
    .next = Next

## 6. Purpose

purpose = Could you tell me in a few words what you are calling about?
    .title = 6. Purpose of the call
    .do = Commercial: go on. Taxes, utilities, rent and so on: break off.
    .tone = In a spirit of shared responsibility
    .commercial = Buy, sell, rent, let
    .advice = Advice: taxes, utilities, rent

broken =
    That deserves a calm talk. I’m on duty now; after it I’ll call you back and answer at length. Is that all right?
    …
    Thank you for understanding. I’ll call you for sure, speak soon!
    .title = 6. Advice: break off
    .do = Promise to call back and be sure to do it after the shift: you’ll get a callback for it.
    .tone = In a spirit of shared responsibility
    .avoid = advice, even in a few words.
    .agreed = Agreed, said goodbye
    .commercial = There is a commercial purpose too
    .declined = Doesn’t want a callback

## 7–9. The talk

agent = May I ask whether another agent or agency is already helping you?
    .title = 7. Another agent or agency
    .do = Always find out.
    .tone = As partners: both sides know the terms
    .no = No, with nobody
    .yes = Yes, with another

partner = Thank you for telling me. So that you keep your agreements: is there a signed contract, and how long does it run?
    …
    I understand. If your plans change, we’ll be glad to help. All the best!
    .title = 7. Terms with another agency
    .do = No contract, or it has ended: go on.
    .tone = As partners, respecting what was agreed
    .avoid = bad words about the other agency.
    .free = Not bound by a contract
    .bound = Bound by it, said goodbye

listen =
    Please tell me more, I’m listening.
    …
    You’ve done the right thing by coming to us!
    .title = 8. Listen
    .do = Listen carefully, don’t interrupt, note the main things.
    .tone = With words of praise
    .next = Next

info = We can help with that: … Let me ask just this: …
    .title = 9. Give information
    .do = Give the information that is needed; if necessary, ask further questions.
    .tone = Stress the company’s advantages and what it can do
    .next = Next

## 10–12. Meeting

meeting = Let’s meet at our office: we’ll go through the whole database and find what suits you. Would today or tomorrow be better?
    .title = 10. Offer a meeting
    .do = If the client doesn’t suggest it, you do.
    .tone = Here people know how to listen and to hear
    .agreed = Agreed on a meeting
    .later = Not ready yet

contacts = Please take down my contacts: { $operator }, phone …, e-mail …
    .title = 11. Your contacts
    .do = Dictate your full name, phone and e-mail.
    .tone = Accessible, open, quick
    .office = The meeting is arranged
    .next = No meeting yet

office = { $office_address ->
        [none] Our office is here: …
       *[other] Our office is here: { $office_address }.
    } The best way to get here is: …
    .title = 12. Address and directions
    .do = Give the office address and the easiest ways to get there.
    .tone = Not pushy
    .avoid = too many questions, like an interrogation.
    .next = Next

## 13–15. Closing

examples = We’ve done this many times. There was a similar case: … It will work out for you too.
    .title = 13. Confidence and examples
    .do = If needed, give an example of your own, to the client’s purpose.
    .tone = Sure, without irritating
    .avoid = asking again, least of all about the purpose or where they saw the ad.
    .next = Next

company = Briefly about { $customer }: { $field }. For you this means: …
    .title = 14. Present the company
    .do = Explain the company’s advantages over others.
    .tone = Meet negative remarks with reasons and advantages
    .avoid = anything negative in the talk.
    .next = Next
    .meets = Agrees to a meeting

bye = { $contact ->
        [none] Thank you for calling!
       *[other] { $contact }, thank you for calling!
    } { $visit ->
        [none] We’ll be glad to go on, and it will surely work out. All the best!
       *[other] I’ll be waiting for you: { $visit }. Together we’ll make it work. See you!
    }
    .title = 15. Farewell
    .do = Say that you are sure we will go on working together. The client ends the call first.
    .tone = Leave them wanting to go on with us
    .meeting = Meeting arranged
    .interested = Interested, no meeting yet
    .recall = Agreed to speak again
    .more = Another question

## What not to do, the line dropped

donts =
    .title = What not to do
    .avoid =
        1. Giving advice in a first call. Your knowledge is worth money, giving it away does harm: invite to a meeting.
        2. Valuing property by phone. Arrange a meeting at the office to go through the whole database.
        3. Naming the commission by phone. If you did, be ready to give reasons.
        4. Talking longer than 4–5 minutes: don’t tire the client. Exceptions are possible, but rare.
        5. Talking off the subject. Come back to the purpose of the call.
    .go_on = Back to the talk

lost = { $contact ->
        [none] This is { $operator } again.
       *[other] { $contact }, this is { $operator } again.
    } The line dropped. Shall we go on?
    .title = The line dropped
    .do = You have the number: call back.
    .tone = Calm, ready to help
    .reached = Reached, we go on
    .gone = No answer

## Frequent questions: examples, put your own in their place

faq-value = What is my flat worth?
    .answer = Nobody can tell exactly by phone, and a mistake would cost you dearly. Let’s meet at the office and go through the whole database. When would suit you?
    .also = valuation, price of the flat, estimate, worth
faq-commission = How much do you take?
    .answer = It depends on what we do for you. At the meeting we’ll go through the task and the terms. When would suit you?
    .also = commission, percent, your fee, price of services
faq-taxes = What tax will I pay?
    .answer = That takes a little time. I’ll call you after my shift and answer at length. Which number may I call?
    .also = taxes, utilities, rent, advice
faq-base = Do you have anything suitable?
    .answer = The database is large and changes every day. Let’s look at it together at our office. Today or tomorrow?
    .also = offers, ads, database, find a flat
faq-office = Where is your office?
    .answer = { $office_address ->
            [none] Our office is here: …
           *[other] Our office is here: { $office_address }.
        } The best way to get here is: … When shall we expect you?
    .also = address, directions, parking
faq-hours = When are you open?
    .answer = { $office_hours ->
            [none] Our hours are: …
           *[other] Our hours are: { $office_hours }.
        } We can meet when it suits you. Which day would be good?
    .also = opening hours, weekend
faq-together = May two of us come?
    .answer = Of course, all the better: you’ll decide together. When would suit you both?
    .also = husband, wife, parents, together
faq-how_long = How long will it take?
    .answer = It depends on the task; at the meeting we’ll plan it week by week. By when would you like it done?
    .also = term, how soon, sell quickly
faq-papers = Which papers do I bring?
    .answer = For a first meeting, whatever is at hand. I’ll tell you the rest when we have looked at your case.
    .also = documents, passport, deed
faq-who_calls = Nobody called me back
    .answer = I’m sorry, that shouldn’t have happened. I’ll call you myself today. Which number, and when?
    .also = no call back, promised to call, complaint

## Text messages: examples, put your own in their place

sms-contacts = { $operator }, { $customer }. Phone: … E-mail: …
    .title = My contacts
sms-meeting = { $visit ->
        [none] We look forward to seeing you at the office: …
       *[other] We look forward to seeing you: { $visit }.
    } { $office_address ->
        [none] Address: …
       *[other] Address: { $office_address }.
    } How to get here: … { $operator }, { $customer }
    .title = Meeting at the office

## Phrases

group-greeting = Openings
group-closing = Closings
group-refusal = Polite refusals

phrase-greet = Good afternoon! This is { $customer }, my name is { $operator }. How can I help?
phrase-praise = You’ve done the right thing by coming to us!
phrase-no_advice = I can’t answer that in a few words. Come and see us, we’ll go through it all. When would suit you?
phrase-no_value = By phone it’s easy to be wrong, and it would cost you dearly. Shall we go through the whole database at our office?
phrase-no_commission = The terms depend on the task. Let’s first see what you need and speak about terms at the meeting. All right?
phrase-no_time = I don’t want to tire you on the phone: one meeting settles more. When would suit you?
phrase-off_topic = That’s interesting! Let’s first settle your question: …
phrase-sure = I’m sure that it will work out for us. All the best!
phrase-till_meeting = Thank you for calling, we look forward to seeing you. Goodbye!

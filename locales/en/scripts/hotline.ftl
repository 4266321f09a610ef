# The hotline. Order of the steps and conditions: scripts/hotline.toml.
#
# The value of a message is said aloud, its attributes are for the operator.
# A line of “…” in what is said: here the client answers. “…” inside a line: here the operator fills in.
# Questions and answers, text messages and unquoted words are examples: put your own in their place.

name = Hotline
    .about = Household appliances: advice, warranty repair, installation

phase-greet = Greeting
phase-identify = Identification
phase-card = Card
phase-history = Earlier requests
phase-consult = Advice
phase-form = Registration in GSIS
phase-sms = Text message
phase-summary = Summary
phase-bye = Farewell

advice =
    .first_time = First call: the caller knows us, we don’t know the caller. Every person is a potential client!
    .returned = Has called before: show that you remember, don’t make them tell it all again.
    .recommended = Was sent to us by somebody: say thank you for the trust.
    .repeat = Our client: start with what we know, then ask.

## What is asked

field-phone = Phone
    .ask = Could you tell me your phone number, please?
field-contact = Client’s full name
    .ask = And what is your full name, please?
field-model = Model
    .ask = Which model is it, please?
    .hint = On the rating label or in the warranty card.
field-problem = Client’s description
    .ask = What exactly is happening?
    .hint = In the client’s own words.
field-bought = Date of purchase
    .ask = When did you buy it?
field-shop = Shop
    .ask = Which shop did you buy it from?
field-city = City
    .ask = Which city are you in?
field-centre = Service centre
    .hint = Name, phone, address: they go into the text message.

## How it ended

outcome-consulted = Advice given
outcome-requested = Repair requested
outcome-installing = Installation requested
outcome-centre_given = No warranty, contacts given
outcome-call_back = We call the client back
outcome-unusual = Unusual question
outcome-dropped = The line dropped
outcome-hung_up = Hung up in the greeting
outcome-wrong = Wrong number

always =
    .lost = The line dropped
    .lost_again = Dropped again: no more calls
    .who = Asks my full name
    .callback = I’ll call back
    .rate = “Put me through to the rating”
    .wrong = Wrong number

hold = { $minutes ->
        [none] To answer exactly, I need a little time.
        [one] To answer exactly, I need { $minutes } minute.
       *[other] To answer exactly, I need { $minutes } minutes.
    } Would you mind holding?
    .back = Thank you for waiting! We were talking about…

## 1. Greeting

greet = Hello, my name is { $operator }, how can I help?
    .title = Greeting
    .do = Let the client finish.
    .tone = Friendly, smiling voice, nothing put on
    .asks = I know what it is about
    .unusual = An unusual question
    .hung = Hung up: we don’t call back

## 2. Identification

identify = { $kind ->
        [returned] { $contact ->
            [none] It’s good to hear from you again, I’ll help you with that.
           *[other] { $contact }, it’s good to hear from you again, I’ll help you with that.
        }
        [repeat] { $contact ->
            [none] It’s good to hear from you again, I’ll help you with that.
           *[other] { $contact }, it’s good to hear from you again, I’ll help you with that.
        }
        [recommended] Thank you for your trust! I’ll help you with that.
       *[other] I’ll help you with that.
    }
    .title = Who is calling
    .do = Given a name: use it.
    .tone = Friendly, unhurried
    .told = Told me
    .silent = Won’t say

## 3. The card

card = Thank you! One moment, I’m finding your card.
    .title = Card in GSIS
    .do = Find the card (account) in GSIS. None there: register it.
    .tone = Calm, no long silences
    .found = The card is there
    .new = There was none, registered

## 4. Earlier requests

history = { $kind ->
        [returned] I see that you have contacted us before. I’m checking what has been done.
        [repeat] I see that you have contacted us before. I’m checking what has been done.
       *[other] I’m checking whether there are earlier requests for your number.
    }
    .title = Earlier requests
    .do = Check earlier requests, acts, RC, letters, reminders, comments of the service centre.
    .tone = Attentive: the client shouldn’t have to repeat
    .fresh = A new question
    .open = About an earlier request

status = I see your request: … What comes next is this: …
    .title = About an earlier request
    .do = Say where the request stands: act, reminder, the service centre’s answer. Say what comes next, and when.
    .tone = Sure and understanding: the client is waiting
    .avoid = dates that aren’t in the request.
    .more = Needs advice too
    .mine = Told, I end the call
    .theirs = The client says goodbye
    .theirs_plain = The client says goodbye
    .check = I have to check and call back

## 5. Advice

consult = { $problem ->
        [none] Let’s look into it together.
       *[other] Thank you, I see. Here is what to do: …
    }
    .title = Advice, diagnostics
    .do = Not under warranty: give the contacts of an authorised service centre.
    .tone = Interested, in plain words
    .answered = Answered
    .repair = Needs a warranty repair
    .install = Needs installation
    .out = Not under warranty
    .check = I have to check and call back
    .unusual = An unusual question

contacts =
    I’m afraid the warranty doesn’t cover this. An authorised service centre can look at it, { $city ->
        [none] I’ll give you the contacts.
       *[other] I’ll find the nearest one. You are in { $city }, is that right?
    }
    .title = Not under warranty
    .do = Find a service centre in the client’s city and type its contacts.
    .tone = Sympathetic, no excuses
    .sms = Sending a text message
    .dictate = No text message, dictating
    .no = Doesn’t need the contacts

unusual = Thank you for asking. Here is where they can help you: …
    .title = An unusual question
    .do = About a job, for instance. Say where to turn. Don’t ask for a rating.
    .tone = Friendly: it was right to call
    .mine = Told, I end the call
    .theirs = The client says goodbye
    .usual = Also has a usual question
    .back = Also has a usual question

## 6. Registration in GSIS

form_consult = I’m noting what we said, so that you won’t have to tell it again.
    .title = Registering the advice
    .do = Register the consultation in GSIS. The client ends the call (“That’s all, thank you”): no summary, straight to the farewell.
    .tone = Friendly
    .theirs = Client: “That’s all, thank you”
    .theirs_plain = Client: “That’s all, thank you”
    .mine = I end the call
    .sms = Sending a text message
    .more = Another question

form_request = I’m registering your repair, I have a few questions.
    .title = Request for repair
    .do = Note all of it: model, date of purchase, shop, city, full name, the client’s description.
    .tone = Clear, one question at a time
    .done = Request registered
    .out = The warranty has ended

form_install = I’m registering the installation, I have a few questions.
    .title = Request for installation
    .do = Note all of it: model, date of purchase, shop, city, full name, the client’s description.
    .tone = Clear, one question at a time
    .done = Request registered

assign =
    Your request is registered. { $centre ->
        [none] I’m finding a service centre near you.
       *[other] This service centre will look after you: { $centre }.
    }
    .title = Service centre
    .do = Find an authorised service centre and assign the request to it in GSIS.
    .tone = Sure
    .sms = Sending a text message
    .dictate = No text message, dictating

## 7. Text message

sms = I’ve sent you a text message with your request and the contacts of the service centre. Has it arrived?
    .title = Text message
    .do = Templates: in the Naumen card and under “Questions”; contacts: in the request. Texts go to Russian numbers only.
    .tone = Friendly, wait for the answer
    .theirs = Client: “Good, thank you”
    .theirs_plain = Client: “Good, thank you”
    .mine = Sent, I end the call
    .failed = Can’t send, dictating

dictate =
    I can’t send a text message in this case, so let me dictate it. Are you ready to write?
    …
    { $centre ->
        [none] The service centre is: …
       *[other] The service centre is: { $centre }.
    } Shall we check what you have?
    .title = Dictating
    .do = Dictate with pauses: number of the request, contacts of the service centre.
    .tone = Clear, unhurried
    .theirs = Client: “Good, thank you”
    .theirs_plain = Client: “Good, thank you”
    .mine = Dictated, I end the call

## 8. Summary

summary = Let me sum up what comes next: … Do you have any other questions?
    .title = Summary
    .do = Only when it is you who ends the call: say what comes next and ask.
    .tone = Friendly, give them time to think
    .avoid = this question, if the client says “That’s all, thank you”, “I see, goodbye”, “Good, thank you”.
    .none = No questions
    .none_plain = No questions
    .more = One more question
    .rate = “Put me through to the rating”

## 9. Farewell

bye = At the end of the call, please rate my help. All the best!
    .title = Farewell
    .do = Tap how the call ended.
    .tone = Warm, smiling voice
    .requested = Repair requested
    .installing = Installation requested
    .centre = Contacts given
    .consulted = Advice given
    .more = Another question
    .rate = Asks for the rating themselves

bye_plain = Thank you for talking with me. All the best!
    .title = Farewell without a rating
    .do = Don’t ask for a rating: we made the call, or the question was unusual.
    .tone = Warm, smiling voice
    .requested = Repair requested
    .installing = Installation requested
    .centre = Contacts given
    .unusual = Unusual question
    .consulted = Advice given
    .more = Another question

bye_rated = Thank you! I’m putting you through. All the best!
    .title = Farewell, on to the rating
    .do = The client says: “Put me through to the rating, I’ll give you a mark.” No need to ask.
    .tone = Grateful
    .requested = Repair requested
    .installing = Installation requested
    .centre = Contacts given
    .consulted = Advice given
    .more = Another question

callback =
    So as not to keep you on the line, I’ll check and call you back. What time would suit you?
    …
    I’ve noted that. Thank you for calling. All the best!
    .title = Calling back
    .do = Check the number, agree on a time. Don’t ask for a rating.
    .tone = Sure: you will call
    .agreed = Agreed on a time
    .waits = Can wait, we go on

## The line dropped, full name

lost =
    Hello, this is { $operator } from the hotline. The line dropped. Shall we go on?
    .title = The line dropped: call back once
    .do = No answer or not available: no more calls, the client will call when it suits. Don’t forget to record the consultation!
    .tone = Calm, no reproach
    .reached = Reached, we go on
    .gone = No answer, not available

who = My name is { $operator }.
    .title = Asks your full name
    .do = You have to give your name. A pseudonym will do; the supervisor has to know of it.
    .tone = Gladly, without asking why
    .go_on = Told, we go on

## Frequent questions: examples, put your own in their place

faq-term = How long is the warranty?
    .answer = The term is in the warranty card and runs from the day of purchase. Tell me the model and the date, please, and I’ll look it up.
    .also = warranty period, guarantee, warranty card
faq-no_receipt = I’ve lost the receipt
    .answer = You can come without it. A warranty card or a statement from the shop will help. What do you still have?
    .also = no receipt, without receipt, proof of purchase
faq-papers = What do I bring for a repair?
    .answer = The warranty card and proof of purchase: a receipt or a statement. If something is missing, tell me and we’ll find a way.
    .also = documents, papers
faq-where_model = Where do I find the model?
    .answer = On a label on the body: usually inside the door, at the back or underneath. It is in the warranty card too.
    .also = model, serial number, label
faq-error_code = There is an error code
    .answer = Tell me the code and the model, please. Meanwhile unplug it for a few minutes and plug it in again: is the code still there?
    .also = error, blinking, display
faq-not_starting = It doesn’t switch on
    .answer = Let’s check together: does another device work in that socket, is the plug all the way in, is the child lock off?
    .also = not working, won’t start, broken, child lock
faq-repair_time = How long does a repair take?
    .answer = The service centre will say when it has looked at it. If you don’t hear from them, call us and we’ll check.
    .also = repair time, waiting, how long
faq-status = What about my request?
    .answer = Tell me its number or the phone it was made with, and I’ll see where it stands.
    .also = status, ready, my repair
faq-nearest = Where is the nearest service centre?
    .answer = Tell me your city, please, and I’ll find an authorised one. I’ll send you the contacts or dictate them.
    .also = service, workshop, address
faq-out_of_warranty = The warranty has ended, what now?
    .answer = An authorised service centre will repair it at a charge. Shall I give you the contacts in your city?
    .also = no warranty, paid repair, expired
faq-install_cost = What does installation cost?
    .answer = It depends on the appliance and your home; the service centre says it before the work begins. Shall I register a request?
    .also = installation, connect, price of installation
faq-parts = Where do I get spare parts?
    .answer = Original parts are at authorised service centres. Tell me the model and the city, and I’ll give you the contacts.
    .also = parts, filter, accessories
faq-no_sms = The text message hasn’t come
    .answer = I’ll check the number and send it again. If that fails, I’ll dictate everything now. Are you ready to write?
    .also = no message, sms, text not received
faq-exchange = I want to return it
    .answer = That is for the shop where you bought it. If you need a report of a service centre, I’ll register a request. What has happened?
    .also = exchange, refund, faulty
faq-job = How do I get a job with you?
    .answer = Thank you for your interest! Vacancies and contacts are on the company’s website. Shall I tell you where?
    .also = work, vacancy, employment

## Text messages: examples, put your own in their place

sms-request = Repair request No. … is registered. { $model ->
        [none] {""}
       *[other] Model: { $model }.{" "}
    }{ $centre ->
        [none] The service centre will contact you.
       *[other] Service centre: { $centre }.
    } { $customer }
    .title = Repair requested
sms-installation = Installation request No. … is registered. { $model ->
        [none] {""}
       *[other] Model: { $model }.{" "}
    }{ $centre ->
        [none] The service centre will contact you.
       *[other] Service centre: { $centre }.
    } { $customer }
    .title = Installation requested
sms-service_centre = { $centre ->
        [none] Authorised service centre: …
       *[other] Authorised service centre: { $centre }.
    } { $customer }
    .title = Contacts of the service centre
sms-will_call = We are checking your question and will call you back … { $customer }
    .title = We will call back

## Phrases

group-greeting = Greetings
group-closing = Closings
group-refusal = Polite refusals

phrase-greet = Hello, my name is { $operator }, how can I help?
phrase-greet_again = Hello, it’s good to hear from you again. My name is { $operator }, how can I help?
phrase-anything_else = Do you have any other questions?
phrase-rate = At the end of the call, please rate my help. All the best!
phrase-bye = Thank you for calling. All the best!
phrase-wait_thanks = Thank you for waiting!
phrase-not_ours = My colleagues deal with that. I’ll tell you how to reach them. Are you ready to write?
phrase-not_covered = The warranty doesn’t cover this, but a service centre can repair it. Shall I give you the contacts?
phrase-no_promise = I don’t want to name a date that I’m not sure of. I’ll check and call you back. When would suit you?

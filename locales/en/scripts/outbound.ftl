# The outbound call to an organisation. Order of the steps: scripts/outbound.toml.
#
# The value of a message is said aloud, its attributes are for the operator.
# A line of “…” in what is said: here the client answers; what follows is said if the call ends here.
# Placeables are listed as in a dictionary: $offer “handling of calls”, $field “call-centre services”.

name = Outgoing call

phase-dial = Getting through
phase-secretary = Secretary
phase-lpr = Decision maker
phase-offer = Offer
phase-close = Outcome

## Getting through

dial =
    .title = Dialling
    .do = Let it ring for 60 seconds. Answered: check the organisation against the lead.
    .secretary = Secretary, employee
    .lpr = The decision maker
    .nobody = Nobody picks up
    .machine = Machine, fax or menu
    .fault = Silence, noise, cut off
    .person = Private person
    .other = Another company

person =
    Hello! My name is { $operator }. I have this number down for an organisation. May I ask how you are connected with it?
    …
    Thank you for telling me. I’m sorry to have troubled you. Have a good day!
    .title = Private person
    .do = Name the organisation from the lead. Type how the person is connected with it.
    .tone = Gently: you have disturbed someone
    .told = Connection is clear
    .works = Works there

other_co =
    Hello! My name is { $operator }. It looks as if my details are out of date. Could you tell me the right name of your organisation?
    .title = Another company
    .do = Details given: type the name, correct the lead and go on. Not given: apologise and say goodbye.
    .tone = Friendly, no interrogation
    .given = Gave the details
    .refused = Gave no details

## Secretary

sec_greet =
    Hello! This is { $operator }, calling from { $customer }. { $kind ->
        [hot] We already know your organisation.
        [warm] My colleagues have already spoken with your organisation.
        [awaited] We agreed on this call.
       *[cold] I hope you can help me.
    } { $contact ->
        [none] Could you tell me who is responsible for { $offer } at your organisation?
       *[other] Could you tell me if { $contact } is in at the moment?
    }
    .title = Greeting the secretary
    .do = Given a name: say thank you and use it.
    .tone = Smiling, confident, unhurried
    .connects = Puts me through
    .topic = “What is it about?”
    .absent = Decision maker is away
    .is_lpr = “I decide that”
    .time = Only at another time
    .mail = Insists on an e-mail
    .no = Won’t put me through
    .ours = Already works with us

sec_topic =
    I’m calling from { $customer }, and what we offer is { $offer }. I’d like to find out whether it is any use to you before taking up your time. { $contact ->
        [none] Who would be the best person to speak with?
       *[other] Could you tell me if { $contact } can speak about it?
    }
    .title = What it is about
    .do = Keep it short: the presentation is for the decision maker only.
    .tone = Open, as an equal
    .connects = Puts me through
    .field = Answers questions
    .absent = Decision maker is away
    .is_lpr = “I decide that”
    .time = Only at another time
    .mail = Insists on an e-mail
    .no = Won’t put me through
    .competitor = A competitor
    .ours = Already works with us

sec_field =
    Thank you! I wouldn’t want to trouble your manager for nothing: may I ask what your organisation does?
    .title = Field of business
    .do = Fits: type the field. Does not fit: tap the button; you type the field with the result.
    .tone = With real interest
    .fits = The field fits
    .off = The field does not fit
    .silent = Won’t say
    .competitor = A competitor
    .ours = Already works with us
    .no = Won’t put me through

sec_off =
    Thank you for explaining. In your field our offer is unlikely to be of use, so I won’t take up any more of your time. All the best, goodbye!
    .title = Wrong field (secretary)
    .do = The secretary named the field. Correct it in the lead.
    .tone = Grateful, not disappointed
    .done = Said goodbye
    .fits = It fits after all

sec_ask =
    Thank you! A conversation with your manager would take two minutes and may well be useful to you. { $contact ->
        [none] Would you be able to put me through?
       *[other] Could you tell me if { $contact } can take the call now?
    }
    .title = Asking to be put through
    .do = You have asked: now wait for the answer.
    .tone = Calm, expecting a yes
    .connects = Puts me through
    .absent = Decision maker is away
    .is_lpr = “I decide that”
    .time = Only at another time
    .mail = Insists on an e-mail
    .no = Won’t put me through

lpr_when =
    { $contact ->
        [none] I see, thank you. When will your manager be in, and what time is best to call?
       *[other] I see, thank you. When will { $contact } be in, and what time is best to call?
    }
    …
    Thank you for your help, I’ll make a note of that. Have a good day!
    .title = The decision maker is away
    .do = Find out the day, the time and the reason. If away for a long time, ask who stands in.
    .tone = Understanding, never put out
    .named = Said when
    .unknown = Doesn’t know when
    .long = Away for a long time
    .here = Just back, connecting
    .mail = Insists on an e-mail

stand_in =
    I see, thank you. Who makes these decisions in the meantime: perhaps the commercial director or a deputy?
    …
    Thank you very much for your help. Have a good day!
    .title = Who stands in
    .do = Given a name: say thank you and ask to be put through.
    .tone = Calm and grateful
    .connects = Puts me through
    .there = Stand-in is busy now
    .nobody = Nobody stands in
    .mail = Insists on an e-mail

sec_time =
    Good, let’s do that. Which day and what time would be best to call?
    …
    Thank you, I’ve noted that. Have a good day, goodbye!
    .title = Time of the callback
    .do = Get the hour and the minutes. A callback must be within 5 days.
    .tone = Businesslike and friendly
    .named = Named a time
    .unnamed = No exact time
    .connects = Puts me through now

sec_mail =
    Certainly, thank you. Which address should we use, and whose name should it go to?
    …
    Let me spell the address back: … Is that right? Thank you, all the best!
    .title = E-mail via the secretary
    .do = Type the address. The e-mail is addressed to the decision maker.
    .tone = Careful, unhurried
    .given = Gave an address
    .refuses = Gives no address
    .connects = Puts me through now

sec_no =
    I understand, and I won’t press you. May I ask what the reason is?
    …
    Thank you for telling me. Have a good day, goodbye!
    .title = The secretary refuses
    .do = Find out the reason. If it is an objection, handle it.
    .tone = Even, not offended
    .done = Refused, said goodbye
    .connects = Puts me through now
    .time = Only at another time
    .mail = Agrees to an e-mail

connecting =
    { $contact ->
        [none] Thank you very much! And what is your manager’s name, so that I can use it?
       *[other] Thank you very much, I’ll hold!
    }
    .title = Being put through
    .do = Stay on the line. Type the name: it comes up in the greeting.
    .tone = Warm and grateful
    .answers = Decision maker answers
    .silent = Nobody answers
    .busy = They say: busy
    .declined = They say: not needed
    .dropped = The line dropped

lpr_other =
    Thank you for telling me! Who does make these decisions, and could I speak with that person now?
    .title = Somebody else decides
    .do = Given a name: say thank you and type it.
    .tone = Friendly, with respect
    .connects = Puts me through
    .absent = Decision maker is away
    .time = Only at another time
    .mail = Insists on an e-mail
    .no = Won’t put me through

## Decision maker

lpr_greet =
    { $contact ->
        [none] Hello!
       *[other] Hello, { $contact }!
    } This is { $operator }, calling from { $customer }. { $kind ->
        [hot] We have spoken before, and I have one short question. Do you have a couple of minutes?
        [warm] My colleagues have already spoken with your organisation, though you and I haven’t met. Is now a good time?
        [awaited] We agreed on this call. Is now a good time to talk?
       *[cold] We haven’t met, so I’ll be brief. Do you have two minutes?
    }
    .title = Greeting the decision maker
    .do = { $kind ->
        [hot] Recall what you talked about: earlier comments are in the lead.
        [warm] See in the lead who spoke there before, and about what.
        [awaited] Come back to what was agreed.
       *[cold] You are not expected: be brief and ask permission right away.
    }
    .tone = { $kind ->
        [hot] Warm, as to someone you know
        [warm] Friendly, with respect
        [awaited] Reliable and friendly
       *[cold] Confident, at their pace
    }
    .go = Ready to talk
    .busy = Busy
    .not_me = “That’s not my area”
    .no = Refuses
    .ours = Already works with us
    .dropped = The line dropped

lpr_check =
    { $contact ->
        [none] Thank you! May I ask your name?
       *[other] Thank you, { $contact }!
    } { $kind ->
        [hot] Is it still you who makes decisions about { $offer }?
        [awaited] Is it still you who makes decisions about { $offer }?
       *[cold] Am I right that it is you who makes decisions about { $offer }?
    }
    .title = Who decides
    .do = Given a name: say thank you and type it.
    .tone = Respectful and interested
    .yes = Yes, decides
    .shared = Decides with others
    .not_me = Somebody else decides
    .busy = Busy
    .no = Refuses

lpr_field =
    { $kind ->
        [hot] Good. Just to check: what does your organisation do these days, is there anything new?
        [awaited] Good. Just to check: what does your organisation do these days, is there anything new?
       *[cold] Good. So that I speak only about what matters to you: may I ask what your organisation does?
    }
    .title = Field of business
    .do = Fits: type the field. Does not fit: tap the button; you type the field with the result.
    .tone = With real interest
    .fits = The field fits
    .off = The field does not fit
    .competitor = A competitor
    .ours = Already works with us
    .busy = Busy
    .no = Refuses

lpr_off =
    Thank you for explaining. In your field our offer is unlikely to do you any good, so I won’t take up more of your time. All the best, goodbye!
    .title = Wrong field (decision maker)
    .do = Correct the field in the lead.
    .tone = Grateful, not disappointed
    .done = Said goodbye
    .fits = It fits after all

lpr_busy =
    I understand, I won’t keep you. Which day and what time would suit you better?
    …
    Thank you, I’ll make a note of that. Have a good day!
    .title = The decision maker is busy
    .do = Remember the reason (meeting, second line): the comment needs it.
    .tone = Short and respectful
    .named = Named a time
    .unnamed = No exact time
    .go = Can talk now
    .on = Ready to go on
    .no = Refuses

## Offer

present =
    { $kind ->
        [hot] Thank you! Just a quick reminder.
        [awaited] Thank you! Just a quick reminder.
       *[cold] Thank you! Here is the main point.
    } Our field is { $field }, and what we offer is { $offer }. A specialist tailors the terms to your needs. How do you handle this at the moment?
    .title = Presentation
    .do = No longer than a minute. You have asked: now listen.
    .tone = Lively, believing what you say
    .talks = Answers, listens
    .agree = Agrees at once
    .cool = “Maybe later”
    .busy = Busy
    .no = Refuses
    .competitor = A competitor
    .ours = Already works with us

need =
    Thank you, I see. What matters most to you here, and what would you like to improve?
    .title = What matters to the client
    .do = Listen, don’t interrupt, note the client’s own words.
    .tone = Interested, unhurried
    .needs = Something could improve
    .fine = All is well as it is
    .agree = Agrees at once
    .cool = “Maybe later”
    .busy = Busy
    .no = Refuses

doubts =
    Thank you, now I see what matters to you. A specialist will look at your case and give you the terms, with no obligation. What questions or doubts do you still have?
    .title = Questions and doubts
    .do = If there is a doubt, pick the objection and handle it.
    .tone = Calm, no pressure
    .clear = Interested, no doubts
    .mail = Insists on an e-mail
    .cool = “Maybe later”
    .busy = Busy
    .no = Refuses

## Outcome

choice =
    Excellent! How would you like to go on: shall our specialist call you at a time that suits you, or is there a better way?
    .title = How to go on
    .do = Offer the specialist’s call first, the rest if the client asks.
    .tone = Glad and confident
    .call = Specialist’s call
    .meet = A meeting
    .now = Connect now
    .number = Client will call
    .mail = An e-mail first
    .cool = Weak interest
    .no = Refuses

kjz =
    Good, then let’s arrange the specialist’s call. Which day and what time suit you?
    …
    Let me write that down and repeat it: … Is that right? Thank you for talking with me. The specialist will call at exactly that time. All the best!
    .title = When the specialist calls
    .do = You need the date, the hour and the minutes. Repeat them aloud.
    .tone = Clear and kind
    .exact = Exact date and time
    .vague = No exact time
    .mail = An e-mail first

meet_city =
    With pleasure! To be sure that we can meet, let me check the city. You are in { $city }, is that right?
    .title = City of the meeting
    .do = A meeting is possible here only: { $city }. Another city: offer a call.
    .tone = Friendly
    .same = Yes, that city
    .other = Another city

meet =
    Good! Before the meeting the specialist will call you and confirm everything. Which day, what time and what place suit you?
    …
    Let me write that down and repeat it: … Is that right? Thank you for talking with me, see you at the meeting!
    .title = When the meeting is
    .do = You need the date, the hour and minutes, the place. Repeat them aloud.
    .tone = Clear and kind
    .exact = Meeting arranged
    .vague = No exact time

transfer_ask =
    I can find out right now whether our specialist is free to answer your questions about the terms. It will take less than a minute. Would you mind holding?
    .title = Transfer: consent
    .do = 1. Say who it is and why. 2. Get consent. 3. Say thank you and put the client on hold.
    .tone = Calm, businesslike
    .yes = Agrees to hold
    .no = Won’t hold

transfer_tell =
    This is { $operator }. { $contact ->
        [none] I have the head of an organisation on the line,
       *[other] I have { $contact } on the line,
    } about { $offer }. The presentation is made and there is interest. Can you take the call now?
    .title = Transfer: to the specialist
    .do = 4. Tell the specialist who it is, why, what was said. Go back to the client every 40 seconds.
    .tone = Quick and exact
    .takes = Specialist is ready
    .away = No answer, or busy
    .gone = The client hung up

transfer_stay =
    { $contact ->
        [none] Thank you for holding!
       *[other] { $contact }, thank you for holding!
    } I’m connecting you with the specialist, who already knows what we talked about. Can you both hear each other well?
    .title = Transfer: connecting
    .do = 5. Connect them. 6. Stay on the line until they talk.
    .tone = Friendly, to both
    .talk = They are talking
    .fell = No talk came about

transfer_back =
    Thank you for holding! I’m sorry, the specialist cannot answer at the moment. Which day and what time would suit you for a call?
    …
    Let me write that down and repeat it: … Is that right? Thank you for talking with me. The specialist will call at exactly that time. All the best!
    .title = The specialist did not answer
    .do = You need the date, the hour and the minutes. Repeat them aloud.
    .tone = Open, with an apology
    .exact = Exact date and time
    .again = Will hold once more
    .number = Client will call
    .vague = No exact time

mail =
    Certainly, thank you. Which address should we use, and what would you most like to see in it?
    .title = E-mail to the decision maker
    .do = Type the address.
    .tone = Careful, unhurried
    .given = Gave an address
    .refuses = Gives no address

mail_bye =
    Let me spell the address back: … Is that right? Thank you, we’ll send it. Have a good day, goodbye!
    .title = Who sends the e-mail
    .do = Usually the customer does. If the customer cannot, our specialists send it.
    .tone = Careful and grateful
    .theirs = The customer sends it
    .ours = Our specialists send it
    .fix = The address is wrong

number =
    Of course, I’ll give it to you now. Do you have something to write with?
    …
    Let’s check the number: … Thank you for talking with me, we look forward to your call. All the best!
    .title = The customer’s number
    .do = Read out the customer’s number two digits at a time, then check the whole.
    .tone = Clear, with pauses
    .wrote = Wrote the number down
    .call = Prefers to be called

maybe =
    I understand, now is not the best time. When would it suit you to come back to this?
    …
    Thank you, I’ve noted that. Have a good day, goodbye!
    .title = Possible interest
    .do = Get a day and a time, even if it is far off.
    .tone = Light, no pressure
    .named = Named a time
    .now = Will decide now
    .never = Wants no call

lpr_no =
    I understand, and I won’t press you. May I ask the reason: is it of no interest at all, or just not relevant now?
    …
    Thank you for being frank. All the best, goodbye!
    .title = The decision maker refuses
    .do = Find out the reason. If it is an objection, handle it.
    .tone = Even, with respect
    .done = Refused, said goodbye
    .hung = Hung up
    .go = Ready to listen
    .later = Busy, asks for later
    .on = Ready to discuss it
    .cool = “Maybe later”

competitor =
    Thank you, now I see: we work in the same field. I won’t take up your time. All the best, goodbye!
    .title = A competitor
    .do = No negotiation: neither terms nor prices.
    .tone = Polite and short
    .done = Said goodbye

ours =
    Thank you for telling me, and I’m sorry for the trouble! Most likely there was a technical fault on the line. You will not be called again. All the best!
    .title = Already works with us
    .do = Upset: hear them out, apologise, do not argue.
    .tone = Very correct
    .done = Said goodbye

## The secretary’s objections

objection-sec_send_email = Send it by e-mail
    .reply = Of course, we can send an e-mail. To make it worth reading, I have one question for your manager; it takes a minute. Would you be able to put me through?
    .tone = Lightly, agreeing

objection-sec_busy = The manager is busy
    .reply = I understand, it must be a full day, and two minutes is all we need. When is it usually easiest to get through?
    .tone = With understanding

objection-sec_later = Call back later
    .reply = Good, thank you. So that I don’t disturb you again for nothing: what time will your manager be able to talk?
    .tone = Friendly

objection-sec_no_interest = We’re not interested
    .reply = I understand, you must get many such calls. This is usually the manager’s decision, and two minutes are enough for that. What would be the best way to get in touch?
    .tone = Even, not offended

objection-sec_supplier = We already have someone
    .reply = It’s good that you have that settled. There is no need to change anyone, but your manager may find it useful to compare. Could you put me through for two minutes?
    .tone = With approval

objection-sec_no_ads = I don’t put ads through
    .reply = I understand, you look after your manager’s time. I have one specific offer and one question about it. Who at your organisation could answer it?
    .tone = Calm, respecting the rule

objection-sec_pass_on = Tell me, I’ll pass it on
    .reply = Thank you, that is very kind! It’s just that the conversation depends on your manager’s answers, and that is hard to pass on. When could we speak for two minutes?
    .tone = Warm and grateful

objection-sec_who_are_you = Who are you?
    .reply = That’s a fair question. I’m calling from { $customer }, and our field is { $field }. Who could I talk to about it briefly?
    .tone = Open, not defensive

objection-sec_called = You’ve called already
    .reply = Thank you for remembering, and I’m sorry if we call too often. What time is best to reach your manager, so that we don’t trouble you again?
    .tone = Slightly apologetic

objection-sec_number = Leave your number
    .reply = Thank you, I will. Still, I’d rather not give your manager one more thing to do, so it’s easier if we call. What time would be best?
    .tone = Caring

objection-sec_no_names = We don’t give names
    .reply = I understand, a rule is a rule, and the name isn’t needed. Whose job is it to decide on this, and could I speak with that person?
    .tone = Lightly, with a smile

objection-sec_forbidden = I’m not allowed to
    .reply = I understand, and I don’t want to get you into trouble. How is it done at your organisation: who could I tell about the offer, and when?
    .tone = In confidence

## The decision maker’s objections

objection-lpr_no_time = I have no time
    .reply = I understand, I won’t keep you. I can say the main thing in one minute, and then it’s up to you. Is now all right, or is another time better?
    .tone = Short, at their pace

objection-lpr_no_interest = Not interested
    .reply = I understand: as long as the benefit isn’t clear, why should it be interesting? May I ask just one thing: how do you handle this at the moment?
    .tone = Calm, no pressure

objection-lpr_supplier = We have a supplier
    .reply = It’s good that this works for you. There is no need to change anything, but comparing is useful, if only to be sure of your choice. What could be better about the way it works now?
    .tone = Approving, interested

objection-lpr_price = It’s expensive
    .reply = I understand, the price matters. It depends on the task, and the specialist will work it out for you. What are you comparing it with?
    .tone = Calm, not defensive

objection-lpr_email = Send me an e-mail
    .reply = Of course, we can. So that it says only what you need and nothing general, may I ask you two short questions?
    .tone = Lightly, agreeing

objection-lpr_not_now = Not relevant now
    .reply = I understand, you have other things to do now. We don’t want to be a nuisance, just to call at the right time. When might this become important to you?
    .tone = With understanding

objection-lpr_in_house = We do it ourselves
    .reply = It’s great to have people of your own. There is no need to replace them, but they can get help when there is a lot of work. Do you have times like that?
    .tone = Approving, interested

objection-lpr_think = I have to think
    .reply = Of course, it is worth thinking over. What matters most to you here: the terms, the timing or the idea itself?
    .tone = Unhurried

objection-lpr_partner = I’ll ask my partner
    .reply = Quite right, such things are best decided together. The specialist can answer you both at once, so that you needn’t pass it on. When are you both free?
    .tone = With approval

objection-lpr_budget = No budget
    .reply = I understand, nobody likes unplanned expenses. You can find out the terms beforehand, with no obligation. When do you usually plan your spending?
    .tone = With understanding

objection-lpr_bad_past = Had a bad experience
    .reply = I’m sorry it went that way, and I understand your caution. So that I can tell you honestly whether it would be different with us: what exactly went wrong?
    .tone = Sympathetic, hear them out

objection-lpr_why_you = Why you?
    .reply = That’s a good question. The specialist can show it best on your own case, and it’s for you to compare and decide. What do you usually go by when you choose?
    .tone = Confident, not boasting

objection-lpr_guarantee = What guarantees?
    .reply = You’re right to ask. The obligations are written into the contract, and the specialist will go through it with you point by point. What is most important for you to have in it?
    .tone = Serious and calm

objection-lpr_source = Where’s my number from?
    .reply = That’s a fair question. The number is in our file on your organisation; I’ll find out how it got there and let you know. May I say briefly why I’m calling?
    .tone = Open, not defensive

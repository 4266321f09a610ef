# The secretary's script: a call that comes in, from greeting to goodbye. Order of steps: scripts/secretary.toml.
#
# The value of a message is said aloud, attributes are for the secretary; .avoid: what not to say.
# A line «…» in what is said: here the caller answers, or somebody else is spoken to; what is below comes after it.
# Phrases phrase-…: translations of the source's phrases (it is Georgian); see tests/phrases/001.toml.

name = Secretary
    .about = A call comes in: answer, put through, take a message

phase-greet = Greeting
phase-question = Question
phase-clarify = Clarifying
phase-inform = Answer
phase-finish = Closing

## 1. Greeting

greet =
    { $daytime ->
        [morning] Good morning!
        [evening] Good evening!
        [night] Hello!
       *[day] Good afternoon!
    } { $customer }{ $name_tells ->
        [yes] {""}
       *[no] , { $field }
    }. { $post ->
        [none] My name is { $operator }.
       *[other] { $operator } speaking, { $post }.
    } How may I help you?
    .title = Greeting
    .do = First the greeting, then the company, then you. If you see the number, type it: it shows whose client this is.
    .tone = With a smile, clear and sure
    .avoid = “I’m listening!”
    .colleague = Asks for a colleague
    .question = Has a question
    .wrong = Wrong number

wrong_number =
    I’m sorry, I’m afraid you have the wrong number. This is { $customer }.
    …
    No problem at all, have a nice day!
    .title = Wrong number
    .do = Wait for the answer, do not just hang up.
    .tone = Polite, not annoyed
    .done = Said goodbye
    .right = It is for us after all

## 2. Taking the question

manager =
    Thank you for calling. Let me find out.
    .title = Who is asked for
    .do = Choose the colleague: you will see whether to put the call through. Calls for the director come first.
    .tone = Polite, unhurried
    .avoid = “Connecting you now”, and then “he’s not there”
    .here = Is here
    .known = Is here, putting through
    .absent = Is away
    .busy = Cannot answer now
    .other = A matter for somebody else
    .question = Does not know whom to ask

scan =
    { $caller ->
        [none] With pleasure.
       *[other] Thank you, { $caller }!
    }
    .title = Who is calling and why
    .do = Thank the caller for the name. No name: put through all the same. We find out who calls, we do not sift.
    .tone = Tactful, interested, no questioning
    .avoid = “Who’s calling him?”, “Who’s asking for him?”, “Who am I speaking to?”; an order: “Introduce yourself!”
    .go = Putting through
    .other = A matter for somebody else
    .answer = I can answer this

absent =
    { $manager ->
        [none] I’m sorry, my colleague is not in at the moment.
       *[other] I’m sorry, { $manager } is not in at the moment.
    }
    .title = Is away
    .do = First say that they are away and when they will be back, then ask the name. Not what they are doing.
    .tone = Sincerely sorry, respectful
    .avoid = First the name, then the no: “Who’s calling him?” – “Ivan Ivanov.” – “I’m sorry, Mr Sobolev isn’t here.”
    .message = Taking a message
    .later = When to call
    .other = Somebody else can help
    .here = Has come, putting through

busy =
    { $manager ->
        [none] I’m sorry, my colleague cannot come to the phone just now.
       *[other] I’m sorry, { $manager } cannot come to the phone just now.
    }
    .title = Cannot answer now
    .do = A neutral apology: not what they are doing. Urgent: ask whether to interrupt.
    .tone = Calm, with sympathy
    .message = Taking a message
    .interrupt = Urgent, putting through
    .later = When to call
    .other = Somebody else can help

later =
    We would rather call you ourselves. What time would suit you?
    .title = When to call
    .do = Give the reception hours and the time of return. Offer to call back.
    .tone = Caring
    .himself = The caller will call
    .back = We call back
    .message = Taking a message

question =
    { $caller ->
        [none] Yes, of course!
       *[other] Yes, of course, { $caller }!
    }
    .title = The caller’s question
    .do = First agree, then answer. Thank the caller for the name.
    .tone = Attentive, friendly
    .clear = Clear, answering
    .unclear = Needs clarifying
    .manager = Asks for a colleague
    .other = A matter for somebody else

## 3. Clarifying

clarify =
    { $matter ->
        [none] What would you like to know?
       *[other] Do I understand correctly that your question is “{ $matter }”?
    }
    .title = Clarifying
    .do = Ask an open question, listen, and say it again in your own words.
    .tone = Interested, unhurried
    .avoid = Several questions at once; orders
    .understood = Understood, answering
    .manager = Asks for a colleague
    .other = A matter for somebody else

## 4. Consulting

answer =
    Yes, I’ll gladly tell you.
    …
    Is that what you wanted to know?
    .title = Answer
    .do = Find the answer in the frequent questions. End with a question and listen.
    .tone = Sure, knowing the matter
    .enough = Has the answer
    .lookup = Has to be looked up
    .unknown = I do not know
    .not_mine = Outside my competence
    .secret = Not told by phone
    .senior = With a senior colleague

lookup =
    It will take a few minutes to find that. Would you like to hold, or shall we call you back?
    .title = Looking it up
    .do = If the caller waits: “Hold”, and name the minutes there. Too long: apologise and offer to call back.
    .tone = Businesslike, polite
    .found = Waited, answering
    .back = We call back
    .mail = We answer by mail
    .himself = The caller will call

unknown =
    Good question. May I find out and call you back?
    .title = I do not know
    .tone = Open, interested
    .agrees = Agrees, we call back
    .mail = We answer by mail
    .other = Somebody else knows
    .no = Does not want that

competence =
    That is outside my competence, but I’ll tell you who can help. Is that all right?
    .title = Outside my competence
    .do = Say no more of the company’s affairs than needed. Name who decides.
    .tone = Calm, sincere
    .manager = Finding out who is in
    .other = A matter for somebody else
    .message = Taking a message

in_writing =
    I’m sorry, we do not give that information by phone. Would you write to us, or come in person? Which is more convenient?
    .title = Not told by phone
    .do = Give the address, the e-mail and the reception hours.
    .tone = Polite and firm
    .accepts = Will write or come
    .insists = Insists

refuse =
    I’m very sorry, that is not possible just now. I can find out what we could do instead and call you back. Would that suit you?
    .title = Polite refusal
    .do = Choose a formula, and say at once what you will do to find a way out.
    .tone = Soft, sorry
    .avoid = A refusal without a way out
    .back = We find out and call back
    .other = Somebody else can help
    .writing = In writing or in person
    .accepts = Accepts the refusal

redirect =
    { $manager ->
        [none] A colleague of mine deals with this.
       *[other] { $manager } deals with this.
    } May I put you through?
    …
    Thank you!
    .title = To another colleague
    .do = Give the colleague’s full name, post and phone. Ask leave. No third transfer.
    .tone = Sure, caring
    .avoid = “I don’t even know… Hold on, please” and the “bureaucratic swing”, where the caller starts again: “I’d like to check the monthly fee for the internet.”
    .agrees = Agrees
    .known = Agrees, putting through
    .away = The colleague is away
    .himself = Has the number, will call
    .message = Taking a message

connect =
    { $caller ->
        [none] Thank you!
       *[other] Thank you, { $caller }!
    } One moment, please.
    …
    { $caller ->
        [none] There is a caller on the line
       *[other] On the line: { $caller }
    }{ $organisation ->
        [none] .
       *[other] , { $organisation }.
    } { $matter ->
        [none] {""}
       *[other] It is about: { $matter }.
    }
    .title = Putting through
    .do = Tell the colleague who calls and why, formally: “Ms Sidorova”. Come back to the caller every 40 seconds.
    .tone = Clear, short
    .takes = The colleague took it
    .away = No answer

back =
    { $caller ->
        [none] Thank you for holding!
       *[other] Thank you for holding, { $caller }!
    } I’m sorry, nobody can answer just now. What shall I pass on?
    .title = The colleague does not answer
    .do = Calling back is better than keeping the caller waiting: offer it.
    .tone = Caring, sorry
    .message = Taking a message
    .call = We call back
    .waits = Will wait some more
    .other = Somebody else can help
    .himself = The caller will call

three_way =
    You have asked me some very interesting questions, and as I said, I do not know enough yet to answer them. But one of my colleagues has much more experience than I have. Let us call them right now.
    .title = The three of you
    .do = Only when the person has heard the offer, likes it and still doubts. Agrees: start the conference, or give the colleague’s number.
    .tone = Keen, respectful
    .avoid = A senior colleague in the very first talk
    .agrees = Agrees, calling the colleague
    .himself = The caller will call
    .no = Another time

call_back =
    { $number ->
        [none] We will call you back ourselves.
       *[other] Let me repeat the number: { $number }. Is that right? What time would suit you?
    }
    …
    Thank you for calling, we will call you back for certain. Goodbye!
    .title = We call back
    .do = Read the number back at once. The time is the caller’s choice.
    .tone = Caring, attentive
    .right = Right, we call back
    .mail = Rather by mail
    .himself = The caller will call

by_mail =
    { $email ->
        [none] I need time to prepare the information for you. Would it be convenient to have the answer by e-mail?
       *[other] Let me repeat the address: { $email }. Is that right? Thank you for calling, have a nice day, goodbye!
    }
    .title = Answer by mail
    .do = Write the address down and read it back.
    .tone = Businesslike
    .right = Right, we write
    .call = Rather by phone

## The message

message =
    { $about ->
        [none] Of course, I will pass it on word for word.
       *[other] Thank you, I will pass that on word for word.
    }
    .title = Message
    .do = Word for word: add nothing, shorten nothing. Unclear: ask.
    .tone = Attentive, unhurried
    .avoid = A question that is answered “yes” or “no”: it gets “no, thank you”
    .read = Reading it back
    .cut = Hung up, pass on all the same
    .cut_empty = The line dropped
    .no = There is no message

read_back =
    Let me read back what I have. { $about ->
        [none] {""}
       *[other] “{ $about }”.
    } { $caller ->
        [none] {""}
       *[other] From: { $caller }{ $position ->
            [none] {""}
           *[other] , { $position }
        }{ $organisation ->
            [none] {""}
           *[other] , { $organisation }
        }.
    } { $number ->
        [none] {""}
       *[other] Phone: { $number }.
    } { $when ->
        [none] {""}
       *[other] Call back: { $when }.
    } Is everything right?
    …
    I will pass it on word for word. Thank you for calling, have a nice day, goodbye!
    .title = Reading it back
    .do = Read the number digit by digit. Note the mood: pass displeasure on as it was.
    .tone = Clear, with pauses
    .right = Right, passing it on
    .fix = Has to be corrected

## 5. Closing

finish =
    { $caller ->
        [none] Do you have any other questions?
       *[other] { $caller }, do you have any other questions?
    }
    …
    Thank you for calling, have a nice day, goodbye!
    .title = Closing
    .do = The client always hangs up first: wait.
    .tone = Warm, however the talk went
    .done = Said goodbye
    .again = The caller will call
    .refused = We could not help
    .more = Another question

## Another call, tension

other_line =
    { $caller ->
        [none] Excuse me, may I take another call? I’ll be right back.
       *[other] Excuse me, { $caller }, may I take another call? I’ll be right back.
    }
    .title = Another call
    .do = Ask leave and put the caller on hold. Whoever calls the director is not left on the line.
    .tone = Polite, quick
    .go_on = Back to the caller

tension =
    Is there anything I can help you with?
    .title = Easing the tension
    .do = Stop the caller at a fitting place, ask, and listen.
    .tone = Calm, with sympathy
    .go_on = Calmer, going on

## At every step

always =
    .second = Another phone rings
    .tension = The talk gets tense
    .message = Taking a message
    .refuse = I have to refuse
    .dropped = The line dropped

hold =
    { $minutes ->
        [none] One moment, please. Would you mind holding?
        [one] This will take a minute. Would you like to hold, or shall we call you back?
       *[other] This will take { $minutes } minutes. Would you like to hold, or shall we call you back?
    }
    .back =
        { $caller ->
            [none] Thank you for holding!
           *[other] Thank you for holding, { $caller }!
        } { $matter ->
            [none] We stopped at this:…
           *[other] We stopped at your question “{ $matter }”.
        }

advice =
    .first_time = Calls for the first time: the first impression of the company is yours to make.
    .returned = Has called before: show that you remember, and ask what has changed.
    .recommended = Was recommended to us: mention by whom, and give thanks.
    .repeat = Is a client: use the name, and put through to whoever knows them.

## What to ask

field-matter = What about
    .ask = May I ask what it is about?
field-caller = Who is calling
    .ask = May I have your name?
field-position = Position
    .ask = What is your position?
field-organisation = Organisation
    .ask = Which organisation are you with?
field-about = Message
    .ask = What shall I pass on? Please dictate, I’m writing it down.
    .hint = word for word
field-number = Phone
    .ask = At which number may we call you back?
field-when = When to call back
    .ask = What time would suit you?
field-instead = Who else may take it
    .ask = If they cannot call, may another colleague?
    .hint = a deputy or colleague who may take the matter
field-mood = Mood
    .hint = calm, displeased, in a hurry… Do not ask the caller
field-email = E-mail
    .ask = To which address may we write?

## How it ended

outcome-transferred = Put through
outcome-message = Message taken
outcome-informed = Question answered
outcome-will_call = We call back
outcome-will_write = We write
outcome-calls_again = The caller will call
outcome-refused = Refused
outcome-wrong_number = Wrong number
outcome-dropped = The line dropped

## Frequent questions. What is known of the office stands in scripts/campaign.toml, [office].

faq-what = What do you do?
    .answer = { $customer }: { $field }. What we offer: { $offer }. What would you like to know?
    .also = business, company, services, activity
faq-hours = What are your opening hours?
    .answer =
        { $office_hours ->
            [none] I will check the opening hours. May we call you back?
           *[other] We are open { $office_hours }. When would you like to come?
        }
    .also = open, closed, timetable, schedule, Saturday, Sunday
faq-address = Where are you?
    .answer =
        { $office_address ->
            [none] Our city is { $city }, I will check the exact address. May we call you back?
           *[other] Our address: { $office_address }. Shall I tell you how to get here?
        }
    .also = address, office, location, directions, city, street
faq-mail = To which e-mail address may we write?
    .answer =
        { $office_email ->
            [none] I will check the address. May we call you back?
           *[other] Please write to { $office_email }. Shall I spell it?
        }
    .also = email, mail, letter, address
faq-prices = How much does it cost?
    .answer =
        { $office_prices ->
            [none] The price depends on the task, a colleague will tell you exactly. May I put you through?
           *[other] Our prices: { $office_prices }. What amount are you thinking of?
        }
    .also = price, cost, rate, discount, tariff
faq-reception = When does the manager see visitors?
    .answer =
        { $office_reception ->
            [none] I will check the reception hours. May we call you back?
           *[other] Reception hours: { $office_reception }. Shall I put you down?
        }
    .also = reception, director, meeting, appointment, in person
faq-proposal = To whom may we send a proposal?
    .answer =
        { $office_email ->
            [none] I will find out who looks at proposals. May we call you back?
           *[other] Please send it to { $office_email }, it will go to the colleague in charge. From whom shall we expect it?
        }
    .also = offer, advertising, cooperation, partnership
faq-job = Do you have vacancies?
    .answer =
        { $office_email ->
            [none] I will ask a colleague. May we call you back?
           *[other] Please send your CV to { $office_email }. Which position is it for?
        }
    .also = job, work, vacancy, CV, resume

## Phrases

group-greeting = Greeting
phrase-greet_bank = Good morning! Intercombank, secretary’s office. Galina Ivanovna speaking.
phrase-greet_office = Good morning, Mr Nikitin’s secretary speaking. How may I help you?
phrase-greet_serve = What can I do for you?
phrase-greet_abc = Good afternoon! ABC Company. Secretary Marina Vorobyova
phrase-greet_xyz = Hello! XYZ Company. Svetlana Dimova
phrase-greet_shop = Ruslan’s shop. Hello.
phrase-greet_reception = Mr Sobolev’s office, my name is Alina Volkova, how may I help you?
phrase-greet_career = Good afternoon! Profi-Career, administrator Galina. How may I help you?
phrase-greet_windows = Good afternoon! Window fitting, Ventura Company. My name is Anna. How may I help you?

group-scan = Who is calling and why
phrase-scan_present = May I ask you to introduce yourself?
phrase-scan_introduce = How may I introduce you?
phrase-scan_pass = May I pass on who is asking?
phrase-scan_matter = May I say what it is about?

group-address = Addressing
phrase-scan_to = How may I introduce you to Mr Petrov?
phrase-scan_address = How may I address you?
phrase-scan_thanks = Thank you, Ms Sidorova. One moment, please.

group-joining = Joining
phrase-join_right = You have come to the right place!
phrase-join_yes = Yes, of course!

group-clarify = Open questions
phrase-clarify_what = What would you like to know?
phrase-clarify_exactly = Could you tell me what exactly interests you?

group-absent = Is away
phrase-absent_time = …is not in at the moment, but we expect him by 14:00. Could you call later?
phrase-absent_sorry = I’m sorry, but…
phrase-absent_alas = Unfortunately…

group-busy = Cannot answer now
phrase-busy_interrupt = …is very busy at the moment. He is in an important conversation. Shall I interrupt him?

group-message = Message
phrase-message_tell = What shall I tell him?
phrase-message_dictate = Please dictate, I’m writing it down.
phrase-message_back = Let me repeat the number, to be sure.

group-hold = Holding
phrase-hold_moment = One moment, I will get in touch with him.
phrase-hold_line = Excuse me, Oleg Nikolaevich, I will take another call and be right back. Thank you!
phrase-hold_back = Oleg Nikolaevich, thank you for holding, we stopped at…
phrase-hold_call = So that you need not wait, we will call you back. At which number?

group-transfer = Putting through
phrase-transfer_ask = Pyotr Alekseevich, our chief accountant, deals with this. May I put you through? […] Thank you!
phrase-transfer_tell = Ivan Alekseevich, Tatyana Morozova is calling about the training

group-three_way = The three of you
phrase-three_senior = You have asked me some very interesting questions, and as I said, I do not know enough yet to answer them. But one of my colleagues has much more experience than I have. Let us call them right now.

group-wrong_number = Wrong number
phrase-wrong_afraid = I’m afraid you have dialled the wrong number
phrase-wrong_sorry = I’m sorry, you have the wrong number

group-unknown_answer = I do not know
phrase-unknown_good = Good question. May I find out and call you back?

group-competence = Outside my competence
phrase-competence_mine = That is outside my competence
phrase-competence_boss = You would have to speak to the director about that

group-in_writing = Not told by phone
phrase-writing_letter = About this, please write to us or come in person.

group-tension = Easing the tension
phrase-tension_help = Is there anything I can help you with?

group-interception = Taking the initiative
phrase-intercept_mail = I need time to prepare the information for you. Would it be convenient to have the answer by e-mail?

group-refusal = Polite refusal
phrase-refusal_impossible = I’m afraid that is impossible…
phrase-refusal_no_way = Unfortunately there is no way out of this. Circumstances do not allow…
phrase-refusal_fact = I’m sorry to disappoint you, but the fact is that…
phrase-refusal_today = Unfortunately that is not possible today.
phrase-refusal_gladly = I would love to give you good news, but as things are…
phrase-refusal_hard = I’m afraid that is very difficult…
phrase-refusal_interests = Unfortunately this proposal goes against my manager’s interests (or: does not meet them)…
phrase-refusal_thanks = Thank you for your attention… but unfortunately, for objective reasons, I will have to…

group-support = Supporting phrase
phrase-join_support = Yes, this kind of delivery suits you: the price is reasonable and the time quite short. Now let me tell you about some other points…

group-paraphrase = Paraphrase
phrase-clarify_paraphrase = Do I understand correctly that you need urgent delivery of letters?

group-way_out = A way out
phrase-way_out = Unfortunately I cannot answer your question right now, Mikhail Ivanovich. I need 40 minutes to gather the information. May I call you back?

group-later = Calling back
phrase-later_ask = May we call you later? What time would suit you?

group-closing = Closing
phrase-close_call = Thank you for calling
phrase-close_glad = It was good to hear from you
phrase-close_luck = I wish you every success

group-finishing = Closing questions
phrase-close_more = Do you have any other questions?
phrase-close_clear = Is there anything else you would like to know?
phrase-close_day = Thank you very much for calling, have a nice day, goodbye
phrase-close_best = Thank you for calling, all the best, goodbye

group-sample = Sample conversation
phrase-sample_introduce =
    – How may I introduce you to Mr Petrov?
    – Alexander Petrovich Ivanov
    – One moment, I will get in touch with him.
phrase-sample_scan =
    – Hello! Plant growing, Roshka Company. My name is Anna. How may I help you?
    – Hello. Please put me through to Tatyana Ivanova.
    – Thank you for your call. How may I introduce you to Tatyana?
    – Olga Sidorova, Jekjo Company.
    – Thank you, Ms Sidorova. One moment, please.
phrase-sample_order =
    – Mr Sobolev’s office, my name is Alina Volkova, how may I help you?
    – Hello, I’m calling from the department… May I speak to Mr Sobolev?
    – I’m sorry, he is not in the office at the moment. May I know your name and what you are calling about?
phrase-sample_absent =
    – Good afternoon! Could you tell me whether I may speak to Semyon Petrovich?
    – Good afternoon! Semyon Petrovich is at a meeting until 13:30 and asked me to take notes for him. May I know your name and what you are calling about?
phrase-sample_paraphrase =
    – Here is my situation. Our company sends papers by overnight delivery, but for various reasons they do not always arrive on the next working day, least of all when the addressee was not there. So I am interested in something quicker and more reliable, on the same day.
    – Do I understand correctly that you need urgent delivery of letters? We have that too: within Moscow, two hours after they are collected.
phrase-sample_transfer =
    – Good afternoon! Best Internet Provider, Darya speaking. How may I help you?
    – Hello, I’d like to check whether the monthly fee for the internet under my contract has changed.
    – Yes, of course! A colleague of mine deals with this. May I put you through?

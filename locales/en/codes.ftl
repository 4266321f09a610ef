# Results of calls: the name, when the result is right (.hint), what the comment says (.comment).
#
# $call      number of the call
# $reason    the reason in the operator's words
# $refusal   not_interested or not_relevant
# $relation  how the person relates to the organisation
# $competitor  what kind of competitor
# $fault     the fault of the line
# $when      date and time

## Nobody of the organisation was reached

code-no_answer = No answer
    .hint = nobody picks up for 60 seconds; a recording or silence is another result
    .comment =
        { $call ->
            [1] No answer 1
            [2] No answer 2
           *[other] Nobody picks up { $call }
        }

code-answering_machine = Answering machine / fax
    .hint = no human answers: a recording, voice menu, fax or hold music
    .comment = Answering machine { $call }

code-connection_error = Connection error
    .hint = silence, crackle, noise or a dropped call; if it just rings: No answer
    .comment = Line fault { $call }, { $fault }

code-apartment = Private number
    .hint = a private person answered, not the organisation; another firm: Other company
    .comment = private person, { $relation }

code-other_company = Other company
    .hint = another firm answered and gave no data; if it did, correct the lead and go on
    .comment = other organisation

## The secretary spoke

code-secretary_refusal = Secretary refused
    .hint = will not connect you, even with “the boss says no”; takes an e-mail: another result
    .comment =
        { $call ->
            [1] Secretary refused 1, { $reason }
            [2] Secretary refused 2, { $reason }
           *[other] Won’t connect to decision maker { $call }, { $reason }
        }

code-lpr_absent = Decision maker not in
    .hint = somebody else says so; answered in person but busy: Refused to talk now
    .comment = Decision maker not in { $call }, { $reason }

code-email_sent_secretary = E-mail sent to secretary
    .hint = the secretary asked for it; who asked decides, not whose name is on the e-mail
    .comment = info to the secretary’s e-mail

code-off_profile_secretary = Wrong field (secretary)
    .hint = right company, but its field does not fit; the secretary described the business
    .comment = other field of business

code-recall = Callback
    .hint = no decision maker reached, only a time agreed; after call 1 or 2, within 5 days
    .comment = { $reason }

## The decision maker said no, or not now

code-lpr_refusal = Decision maker refused
    .hint = a clear no after objections were handled; “not now” is Possible interest
    .comment =
        { $refusal ->
            [not_interested] Decision maker not interested, { $reason }
           *[not_relevant] Not relevant for decision maker, { $reason }
        }

code-conversation_refused = Refused to talk now
    .hint = the decision maker answered but is busy, neither refusing nor angry: agree a time
    .comment = Decision maker busy { $call }, { $reason }

code-off_profile_lpr = Wrong field (decision maker)
    .hint = the field does not fit; if it fits and is not wanted: Decision maker refused
    .comment = other field of business

code-possible_interest = Possible interest
    .hint = listened, not now, may be called again; if really interested: Client expects a call
    .comment = Decision maker showed slight interest, { $when }

## The decision maker is interested

code-awaiting_call = Client expects a call
    .hint = real interest and an exact time for the specialist’s call; lukewarm is another result
    .comment = { $when }, decision maker is interested

code-meeting = Meeting arranged
    .hint = they meet in person, in the same city; a call before the visit changes nothing
    .comment = Decision maker is interested and wants to meet the customer in person.

code-call_transfer = Call transferred
    .hint = connected to the customer now, in this call; if later: Client expects a call
    .comment = Decision maker is interested and agrees to the call transfer.

code-customer_number_given = Customer’s number given
    .hint = the client will call the customer; if the specialist calls: Client expects a call
    .comment = Decision maker wants to contact the customer directly.

code-email_sent_lpr = E-mail sent to decision maker
    .hint = listened, wants an e-mail first; the customer sends it, or nobody was named
    .comment = Decision maker is interested and wants the info by e-mail

code-email_required = E-mail to be sent by us
    .hint = wants an e-mail, but the customer cannot send it: our specialists will
    .comment = Decision maker is interested, the customer cannot send the e-mail

## Everything else

code-competitor = Refusal: competitor
    .hint = sells what the customer sells; buys it elsewhere or does it in-house: refused
    .comment = { $competitor }

code-already_customer = Refusal: already works with us
    .hint = already works with our customer; another supplier: Decision maker refused
    .comment = works with us

## Headings of the list

group-not_reached = Not reached
    .hint = You could not talk to the organisation: nobody answered, a machine did, the line was bad, or it was a private person or another firm.

group-secretary = The secretary spoke
    .hint = You did not talk to the decision maker: the secretary or another employee had the last word, even if they passed on the boss’s answer.

group-lpr = Decision maker: no or not now
    .hint = You talked to the decision maker: refused, busy, in another field, or listened and put it off. No real interest.

group-interest = Decision maker interested
    .hint = The decision maker heard the presentation and is really interested: a call, a meeting, a transfer now, the number, or an e-mail.

group-other = Other
    .hint = No negotiation: the organisation competes with the customer, or already works with them.

## Ready answers: the text of the key and of the comment

# Fault
chip-silence = silence
chip-noise = crackle, noise
chip-dropped = call dropped

# Relation to the organisation
chip-former_employee = used to work for this organisation
chip-no_relation = nothing to do with the organisation
chip-old_number = the organisation’s former number
chip-private_number = an employee’s private number
chip-relative = an employee’s relative

# Reasons of refusal
chip-has_supplier = they already have a supplier
chip-needs_name = won’t connect without a name
chip-wants_letter = asks for an e-mail
chip-not_needed = says they need nothing
chip-no_ads = won’t connect sales calls
chip-forbidden = told not to connect
chip-hung_up = hangs up
chip-own_staff = they manage in-house
chip-no_need = they have no need for it
chip-expensive = too expensive
chip-no_budget = no budget
chip-bad_experience = bad experience before
chip-closing_down = closing down the business

# Why away, what busy with
chip-in_meeting = in a meeting
chip-lunch = at lunch
chip-on_site = out on site
chip-business_trip = on a business trip
chip-vacation = on holiday
chip-sick = off sick
chip-parental_leave = on parental leave
chip-second_line = on another line
chip-driving = driving
chip-visitor = has a visitor
chip-urgent_work = urgent work

# Asked to call back
chip-call_later = asked to call later
chip-call_after_lunch = asked to call after lunch
chip-call_tomorrow = asked to call tomorrow
chip-nobody_to_connect = nobody there to put us through
chip-guard_answered = a guard answered, asked to call later

# Field of business
chip-field_public = public institution
chip-field_shop = retail
chip-field_school = education
chip-field_medicine = medicine
chip-field_cafe = café, restaurant
chip-field_plant = manufacturing

# Competitor
chip-call_centre = Another call centre
chip-telemarketing = Telemarketing agency
chip-sales_outsourcing = Outsourced telephone sales
chip-voice_robots = Voice robots, automatic dialling

name = Pizza orders
    .about = A pizzeria’s order line

phase-greet = Greeting
phase-order = Order
phase-deliver = Delivery
phase-close = Closing

greet =
    { $daytime ->
        [morning] Good morning
        [evening] Good evening
       *[other] Hello
    }, { $customer }, my name is { $operator }! What can we bake for you?
    .title = Greeting
    .do = Type the number if you see it.
    .tone = Cheerful, quick
    .avoid = “Yes?”
    .order = Wants to order
    .usual = “The same as always”
    .asks = Has a question
asks = Of course, I’ll tell you.
    .title = Question
    .do = The answers are in the frequent questions.
    .order = Wants to order
    .no = No order
pizzas =
    { $pizzas ->
        [none] With pleasure!
       *[other] I have: { $pizzas }. Anything else?
    }
    .title = Pizzas
    .do = Offer one more thing, once.
    .brings = We bring it
    .collects = Collects it
    .no = No order
address = Where shall we bring it?
    .title = Address
    .read = Reading it back
    .far = Too far for us
far = I’m sorry, we do not deliver there. Would you like to collect it? It will be ready in twenty minutes.
    .title = Too far
    .collects = Collects it
    .no = No order
collect = It will be ready in twenty minutes. In which name?
    .title = Collecting
    .read = Reading it back
read =
    Let me repeat: { $pizzas }. { $street ->
        [none] {""}
       *[other] To { $street }.
    } Is everything right?
    .title = Reading it back
    .right = Right
    .wrong = Has to be corrected
bye = Thank you{ $contact ->
    [none] {""}
   *[other] , { $contact }
  }! Enjoy your pizza, goodbye!
    .title = Goodbye
    .brings = Ordered
    .collects = Ordered, collects
sorry = I’m very sorry! The manager will call you today and put it right. At which number?
    .title = Complaint
    .do = Listen to the end, do not argue.
    .tone = Sincere
    .call = The manager calls back
    .on = Calmer, going on
where = I’ll ask the driver at once.
    .title = Where is my pizza
    .on = Going on

always =
    .complains = Complains
    .waits = “Where is my pizza?”
    .gone = The line dropped

hold =
    { $minutes ->
        [none] One moment, please. May I put you on hold?
       *[other] It takes { $minutes } min. Would you like to hold?
    }
    .back = Thank you for holding!

field-pizzas = Pizzas
    .ask = Which pizzas, and in which size?
    .hint = name, size, number
field-phone = Phone
    .ask = At which number can the driver reach you?
field-contact = Name
    .ask = In which name?
field-street = Address
    .ask = Street, house, entrance, floor?
field-due = When
    .ask = Now, or at a certain time?

outcome-ordered = Ordered, we bring it
outcome-collects = Ordered, collects
outcome-complaint = Complaint
outcome-no_order = No order
outcome-dropped = The line dropped

faq-time = How long does delivery take?
    .answer = About forty minutes. To which address?
    .also = delivery, time, minutes, fast
faq-pay = How can I pay?
    .answer = In cash or by card, to the driver. Which do you prefer?
    .also = payment, card, cash
faq-vegetarian = Is there anything without meat?
    .answer = Yes: Margherita and Four Cheeses. Which would you like?
    .also = vegetarian, vegan, meat

sms-on_the_way = { $customer }: your order { $pizzas } is on its way.
    .title = On its way

group-more = Something else
phrase-drink = Shall we bring something to drink with it?
phrase-dessert = We have tiramisu today. Shall I add one?

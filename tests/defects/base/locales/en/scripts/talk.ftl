phase-begin = Dial
phase-talk = Talk
dial =
    .title = Ring
    .do = Ring for 60 seconds
    .answered = Answered
    .silence = No answer
    .ring = Still ringing
who = { $operator }, { $customer }
offer = Hello{ $contact ->
    [none] { "" }
   *[other] , { $contact }
  }! It is { who }. { $kind ->
    [warm] Again about { $offer }.
   *[cold] About { $offer }.
  }
    .title = Offer
    .tone = Calm
    .agree = Agrees
    .wait = Asks to wait
    .enough = That is enough
hold = I hold the line.
    .title = On hold
    .again = Back again
    .lost = Lost
objection-price = Expensive
    .reply = It saves time.
    .tone = Calm

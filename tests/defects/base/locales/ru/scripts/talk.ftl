phase-begin = Дозвон
phase-talk = Разговор
dial =
    .title = Звоним
    .do = Ждём 60 секунд
    .answered = Ответили
    .silence = Нет ответа
    .ring = Гудки идут
who = { $operator }, { $customer }
offer = Здравствуйте{ $contact ->
    [none] { "" }
   *[other] , { $contact }
  }! Это { who }. { $kind ->
    [warm] Снова о { $offer }.
   *[cold] О { $offer }.
  }
    .title = Предложение
    .tone = Спокойно
    .agree = Согласен
    .wait = Просит подождать
    .enough = Хватит
hold = Я на линии.
    .title = Ожидание
    .again = Вернулись
    .lost = Сорвалось
objection-price = Дорого
    .reply = Это экономит время.
    .tone = Спокойно

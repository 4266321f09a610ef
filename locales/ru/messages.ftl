### Сообщения коллегам и порядок приёма звонков руководителя.

## Что не так в ответе на вопрос.

form-no-hours = «{ $text }» — это не часы. Как правильно: 10:00–12:00. Несколько — через запятую: 9:00–11:00, 15:00–17:00.
form-no-number = «{ $text }» — это не номер телефона. Как правильно: +7 499 322-46-85.
form-no-name = «{ $text }» — это часы, а чьи? Как правильно: Иванов — 10:00–12:00.
form-no-name-hours = «{ $text }» — нет имени или часов. Как правильно: Иванов — 10:00–12:00. Каждый с новой строки.
form-no-colleague = «{ $text }» — а к кому? Как правильно: счета — Мария Котова. Каждая тема с новой строки.
form-many = Слишком много: { $count }. Можно не больше { $most }.

## Команды и журнал.

command-messages = сообщения для меня
command-profile = как принимать мои звонки
deed-message-taken = принято сообщение, кому: { $name }
deed-message-moved = сообщение никто не прочитал, передано: { $name }
deed-message-read = сообщение прочитано
deed-message-answered = по сообщению назначен перезвон
deed-message-passed = сообщение передано, кому: { $name }
deed-profile-changed = порядок приёма звонков изменён: { $name }

## Порядок приёма звонков.

profile-title = Как принимать звонки: { $name }
profile-not-yours = Порядок приёма звонков меняет сам сотрудник или супервайзер.
profile-director = Директор: звонки ему и от него — в первую очередь.
profile-away = Вернётся: { $value }
    .ask = Когда вернётесь?
    .how = Напишите время: «в 14:30», «завтра в 10». До этого времени звонящим скажут, что вас нет.
profile-stand-in = Замещает: { $value }
    .ask = Кто вас замещает?
profile-post = Должность и телефон: { $value }
    .ask = Ваша должность и телефон
    .how = Их назовут тому, кого направят к вам. Пример: главный бухгалтер, доб. 12
profile-line = { $number }. { $question }: { $answer }
profile-asked = Отвечено: { $count } из { $of }.
profile-key = { $number }. { $question }
key-profile = Приём звонков
key-profile-go-on = Дальше: вопрос { $number }
key-profile-away = Вернусь в…
key-profile-stand-in = Замещает
key-profile-post = Должность
key-director-on = Сделать директором
key-director-off = Больше не директор
key-no-away = Я на месте
key-no-stand-in = Никто не замещает
key-no-post = Убрать

question-title = Вопрос { $number } из { $of }
question-for = За кого отвечаете: { $name }
question-taken = Записано: { $answer }
question-stays = Ответы сохранены. Продолжить: /profile
key-question-keep = Оставить так
key-question-clear = Убрать ответ
key-question-skip = Пропустить
key-question-later = Потом

question-why = Зачем звонят
    .ask = Зачем вам звонят?
    .how = Своими словами, коротко: «счета, жалобы, приглашения».
question-elsewhere = Что и к кому
    .ask = Какие звонки передавать подчинённым или в другие отделы?
    .how = Тема и коллега, каждая пара с новой строки: «счета — Мария Котова».
question-settled = Решает секретарь
    .ask = Какие темы секретарь может решить с абонентом сам?
    .how = Через запятую или с новой строки: «адрес, часы работы».
question-quiet = Тихие часы
    .ask = В какие часы вас не беспокоить («тихий час»)?
    .how = «13:00–14:00», «с 9 до 11». Несколько — через запятую. Можно через полночь: «22:00–7:00».
question-never = Не соединять
    .ask = Кого с вами вообще не соединять?
    .how = Имена, компании или номера телефонов, через запятую или с новой строки.
question-hours = Только в свои часы
    .ask = Кого соединять только в определённые часы?
    .how = Имя и часы, каждая пара с новой строки: «Иванов — 10:00–12:00».
question-always = Всегда
    .ask = Кого соединять в любое время?
    .how = Имена, компании или номера телефонов, через запятую или с новой строки.
question-private = Личные звонки
    .ask = Когда пропускать личные звонки? От кого?
    .how = Имя, можно с часами: «жена», «сын — 13:00–14:00». Без часов — в любое время, даже в тихие часы.
question-best = Удобные часы
    .ask = В какие часы вам удобнее всего звонить?
    .how = «10:00–12:00», «после 16». Несколько — через запятую.
question-reach = Когда кому звонить
    .ask = Когда лучше звонить тем или иным абонентам?
    .how = Имя и часы, каждая пара с новой строки: «Петрова — 9:00–10:00».

colleagues-how = Можно написать начало имени или фамилии.
colleagues-found = { $count ->
    [0] «{ $text }»: никого не нашлось.
   *[other] «{ $text }»: { $count }
}

## Сообщения.

messages-title = { $count ->
    [0] Сообщения
    [one] Сообщения: { $count } непрочитанное
    [few] Сообщения: { $count } непрочитанных
    [many] Сообщения: { $count } непрочитанных
   *[other] Сообщения: { $count } непрочитанного
}
messages-none = Сообщений для вас нет.
messages-undelivered = Никто не прочитал: { $count }
message-key = { $new ->
    [yes] ● { $time } · { $caller } → { $name }
   *[no] { $time } · { $caller } → { $name }
}
message-caller-unknown = не представились
key-messages = Сообщения
key-messages-unread = Сообщения: { $count }
message-title = Сообщение, кому: { $name }
message-taken = { $time }. Принято: { $name }
message-not-yours = Это сообщение не для вас, или его уже ведёт другой.
message-forgotten = Данные звонившего удалены.
message-for-stand-in = Вы замещаете: { $name }
message-for-supervisor = Сообщение никто не прочитал, оно теперь у супервайзеров.
message-passed-by = Передано вам: { $name }
message-field-caller = Кто звонил: { $value }
message-field-position = Должность: { $value }
message-field-organisation = Организация: { $value }
message-field-about = О чём, дословно:
message-field-number = Перезвонить по номеру: { $value }
message-field-when = Когда: { $value }
message-field-instead = Кто может принять вместо: { $value }
message-field-mood = Настроение: { $value }
message-waits = { $why ->
    [supervisor] Никто не прочитал. Отправлено супервайзерам: { $names }
   *[sent] Пока не прочитано. Сейчас у: { $names }
}
message-read = ✓ Прочитано: { $name }, { $time }
message-calls = ✓ Перезвонит: { $name }, { $time }
message-news = Сообщение: { $caller } → { $name }
message-below = Сообщение { $caller } → { $name } пришло снова, оно ниже.
message-sent = Сообщение отправлено: { $name }
message-in-history = Сообщение → { $name }. { $status }
message-for-whom = Для кого сообщение? Выберите коллегу, затем закончите звонок.
message-passed = Передано: { $name }
message-calls-already = Перезвон уже назначен.
message-no-number = В сообщении нет номера, по которому можно перезвонить.
message-when-title = Когда перезвоните? { $caller }
message-pass-title = Кому передать сообщение? { $caller }
toast-message-read = Отмечено: прочитано
key-message-read = Прочитано
key-call-back = Перезвоню
key-pass-on = Передать
key-callback-recall = Перезвон
key-message-show = Показать сообщение

## Кого просят позвать и что с этим звонком делать.

manager-ask = Кого просят?
manager-who = { $shift ->
    [on] { $name }
   *[off] { $name } (не на смене)
}
manager-director = ★ { $name }
verdict-through = { $busy ->
    [yes] Соединяйте, хотя на линии: скажите, кто звонит и зачем
   *[no] Соединяйте
}
verdict-not-now = Сейчас не соединять
verdict-not-now-from = Сейчас не соединять. Можно: { $time }
verdict-never = Не соединять
verdict-elsewhere = Это к другому: { $name }
verdict-settled = Решите сами
verdict-absent = Нет на месте
verdict-absent-back = Нет на месте. Будет: { $time }
verdict-line = { $name }: { $verdict } — { $because }
because-answer = вопрос { $number }: { $question }
because-director = звонки директора — в первую очередь
because-away = не на смене
because-away-back = сам указал время
because-in-call = говорит с другим звонящим
because-nothing = ничто не мешает
verdict-say-through = Одну минуту, соединяю.
verdict-say-not-now = К сожалению, { $name } сейчас не может подойти к телефону. Что передать?
verdict-say-not-now-from = К сожалению, { $name } сейчас не может подойти к телефону. Подойдёт ли вам { $time }?
verdict-say-never = К сожалению, соединить не получится. Напишите нам, пожалуйста, и вам обязательно ответят.
verdict-say-elsewhere = Этими вопросами занимается { $name }. Можно я вас переключу?
verdict-say-settled = Я могу помочь вам с этим вопросом.
verdict-say-absent = К сожалению, { $name } сейчас не на месте. Могу я узнать ваше имя? Что передать?
verdict-say-absent-back = К сожалению, { $name } сейчас не на месте, но к { $time } ожидаем. Могу я узнать ваше имя? Что передать?
verdict-first-absent = Сначала скажите, что его нет, и только потом спросите, кто звонит. Чем он занят, не говорите.
verdict-first-through = Предупредите коллегу: кто звонит и по какому вопросу.
verdict-first-director = Звонок директору не оставляйте на линии.
manager-stand-in = Замещает: { $name }
manager-best = Лучше звонить: { $hours }
manager-post = { $post }
manager-topics = К другим: { $topics }
manager-settled = Решаете сами: { $topics }
key-manager-other = Просят другого
key-take-message = Принять сообщение
key-manager-instead = → { $name }
key-manager-hand = Передать звонок: { $name }

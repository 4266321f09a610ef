# Экраны. Код показывает их как есть: без разметки, одна мысль в строке.

text = { $text }
time = { $time }
gap = { "" }
language-name = Русский

## Знакомство

welcome = Здравствуйте! Я Суфлёр: веду по скрипту, подсказываю результат и напоминаю о перезвонах. Ваша роль: { $role }.
stranger = Здравствуйте! Это рабочий бот колл-центра, вход — по приглашению супервайзера: ссылка действует один раз и три дня.
stranger-wait = Слишком много неверных приглашений. Попробуйте через { $minutes } мин.
you-are = Ваша роль теперь: { $role }.
you-left = Ваш доступ закрыт. Если это ошибка, обратитесь к супервайзеру.
joined = { $name } теперь в команде. Роль: { $role }.

role-operator = оператор
role-supervisor = супервайзер
role-admin = администратор

## Начало

home-title = { $name }, Суфлёр на связи
home-hint = Пришлите номер телефона или анкеты — открою анкету. Или: /call — звонок по скрипту, /result — сразу к результату.
home-unfinished = Отложен звонок: { $lead }
home-off-shift = Смена не начата: перезвоны получают другие.

number-title = Введите номер
number-call = Телефон или номер анкеты — и начнём звонок по скрипту.
number-result = Телефон или номер анкеты — и перейдём к результату.
not-a-number = Это не похоже на номер. Пример: 8 499 322-46-85, +995 32 212 34 56 или номер анкеты: 15.
time-no-number = Это похоже на время, а здесь сначала нужен номер, например 8 499 322-46-85.
time-wrong-no-number = { $why }. Здесь сначала нужен номер, например 8 499 322-46-85.
time-kept = Время записано: { $time }. Теперь ответьте на вопрос ниже.
time-no-recall = Это похоже на время, а перезвона у этого результата нет. Ответьте на вопрос ниже.
time-not-asked = Это похоже на время, а здесь спрашиваю о другом.
time-again = Если это и есть ответ, пришлите его ещё раз.
time-no-name = Это похоже на время, а здесь спрашиваю имя. Если это и есть имя, пришлите его ещё раз.
time-kept-step = Время записано: { $time }. Куда дальше?
no-questionnaire = Анкеты № { $number } нет. Пришлите телефон — заведу новую.
no-such-lead = Анкеты № { $number } нет.
no-such-phone = Номера { $phone } нет ни в одной анкете.
not-understood = Не понял. Пришлите номер телефона или анкеты, нажмите кнопку или /help.
only-text = Понимаю только текст, номер телефона и кнопки.
edited-not-read = Исправленные сообщения не перечитываю: пришлите новым.

## Анкета

lead-line = № { $id } · { $name }
lead-forgotten = данные удалены
card-contact = Контакт: { $value }
card-city = Город: { $value }
card-business = Сфера: { $value }
card-email = Почта: { $value }
card-other-phone = Другой телефон: { $value }
card-number-hidden = Номер целиком видит тот, кто ведёт анкету. Чтобы позвонить, возьмите перезвон себе или узнайте номер у супервайзера.
card-local-time = У клиента сейчас { $time }
card-do-not-call = НЕ ЗВОНИТЬ. Отметка: { $by }, { $day }
card-forgotten = Удалены { $day }
card-closed = Анкета закрыта: { $code }, { $day }
card-pending = Ждём согласия заказчика по прошлому звонку
card-changed = Записано в анкету.
hours-closed = У клиента сейчас { $time }. Звонить можно с { $from } до { $to }.
kind-line = { $kind }: { $why }
kind-chosen = • { $kind }
kind-other = { $kind }
kind-cold = Холодный
kind-warm = Тёплый
kind-hot = Горячий
kind-awaited = По договорённости
why-corrected = вы так отметили
why-agreed = звонок назначен заранее
why-talked-myself = вы уже говорили с этим человеком
why-talked-colleague = разговор уже был ({ $who })
why-no-talk = с ними ещё не говорили
call-of = Звонок { $call } из { $of }
call-number = Звонок { $call }
attempt-line = { $call }. { $time } · { $by } · { $code }{ $standing }
standing-good = { "" }
standing-pending = {" "}· ждёт согласия
standing-declined = {" "}· согласия нет
recall-line = { $late ->
    [yes] Перезвон просрочен: { $time } · { $owner }
   *[no] Перезвон: { $time } · { $owner }
  }
appointment-line = { $late ->
    [yes] Звонок был назначен: { $time } · { $owner }
   *[no] Звонок назначен: { $time } · { $owner }
  }
visit-line = { $late ->
    [yes] Встреча была назначена: { $time } · { $owner }
   *[no] Встреча: { $time } · { $owner }
  }
long-term-line = { $late ->
    [yes] Пора напомнить о себе: { $time } · { $owner }
   *[no] Напомнить о себе: { $time } · { $owner }
  }

edit-what = Что исправить?
field-name = Название
    .ask = Как называется организация?
field-contact = Контакт
    .ask = Имя контактного лица?
field-city = Город
    .ask = В каком городе клиент?
field-business = Сфера
    .ask = Чем занимается организация?
field-email = Почта
    .ask = Адрес электронной почты?
field-phone = Телефон
    .ask = Верный номер телефона?
field-other_phone = Другой телефон
    .ask = Другой номер и кто по нему отвечает?
now-is = Сейчас: { $value }
phone-taken = Этот номер уже в анкете № { $id }.
phone-locked = Номер этой анкеты может исправить только супервайзер: на нём результат или отметка «не звонить».
do-not-call-ask = Клиент просит больше не звонить? Перезвон снимется, новых звонков не будет.
do-not-call-done = В списке «не звонить». Перезвоны сняты.
may-call-again = Отметка «не звонить» снята.

## Когда звонить нельзя

gate-do-not-call = Звонить нельзя: обещали больше не беспокоить. Снять отметку может супервайзер.
gate-forgotten = Звонить нельзя: данные клиента удалены.
gate-closed = Анкета закрыта результатом «{ $code }». Новый звонок — только с разрешения супервайзера.
gate-pending = Прошлый результат ждёт согласия заказчика. Ответ придёт сообщением.
gate-pending-nobody = Прошлый результат ждёт согласия заказчика, но супервайзера в команде пока нет. Когда появится, ответ придёт сообщением.
do-not-call-number = По этому номеру звонить нельзя: обещали больше не беспокоить.
gate-open = Анкета открыта, можно звонить.
reopened = Анкета открыта.
reopen-asked = Спросили супервайзера. Ответ придёт сообщением.
already-asked = Супервайзера уже спросили. Ответ придёт сообщением.
already-asked-nobody = Запрос уже сохранён и ждёт: супервайзера в команде всё ещё нет. Когда появится, ответ придёт сообщением.
nobody-to-ask = Супервайзера в команде пока нет. Запрос сохранён и ждёт: его увидит тот, кто им станет.
unfinished-title = Не закончен звонок: { $lead }
unfinished-ask = Сначала закончите его результатом — или бросьте без записи.
dropped = Отложенный звонок брошен без записи: { $lead }

## Результат

situations-title = Чем закончился звонок?
group-key = — { $group } —
ask-reason = По какой причине? Нажмите или напишите своими словами.
ask-relation = Кто это и какое отношение имеет к организации?
ask-fault = Что было вместо ответа?
ask-competitor = Что это за конкурент?
ask-refusal = Что сказал ЛПР?
ask-field = Чем организация занимается на самом деле?
ask-email = На какой адрес? Напишите e-mail.
ask-city = В каком городе клиент? Встреча — только в городе заказчика.
ask-when = На какой день и час договорились?
ask-stages = Пройдены все три этапа: ЛПР выявлен, презентация проведена, возражения отработаны?
ask-no_data = Дали верные данные компании?
chip-not_interested = Не интересно
chip-not_relevant = Не актуально
choose-a-key = Здесь ответьте кнопкой.
input-taken = Записано.
refused-unknown = Такого результата больше нет.
refused-last-call = Это уже звонок { $of } из { $of }: перезвон больше не назначается, нужен окончательный результат.
refused-stages = Нужны все три этапа: ЛПР выявлен, презентация проведена, возражения отработаны.
refused-transfer = В скрипте проекта нет алгоритма перевода звонка.
refused-city = Город заказчика — { $ours }, город клиента — { $theirs }. Встречу назначаем только в одном городе.
refused-data = Данные дали — значит, это не результат: исправьте анкету и продолжайте звонок.
refused-instead = Вместо этого:
refused-no-more = Теперь этот результат подходит.

card-situation = Ситуация: { $code }
card-lead = { $lead } · { $call }
card-comment = Комментарий:
comment-means = То есть: { $comment }
official-and-own = { $official } — { $own }
card-closes = Анкета закроется.
card-becomes-do-not-call = Анкета попадёт в список «не звонить».
card-needs-consent = Нужно согласие заказчика: спросим супервайзера и дождёмся ответа.
card-needs-consent-nobody = Нужно согласие заказчика, но супервайзера в команде пока нет: запрос его дождётся.
card-changed-under = Анкета изменилась, пока карточка была на экране.
card-overtaken = Пока вы заполняли, по анкете сохранили другой звонок. Проверьте ещё раз.
not-saved = Не сохранено: пока вы звонили, по анкете записан другой результат. Ваш отложен, к нему можно вернуться.
due-recall = Перезвон: { $time }
due-recall-agreed = Перезвон, как договорились: { $time }
due-call = Специалист позвонит: { $time }
due-own-call = Звоним снова: { $time }
due-visit = Встреча: { $time }
due-long-term = Напомним о себе: { $time }
due-campaign-time = По времени проекта: { $time } ({ $zone })
due-client-time = У клиента будет: { $time }
due-moved = Перенесено: { $day } — нерабочий день.
due-denied = В этот день просили не звонить.
rule-intermediate = Звонок { $call } из { $of }: результат промежуточный, окончательный — на { $of }-м звонке.
rule-last-call = Звонок { $call }: по правилу { $of ->
    [1] одного звонка
    [2] двух звонков
    [3] трёх звонков
   *[other] { $of } звонков
  } результат окончательный.
rule-early-objections = Отработано 3 возражения: результат окончательный с первого звонка.
rule-early-absence = Долго не будет и заменить некому: результат окончательный с первого звонка.
rule-first = Окончательный с первого звонка.
rule-agreed = ЛПР не достигнут, договорились только о времени: результат промежуточный.
early-objections =
    .on = Отработано 3 возражения
    .off = ✓ Отработано 3 возражения
early-long_absence =
    .on = Надолго, заменить некому
    .off = ✓ Надолго, заменить некому

saved-title = Сохранено
saved-pending = Сохранено, ждём согласия заказчика
saved-declined = Согласия нет: нужен другой результат
saved-code = { $lead } · { $code }
saved-next = Следующий контакт: { $time }
next-due = Ближайший перезвон: { $time } · { $lead }
saved-hint = Следующий звонок — просто пришлите номер.

## Даты

pick-how = Или напишите: «завтра 10:15», «в пятницу 11:20», «24.11 14:30», «через 2 часа».
pick-passed = Это время уже прошло. Назовите другое.
pick-far = Это больше чем через год. Назовите день ближе.
pick-too-far = Перезвон — не позже чем через { $days ->
    [one] { $days } день
    [few] { $days } дня
    [many] { $days } дней
   *[other] { $days } дня
  }: последний день — { $last }.
pick-hours = У клиента ({ $zone }) будет { $local }. Звонить можно с { $from } до { $to }.
zone-is = Пишите по своему времени: { $zone }
in-minutes = Через { $count } мин
in-hours = Через { $count ->
    [one] { $count } час
    [few] { $count } часа
    [many] { $count } часов
   *[other] { $count } часа
  }
day-clock = { $day }, { $clock }
time-title = На когда?
time-limit = Перезвон — не позже чем через { $days ->
    [one] { $days } день
    [few] { $days } дня
    [many] { $days } дней
   *[other] { $days } дня
  }.
typed-empty = Пустой ответ. Напишите словами.
typed-long = Слишком длинно. Знаков: { $length }, можно не больше { $most }.
typed-email = Это не похоже на e-mail. Пример: info@example.com

## Скрипт

progress = { $at } из { $of } · { $phase } · { $lead }
objections-count = Возражений отработано: { $count } из { $of }
objection-title = Возражение: { $objection }
objection-key = ✋ { $objection }
objections-enough = Отработано достаточно возражений: отказ можно принять.
answer-noted = Записал ответ для автора скрипта. Куда дальше?
step-lost = Этого скрипта больше нет. Завершите звонок результатом.
input-contact = Напишите имя — внесу в анкету.
input-email = Напишите e-mail — внесу в анкету.
input-city = Напишите город — внесу в анкету.
input-field = Напишите сферу — внесу в анкету.
input-company = Напишите верное название — исправлю анкету.
input-relation = Напишите, кто это, — внесу в комментарий.

## Перезвоны

recalls-title = { $count ->
    [0] Перезвонов нет
    [one] { $count } перезвон
    [few] { $count } перезвона
    [many] { $count } перезвонов
   *[other] { $count } перезвона
  }
recalls-none = Когда назначите, появятся здесь.
recalls-overdue = Просрочено
recall-in-list = { $late ->
    [yes] { $time } · { $lead } · { $what } · просрочено
   *[no] { $time } · { $lead } · { $what }
  }
recall-key = { $time } { $lead }
what-recall = перезвон
what-agreed = перезвон, договорились
what-call = договорённость
what-visit = встреча
what-long-term = напомнить о себе
recall-closed = Этот перезвон уже закрыт.
recall-done = Отмечено: сделано.
recall-yours = Этот перезвон уже ваш.
recall-not-yours = Это чужой перезвон: им распоряжается владелец или супервайзер.
later-title = На когда отложить?
put-off = Отложено: { $time }
hand-title = { $count ->
    [1] Кому передать?
    [one] Кому передать { $count } перезвон?
    [few] Кому передать { $count } перезвона?
    [many] Кому передать { $count } перезвонов?
   *[other] Кому передать { $count } перезвона?
  }
hand-nobody = В команде больше никого нет.
hand-gone = Этот человек больше не в команде.
off-shift-name = { $name } (не на смене)
handed = { $count ->
    [0] Передавать нечего: перезвоны уже закрыты.
    [1] Передано: { $name }
    [one] Передан { $count } перезвон: { $name }
    [few] Передано { $count } перезвона: { $name }
    [many] Передано { $count } перезвонов: { $name }
   *[other] Передано { $count } перезвона: { $name }
  }
and-more = И ещё { $count }: /recalls

reminder = Пора перезвонить
reminder-late = Перезвон просрочен
reminder-call = Пора: звонок специалиста
reminder-visit = Пора: встреча
reminder-done = ✓ { $lead }: сделано
reminder-taken = ✓ { $lead }: в работе
reminder-later = ✓ { $lead }: отложено, { $time }
reminder-theirs = { $lead }: теперь ведёт { $name }
relieved = { $lead }: перезвонит { $name } ({ $time }), так обещано клиенту. Ваш перезвон ({ $own }) снят.
relieves = Это вместо перезвона коллеги: { $name }, { $time }. Коллега получит сообщение.
replaces-own = Это вместо вашего перезвона: { $time }.
handed-by = { $name } передаёт вам:
due-title = { $count ->
    [one] Пора: { $count } перезвон
    [few] Пора: { $count } перезвона
    [many] Пора: { $count } перезвонов
   *[other] Пора: { $count } перезвона
  }
due-all-done = ✓ Всё разобрано: { $count ->
    [one] { $count } перезвон
    [few] { $count } перезвона
    [many] { $count } перезвонов
   *[other] { $count } перезвона
  }
overdue-title = { $count ->
    [one] Никто не взял { $count } перезвон
    [few] Никто не взял { $count } перезвона
    [many] Никто не взял { $count } перезвонов
   *[other] Никто не взял { $count } перезвона
  }
overdue-moved = Список продолжается в новом сообщении ниже.
overdue-line = { $time } · { $lead } · { $owner }
overdue-all-done = ✓ Просроченное разобрано: { $count ->
    [one] { $count } перезвон
    [few] { $count } перезвона
    [many] { $count } перезвонов
   *[other] { $count } перезвона
  }

request-consent = Нужно согласие заказчика: { $code }
request-reopen = Просят открыть анкету
request-by = { $name } · { $lead }
request-approved = Согласовано: { $name }
request-declined = Отклонено: { $name }
answer-consent-yes = { $lead }: согласие есть ({ $name }), результат засчитан.
answer-consent-no = { $lead }: согласия нет ({ $name }). Выберите другой результат.
answer-reopen-yes = { $lead }: открыто ({ $name }), можно звонить.
answer-reopen-no = { $lead }: открыть не разрешили ({ $name }).

## Журнал действий

audit-title = Журнал действий
audit-of = Журнал действий: анкета № { $id }
audit-none = Записей нет.
audit-bot = Суфлёр
audit-line = { $time } · { $who } · { $what }
audit-line-lead = { $time } · № { $id } · { $who } · { $what }
list-and = { $list }, { $name }
deed-lead-entered = анкета заведена
deed-lead-edited = в анкете исправлено: { $fields }
deed-kind-set = вид звонка: { $kind }
deed-card-opened = анкета просмотрена
deed-attempt-saved = звонок { $attempt } сохранён: { $code }
deed-consent-asked = звонок { $attempt }: нужно согласие заказчика
deed-consent-given = звонок { $attempt }: согласие есть
deed-consent-declined = звонок { $attempt }: согласия нет
deed-reopen-asked = просьба открыть анкету
deed-reopen-declined = открыть анкету не разрешено
deed-reopened = анкета открыта
deed-do-not-call-set = отметка «не звонить» поставлена
deed-do-not-call-lifted = отметка «не звонить» снята
deed-recall-set = перезвон назначен: { $time }, { $name }
deed-recall-moved = перезвон перенесён: { $time }
deed-recall-handed = перезвон передан: { $name }
deed-recall-taken = перезвон взят
deed-recall-closed = перезвон закрыт
deed-lead-forgotten = данные клиента удалены
deed-lead-removed = анкета и её звонки удалены
deed-person-joined = вход по приглашению { $invite }, роль: { $role }
deed-person-came = вход без приглашения, роль: { $role }
deed-role-given = новая роль: { $name } — { $role }
deed-person-removed = доступ закрыт: { $name }
deed-person-forgotten = личные данные удалены: { $name }
deed-settings-changed = изменены настройки: { $name }
deed-invite-made = создано приглашение { $invite }, роль: { $role }
deed-exported = выгрузка звонков: { $count }
deed-exported-days = выгрузка звонков с { $from } по { $to }: { $count }
deed-backed-up = выдана резервная копия, КБ: { $size }

## Удаление данных

forget-how = Напишите номер после команды: /forget 8 499 322-46-85 или /forget 15. Бывшие сотрудники: /team.
forget-lead-ask = Удалить данные клиента?
forget-lead-what = Удалятся телефон, название, контакт, город, сфера, почта, комментарии, записанные ответы и рассказанное во входящих звонках. Звонки останутся для отчётов: результат, время, оператор.
forget-lead-remove = Удалятся телефон, название, контакт, город, сфера, почта и все звонки. Для отчётов останется, сколько звонков было по дням и результатам.
forget-lead-ends = Перезвоны и запросы закроются, а если по анкете сейчас звонят, звонок прервётся. Журнал действий останется, имён и номеров в нём нет.
forget-lead-promise = Обещание не звонить останется в силе: по этому номеру никто не позвонит.
forget-lead-new = Если этот номер введут снова, заведу новую анкету.
forget-person-ask = Удалить личные данные?
forget-person-what = Удалятся имя, язык, часовой пояс и незаконченный звонок. Вместо имени везде будет «бывший сотрудник» с номером.
forget-person-stays = Останутся звонки и журнал действий с его Telegram ID: по нему видно, что сделал один и тот же человек.
forget-for-ever = Отменить нельзя. В старых резервных копиях данные останутся, пока не истечёт срок этих копий.
forgotten-lead = Данные клиента удалены.
forgotten-person = Личные данные удалены. Теперь это бывший сотрудник { $number }.
forgotten-in-hand = Звонок прерван: данные клиента удалены (анкета № { $id }).
forgotten-aside = Отложенный звонок снят: данные клиента удалены (анкета № { $id }).
forgotten-shown = Данные клиента удалены (анкета № { $id }).
former-colleague = бывший сотрудник { $number }

## Команда и настройки

team-title = Команда: { $count }, на смене { $on-shift }
team-key = { $shift ->
    [on] ● { $name } · { $role }
   *[off] ○ { $name } · { $role }
  }{ $blocked ->
    [yes] {" "}· бот заблокирован
   *[no] {""}
  }
member-gone = Этого человека больше нет в команде.
member-left = Больше не в команде
left-title = Ушли из команды: { $count }
member-on-shift = На смене
member-on-shift-unreachable = На смене, но сообщения не доходят: бот заблокирован.
member-off-shift = Не на смене
member-unreachable = Сообщения не доходят: бот заблокирован.
member-since = В команде с { $day }
member-removed = { $name } больше не в команде.
role-given = { $name }. Новая роль: { $role }.
invite-title = Приглашение
invite-what = Кого пригласить? Ссылка — на одного человека.
invited-title = Приглашение готово: { $role }
invited-until = Действует один раз. Срок: { $time }
invited-over = Приглашение использовано, или его срок вышел. Сделайте новое.
settings-title = Настройки
settings-name = Имя в скрипте: { $name }
settings-lang = Язык: { $lang }
settings-zone = Часовой пояс: { $zone }, сейчас { $time }
settings-role = Роль: { $role }
langs-title = Язык · ენა · Language
zones-title = Ваш часовой пояс
zones-how = Или напишите часовой пояс, например Asia/Tbilisi.
zone-unknown = Такого пояса не знаю. Пример: Europe/Moscow.
name-title = Ваше имя
name-ask = Как вас называть в скрипте и в команде?
shift-begun = Смена начата. Перезвоны придут вам.
cancelled = Отменено.
cancelled-nothing = Отменять нечего.
cancelled-aside = Отложено: к звонку можно вернуться.

zone-europe-kaliningrad = Калининград
zone-europe-moscow = Москва
zone-europe-samara = Самара
zone-asia-yekaterinburg = Екатеринбург
zone-asia-omsk = Омск
zone-asia-novosibirsk = Новосибирск
zone-asia-irkutsk = Иркутск
zone-asia-vladivostok = Владивосток
zone-asia-tbilisi = Тбилиси
zone-asia-yerevan = Ереван
zone-asia-almaty = Алматы
zone-europe-london = Лондон

help-title = Что я умею
help-text = Пришлите номер телефона или анкеты — открою анкету: история, вид звонка, перезвон. В скрипте любой другой ответ клиента просто напишите. Результат, комментарий и дату подберу по правилам.
help-command = /{ $name } — { $what }
command-start = начать
command-call = звонок по скрипту
command-result = сразу к результату
command-recalls = мои перезвоны
command-shift = начать или закончить смену
command-cancel = отложить и выйти
command-team = команда
command-invite = пригласить
command-export = таблица звонков файлом
command-backup = резервная копия файлом
command-audit = журнал действий
command-forget = удалить данные клиента
command-settings = имя, язык, часовой пояс
command-language = язык
command-help = помощь
command-unknown = Такой команды нет. Все команды: /help
command-forbidden = Это может только { $role }.

## Короткие ответы на кнопки

toast-old = Это старая кнопка. Смотрите последнее сообщение.
toast-already = Уже принято.
toast-approved = Согласовано
toast-declined = Отклонено
toast-disk-full = Диск бота заполнен. Пока не сохранено; сохранится само, как только появится место.
fault = Не получилось. Ваши ответы не потеряны — попробуйте ещё раз.
disk-full = Диск, на котором бот хранит данные, заполнен. Пока нет места, ничего не сохраняется. Как только место появится, бот сам сделает всё, что вы нажали и написали.
shortened = Показано не целиком: в сообщении Telegram помещается 4096 знаков.
shortened-record = Показано не целиком: в сообщении Telegram помещается 4096 знаков. Весь текст — в таблице, которую супервайзер получает по /export.

## Кнопки

key-back = Назад
key-home = В начало
key-return = Вернуться к звонку
key-return-to = Вернуться к № { $id }
key-drop = Бросить и начать { $lead }
key-call = Звонок по скрипту
key-call-now = Позвонить
key-result = Результат
key-card = Анкета
key-edit = Исправить
key-history = Все звонки: { $count }
key-audit = Журнал действий
key-audit-newer = ← Новее
key-audit-older = Старше →
key-do-not-call = Не звонить
key-do-not-call-yes = Да, не звонить
key-may-call = Снять «не звонить»
key-reopen = Открыть анкету
key-ask-reopen = Попросить открыть
key-later = Отложить
key-hand = Передать
key-take = Взять себе
key-done = Сделано
key-keep = Оставить так
key-stages-yes = Да, все три
key-stages-no = Нет
key-data-yes = Да, данные дали
key-data-no = Нет, не дали
key-save = Сохранить
key-save-and-ask = Сохранить и спросить
key-copy-comment = Скопировать комментарий
key-copy-link = Скопировать ссылку
key-other-time = Другое время
key-default-time = По правилу: { $time }
key-go-on = Дальше
key-fix-city = Исправить город
key-fix-lead = Исправить анкету
key-back-to-call = Назад к звонку
key-speak = Сменить язык разговора: { $lang }
key-forget = Удалить данные
key-forget-yes = Да, удалить навсегда
key-left = Ушли из команды: { $count }
key-leave = Завершить результатом
key-resume = Продолжить разговор
key-end-with = Завершить: { $code }
key-recalls = { $due ->
    [0] Перезвоны: { $open }
   *[other] Перезвоны: { $open }, пора: { $due }
  }
key-recalls-back = Все перезвоны
key-page-before = ←
key-page-next = Дальше: { $page } из { $pages }
key-shift-begin = Начать смену
key-shift-end = Закончить смену
key-team = Команда
key-invite = Пригласить
key-role = Новая роль: { $role }
key-remove = Убрать из команды
key-lang = Язык
key-zone = Часовой пояс
key-name = Имя
key-approve = Согласовать
key-decline = Отклонить
key-assign = Передать { $lead }
key-assign-all = Передать все: { $count }
key-other-result = Другой результат

## Терминал

console-hello = Суфлёр в терминале. Кнопка — её номер, остальное печатайте. После номера кнопки «Результат» можно дописать, что произошло: 2 не берут трубку. Выход: /quit
console-operator = Оператор
console-supervisor = Супервайзер
console-admin = Администратор
console-file = Файл записан: { $name }
console-no-file = Файл не записан: { $why }

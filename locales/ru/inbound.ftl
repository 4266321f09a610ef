### Входящий звонок.

caller-unknown = входящий звонок, номер неизвестен

## Виды входящих звонков и почему звонок такой.

kind-first_time = Впервые
kind-returned = Возвратившийся
kind-recommended = По рекомендации
kind-repeat = Повторный
why-unknown = пока неизвестно, кто звонит
why-no-contact = раньше с нами не общались
why-called = звонил { $day }, не купил
why-talked = говорили { $day }, не купил
why-recommended = { $by ->
    [none] нас ему рекомендовали
   *[other] рекомендует { $by }
}
why-client = это наш клиент
why-client-since = клиент, сделка { $day }

## Шаг скрипта.

step-avoid = ⚠ Чего избегать: { $text }

## Кто это для нас.

stage-line = Кто это для нас: { $stage }
stage-person = человек
stage-potential = потенциальный клиент
stage-client = клиент
field-recommended = Рекомендатель
    .ask = Кто рекомендовал нас этому клиенту?

## Входящий звонок: начало.

command-incoming = входящий звонок
key-incoming = 📞 Входящий
key-incoming-next = 📞 Следующий входящий
no-inbound-scripts = Скриптов для входящих звонков нет.
scripts-title = По какому скрипту вести звонок?
scripts-other = Продолжить по другому скрипту. То, что уже записано, сохранится.
script-about = { $name }: { $about }
interrupted-ask = Поступил входящий звонок. Отложить начатое и ответить?
interrupted-shelf = Отложено раньше: { $lead }
interrupted-held = Предыдущий клиент ждёт на удержании: напомню о нём.
unfinished-inbound-ask = Сначала закончите его — или прервите: всё, что записано, сохранится без итога.
key-drop-inbound-for = Прервать и начать { $lead }
key-aside-answer = Отложить и ответить

## Шаг входящего звонка.

inbound-lost = Скрипта этого звонка больше нет. Звонок можно отложить или закончить: всё, что записано, сохранится.
key-drop-inbound = Закончить звонок
ring-by = Ответьте не позже { $signal }-го сигнала.
datum-is = { $label }: { $value }
datum-skipped = { $label }: не выяснено
datum-asked = ✎ { $label }?
datum-type-text = Наберите ответ.
datum-type-long = Наберите слова клиента как есть.
datum-type-name = Наберите имя.
datum-type-phone = Наберите номер телефона.
datum-type-email = Наберите адрес почты.
datum-type-date = Наберите дату: 12.03.2026.
datum-now = Записано: { $value }
key-datum = ✎ { $label }
key-skip = Не выяснено
key-clear = Стереть
not-a-day = Не похоже на дату. Наберите так: 12.03.2026.
not-a-phone = Это не похоже на номер телефона. Пример: 8 499 322-46-85.
key-more = Ещё…
more-title = Что ещё?
key-caller = Кто звонит
caller-ask = Наберите номер телефона или номер анкеты.
caller-set = Звонит: { $lead }
caller-forgotten = Этот клиент просил ему не звонить, его данные удалены. Анкета не заводится.
key-scripts = Другой скрипт
key-aside = Отложить звонок

## Обещание перезвонить.

promise-title = Обещали перезвонить
promise-who = Кому перезвонить? Наберите номер телефона.
promise-number-first = Сначала номер: кому перезвонить? Время спрошу сразу после него.
promise-number-shift = Здесь нужен номер: кому перезвонить? Сам перезвон поставлю на конец смены.
promise-instead = Новое время заменит это.
promise-when = На когда договорились?
promise-do-not-call = Клиент в списке «не звонить»: перезвон не назначен.
promise-not-set = Перезвон не поставлен. { $why }
promise-whom = Неизвестно, кому. Пришлите номер и запись вместе: /result 8 499 322-46-85 перезвонить завтра в 11
promise-himself = По вашим словам, клиент позвонит сам.
promise-over = Судя по записи, это время звонка, который уже был или не состоялся.
key-promise = Изменить перезвон
key-unpromised = Без перезвона
shift-promises = { $count ->
    [one] Обещан { $count } звонок после смены: напомню.
    [few] Обещано { $count } звонка после смены: напомню.
    [many] Обещано { $count } звонков после смены: напомню.
   *[other] Обещано { $count } звонка после смены: напомню.
}
promise-line = { $late ->
    [yes] Обещали перезвонить, было на { $time } ({ $owner })
   *[no] Обещали перезвонить: { $time } ({ $owner })
}
shift-end-line = { $late ->
    [yes] Обещали перезвонить после смены, было на { $time } ({ $owner })
   *[no] Обещали перезвонить после смены: { $time } ({ $owner })
}
what-promise = обещанный звонок

## Записанный звонок.

inquiry-title = Звонок записан: { $outcome }
inquiry-left = прервано, итога нет
inbound-left = Незаконченный входящий звонок записан без итога.
inquiry-line = { $time } · входящий, { $kind } · { $by } · { $outcome }
inquiry-not-yours = Это звонок другого оператора.
key-inquiry = 📞 { $time }
key-copy-record = Скопировать для записи
record-tap = Нажмите на текст: он скопируется.
record-now = Не забудьте зафиксировать консультацию!
record-which = { $time } · { $lead } · { $outcome }
record-done = Зафиксировано.
key-recorded = ✅ Зафиксировано
recorded = Отмечено
record-outcome = { $script }: { $outcome }
record-left = { $script }: звонок прерван
record-time = Время звонка: { $time }
record-lead = Клиент: { $lead }
record-phone = Телефон: { $phone }
record-kind = Вид звонка: { $kind }
record-datum = { $label }: { $value }
record-promise = Перезвонить: { $time }
card-recommended = Рекомендатель: { $value }
deed-stage-set = кто это для нас: { $stage }
deed-inquiry-saved = входящий звонок { $number } записан
deed-inquiry-recorded = входящий звонок { $number } зафиксирован в другой системе
table-incoming = входящий

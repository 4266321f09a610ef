# Записки: оператор пишет, что произошло, а бот подбирает результат. И чему догадки научились.

note-hint = Или напишите, что произошло: «секр отшила, есть поставщик».
note-again-hint = Или напишите иначе.
note-typed = Вы написали: «{ $note }»
note-unsure = Не понял, чем это закончилось. Выберите: ваши слова станут причиной.
note-none = Не понял. Напишите словами, что произошло, или выберите.
note-not-taken = Ваша запись не использована: «{ $note }»
note-of-call = Запись — о звонке по анкете № { $id }. О другой анкете: /result №{ $number } …
note-not-then = В записи: { $time }. { $why }
note-no-date = Дата из записи не подходит. { $why }
note-not-on = Дни, которые подходят по записи, клиент исключил.
ask-hour = На какое время: { $day }? Нажмите или напишите: «15:20».
guess-day = День: { $day }
note-beside = Ваша запись: «{ $note }»
number-time = Звонок начинаем сейчас. Если «{ $time }» — время перезвона, нажмите «{ $key }».
no-such-key = Кнопки { $number } нет. Время напишите так: «в 18:00».
note-for-card = В анкету: { $field } — { $value }
note-no-more-calls = В записи: просят больше не звонить.
reason-no-more-calls = просит больше не звонить
card-no-more-calls = Анкета попадёт в список «не звонить», перезвона не будет.

guesses-title = Что произошло?
guess-line = { $at }. { $name }
guess-becomes = { $code } → { $result }
guess-asks = Ещё спрошу: { $what }
need-stages = все ли этапы пройдены
need-consent = согласие заказчика
need-transfer = перевод звонка
need-city = город
need-no_data = дали ли верные данные
need-refusal = что сказал ЛПР
need-reason = причина
need-relation = отношение к организации
need-field = сфера
need-competitor = вид конкурента
need-fault = что было на линии
need-email = e-mail
need-when = дата и время

help-notes = После звонка просто напишите, что произошло: на экране результата, после /result с номером или ответом на напоминание. В звонке запись — о нём; о другой анкете: /result №2 и текст.

whose-title = О каком звонке это?
whose-number = Пришлите номер телефона или анкеты.
whose-which = Выберите анкету или пришлите номер.

break-off-ask = Что произошло? Напишите: звонок завершится, ваши слова войдут в запись.
record-words = Оператор: { $words }

## Чему догадки научились

learning-title = Обучение на записях операторов
learning-on = Включено: каждый результат, сохранённый по записи, уточняет догадки.
learning-off = Выключено: догадки строятся только на примерах из поставки.
learning-what = Хранятся отпечатки слов, не сами слова. Слово меняет догадку, только если так решили двое.
learning-count = Уроков: { $count }
learning-person = { $name }: { $count }
learning-last = Последний: { $time } · { $name }
learning-right = Сохранено по записям: { $saved }. Первая догадка верна: { $right }
learning-without = Без обучения было бы: { $right }
unlearn-ask = Забыть все уроки?
unlearn-of-ask = Забыть уроки: { $name }?
unlearn-what = Будет удалено уроков: { $count }. Сохранённые результаты останутся.
unlearned = Удалено уроков: { $count }.
deed-teaching-on = обучение догадок включено
deed-teaching-off = обучение догадок выключено
deed-unlearned = удалены все уроки догадок: { $count }
deed-unlearned-of = удалены уроки догадок ({ $name }): { $count }
command-learning = чему научились догадки

key-other-situation = Другая ситуация
key-no-more-calls =
    .on = Просит больше не звонить
    .off = ✓ Просит больше не звонить
key-other-day = Другой день
key-said-result = Результат по этой записи
key-said-end = Завершить с этой записью
key-break-off = Завершить своими словами
key-teach = Учиться
key-teach-no-more = Не учиться
key-unlearn = Забыть все уроки
key-unlearn-of = Забыть уроки: { $name }
key-unlearn-yes = Да, забыть

### Часы звонка: удержание и отметки времени.

span = { $minutes ->
    [0] { $seconds } с
   *[other] { $seconds ->
        [0] { $minutes } мин
       *[other] { $minutes } мин { $seconds } с
    }
}

## Удержание.

key-hold = ⏸ Удержание
key-unhold = ↩ Вернуться к клиенту
key-minutes = { $minutes } мин
hold-title = ⏸ На удержании с { $time }
hold-minutes = Назовите клиенту, сколько займёт поиск, и отметьте здесь:
hold-announced = Обещано: { $minutes } мин, до { $time }
hold-overdue = Обещанное время ({ $minutes } мин) прошло: вернитесь и скажите, сколько ещё ждать.
hold-was = На удержании было { $span }.
inquiry-held = На удержании: { $span }, дольше всего { $longest }
ping-title = ⏸ Клиент ждёт { $span }
ping-stopped = Остановились: { $step }
ping-last = Больше напоминать не буду. Вернитесь к клиенту или завершите звонок.
toast-hold = На удержании
toast-hold-over = Клиент уже не на удержании

## Отметки.

mark-talk = ⏱ Звонок идёт { $span }
mark-ask = ⏱ Звонок идёт { $span }, ещё не спросили:

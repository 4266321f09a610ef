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

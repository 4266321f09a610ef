code-recall = Перезвонить
    .hint = договорились о времени
    .comment = просят перезвонить: { $reason }
code-no_answer = Нет ответа
    .hint = никто не берёт трубку
    .comment = Нет ответа { $call }
code-refusal = Отказ
    .hint = окончательное «нет»
    .comment = { $refusal ->
        [not_relevant] не актуально
       *[other] не интересно
      } { $call }, { $reason }
code-interest = Интерес
    .hint = названо точное время
    .comment = { $when }, заинтересован
chip-busy = занят
chip-supplier = есть поставщик
group-not_reached = Не дозвонились
    .hint = никто не говорил
group-secretary = Секретарь
    .hint = говорил секретарь
group-lpr = ЛПР
    .hint = отказ
group-interest = Интерес
    .hint = согласие
group-other = Прочее
    .hint = остальное
chip-not_interested = не интересно
chip-not_relevant = не актуально

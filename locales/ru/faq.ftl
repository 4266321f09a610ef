### Вопросы, СМС и фразы: поиск во время звонка.

command-faq = вопросы, СМС, фразы
key-faq = Вопросы
faq-title = Вопросы, СМС, фразы
faq-how = Выберите или напишите пару слов — найду, даже с опечаткой.
faq-empty = В этом скрипте нет ни вопросов, ни фраз.
faq-found = { $count ->
    [one] «{ $words }»: { $count } ответ
    [few] «{ $words }»: { $count } ответа
   *[many] «{ $words }»: { $count } ответов
}
faq-none = По словам «{ $words }» ничего нет. Напишите иначе или откройте весь список.
faq-gone = Этого текста в скрипте больше нет.
faq-sort-faq = Вопросы
faq-sort-sms = СМС
faq-sort-phrase = Фразы
faq-label-faq = { $text }
faq-label-sms = СМС: { $text }
faq-label-phrase = «{ $text }»
key-faq-all = Весь список
key-faq-back = К списку
key-copy = Скопировать
key-copy-in = Скопировать: { $lang }

## Фразы в любом чате, по имени бота.

inline-stranger = Фразы — только для команды. Войти

## Что клиенты ответили, а скрипт не предусмотрел.

command-answers = другие ответы клиентов
answers-title = Другие ответы клиентов
answers-how = Чего не предусмотрел скрипт: по шагам, частые первыми.
answers-none = Пока всё предусмотрено: других ответов не записано.
answers-none-here = Этого ответа больше нет.
answers-place = { $script }, версия { $version }: { $step }
answers-step = { $count } · { $step }
answers-open = { $count ->
    [one] { $count } ответ не разобран
    [few] { $count } ответа не разобрано
   *[many] { $count } ответов не разобрано
}
answers-dealt = { $count ->
    [one] { $count } ответ разобран
    [few] { $count } ответа разобрано
   *[many] { $count } ответов разобрано
}
answers-key = { $count } × «{ $text }»
answers-times = { $count ->
    [one] { $count } раз
    [few] { $count } раза
   *[many] { $count } раз
}
answers-when = { $time } · { $who }
answers-when-lead = { $time } · { $who } · № { $lead }
answers-dealt-by = Разобрано: { $who }, { $time }
answer-dealt = Разобрано, в списке его больше нет.
answer-reopened = Снова в списке.
key-answers-dealt = Разобранные: { $count }
key-answers-open = Неразобранные: { $count }
key-answer-deal = Разобрано
key-answer-reopen = Вернуть в список

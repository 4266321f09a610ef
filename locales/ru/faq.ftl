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

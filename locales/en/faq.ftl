### Questions, text messages and phrases: looked up during a call.

command-faq = questions, texts, phrases
key-faq = Questions
faq-title = Questions, texts, phrases
faq-how = Choose one, or type a word or two: I find it in spite of a typo.
faq-empty = This script has neither questions nor phrases.
faq-found = { $count ->
    [one] “{ $words }”: { $count } answer
   *[other] “{ $words }”: { $count } answers
}
faq-none = Nothing for “{ $words }”. Put it another way, or open the whole list.
faq-gone = The script has no such text any more.
faq-sort-faq = Questions
faq-sort-sms = Texts
faq-sort-phrase = Phrases
faq-label-faq = { $text }
faq-label-sms = Text: { $text }
faq-label-phrase = “{ $text }”
key-faq-all = Whole list
key-faq-back = Back to list
key-copy = Copy
key-copy-in = Copy: { $lang }

## Phrases in any chat, by the bot’s name.

inline-stranger = Phrases are for the team only. Come in

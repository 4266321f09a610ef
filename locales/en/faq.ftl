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

## What clients answered that the script did not foresee.

command-answers = clients’ other answers
answers-title = Clients’ other answers
answers-how = What no script foresaw: by step, frequent ones first.
answers-none = Everything was foreseen so far: no other answers noted.
answers-none-here = This answer is no longer there.
answers-place = { $script }, version { $version }: { $step }
answers-step = { $count } · { $step }
answers-open = { $count ->
    [one] { $count } answer to deal with
   *[other] { $count } answers to deal with
}
answers-dealt = { $count ->
    [one] { $count } answer dealt with
   *[other] { $count } answers dealt with
}
answers-key = { $count } × “{ $text }”
answers-times = { $count ->
    [one] Once
   *[other] { $count } times
}
answers-when = { $time } · { $who }
answers-when-lead = { $time } · { $who } · #{ $lead }
answers-dealt-by = Dealt with: { $who }, { $time }
answer-dealt = Dealt with, off the list.
answer-reopened = On the list again.
key-answers-dealt = Dealt with: { $count }
key-answers-open = To deal with: { $count }
key-answer-deal = Dealt with
key-answer-reopen = Back to the list

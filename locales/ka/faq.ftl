### კითხვები, SMS და ფრაზები: ძიება ზარის დროს.

command-faq = კითხვები, SMS, ფრაზები
key-faq = კითხვები
faq-title = კითხვები, SMS, ფრაზები
faq-how = აირჩიეთ ან დაწერეთ ორიოდე სიტყვა — ვიპოვი, შეცდომითაც.
faq-empty = ამ სკრიპტში არც კითხვებია და არც ფრაზები.
faq-found = „{ $words }“: { $count } პასუხი
faq-none = სიტყვებით „{ $words }“ ვერაფერი ვიპოვე. დაწერეთ სხვანაირად ან გახსენით მთელი სია.
faq-gone = ეს ტექსტი სკრიპტში აღარ არის.
faq-sort-faq = კითხვები
faq-sort-sms = SMS
faq-sort-phrase = ფრაზები
faq-label-faq = { $text }
faq-label-sms = SMS: { $text }
faq-label-phrase = „{ $text }“
key-faq-all = მთელი სია
key-faq-back = სიაში დაბრუნება
key-copy = კოპირება
key-copy-in = კოპირება: { $lang }

## ფრაზები ნებისმიერ ჩატში, ბოტის სახელით.

inline-stranger = ფრაზები მხოლოდ გუნდისთვისაა. შესვლა

## რა უპასუხეს კლიენტებმა, რაც სკრიპტში არ იყო.

command-answers = კლიენტების სხვა პასუხები
answers-title = კლიენტების სხვა პასუხები
answers-how = რაც სკრიპტში არ იყო: ნაბიჯებით, ხშირი პირველია.
answers-none = ჯერ ყველაფერი გათვალისწინებულია: სხვა პასუხი არ ჩაუწერიათ.
answers-none-here = ეს პასუხი აღარ არის.
answers-place = { $script }, ვერსია { $version }: { $step }
answers-step = { $count } · { $step }
answers-open = გასარჩევია { $count } პასუხი
answers-dealt = გარჩეულია { $count } პასუხი
answers-key = { $count } × „{ $text }“
answers-times = { $count }-ჯერ
answers-when = { $time } · { $who }
answers-when-lead = { $time } · { $who } · № { $lead }
answers-dealt-by = გაარჩია: { $who }, { $time }
answer-dealt = გარჩეულია, სიაში აღარ არის.
answer-reopened = ისევ სიაშია.
key-answers-dealt = გარჩეული: { $count }
key-answers-open = გასარჩევი: { $count }
key-answer-deal = გარჩეულია
key-answer-reopen = სიაში დაბრუნება

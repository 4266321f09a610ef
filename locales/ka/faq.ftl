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

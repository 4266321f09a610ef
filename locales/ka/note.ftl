# ჩანაწერები: ოპერატორი წერს, რა მოხდა, ბოტი კი შედეგს ირჩევს. და რა ისწავლა მან.

note-hint = ან დაწერეთ, რა მოხდა: „მდივანმა არ შემაერთა, მიმწოდებელი ჰყავთ“.
note-again-hint = ან სხვანაირად დაწერეთ.
note-typed = თქვენ დაწერეთ: „{ $note }“
note-unsure = ვერ მივხვდი, რით დასრულდა ზარი. აირჩიეთ: თქვენი სიტყვები მიზეზად ჩაიწერება.
note-none = ვერ გავიგე. დაწერეთ სიტყვებით, რა მოხდა, ან აირჩიეთ.
note-not-taken = თქვენი ჩანაწერი არ გამოვიყენე: „{ $note }“
note-of-call = ჩანაწერი ეხება ზარს № { $id } ანკეტაზე. სხვა ანკეტაზე: /result №{ $number } …
note-not-then = ჩანაწერშია: { $time }. { $why }
note-no-date = ჩანაწერის თარიღი არ გამოდგება. { $why }
note-not-on = ჩანაწერით შესაფერისი ყველა დღე კლიენტმა გამორიცხა.
ask-hour = რომელ საათზე – { $day }? აირჩიეთ ან დაწერეთ: „15:20“.
guess-day = დღე: { $day }
note-beside = თქვენი ჩანაწერი: „{ $note }“
number-time = ზარს ახლა ვიწყებთ. თუ „{ $time }“ გადარეკვის დროა, დააჭირეთ ღილაკს „{ $key }“.
no-such-key = ღილაკი { $number } არ არის. დრო ასე დაწერეთ: „18:00-ზე“.
note-for-card = ანკეტაში ჩაიწერება: { $field } – { $value }
note-no-more-calls = ჩანაწერში: ითხოვენ, აღარ დაურეკოთ.
reason-no-more-calls = ითხოვს, აღარ დავურეკოთ
card-no-more-calls = ანკეტა დაემატება სიას „არ დარეკოთ“, გადარეკვა აღარ იქნება.

guesses-title = რა მოხდა?
guess-line = { $at }. { $name }
guess-becomes = { $code } → { $result }
guess-asks = კიდევ გკითხავთ: { $what }
need-stages = გავლილია თუ არა ყველა ეტაპი
need-consent = დამკვეთის თანხმობა
need-transfer = ზარის გადართვა
need-city = ქალაქი
need-no_data = მოგცეს თუ არა სწორი მონაცემები
need-refusal = რა თქვა გმპ-მა
need-reason = მიზეზი
need-relation = კავშირი ორგანიზაციასთან
need-field = სფერო
need-competitor = კონკურენტის სახე
need-fault = რა ისმოდა ხაზზე
need-email = ელფოსტა
need-when = თარიღი და დრო

help-notes = ზარის შემდეგ უბრალოდ დაწერეთ, რა მოხდა: შედეგის ეკრანზე, /result-ის შემდეგ ნომერთან ერთად ან შეხსენებაზე პასუხად. ზარის დროს ჩანაწერი მას ეხება; სხვა ანკეტაზე: /result №2 და ტექსტი.

whose-title = რომელ ზარს ეხება?
whose-number = მომწერეთ ტელეფონის ან ანკეტის ნომერი.
whose-which = აირჩიეთ ანკეტა ან მომწერეთ ნომერი.

break-off-ask = რა მოხდა? დაწერეთ: ზარი დასრულდება, თქვენი სიტყვები კი ჩანაწერში დარჩება.
record-words = ოპერატორი: { $words }

## რა ისწავლა ბოტმა

learning-title = სწავლა ოპერატორების ჩანაწერებით
learning-on = ჩართულია: ჩანაწერით შენახული ყოველი შედეგი ვარაუდებს აზუსტებს.
learning-off = გამორთულია: ვარაუდები მხოლოდ ჩაშენებულ მაგალითებს ეყრდნობა.
learning-what = ინახება სიტყვების ანაბეჭდები და არა სიტყვები. სიტყვა ვარაუდს მხოლოდ მაშინ ცვლის, თუ ორი ადამიანი თანხმდება.
learning-count = გაკვეთილი: { $count }
learning-person = { $name }: { $count }
learning-last = ბოლო: { $time } · { $name }
learning-right = ჩანაწერით შენახულია: { $saved }. პირველი ვარაუდი სწორი იყო: { $right }
learning-without = სწავლის გარეშე იქნებოდა: { $right }
unlearn-ask = წავშალოთ ყველა გაკვეთილი?
unlearn-of-ask = წავშალოთ გაკვეთილები: { $name }?
unlearn-what = წაიშლება გაკვეთილი: { $count }. შენახული შედეგები დარჩება.
unlearned = წაიშალა გაკვეთილი: { $count }.
deed-teaching-on = ჩანაწერებით სწავლა ჩაირთო
deed-teaching-off = ჩანაწერებით სწავლა გამოირთო
deed-unlearned = წაიშალა ყველა გაკვეთილი: { $count }
deed-unlearned-of = წაიშალა გაკვეთილები ({ $name }): { $count }
command-learning = რა ისწავლა ბოტმა

key-other-situation = სხვა შემთხვევა
key-no-more-calls =
    .on = ითხოვს, აღარ დაურეკოთ
    .off = ✓ ითხოვს, აღარ დაურეკოთ
key-other-day = სხვა დღე
key-said-result = შედეგი ამ ჩანაწერით
key-said-end = დასრულება ამ ჩანაწერით
key-break-off = ჩემი სიტყვებით დასრულება
key-teach = სწავლის ჩართვა
key-teach-no-more = სწავლის გამორთვა
key-unlearn = ყველა გაკვეთილის წაშლა
key-unlearn-of = გაკვეთილების წაშლა: { $name }
key-unlearn-yes = დიახ, წაშლა

### შემომავალი ზარი.

caller-unknown = შემომავალი ზარი, ნომერი უცნობია

## შემომავალი ზარის ტიპები და მიზეზი.

kind-first_time = პირველად
kind-returned = დაბრუნებული
kind-recommended = რეკომენდაციით
kind-repeat = განმეორებითი
why-unknown = ჯერ უცნობია, ვინ რეკავს
why-no-contact = აქამდე ჩვენთან კონტაქტი არ ჰქონია
why-called = ბოლო ზარი: { $day }, არ უყიდია
why-talked = ბოლო საუბარი: { $day }, არ უყიდია
why-recommended = { $by ->
    [none] ჩვენი თავი ურჩიეს
   *[other] რეკომენდაცია: { $by }
}
why-client = ჩვენი კლიენტია
why-client-since = კლიენტია, გარიგება: { $day }

## სკრიპტის ნაბიჯი.

step-avoid = ⚠ რას ვერიდებით: { $text }

## ვინ არის ჩვენთვის.

stage-line = ვინ არის ჩვენთვის: { $stage }
stage-person = ადამიანი
stage-potential = პოტენციური კლიენტი
stage-client = კლიენტი
field-recommended = რეკომენდატორი
    .ask = ვინ ურჩია ჩვენი თავი ამ კლიენტს?

## შემომავალი ზარი: დასაწყისი.

command-incoming = შემომავალი ზარი
key-incoming = 📞 შემომავალი
key-incoming-next = 📞 შემდეგი შემომავალი
no-inbound-scripts = შემომავალი ზარის სკრიპტი არ არის.
scripts-title = რომელი სკრიპტით უპასუხებთ?
scripts-other = გააგრძელეთ სხვა სკრიპტით. რაც ჩაწერილია, შეინახება.
script-about = { $name }: { $about }
interrupted-ask = შემოვიდა ზარი. გადადებთ დაწყებულს და უპასუხებთ?
interrupted-shelf = ადრე გადადებულია: { $lead }
interrupted-held = წინა კლიენტი მოლოდინის რეჟიმშია: შეგახსენებთ.
unfinished-inbound-ask = ჯერ დაასრულეთ ის ან შეწყვიტეთ: ჩაწერილი უშედეგოდ შეინახება.
key-drop-inbound-for = შეწყვეტა და დაწყება: { $lead }
key-aside-answer = გადადება და პასუხი

## შემომავალი ზარის ნაბიჯი.

inbound-lost = ამ ზარის სკრიპტი აღარ არის. ზარი შეგიძლიათ გადადოთ ან დაასრულოთ: ჩაწერილი შეინახება.
key-drop-inbound = ზარის დასრულება
ring-by = უპასუხეთ არაუგვიანეს მე-{ $signal } სიგნალისა.
datum-is = { $label }: { $value }
datum-skipped = { $label }: ვერ დაზუსტდა
datum-asked = ✎ { $label }?
datum-type-text = აკრიფეთ პასუხი.
datum-type-long = აკრიფეთ კლიენტის სიტყვები ზუსტად.
datum-type-name = აკრიფეთ სახელი.
datum-type-phone = აკრიფეთ ტელეფონის ნომერი.
datum-type-email = აკრიფეთ ელფოსტის მისამართი.
datum-type-date = აკრიფეთ თარიღი: 12.03.2026.
datum-now = ჩაწერილია: { $value }
key-datum = ✎ { $label }
key-skip = ვერ დაზუსტდა
key-clear = წაშლა
not-a-day = თარიღს არ ჰგავს. აკრიფეთ ასე: 12.03.2026.
not-a-phone = ტელეფონის ნომერს არ ჰგავს. მაგალითი: +995 32 212 34 56.
key-more = კიდევ…
more-title = კიდევ რა?
key-caller = ვინ რეკავს
caller-ask = აკრიფეთ ტელეფონის ან ანკეტის ნომერი.
caller-set = რეკავს: { $lead }
caller-forgotten = ამ კლიენტმა ითხოვა, აღარ დაურეკოთ; მისი მონაცემები წაშლილია. ანკეტა არ იქმნება.
key-scripts = სხვა სკრიპტი
key-aside = ზარის გადადება

## დაპირებული ზარი.

promise-title = გადარეკვას დაპირდით
promise-who = ვის უნდა გადაურეკოთ? აკრიფეთ ტელეფონის ნომერი.
promise-number-first = ჯერ ნომერი: ვის უნდა გადაურეკოთ? დროს მაშინვე გკითხავთ.
promise-number-shift = აქ ნომერია საჭირო: ვის უნდა გადაურეკოთ? გადარეკვას ცვლის ბოლოსთვის დავნიშნავ.
promise-instead = ახალი დრო ამას შეცვლის.
promise-when = როდისთვის შეთანხმდით?
promise-do-not-call = კლიენტი „არ დარეკოთ“ სიაშია: გადარეკვა არ დაინიშნა.
promise-not-set = გადარეკვა არ დაინიშნა. { $why }
promise-whom = უცნობია, ვის უნდა გადაურეკოთ. მომწერეთ ნომერი და ჩანაწერი ერთად: /result +995 32 212 34 56 გადავრეკოთ ხვალ 11-ზე
promise-himself = თქვენი ჩანაწერით, კლიენტი თვითონ დარეკავს.
promise-over = თქვენი ჩანაწერით, ეს წინა ზარის დროა.
key-promise = გადარეკვის შეცვლა
key-unpromised = გადარეკვის გარეშე
shift-promises = ცვლის შემდეგ დაპირებულია { $count } ზარი: შეგახსენებთ.
promise-line = { $late ->
    [yes] დაპირებული გადარეკვა, უნდა ყოფილიყო: { $time } ({ $owner })
   *[no] დაპირებული გადარეკვა: { $time } ({ $owner })
}
shift-end-line = { $late ->
    [yes] დაპირებული გადარეკვა ცვლის შემდეგ, უნდა ყოფილიყო: { $time } ({ $owner })
   *[no] დაპირებული გადარეკვა ცვლის შემდეგ: { $time } ({ $owner })
}
what-promise = დაპირებული ზარი

## ჩაწერილი ზარი.

inquiry-title = ზარი ჩაიწერა: { $outcome }
inquiry-left = შეწყდა, შედეგი არ არის
inbound-left = დაუსრულებელი შემომავალი ზარი უშედეგოდ ჩაიწერა.
inquiry-line = { $time } · შემომავალი, { $kind } · { $by } · { $outcome }
inquiry-not-yours = ეს სხვა ოპერატორის ზარია.
key-inquiry = 📞 { $time }
key-copy-record = ჩასაწერად კოპირება
record-tap = დააჭირეთ ტექსტს: დაკოპირდება.
record-now = არ დაგავიწყდეთ კონსულტაციის დაფიქსირება!
record-which = { $time } · { $lead } · { $outcome }
record-done = დაფიქსირებულია.
key-recorded = ✅ დავაფიქსირე
recorded = მონიშნულია
record-outcome = { $script }: { $outcome }
record-left = { $script }: ზარი შეწყდა
record-time = ზარის დრო: { $time }
record-lead = კლიენტი: { $lead }
record-phone = ტელეფონი: { $phone }
record-kind = ზარის ტიპი: { $kind }
record-datum = { $label }: { $value }
record-promise = გადარეკვა: { $time }
card-recommended = რეკომენდატორი: { $value }
deed-stage-set = ვინ არის ჩვენთვის: { $stage }
deed-inquiry-saved = შემომავალი ზარი { $number } ჩაიწერა
deed-inquiry-recorded = შემომავალი ზარი { $number } სხვა სისტემაში დაფიქსირდა
table-incoming = შემომავალი

# ეკრანები. პროგრამა ტექსტს ისე აჩვენებს, როგორც წერია: გაფორმების გარეშე, თითო სტრიქონში თითო აზრი.

text = { $text }
time = { $time }
gap = { "" }
language-name = ქართული

## გაცნობა

welcome = გამარჯობა! მე სუფლიორი ვარ: სკრიპტს გკარნახობთ, შედეგის არჩევაში გეხმარებით და გადარეკვას შეგახსენებთ. თქვენი როლი: { $role }.
stranger = გამარჯობა! ეს ქოლცენტრის სამუშაო ბოტია, შესვლა მხოლოდ სუპერვაიზერის მოწვევით შეიძლება: ბმული ერთჯერადია და სამი დღე მოქმედებს.
stranger-wait = ძალიან ბევრი არასწორი მოწვევაა. სცადეთ { $minutes } წუთში.
you-are = თქვენი ახალი როლი: { $role }.
you-left = წვდომა გაგიუქმდათ. თუ ეს შეცდომაა, მიმართეთ სუპერვაიზერს.
joined = გუნდს შემოუერთდა { $name }, როლი: { $role }.

role-operator = ოპერატორი
role-supervisor = სუპერვაიზერი
role-admin = ადმინისტრატორი

## დასაწყისი

home-title = { $name }, სუფლიორი მზად არის
home-hint = მომწერეთ ტელეფონის ან ანკეტის ნომერი და ანკეტას გავხსნი. ან: /call – ზარი სკრიპტით, /result – პირდაპირ შედეგი.
home-unfinished = გადადებული ზარი: { $lead }
home-off-shift = ცვლა დაწყებული არ გაქვთ: გადარეკვებს სხვები იღებენ.

number-title = ჩაწერეთ ნომერი
number-call = ტელეფონის ან ანკეტის ნომერი – და ზარს სკრიპტით დავიწყებთ.
number-result = ტელეფონის ან ანკეტის ნომერი – და შედეგზე გადავალთ.
not-a-number = ეს ნომერს არ ჰგავს. მაგალითად: +995 32 212 34 56, ან ანკეტის ნომერი: 15.
time-no-number = ეს დროს ჰგავს, აქ კი ჯერ ნომერია საჭირო, მაგალითად: +995 32 212 34 56.
time-wrong-no-number = { $why }. აქ ჯერ ნომერია საჭირო, მაგალითად: +995 32 212 34 56.
time-kept = დრო ჩავინიშნე: { $time }. ახლა ქვემოთ მოცემულ კითხვას უპასუხეთ.
time-no-recall = ეს დროს ჰგავს, ამ შედეგს კი გადარეკვა არ მოსდევს. უპასუხეთ ქვემოთ მოცემულ კითხვას.
time-not-asked = ეს დროს ჰგავს, აქ კი სხვა რამეს გეკითხებით.
time-again = თუ პასუხი სწორედ ეს არის, გამომიგზავნეთ კიდევ ერთხელ.
time-no-name = ეს დროს ჰგავს, აქ კი სახელს გეკითხებით. თუ ეს მართლა სახელია, კიდევ ერთხელ აკრიფეთ.
time-kept-step = დრო ჩავინიშნე: { $time }. საით გავაგრძელოთ?
no-questionnaire = ანკეტა № { $number } არ არსებობს. მომწერეთ ტელეფონის ნომერი და ახალს შევქმნი.
no-such-lead = ანკეტა № { $number } არ არსებობს.
no-such-phone = ნომერი { $phone } არცერთ ანკეტაში არ არის.
not-understood = ვერ გავიგე. მომწერეთ ტელეფონის ან ანკეტის ნომერი, დააჭირეთ ღილაკს ან გახსენით /help.
only-text = მხოლოდ ტექსტი, ტელეფონის ნომერი და ღილაკები მესმის.
edited-not-read = შესწორებულ შეტყობინებას ხელახლა არ ვკითხულობ: გამომიგზავნეთ ახალი.

## ანკეტა

lead-line = № { $id } · { $name }
lead-forgotten = მონაცემები წაშლილია
card-contact = საკონტაქტო პირი: { $value }
card-city = ქალაქი: { $value }
card-business = სფერო: { $value }
card-email = ელფოსტა: { $value }
card-other-phone = სხვა ტელეფონი: { $value }
card-number-hidden = ნომერს სრულად ხედავს ის, ვინც ამ ანკეტაზე მუშაობს. დასარეკად აიღეთ გადარეკვა ან ნომერი სუპერვაიზერს ჰკითხეთ.
card-local-time = კლიენტის დრო: { $time }
card-do-not-call = არ დარეკოთ! მონიშნულია: { $by }, { $day }
card-forgotten = წაიშალა: { $day }
card-closed = ანკეტა დახურულია: { $code }, { $day }
card-pending = წინა ზარზე დამკვეთის თანხმობას ველოდებით
card-changed = ანკეტაში ჩაიწერა.
hours-closed = კლიენტის დრო: { $time }. დარეკვა შეიძლება { $from }-დან { $to }-მდე.
kind-line = { $kind }: { $why }
kind-chosen = • { $kind }
kind-other = { $kind }
kind-cold = ცივი
kind-warm = თბილი
kind-hot = ცხელი
kind-awaited = შეთანხმებული
why-corrected = თქვენ ასე მონიშნეთ
why-agreed = ზარი წინასწარ დაინიშნა
why-talked-myself = ამ ადამიანს უკვე ესაუბრეთ
why-talked-colleague = საუბარი უკვე შედგა ({ $who })
why-no-talk = მათთან ჯერ არავის უსაუბრია
call-of = ზარი { $call }, სულ { $of }
call-number = ზარი { $call }
attempt-line = { $call }. { $time } · { $by } · { $code }{ $standing }
standing-good = { "" }
standing-pending = {" "}· ელოდება თანხმობას
standing-declined = {" "}· თანხმობა არ არის
recall-line = { $late ->
    [yes] გადარეკვა ვადაგადაცილებულია: { $time } · { $owner }
   *[no] გადარეკვა: { $time } · { $owner }
  }
appointment-line = { $late ->
    [yes] ზარი დანიშნული იყო: { $time } · { $owner }
   *[no] ზარი დანიშნულია: { $time } · { $owner }
  }
visit-line = { $late ->
    [yes] შეხვედრა დანიშნული იყო: { $time } · { $owner }
   *[no] შეხვედრა: { $time } · { $owner }
  }
long-term-line = { $late ->
    [yes] დროა, კლიენტს ხელახლა დაუკავშირდეთ: { $time } · { $owner }
   *[no] ხელახალი კონტაქტი: { $time } · { $owner }
  }

edit-what = რა შევასწოროთ?
field-name = დასახელება
    .ask = რა ჰქვია ორგანიზაციას?
field-contact = საკონტაქტო პირი
    .ask = რა ჰქვია საკონტაქტო პირს?
field-city = ქალაქი
    .ask = რომელ ქალაქშია კლიენტი?
field-business = სფერო
    .ask = რა სფეროში საქმიანობს ორგანიზაცია?
field-email = ელფოსტა
    .ask = რა არის ელფოსტის მისამართი?
field-phone = ტელეფონი
    .ask = რომელია სწორი ნომერი?
field-other_phone = სხვა ტელეფონი
    .ask = რომელია სხვა ნომერი და ვინ პასუხობს?
now-is = ახლა წერია: { $value }
phone-taken = ეს ნომერი უკვე არის ანკეტაში № { $id }.
phone-locked = ამ ანკეტის ნომრის შეცვლა მხოლოდ სუპერვაიზერს შეუძლია: მასზე შედეგი ან ნიშანი „არ დარეკოთ“ წერია.
do-not-call-ask = კლიენტი ითხოვს, რომ აღარ დაურეკოთ? გადარეკვა გაუქმდება, ახალი ზარი აღარ იქნება.
do-not-call-done = დაემატა სიას „არ დარეკოთ“. გადარეკვა გაუქმდა.
may-call-again = ნიშანი „არ დარეკოთ“ მოიხსნა.

## როცა დარეკვა არ შეიძლება

gate-do-not-call = დარეკვა არ შეიძლება: დავპირდით, რომ აღარ შევაწუხებთ. ნიშნის მოხსნა სუპერვაიზერს შეუძლია.
gate-forgotten = დარეკვა არ შეიძლება: კლიენტის მონაცემები წაშლილია.
gate-closed = ანკეტა დახურულია შედეგით „{ $code }“. ხელახლა დარეკვა მხოლოდ სუპერვაიზერის ნებართვით შეიძლება.
gate-pending = წინა შედეგი დამკვეთის თანხმობას ელოდება. პასუხს შეტყობინებით მიიღებთ.
gate-pending-nobody = წინა შედეგი დამკვეთის თანხმობას ელოდება, გუნდში კი სუპერვაიზერი ჯერ არ არის. როცა გამოჩნდება, პასუხს შეტყობინებით მიიღებთ.
do-not-call-number = ამ ნომერზე დარეკვა არ შეიძლება: დავპირდით, რომ აღარ შევაწუხებთ.
gate-open = ანკეტა ღიაა, შეგიძლიათ დარეკოთ.
reopened = ანკეტა გაიხსნა.
reopen-asked = სუპერვაიზერს ვკითხეთ. პასუხს შეტყობინებით მიიღებთ.
already-asked = სუპერვაიზერს უკვე ვკითხეთ. პასუხს შეტყობინებით მიიღებთ.
already-asked-nobody = მოთხოვნა უკვე შენახულია და ელოდება: გუნდში სუპერვაიზერი ისევ არ არის. როცა გამოჩნდება, პასუხს შეტყობინებით მიიღებთ.
nobody-to-ask = გუნდში სუპერვაიზერი ჯერ არ არის. მოთხოვნა შენახულია და ელოდება: მას ნახავს ის, ვინც სუპერვაიზერი გახდება.
unfinished-title = დაუსრულებელი ზარი: { $lead }
unfinished-ask = ჯერ ეს ზარი დაასრულეთ შედეგით – ან მიატოვეთ ჩანაწერის გარეშე.
dropped = გადადებული ზარი ჩანაწერის გარეშე მიტოვებულია: { $lead }

## შედეგი

situations-title = რით დასრულდა ზარი?
group-key = — { $group } —
ask-reason = რა მიზეზით? დააჭირეთ ღილაკს ან დაწერეთ თქვენი სიტყვებით.
ask-relation = ვინ არის და რა კავშირი აქვს ორგანიზაციასთან?
ask-fault = რა იყო პასუხის ნაცვლად?
ask-competitor = რა სახის კონკურენტია?
ask-refusal = რა თქვა გმპ-მა?
ask-field = სინამდვილეში რა სფეროში საქმიანობს ორგანიზაცია?
ask-email = რომელ მისამართზე? დაწერეთ ელფოსტა.
ask-city = რომელ ქალაქშია კლიენტი? შეხვედრა მხოლოდ დამკვეთის ქალაქში ინიშნება.
ask-when = რომელ დღესა და საათზე შეთანხმდით?
ask-stages = სამივე ეტაპი გავლილია: გმპ გამოვლინდა, პრეზენტაცია ჩატარდა, წინააღმდეგობები დამუშავდა?
ask-no_data = კომპანიის სწორი მონაცემები მოგცეს?
chip-not_interested = არ აინტერესებს
chip-not_relevant = აქტუალური არ არის
choose-a-key = აქ ღილაკით უპასუხეთ.
input-taken = ჩაიწერა.
refused-unknown = ასეთი შედეგი აღარ არსებობს.
refused-last-call = ეს უკვე ბოლო, მე-{ $of } ზარია: გადარეკვა აღარ ინიშნება, საჭიროა საბოლოო შედეგი.
refused-stages = სამივე ეტაპია საჭირო: გმპ-ის გამოვლენა, პრეზენტაცია, წინააღმდეგობების დამუშავება.
refused-transfer = პროექტის სკრიპტში ზარის გადართვის ალგორითმი არ არის.
refused-city = დამკვეთის ქალაქი: { $ours }, კლიენტის ქალაქი: { $theirs }. შეხვედრა მხოლოდ ერთ ქალაქში ინიშნება.
refused-data = თუ მონაცემები მოგცეს, ეს შედეგი არ გამოდგება: შეასწორეთ ანკეტა და განაგრძეთ ზარი.
refused-instead = ამის ნაცვლად:
refused-no-more = ახლა ეს შედეგი გამოდგება.

card-situation = სიტუაცია: { $code }
card-lead = { $lead } · { $call }
card-comment = კომენტარი:
comment-means = ანუ: { $comment }
official-and-own = { $official } — { $own }
card-closes = ანკეტა დაიხურება.
card-becomes-do-not-call = ანკეტა დაემატება სიას „არ დარეკოთ“.
card-needs-consent = საჭიროა დამკვეთის თანხმობა: სუპერვაიზერს ვკითხავთ და პასუხს დაველოდებით.
card-needs-consent-nobody = საჭიროა დამკვეთის თანხმობა, გუნდში კი სუპერვაიზერი ჯერ არ არის: მოთხოვნა მას დაელოდება.
card-changed-under = ამასობაში ანკეტა შეიცვალა.
card-overtaken = სანამ ავსებდით, ამ ანკეტაზე სხვა ზარი შეინახეს. კიდევ ერთხელ გადაამოწმეთ.
not-saved = არ შეინახა: სანამ რეკავდით, ამ ანკეტაზე სხვა შედეგი ჩაიწერა. თქვენი გადადებულია და შეგიძლიათ დაუბრუნდეთ.
due-recall = გადარეკვა: { $time }
due-recall-agreed = შეთანხმებული გადარეკვა: { $time }
due-call = სპეციალისტი დარეკავს: { $time }
due-own-call = ისევ დავრეკავთ: { $time }
due-visit = შეხვედრა: { $time }
due-long-term = ხელახალი კონტაქტი: { $time }
due-campaign-time = პროექტის დროით: { $time } ({ $zone })
due-client-time = კლიენტის დროით: { $time }
due-moved = გადატანილია: { $day } – არასამუშაო დღეა.
due-denied = გვთხოვეს, ამ დღეს არ დაგვერეკა.
rule-intermediate = ზარი { $call }, სულ { $of }: შედეგი შუალედურია, საბოლოო იქნება ბოლო ზარზე.
rule-last-call = ზარი { $call }: { $of } ზარის წესით, შედეგი საბოლოოა.
rule-early-objections = დამუშავდა 3 წინააღმდეგობა: შედეგი პირველივე ზარზე საბოლოოა.
rule-early-absence = დიდხანს არ იქნება და არავინ ცვლის: შედეგი პირველივე ზარზე საბოლოოა.
rule-first = ეს შედეგი პირველივე ზარზე საბოლოოა.
rule-agreed = გმპ-მდე ვერ მიაღწიეთ, მხოლოდ დრო შეათანხმეთ: შედეგი შუალედურია.
early-objections =
    .on = დამუშავდა 3 წინააღმდეგობა
    .off = ✓ დამუშავდა 3 წინააღმდეგობა
early-long_absence =
    .on = დიდი ხნით, არავინ ცვლის
    .off = ✓ დიდი ხნით, არავინ ცვლის

saved-title = შენახულია
saved-pending = შენახულია, ველოდებით დამკვეთის თანხმობას
saved-declined = თანხმობა არ არის: საჭიროა სხვა შედეგი
saved-code = { $lead } · { $code }
saved-next = შემდეგი კონტაქტი: { $time }
next-due = უახლოესი გადარეკვა: { $time } · { $lead }
saved-hint = შემდეგი ზარისთვის უბრალოდ მომწერეთ ნომერი.

## თარიღები

pick-how = ან დაწერეთ: „ხვალ 15:40-ზე“, „პარასკევს 11:20-ზე“, „24.11 14:30“, „2 საათში“.
pick-passed = ეს დრო უკვე გავიდა. დაასახელეთ სხვა დრო.
pick-far = ეს ერთ წელიწადზე მეტი ხნის შემდეგაა. დაასახელეთ უფრო ახლო დღე.
pick-too-far = გადარეკვა { $days } დღის ფარგლებში ინიშნება, ბოლო დღე: { $last }.
pick-hours = კლიენტთან ({ $zone }) { $local } იქნება. დარეკვა შეიძლება { $from }-დან { $to }-მდე.
zone-is = იგულისხმება თქვენი დრო: { $zone }
in-minutes = { $count } წუთში
in-hours = { $count } საათში
day-clock = { $day }, { $clock }
time-title = როდისთვის?
time-limit = გადარეკვა { $days } დღის ფარგლებში ინიშნება.
typed-empty = პასუხი ცარიელია. დაწერეთ სიტყვებით.
typed-long = ძალიან გრძელია: { $length } სიმბოლო, დასაშვებია { $most }. შეამოკლეთ.
typed-email = ეს ელფოსტის მისამართს არ ჰგავს. მაგალითად: info@example.com

## სკრიპტი

progress = { $at }/{ $of } · { $phase } · { $lead }
objections-count = დამუშავებული წინააღმდეგობა: { $count }/{ $of }
objection-title = წინააღმდეგობა: { $objection }
objection-key = ✋ { $objection }
objections-enough = საკმარისი წინააღმდეგობაა დამუშავებული: უარი შეგიძლიათ მიიღოთ.
answer-noted = პასუხი სკრიპტის ავტორისთვის ჩავიწერე. საით გავაგრძელოთ?
step-lost = ეს სკრიპტი აღარ არსებობს. ზარი დაასრულეთ შედეგით.
input-contact = დაწერეთ სახელი და ანკეტაში შევიტან.
input-email = დაწერეთ ელფოსტა და ანკეტაში შევიტან.
input-city = დაწერეთ ქალაქი და ანკეტაში შევიტან.
input-field = დაწერეთ სფერო და ანკეტაში შევიტან.
input-company = დაწერეთ სწორი დასახელება და ანკეტას შევასწორებ.
input-relation = დაწერეთ, ვინ არის: კომენტარში ჩაიწერება.

## გადარეკვა

recalls-title = { $count ->
    [0] გადარეკვა არ არის
   *[other] { $count } გადარეკვა
  }
recalls-none = როცა დანიშნავთ, აქ გამოჩნდება.
recalls-overdue = ვადაგადაცილებული
recall-in-list = { $late ->
    [yes] { $time } · { $lead } · { $what } · ვადაგადაცილებული
   *[no] { $time } · { $lead } · { $what }
  }
recall-key = { $time } { $lead }
what-recall = გადარეკვა
what-agreed = შეთანხმებული გადარეკვა
what-call = შეთანხმებული ზარი
what-visit = შეხვედრა
what-long-term = ხელახალი კონტაქტი
recall-closed = ეს გადარეკვა უკვე დახურულია.
recall-done = მონიშნულია: შესრულდა.
recall-yours = ეს გადარეკვა უკვე თქვენია.
recall-not-yours = ეს სხვისი გადარეკვაა: მას მფლობელი ან სუპერვაიზერი განაგებს.
later-title = როდისთვის გადავდოთ?
put-off = გადაიდო: { $time }
hand-title = { $count ->
    [1] ვის გადასცემთ?
   *[other] ვის გადასცემთ { $count } გადარეკვას?
  }
hand-nobody = გუნდში სხვა არავინ არის.
hand-gone = ეს ადამიანი გუნდში აღარ არის.
off-shift-name = { $name } (ცვლაზე არ არის)
handed = { $count ->
    [0] გადასაცემი არაფერია: გადარეკვა უკვე დახურულია.
    [1] გადაცემულია. მიმღები: { $name }
   *[other] გადაცემულია { $count } გადარეკვა. მიმღები: { $name }
  }
and-more = კიდევ { $count }: /recalls

reminder = გადარეკვის დროა
reminder-late = გადარეკვა ვადაგადაცილებულია
reminder-call = სპეციალისტის ზარის დროა
reminder-visit = შეხვედრის დროა
reminder-done = ✓ { $lead }: შესრულდა
reminder-taken = ✓ { $lead }: მუშავდება
reminder-later = ✓ { $lead }: გადაიდო, { $time }
reminder-theirs = { $lead }: ახლა პასუხისმგებელია { $name }
relieved = { $lead }: დარეკავს { $name } ({ $time }), კლიენტს ასე დაჰპირდნენ. თქვენი გადარეკვა ({ $own }) მოხსნილია.
relieves = ეს ცვლის კოლეგის გადარეკვას: { $name }, { $time }. კოლეგა შეტყობინებას მიიღებს.
replaces-own = ეს ცვლის თქვენს გადარეკვას: { $time }.
handed-by = { $name } გადმოგცემთ:
due-title = დროა: { $count } გადარეკვა
due-all-done = ✓ ყველაფერი დამუშავდა: { $count } გადარეკვა
overdue-title = { $count } გადარეკვა არავის აუღია
overdue-moved = სია გრძელდება ახალ შეტყობინებაში, ქვემოთ.
overdue-line = { $time } · { $lead } · { $owner }
overdue-all-done = ✓ ვადაგადაცილებული დამუშავდა: { $count } გადარეკვა

request-consent = საჭიროა დამკვეთის თანხმობა: { $code }
request-reopen = ითხოვენ ანკეტის გახსნას
request-by = { $name } · { $lead }
request-approved = დადასტურებულია: { $name }
request-declined = უარყოფილია: { $name }
answer-consent-yes = { $lead }: თანხმობა არის ({ $name }), შედეგი ჩაითვალა.
answer-consent-no = { $lead }: თანხმობა არ არის ({ $name }). აირჩიეთ სხვა შედეგი.
answer-reopen-yes = { $lead }: გახსნილია ({ $name }), შეგიძლიათ დარეკოთ.
answer-reopen-no = { $lead }: გახსნაზე უარია ({ $name }).

## მოქმედებების ჟურნალი

audit-title = მოქმედებების ჟურნალი
audit-of = მოქმედებების ჟურნალი: ანკეტა № { $id }
audit-none = ჩანაწერები არ არის.
audit-bot = სუფლიორი
audit-line = { $time } · { $who } · { $what }
audit-line-lead = { $time } · № { $id } · { $who } · { $what }
list-and = { $list }, { $name }
deed-lead-entered = ანკეტა შეიქმნა
deed-lead-edited = ანკეტაში შესწორდა: { $fields }
deed-kind-set = ზარის ტიპი: { $kind }
deed-card-opened = ანკეტის დათვალიერება
deed-attempt-saved = ზარი { $attempt } შენახულია: { $code }
deed-consent-asked = ზარი { $attempt }: საჭიროა დამკვეთის თანხმობა
deed-consent-given = ზარი { $attempt }: თანხმობა არის
deed-consent-declined = ზარი { $attempt }: თანხმობა არ არის
deed-reopen-asked = ანკეტის გახსნის თხოვნა
deed-reopen-declined = ანკეტის გახსნაზე უარია
deed-reopened = ანკეტა გაიხსნა
deed-do-not-call-set = დაემატა სიას „არ დარეკოთ“
deed-do-not-call-lifted = ნიშანი „არ დარეკოთ“ მოიხსნა
deed-recall-set = გადარეკვა დაინიშნა: { $time }, { $name }
deed-recall-moved = გადარეკვა გადაიდო: { $time }
deed-recall-handed = გადარეკვა გადაეცა. მიმღები: { $name }
deed-recall-taken = გადარეკვა აღებულია
deed-recall-closed = გადარეკვა დაიხურა
deed-lead-forgotten = კლიენტის მონაცემები წაიშალა
deed-lead-removed = ანკეტა და მისი ზარები წაიშალა
deed-person-joined = შემოვიდა მოწვევით { $invite }, როლი: { $role }
deed-person-came = შემოვიდა მოწვევის გარეშე, როლი: { $role }
deed-role-given = { $name }, ახალი როლი: { $role }
deed-person-removed = წვდომა გაუუქმდა: { $name }
deed-person-forgotten = პირადი მონაცემები წაიშალა: { $name }
deed-settings-changed = პარამეტრები შეიცვალა: { $name }
deed-invite-made = შეიქმნა მოწვევა { $invite }, როლი: { $role }
deed-exported = ზარების ექსპორტი: { $count }
deed-exported-days = ზარების ექსპორტი ({ $from } – { $to }): { $count }
deed-backed-up = გაიცა სარეზერვო ასლი, კბ: { $size }

## მონაცემების წაშლა

forget-how = ბრძანებას ნომერი დაურთეთ: /forget +995 32 212 34 56 ან /forget 15. ყოფილი თანამშრომლები: /team.
forget-lead-ask = წავშალოთ კლიენტის მონაცემები?
forget-lead-what = წაიშლება ტელეფონი, დასახელება, საკონტაქტო პირი, ქალაქი, სფერო, ელფოსტა, კომენტარები, ჩაწერილი პასუხები და შემომავალ ზარებში ნათქვამი. ზარები ანგარიშებისთვის დარჩება: შედეგი, დრო, ოპერატორი.
forget-lead-remove = წაიშლება ტელეფონი, დასახელება, საკონტაქტო პირი, ქალაქი, სფერო, ელფოსტა და ყველა ზარი. ანგარიშებისთვის დარჩება მხოლოდ ზარების რაოდენობა დღეებისა და შედეგების მიხედვით.
forget-lead-ends = გადარეკვები და მოთხოვნები დაიხურება, მიმდინარე ზარი შეწყდება. მოქმედებების ჟურნალი დარჩება: მასში სახელები და ნომრები არ არის.
forget-lead-promise = დაპირება, რომ აღარ დავურეკავთ, ძალაში რჩება: ამ ნომერზე აღარავინ დარეკავს.
forget-lead-new = თუ ამ ნომერს ხელახლა შეიყვანენ, შეიქმნება ახალი ანკეტა.
forget-person-ask = წავშალოთ პირადი მონაცემები?
forget-person-what = წაიშლება სახელი, ენა, სასაათო სარტყელი და დაუსრულებელი ზარი. სახელის ნაცვლად ყველგან ეწერება „ყოფილი თანამშრომელი“ და ნომერი.
forget-person-stays = დარჩება ზარები და მოქმედებების ჟურნალი ადამიანის Telegram ID-ით: ამით ჩანს, რა გააკეთა ერთმა და იმავე ადამიანმა.
forget-for-ever = ამის გაუქმება შეუძლებელია. ძველ სარეზერვო ასლებში მონაცემები დარჩება, სანამ ასლებს ვადა არ გაუვა.
forgotten-lead = კლიენტის მონაცემები წაიშალა.
forgotten-person = პირადი მონაცემები წაიშალა. ახლა ეს არის ყოფილი თანამშრომელი { $number }.
forgotten-in-hand = ზარი შეწყდა: კლიენტის მონაცემები წაიშალა (ანკეტა № { $id }).
forgotten-aside = გადადებული ზარი მოიხსნა: კლიენტის მონაცემები წაიშალა (ანკეტა № { $id }).
forgotten-shown = კლიენტის მონაცემები წაიშალა (ანკეტა № { $id }).
former-colleague = ყოფილი თანამშრომელი { $number }

## გუნდი და პარამეტრები

team-title = გუნდი: { $count }, ცვლაზე: { $on-shift }
team-key = { $shift ->
    [on] ● { $name } · { $role }
   *[off] ○ { $name } · { $role }
  }{ $blocked ->
    [yes] {" "}· ბოტი დაბლოკილია
   *[no] {""}
  }
member-gone = ეს ადამიანი გუნდში აღარ არის.
member-left = გუნდში აღარ არის
left-title = გუნდიდან წასულები: { $count }
member-on-shift = ცვლაზეა
member-on-shift-unreachable = ცვლაზეა, მაგრამ შეტყობინებას ვერ იღებს: ბოტი დაბლოკილი აქვს.
member-off-shift = ცვლაზე არ არის
member-unreachable = შეტყობინებას ვერ იღებს: ბოტი დაბლოკილი აქვს.
member-since = გუნდში შემოვიდა: { $day }
member-removed = { $name } გუნდში აღარ არის.
role-given = { $name }, ახალი როლი: { $role }.
invite-title = მოწვევა
invite-what = ვის იწვევთ? ბმული ერთი ადამიანისთვისაა.
invited-title = მოწვევა მზად არის: { $role }
invited-until = ბმული ერთჯერადია. ვადა: { $time }
invited-over = მოწვევა უკვე გამოყენებულია ან ვადა გაუვიდა. შექმენით ახალი.
settings-title = პარამეტრები
settings-name = სახელი სკრიპტში: { $name }
settings-lang = ენა: { $lang }
settings-zone = სასაათო სარტყელი: { $zone }, ახლა { $time }
settings-role = როლი: { $role }
langs-title = Язык · ენა · Language
zones-title = თქვენი სასაათო სარტყელი
zones-how = ან დაწერეთ სასაათო სარტყელი, მაგალითად: Asia/Tbilisi.
zone-unknown = ასეთ სარტყელს ვერ ვცნობ. მაგალითად: Asia/Tbilisi.
name-title = თქვენი სახელი
name-ask = რა სახელით იქნებით სკრიპტსა და გუნდში?
shift-begun = ცვლა დაიწყო. გადარეკვები თქვენთან მოვა.
cancelled = გაუქმდა.
cancelled-nothing = გასაუქმებელი არაფერია.
cancelled-aside = გადაიდო: ზარს შეგიძლიათ დაუბრუნდეთ.

zone-europe-kaliningrad = კალინინგრადი
zone-europe-moscow = მოსკოვი
zone-europe-samara = სამარა
zone-asia-yekaterinburg = ეკატერინბურგი
zone-asia-omsk = ომსკი
zone-asia-novosibirsk = ნოვოსიბირსკი
zone-asia-irkutsk = ირკუტსკი
zone-asia-vladivostok = ვლადივოსტოკი
zone-asia-tbilisi = თბილისი
zone-asia-yerevan = ერევანი
zone-asia-almaty = ალმათი
zone-europe-london = ლონდონი

help-title = რა შემიძლია
help-text = მომწერეთ ტელეფონის ან ანკეტის ნომერი და ანკეტას გავხსნი: ისტორია, ზარის ტიპი, გადარეკვა. სკრიპტში კლიენტის სხვა პასუხი უბრალოდ დაწერეთ. შედეგს, კომენტარსა და თარიღს წესების მიხედვით შევარჩევ.
help-command = /{ $name } – { $what }
command-start = დაწყება
command-call = ზარი სკრიპტით
command-result = პირდაპირ შედეგი
command-recalls = ჩემი გადარეკვები
command-shift = ცვლის დაწყება ან დასრულება
command-cancel = გადადება და გასვლა
command-team = გუნდი
command-invite = მოწვევა
command-export = ზარების ცხრილი ფაილად
command-backup = სარეზერვო ასლი ფაილად
command-audit = მოქმედებების ჟურნალი
command-forget = კლიენტის მონაცემების წაშლა
command-settings = სახელი, ენა, სასაათო სარტყელი
command-language = ენა
command-help = დახმარება
command-unknown = ასეთი ბრძანება არ არის. ყველა ბრძანება: /help
command-forbidden = ამისთვის საჭირო როლია: { $role }.

## მოკლე პასუხები ღილაკებზე

toast-old = ეს ძველი ღილაკია. ნახეთ ბოლო შეტყობინება.
toast-already = უკვე მიღებულია.
toast-approved = დადასტურებულია
toast-declined = უარყოფილია
toast-disk-full = ბოტის დისკი სავსეა. ჯერ არ შენახულა; თავისით შეინახება, როგორც კი ადგილი გამოჩნდება.
fault = ვერ შესრულდა. თქვენი პასუხები არ დაკარგულა: სცადეთ კიდევ ერთხელ.
disk-full = დისკი, რომელზეც ბოტი მონაცემებს ინახავს, სავსეა. სანამ ადგილი არ იქნება, არაფერი ინახება. როგორც კი ადგილი გამოჩნდება, ბოტი თავად შეასრულებს ყველაფერს, რაც დააჭირეთ და დაწერეთ.
shortened = ტექსტი შემოკლებულია: Telegram-ის შეტყობინებაში 4096 სიმბოლო ეტევა.
shortened-record = ტექსტი შემოკლებულია: Telegram-ის შეტყობინებაში 4096 სიმბოლო ეტევა. სრული ტექსტი არის ცხრილში, რომელსაც სუპერვაიზერი /export ბრძანებით იღებს.

## ღილაკები

key-back = უკან
key-home = მთავარი
key-return = ზართან დაბრუნება
key-return-to = დაბრუნება: № { $id }
key-drop = მიტოვება და დაწყება: { $lead }
key-call = ზარი სკრიპტით
key-call-now = დარეკვა
key-result = შედეგი
key-card = ანკეტა
key-edit = შესწორება
key-history = ყველა ზარი: { $count }
key-audit = მოქმედებების ჟურნალი
key-audit-newer = ← უფრო ახალი
key-audit-older = უფრო ძველი →
key-do-not-call = არ დარეკოთ
key-do-not-call-yes = დიახ, აღარ დავრეკავთ
key-may-call = „არ დარეკოთ“: მოხსნა
key-reopen = ანკეტის გახსნა
key-ask-reopen = გახსნის თხოვნა
key-later = გადადება
key-hand = გადაცემა
key-take = მე ავიღებ
key-done = შესრულდა
key-keep = ასე დარჩეს
key-stages-yes = დიახ, სამივე
key-stages-no = არა
key-data-yes = დიახ, მომცეს
key-data-no = არა, არ მომცეს
key-save = შენახვა
key-save-and-ask = შენახვა და თანხმობის თხოვნა
key-copy-comment = კომენტარის კოპირება
key-copy-link = ბმულის კოპირება
key-other-time = სხვა დრო
key-default-time = წესის მიხედვით: { $time }
key-go-on = გაგრძელება
key-fix-city = ქალაქის შესწორება
key-fix-lead = ანკეტის შესწორება
key-back-to-call = ზართან დაბრუნება
key-speak = საუბრის ენის შეცვლა: { $lang }
key-forget = მონაცემების წაშლა
key-forget-yes = დიახ, სამუდამოდ წაიშალოს
key-left = გუნდიდან წასულები: { $count }
key-leave = შედეგით დასრულება
key-resume = საუბრის გაგრძელება
key-end-with = დასრულება: { $code }
key-recalls = { $due ->
    [0] გადარეკვა: { $open }
   *[other] გადარეკვა: { $open }, დროა: { $due }
  }
key-recalls-back = ყველა გადარეკვა
key-page-before = ←
key-page-next = შემდეგი: { $page }/{ $pages }
key-shift-begin = ცვლის დაწყება
key-shift-end = ცვლის დასრულება
key-team = გუნდი
key-invite = მოწვევა
key-role = ახალი როლი: { $role }
key-remove = გუნდიდან ამოღება
key-lang = ენა
key-zone = სასაათო სარტყელი
key-name = სახელი
key-approve = დადასტურება
key-decline = უარყოფა
key-assign = გადაცემა: { $lead }
key-assign-all = ყველა გადარეკვის გადაცემა: { $count }
key-other-result = სხვა შედეგი

## ტერმინალი

console-hello = სუფლიორი ტერმინალში. ღილაკისთვის აკრიფეთ მისი ნომერი, დანარჩენი უბრალოდ დაწერეთ. ღილაკ „შედეგის“ ნომრის შემდეგ შეგიძლიათ დაამატოთ, რა მოხდა: 2 არავინ იღებს. გასვლა: /quit
console-operator = ოპერატორი
console-supervisor = სუპერვაიზერი
console-admin = ადმინისტრატორი
console-file = ფაილი შენახულია: { $name }
console-no-file = ფაილი ვერ შეინახა: { $why }

### შეტყობინებები კოლეგებს და ხელმძღვანელის ზარების მიღების წესი.

## რა არ არის სწორი პასუხში.

form-no-hours = „{ $text }“ საათები არ არის. სწორია: 10:00–12:00. რამდენიმე — მძიმით: 9:00–11:00, 15:00–17:00.
form-no-number = „{ $text }“ ტელეფონის ნომერი არ არის. სწორია: +995 32 234 11 11.
form-no-name = „{ $text }“ საათებია, მაგრამ ვისი? სწორია: ბერიძე — 10:00–12:00.
form-no-name-hours = „{ $text }“ — სახელი ან საათები აკლია. სწორია: ბერიძე — 10:00–12:00. თითოეული ახალ სტრიქონზე.
form-no-colleague = „{ $text }“ — ვისთან? სწორია: ანგარიშები — ნინო გელაშვილი. თითოეული თემა ახალ სტრიქონზე.
form-many = ძალიან ბევრია: { $count }. შეიძლება არა უმეტეს { $most }.

## ბრძანებები და ჟურნალი.

command-messages = ჩემთვის დატოვებული შეტყობინებები
command-profile = როგორ მივიღოთ ჩემი ზარები
deed-message-taken = მიღებულია შეტყობინება, ვისთვის: { $name }
deed-message-moved = შეტყობინება არავინ წაიკითხა, გადაეგზავნა: { $name }
deed-message-read = შეტყობინება წაკითხულია
deed-message-answered = შეტყობინებაზე გადარეკვა დაინიშნა
deed-message-passed = შეტყობინება გადაეცა: { $name }
deed-profile-changed = ზარების მიღების წესი შეიცვალა: { $name }

## ზარების მიღების წესი.

profile-title = ზარების მიღება: { $name }
profile-not-yours = ამ წესს თავად თანამშრომელი ან სუპერვაიზერი ცვლის.
profile-director = დირექტორი: მისი ზარები პირველ რიგში.
profile-away = დაბრუნდება: { $value }
    .ask = როდის დაბრუნდებით?
    .how = დაწერეთ დრო: „14:30-ზე“, „ხვალ 10-ზე“. მანამდე აბონენტებს ეტყვიან, რომ ადგილზე არ ხართ.
profile-stand-in = ანაცვლებს: { $value }
    .ask = ვინ განაცვლებთ?
profile-post = თანამდებობა და ტელეფონი: { $value }
    .ask = თქვენი თანამდებობა და ტელეფონი
    .how = ამას ეტყვიან, ვისაც თქვენთან გადმოამისამართებენ. მაგალითი: მთავარი ბუღალტერი, შიდა 12
profile-line = { $number }. { $question }: { $answer }
profile-asked = პასუხი გაცემულია: { $count }, სულ { $of }.
profile-key = { $number }. { $question }
key-profile = ზარების მიღება
key-profile-go-on = გაგრძელება: კითხვა { $number }
key-profile-away = დავბრუნდები…
key-profile-stand-in = შემცვლელი
key-profile-post = თანამდებობა
key-director-on = დირექტორად მონიშვნა
key-director-off = დირექტორი აღარ არის
key-no-away = ადგილზე ვარ
key-no-stand-in = შემცვლელი არ არის
key-no-post = ამოშლა

question-title = კითხვა { $number }, სულ { $of }
question-for = პასუხობთ ამ თანამშრომლის ნაცვლად: { $name }
question-taken = ჩაიწერა: { $answer }
question-stays = პასუხები შენახულია. გასაგრძელებლად: /profile
key-question-keep = ასე დარჩეს
key-question-clear = პასუხის ამოშლა
key-question-skip = გამოტოვება
key-question-later = მოგვიანებით

question-why = რატომ რეკავენ
    .ask = რატომ რეკავს აბონენტი?
    .how = თქვენი სიტყვებით, მოკლედ: „ანგარიშები, საჩივრები, მოწვევები“.
question-elsewhere = რა ვისთან
    .ask = რა ზარები უნდა გადაეგზავნოს დაქვემდებარებულებს ან სხვა დანაყოფებსა და განყოფილებებს?
    .how = თემა და კოლეგა, თითო წყვილი ახალ სტრიქონზე: „ანგარიშები — ნინო გელაშვილი“.
question-settled = მდივანი არკვევს
    .ask = რა თემების გარკვევა შეუძლია მდივანს უშუალოდ აბონენტთან?
    .how = მძიმით ან ახალ სტრიქონზე: „მისამართი, სამუშაო საათები“.
question-quiet = მშვიდი საათები
    .ask = რომელ საათებში არ გინდათ, რომ შეგაწუხონ („მშვიდი საათი“)?
    .how = „13:00–14:00“, „9-დან 11-მდე“. რამდენიმე — მძიმით. შუაღამის გადაცილებითაც: „22:00–7:00“.
question-never = არ დააკავშიროთ
    .ask = რომელი პირები საერთოდ არ უნდა დაგაკავშირონ?
    .how = სახელები, კომპანიები ან ტელეფონის ნომრები, მძიმით ან ახალ სტრიქონზე.
question-hours = მხოლოდ თავის საათებში
    .ask = რომელ აბონენტებს უნდა დაგაკავშირონ მხოლოდ გარკვეულ საათებში?
    .how = სახელი და საათები, თითო წყვილი ახალ სტრიქონზე: „ბერიძე — 10:00–12:00“.
question-always = ყოველთვის
    .ask = რომელ აბონენტებს უნდა დაგაკავშირონ ნებისმიერ დროს?
    .how = სახელები, კომპანიები ან ტელეფონის ნომრები, მძიმით ან ახალ სტრიქონზე.
question-private = პირადი ზარები
    .ask = როდის უნდა გამოატარონ პირადი საუბარი? ვისგან?
    .how = სახელი, სურვილისამებრ საათებით: „მეუღლე“, „შვილი — 13:00–14:00“. საათების გარეშე — ნებისმიერ დროს, მშვიდ საათებშიც.
question-best = მოსახერხებელი საათები
    .ask = რომელ საათზეა თქვენთან დარეკვა ყველაზე მოსახერხებელი?
    .how = „10:00–12:00“, „16 საათის შემდეგ“. რამდენიმე — მძიმით.
question-reach = როდის ვის დავურეკოთ
    .ask = როდის არის საუკეთესო დრო ამა თუ იმ აბონენტთან დასარეკად?
    .how = სახელი და საათები, თითო წყვილი ახალ სტრიქონზე: „ბერიძე — 9:00–10:00“.

colleagues-how = შეგიძლიათ სახელის ან გვარის დასაწყისი დაწეროთ.
colleagues-found = { $count ->
    [0] „{ $text }“: ვერავინ მოიძებნა.
   *[other] „{ $text }“: { $count }
}

## შეტყობინებები.

messages-title = { $count ->
    [0] შეტყობინებები
    [one] შეტყობინებები: { $count } წაუკითხავი
   *[other] შეტყობინებები: { $count } წაუკითხავი
}
messages-none = თქვენთვის შეტყობინება არ არის.
messages-undelivered = არავის წაუკითხავს: { $count }
message-key = { $new ->
    [yes] ● { $time } · { $caller } → { $name }
   *[no] { $time } · { $caller } → { $name }
}
message-caller-unknown = სახელი არ უთქვამს
key-messages = შეტყობინებები
key-messages-unread = შეტყობინებები: { $count }
message-title = შეტყობინება, ვისთვის: { $name }
message-taken = { $time }. მიიღო: { $name }
message-not-yours = ეს შეტყობინება თქვენთვის არ არის, ან უკვე სხვას აქვს.
message-forgotten = დამრეკავის მონაცემები წაშლილია.
message-for-stand-in = თქვენ ანაცვლებთ: { $name }
message-for-supervisor = შეტყობინება არავინ წაიკითხა, ახლა სუპერვაიზერებთანაა.
message-passed-by = გადმოგცათ: { $name }
message-field-caller = ვინ რეკავდა: { $value }
message-field-position = თანამდებობა: { $value }
message-field-organisation = ორგანიზაცია: { $value }
message-field-about = რის შესახებ, სიტყვასიტყვით:
message-field-number = გადასარეკი ნომერი: { $value }
message-field-when = როდის: { $value }
message-field-instead = ვის შეუძლია მის ნაცვლად: { $value }
message-field-mood = განწყობა: { $value }
message-waits = { $why ->
    [supervisor] არავის წაუკითხავს. გაეგზავნა სუპერვაიზერებს: { $names }
   *[sent] ჯერ არ არის წაკითხული. ახლა აქვს: { $names }
}
message-read = ✓ წაიკითხა: { $name }, { $time }
message-calls = ✓ გადარეკავს: { $name }, { $time }
message-news = შეტყობინება: { $caller } → { $name }
message-below = შეტყობინება { $caller } → { $name } ხელახლა მოვიდა, იხილეთ ქვემოთ.
message-sent = შეტყობინება გაიგზავნა: { $name }
message-in-history = შეტყობინება → { $name }. { $status }
message-for-whom = ვისთვის არის შეტყობინება? აირჩიეთ კოლეგა და შემდეგ დაასრულეთ ზარი.
message-passed = გადაეცა: { $name }
message-calls-already = გადარეკვა უკვე დანიშნულია.
message-no-number = შეტყობინებაში არ არის ნომერი, რომელზეც გადარეკავთ.
message-when-title = როდის გადარეკავთ? { $caller }
message-pass-title = ვის გადასცემთ შეტყობინებას? { $caller }
toast-message-read = მონიშნულია: წაკითხულია
key-message-read = წავიკითხე
key-call-back = გადავრეკავ
key-pass-on = გადაცემა
key-callback-recall = გადარეკვა
key-message-show = შეტყობინების ნახვა

## ვის ითხოვენ და რა ვუყოთ ზარს.

manager-ask = ვის ითხოვენ?
manager-who = { $shift ->
    [on] { $name }
   *[off] { $name } (ცვლაზე არ არის)
}
manager-director = ★ { $name }
verdict-through = { $busy ->
    [yes] დააკავშირეთ, თუმცა ხაზზეა: უთხარით, ვინ რეკავს და რატომ
   *[no] დააკავშირეთ
}
verdict-not-now = ახლა არ დააკავშიროთ
verdict-not-now-from = ახლა არ დააკავშიროთ. შეიძლება: { $time }
verdict-never = არ დააკავშიროთ
verdict-elsewhere = ეს სხვასთანაა: { $name }
verdict-settled = თავად გაარკვიეთ
verdict-absent = ადგილზე არ არის
verdict-absent-back = ადგილზე არ არის. დაბრუნდება: { $time }
verdict-line = { $name }: { $verdict } — { $because }
because-answer = კითხვა { $number }: { $question }
because-director = დირექტორის ზარები პირველ რიგში
because-away = ცვლაზე არ არის
because-away-back = დრო თავად მიუთითა
because-in-call = სხვა აბონენტს ესაუბრება
because-nothing = დაბრკოლება არ არის
verdict-say-through = ერთი წუთით, დაგაკავშირებთ.
verdict-say-not-now = სამწუხაროდ, { $name } ახლა ტელეფონთან ვერ მოვა. რა გადავცე?
verdict-say-not-now-from = სამწუხაროდ, { $name } ახლა ტელეფონთან ვერ მოვა. { $time } ხომ არ იქნება თქვენთვის მოსახერხებელი?
verdict-say-never = სამწუხაროდ, ვერ დაგაკავშირებთ. გთხოვთ, მოგვწეროთ და აუცილებლად გიპასუხებენ.
verdict-say-elsewhere = ამ საკითხებს განიხილავს { $name }. შემიძლია გადაგრთოთ?
verdict-say-settled = ამ საკითხში თავად შემიძლია დაგეხმაროთ.
verdict-say-absent = სამწუხაროდ, { $name } ამჟამად ადგილზე არ არის. როგორ წარგადგინოთ და რა გადავცე?
verdict-say-absent-back = სამწუხაროდ, { $name } ამჟამად ადგილზე არ არის, მაგრამ { $time } საათისთვის ველოდებით. როგორ წარგადგინოთ და რა გადავცე?
verdict-first-absent = ჯერ უთხარით, რომ ადგილზე არ არის, და მხოლოდ მერე ჰკითხეთ, ვინ რეკავს. რას აკეთებს, არ უთხრათ.
verdict-first-through = კოლეგას უთხარით, ვინ რეკავს და რის შესახებ.
verdict-first-director = დირექტორთან ზარი ხაზზე არ დატოვოთ.
manager-stand-in = ანაცვლებს: { $name }
manager-best = უმჯობესია დაურეკოთ: { $hours }
manager-post = { $post }
manager-topics = სხვებთან: { $topics }
manager-settled = თავად არკვევთ: { $topics }
key-manager-other = სხვას ითხოვენ
key-take-message = შეტყობინების მიღება
key-manager-instead = → { $name }
key-manager-hand = ზარის გადაცემა: { $name }

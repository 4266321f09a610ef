# ფაილები: ზარების ცხრილი და სარეზერვო ასლი.

export-title = ზარების ცხრილი
export-what = რომელი დღეების? ფაილად გამოგიგზავნით.
export-zone = დღეები ითვლება პროექტის დროით: { $zone }.
period-today = დღეს
period-yesterday = გუშინ
period-week = ეს კვირა
period-month = ეს თვე
period-last-month = წინა თვე
period-all = მთელი პერიოდი
file-ordered = ფაილი მზადდება: ცალკე შეტყობინებად მოვა.
file-failed = ფაილი ვერ მომზადდა. სცადეთ კიდევ ერთხელ. თუ ისევ არ გამოვა, უთხარით მას, ვინც ბოტს ემსახურება.
days-one = { $day }
days-span = { $from } – { $to }
days-all = მთელი პერიოდი
export-done = ზარები ({ $days }): { $rows }
export-empty = ზარები არ არის ({ $days }). სხვა დღეების არჩევა: /export
export-none = ზარები ჯერ არ ყოფილა.
export-too-large = ასეთ დიდ ფაილს Telegram არ მიიღებს. აირჩიეთ უფრო მოკლე პერიოდი: /export

## ცხრილი

# რა ყოფს სვეტებს: Excel ელის იმ ნიშანს, რომელიც მკითხველის ქვეყანაშია მიღებული.
csv-separator = ;
column-time = ზარის დრო
column-lead = ანკეტა
column-name = დასახელება
column-contact = საკონტაქტო პირი
column-city = ქალაქი
column-phone = ტელეფონი
column-call = ზარის ნომერი
column-result = შედეგი
column-situation = სიტუაცია
column-comment = კომენტარი
column-next = შემდეგი კონტაქტი
column-operator = ოპერატორი
column-objections = დამუშავებული წინააღმდეგობა
column-script = სკრიპტი
column-version = სკრიპტის ვერსია
column-step = ბოლო ნაბიჯი
column-standing = დამკვეთის თანხმობა
column-closed = ანკეტა დახურულია
table-good = { "" }
table-pending = ველოდებით
table-declined = არა
table-yes = კი
table-no = არა

## სარეზერვო ასლი

backup-title = სარეზერვო ასლი
backup-ask = გამოვგზავნო აქ ყველა მონაცემის ასლი? მასში კლიენტები და მათი ტელეფონებიც არის. ფაილი დაშიფრულია პაროლით, რომელიც მხოლოდ სერვერმა იცის.
backup-no-passphrase = ასლის გამოგზავნა არ შეიძლება: სერვერზე პაროლი (12 სიმბოლოდან) არ არის მითითებული. მიუთითეთ SUFLER_BACKUP_PASSPHRASE და ბოტი თავიდან გაუშვით.
backup-why-not-here = პაროლს აქ ნუ დაწერთ: ფაილი და მისი პაროლი ერთ ჩატში არ უნდა იყოს.
backup-done = სარეზერვო ასლი: { $time }. მონაცემების აღდგენა: sufler restore { $name }. პაროლი ისაა, რომელიც ახლა სერვერზეა მითითებული.
backup-too-large = ასეთ დიდ ფაილს Telegram არ მიიღებს. { $folder ->
    [none] გააკეთეთ ასლი სერვერზე: sufler backup
   *[other] ასლები, რომლებსაც ბოტი თავად აკეთებს, სერვერზეა: { $folder }. კიდევ ერთის გაკეთება: sufler backup
  }
key-send-backup = გამოგზავნა

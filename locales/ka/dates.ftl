# როგორ იწერება თარიღი და დრო. date-… ნიმუშებში შეიძლება გამოიყენოთ $day, $day2 (ორი ციფრი), $month,
# $month2 (ორი ციფრი), $month-short, $weekday, $weekday-short, $year, $time.
date-short = { $day2 }.{ $month2 }, { $time }
date-short-year = { $day2 }.{ $month2 }.{ $year }, { $time }
date-short-day = { $day2 }.{ $month2 }
date-short-day-year = { $day2 }.{ $month2 }.{ $year }
date-long = { $weekday }, { $day } { $month }, { $time }
date-long-year = { $weekday }, { $year } წლის { $day } { $month }, { $time }
date-day = { $day } { $month }
date-day-year = { $year } წლის { $day } { $month }
date-weekday = { $weekday }, { $day } { $month }
date-weekday-year = { $weekday }, { $year } წლის { $day } { $month }

day-today = დღეს
day-tomorrow = ხვალ
day-yesterday = გუშინ
day-other = { $day }

# რა გავიგეთ აკრეფილიდან.
moment-exact = { $day }, { $time }
moment-about = { $day }, დაახლოებით { $time }
moment-day = { $day }
moment-part = { $day }, { $part }
moment-between = { $day }, { $from }-დან { $to }-მდე
moment-after = { $day }, { $time }-ის შემდეგ
moment-before = { $day }, { $time }-მდე
moment-days = { $from } – { $to }

part-morning = დილით
part-before-lunch = შუადღემდე
part-lunch = შუადღისას
part-after-lunch = შესვენების შემდეგ
part-afternoon = დღის მეორე ნახევარში
part-end-of-day = დღის ბოლოს
part-evening = საღამოს
part-night = ღამით

when-empty = როდის? მაგალითად: ხვალ 10:30-ზე
when-not-understood = ვერ გავიგე „{ $word }“. დაწერეთ, მაგალითად: ხვალ 10:30-ზე, 24.11 14:30, 2 საათში
when-no-such-date = ასეთი თარიღი არ არსებობს: { $text }
when-no-such-time = ასეთი დრო არ არსებობს: { $text }
when-backwards = „{ $text }“ უკვე წარსულია. დაწერეთ, მაგალითად: 2 საათში
when-past = ეს დრო უკვე გავიდა: { $day }, { $time }
when-past-day = ეს დღე უკვე გავიდა: { $day }
when-several-days = აქ რამდენიმე დღეა მითითებული. დატოვეთ ერთი
when-several-times = აქ რამდენიმე დროა მითითებული. დატოვეთ ერთი
when-other-weekday = რიცხვი და კვირის დღე ერთმანეთს არ ემთხვევა: ეს არის { $day }
when-which-day = კონკრეტულად რომელ დღეს?

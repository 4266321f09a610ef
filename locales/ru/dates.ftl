# Как пишутся дата и время. В образцах date-… доступны $day, $day2 (две цифры), $month, $month2
# (две цифры), $month-short, $weekday, $weekday-short, $year, $time.
date-short = { $day2 }.{ $month2 }, { $time }
date-short-year = { $day2 }.{ $month2 }.{ $year }, { $time }
date-short-day = { $day2 }.{ $month2 }
date-short-day-year = { $day2 }.{ $month2 }.{ $year }
date-long = { $weekday }, { $day } { $month }, { $time }
date-long-year = { $weekday }, { $day } { $month } { $year } года, { $time }
date-day = { $day } { $month }
date-day-year = { $day } { $month } { $year } года
date-weekday = { $weekday }, { $day } { $month }
date-weekday-year = { $weekday }, { $day } { $month } { $year } года

day-today = сегодня
day-tomorrow = завтра
day-yesterday = вчера
day-other = { $day }

# Что понято из набранного.
moment-exact = { $day }, { $time }
moment-about = { $day }, около { $time }
moment-day = { $day }
moment-part = { $day }, { $part }
moment-between = { $day }, с { $from } до { $to }
moment-after = { $day }, после { $time }
moment-before = { $day }, до { $time }
moment-days = { $from } — { $to }

part-morning = утром
part-before-lunch = до обеда
part-lunch = в обед
part-after-lunch = после обеда
part-afternoon = днём
part-end-of-day = в конце дня
part-evening = вечером
part-night = ночью

when-empty = Когда? Например: завтра в 10:30
when-not-understood = Не понимаю «{ $word }». Напишите, например: завтра в 10:30, 24.11 14:30, через 2 часа
when-no-such-date = Такой даты нет: { $text }
when-no-such-time = Такого времени нет: { $text }
when-backwards = «{ $text }» — это уже прошло. Напишите, например: через 2 часа
when-past = Это время уже прошло: { $day }, { $time }
when-past-day = Этот день уже прошёл: { $day }
when-several-days = Здесь несколько дней. Оставьте один
when-several-times = Здесь несколько вариантов времени. Оставьте один
when-other-weekday = Число и день недели не сходятся: это { $day }
when-which-day = В какой именно день?

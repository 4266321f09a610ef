# How dates and times are written. The date-… patterns may use $day, $day2 (two digits), $month,
# $month2 (two digits), $month-short, $weekday, $weekday-short, $year, $time.
date-short = { $day } { $month-short }, { $time }
date-short-year = { $day } { $month-short } { $year }, { $time }
date-short-day = { $day } { $month-short }
date-short-day-year = { $day } { $month-short } { $year }
date-long = { $weekday }, { $day } { $month }, { $time }
date-long-year = { $weekday }, { $day } { $month } { $year }, { $time }
date-day = { $day } { $month }
date-day-year = { $day } { $month } { $year }
date-weekday = { $weekday }, { $day } { $month }
date-weekday-year = { $weekday }, { $day } { $month } { $year }

day-today = today
day-tomorrow = tomorrow
day-yesterday = yesterday
day-other = { $day }

# What was understood of what was typed.
moment-exact = { $day }, { $time }
moment-about = { $day }, about { $time }
moment-day = { $day }
moment-part = { $day }, { $part }
moment-between = { $day }, from { $from } to { $to }
moment-after = { $day }, after { $time }
moment-before = { $day }, before { $time }
moment-days = { $from } – { $to }

part-morning = in the morning
part-before-lunch = before lunch
part-lunch = at lunchtime
part-after-lunch = after lunch
part-afternoon = in the afternoon
part-end-of-day = at the end of the day
part-evening = in the evening
part-night = at night

when-empty = When? For example: tomorrow at 10:30
when-not-understood = I don’t understand “{ $word }”. Try: tomorrow at 10:30, 24/11 14:30, in 2 hours
when-no-such-date = There is no such date: { $text }
when-no-such-time = There is no such time: { $text }
when-backwards = “{ $text }” would be in the past. Try: in 2 hours
when-past = That has passed: { $day }, { $time }
when-past-day = That day has passed: { $day }
when-several-days = There are several days here. Leave one
when-several-times = There are several times here. Leave one
when-other-weekday = The date and the weekday don’t match: it is { $day }
when-which-day = Which day exactly?

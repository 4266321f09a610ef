### Messages to colleagues, and how a manager's calls are handled.

## What is wrong with an answer.

form-no-hours = “{ $text }” are no hours. Right: 10:00–12:00. Several by comma: 9:00–11:00, 15:00–17:00.
form-no-number = “{ $text }” is no phone number. Right: +7 499 322-46-85.
form-no-name = “{ $text }” are hours, but whose? Right: Smith — 10:00–12:00.
form-no-name-hours = “{ $text }”: the name or the hours are missing. Right: Smith — 10:00–12:00. One a line.
form-no-colleague = “{ $text }”: to whom? Right: invoices — Mary Lee. One topic a line.
form-many = Too many: { $count }. At most { $most }.

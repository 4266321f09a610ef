# Files: the table of calls, and backups.

export-title = Table of calls
export-what = Which days? It comes as a file.
export-zone = Days are by campaign time: { $zone }.
period-today = Today
period-yesterday = Yesterday
period-week = This week
period-month = This month
period-last-month = Last month
period-all = All time
file-ordered = Preparing the file: it will come as a separate message.
file-failed = The file could not be made. Please try again; if it fails again, tell whoever runs the bot.
days-one = { $day }
days-span = { $from } – { $to }
days-all = all time
export-done = Calls ({ $days }): { $rows }
export-empty = No calls ({ $days }). Choose other days: /export
export-none = No calls yet.
export-too-large = Telegram does not take a file this large. Choose a shorter period: /export

## The table

# What separates the columns: Excel expects the sign that is usual in the reader’s country.
csv-separator = ,
column-time = Time of call
column-lead = Lead
column-name = Name
column-contact = Contact
column-city = City
column-phone = Phone
column-call = Call number
column-result = Result
column-situation = Situation
column-comment = Comment
column-next = Next contact
column-operator = Operator
column-objections = Objections handled
column-script = Script
column-version = Script version
column-step = Last step
column-standing = Customer’s consent
column-closed = Lead closed
table-good = { "" }
table-pending = awaited
table-declined = no
table-yes = yes
table-no = no

## Backups

backup-title = Backup
backup-ask = Send a copy of all data here? It includes clients and their phone numbers. The file is encrypted with a passphrase that only the server knows.
backup-no-passphrase = A backup cannot be sent: the server has no passphrase for it (12 characters or more). Set SUFLER_BACKUP_PASSPHRASE and restart the bot.
backup-why-not-here = Don’t type the passphrase here: the file and its passphrase must not be in the same chat.
backup-done = Backup: { $time }. To restore it: sufler restore { $name }. The passphrase is the one now set on the server.
backup-too-large = Telegram does not take a file this large. { $folder ->
    [none] Make a backup on the server: sufler backup
   *[other] The backups that the bot makes by itself are on the server: { $folder }. To make another one: sufler backup
  }
key-send-backup = Send

# Файлы: таблица звонков и резервная копия.

export-title = Таблица звонков
export-what = За какие дни? Пришлю файлом.
export-zone = Дни считаются по времени проекта: { $zone }.
period-today = Сегодня
period-yesterday = Вчера
period-week = Эта неделя
period-month = Этот месяц
period-last-month = Прошлый месяц
period-all = Всё время
file-ordered = Готовлю файл: придёт отдельным сообщением.
file-failed = Файл не получился. Попробуйте ещё раз. Если снова не выйдет, скажите тому, кто обслуживает бота.
days-one = { $day }
days-span = { $from } – { $to }
days-all = за всё время
export-done = Звонки ({ $days }): { $rows }
export-empty = Звонков нет ({ $days }). Выбрать другие дни: /export
export-none = Звонков ещё не было.
export-too-large = Такой большой файл Telegram не примет. Выберите период короче: /export

## Таблица

# Что разделяет столбцы: Excel ждёт знак, принятый в стране читателя.
csv-separator = ;
column-time = Время звонка
column-lead = Анкета
column-name = Название
column-contact = Контакт
column-city = Город
column-phone = Телефон
column-call = Номер звонка
column-result = Результат
column-situation = Ситуация
column-comment = Комментарий
column-next = Следующий контакт
column-operator = Оператор
column-objections = Отработано возражений
column-script = Скрипт
column-version = Версия скрипта
column-step = Последний шаг
column-standing = Согласие заказчика
column-closed = Анкета закрыта
table-good = { "" }
table-pending = ждём
table-declined = нет
table-yes = да
table-no = нет

## Резервная копия

backup-title = Резервная копия
backup-ask = Прислать сюда копию всех данных? В ней и клиенты с телефонами. Файл зашифрован паролем, который знает только сервер.
backup-no-passphrase = Прислать копию нельзя: на сервере не задан пароль (от 12 знаков). Задайте SUFLER_BACKUP_PASSPHRASE и перезапустите бота.
backup-why-not-here = Здесь пароль не пишите: файл и пароль к нему не должны лежать в одном чате.
backup-done = Резервная копия: { $time }. Вернуть данные из неё: sufler restore { $name }. Пароль — тот, что сейчас задан на сервере.
backup-too-large = Такой большой файл Telegram не примет. { $folder ->
    [none] Сделайте копию на сервере: sufler backup
   *[other] Копии, которые бот делает сам, лежат на сервере: { $folder }. Сделать ещё одну: sufler backup
  }
key-send-backup = Прислать

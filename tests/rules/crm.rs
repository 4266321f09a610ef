//! Exports of amoCRM, Bitrix24 and Megaplan, however they are written.

use proptest::prelude::*;
use sufler::app::crm::{self, Row, Table};
use sufler::domain::campaign::Source;
use sufler::domain::crm::Skip;

use super::house;

fn read(bytes: &[u8], source: Source) -> Result<Table, String> {
    let titles = house().crm.titles(source).unwrap();
    crm::read(bytes, source, titles, "RU", Some("495")).map_err(|error| error.to_string())
}

/// Number, client, who is responsible.
fn said(table: &Table) -> Vec<(String, String, String)> {
    let row = |row: &Row| {
        let client = row.contact.client.clone().unwrap_or_default();
        (row.phone.e164().to_owned(), client, row.contact.responsible.clone())
    };
    table.numbers.iter().map(row).collect()
}

fn row(phone: &str, client: &str, responsible: &str) -> (String, String, String) {
    (phone.to_owned(), client.to_owned(), responsible.to_owned())
}

/// The columns of an export of contacts of amoCRM, as it writes them.
const AMO: &str = "\"ID\";\"Тип\";\"Полное имя контакта\";\"Имя\";\"Фамилия\";\"Название компании\";\
    \"Ответственный\";\"Дата создания контакта\";\"Кем создан контакт\";\"Сделки\";\"Теги\";\
    \"Рабочий телефон\";\"Рабочий прямой телефон\";\"Мобильный телефон\";\"Факс\";\"Домашний телефон\";\
    \"Другой телефон\";\"Рабочий email\"\r\n";

#[test]
fn an_export_of_amocrm() {
    let text = format!(
        "\u{feff}{AMO}\
         1;contact;\"Ольга \"\"Оля\"\" Котова\";Ольга;Котова;ООО Ветер;Семёнов Пётр;;;;;'+74993224685;;\
         \"8 (916) 123-45-67, 322-46-86\";+74993224699;;;\r\n\
         2;company;\"Заря\nи Ко\";;;;Анна;;;;;;;;;;;\r\n\
         3;contact;;;;;Анна;;;;;12;;;;;;\r\n\
         4;contact;Ким;;;;;;;;;+74993224687;;;;;;\r\n\
         ;;;;;;;;;;;;;;;;;\r\n\
         5;contact;;Лев;Ким;;Анна;;;;;+74993224688 доб. 12;;;;;;\r\n"
    );
    let table = read(text.as_bytes(), Source::AmoCrm).unwrap();
    let (client, whose) = ("Ольга \"Оля\" Котова, ООО Ветер", "Семёнов Пётр");
    assert_eq!(
        said(&table),
        [
            row("+74993224685", client, whose),
            row("+79161234567", client, whose),
            row("+74953224686", client, whose),
            row("+74993224688", "Ким Лев", "Анна"),
        ]
    );
    assert_eq!(table.contacts, 2);
    let skipped = [(3, Skip::NoPhone), (5, Skip::BadPhone), (6, Skip::NoResponsible)];
    assert_eq!(table.skipped, skipped, "by the lines of the file");
}

#[test]
fn an_export_of_bitrix24_with_commas_in_english_or_tabs_in_russian() {
    let english = "ID,First name,Last name,Company,Work Phone,Mobile,Responsible person\n\
                   7,Olga,Kotova,Wind,+7 499 322-46-85,,Pyotr Semyonov\n";
    let russian = "ID\tИмя\tФамилия\tКомпания\tРабочий телефон\tМобильный телефон\tОтветственный\n\
                   7\tOlga\tKotova\tWind\t+7 499 322-46-85\t\tPyotr Semyonov\n";
    let english = read(english.as_bytes(), Source::Bitrix24).unwrap();
    assert_eq!(said(&english), [row("+74993224685", "Olga Kotova, Wind", "Pyotr Semyonov")]);
    let russian = read(russian.as_bytes(), Source::Bitrix24).unwrap();
    assert_eq!(said(&russian), [row("+74993224685", "Kotova Olga, Wind", "Pyotr Semyonov")]);
}

#[test]
fn an_export_of_megaplan_in_the_windows_code_page() {
    // «Название;Телефоны;Ответственные», «Ёлка;84993224685|84993224686;Пётр №1», as bytes of 1251.
    let bytes: Vec<u8> = "Название;Телефоны;Ответственные\nЁлка;84993224685|84993224686;Пётр №1\n"
        .chars()
        .map(|c| match c {
            'А'..='я' => (c as u32 - 0x410 + 0xc0) as u8,
            'Ё' => 0xa8,
            'ё' => 0xb8,
            '№' => 0xb9,
            c => c as u8,
        })
        .collect();
    let table = read(&bytes, Source::Megaplan).unwrap();
    let expected = ["+74993224685", "+74993224686"].map(|phone| row(phone, "Ёлка", "Пётр №1"));
    assert_eq!(said(&table), expected);
}

#[test]
fn the_later_line_of_a_number_counts() {
    let text = "Название;Телефон;Телефон 2;Ответственный\n\
                А;84993224685;;Анна\n\
                Б;84993224685;84993224686;Пётр\n\
                В;84993224686;;Пётр\n";
    let table = read(text.as_bytes(), Source::Megaplan).unwrap();
    assert_eq!(said(&table), [row("+74993224685", "Б", "Пётр"), row("+74993224686", "В", "Пётр")]);
    assert_eq!(table.skipped, [(2, Skip::Repeated)], "only where it is somebody else's");
}

#[test]
fn a_file_of_something_else_is_refused_and_says_what_it_lacks() {
    let no_phones = read("Имя;Ответственный\nА;Б\n".as_bytes(), Source::Bitrix24).unwrap_err();
    assert!(no_phones.contains("no column of telephone numbers"), "{no_phones}");
    assert!(no_phones.contains("`Мобильный телефон`"), "{no_phones}");
    let nobody = read("Имя;Телефон\nА;84993224685\n".as_bytes(), Source::Bitrix24).unwrap_err();
    assert!(nobody.contains("no column of who is responsible"), "{nobody}");
    for bytes in [&b"PK\x03\x04 a workbook"[..], b"\xff\xfeI\0D\0", b"", b"\n\n"] {
        assert!(read(bytes, Source::AmoCrm).is_err(), "{bytes:?}");
    }
}

proptest! {
    #[test]
    fn whatever_the_bytes_it_reads_or_refuses(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut file = AMO.as_bytes().to_vec();
        file.extend(bytes);
        if let Ok(table) = read(&file, Source::AmoCrm) {
            let lines = file.iter().filter(|byte| **byte == b'\n' || **byte == b'\r').count() as u64 + 1;
            prop_assert!(table.skipped.iter().all(|(line, _)| (1..=lines).contains(line)));
        }
    }

    #[test]
    fn what_was_written_is_read(
        cells in prop::collection::vec(("[ -~]{0,12}", 2_000_000u32..9_999_999, "[а-я ,;\"]{1,12}"), 0..20),
        separator in prop::sample::select(vec![b';', b',', b'\t'])
    ) {
        let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
        writer.write_record(["Название", "Телефон", "Ответственный"]).unwrap();
        for (name, number, who) in &cells {
            writer.write_record([name.as_str(), &format!("8495{number}"), who.as_str()]).unwrap();
        }
        let table = read(&writer.into_inner().unwrap(), Source::Megaplan).unwrap();
        let valid = |number: &u32| {
            sufler::domain::phone::Phone::parse(&format!("8495{number}"), "RU").is_some()
        };
        let named = |who: &str| !who.trim_matches([' ', '\'']).is_empty();
        let right = cells.iter().filter(|(_, number, who)| named(who) && valid(number)).count();
        prop_assert_eq!(table.contacts as usize, right);
        prop_assert!(table.numbers.len() <= right);
    }
}

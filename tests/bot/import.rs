//! `sufler import` from outside: while the bot works, and while it does not.

use std::path::Path;

use sufler::domain::campaign::Source;
use sufler::domain::phone::Phone;
use sufler::store::{Book, Sled};

use crate::bench::{SOON, open};
use crate::common::process::Program;

async fn sufler(words: &[&str]) -> (Option<i32>, String, String) {
    let mut process = Program::sufler().args(words).dir(std::env::temp_dir()).start();
    let code = process.wait_exit(SOON).await.code();
    (code, process.stdout(), process.stderr())
}

fn responsible(data: &Path, source: Source, number: &str) -> Option<String> {
    let book = Book::new(std::sync::Arc::new(Sled::open(data).unwrap()));
    let phone = Phone::parse(number, "RU").unwrap();
    book.responsible(source, &phone).unwrap().map(|line| line.name)
}

#[tokio::test]
async fn the_export_of_a_crm_takes_the_place_of_the_one_before() {
    let mut bench = open().start().await;
    let anna = bench.started(101, "Анна Котова").await;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let first = "Название;Телефон;Ответственный\n\
                 Ветер;84993224685;КОТОВА Анна\n\
                 Заря;84993224686, 84993224687;Иван Ким\n\
                 Пусто;;Анна Котова\n";
    std::fs::write(path("first.csv"), first).unwrap();
    let data = bench.data().to_str().unwrap().to_owned();

    // The bot works: it takes the file in, and callers are led at once.
    let words = ["import", &path("first.csv"), "--from", "megaplan", "--data", &data];
    let (code, said, fault) = sufler(&words).await;
    assert_eq!((code, fault.as_str()), (Some(0), ""), "{said}");
    assert!(said.starts_with("2 contacts read, 3 numbers in the table now\n"), "{said}");
    assert!(said.contains("line 4: has no telephone number; left out\n"), "{said}");
    assert!(said.contains("`Иван Ким`: nobody in the team has this name; 2 numbers\n"), "{said}");
    let nino = bench.started(102, "Нина").await;
    nino.send("84993224685").await;
    nino.sees("caller-whose").await;
    drop(anna);

    // Something else than an export changes nothing.
    std::fs::write(path("wrong.csv"), "a;b\n1;2\n").unwrap();
    let words = ["import", &path("wrong.csv"), "--from", "megaplan", "--data", &data];
    let (code, said, fault) = sufler(&words).await;
    assert_eq!((code, said.as_str()), (Some(1), ""), "{fault}");
    assert!(fault.contains("the bot refuses: the first line has no column"), "{fault}");
    let log = bench.log();
    assert!(log.contains("the table of a CRM was taken in"), "{log}");
    for private in ["3224685", "322-46-85", "Котова", "Ким", "Ветер"] {
        assert!(!log.contains(private), "{private} in the log:\n{log}");
    }
    bench.stop().await;
    assert_eq!(responsible(&bench.data(), Source::Megaplan, "84993224686").unwrap(), "Иван Ким");

    // Nobody has the store open: the command takes it in by itself.
    std::fs::write(path("second.csv"), "Имя;Телефон;Ответственный\nA;84993224687;B\n").unwrap();
    let words = ["import", &path("second.csv"), "--from", "bitrix24", "--data", &data];
    let (code, said, fault) = sufler(&words).await;
    assert_eq!(code, Some(0), "{said}{fault}");
    let third = "Название;Телефон;Ответственный\nЗаря;84993224687;B\n";
    std::fs::write(path("third.csv"), third).unwrap();
    let words = ["import", &path("third.csv"), "--from", "megaplan", "--data", &data];
    let (code, said, _) = sufler(&words).await;
    assert_eq!(
        (code, said.lines().next().unwrap()),
        (Some(0), "1 contacts read, 1 numbers in the table now")
    );
    let of = |source, number| responsible(&bench.data(), source, number);
    assert_eq!(of(Source::Bitrix24, "84993224687").as_deref(), Some("B"));
    assert_eq!(of(Source::Megaplan, "84993224687").as_deref(), Some("B"));
    assert_eq!(of(Source::Megaplan, "84993224685"), None, "the table before is gone");
    let (code, said, _) = sufler(&["verify", "--data", &data]).await;
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("numbers of CRMs 2"), "{said}");
    bench.restart();
    bench.done().await;
}

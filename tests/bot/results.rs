//! From a number to a saved result, and what is refused.

use crate::bench::{PHONE, open};
use crate::words::{ids, say};

#[tokio::test]
async fn three_calls_without_an_answer_and_no_fourth() {
    let mut bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    nina.command("/result").await;
    nina.sees("number-title").await;
    nina.send(PHONE).await;
    for (code, comment) in [
        ("ПЕРЕЗВОНИТЬ КЦ", "Нет ответа 1"),
        ("ПЕРЕЗВОНИТЬ КЦ", "Нет ответа 2"),
        ("НЕТ ОТВЕТА", "Не берут трубку 3"),
    ] {
        nina.sees("situations-title").await;
        nina.press("НЕТ ОТВЕТА").await;
        let card = nina.sees("card-comment").await;
        assert_eq!(card.stretches("bold"), [code], "{card}");
        assert_eq!(card.stretches("code"), [comment], "{card}");
        assert_eq!(card.copy_text(&say("ru", "key-copy-comment")).as_deref(), Some(comment));
        let saved = nina.save().await;
        bench.afresh().await;
        assert!(saved.text.contains(code), "{saved}");
        assert_eq!(saved.stretches("code"), [comment], "{saved}");
        nina.command(&format!("/result {PHONE}")).await;
    }
    let refused = nina.sees("gate-closed").await;
    assert!(refused.text.contains("«НЕТ ОТВЕТА»"), "{refused}");
    assert!(refused.has_key(&say("ru", "key-ask-reopen")), "{refused}");
    assert!(!refused.has_key(&say("ru", "key-result")), "{refused}");
    bench.done().await;
}

#[tokio::test]
async fn keys_bear_the_official_names() {
    let bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    nina.command(&format!("/result {PHONE}")).await;
    let list = nina.sees("situations-title").await;
    let codes = ids("ru", "code-");
    assert_eq!(codes.len(), 22);
    for name in codes.iter().map(|id| say("ru", id)) {
        assert!(list.has_key(&name), "no key {name}");
    }
    bench.done().await;
}

#[tokio::test]
async fn the_record_is_in_the_campaigns_language_whoever_reads() {
    let bench = open().start().await;
    for (id, lang, name) in [(101, "ka", "ნინო"), (102, "en", "Nina Petrova")] {
        let person = bench.person_of(lang, id, name);
        let phone = format!("+7499322468{id}").replace("10", "");
        person.command(&format!("/result {phone}")).await;
        person.sees("situations-title").await;
        person.tap("code-no_answer").await;
        let card = person.sees("card-comment").await;
        assert!(card.text.contains("ПЕРЕЗВОНИТЬ КЦ"), "{card}");
        assert!(card.text.contains(&say(lang, "code-recall")), "{card}");
        assert_eq!(card.stretches("code"), ["Нет ответа 1"], "{card}");
        assert_eq!(card.copy_text(&say(lang, "key-copy-comment")).unwrap(), "Нет ответа 1");
        let saved = person.save().await;
        assert!(saved.text.contains("ПЕРЕЗВОНИТЬ КЦ"), "{saved}");
    }
    bench.done().await;
}

#[tokio::test]
async fn a_result_never_saves_without_what_it_needs() {
    let bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    nina.command(&format!("/result {PHONE}")).await;
    nina.sees("situations-title").await;
    nina.press("ОТКАЗ СЕКРЕТАРЯ").await;
    let asked = nina.sees("ask-reason").await;
    assert!(!asked.has_key(&say("ru", "key-save")), "{asked}");
    nina.send("говорит, что поставщик уже есть").await;
    let card = nina.sees("card-comment").await;
    assert_eq!(card.stretches("code"), ["Отказ Секретаря 1, говорит, что поставщик уже есть"]);
    nina.save().await;
    bench.done().await;
}

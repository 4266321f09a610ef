//! Calls that the script leads.

use chrono::{Days, Utc};
use chrono_tz::Europe::Moscow;
use sufler::words::Phrase;

use crate::bench::{PHONE, Person, open};
use crate::words::{say, say_with, script};

async fn begins(nina: &Person) {
    nina.command("/call").await;
    nina.sees("number-call").await;
    nina.send(PHONE).await;
    nina.step("dial").await;
}

#[tokio::test]
async fn from_the_first_ring_to_a_client_who_awaits_a_call() {
    let mut bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    begins(&nina).await;
    nina.branch("dial.lpr").await;
    let greeting = nina.step("lpr_greet").await;
    bench.afresh().await;
    let aloud = greeting.stretches("blockquote").concat();
    assert!(aloud.contains("Меня зовут Нина, компания «Север»"), "{greeting}");
    nina.branch("lpr_greet.go").await;
    nina.step("lpr_check").await;
    // A name that is typed goes on the card, and the call goes on.
    nina.send("Иван Петрович").await;
    nina.step("lpr_field").await;
    nina.send("строительство").await;
    nina.step("present").await;
    bench.afresh().await;
    nina.branch("present.agree").await;
    nina.step("choice").await;
    nina.branch("choice.call").await;
    nina.step("kjz").await;
    nina.branch("kjz.exact").await;
    nina.sees("ask-when").await;
    bench.afresh().await;
    nina.send("послезавтра").await;
    nina.sees("ask-hour").await;
    let day = (Utc::now().with_timezone(&Moscow).date_naive() + Days::new(9)).format("%d.%m");
    nina.send(&format!("{day} 10:15")).await;
    let card = nina.sees("card-comment").await;
    bench.afresh().await;
    assert_eq!(card.stretches("bold"), ["КЛИЕНТ ЖДЁТ ЗВОНКА (КЖЗ)"], "{card}");
    assert_eq!(card.stretches("code"), [format!("{day}, 10:15, ЛПР заинтересован")], "{card}");
    nina.save().await;
    nina.send(PHONE).await;
    let card = nina.sees("card-closed").await;
    for text in ["Иван Петрович", "строительство", "10:15"] {
        assert!(card.text.contains(text), "{text}: {card}");
    }
    bench.done().await;
}

#[tokio::test]
async fn three_objections_worked_off_make_the_refusal_final_on_the_first_call() {
    let mut bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    begins(&nina).await;
    nina.branch("dial.secretary").await;
    nina.step("sec_greet").await;
    bench.afresh().await;
    let end = Phrase::new("key-end-with").with("code", "ОТКАЗ СЕКРЕТАРЯ");
    let end = say_with("ru", end);
    for (n, objection) in ["sec_busy", "sec_no_ads", "sec_no_interest"].iter().enumerate() {
        let label = script("ru", &format!("objection-{objection}"));
        assert!(!nina.last().has_key(&end), "not before the third");
        nina.press(&say_with("ru", Phrase::new("objection-key").with("objection", &*label))).await;
        let title = Phrase::new("objection-title").with("objection", &*label);
        let shown = nina.expect(&say_with("ru", title)).await;
        bench.afresh().await;
        let reply = script("ru", &format!("objection-{objection}.reply"));
        assert_eq!(shown.stretches("blockquote"), [reply], "{shown}");
        let worked = Phrase::new("objections-count").with("count", n + 1).with("of", 3);
        assert!(shown.text.contains(&say_with("ru", worked)), "{shown}");
        if n < 2 {
            // Back to the step where it came up.
            nina.tap("key-resume").await;
            nina.step("sec_greet").await;
        }
    }
    nina.press(&end).await;
    nina.sees("ask-reason").await;
    bench.afresh().await;
    nina.tap("chip-no_ads").await;
    let card = nina.sees("card-closes").await;
    assert_eq!(card.stretches("bold"), ["ОТКАЗ СЕКРЕТАРЯ"], "{card}");
    assert_eq!(card.stretches("code"), ["Отказ Секретаря 1, не соединяет по рекламе"], "{card}");
    assert!(card.text.contains(&say("ru", "rule-early-objections")), "{card}");
    nina.save().await;
    bench.done().await;
}

#[tokio::test]
async fn other_answers_the_way_back_and_leaving_with_a_result() {
    let mut bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    begins(&nina).await;
    nina.branch("dial.secretary").await;
    nina.step("sec_greet").await;
    bench.afresh().await;
    nina.send("А вы не из налоговой?").await;
    nina.sees("answer-noted").await;
    nina.branch("sec_greet.absent").await;
    nina.step("lpr_when").await;
    bench.afresh().await;
    nina.tap("key-back").await;
    nina.step("sec_greet").await;
    nina.tap("key-leave").await;
    nina.sees("situations-title").await;
    bench.afresh().await;
    nina.tap("key-back-to-call").await;
    nina.step("sec_greet").await;
    nina.tap("key-leave").await;
    nina.sees("situations-title").await;
    nina.tap("code-lpr_absent").await;
    nina.sees("ask-reason").await;
    bench.afresh().await;
    nina.tap("chip-vacation").await;
    let card = nina.sees("card-comment").await;
    assert_eq!(card.stretches("bold"), ["ПЕРЕЗВОНИТЬ КЦ"], "{card}");
    assert_eq!(card.stretches("code"), ["ЛПР НЕТ 1, отпуск"], "{card}");
    nina.save().await;
    bench.done().await;
}

#[tokio::test]
async fn one_call_at_a_time_and_what_is_put_aside_is_taken_up_again() {
    let mut bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    begins(&nina).await;
    nina.branch("dial.secretary").await;
    nina.step("sec_greet").await;
    bench.afresh().await;
    nina.command("/call 8 499 322-46-86").await;
    nina.sees("unfinished-ask").await;
    bench.afresh().await;
    nina.tap("key-return").await;
    nina.step("sec_greet").await;
    nina.command("/cancel").await;
    nina.sees("cancelled-aside").await;
    nina.no_answer("8 499 322-46-86").await;
    bench.afresh().await;
    nina.command("/start").await;
    nina.sees("home-unfinished").await;
    nina.tap("key-return").await;
    nina.step("sec_greet").await;
    bench.done().await;
}

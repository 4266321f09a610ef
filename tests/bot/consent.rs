//! What needs somebody else's word: the customer's consent, a closed lead, the do-not-call list.

use sufler::words::Phrase;

use crate::bench::{Bench, PHONE, Person, open};
use crate::words::{say, say_with};

const CODE: &str = "ОТПРАВЛЕН E-MAIL ЛПР";

async fn two() -> (Bench, Person, Person) {
    let bench = open().owner(1).start().await;
    let boss = bench.started(1, "Марина").await;
    let nina = bench.started(101, "Нина").await;
    (bench, boss, nina)
}

/// A result that the customer has not agreed to, saved.
async fn asks_for_consent(nina: &Person) {
    nina.command(&format!("/result {PHONE}")).await;
    nina.sees("situations-title").await;
    nina.tap("code-email_sent_lpr").await;
    nina.sees("ask-email").await;
    nina.send("info@example.com").await;
    let card = nina.sees("card-needs-consent").await;
    assert_eq!(card.stretches("code"), ["ЛПР заинтересован, желает получить инфо на почту"]);
    nina.tap("key-save-and-ask").await;
    let saved = nina.sees("saved-pending").await;
    assert!(saved.text.contains(CODE), "{saved}");
}

#[tokio::test]
async fn consent_is_asked_of_the_supervisor_and_given() {
    let (mut bench, boss, nina) = two().await;
    asks_for_consent(&nina).await;
    let request = boss.sees("request-consent").await;
    assert!(request.text.contains(CODE) && request.text.contains("Нина"), "{request}");
    // Until then no other call.
    nina.command(&format!("/result {PHONE}")).await;
    nina.sees("gate-pending").await;
    bench.afresh().await;
    let approve = boss.tap("key-approve").await;
    assert_eq!(approve.answer().await.text, say("ru", "toast-approved"));
    nina.sees("answer-consent-yes").await;
    boss.sees("request-approved").await;
    assert!(!boss.message(request.id).has_key(&say("ru", "key-approve")));
    nina.command(&format!("/result {PHONE}")).await;
    let closed = nina.sees("gate-closed").await;
    assert!(closed.text.contains(CODE), "{closed}");
    bench.done().await;
}

#[tokio::test]
async fn after_a_declined_consent_another_result_takes_the_same_call() {
    let (mut bench, boss, nina) = two().await;
    asks_for_consent(&nina).await;
    boss.sees("request-consent").await;
    bench.afresh().await;
    boss.tap("key-decline").await;
    nina.sees("answer-consent-no").await;
    nina.tap("key-other-result").await;
    let list = nina.sees("situations-title").await;
    bench.afresh().await;
    let call = Phrase::new("call-of").with("call", 1).with("of", 3);
    assert!(list.text.contains(&say_with("ru", call)), "{list}");
    nina.tap("code-no_answer").await;
    let card = nina.sees("card-comment").await;
    assert_eq!(card.stretches("code"), ["Нет ответа 1"], "{card}");
    nina.save().await;
    bench.afresh().await;
    nina.send(PHONE).await;
    let card = nina.sees("recall-line").await;
    assert_eq!(card.stretches("code"), ["Нет ответа 1"], "one call, one attempt: {card}");
    bench.done().await;
}

#[tokio::test]
async fn two_supervisors_answer_once() {
    let mut bench = open().owner(1).owner(2).start().await;
    let bosses = [bench.started(1, "Марина").await, bench.started(2, "Олег").await];
    let nina = bench.started(101, "Нина").await;
    asks_for_consent(&nina).await;
    bosses[0].sees("request-consent").await;
    let request = bosses[1].sees("request-consent").await;
    bosses[0].tap("key-approve").await;
    nina.sees("answer-consent-yes").await;
    // The other one sees it at once, in the same message; an app may show the old keys for a while.
    let answered = bosses[1].sees("request-approved").await;
    assert!(answered.id == request.id && answered.text.contains("Марина"), "{answered}");
    assert!(!answered.has_key(&say("ru", "key-decline")));
    bench.afresh().await;
    let decline = bosses[1].press_on(request.id, &say("ru", "key-decline")).await;
    let late = decline.answer().await;
    assert!(late.text.contains("Марина"), "{late:?}");
    let answers = nina.visible().into_iter().filter(|m| m.text.contains("Марина"));
    assert_eq!(answers.count(), 1);
    bench.done().await;
}

#[tokio::test]
async fn a_closed_lead_is_opened_by_a_supervisor() {
    let (mut bench, boss, nina) = two().await;
    nina.result(PHONE, "already_customer").await;
    nina.tap("key-back").await;
    nina.sees("situations-title").await;
    bench.afresh().await;
    nina.press("ОТКАЗ. КОНКУРЕНТ").await;
    nina.sees("ask-competitor").await;
    nina.tap("chip-call_centre").await;
    let card = nina.sees("card-closes").await;
    bench.afresh().await;
    assert_eq!(card.stretches("code"), ["Другой колл-центр"], "{card}");
    nina.save().await;
    nina.command(&format!("/call {PHONE}")).await;
    nina.sees("gate-closed").await;
    nina.tap("key-ask-reopen").await;
    nina.sees("reopen-asked").await;
    bench.afresh().await;
    let request = boss.sees("request-reopen").await;
    assert!(request.text.contains("Нина"), "{request}");
    boss.tap("key-approve").await;
    nina.sees("answer-reopen-yes").await;
    bench.afresh().await;
    nina.tap("key-result").await;
    nina.sees("situations-title").await;
    nina.tap("code-no_answer").await;
    nina.expect("Нет ответа 2").await;
    nina.save().await;
    bench.done().await;
}

#[tokio::test]
async fn who_works_with_us_already_is_never_called_again() {
    let (mut bench, boss, nina) = two().await;
    let card = nina.result(PHONE, "already_customer").await;
    assert_eq!(card.stretches("bold"), ["ОТКАЗ. УЖЕ РАБОТАЮТ"], "{card}");
    assert_eq!(card.stretches("code"), ["работают с нами"], "{card}");
    assert!(card.text.contains(&say("ru", "card-becomes-do-not-call")), "{card}");
    nina.save().await;
    bench.afresh().await;
    // Announced before anybody dials, to everybody, a supervisor too.
    for (person, number) in [(&nina, "+74993224685"), (&boss, "499 3224685")] {
        person.send(number).await;
        let card = person.sees("card-do-not-call").await;
        for key in ["key-call", "key-result", "key-reopen", "key-ask-reopen"] {
            assert!(!card.has_key(&say("ru", key)), "{key}: {card}");
        }
    }
    for command in ["/result", "/call"] {
        nina.command(&format!("{command} {PHONE}")).await;
        nina.sees("gate-do-not-call").await;
    }
    boss.tap("key-may-call").await;
    boss.sees("may-call-again").await;
    bench.done().await;
}

#[tokio::test]
async fn a_client_who_asks_for_it_is_not_called_and_the_recall_is_gone() {
    let (mut bench, _, nina) = two().await;
    nina.no_answer(PHONE).await;
    bench.afresh().await;
    nina.send(PHONE).await;
    nina.sees("recall-line").await;
    nina.tap("key-do-not-call").await;
    nina.sees("do-not-call-ask").await;
    nina.tap("key-do-not-call-yes").await;
    nina.sees("do-not-call-done").await;
    bench.afresh().await;
    nina.command("/recalls").await;
    nina.sees("recalls-none").await;
    bench.later(5 * 24 * 60).await;
    nina.command("/help").await;
    nina.sees("help-text").await;
    let due = nina.visible().into_iter().filter(|m| m.text.contains(&say("ru", "reminder-late")));
    assert_eq!(due.count(), 0);
    bench.done().await;
}

//! Keys that are old, tapped twice, forged or somebody else's; things that are no text; chats that
//! are gone.

use std::time::Duration;

use serde_json::json;
use sufler::words::Phrase;
use tokio::task::JoinSet;

use crate::bench::{Bench, PHONE, Person, open};
use crate::common::bot_api::{Fault, Message};
use crate::words::{say, say_with};

/// Callback data of a message's first key without what it does: `1s5.`.
fn stamp(message: &Message) -> String {
    let keys = message.keys.concat();
    let data = keys.iter().find_map(|key| message.data(&key.text)).unwrap();
    data.split_once('.').unwrap().0.to_owned() + "."
}

/// The bot goes on for this person.
async fn goes_on(person: &Person) {
    person.command("/help").await;
    person.sees("help-text").await;
}

#[tokio::test]
async fn an_old_key_says_so_and_does_nothing() {
    let bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    let old = nina.result(PHONE, "no_answer").await;
    nina.command("/start").await;
    nina.sees("home-unfinished").await;
    let press = nina.press_on(old.id, &say("ru", "key-save")).await;
    assert_eq!(press.answer().await.text, say("ru", "toast-old"));
    // The screen comes to where the person looks.
    nina.sees("home-unfinished").await;
    nina.send(PHONE).await;
    let card = nina.sees("why-no-talk").await;
    assert!(card.stretches("code").is_empty(), "nothing was saved: {card}");
    bench.done().await;
}

#[tokio::test]
async fn a_second_tap_does_nothing() {
    let bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    let card = nina.result(PHONE, "no_answer").await;
    let data = card.data(&say("ru", "key-save")).unwrap();
    // Five taps before anything could be drawn.
    let mut taps = Vec::new();
    for _ in 0..5 {
        taps.push(nina.press_raw(&data, card.id).await);
    }
    nina.sees("saved-title").await;
    for tap in &taps[1..] {
        assert_eq!(tap.answer().await.text, say("ru", "toast-already"));
    }
    nina.send(PHONE).await;
    let card = nina.sees("recall-line").await;
    assert_eq!(card.stretches("code"), ["Нет ответа 1"], "{card}");
    bench.done().await;
}

/// What somebody who writes his own client could send; `@` is the current screen, `#` a notice.
const FORGED: [&str; 58] = [
    // No keys at all.
    "",
    ".",
    "@",
    "1s",
    "1s.",
    "9s1.b",
    "1sz.",
    "1x1.b",
    "0",
    "@zz",
    "@b.1",
    "@sv.1",
    "@l.",
    "@l.-1",
    "@l.zzzzzzz",
    "@at.zzzzzzzzzzzz",
    "@at.-zzzzzzzzzzzz",
    "@p.1z141z3",
    "\u{202e}@b",
    "@s.\u{0}",
    // What is not there.
    "@l.zz",
    "@hi.zz",
    "@c.zz",
    "@r.zz",
    "@ro.zz",
    "@rc.zz",
    "@la.zz",
    "@ha.zz",
    "@tk.zz",
    "@do.zz",
    "@m.zz",
    "#1.ap.1",
    "#1.hl",
    "#zzzz.b",
    "#1.sv",
    // What is not offered here.
    "@sv",
    "@sp.ru",
    "@mc",
    "@dn",
    "@e",
    "@f.phone",
    "@k.hot",
    "@ch.lunch",
    "@y",
    "@kp",
    "@td",
    "@ea",
    "@br.go",
    "@ob.sec_busy",
    "@re",
    "@lv",
    "@s.no_answer",
    "@z.Mars/Olympus",
    "@lg.xx",
    // What only others may.
    "@ap.1",
    "@iv.admin",
    "@ol.admin",
    "@rm",
];

async fn home(bench: &Bench, id: i64, name: &str) -> (Person, Message) {
    let person = bench.person(id, name);
    person.command("/start").await;
    let home = person.sees("home-hint").await;
    (person, home)
}

#[tokio::test]
async fn forged_keys_are_answered_and_do_no_harm() {
    let bench = open().start().await;
    // Each in a chat of its own: nobody waits for the pace of one chat.
    let mut chats = JoinSet::new();
    for (n, forged) in FORGED.iter().enumerate() {
        let (person, home) = home(&bench, 1000 + n as i64, "Нина").await;
        let data = forged.replace('@', &stamp(&home)).replace('#', "1n");
        chats.spawn(async move {
            person.press_raw(&data, home.id).await.answer().await;
            person.command("/invite").await;
            let said = person.sees("command-forbidden").await;
            assert!(!said.text.contains(&say("ru", "fault")), "{data}: {said}");
        });
    }
    chats.join_all().await;
    bench.done().await;
}

#[tokio::test]
async fn forged_answers_to_a_question_are_no_answers() {
    let bench = open().start().await;
    let mut chats = JoinSet::new();
    let forged = [
        "@y",
        "@n",
        "@kp",
        "@sv",
        "@ch.lunch",
        "@ch.not_there",
        "@ch.silence",
        "@at.0",
        "@td",
        "@ea",
        "@s.no_answer",
        "@s.not_there",
        "@t",
        "@k.hot",
        "@br.go",
        "@dn",
    ];
    for (n, forged) in forged.into_iter().enumerate() {
        let (person, _) = home(&bench, 1000 + n as i64, "Нина").await;
        person.command(&format!("/result 8 499 322-46-{}", 10 + n)).await;
        person.sees("situations-title").await;
        person.press("ОТКАЗ СЕКРЕТАРЯ").await;
        let asked = person.sees("ask-reason").await;
        let data = forged.replace('@', &stamp(&asked));
        chats.spawn(async move {
            person.press_raw(&data, asked.id).await.answer().await;
            person.command("/recalls").await;
            person.sees("recalls-none").await;
            let saved = person.visible().into_iter().filter(|m| m.text.contains("Отказ Секретаря"));
            assert_eq!(saved.count(), 0, "{data}");
        });
    }
    chats.join_all().await;
    bench.done().await;
}

#[tokio::test]
async fn a_forged_key_does_not_end_a_callback_without_a_result() {
    let bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    nina.no_answer(PHONE).await;
    let one = say_with("ru", Phrase::new("recalls-title").with("count", 1));
    nina.command("/recalls").await;
    let list = nina.expect(&one).await;
    nina.press_raw(&format!("{}do.1", stamp(&list)), list.id).await.answer().await;
    nina.command("/recalls").await;
    let again = nina.expect(&one).await;
    assert!(again.id > list.id, "{again}");
    bench.done().await;
}

#[tokio::test]
async fn keys_of_another_persons_messages_do_not_act() {
    let bench = open().owner(1).start().await;
    let boss = bench.started(1, "Марина").await;
    let nina = bench.started(101, "Нина").await;
    let pyotr = bench.started(102, "Пётр").await;
    nina.no_answer(PHONE).await;
    nina.send(PHONE).await;
    nina.sees("recall-line").await;
    nina.tap("key-hand").await;
    nina.press("Марина").await;
    let handed = boss.sees("handed-by").await;
    let data = handed.data(&say("ru", "key-result")).unwrap();
    let press = pyotr.press_raw(&data, pyotr.last().id).await;
    assert_eq!(press.answer().await.text, say("ru", "toast-old"));
    let mine = handed.data(&say("ru", "key-later")).unwrap();
    let foreign = format!("{}{}", stamp(&pyotr.last()), mine.split_once('.').unwrap().1);
    let press = pyotr.press_raw(&foreign, pyotr.last().id).await;
    press.answer().await;
    boss.tap("key-later").await;
    boss.sees("later-title").await;
    bench.done().await;
}

#[tokio::test]
async fn what_is_no_text_is_answered_and_loses_nothing() {
    let mut bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    nina.command(&format!("/result {PHONE}")).await;
    nina.sees("situations-title").await;
    nina.press("ОТКАЗ СЕКРЕТАРЯ").await;
    nina.sees("ask-reason").await;
    bench.afresh().await;
    nina.photo().await;
    nina.sees("only-text").await;
    let file = json!({"file_id": "AwACAgIAAxkBAAMD", "file_unique_id": "AgADrwADq8YxGw",
        "duration": 3, "mime_type": "audio/ogg", "file_size": 12});
    nina.media("voice", file).await;
    nina.sees("only-text").await;
    let size = json!({"file_id": "CAACAgIAAxkBAAME", "file_unique_id": "AgADsAADq8YxGw", "width": 512,
        "height": 512, "is_animated": false, "is_video": false, "type": "regular"});
    nina.media("sticker", size).await;
    nina.media("location", json!({"latitude": 55.75, "longitude": 37.61})).await;
    nina.media("something_new", json!({"of": "a later Bot API"})).await;
    let asked = nina.sees("ask-reason").await;
    bench.afresh().await;
    assert!(asked.text.contains("ОТКАЗ СЕКРЕТАРЯ"), "{asked}");
    let reason = nina.messages().len();
    nina.send("нет, спасибо").await;
    nina.expect("Отказ Секретаря 1, нет, спасибо").await;
    let written = nina.messages()[reason].id;
    nina.edit_message(written, "да").await;
    let card = nina.sees("edited-not-read").await;
    assert!(card.text.contains("Отказ Секретаря 1, нет, спасибо"), "{card}");
    nina.save().await;
    // A shared contact is its number.
    nina.contact("+74993224686").await;
    nina.expect("+7 499 322-46-86").await;
    bench.done().await;
}

#[tokio::test]
async fn groups_are_left_alone() {
    let bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    nina.skip();
    let group = bench.api.group(-100_500, "Операторы");
    let there = nina.at(&group);
    for text in ["/start", "8 499 322-46-85", "привет всем"] {
        there.send(text).await;
    }
    there.command("/result").await;
    there.press_raw("1s1.rs", 7).await.answer().await;
    bench.api.wait_settled().await;
    goes_on(&nina).await;
    assert!(group.messages().iter().all(|m| !m.is_from_bot()));
    bench.done().await;
}

#[tokio::test]
async fn a_deleted_screen_comes_again() {
    let bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    let card = nina.result(PHONE, "no_answer").await;
    bench.api.delete_message(nina.id, card.id);
    nina.press_on(card.id, &say("ru", "key-save")).await.answer().await;
    let saved = nina.sees("saved-title").await;
    assert_ne!(saved.id, card.id);
    bench.done().await;
}

#[tokio::test]
async fn an_edit_that_changes_nothing_is_no_failure() {
    let bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    nina.result(PHONE, "no_answer").await;
    bench.api.wait_settled().await;
    let edits = bench.api.calls_of("editMessageText").len();
    let why = "Bad Request: message is not modified: specified new message content and reply \
               markup are exactly the same as a current content and reply markup of the message";
    bench.api.fault(Fault::bad_request(why).on("editMessageText"));
    nina.tap("key-save").await;
    bench.api.wait_calls("editMessageText", edits + 1).await;
    goes_on(&nina).await;
    assert_eq!(bench.api.calls_of("editMessageText").len(), edits + 1, "not tried again");
    bench.done().await;
}

#[tokio::test]
async fn an_answer_that_comes_too_late_for_telegram_is_no_failure() {
    let bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    nina.result(PHONE, "no_answer").await;
    bench.api.fault(Fault::delay(Duration::from_millis(200)).on("answerCallbackQuery"));
    nina.tap("key-save").await;
    bench.api.wait_calls("answerCallbackQuery", 2).await;
    bench.api.expire_queries();
    nina.sees("saved-title").await;
    goes_on(&nina).await;
    bench.done().await;
}

#[tokio::test]
async fn recalls_of_who_blocked_the_bot_go_to_somebody_else() {
    let mut bench = open().owner(1).start().await;
    let boss = bench.started(1, "Марина").await;
    let nina = bench.started(101, "Нина").await;
    nina.no_answer(PHONE).await;
    let blocked = nina.block().await;
    bench.api.wait_acknowledged(blocked).await;
    bench.later(3 * 24 * 60).await;
    let alert = boss.expect("Никто не взял 1 перезвон").await;
    assert!(alert.text.contains("Нина"), "{alert}");
    boss.command("/team").await;
    boss.sees("team-title").await;
    boss.tap_like("● Нина").await;
    boss.sees("member-on-shift-unreachable").await;
    nina.unblock().await;
    goes_on(&nina).await;
    bench.done().await;
}

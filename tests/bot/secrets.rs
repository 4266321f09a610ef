//! A long mixed session, with everything that can go wrong in it: nothing that people wrote, no
//! number and no token is in the log.

use std::sync::Arc;

use sufler::domain::lead::LeadId;
use sufler::store::{Batch, Disk, Sled};

use crate::bench::{Bench, Setup, invite_only};
use crate::common::bot_api::Fault;
use crate::team::invite;

/// A number in the notations in which somebody might write it down.
fn notations(digits: &str) -> Vec<String> {
    let (area, rest) = digits.split_at(3);
    let (a, b, c) = (&rest[..3], &rest[3..5], &rest[5..]);
    vec![
        digits.to_owned(),
        format!("{area} {a}-{b}-{c}"),
        format!("{area} {a} {b} {c}"),
        format!("{a}-{b}-{c}"),
        format!("{a}{b}{c}"),
        hex(&format!("{a}{b}{c}")),
    ]
}

/// As somebody would dump bytes.
fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

const NAMES: [&str; 3] = ["Серафима", "Аполлинарий", "Незнакомцева"];
const WORDS: [&str; 6] = [
    "бегемотик",
    "Кунсткамера",
    "Ромашковское",
    "hippopotamus",
    "zxcvbn@example.org",
    "ჰიპოპოტამი",
];

async fn session(bench: &mut Bench) -> Vec<String> {
    let mut secrets: Vec<String> = NAMES.iter().chain(&WORDS).map(|s| (*s).to_owned()).collect();
    for number in ["4993224685", "4993224699", "8123334455"] {
        secrets.extend(notations(number));
    }
    let owner = bench.started(1, NAMES[0]).await;
    let token = invite(&owner, "operator").await;
    let nina = bench.person(101, NAMES[1]);
    nina.command(&format!("/start {token}")).await;
    nina.sees("home-hint").await;
    secrets.push(token);
    let stranger = bench.person(900, NAMES[2]);
    for n in 0..7 {
        let guess = format!("{n}deadbeefdeadbeef");
        stranger.command(&format!("/start {guess}")).await;
        secrets.push(guess);
    }
    stranger.sees("stranger-wait").await;

    // Telegram quotes what it does not take.
    for why in [
        format!("Bad Request: can't parse entities: unsupported start tag \"{}\"", WORDS[0]),
        format!("Bad Request: wrong text '{}' for 8 (499) 322-46-85", WORDS[1]),
    ] {
        bench.api.fault(Fault::bad_request(&why).on("sendMessage"));
        nina.command(&format!("/result {}", "8 (499) 322-46-85")).await;
        nina.sees("situations-title").await;
    }
    nina.press("ОТКАЗ СЕКРЕТАРЯ").await;
    nina.sees("ask-reason").await;
    nina.send(WORDS[0]).await;
    nina.sees("card-comment").await;
    nina.save().await;
    nina.send("+7 812 333-44-55").await;
    nina.sees("why-no-talk").await;
    for (field, value) in [("name", WORDS[2]), ("contact", WORDS[5]), ("email", WORDS[4])] {
        nina.tap("key-edit").await;
        nina.sees("edit-what").await;
        nina.tap(&format!("field-{field}")).await;
        nina.sees(&format!("field-{field}.ask")).await;
        nina.send(value).await;
        nina.sees("card-changed").await;
    }
    nina.command("/call 8 499 322 46 99").await;
    nina.step("dial").await;
    nina.send(WORDS[3]).await;
    nina.sees("answer-noted").await;
    // Forged, odd, unreadable.
    for data in [WORDS[1], "1s1.s.бегемотик", "1n1.z.hippopotamus", "1s0.l.+74993224685"] {
        nina.press_raw(data, nina.last().id).await.answer().await;
    }
    nina.photo().await;
    nina.sees("only-text").await;
    bench.api.push_raw(serde_json::json!({"message": {"chat": {"id": 101, "type": "private"},
        "text": WORDS[1], "from": WORDS[1], "date": "4993224685"}}));
    bench.api.push_raw(serde_json::json!({"unknown_kind": {"text": WORDS[0]}}));
    bench.api.fault(Fault::error(500, WORDS[0]).on("answerCallbackQuery"));
    bench.api.fault(Fault::reset().on("editMessageText"));
    nina.command("/help").await;
    nina.sees("help-text").await;
    bench.api.wait_settled().await;
    secrets
}

/// Spoils what is stored of a lead, and the index of its number: what is read says so in the log.
fn spoil(bench: &Bench) {
    let disk: Arc<dyn Disk> = Arc::new(Sled::open(bench.data()).unwrap());
    let mut batch = Batch::new();
    for (key, mut value) in disk.range(&[0], &[0xff], usize::MAX).unwrap() {
        let lead = key[0] == b'l' && key.ends_with(&LeadId(1).0.to_be_bytes());
        if lead || key[0] == b'f' {
            let last = value.len() - 1;
            value[last] ^= 1;
            batch.put(key, value);
        }
    }
    disk.write(batch).unwrap();
    disk.sync().unwrap();
}

async fn nothing_private_is_logged(setup: Setup) {
    let pace = ["--rate", "1000", "--chat-rate", "1000"];
    let mut bench = setup.owner(1).args(pace).start().await;
    let mut secrets = session(&mut bench).await;
    bench.stop().await;
    spoil(&bench);
    bench.restart();
    let nina = bench.person(101, NAMES[1]);
    nina.skip();
    nina.send("8 (499) 322-46-85").await;
    nina.sees("fault").await;
    bench.api.wait_settled().await;
    bench.stop().await;
    let log = bench.log();
    assert!(log.contains("ERROR") && log.contains("WARN"), "nothing went wrong:\n{log}");
    let token = bench.api.token();
    secrets.extend([token.to_owned(), token.split_once(':').unwrap().1.to_owned()]);
    secrets.extend(NAMES.iter().chain(&WORDS).map(|word| hex(word)));
    for secret in &secrets {
        let line = log.lines().find(|line| line.to_lowercase().contains(&secret.to_lowercase()));
        assert_eq!(line, None, "{secret:?} is in the log");
    }
    bench.given_up();
}

#[tokio::test]
async fn the_log_holds_nothing_that_people_wrote() {
    nothing_private_is_logged(invite_only()).await;
}

#[tokio::test]
async fn nor_does_the_log_in_json() {
    nothing_private_is_logged(invite_only().env("SUFLER_LOG_FORMAT", "json")).await;
}

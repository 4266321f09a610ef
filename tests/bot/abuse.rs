//! Who wants in and must not: guessed, used and expired invites; people who are not in the team.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use serde_json::json;
use sufler::store::{Disk, Sled};

use crate::bench::{Bench, Person, SOON, invite_only};
use crate::team::invite;
use crate::trial::Trial;
use crate::words::{said, say};

/// Waits until the log has spoken so often of wrong tokens of this person, and not more often.
async fn warned(bench: &Bench, person: &Person, times: usize) {
    let mine = |line: &&str| {
        line.contains("no good invite") && line.contains(&format!("person={} ", person.id))
    };
    let end = Instant::now() + SOON;
    loop {
        let log = bench.bot.output();
        let count = log.lines().filter(mine).filter(|line| line.contains("WARN")).count();
        assert!(count <= times && Instant::now() < end, "{count} instead of {times}\n{log}");
        if count == times {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Messages of the bot that the person has got.
fn got(person: &Person) -> Vec<String> {
    let all = person.messages().into_iter().filter(|m| m.is_from_bot());
    all.map(|m| m.text).collect()
}

#[tokio::test]
async fn guessed_invites_are_soon_not_looked_at() {
    let trial = Trial::new();
    let bench = invite_only().owner(1).env(Trial::VARIABLE, trial.folder()).start().await;
    let owner = bench.started(1, "Марина").await;
    let token = invite(&owner, "operator").await;
    let other = invite(&owner, "operator").await;
    let guest = bench.person(101, "Нина");
    let near = format!("{}{}", &token[..31], if token.ends_with('0') { '1' } else { '0' });
    let wrong = [
        near,
        "0".repeat(32),
        "f".repeat(4_000),
        "' OR 1=1; DROP TABLE invites; --".to_owned(),
        "<script>alert(1)</script>&{$x}".to_owned(),
    ];
    for token in &wrong {
        let update = guest.command(&format!("/start {token}")).await;
        bench.api.wait_acknowledged(update).await;
    }
    guest.sees("stranger").await;
    // The right one is not looked at now, and that is said once.
    for _ in 0..3 {
        let update = guest.command(&format!("/start {token}")).await;
        bench.api.wait_acknowledged(update).await;
    }
    guest.sees("stranger-wait").await;
    let update = guest.command("/start").await;
    bench.api.wait_acknowledged(update).await;
    assert_eq!(got(&guest).len(), 2, "{:?}", got(&guest));
    warned(&bench, &guest, wrong.len()).await;
    for secret in wrong.iter().chain([&token]) {
        assert!(!bench.bot.output().contains(secret.as_str()), "{secret} is in the log");
    }
    // Somebody else is not kept out by that.
    let pyotr = bench.person(102, "Пётр");
    pyotr.command(&format!("/start {other}")).await;
    pyotr.sees("home-hint").await;
    // A quarter of an hour later the right one is right.
    trial.forth(TimeDelta::minutes(16));
    guest.command(&format!("/start {token}")).await;
    guest.sees("home-hint").await;
    bench.done().await;
}

#[tokio::test]
async fn an_invite_is_good_once_for_three_days_and_while_its_maker_may_give_it() {
    let trial = Trial::new();
    let setup = invite_only().owner(1).env(Trial::VARIABLE, trial.folder());
    let bench = setup.args(["--rate", "1000", "--chat-rate", "1000"]).start().await;
    let owner = bench.started(1, "Марина").await;

    // Two at once: one of them is in.
    let token = invite(&owner, "supervisor").await;
    let two = [bench.person(101, "Нина"), bench.person(102, "Пётр")];
    for person in &two {
        person.command(&format!("/start {token}")).await;
    }
    bench.api.wait_settled().await;
    two[0].sees("home-hint").await;
    two[1].sees("stranger").await;
    let nina = &two[0];

    // Used already; expired.
    let late = invite(&owner, "operator").await;
    trial.forth(TimeDelta::days(3));
    let guest = bench.person(103, "Ева");
    for token in [&token, &late] {
        let update = guest.command(&format!("/start {token}")).await;
        bench.api.wait_acknowledged(update).await;
    }
    guest.sees("stranger").await;
    warned(&bench, &guest, 2).await;

    // Of somebody who may not give it any more.
    let lost = invite(nina, "operator").await;
    owner.command("/team").await;
    owner.sees("team-title").await;
    owner.tap_like("● Нина").await;
    owner.sees("member-since").await;
    owner.press(&say("ru", "key-role").replace("{$role}", &say("ru", "role-operator"))).await;
    owner.sees("role-given").await;
    nina.sees("you-are").await;
    let update = guest.command(&format!("/start {lost}")).await;
    bench.api.wait_acknowledged(update).await;
    assert_eq!(got(&guest).len(), 1, "{:?}", got(&guest));
    bench.done().await;
}

#[tokio::test]
async fn strangers_leave_nothing_on_the_disk_and_hear_nothing() {
    let mut bench = invite_only().owner(1).start().await;
    let owner = bench.started(1, "Марина").await;
    bench.api.wait_settled().await;
    bench.stop().await;
    let before = records(&bench);
    bench.restart();
    let people: Vec<Person> =
        (0..3).map(|n| bench.person_of("en", 900 + n, "<b>Nobody</b>")).collect();
    for (n, person) in people.iter().enumerate() {
        person.command("/start").await;
        person.sees("stranger").await;
        for line in ["8 499 322-46-85", "/call 1", "/team", "/recalls", "?", "/start x", "1"] {
            person.send(line).await;
        }
        person.send(&"я".repeat(4096)).await;
        person.photo().await;
        person.contact("+74993224685").await;
        person.media("voice", json!({"file_id": "A", "file_unique_id": "B", "duration": 1})).await;
        person.media("something_new", json!({"of": "a later Bot API"})).await;
        let mine = person.messages().into_iter().find(|m| !m.is_from_bot()).unwrap().id;
        person.edit_message(mine, "/start again").await;
        for data in ["1s0.b", "1s1.iv.admin", "1n1.ap.1", "1n2.l.1", "zz", "2s1.b"] {
            let press = person.press_raw(data, person.last().id).await;
            assert_eq!(press.answer().await.text, "", "{n} {data}");
        }
        person.block().await;
        person.unblock().await;
    }
    bench.api.wait_settled().await;
    for person in &people {
        assert_eq!(got(person).len(), 1, "{:?}", got(person));
        assert!(crate::common::bot_api::Wanted::fits(&said("en", "stranger"), &got(person)[0]));
    }
    owner.skip();
    bench.stop().await;
    assert_eq!(records(&bench), before, "what strangers do is written down");
    bench.restart();
    bench.done().await;
}

/// How many records there are, but for what the bot notes of updates and of itself.
fn records(bench: &Bench) -> usize {
    let disk = Sled::open(bench.data()).unwrap();
    disk.range(&[0], &[0xff], usize::MAX).unwrap().len()
}

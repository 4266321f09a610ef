//! Who may come in, and what each role may do.

use crate::bench::{Bench, Person, SOON, invite_only};
use crate::common::bot_api::Wanted as _;
use crate::words::{said, say};
use sufler::chat::commands;
use sufler::domain::people::Role;

/// Waits until the person's menu offers exactly the commands of a role, in the person's language.
async fn menu(bench: &Bench, person: &Person, role: Option<Role>) {
    let names = commands::of(role);
    let wanted: Vec<(String, String)> = names
        .iter()
        .map(|name| ((*name).to_owned(), say(person.lang, &format!("command-{name}"))))
        .collect();
    let end = tokio::time::Instant::now() + SOON;
    while bench.api.commands_seen_by(person) != wanted {
        let seen = bench.api.commands_seen_by(person);
        assert!(tokio::time::Instant::now() < end, "{seen:?} instead of {wanted:?}");
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}

/// The payload of a link that lets one person in.
pub async fn invite(owner: &Person, role: &str) -> String {
    owner.command("/invite").await;
    owner.sees("invite-title").await;
    owner.tap(&format!("role-{role}")).await;
    // An older invite may be drawn once more, without its keys.
    let copy = say(owner.lang, "key-copy-link");
    let shown = owner.expect_where("an invite with its link", |m| m.has_key(&copy)).await;
    let link = shown.copy_text(&copy).unwrap();
    assert!(said(owner.lang, "invited-title").fits(&shown.text), "{shown}");
    assert_eq!(shown.stretches("code"), std::slice::from_ref(&link));
    let token = link.strip_prefix("https://t.me/sufler_test_bot?start=").unwrap().to_owned();
    let hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    assert!(token.len() == 32 && token.chars().all(hex), "{token}");
    token
}

#[tokio::test]
async fn an_invite_lets_one_person_in() {
    let bench = invite_only().owner(1).start().await;
    let owner = bench.started(1, "Марина").await;
    menu(&bench, &owner, Some(Role::Admin)).await;
    let token = invite(&owner, "operator").await;

    let nina = bench.person(101, "Нина");
    menu(&bench, &nina, None).await;
    nina.command(&format!("/start {token}")).await;
    let welcome = nina.sees("home-hint").await;
    assert!(welcome.text.contains(&say("ru", "role-operator")), "{welcome}");
    let joined = owner.sees("joined").await;
    assert!(joined.text.contains("Нина"), "{joined}");
    menu(&bench, &nina, Some(Role::Operator)).await;

    let other = bench.person_of("en", 102, "Somebody else");
    other.command(&format!("/start {token}")).await;
    other.sees("stranger").await;
    menu(&bench, &other, None).await;
    bench.done().await;
}

#[tokio::test]
async fn a_stranger_gets_one_polite_answer_and_nothing_else() {
    let bench = invite_only().owner(1).start().await;
    let owner = bench.started(1, "Марина").await;
    owner.skip();
    let stranger = bench.person_of("ka", 102, "უცნობი");
    stranger.command("/start").await;
    stranger.sees("stranger").await;
    let guess = "0".repeat(32);
    for line in ["/start", "/invite", "/team", &format!("/start {guess}"), "8 499 322-46-85"] {
        stranger.send(line).await;
    }
    stranger.photo().await;
    for data in ["1s1.iv.admin", "1n1.ap.1", "1s0.l.1", "1s1.sv"] {
        stranger.press_raw(data, stranger.last().id).await.answer().await;
    }
    bench.api.wait_settled().await;
    owner.command("/team").await;
    let team = owner.sees("team-title").await;
    assert!(!team.text.contains("უცნობი"), "{team}");
    let answers = stranger.messages().into_iter().filter(|m| m.is_from_bot());
    assert_eq!(answers.count(), 1, "{:?}", stranger.messages());
    bench.done().await;
}

#[tokio::test]
async fn roles_are_given_and_taken_and_who_is_removed_is_a_stranger() {
    let mut bench = invite_only().owner(1).start().await;
    let owner = bench.started(1, "Марина").await;
    let token = invite(&owner, "operator").await;
    let nina = bench.person(101, "Нина");
    nina.command(&format!("/start {token}")).await;
    nina.sees("home-hint").await;
    nina.command("/invite").await;
    nina.sees("command-forbidden").await;
    bench.afresh().await;

    owner.command("/team").await;
    owner.sees("team-title").await;
    owner.tap_like("● Нина").await;
    owner.sees("member-since").await;
    let key = |role| say("ru", "key-role").replace("{$role}", &say("ru", role));
    owner.press(&key("role-supervisor")).await;
    owner.sees("role-given").await;
    nina.sees("you-are").await;
    bench.afresh().await;
    menu(&bench, &nina, Some(Role::Supervisor)).await;
    nina.command("/invite").await;
    let roles = nina.sees("invite-title").await;
    // A supervisor lets operators in, and nobody above.
    assert!(roles.has_key(&say("ru", "role-operator")), "{roles}");
    assert!(!roles.has_key(&say("ru", "role-supervisor")), "{roles}");

    owner.tap("key-remove").await;
    owner.sees("member-removed").await;
    nina.sees("you-left").await;
    menu(&bench, &nina, None).await;
    nina.skip();
    nina.command("/team").await;
    nina.sees("stranger").await;
    nina.command(&format!("/start {token}")).await;
    nina.command("/start").await;
    bench.api.wait_settled().await;
    owner.command("/team").await;
    let team = owner.sees("team-title").await;
    let keys: Vec<String> = team.key_texts().concat();
    assert!(keys.iter().all(|key| !key.contains("Нина")), "{keys:?}");
    bench.done().await;
}

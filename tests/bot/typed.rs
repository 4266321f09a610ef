//! What people type, whatever it is: shown as it is, refused clearly, nothing lost.

use sufler::words::Phrase;
use tokio::task::JoinSet;

use crate::bench::{PHONE, open};
use crate::words::{said_with, say};

/// Reads like markup, turns the line round, and takes two units a character.
const NASTY: [&str; 6] = [
    "<b>жирно</b> & «ёлочки» <script>alert(1)</script>",
    "&lt;уже&gt; &amp;amp; &nbsp; </code></pre>",
    "שלום\u{202e}олеш\u{202c} العربية\u{200f}",
    "👩‍👩‍👧‍👦🏳️‍🌈 100\u{fe0f}\u{20e3} e\u{301}\u{327}",
    "{ $call } { code-recall } .comment = %s {} \\n",
    "[ссылка](tg://user?id=1) *звезда* _черта_ `код` ||тайна||",
];

/// What remains of a typed line: marks that turn the line round are dropped, emoji are whole.
fn visible(text: &str) -> String {
    let unseen = |c: &char| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}');
    text.chars().filter(unseen).collect()
}

#[tokio::test]
async fn a_reason_goes_into_the_comment_as_it_was_typed() {
    let bench = open().start().await;
    let mut people = JoinSet::new();
    for (n, reason) in NASTY.into_iter().enumerate() {
        let nina = bench.person(101 + n as i64, "Нина");
        people.spawn(async move {
            nina.command(&format!("/result 8 499 322-46-{}", 10 + n)).await;
            nina.sees("situations-title").await;
            nina.press("ОТКАЗ СЕКРЕТАРЯ").await;
            nina.sees("ask-reason").await;
            nina.send(reason).await;
            let card = nina.sees("card-comment").await;
            let comment = format!("Отказ Секретаря 1, {}", visible(reason));
            assert_eq!(card.stretches("code"), [comment.as_str()], "{card}");
            assert_eq!(card.copy_text(&say("ru", "key-copy-comment")).unwrap(), comment);
            let saved = nina.save().await;
            assert_eq!(saved.stretches("code"), [comment], "{saved}");
        });
    }
    people.join_all().await;
    bench.done().await;
}

#[tokio::test]
async fn names_of_people_and_leads_are_shown_as_they_are() {
    let bench = open().owner(1).start().await;
    let boss = bench.started(1, "Марина").await;
    for (n, name) in NASTY.into_iter().enumerate() {
        let person = bench.person(101 + n as i64, name);
        person.command("/start").await;
        let home = person.sees("home-hint").await;
        assert!(home.text.contains(&visible(name)), "{home}");
    }
    boss.command("/team").await;
    let team = boss.sees("team-title").await;
    for name in NASTY {
        let shown = team.key_texts().concat();
        assert!(shown.iter().any(|key| key.contains(&visible(name))), "{name}: {shown:?}");
    }
    boss.send(PHONE).await;
    boss.sees("why-no-talk").await;
    boss.tap("key-edit").await;
    boss.sees("edit-what").await;
    boss.tap("field-name").await;
    boss.sees("field-name.ask").await;
    boss.send(NASTY[0]).await;
    let card = boss.sees("card-changed").await;
    assert!(card.text.contains(NASTY[0]), "{card}");
    bench.done().await;
}

#[tokio::test]
async fn what_is_too_long_is_refused_and_asked_again() {
    let mut bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    nina.command(&format!("/result {PHONE}")).await;
    nina.sees("situations-title").await;
    nina.press("ОТКАЗ СЕКРЕТАРЯ").await;
    nina.sees("ask-reason").await;
    let long = "я".repeat(4096);
    nina.send(&long).await;
    let too_long = |length: usize, most: usize| {
        said_with("ru", Phrase::new("typed-long").with("length", length).with("most", most))
    };
    let again = nina.expect(too_long(4096, 200)).await;
    bench.afresh().await;
    assert!(again.text.contains("ОТКАЗ СЕКРЕТАРЯ"), "{again}");
    nina.send("\u{200b}\u{200e}").await;
    nina.sees("typed-empty").await;
    nina.send(&format!("я{}", "💎".repeat(200))).await;
    nina.expect(too_long(201, 200)).await;
    bench.afresh().await;
    // Two units each, and the longest that is taken.
    nina.send(&format!("я{}", "💎".repeat(199))).await;
    let card = nina.sees("card-comment").await;
    assert_eq!(card.stretches("code"), [format!("Отказ Секретаря 1, я{}", "💎".repeat(199))]);
    nina.save().await;
    bench.afresh().await;
    nina.command("/settings").await;
    nina.sees("settings-title").await;
    nina.tap("key-name").await;
    nina.sees("name-ask").await;
    nina.send(&long).await;
    nina.expect(too_long(4096, 100)).await;
    nina.send(NASTY[0]).await;
    let settings = nina.sees("settings-title").await;
    assert!(settings.text.contains(NASTY[0]), "{settings}");
    bench.done().await;
}

#[tokio::test]
async fn the_longest_screen_still_fits_a_message() {
    let mut bench = open().start().await;
    let name = "<я&💎".repeat(25);
    let nina = bench.started(101, &name).await;
    for n in 1..=3 {
        nina.command(&format!("/result {PHONE}")).await;
        nina.sees("situations-title").await;
        nina.press("ОТКАЗ СЕКРЕТАРЯ").await;
        nina.sees("ask-reason").await;
        nina.send(&format!("{n}{}", "&".repeat(199))).await;
        nina.sees("card-comment").await;
        nina.save().await;
        bench.afresh().await;
    }
    nina.send(PHONE).await;
    let card = nina.sees("card-closed").await;
    bench.afresh().await;
    assert_eq!(card.stretches("code").len(), 3, "{card}");
    nina.command("/call 8 499 322-46-86").await;
    nina.step("dial").await;
    nina.branch("dial.secretary").await;
    let step = nina.step("sec_greet").await;
    assert!(step.text.contains(&name), "{step}");
    bench.done().await;
}

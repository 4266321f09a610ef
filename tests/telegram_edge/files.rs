//! Files: sent once, beside everything else, whatever happens on the way.

use sufler::chat::edge::{Draw, Drawn};
use sufler::domain::notice::NoticeId;
use sufler::domain::people::PersonId;

use crate::common::bot_api::{BotApi, Fault, Message, User};
use crate::milliseconds;
use crate::stage::{Bot, State};

const ANN: PersonId = PersonId(7);
const FILE: NoticeId = NoticeId(3);

/// A bot that has a file of this size for somebody who sees a screen already.
async fn scene(size: usize) -> (BotApi, Bot, User) {
    let api = BotApi::start().await;
    let ann = api.user(ANN.0, "Ann", None);
    let bot = Bot::start(&api);
    ann.send("hello").await;
    ann.expect("hello").await;
    api.quiet(milliseconds(30)).await;
    bot.stage.with(|s| s.files.insert(FILE, (size, 0)));
    (api, bot, ann)
}

fn files(user: &User) -> Vec<Message> {
    user.messages().into_iter().filter(|message| message.file.is_some()).collect()
}

async fn noted(bot: &Bot) {
    bot.stage.until("it is noted", |s| s.notices.get(&FILE).is_some_and(|it| it.done)).await;
}

#[tokio::test]
async fn a_file_comes_once_with_its_name_and_what_is_said_about_it() {
    let (api, bot, ann) = scene(300_000).await;
    bot.stage.draw(Draw::File(FILE, ANN));
    bot.stage.draw(Draw::File(FILE, ANN));
    let seen = ann.expect("Here it is").await;
    let file = seen.file.clone().unwrap();
    assert_eq!(file.name, "calls-2026.csv");
    assert!(file.bytes.iter().enumerate().all(|(n, byte)| *byte == (n % 251) as u8));
    assert_eq!((file.bytes.len(), seen.silent, seen.entities.len()), (300_000, false, 0));
    noted(&bot).await;
    let message = i32::try_from(seen.id).unwrap();
    let drawn = Drawn::Notice { id: FILE, message, stamp: 1 };
    assert!(bot.stage.with(|s| s.drawn.contains(&drawn)));
    bot.stage.draw(Draw::File(FILE, ANN));
    bot.stage.draw(Draw::File(NoticeId(99), ANN));
    api.quiet(milliseconds(50)).await;
    assert_eq!(files(&ann).len(), 1);
}

#[tokio::test]
async fn a_file_in_the_making_and_on_its_way_delays_nobody() {
    let (api, bot, ann) = scene(1000).await;
    let bob = api.user(8, "Bob", None);
    bob.send("hello").await;
    bob.expect("hello").await;
    let everybody_goes_on = async |step: &str| {
        // Its own chat too.
        for person in [&ann, &bob] {
            bot.stage.show(person.id, |screen| screen.text = step.to_owned());
            person.expect(step).await;
        }
    };
    bot.stage.with(|s| s.making = true);
    api.fault(Fault::hang().on("sendDocument"));
    bot.stage.draw(Draw::File(FILE, ANN));
    everybody_goes_on("while it is made").await;
    assert!(api.calls_of("sendDocument").is_empty());
    bot.stage.with(|s| s.making = false);
    api.wait_calls("sendDocument", 1).await;
    everybody_goes_on("while it is sent").await;
    assert!(files(&ann).is_empty());
    api.clear_faults();
    noted(&bot).await;
    assert_eq!(files(&ann).len(), 1);
}

#[tokio::test]
async fn trouble_on_the_way_is_overcome() {
    let (api, bot, ann) = scene(1000).await;
    for fault in [Fault::too_many(1), Fault::internal(), Fault::reset()] {
        api.fault(fault.on("sendDocument"));
    }
    bot.stage.draw(Draw::File(FILE, ANN));
    noted(&bot).await;
    assert_eq!(files(&ann).len(), 1);
    assert_eq!(api.calls_of("sendDocument").len(), 4);
    assert_eq!(bot.stage.with(|s| s.files[&FILE].1), 4, "made anew for each try");
}

#[tokio::test]
async fn a_file_that_waits_for_one_chat_keeps_no_other_waiting() {
    let (api, bot, ann) = scene(1000).await;
    let bob = api.user(8, "Bob", None);
    bob.send("hello").await;
    bob.expect("hello").await;
    api.fault(Fault::too_many(3).on("sendDocument").chat(ANN.0));
    bot.stage.with(|s| s.files.insert(NoticeId(4), (1000, 0)));
    bot.stage.draw(Draw::File(FILE, ANN));
    api.wait_calls("sendDocument", 1).await;
    bot.stage.draw(Draw::File(NoticeId(4), PersonId(8)));
    bob.expect("Here it is").await;
    assert!(files(&ann).is_empty(), "Bob waited for Ann");
    ann.expect("Here it is").await;
}

#[tokio::test]
async fn a_file_that_is_too_large_is_a_message() {
    let (api, bot, ann) = scene(60_000_000).await;
    bot.stage.draw(Draw::File(FILE, ANN));
    let seen = ann.expect("Too large").await;
    assert!(seen.file.is_none());
    noted(&bot).await;
    assert!(api.calls_of("sendDocument").is_empty(), "not even tried");
}

#[tokio::test]
async fn a_file_that_telegram_finds_too_large_is_a_message() {
    for fault in [
        Fault::error(413, "Request Entity Too Large"),
        Fault::body(413, "text/html", "<html>413 Request Entity Too Large</html>"),
    ] {
        let (api, bot, ann) = scene(1000).await;
        api.fault(fault.on("sendDocument").always());
        bot.stage.draw(Draw::File(FILE, ANN));
        ann.expect("Too large").await;
        noted(&bot).await;
        assert_eq!(api.calls_of("sendDocument").len(), 1);
    }
}

#[tokio::test]
async fn a_file_that_was_not_sent_before_a_kill_comes_after_the_start() {
    let (api, bot, ann) = scene(1000).await;
    api.fault(Fault::hang().on("sendDocument"));
    bot.stage.draw(Draw::File(FILE, ANN));
    api.wait_calls("sendDocument", 1).await;
    let state = State { undrawn: vec![Draw::File(FILE, ANN)], ..bot.kill().await };
    api.clear_faults();
    let bot = Bot::start_with(&api, state);
    noted(&bot).await;
    api.quiet(milliseconds(50)).await;
    assert!((1..=2).contains(&files(&ann).len()), "at worst twice");
}

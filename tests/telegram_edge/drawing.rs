//! What is drawn, and where.

use sufler::chat::edge::{Draw, Drawn, Life};
use sufler::domain::notice::NoticeId;
use sufler::domain::people::PersonId;

use crate::common::bot_api::{BotApi, User};
use crate::milliseconds;
use crate::stage::{Bot, Shown, State};

const ANN: PersonId = PersonId(7);

/// A bot, and a person who sees a screen already.
async fn scene() -> (BotApi, Bot, User) {
    let api = BotApi::start().await;
    let ann = api.user(ANN.0, "Ann", None);
    let bot = Bot::start(&api);
    ann.send("hello").await;
    ann.expect("hello").await;
    api.quiet(milliseconds(30)).await;
    (api, bot, ann)
}

fn from_bot(ann: &User) -> usize {
    ann.messages().iter().filter(|message| message.is_from_bot()).count()
}

#[tokio::test]
async fn a_screen_is_sent_once_and_edited_from_then_on() {
    let (_api, bot, ann) = scene().await;
    bot.stage.show(7, |screen| screen.text = "Step <2> & more".to_owned());
    let seen = ann.expect("Step <2> & more").await;
    assert_eq!((from_bot(&ann), seen.edits), (1, 1));
    assert_eq!(seen.stretches("bold"), ["Step <2> & more"]);
    assert!(seen.has_key("Go"));
    bot.stage.show(7, |screen| screen.keys = false);
    let seen = ann.expect("Step").await;
    assert!(seen.keys.is_empty());
    let message = i32::try_from(seen.id).unwrap();
    let drawn = Drawn::Screen { who: ANN, message, stamp: 3, keys: false };
    bot.stage.until("it is noted", |s| s.drawn.last() == Some(&drawn)).await;
}

#[tokio::test]
async fn several_changes_in_a_row_are_few_drawings_and_the_last_one_counts() {
    let (api, bot, ann) = scene().await;
    for step in 1..=50 {
        bot.stage.show(7, |screen| screen.text = format!("Step {step}."));
    }
    ann.expect("Step 50.").await;
    api.quiet(milliseconds(50)).await;
    assert!(api.calls_of("editMessageText").len() <= 2);
    bot.stage.draw(Draw::Screen(ANN));
    ann.expect_nothing(milliseconds(50)).await;
}

#[tokio::test]
async fn a_screen_drawn_anew_takes_the_keys_of_the_old_one_away() {
    let (api, bot, ann) = scene().await;
    let old = ann.last().id;
    bot.stage.show(7, |screen| {
        screen.text = "Below".to_owned();
        screen.anew = true;
    });
    let seen = ann.expect("Below").await;
    assert_eq!((from_bot(&ann), seen.silent), (2, true));
    api.wait_calls("editMessageReplyMarkup", 1).await;
    api.quiet(milliseconds(30)).await;
    assert!(api.message(7, old).unwrap().keys.is_empty());
    assert!(ann.last().has_key("Go"));
}

#[tokio::test]
async fn a_screen_that_shows_the_same_is_drawn_too() {
    let (api, bot, ann) = scene().await;
    let message = i32::try_from(ann.last().id).unwrap();
    bot.stage.show(7, |screen| screen.stamp -= 1);
    api.wait_calls("editMessageText", 1).await;
    let drawn = Drawn::Screen { who: ANN, message, stamp: 1, keys: true };
    bot.stage.until("it is noted again", |s| s.drawn == [drawn, drawn]).await;
    assert_eq!(from_bot(&ann), 1);
}

#[tokio::test]
async fn a_screen_that_was_deleted_is_sent_again() {
    let (api, bot, ann) = scene().await;
    api.delete_message(7, ann.last().id);
    bot.stage.show(7, |screen| screen.text = "Back again".to_owned());
    assert_eq!(ann.expect("Back again").await.edits, 0);
    bot.stage.show(7, |screen| screen.text = "Further".to_owned());
    assert_eq!(ann.expect("Further").await.edits, 1);
    assert_eq!(from_bot(&ann), 2);
}

#[tokio::test]
async fn notices_are_messages_of_their_own_with_sound() {
    let (api, bot, ann) = scene().await;
    let id = NoticeId(3);
    let notice = Shown { text: "Call Mr Smith".to_owned(), ..Shown::default() };
    bot.stage.with(|s| s.notices.insert(id, notice));
    bot.stage.draw(Draw::Notice(id, ANN));
    let seen = ann.expect("Call Mr Smith").await;
    assert_eq!((from_bot(&ann), seen.silent), (2, false));
    bot.stage.until("it is noted", |s| s.notices[&id].done).await;

    bot.stage.draw(Draw::Notice(id, ANN));
    bot.stage.draw(Draw::Notice(NoticeId(99), ANN));
    ann.expect_nothing(milliseconds(50)).await;

    bot.stage.with(|s| {
        let notice = s.notices.get_mut(&id).unwrap();
        notice.text = "Somebody took it".to_owned();
        notice.done = false;
    });
    bot.stage.draw(Draw::Notice(id, ANN));
    let edited = ann.expect("Somebody took it").await;
    assert_eq!((edited.id, edited.edits), (seen.id, 1));
    assert_eq!(api.calls_of("sendMessage").len(), 2);
}

#[tokio::test]
async fn of_a_notice_that_passes_only_the_newest_message_is_there_and_none_in_the_end() {
    let (api, bot, ann) = scene().await;
    let id = NoticeId(3);
    let tell = |change: &dyn Fn(&mut Shown)| {
        bot.stage.with(|s| {
            let notice = s.notices.entry(id).or_default();
            (notice.life, notice.done) = (Life::Passes, false);
            change(notice);
        });
        bot.stage.draw(Draw::Notice(id, ANN));
    };
    tell(&|notice| notice.text = "Forty seconds".to_owned());
    let first = ann.expect("Forty seconds").await;
    bot.stage.until("it is noted", |s| s.notices[&id].done).await;
    tell(&|notice| (notice.text, notice.anew) = ("Eighty seconds".to_owned(), true));
    let second = ann.expect("Eighty seconds").await;
    assert_eq!((first.silent, second.silent), (false, false));
    api.wait_calls("deleteMessage", 1).await;
    api.quiet(milliseconds(30)).await;
    assert!(api.message(7, first.id).unwrap().deleted);
    bot.stage.until("it is noted", |s| s.notices[&id].done).await;
    tell(&|notice| notice.life = Life::Over);
    api.wait_calls("deleteMessage", 2).await;
    api.quiet(milliseconds(30)).await;
    assert!(api.message(7, second.id).unwrap().deleted);
    bot.stage.until("it is noted", |s| s.notices[&id].done).await;
    // One that makes no sound, and that she takes away herself: it does not come back.
    tell(&|notice| (notice.text, notice.anew, notice.quiet) = ("A mark".to_owned(), true, true));
    let mark = ann.expect("A mark").await;
    assert!(mark.silent);
    bot.stage.until("it is noted", |s| s.notices[&id].done).await;
    api.delete_message(7, mark.id);
    tell(&|notice| notice.text = "The same mark".to_owned());
    bot.stage.until("it is noted", |s| s.notices[&id].done).await;
    tell(&|notice| notice.life = Life::Over);
    bot.stage.until("it is noted", |s| s.notices[&id].done).await;
    ann.expect_nothing(milliseconds(50)).await;
    let there = ann.messages().into_iter().filter(|m| m.is_from_bot() && !m.deleted);
    assert_eq!(there.count(), 1);
}

#[tokio::test]
async fn strangers_get_messages_that_nobody_remembers() {
    let api = BotApi::start().await;
    let ann = api.user(7, "Ann", None);
    let strangers = [ANN].into();
    let bot = Bot::start_with(&api, State { strangers, ..State::default() });
    ann.send("hello").await;
    ann.expect(["Who are you?", "hello"]).await;
    ann.send("it is me").await;
    ann.expect(["Who are you?", "it is me"]).await;
    assert_eq!(from_bot(&ann), 2);
    assert!(bot.stage.with(|s| s.drawn.is_empty()));
}

#[tokio::test]
async fn what_was_not_drawn_before_the_start_is_drawn_first() {
    let api = BotApi::start().await;
    let ann = api.user(7, "Ann", None);
    ann.send("hello").await;
    let mut state = State { undrawn: vec![Draw::Screen(ANN)], hold: true, ..State::default() };
    let screen = Shown { text: "Where you were".to_owned(), stamp: 9, ..Shown::default() };
    state.screens.insert(ANN, screen);
    let bot = Bot::start_with(&api, state);
    ann.expect("Where you were").await;
    bot.stage.release();
    ann.expect("hello").await;
}

#[tokio::test]
async fn everybody_sees_commands_and_members_see_their_own() {
    let (api, bot, ann) = scene().await;
    bot.stage.draw(Draw::Menu(ANN));
    api.wait_calls("setMyCommands", 4).await;
    api.quiet(milliseconds(30)).await;
    let one = |name: &str, text: &str| Some(vec![(name.to_owned(), text.to_owned())]);
    assert_eq!(api.commands("all_private_chats", ""), one("start", "Start in en"));
    assert_eq!(api.commands("all_private_chats", "en"), one("start", "Start in en"));
    assert_eq!(api.commands("all_private_chats", "ka"), one("start", "Start in ka"));
    assert_eq!(Some(api.commands_seen_by(&ann)), one("shift", "Shift of 7"));
}

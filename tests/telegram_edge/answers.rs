//! What Telegram may say to a message or to an answer, and what people see of it.

use std::time::{Duration, Instant};

use sufler::chat::edge::{Draw, Drawn};
use sufler::domain::people::PersonId;
use sufler::telegram::{Pace, Patience, who_am_i};

use crate::common::bot_api::{BotApi, Fault, User};
use crate::milliseconds;
use crate::stage::{Bot, State, options};

/// A bot that waits for an answer no longer than this, and people who see a screen already.
async fn scene(patience: Duration, people: i64) -> (BotApi, Bot, Vec<User>) {
    let api = BotApi::start().await;
    let mut options = options(&api, api.token());
    options.patience = Patience { answer: patience, ..Patience::default() };
    let bot = Bot::start_as(options, State::default());
    let people: Vec<User> = (7..7 + people).map(|id| api.user(id, "Ann", None)).collect();
    for person in &people {
        person.send("hello").await;
    }
    for person in &people {
        person.expect("hello").await;
        let who = PersonId(person.id);
        bot.stage.until("it is noted", |s| s.screens.get(&who).is_some_and(|s| s.done)).await;
    }
    (api, bot, people)
}

const SOON: Duration = Duration::from_secs(17);

fn anew(bot: &Bot, who: i64, text: &str) {
    bot.stage.show(who, |screen| {
        screen.text = text.to_owned();
        screen.anew = true;
    });
}

fn count(person: &User, text: &str) -> usize {
    person.messages().iter().filter(|m| m.is_from_bot() && m.text == text).count()
}

#[tokio::test]
async fn if_all_chats_are_refused_for_haste_everything_waits_and_nothing_is_lost() {
    let (api, bot, people) = scene(SOON, 9).await;
    api.fault(Fault::too_many(1).on("editMessageText").times(8));
    for person in &people[..8] {
        bot.stage.show(person.id, |screen| screen.text = "Step 1".to_owned());
    }
    let refused = |call: &&crate::common::bot_api::Call| call.status == Some(429);
    for _ in 0..500 {
        if api.calls().iter().filter(refused).count() == 8 {
            break;
        }
        tokio::time::sleep(milliseconds(2)).await;
    }
    bot.stage.show(people[8].id, |screen| screen.text = "Step 1".to_owned());
    for person in &people {
        person.expect("Step 1").await;
        let who = PersonId(person.id);
        bot.stage.until("it is noted", |s| s.screens[&who].done).await;
        assert_eq!(count(person, "Step 1"), 1);
    }
    let mut edits = api.calls_of("editMessageText");
    edits.retain(|call| call.status == Some(200));
    let calls = api.calls();
    let last = calls.iter().filter(refused).map(|call| call.answered.unwrap()).max().unwrap();
    let first = edits.iter().map(|call| call.at).min().unwrap();
    assert!(first - last >= milliseconds(990), "{:?}", first - last);
    assert_eq!(edits.len(), 9);
}

#[tokio::test]
async fn an_answer_to_a_key_that_is_refused_for_haste_comes_a_little_later() {
    let (api, _bot, people) = scene(SOON, 2).await;
    api.fault(Fault::too_many(1).on("answerCallbackQuery"));
    let begin = Instant::now();
    let first = people[0].press("Go").await;
    api.wait_calls("answerCallbackQuery", 1).await;
    let second = people[1].press("Go").await;
    second.answer().await;
    people[0].expect("Branch").await;
    assert!(begin.elapsed() < milliseconds(900), "neither the screen nor the other one waits");
    assert_eq!(first.answer().await.text, "Noted");
    assert!(begin.elapsed() >= milliseconds(1000));
    api.quiet(milliseconds(30)).await;
    assert_eq!((first.answers().len(), second.answers().len()), (1, 1));
}

#[tokio::test]
async fn an_answer_to_a_key_overcomes_trouble() {
    let (api, _bot, people) = scene(milliseconds(300), 5).await;
    let faults = [
        Fault::internal(),
        Fault::bad_gateway(),
        Fault::reset(),
        Fault::hang(),
        Fault::answer("{\"ok\":tr"),
    ];
    let mut presses = Vec::new();
    for (person, fault) in people.iter().zip(faults) {
        api.fault(fault.on("answerCallbackQuery"));
        presses.push(person.press("Go").await);
    }
    for (person, press) in people.iter().zip(presses) {
        assert_eq!(press.answer().await.text, "Noted");
        person.expect("Branch").await;
        assert_eq!(person.messages().iter().filter(|m| m.is_from_bot()).count(), 1);
    }
    // What Telegram says to an answer is of no interest.
    api.fault(Fault::answer("{\"ok\":true}").after_doing().on("answerCallbackQuery"));
    let press = people[0].press("Go").await;
    press.answer().await;
    api.quiet(milliseconds(30)).await;
    assert_eq!(press.answers().len(), 1);
}

#[tokio::test]
async fn a_message_whose_answer_is_lost_comes_twice_at_most_and_is_never_lost() {
    let cut = "{\"ok\":true,\"result\":{\"message_id\":4";
    let page = "<html><body>502</body></html>";
    let broken = || {
        [
            Fault::reset(),
            Fault::hang(),
            Fault::internal(),
            Fault::bad_gateway(),
            Fault::answer(cut),
            Fault::answer(""),
            Fault::answer("[]"),
            Fault::answer("{\"ok\":\"yes\"}"),
            Fault::body(200, "text/html", page),
        ]
    };
    let done = broken().map(Fault::after_doing);
    let faults: Vec<(Fault, usize)> =
        broken().map(|f| (f, 1)).into_iter().chain(done.map(|f| (f, 2))).collect();
    let (api, bot, people) = scene(milliseconds(300), faults.len() as i64).await;
    for (person, (fault, _)) in people.iter().zip(&faults) {
        api.fault(fault.clone().on("sendMessage").chat(person.id));
        anew(&bot, person.id, "Step 1");
    }
    for (person, (fault, messages)) in people.iter().zip(&faults) {
        let who = PersonId(person.id);
        bot.stage.until("it is noted", |s| s.screens[&who].done).await;
        assert_eq!(count(person, "Step 1"), *messages, "{fault:?}");
        let newest = person.last().id;
        bot.stage.show(person.id, |screen| screen.text = "Step 2".to_owned());
        assert_eq!(person.expect("Step 2").await.id, newest, "it goes on below");
    }
}

#[tokio::test]
async fn what_telegram_says_it_has_sent_is_not_sent_again() {
    let answers = [
        "{\"ok\":true}",
        "{\"ok\":true,\"result\":true}",
        "{\"ok\":true,\"result\":{\"message_id\":\"12\"}}",
        "{\"ok\":true,\"result\":{\"message_id\":99999999999}}",
    ];
    let (api, bot, people) = scene(SOON, answers.len() as i64).await;
    for (person, answer) in people.iter().zip(answers) {
        let fault = Fault::answer(answer).after_doing().on("sendMessage").chat(person.id);
        api.fault(fault);
        anew(&bot, person.id, "Step 1");
        person.expect("Step 1").await;
        let who = PersonId(person.id);
        bot.stage.until("it is noted", |s| s.screens[&who].done).await;
        bot.stage.show(person.id, |screen| screen.text = "Step 2".to_owned());
        person.expect("Step 2").await;
        assert_eq!((count(person, "Step 1"), count(person, "Step 2")), (1, 1), "{answer}");
    }
    assert!(api.slips().is_empty());
    assert!(api.calls().iter().all(|c| c.fault.is_some() || c.error().is_none()));
}

#[tokio::test]
async fn a_chat_that_migrated_is_given_up_after_one_more_try_and_loops_nowhere() {
    let (api, bot, people) = scene(SOON, 2).await;
    let migrated = || Fault::migrated(-100_777).chat(7).always();
    api.fault(migrated().on("editMessageText"));
    api.fault(migrated().on("sendMessage"));
    bot.stage.show(7, |screen| screen.text = "Step 1".to_owned());
    api.wait_calls("editMessageText", 2).await;
    bot.stage.show(8, |screen| screen.text = "Step 1".to_owned());
    people[1].expect("Step 1").await;
    api.quiet(milliseconds(50)).await;
    let to_others = api.calls().into_iter().filter(|c| c.chat_id == Some(-100_777));
    assert_eq!(to_others.count(), 0, "nothing goes to a group");
    assert_eq!(api.calls_of("editMessageText").len(), 3);
    // Once the chat answers again, it sees the newest.
    api.clear_faults();
    bot.stage.show(7, |screen| screen.text = "Step 2".to_owned());
    people[0].expect("Step 2").await;
}

#[tokio::test]
async fn a_message_that_cannot_be_edited_is_followed_by_a_new_one() {
    let (api, bot, people) = scene(SOON, 4).await;
    let whys = [
        "Bad Request: message can't be edited",
        "Bad Request: message to edit not found",
        "Bad Request: MESSAGE_ID_INVALID",
        "Bad Request: message identifier is not specified",
    ];
    for (person, why) in people.iter().zip(whys) {
        api.fault(Fault::bad_request(why).on("editMessageText").chat(person.id));
        bot.stage.show(person.id, |screen| screen.text = "Step 1".to_owned());
        let seen = person.expect("Step 1").await;
        assert_eq!((seen.edits, count(person, "Step 1")), (0, 1), "{why}");
        assert!(seen.has_key("Go"));
        bot.stage.show(person.id, |screen| screen.text = "Step 2".to_owned());
        assert_eq!(person.expect("Step 2").await.id, seen.id);
    }
}

#[tokio::test]
async fn what_telegram_finds_too_long_goes_once_more_as_plain_text() {
    let (api, bot, people) = scene(SOON, 1).await;
    for why in ["Bad Request: MESSAGE_TOO_LONG", "Bad Request: message is too long"] {
        let calls = api.calls_of("editMessageText").len();
        api.fault(Fault::bad_request(why).on("editMessageText"));
        bot.stage.show(7, |screen| screen.text = format!("Step {calls}."));
        let seen = people[0].expect(&format!("Step {calls}.")).await;
        assert!(seen.entities.is_empty() && seen.has_key("Go"));
        assert_eq!(api.calls_of("editMessageText").len(), calls + 2);
    }
    let drawn = |d: &Drawn| matches!(d, Drawn::Screen { who: PersonId(7), stamp: 3, .. });
    bot.stage.until("it is noted", |s| s.drawn.iter().any(drawn)).await;
}

#[tokio::test]
async fn the_bot_learns_its_name_though_the_first_answers_are_none() {
    let api = BotApi::start().await;
    api.fault(Fault::answer("{\"ok\":true,\"result\":{\"id\":\"x\"}}").on("getMe"));
    assert_eq!(who_am_i(&options(&api, api.token())).await.unwrap().username, api.username());
    assert_eq!(api.calls_of("getMe").len(), 2);
}

#[tokio::test]
async fn more_drawings_than_the_end_has_time_for_are_left_for_the_next_start() {
    let api = BotApi::start().await;
    let people: Vec<User> = (7..27).map(|id| api.user(id, "Ann", None)).collect();
    for person in &people {
        person.send("hello").await;
    }
    let mut options = options(&api, api.token());
    options.patience.end = milliseconds(500);
    options.pace.total = 10.0;
    let bot = Bot::start_as(options.clone(), State::default());
    bot.stage.until("all turns are made", |s| s.turns.len() == 20).await;
    let begin = Instant::now();
    let stage = bot.stage.clone();
    bot.shut_down().await;
    assert!(begin.elapsed() < Duration::from_secs(2), "{:?}", begin.elapsed());
    let mut state = stage.with(std::mem::take);
    let left: Vec<_> = state.screens.iter().filter(|(_, s)| !s.done).map(|(id, _)| *id).collect();
    assert!((1..=10).contains(&left.len()), "{} are left", left.len());
    state.undrawn = left.iter().map(|who| Draw::Screen(*who)).collect();
    options.pace = Pace::default();
    let _bot = Bot::start_as(options, state);
    for person in &people {
        person.expect("hello").await;
        assert_eq!(person.messages().iter().filter(|m| m.is_from_bot()).count(), 1);
    }
}

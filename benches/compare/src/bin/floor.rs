//! The floor: the same four answers of a bot as plain teloxide writes them, with its dispatcher and
//! its way of sending. It keeps nothing: what it has cost is what the library costs.

use teloxide::prelude::*;
use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup};

const RESULTS: [&str; 8] = [
    "no answer",
    "machine",
    "secretary",
    "refusal",
    "not in",
    "line fault",
    "private",
    "other firm",
];

#[tokio::main]
async fn main() {
    let bot = Bot::from_env();
    let said = Update::filter_message().endpoint(said);
    let pressed = Update::filter_callback_query().endpoint(pressed);
    let updates = dptree::entry().branch(said).branch(pressed);
    Dispatcher::builder(bot, updates).build().dispatch().await;
}

async fn said(bot: Bot, message: Message) -> ResponseResult<()> {
    let chat = message.chat.id;
    match message.text().unwrap_or_default() {
        "/start" => bot.send_message(chat, "Ready: /result").await?,
        "/result" => bot.send_message(chat, "Whose result? Type a telephone number").await?,
        _ => {
            let key = |(n, text)| InlineKeyboardButton::callback(text, format!("result {n}"));
            let keys: Vec<_> = RESULTS.into_iter().enumerate().map(key).collect();
            let keys = InlineKeyboardMarkup::new(keys.chunks(2).map(<[_]>::to_vec));
            bot.send_message(chat, "How did the call end?").reply_markup(keys).await?
        }
    };
    Ok(())
}

async fn pressed(bot: Bot, query: CallbackQuery) -> ResponseResult<()> {
    bot.answer_callback_query(query.id).await?;
    let Some(message) = query.message else { return Ok(()) };
    let (chat, id) = (message.chat().id, message.id());
    if query.data.as_deref() == Some("save") {
        bot.edit_message_text(chat, id, "Saved\n+7 900 000-00-00\nCALL BACK, no answer 1").await?;
        return Ok(());
    }
    let card =
        "+7 900 000-00-00\nResult: CALL BACK\nComment: no answer 1\nNext call: tomorrow, 10:00";
    let keys = InlineKeyboardMarkup::new([[InlineKeyboardButton::callback("Save", "save")]]);
    bot.edit_message_text(chat, id, card).reply_markup(keys).await?;
    Ok(())
}

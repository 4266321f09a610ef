//! Inline mode: somebody types behind the bot's name in some chat, and sees what it answers.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::html::{is_blank, utf16};
use super::methods::{Answer, MAX_TEXT};
use super::params::Params;
use super::refusal::{EDIT_TOO_LONG, QUERY_TOO_OLD, Refusal};
use super::state::State;
use super::user::User;

/// Results of an answer.
pub const MAX_RESULTS: usize = 50;
/// Bytes of a result's id, and of the offset of what comes next.
pub const MAX_ID: usize = 64;

/// What somebody typed, and what came of it.
#[derive(Clone, Debug)]
pub struct Typed {
    pub answer: Option<Answered>,
}

/// What the app shows.
#[derive(Clone, Debug, Default)]
pub struct Answered {
    /// Id, title, the line below, and what is sent.
    pub results: Vec<Shown>,
    pub next_offset: String,
    pub cache_time: i64,
    pub is_personal: bool,
    /// Text and start parameter.
    pub button: Option<(String, String)>,
}

/// One result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    pub id: String,
    pub title: String,
    pub about: String,
    pub text: String,
}

impl User {
    /// Types behind the bot's name, wherever; gives the id of the query.
    pub fn types_inline(&self, words: &str, offset: &str) -> String {
        self.shared.with(|s| {
            let id = s.next_query_id();
            s.typed.insert(id.clone(), Typed { answer: None });
            let from = s.person_json(self.id);
            let query = json!({
                "id": id, "from": from, "query": words, "offset": offset, "chat_type": "private"
            });
            s.updates.push("inline_query", query);
            id
        })
    }

    /// The same, and what the app shows then.
    pub async fn inline(&self, words: &str) -> Answered {
        self.inline_from(words, "").await
    }

    /// The same from an offset on.
    pub async fn inline_from(&self, words: &str, offset: &str) -> Answered {
        let id = self.types_inline(words, offset);
        let answer = |s: &mut State| s.typed.get(&id)?.answer.clone();
        self.shared.soon(answer).await.unwrap_or_else(|| panic!("no answer to {words:?}"))
    }
}

impl State {
    pub(super) fn answer_inline(&mut self, p: Params) -> Answer {
        let bad = |what: &str| Refusal::bad(format!("Bad Request: {what}"));
        let id = p.text("inline_query_id");
        if self.typed.get(&id).is_none_or(|typed| typed.answer.is_some()) {
            return Err(Refusal::bad(QUERY_TOO_OLD));
        }
        let results = p.value("results")?.ok_or_else(|| bad("results are not specified"))?;
        let results = results.as_array().ok_or_else(|| bad("expected an Array of results"))?;
        if results.len() > MAX_RESULTS {
            return Err(bad("RESULTS_TOO_MUCH"));
        }
        let shown = results.iter().map(shown).collect::<Result<Vec<_>, _>>()?;
        let ids: HashSet<&String> = shown.iter().map(|result| &result.id).collect();
        if ids.len() < shown.len() {
            return Err(bad("RESULT_ID_DUPLICATE"));
        }
        let next_offset = p.text("next_offset");
        if next_offset.len() > MAX_ID {
            return Err(bad("NEXT_OFFSET_INVALID"));
        }
        let button = p.value("button")?.map(|button| {
            let button = Params(&button);
            (button.text("text"), button.text("start_parameter"))
        });
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        if let Some((text, start)) = &button {
            if text.is_empty() {
                return Err(bad("SWITCH_PM_TEXT_EMPTY"));
            }
            if !(1..=64).contains(&start.len()) || !start.chars().all(plain) {
                return Err(bad("START_PARAM_INVALID"));
            }
        }
        let answered = Answered {
            results: shown,
            next_offset,
            cache_time: p.number("cache_time").unwrap_or(300),
            is_personal: p.flag("is_personal"),
            button,
        };
        self.typed.insert(id, Typed { answer: Some(answered) });
        Ok(json!(true))
    }
}

fn shown(result: &Value) -> Result<Shown, Refusal> {
    let bad = |what: &str| Refusal::bad(format!("Bad Request: {what}"));
    let p = Params(result);
    if p.text("type") != "article" {
        return Err(bad("can't parse inline query result: the stand-in knows articles only"));
    }
    let (id, title) = (p.text("id"), p.text("title"));
    if !(1..=MAX_ID).contains(&id.len()) {
        return Err(bad("RESULT_ID_INVALID"));
    }
    if title.trim().is_empty() {
        return Err(bad("ARTICLE_TITLE_EMPTY"));
    }
    let content = p.value("input_message_content")?.unwrap_or_default();
    let text = Params(&content).text("message_text");
    if is_blank(&text) {
        return Err(bad("MESSAGE_EMPTY"));
    }
    if utf16(&text) > MAX_TEXT {
        return Err(Refusal::bad(EDIT_TOO_LONG));
    }
    Ok(Shown { id, title, about: p.text("description"), text })
}

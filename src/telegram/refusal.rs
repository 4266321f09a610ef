//! What Telegram answers, and what is meant by it.

use std::time::Duration;

use serde::Deserialize;

/// Seconds that are waited at most before a call is tried again, whatever Telegram asks for.
const LONGEST_WAIT: u64 = 3600;

/// Why a request did not do what it was to do. Shows nothing that a person wrote, and no token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    /// 401, or 404 for a token of the wrong form.
    #[error("Telegram does not know this token")]
    Token,
    /// 409: somebody else asks for updates with this token.
    #[error("another instance of this bot asks for updates")]
    OtherInstance,
    /// 409: updates go to a webhook.
    #[error("a webhook is set for this bot; delete it (deleteWebhook) to let it poll")]
    Webhook,
    /// 429.
    #[error("too many requests, next one in {} s", .0.as_secs())]
    TooMany(Duration),
    /// 403, or no such chat.
    #[error("this person cannot be written to")]
    Unreachable,
    /// The message shows this already.
    #[error("the message is not modified")]
    NotModified,
    /// The message to edit is gone, or cannot be edited any more.
    #[error("no message that could be edited")]
    NoMessage,
    /// 413: the file is larger than Telegram takes.
    #[error("the file is too large")]
    TooLarge,
    /// A pressed key was answered too late.
    #[error("the pressed key waits no longer")]
    QueryTooOld,
    /// Another 400: the request is wrong, and will be wrong again.
    #[error("bad request: {note}")]
    Bad {
        /// It is about the keys.
        keys: bool,
        /// What Telegram says about it, without what it quotes.
        note: String,
    },
    /// Telegram or the network is not well; the same request may do later.
    #[error("{0}")]
    Trouble(String),
}

/// An answer to any request.
#[derive(Deserialize)]
pub(super) struct Answer<T> {
    pub ok: bool,
    pub result: Option<T>,
    #[serde(default)]
    error_code: u16,
    #[serde(default)]
    description: String,
    #[serde(default)]
    parameters: Parameters,
}

#[derive(Default, Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
}

impl Refusal {
    /// Its kind in a word, for logs and counts.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Refusal::Token => "token",
            Refusal::OtherInstance => "other_instance",
            Refusal::Webhook => "webhook",
            Refusal::TooMany(_) => "too_many",
            Refusal::Unreachable => "unreachable",
            Refusal::NotModified => "not_modified",
            Refusal::NoMessage => "no_message",
            Refusal::TooLarge => "too_large",
            Refusal::QueryTooOld => "query_too_old",
            Refusal::Bad { .. } => "bad_request",
            Refusal::Trouble(_) => "trouble",
        }
    }
}

/// What is meant by an answer that is not `ok`, and came with this HTTP status.
pub(super) fn refusal<T>(status: u16, answer: &Answer<T>) -> Refusal {
    let code = if answer.error_code == 0 { status } else { answer.error_code };
    let text = answer.description.to_lowercase();
    let has = |part: &str| text.contains(part);
    match code {
        401 => Refusal::Token,
        413 => Refusal::TooLarge,
        404 if text == "not found" => Refusal::Token,
        403 => Refusal::Unreachable,
        409 if has("webhook") => Refusal::Webhook,
        409 => Refusal::OtherInstance,
        429 => {
            let asked = answer.parameters.retry_after.unwrap_or(1);
            Refusal::TooMany(Duration::from_secs(asked.clamp(1, LONGEST_WAIT)))
        }
        400 if has("message is not modified") => Refusal::NotModified,
        400 if has("message to edit not found")
            || has("message to delete not found")
            || has("message can't be edited")
            || has("message_id_invalid")
            || has("message identifier is not specified") =>
        {
            Refusal::NoMessage
        }
        400 if has("chat not found") || has("user not found") || has("peer_id_invalid") => {
            Refusal::Unreachable
        }
        400 if has("query is too old") || has("query_id_invalid") => Refusal::QueryTooOld,
        400..=499 => {
            let keys = ["button", "keyboard", "markup"].into_iter().any(has);
            Refusal::Bad { keys, note: format!("{code} {}", unquoted(&answer.description)) }
        }
        _ => Refusal::Trouble(format!("Telegram answers {code}")),
    }
}

/// The beginning of what Telegram says; what stands in quotation marks may be somebody's words. A
/// single mark is an apostrophe inside a word.
fn unquoted(description: &str) -> String {
    let mut before = ' ';
    let mut opens = |c: &char| {
        let word = std::mem::replace(&mut before, *c).is_alphanumeric();
        matches!(c, '"' | '`' | '\u{ab}' | '\u{2018}' | '\u{201c}') || (*c == '\'' && !word)
    };
    description.chars().take_while(|c| !opens(c)).take(80).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn of(status: u16, json: &str) -> Refusal {
        refusal::<Value>(status, &serde_json::from_str(json).unwrap())
    }

    fn said(code: u16, description: &str) -> Refusal {
        let json = serde_json::json!({"ok": false, "error_code": code, "description": description});
        of(code, &json.to_string())
    }

    #[test]
    fn refusals_are_told_apart() {
        for (code, description, is) in [
            (401, "Unauthorized", Refusal::Token),
            (413, "Request Entity Too Large", Refusal::TooLarge),
            (404, "Not Found", Refusal::Token),
            (403, "Forbidden: bot was blocked by the user", Refusal::Unreachable),
            (403, "Forbidden: user is deactivated", Refusal::Unreachable),
            (400, "Bad Request: chat not found", Refusal::Unreachable),
            (400, "Bad Request: message to edit not found", Refusal::NoMessage),
            (400, "Bad Request: message can't be edited", Refusal::NoMessage),
            (400, "Bad Request: MESSAGE_ID_INVALID", Refusal::NoMessage),
            (
                400,
                "Bad Request: message is not modified: specified new message content and reply \
                 markup are exactly the same as a current content and reply markup of the message",
                Refusal::NotModified,
            ),
            (
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
                Refusal::QueryTooOld,
            ),
            (
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot \
                 instance is running",
                Refusal::OtherInstance,
            ),
            (
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook \
                 to delete the webhook first",
                Refusal::Webhook,
            ),
            (500, "Internal Server Error", Refusal::Trouble("Telegram answers 500".to_owned())),
        ] {
            assert_eq!(said(code, description), is, "{description}");
        }
    }

    #[test]
    fn a_refusal_for_haste_says_how_long_to_wait() {
        let json = r#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 7",
            "parameters":{"retry_after":7}}"#;
        assert_eq!(of(429, json), Refusal::TooMany(Duration::from_secs(7)));
        assert_eq!(said(429, "Too Many Requests"), Refusal::TooMany(Duration::from_secs(1)));
    }

    #[test]
    fn a_bad_request_tells_what_is_bad_but_not_what_was_written() {
        let entities = "Bad Request: can't parse entities: Unsupported start tag \"ivanov\" at 3";
        let note = "400 Bad Request: can't parse entities: Unsupported start tag ".to_owned();
        assert_eq!(said(400, entities), Refusal::Bad { keys: false, note });
        let button = "Bad Request: can't use button URL 'tg://ivanov' is invalid";
        let note = "400 Bad Request: can't use button URL ".to_owned();
        assert_eq!(said(400, button), Refusal::Bad { keys: true, note });
        assert!(matches!(
            said(400, "Bad Request: BUTTON_DATA_INVALID"),
            Refusal::Bad { keys: true, .. }
        ));
    }
}

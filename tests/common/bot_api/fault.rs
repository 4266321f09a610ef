//! Faults on demand.

use std::time::Duration;

use serde_json::Value;

use super::refusal::Refusal;

/// What goes wrong with calls, with which of them, how often.
///
/// ```ignore
/// api.fault(Fault::too_many(3).on("sendMessage").chat(7).times(2));
/// api.fault(Fault::reset().after_doing().on("editMessageText"));
/// api.fault(Fault::delay(Duration::from_millis(200)).always());
/// ```
#[derive(Clone, Debug)]
pub struct Fault {
    pub(super) method: Option<String>,
    pub(super) chat: Option<i64>,
    pub(super) left: usize,
    pub(super) after_doing: bool,
    pub(super) effect: Effect,
}

/// What happens instead of an answer, or before it.
#[derive(Clone, Debug)]
pub enum Effect {
    /// The Bot API refuses.
    Refuse(Refusal),
    /// An answer that is none of the Bot API's, such as a proxy's page.
    Body { status: u16, content_type: String, body: String },
    /// No answer until the faults are cleared or the caller gives up.
    Hang,
    /// The connection breaks in the middle of the answer.
    Reset,
    /// The answer comes later.
    Delay(Duration),
}

impl Fault {
    fn new(effect: Effect) -> Self {
        Fault { method: None, chat: None, left: 1, after_doing: false, effect }
    }

    /// This error code and description.
    pub fn error(code: u16, description: &str) -> Self {
        Fault::new(Effect::Refuse(Refusal::new(code, description)))
    }

    /// 400 with this description.
    pub fn bad_request(description: &str) -> Self {
        Fault::error(400, description)
    }

    /// 403, the user blocked the bot.
    pub fn forbidden() -> Self {
        Fault::new(Effect::Refuse(Refusal::blocked()))
    }

    /// 429 with `retry_after` in seconds.
    pub fn too_many(seconds: u64) -> Self {
        Fault::new(Effect::Refuse(Refusal::too_many(seconds)))
    }

    /// 500 as the Bot API says it.
    pub fn internal() -> Self {
        Fault::error(500, "Internal Server Error")
    }

    /// 502 with a page of HTML.
    pub fn bad_gateway() -> Self {
        let body = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center>\
                    <h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n\
                    </body>\r\n</html>\r\n";
        Fault::body(502, "text/html", body)
    }

    /// 200 with something that should be JSON of the Bot API's.
    pub fn answer(body: &str) -> Self {
        Fault::body(200, "application/json", body)
    }

    /// 200 with these as the result.
    pub fn updates(updates: &[Value]) -> Self {
        Fault::answer(&serde_json::json!({"ok": true, "result": updates}).to_string())
    }

    /// 400, the group has become a supergroup with another id.
    pub fn migrated(to: i64) -> Self {
        let body = serde_json::json!({
            "ok": false, "error_code": 400,
            "description": "Bad Request: group chat was upgraded to a supergroup chat",
            "parameters": {"migrate_to_chat_id": to}
        });
        Fault::body(400, "application/json", &body.to_string())
    }

    /// Any status and body.
    pub fn body(status: u16, content_type: &str, body: &str) -> Self {
        let (content_type, body) = (content_type.to_owned(), body.to_owned());
        Fault::new(Effect::Body { status, content_type, body })
    }

    /// No answer until [`BotApi::clear_faults`](super::BotApi::clear_faults) or until the caller
    /// gives up; cleared, the call goes on as usual.
    pub fn hang() -> Self {
        Fault::new(Effect::Hang)
    }

    /// The connection is reset in the middle of the answer. The call itself is not done, unless
    /// [`Fault::after_doing`] says so.
    pub fn reset() -> Self {
        Fault::new(Effect::Reset)
    }

    /// The call is done after this time. Delays add to other faults.
    pub fn delay(time: Duration) -> Self {
        Fault::new(Effect::Delay(time))
    }

    /// Only calls of this method (any case); otherwise of every method, getUpdates too.
    #[must_use]
    pub fn on(mut self, method: &str) -> Self {
        self.method = Some(method.to_owned());
        self
    }

    /// Only calls that name this chat.
    #[must_use]
    pub fn chat(mut self, chat_id: i64) -> Self {
        self.chat = Some(chat_id);
        self
    }

    /// The next `n` calls; otherwise one.
    #[must_use]
    pub fn times(mut self, n: usize) -> Self {
        self.left = n;
        self
    }

    /// Until the faults are cleared.
    #[must_use]
    pub fn always(self) -> Self {
        self.times(usize::MAX)
    }

    /// The call takes effect, and only its answer goes wrong.
    #[must_use]
    pub fn after_doing(mut self) -> Self {
        self.after_doing = true;
        self
    }

    fn fits(&self, method: &str, chat: Option<i64>) -> bool {
        self.left > 0
            && self.method.as_ref().is_none_or(|name| name.eq_ignore_ascii_case(method))
            && self.chat.is_none_or(|id| chat == Some(id))
    }

    fn used(&mut self) {
        if self.left != usize::MAX {
            self.left -= 1;
        }
    }
}

/// What one call has to go through.
#[derive(Clone, Debug, Default)]
pub struct Trouble {
    pub delay: Duration,
    pub effect: Option<Effect>,
    pub after_doing: bool,
}

/// Takes the trouble of one call out of the list: all delays that fit, and the first other fault.
pub fn draw(faults: &mut Vec<Fault>, method: &str, chat: Option<i64>) -> Trouble {
    let mut trouble = Trouble::default();
    for fault in faults.iter_mut().filter(|fault| fault.fits(method, chat)) {
        match &fault.effect {
            Effect::Delay(time) => {
                trouble.delay += *time;
                fault.used();
            }
            effect if trouble.effect.is_none() => {
                trouble.effect = Some(effect.clone());
                trouble.after_doing = fault.after_doing;
                fault.used();
            }
            _ => {}
        }
    }
    faults.retain(|fault| fault.left > 0);
    trouble
}

impl Effect {
    /// The status and body that the record shows.
    pub(super) fn answer(&self) -> (Option<u16>, Option<Value>) {
        match self {
            Effect::Refuse(refusal) => (Some(refusal.code), Some(refusal.json())),
            Effect::Body { status, body, .. } => (Some(*status), Some(body.as_str().into())),
            _ => (None, None),
        }
    }
}

//! Phrases for whoever types the bot's name in some chat: beside the turns, which never wait for it.

use std::sync::Arc;

use teloxide::payloads::AnswerInlineQuerySetters as _;
use teloxide::requests::Requester as _;
use teloxide::types::{
    InlineQueryId, InlineQueryResult, InlineQueryResultArticle, InlineQueryResultsButton,
    InlineQueryResultsButtonKind, InputMessageContent, InputMessageContentText,
};
use tokio::sync::Semaphore;

use crate::chat::edge::Backstage;
use crate::chat::inline::{OPENED, Suggestion, Suggestions};

use super::api::Api;
use super::refusal::Refusal;
use super::reply::Done;
use super::update::Query;

/// So many are answered at once. Who types on asks again with the next letter: more are let go.
const AT_ONCE: usize = 8;
/// Seconds for which the app may show the same phrases for the same letters, to the same person.
const KEPT: u32 = 5;
/// The same for who is not in the team.
const KEPT_STRANGER: u32 = 60;
/// Letters of a line under the title.
const ABOUT_MAX: usize = 120;

/// Answers what is typed behind the bot's name.
pub(super) struct Queries {
    api: Api,
    stage: Arc<dyn Backstage>,
    places: Arc<Semaphore>,
}

impl Queries {
    pub(super) fn new(api: Api, stage: Arc<dyn Backstage>) -> Self {
        Queries { api, stage, places: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Answers, if there is a place; nothing waits for it. `late`: it is one of many that piled up,
    /// and nobody waits for it any more.
    pub(super) fn answer(&self, query: Query, late: bool) {
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else { return };
        if late {
            return;
        }
        let (api, stage) = (self.api.clone(), self.stage.clone());
        tokio::spawn(async move {
            let _place = place;
            let Query { id, who, words, from } = query;
            // Looking reads the store.
            let look = tokio::task::spawn_blocking(move || stage.suggest(&who, &words, from));
            let suggestions = match look.await {
                Ok(Ok(suggestions)) => suggestions,
                Ok(Err(fault)) => {
                    let fault = format_args!("{fault:#}");
                    tracing::error!(%fault, "phrases could not be looked up");
                    return;
                }
                Err(_) => {
                    tracing::error!("looking up phrases broke down");
                    return;
                }
            };
            let Suggestions { suggestions, next, knock } = suggestions;
            let kept = if knock.is_some() { KEPT_STRANGER } else { KEPT };
            let request = api
                .bot()
                .answer_inline_query(InlineQueryId(id), suggestions.into_iter().map(article));
            let request = request.cache_time(kept).is_personal(true);
            let next = next.map(|next| next.to_string()).unwrap_or_default();
            let request = request.next_offset(next);
            let button = |text| InlineQueryResultsButton {
                text,
                kind: InlineQueryResultsButtonKind::StartParameter(OPENED.to_owned()),
            };
            let answered: Result<Done, _> = match knock {
                Some(text) => api.ask(request.button(button(text))).await,
                None => api.ask(request).await,
            };
            match answered {
                // Who types on waits for the next answer.
                Ok(Done) | Err(Refusal::QueryTooOld) => {}
                Err(refusal) => tracing::warn!(fault = %refusal, "phrases were not shown"),
            }
        });
    }
}

fn article(suggestion: Suggestion) -> InlineQueryResult {
    let about: String = suggestion.text.chars().take(ABOUT_MAX).collect();
    let content = InputMessageContent::Text(InputMessageContentText::new(suggestion.text));
    InlineQueryResultArticle::new(suggestion.id, suggestion.title, content)
        .description(about)
        .into()
}

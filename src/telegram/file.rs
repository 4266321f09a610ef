//! Sends a file, once. It is made when its turn comes, on a thread of its own.

use std::sync::Arc;

use tokio::task::spawn_blocking;

use crate::chat::edge::{Drawn, NoticeId, PersonId};

use super::Say;
use super::draw::{Artist, NOTHING, Sound, over};
use super::job::{Dress, FILE_MAX, Job, Manner, Outcome, Report};
use super::render::{caption, picture};
use super::reply::Sent;

impl<W: Say> Artist<W> {
    /// Sends a notice that is a file; without a file, what is said in its place.
    pub(super) async fn file(&self, who: PersonId, id: NoticeId, manner: Manner) -> Report {
        let job = |manner| Job::File(id, who, manner);
        let most = if manner.dress == Dress::Bare { 0 } else { FILE_MAX };
        let stage = Arc::clone(&self.stage);
        let parcel = match spawn_blocking(move || stage.file(id, most)).await {
            Ok(Ok(Some(parcel))) => parcel,
            Ok(Ok(None)) => return NOTHING,
            Ok(Err(error)) => {
                let fault = format_args!("{error:#}");
                tracing::error!(%fault, "cannot read which file is to be sent");
                return Report { spent: false, end: Outcome::Trouble(job(manner)) };
            }
            Err(error) => {
                // After the next start it gets another chance.
                tracing::error!(panic = error.is_panic(), "the making of a file broke down");
                return NOTHING;
            }
        };
        let (words, lang) = (&*self.words, &parcel.lang);
        let sent = match parcel.file {
            Some(file) => {
                let caption = caption(&parcel.view, lang, words);
                let sent: Result<Sent, _> = self.api.send_file(who.0, file, caption).await;
                sent.map(|Sent(message)| message)
            }
            None => {
                let image = picture(&parcel.view, lang, words, manner.dress);
                self.put(who, None, image, manner.dress, Sound::On).await
            }
        };
        match sent {
            Ok(message) => {
                self.stage.drawn(Drawn::Notice { id, message, stamp: parcel.stamp });
                over(None)
            }
            Err(refusal) => self.refused(who, refusal, manner, job),
        }
    }
}

//! Does one job: asks the stage what is to be shown now, and makes one request of it.

use std::sync::Arc;

use teloxide::payloads::SetMyCommandsSetters as _;
use teloxide::requests::Requester as _;
use teloxide::types::{BotCommand, BotCommandScope, ChatId, MessageId, Recipient};

use crate::chat::edge::NoticeId;
use crate::chat::edge::PersonId;
use crate::chat::edge::{Backstage, Drawing, Drawn, Life};

use super::Say;
use super::api::Api;
use super::job::{Dress, Job, Lane, Manner, Outcome, Report};
use super::message::{self, Content};
use super::refusal::Refusal;
use super::render::{Picture, picture};
use super::reply::{Done, NOWHERE, Sent};

/// The longest description of a command, in characters.
const DESCRIPTION_MAX: usize = 256;

/// Draws what the stage shows.
pub(super) struct Artist<W> {
    pub api: Api,
    pub stage: Arc<dyn Backstage>,
    pub words: Arc<W>,
}

/// A new message makes a sound, or not.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sound {
    On,
    Off,
}

pub(super) const NOTHING: Report = Report { spent: false, end: Outcome::Over(None) };

pub(super) fn over(follows: Option<Job>) -> Report {
    Report { spent: true, end: Outcome::Over(follows) }
}

impl<W: Say> Artist<W> {
    /// Does a job; at most one request goes out.
    pub(super) async fn carry_out(&self, lane: Lane, job: Job) -> Report {
        match (job, lane) {
            (Job::Screen(manner), Lane::Chat(who)) => self.screen(who, manner).await,
            (Job::Notice(id, manner), Lane::Chat(who)) => self.notice(who, id, manner).await,
            (Job::Once(view, lang, manner), Lane::Chat(who)) => {
                let image = picture(&view, &lang, &*self.words, manner.dress);
                let sent = self.put(who, None, image, manner.dress, Sound::Off).await;
                let again = |manner| Job::Once(view.clone(), lang.clone(), manner);
                sent.map_or_else(
                    |refusal| self.refused(who, refusal, manner, again),
                    |_| over(None),
                )
            }
            // What is rare is put aside, or every screen would carry the room for it about.
            (Job::File(id, who, manner), _) => Box::pin(self.file(who, id, manner)).await,
            (Job::Menu(who), _) => Box::pin(self.menu(who)).await,
            (Job::Unkey(who, message), _) => Box::pin(self.unkey(who, message)).await,
            (Job::Delete(who, message), _) => Box::pin(self.delete(who, message)).await,
            (Job::Commands(lang, commands), _) => Box::pin(self.commands(lang, commands)).await,
            (Job::Screen(_) | Job::Notice(..) | Job::Once(..), Lane::Files | Lane::Chores) => {
                NOTHING
            }
        }
    }

    async fn screen(&self, who: PersonId, manner: Manner) -> Report {
        let Ok(drawing) = self.ask_stage(self.stage.screen(who)) else {
            return Report { spent: false, end: Outcome::Trouble(Job::Screen(manner)) };
        };
        let Some(drawing) = drawing else { return NOTHING };
        let image = picture(&drawing.view, &drawing.lang, &*self.words, manner.dress);
        let on = drawing.on.filter(|on| *on != NOWHERE && !drawing.anew && !manner.anew);
        let keys = !image.keys.is_empty();
        match self.put(who, on, image, manner.dress, Sound::Off).await {
            Ok(message) => {
                self.stage.drawn(Drawn::Screen { who, message, stamp: drawing.stamp, keys });
                // A message that could not be edited keeps its keys: they cannot be edited either.
                let stale = drawing.on.filter(|old| {
                    let other = *old != message && *old != NOWHERE;
                    drawing.old_keys && on.is_none() && !manner.anew && other
                });
                over(stale.map(|old| Job::Unkey(who, old)))
            }
            Err(refusal) => self.refused(who, refusal, manner, Job::Screen),
        }
    }

    async fn notice(&self, who: PersonId, id: NoticeId, manner: Manner) -> Report {
        let job = |manner| Job::Notice(id, manner);
        let Ok(drawing) = self.ask_stage(self.stage.notice(id)) else {
            return Report { spent: false, end: Outcome::Trouble(job(manner)) };
        };
        let Some(drawing) = drawing else { return NOTHING };
        let image = picture(&drawing.view, &drawing.lang, &*self.words, manner.dress);
        let before = drawing.on.filter(|on| *on != NOWHERE);
        let noted = |message| Drawn::Notice { id, message, stamp: drawing.stamp };
        if drawing.life == Life::Over {
            // It is away as soon as that is asked for: nobody is to wait for it.
            self.stage.drawn(noted(NOWHERE));
            let follows = before.map(|old| Job::Delete(who, old));
            return Report { spent: false, end: Outcome::Over(follows) };
        }
        let on = before.filter(|_| !drawing.anew && !manner.anew);
        let sound = if drawing.quiet { Sound::Off } else { Sound::On };
        let passes = drawing.life == Life::Passes;
        match self.put(who, on, image, manner.dress, sound).await {
            Ok(message) => {
                self.stage.drawn(noted(message));
                let old = before.filter(|old| passes && *old != message);
                over(old.map(|old| Job::Delete(who, old)))
            }
            Err(Refusal::NoMessage) if passes && on.is_some() => {
                self.stage.drawn(noted(NOWHERE));
                over(None)
            }
            Err(refusal) => self.refused(who, refusal, manner, job),
        }
    }

    /// What is to be drawn, None if nothing is.
    fn ask_stage(&self, answer: anyhow::Result<Option<Drawing>>) -> Result<Option<Drawing>, ()> {
        match answer {
            Ok(drawing) => Ok(drawing.filter(|drawing| !drawing.done)),
            Err(error) => {
                tracing::error!(fault = %format_args!("{error:#}"), "what is to be drawn cannot be read");
                Err(())
            }
        }
    }

    /// Edits the message, or sends a new one; gives the message that shows the picture now.
    pub(super) async fn put(
        &self,
        who: PersonId,
        on: Option<i32>,
        image: Picture,
        dress: Dress,
        sound: Sound,
    ) -> Result<i32, Refusal> {
        let Picture { text, keys } = &image;
        let content = Content { text, html: dress == Dress::Rich, keys };
        let Some(message) = on else {
            let written = message::send(who.0, content, sound == Sound::Off);
            return self.api.send(written).await.map(|Sent(message)| message);
        };
        match self.api.send(message::edit(who.0, message, content)).await {
            Ok(Done) | Err(Refusal::NotModified) => Ok(message),
            Err(refusal) => Err(refusal),
        }
    }

    /// What to do about a message that was not taken.
    pub(super) fn refused(
        &self,
        who: PersonId,
        refusal: Refusal,
        manner: Manner,
        job: impl Fn(Manner) -> Job,
    ) -> Report {
        let end = match refusal {
            Refusal::TooMany(wait) => {
                tracing::warn!(chat = who.0, wait_s = wait.as_secs(), "too many requests");
                Outcome::TooMany(job(manner), wait)
            }
            Refusal::Unreachable => {
                tracing::info!(chat = who.0, "cannot be written to");
                self.stage.drawn(Drawn::Unreachable(who));
                Outcome::Over(None)
            }
            Refusal::NoMessage if !manner.anew => {
                Outcome::Again(job(Manner { anew: true, ..manner }))
            }
            Refusal::Bad { keys, ref note } if manner.dress == Dress::Rich => {
                tracing::error!(chat = who.0, fault = %note, "not taken, goes as plain text");
                let dress = if keys { Dress::Bare } else { Dress::Plain };
                Outcome::Again(job(Manner { dress, ..manner }))
            }
            Refusal::TooLarge if manner.dress != Dress::Bare => {
                Outcome::Again(job(Manner { dress: Dress::Bare, ..manner }))
            }
            refusal @ (Refusal::Bad { .. }
            | Refusal::NoMessage
            | Refusal::NotModified
            | Refusal::TooLarge) => {
                tracing::error!(chat = who.0, fault = %refusal, "not taken, given up");
                Outcome::Over(None)
            }
            refusal => {
                tracing::warn!(chat = who.0, fault = %refusal, "not drawn yet");
                Outcome::Trouble(job(manner))
            }
        };
        Report { spent: true, end }
    }

    async fn menu(&self, who: PersonId) -> Report {
        let commands = match self.stage.commands(who) {
            Ok(commands) => commands,
            Err(error) => {
                tracing::error!(chat = who.0, fault = %format_args!("{error:#}"), "a menu cannot be read");
                return NOTHING;
            }
        };
        let scope = BotCommandScope::Chat { chat_id: Recipient::Id(ChatId(who.0)) };
        let request = self.api.bot().set_my_commands(bot_commands(&commands)).scope(scope);
        let answer: Result<Done, _> = self.api.ask(request).await;
        chore(answer, Job::Menu(who))
    }

    async fn commands(&self, lang: Option<String>, commands: Vec<(String, String)>) -> Report {
        let request = self.api.bot().set_my_commands(bot_commands(&commands));
        let mut request = request.scope(BotCommandScope::AllPrivateChats);
        request.language_code.clone_from(&lang);
        let answer: Result<Done, _> = self.api.ask(request).await;
        chore(answer, Job::Commands(lang, commands))
    }

    async fn delete(&self, who: PersonId, message: i32) -> Report {
        let request = self.api.bot().delete_message(ChatId(who.0), MessageId(message));
        let answer: Result<Done, _> = self.api.ask(request).await;
        match answer {
            Err(Refusal::TooMany(_) | Refusal::Trouble(_)) => {
                chore(answer, Job::Delete(who, message))
            }
            // Taken away already, or too old for it: then it loses its keys at least.
            Err(Refusal::NoMessage) | Ok(Done) => over(None),
            Err(_) => over(Some(Job::Unkey(who, message))),
        }
    }

    async fn unkey(&self, who: PersonId, message: i32) -> Report {
        let request = self.api.bot().edit_message_reply_markup(ChatId(who.0), MessageId(message));
        let answer: Result<Done, _> = self.api.ask(request).await;
        match answer {
            Err(Refusal::TooMany(_) | Refusal::Trouble(_)) => {
                chore(answer, Job::Unkey(who, message))
            }
            _ => over(None),
        }
    }
}

/// What to do about a chore: nobody misses it, so what is refused is only noted.
fn chore(answer: Result<Done, Refusal>, job: Job) -> Report {
    let end = match answer {
        Ok(Done) => Outcome::Over(None),
        Err(Refusal::TooMany(wait)) => Outcome::TooMany(job, wait),
        Err(Refusal::Trouble(_)) => Outcome::Trouble(job),
        Err(refusal) => {
            tracing::warn!(fault = %refusal, "a menu was not set");
            Outcome::Over(None)
        }
    };
    Report { spent: true, end }
}

fn bot_commands(commands: &[(String, String)]) -> Vec<BotCommand> {
    let command = |(name, description): &(String, String)| {
        let description: String = description.chars().take(DESCRIPTION_MAX).collect();
        BotCommand::new(name, description)
    };
    commands.iter().map(command).collect()
}

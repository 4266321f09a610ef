//! Calls that come in, as an operator leads them: what the tests of all desks do.

use sufler::words::Phrase;

use crate::bench::{Bench, Person, Setup, open};
use crate::common::bot_api::Message;
use crate::trial::Trial;
use crate::words::say_with;

/// An operator who reads and speaks a language, with a script of incoming calls in hand.
#[derive(Debug)]
pub struct Desk {
    pub script: &'static str,
    pub who: Person,
}

/// A bot with this clock, for people who speak this language, at any pace.
pub fn on(trial: &Trial, lang: &str) -> Setup {
    let spoken = match lang {
        "ka" => "[\"ka\", \"ru\"]",
        "en" => "[\"en\", \"ru\"]",
        _ => "[\"ru\", \"ka\"]",
    };
    let setup = open().campaign("spoken", spoken);
    let setup = setup.args(["--rate", "1000", "--chat-rate", "1000"]);
    setup.env(Trial::VARIABLE, trial.folder())
}

impl Desk {
    /// Nina, who has started the bot.
    pub async fn at(bench: &Bench, script: &'static str, lang: &'static str) -> Desk {
        let who = bench.person_of(lang, 101, "Nina");
        who.command("/start").await;
        who.sees("home-hint").await;
        Desk { script, who }
    }

    /// A text of the script.
    pub fn text(&self, id: &str) -> String {
        say_with(self.who.lang, Phrase::new(id.to_owned()).from_book(self.script))
    }

    /// The call comes in.
    pub async fn rings(&self) {
        self.who.command("/incoming").await;
        self.who.sees("scripts-title").await;
        self.who.press(&self.text("name")).await;
    }

    /// Waits for a step.
    pub async fn step(&self, id: &str) -> Message {
        let title = self.text(&format!("{id}.title"));
        let is_step = |m: &Message| m.stretches("bold").contains(&title);
        self.who.expect_where(&title, is_step).await
    }

    /// Presses keys of steps, one after another: `greet.asks`.
    pub async fn takes(&self, keys: &[&str]) {
        for key in keys {
            self.step(key.split('.').next().unwrap()).await;
            self.who.press(&self.text(key)).await;
        }
    }

    /// Types what the client told, and waits until it is on the screen.
    pub async fn types(&self, text: &str) {
        self.who.send(text).await;
        self.who.expect_where(text, |m| m.text.contains(&format!(": {text}"))).await;
    }

    /// Waits for the end of the call, with this outcome.
    pub async fn ends(&self, outcome: &str) -> Message {
        let outcome = self.text(&format!("outcome-{outcome}"));
        let title =
            say_with(self.who.lang, Phrase::new("inquiry-title").with("outcome", &*outcome));
        self.who.expect(&title).await
    }
}

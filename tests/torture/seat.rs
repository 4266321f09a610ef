//! Somebody in front of a telephone, who remembers what must have become of everything that he did:
//! each turn raises the stamp of his desk by one, and the keys that he sees bear the stamp.

use std::collections::{BTreeMap, VecDeque};
use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use sufler::chat::press::{Act, On, Press};
use sufler::words::Phrase;

use crate::common::bot_api::{Feed, KeyAction, Message, News, User, What};
use crate::dice::Dice;
use crate::journal::{Journal, Saved};
use crate::words::{say, say_with};

/// Longer than the bot is ever down, with all that waits for it then.
const LIMIT: Duration = Duration::from_secs(90);

/// A message with its keys, as acts.
#[derive(Clone, Debug)]
pub struct Sight {
    pub message: Message,
    pub on: Option<On>,
    pub keys: Vec<(Act, String)>,
    labels: Vec<String>,
}

impl Sight {
    fn new(message: Message) -> Sight {
        let (mut keys, mut labels) = (Vec::new(), Vec::new());
        let mut on = None;
        for key in message.keys.iter().flatten() {
            if let KeyAction::Data(data) = &key.action {
                let press = Press::from_str(data).unwrap_or_else(|_| panic!("a key with {data:?}"));
                on = Some(press.on);
                keys.push((press.act, data.clone()));
                labels.push(key.text.clone());
            }
        }
        Sight { message, on, keys, labels }
    }

    pub fn has(&self, act: &Act) -> bool {
        self.keys.iter().any(|(own, _)| own == act)
    }

    pub fn find(&self, fits: impl Fn(&Act) -> bool) -> Option<Act> {
        self.keys.iter().map(|(act, _)| act).find(|act| fits(act)).cloned()
    }

    /// What the first key with such a label does.
    pub fn labelled(&self, fits: impl Fn(&str) -> bool) -> Option<Act> {
        let at = self.labels.iter().position(|label| fits(label))?;
        self.keys.get(at).map(|(act, _)| act.clone())
    }

    fn stamp(&self) -> Option<u32> {
        match self.on {
            Some(On::Screen(stamp)) => Some(stamp),
            _ => None,
        }
    }
}

/// What came after a press of «save».
pub enum AfterSave {
    Saved,
    /// Something has to be chosen again: the time has passed.
    Screen,
}

/// A person.
pub struct Seat {
    pub user: User,
    pub lang: &'static str,
    pub dice: Dice,
    /// How long he thinks before he does something, in milliseconds at most.
    pub thinks: u64,
    /// In so many of a hundred cases his finger does something else besides.
    pub clumsy: u64,
    feed: Feed,
    journal: Arc<Journal>,
    /// What the stamp of the desk must be by now.
    pub stamp: u32,
    pub screen: Option<Sight>,
    pub notices: BTreeMap<u64, Sight>,
    saved: VecDeque<Saved>,
    old: VecDeque<(u32, String, i64)>,
    acted: SystemTime,
}

impl Seat {
    pub fn new(user: User, lang: &'static str, dice: Dice, journal: Arc<Journal>) -> Seat {
        Seat {
            feed: user.feed(),
            user,
            lang,
            dice,
            thinks: 0,
            clumsy: 10,
            journal,
            stamp: 0,
            screen: None,
            notices: BTreeMap::new(),
            saved: VecDeque::new(),
            old: VecDeque::new(),
            acted: SystemTime::now(),
        }
    }

    /// Comes in: the first that anybody writes.
    pub async fn come_in(&mut self) {
        self.write("/start").await;
        self.see().await;
    }

    async fn think(&mut self) {
        if self.thinks > 0 {
            let time = self.dice.below(self.thinks);
            tokio::time::sleep(Duration::from_millis(time)).await;
        }
        self.listen();
    }

    /// Writes a text or a command, and is shown a screen for it.
    pub async fn write(&mut self, text: &str) {
        self.think().await;
        let id = match text.starts_with('/') {
            true => self.user.command(text).await,
            false => self.user.send(text).await,
        };
        self.did(id);
        self.stamp += 1;
    }

    fn did(&mut self, update: i64) {
        self.journal.update(update);
        self.acted = SystemTime::now();
    }

    /// Presses the key that does this on the screen as it is now; sometimes twice, sometimes an old
    /// one before it.
    pub async fn tap(&mut self, act: &Act) {
        self.tap_first(&format!("{act:?}"), |own| own == act).await;
    }

    /// The same with the first key that does such a thing.
    pub async fn tap_first(&mut self, what: &str, fits: impl Fn(&Act) -> bool) {
        if !self.tap_found(fits).await {
            self.fail(&format!("no key {what}"));
        }
    }

    /// The same where there may be no such key any more; false then.
    pub async fn tap_found(&mut self, fits: impl Fn(&Act) -> bool) -> bool {
        self.think().await;
        if self.dice.percent(self.clumsy / 3) {
            // Drawn anew, the screen may offer other dates, and a list other entries.
            self.tap_old().await;
        }
        let screen = self.screen.clone().unwrap_or_else(|| self.fail("no screen"));
        let Some((_, data)) = screen.keys.iter().find(|(own, _)| fits(own)) else { return false };
        let press = self.user.press_raw(data, screen.message.id).await;
        self.did(press.update_id);
        self.old.push_back((self.stamp, data.clone(), screen.message.id));
        self.old.truncate(40);
        self.stamp += 1;
        if self.dice.percent(self.clumsy) {
            // The second tap of a double one: the stamp is the old one already.
            let again = self.user.press_raw(data, screen.message.id).await;
            self.journal.update(again.update_id);
        }
        true
    }

    /// Presses a key of a screen that was there long ago: it must do nothing but show the screen
    /// again, below.
    async fn tap_old(&mut self) {
        let Some((stamp, data, message)) = self.old.pop_front() else { return };
        if stamp + 2 > self.stamp {
            return;
        }
        let press = self.user.press_raw(&data, message).await;
        self.did(press.update_id);
        self.stamp += 1;
        self.see().await;
    }

    /// Presses a key of a notice, after which a screen comes; false: it has no such key any more.
    pub async fn tap_notice(&mut self, notice: u64, act: &Act) -> bool {
        let touched = self.touch_notice(notice, act).await;
        self.stamp += u32::from(touched);
        touched
    }

    /// Presses a key of a notice; what becomes of the screen is for the caller to know. False: it
    /// has no such key any more.
    pub async fn touch_notice(&mut self, notice: u64, act: &Act) -> bool {
        self.think().await;
        let Some(sight) = self.notices.get(&notice) else { return false };
        let Some((_, data)) = sight.keys.iter().find(|(own, _)| own == act) else { return false };
        let press = self.user.press_raw(data, sight.message.id).await;
        self.did(press.update_id);
        true
    }

    /// Waits for the screen that must be there by now.
    pub async fn see(&mut self) -> Sight {
        loop {
            if let Some(screen) = self.current() {
                return screen;
            }
            self.hear("the screen").await;
        }
    }

    /// Goes to the first screen, after a press of which nobody can say from outside whether it
    /// changed the screen: this one tells.
    pub async fn sync(&mut self) {
        self.write("/start").await;
        let first = |screen: &Sight| screen.has(&Act::Shift);
        loop {
            let screen = self.screen.as_ref().filter(|screen| first(screen));
            match screen.and_then(Sight::stamp) {
                Some(stamp) if stamp == self.stamp || stamp + 1 == self.stamp => {
                    self.stamp = stamp;
                    return;
                }
                _ => self.hear("the first screen").await,
            }
        }
    }

    /// The screen, if it is the one that must be there by now.
    fn current(&self) -> Option<Sight> {
        let screen = self.screen.as_ref()?;
        let stamp = screen.stamp()?;
        assert!(stamp <= self.stamp, "{}", self.state("something acted twice"));
        (stamp == self.stamp).then(|| screen.clone())
    }

    /// Waits until it is said that the attempt on this lead with this comment is saved.
    pub async fn see_saved(&mut self, lead: u32, comment: &str) -> AfterSave {
        loop {
            while let Some(saved) = self.saved.pop_front() {
                if (saved.lead, saved.comment.as_str()) == (lead, comment) {
                    return AfterSave::Saved;
                }
            }
            if self.current().is_some() {
                return AfterSave::Screen;
            }
            self.hear(&format!("«saved» with {comment:?}")).await;
        }
    }

    /// Waits until a notice has changed so.
    pub async fn see_notice(&mut self, id: u64, fits: impl Fn(&Sight) -> bool) {
        while !self.notices.get(&id).is_some_and(&fits) {
            self.hear("a change of the notice").await;
        }
    }

    /// Waits for a while, or until something comes.
    pub async fn rest(&mut self, time: Duration) {
        if let Ok(Some(news)) = tokio::time::timeout(time, self.feed.recv()).await {
            self.take(news);
        }
        self.listen();
    }

    async fn hear(&mut self, what: &str) {
        match tokio::time::timeout(LIMIT, self.feed.recv()).await {
            Ok(Some(news)) => self.take(news),
            _ => self.fail(&format!("waited in vain for {what}")),
        }
        self.listen();
    }

    /// Takes in all that has come.
    pub fn listen(&mut self) {
        while let Ok(news) = self.feed.try_recv() {
            self.take(news);
        }
    }

    fn take(&mut self, news: News) {
        let message = match news.what {
            What::Answered(_) => {
                self.journal.entries().toasts += 1;
                return;
            }
            What::Shown(message) => *message,
        };
        let sight = Sight::new(message);
        let notice = match sight.on {
            Some(On::Notice(id)) => Some(id.0),
            _ => None,
        };
        self.journal.shown(&sight.message, news.at, notice);
        if notice.is_none() && self.is_answer(&sight) {
            let latency = news.at.duration_since(self.acted).unwrap_or_default();
            self.journal.entries().latencies.push(latency);
        }
        match (notice, sight.stamp()) {
            (Some(id), _) => {
                self.notices.insert(id, sight);
            }
            (None, Some(stamp)) => {
                let before = self.screen.as_ref().and_then(Sight::stamp);
                if before.is_none_or(|before| before <= stamp) {
                    self.screen = Some(sight);
                }
            }
            (None, None) => self.take_keyless(sight.message),
        }
    }

    /// The first sight of what the last act has led to.
    fn is_answer(&self, sight: &Sight) -> bool {
        let known = self.screen.as_ref().and_then(Sight::stamp);
        match sight.stamp() {
            Some(stamp) => stamp == self.stamp && known != Some(stamp),
            None => self.saved_as(&sight.message).is_some(),
        }
    }

    fn take_keyless(&mut self, message: Message) {
        let Some(saved) = self.saved_as(&message) else {
            // A notice that has nothing to press any more.
            self.notices.retain(|_, notice| notice.message.id != message.id);
            return;
        };
        self.journal.entries().saved.push(saved.clone());
        self.saved.push_back(saved);
    }

    /// The attempt, if the message says that one is saved.
    fn saved_as(&self, message: &Message) -> Option<Saved> {
        let bold = message.stretches("bold");
        let titles = ["saved-title", "saved-pending"].map(|id| say(self.lang, id));
        if !message.keys.is_empty() || !bold.iter().any(|title| titles.contains(title)) {
            return None;
        }
        Some(Saved {
            who: self.user.id,
            lead: self.lead_in(&message.text)?,
            comment: message.stretches("code").first()?.clone(),
            text: message.text.clone(),
        })
    }

    /// The number of the first questionnaire that a text names.
    pub fn lead_in(&self, text: &str) -> Option<u32> {
        let line = say_with(self.lang, Phrase::new("lead-line"));
        let before = line.split("{$id}").next().unwrap_or_default();
        let behind = text.split_once(before)?.1;
        let digits: String = behind.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    }

    fn state(&self, what: &str) -> String {
        let screen = self.screen.as_ref().map(|s| format!("{:?}\n{}", s.on, s.message));
        let Seat { user, stamp, .. } = self;
        format!("person {}: {what}; the stamp must be {stamp}, shown is\n{screen:?}", user.id)
    }

    pub fn fail(&self, what: &str) -> ! {
        panic!("{}", self.state(what))
    }
}

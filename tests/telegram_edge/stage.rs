//! A stage for the edge to play on: it shows everybody what he did last, and can be told to hold,
//! to drop and to break.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sufler::chat::edge::{Backstage, Draw, Drawing, Drawn, File, Life, Parcel, Settled};
use sufler::chat::event::{Event, Incoming};
use sufler::chat::press::{Act, On, Press};
use sufler::chat::view::{Key, Style, View};
use sufler::domain::notice::NoticeId;
use sufler::domain::people::{PersonId, Role};
use sufler::telegram::{self, End, Options, Pace, Patience, Say};
use sufler::words::Phrase;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::common::bot_api::BotApi;

/// Says the phrase's id as it stands.
pub struct Plain;
impl Say for Plain {
    fn say_to(&self, _: &str, phrase: &Phrase, to: &mut String) {
        to.push_str(&phrase.id);
    }
}

/// What is shown, and where.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    pub text: String,
    pub stamp: u32,
    pub on: Option<i32>,
    pub done: bool,
    pub anew: bool,
    pub keys: bool,
    pub quiet: bool,
    pub life: Life,
}

impl Shown {
    fn drawing(&self) -> Drawing {
        let mut view = View::default();
        view.line(Style::Title, Phrase::new(self.text.clone()));
        if self.keys {
            let press = Press { on: On::Screen(self.stamp), act: Act::Branch("go".to_owned()) };
            view.row([Key::Press(Phrase::new("Go"), press)]);
        }
        Drawing {
            view,
            lang: "en".to_owned(),
            stamp: self.stamp,
            on: self.on,
            done: self.done,
            anew: self.anew,
            old_keys: self.on.is_some(),
            quiet: self.quiet,
            life: self.life,
        }
    }
}

#[derive(Default)]
pub struct State {
    pub screens: HashMap<PersonId, Shown>,
    pub notices: HashMap<NoticeId, Shown>,
    /// Notices that are files of so many bytes, and how often each was made.
    pub files: HashMap<NoticeId, (usize, usize)>,
    /// Files that are being made are not ready until this is false again.
    pub making: bool,
    /// The turns that were made, in order.
    pub turns: Vec<Incoming>,
    /// Every turn that was submitted, also those made before.
    pub submitted: usize,
    pub drawn: Vec<Drawn>,
    pub undrawn: Vec<Draw>,
    /// Turns wait until [`Stage::release`].
    pub hold: bool,
    /// This text is dropped, and all that comes after.
    pub drop_at: Option<String>,
    pub dropping: bool,
    /// Whose screen breaks down.
    pub broken: HashSet<PersonId>,
    /// People without a screen: they get messages that nobody remembers.
    pub strangers: HashSet<PersonId>,
    /// The updates whose turns were made.
    pub updates: HashSet<i64>,
    /// The turns that wait.
    pub held: Vec<(oneshot::Sender<Settled>, Settled)>,
}

pub struct Stage {
    pub state: Mutex<State>,
    draws: Mutex<mpsc::UnboundedSender<Draw>>,
}

impl Stage {
    pub fn with<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        look(&mut self.state.lock().unwrap())
    }

    pub fn draw(&self, draw: Draw) {
        let _ = self.draws.lock().unwrap().send(draw);
    }

    /// Changes what somebody sees, and has it drawn.
    pub fn show(&self, who: i64, change: impl FnOnce(&mut Shown)) {
        self.with(|s| {
            let shown = s.screens.entry(PersonId(who)).or_default();
            shown.stamp += 1;
            shown.done = false;
            change(shown);
        });
        self.draw(Draw::Screen(PersonId(who)));
    }

    /// Lets the turns that wait settle, and no other wait.
    pub fn release(&self) {
        let held = self.with(|s| {
            s.hold = false;
            std::mem::take(&mut s.held)
        });
        for (sender, settled) in held {
            let _ = sender.send(settled);
        }
    }

    pub fn events(&self, who: i64) -> Vec<Event> {
        let of = |turn: &&Incoming| turn.who.id == PersonId(who);
        self.with(|s| s.turns.iter().filter(of).map(|turn| turn.event.clone()).collect())
    }

    fn take(&self, incoming: Incoming, sender: oneshot::Sender<Settled>) {
        let who = incoming.who.id;
        let settled = self.with(|s| {
            s.submitted += 1;
            let text = format!("{:?}", incoming.event);
            s.dropping |= s.drop_at.as_ref().is_some_and(|at| text.contains(at));
            if s.dropping {
                return None;
            }
            let mut settled = Settled::default();
            if !s.updates.insert(incoming.update.unwrap()) {
                settled.skipped = true;
            } else if s.strangers.contains(&who) {
                let mut view = View::default();
                view.line(Style::Plain, Phrase::new(format!("Who are you? {text}")));
                settled.once = Some((view, "en".to_owned()));
                s.turns.push(incoming);
            } else {
                let shown = s.screens.entry(who).or_default();
                shown.stamp += 1;
                shown.done = false;
                shown.keys = true;
                shown.text = text;
                if matches!(incoming.event, Event::Press(_) | Event::OldKey) {
                    settled.toast = Some("Noted".to_owned());
                }
                s.turns.push(incoming);
            }
            Some(settled)
        });
        let Some(settled) = settled else { return };
        let sender = self.with(|s| {
            if s.hold {
                s.held.push((sender, settled.clone()));
                return None;
            }
            Some(sender)
        });
        if !settled.skipped && settled.once.is_none() {
            self.draw(Draw::Screen(who));
        }
        if let Some(sender) = sender {
            let _ = sender.send(settled);
        }
    }

    /// Waits until this holds of the stage.
    pub async fn until(&self, what: &str, holds: impl Fn(&State) -> bool) {
        for _ in 0..1000 {
            if self.with(|s| holds(s)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("waited in vain until {what}");
    }
}

impl Backstage for Stage {
    fn submit_all(&self, together: Vec<(Incoming, oneshot::Sender<Settled>)>) {
        together.into_iter().for_each(|(incoming, sender)| self.take(incoming, sender));
    }

    fn screen(&self, who: PersonId) -> anyhow::Result<Option<Drawing>> {
        let broken = self.with(|s| s.broken.contains(&who));
        assert!(!broken, "this screen breaks down");
        Ok(self.with(|s| s.screens.get(&who).map(Shown::drawing)))
    }

    fn notice(&self, id: NoticeId) -> anyhow::Result<Option<Drawing>> {
        Ok(self.with(|s| s.notices.get(&id).map(Shown::drawing)))
    }

    fn file(&self, id: NoticeId, most: u64) -> anyhow::Result<Option<Parcel>> {
        // Not for ever: a test that fails meanwhile has to end.
        for _ in 0..20_000 {
            if !self.with(|s| s.making) {
                break;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok(self.with(|s| {
            if s.notices.get(&id).is_some_and(|notice| notice.done) {
                return None;
            }
            let (size, made) = s.files.get_mut(&id)?;
            *made += 1;
            let fits = *size as u64 <= most;
            let mut view = View::default();
            view.line(Style::Title, Phrase::new(if fits { "Here it is" } else { "Too large" }));
            let bytes = (0..*size).map(|n| (n % 251) as u8).collect();
            let file = fits.then(|| File { name: "calls-2026.csv".to_owned(), bytes });
            Some(Parcel { view, lang: "en".to_owned(), stamp: 1, file })
        }))
    }

    fn drawn(&self, drawn: Drawn) {
        self.with(|s| {
            match drawn {
                Drawn::Screen { who, message, stamp, .. } => {
                    let shown = s.screens.get_mut(&who).unwrap();
                    shown.on = Some(message);
                    shown.anew = false;
                    shown.done = shown.stamp == stamp;
                }
                Drawn::Notice { id, message, .. } => {
                    let shown = s.notices.entry(id).or_default();
                    shown.on = Some(message);
                    shown.anew = false;
                    shown.done = true;
                }
                Drawn::Unreachable(_) => {}
            }
            s.drawn.push(drawn);
        });
    }

    fn undrawn(&self) -> anyhow::Result<Vec<Draw>> {
        Ok(self.with(|s| std::mem::take(&mut s.undrawn)))
    }

    fn commands(&self, who: PersonId) -> anyhow::Result<Vec<(String, String)>> {
        Ok(vec![("shift".to_owned(), format!("Shift of {}", who.0))])
    }

    fn command_sets(&self, role: Option<Role>) -> Vec<(String, Vec<(String, String)>)> {
        assert_eq!(role, None, "only strangers' commands are for everybody");
        let set = |lang: &str| {
            let start = ("start".to_owned(), format!("Start in {lang}"));
            (lang.to_owned(), vec![start])
        };
        vec![set("en"), set("ka")]
    }
}

/// A bot that runs on the stage.
pub struct Bot {
    pub stage: Arc<Stage>,
    /// How often the loop of updates went round.
    pub beats: Arc<AtomicUsize>,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<anyhow::Result<End>>,
}

impl Bot {
    pub fn start(api: &BotApi) -> Bot {
        Bot::start_with(api, State::default())
    }

    pub fn start_with(api: &BotApi, state: State) -> Bot {
        Bot::start_as(options(api, api.token()), state)
    }

    pub fn start_as(options: Options, state: State) -> Bot {
        let (draws, out) = mpsc::unbounded_channel();
        let stage = Arc::new(Stage { state: Mutex::new(state), draws: Mutex::new(draws) });
        let beats = Arc::new(AtomicUsize::new(0));
        let beating = beats.clone();
        let heartbeat = move || {
            beating.fetch_add(1, Ordering::Relaxed);
        };
        let (stop, stopped) = oneshot::channel::<()>();
        let shutdown = async {
            let _ = stopped.await;
        };
        let (backstage, words) = (stage.clone() as Arc<dyn Backstage>, Arc::new(Plain));
        let running = telegram::run(options, backstage, words, out, shutdown, heartbeat);
        Bot { stage, beats, stop: Some(stop), task: tokio::spawn(running) }
    }

    /// Asks it to end, and waits for that.
    pub async fn shut_down(mut self) -> End {
        let _ = self.stop.take().unwrap().send(());
        self.end().await
    }

    /// Waits for its end.
    pub async fn end(self) -> End {
        let time = Duration::from_secs(12);
        tokio::time::timeout(time, self.task).await.expect("no end").unwrap().unwrap()
    }

    /// Ends it as kill -9 does; what the stage has on disk is left.
    pub async fn kill(self) -> State {
        self.task.abort();
        let _ = self.task.await;
        let mut state = self.stage.with(std::mem::take);
        state.held.clear();
        state.hold = false;
        state.dropping = false;
        state.drop_at = None;
        state
    }
}

pub fn options(api: &BotApi, token: &str) -> Options {
    Options {
        token: token.to_owned().into(),
        api_url: Some(api.url().parse().unwrap()),
        pace: Pace::default(),
        patience: Patience::default(),
    }
}

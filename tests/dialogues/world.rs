//! An installation in memory, with its people, its own clock and dice; everything in it happens
//! one after another.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};
use sufler::app::load::{self, Doors, Sources};
use sufler::app::{App, Clock};
use sufler::chat::edge::{Backstage, Draw, Drawn, Life};
use sufler::chat::event::{Event, Incoming, Who};
use sufler::chat::house::{Backups, House};
use sufler::chat::press::Act;
use sufler::chat::taught::Taught;
use sufler::chat::view::{Key, View};
use sufler::console::{Paint, Sheet};
use sufler::domain::campaign::Source;
use sufler::domain::notice::NoticeId;
use sufler::domain::people::{Person, PersonId, Role};
use sufler::domain::record::Change;
use sufler::notes::cues::Cues;
use sufler::notes::{Example, Notes, Reader, Settings, Trained};
use sufler::store::schema;
use sufler::store::verify::verify;
use sufler::store::{Batch, Book, Disk, Memory};
use sufler::timer::Due;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::furniture::{built_in, campaign, moment, span_of, split_mix, watch_the_log};

/// So many moments at which something is due may lie in one step; more is a loop without end.
const MOST_WAKES: usize = 2_000;

/// So often each example of a dialogue is gone through.
const OFTEN: usize = 20;

/// Somebody, as the messenger knows the person.
struct Guest {
    name: String,
    who: Who,
}

/// A message that somebody sees.
struct Message {
    to: PersonId,
    /// None: the screen.
    notice: Option<NoticeId>,
    lang: String,
    view: View,
    /// Its number in the messenger.
    number: i32,
    /// A newer state of the screen stands elsewhere.
    replaced: bool,
}

pub struct World {
    guests: Vec<Guest>,
    acting: usize,
    disk: Arc<dyn Disk>,
    house: Arc<House>,
    doors: Doors,
    sources: Option<Sources>,
    campaign: Vec<(String, String)>,
    /// What notes are understood by; none: the built-in examples.
    examples: Vec<Example>,
    app: Option<App>,
    draws: UnboundedReceiver<Draw>,
    now: Arc<AtomicI64>,
    seed: u64,
    messages: Vec<Message>,
    /// The number of the last message, as the messenger gives them.
    sent: i32,
}

impl World {
    pub fn new(head: &str) -> World {
        watch_the_log();
        let mut world = World {
            guests: Vec::new(),
            acting: 0,
            disk: Arc::new(Memory::new()),
            house: built_in(),
            doors: Doors { bot: Some("sufler_bot".to_owned()), ..Doors::default() },
            sources: None,
            campaign: Vec::new(),
            examples: Vec::new(),
            app: None,
            draws: unbounded_channel().1,
            now: Arc::default(),
            seed: 1,
            messages: Vec::new(),
            sent: 100,
        };
        schema::note(&*world.disk).unwrap();
        let mut people = Vec::new();
        for line in head.lines().filter(|line| !line.starts_with('#')) {
            let (name, value) = line.split_once(" = ").expect(line);
            let (kind, name) = name.split_once(' ').unwrap_or((name, ""));
            match kind {
                "now" => world.set_now(moment(value)),
                "seed" => world.seed = value.parse().expect(line),
                "person" => people.push(world.person(name, value)),
                "guest" => {
                    world.guest(name, value);
                }
                "owner" => world.doors.owners.push(world.find(value).expect(line).who.id),
                "open" => world.doors.open = value == "true",
                "passphrase" => {
                    let (passphrase, folder) = (value.to_owned().into(), None);
                    world.doors.backups = Some(Backups { passphrase, folder });
                }
                "example" => {
                    let example = Example {
                        lang: "ru".to_owned(),
                        text: value.to_owned(),
                        code: name.into(),
                        reason: None,
                        when: None,
                        now: None,
                    };
                    world.examples.push(example);
                }
                "campaign" => world.campaign.push((name.to_owned(), value.to_owned())),
                _ => panic!("{line}"),
            }
        }
        world.put(&people.into_iter().map(Change::Person).collect::<Vec<_>>());
        world.house = Arc::new(world.furnish());
        world.start();
        world
    }

    fn guest(&mut self, name: &str, lang: &str) -> PersonId {
        let id = PersonId(self.guests.len() as i64 + 1);
        let who = Who { id, name: name.to_owned(), lang: Some(lang.to_owned()) };
        self.guests.push(Guest { name: name.to_owned(), who });
        id
    }

    /// `operator ru Asia/Tbilisi off`.
    fn person(&mut self, name: &str, value: &str) -> Person {
        let mut words = value.split(' ');
        let role = words.next().and_then(Role::from_id).expect(value);
        let lang = words.next().expect(value);
        let rest: Vec<_> = words.collect();
        Person {
            id: self.guest(name, lang),
            name: name.to_owned(),
            role,
            lang: lang.to_owned(),
            zone: rest.iter().find_map(|word| word.parse().ok()),
            on_shift: !rest.contains(&"off"),
            since: self.now(),
            unreachable: false,
            left: false,
            former: None,
            exempt: false,
            default_for_calls: false,
        }
    }

    fn find(&self, name: &str) -> Option<&Guest> {
        self.guests.iter().find(|guest| guest.name == name)
    }

    fn name(&self, id: PersonId) -> &str {
        &self.guests.iter().find(|guest| guest.who.id == id).unwrap().name
    }

    fn me(&self) -> PersonId {
        self.guests[self.acting].who.id
    }

    fn put(&self, changes: &[Change]) {
        let mut batch = Batch::new();
        Book::new(self.disk.clone()).put(&mut batch, changes).unwrap();
        self.disk.write(batch).unwrap();
    }

    /// What does not fit together in the store. The versions of scripts are in another one: the
    /// built-in rules are read once for all dialogues.
    pub fn defects(&mut self) -> Vec<String> {
        self.app = None;
        let report = verify(&*self.disk, &mut |_| {}).unwrap();
        let said = report.findings.iter().map(ToString::to_string);
        said.filter(|line| !line.contains("the script of its call, script version")).collect()
    }

    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.now.load(Ordering::SeqCst), 0).unwrap()
    }

    fn set_now(&self, now: DateTime<Utc>) {
        self.now.store(now.timestamp(), Ordering::SeqCst);
    }

    /// The installation: the built-in one, with the campaign and the doors of this dialogue.
    fn furnish(&self) -> House {
        let base = match &self.sources {
            Some(sources) => Arc::new(load::house(sources, Doors::default(), &self.disk).unwrap()),
            None => built_in(),
        };
        House {
            codes: base.codes.clone(),
            campaign: campaign(&base, &self.campaign),
            places: base.places.clone(),
            crm: base.crm.clone(),
            scripts: base.scripts.clone(),
            versions: base.versions.clone(),
            words: base.words.clone(),
            notes: self.notes(&base),
            taught: Taught::default(),
            owners: self.doors.owners.clone(),
            open: self.doors.open,
            backups: self.doors.backups.clone(),
            bot: self.doors.bot.clone(),
        }
    }

    /// What understands notes.
    fn notes(&self, base: &House) -> Notes {
        if self.examples.is_empty() {
            return base.notes.clone();
        }
        // What only one example has teaches nothing.
        let often = std::iter::repeat_n(&self.examples, OFTEN).flatten();
        let examples: Vec<Example> = often.cloned().collect();
        let settings = Settings {
            clear: 0.75,
            ahead: 0.35,
            unsure: 0.3,
            temperature: 1.0,
            rounds: 20,
            step: 0.12,
            ..Settings::default()
        };
        let train = move || Reader::train(&examples, &Cues::default(), &settings);
        Notes::new(move || Trained { reader: train(), reasons: None })
    }

    fn start(&mut self) {
        let (sender, draws) = unbounded_channel();
        let now = self.now.clone();
        let clock: Clock =
            Arc::new(move || DateTime::from_timestamp(now.load(Ordering::SeqCst), 0).unwrap());
        let mut state = self.seed;
        let dice = Box::new(move || split_mix(&mut state));
        let app = App::start(self.house.clone(), self.disk.clone(), clock, dice, sender);
        self.app = Some(app.unwrap());
        self.draws = draws;
    }

    fn app(&self) -> &App {
        self.app.as_ref().unwrap()
    }

    /// Does one step; what it makes the bot show.
    pub fn step(&mut self, line: &str) -> Result<String, String> {
        if let Some(name) = line.strip_prefix("as ").and_then(|rest| rest.strip_suffix(':')) {
            let at = self.guests.iter().position(|guest| guest.name == name);
            self.acting = at.ok_or("nobody of that name")?;
            return Ok(String::new());
        }
        let (mark, rest) = line.split_once(' ').unwrap_or((line, ""));
        match mark {
            ">" => self.said(rest),
            ">>" => self.said(rest).map(|_| String::new()),
            "^" => self.reply(rest),
            "!" => self.odd(rest),
            "@" => self.wait(rest),
            _ => Err("no step".into()),
        }
    }

    fn said(&mut self, text: &str) -> Result<String, String> {
        let (old, label) = match text.strip_prefix("old ") {
            Some(label) => (true, label),
            None => (false, text),
        };
        let Some(label) = label.strip_prefix('[').and_then(|label| label.strip_suffix(']')) else {
            return self.happen(Event::typed(text));
        };
        match self.key(label, old)? {
            (Key::Copy(_, text), lang) => {
                Ok(format!("copied: {}", self.house.words.say(&lang, &text)))
            }
            // Through the wire, as in the messenger.
            (Key::Press(_, press), _) => {
                let data = press.to_string();
                assert!(data.len() <= 64, "{data}");
                self.happen(Event::pressed(&data))
            }
        }
    }

    /// Answers the newest message beside the screen.
    fn reply(&mut self, text: &str) -> Result<String, String> {
        let mine = |m: &&Message| m.to == self.me() && m.notice.is_some();
        let to = self.messages.iter().rev().find(mine).map(|message| message.number);
        self.happen(Event::typed(text).replying(Some(to.ok_or("nothing to answer")?)))
    }

    /// The key with this label, on the newest message that has one.
    fn key(&self, label: &str, old: bool) -> Result<(Key, String), String> {
        let mine = |message: &&Message| message.to == self.me() && message.replaced == old;
        for message in self.messages.iter().rev().filter(mine) {
            let keys = message.view.keys.iter().flatten();
            let said = |key: &&Key| {
                let (Key::Press(text, _) | Key::Copy(text, _)) = key;
                let group =
                    matches!(key, Key::Press(_, press) if matches!(press.act, Act::Group(_)));
                let text = self.house.words.say(&message.lang, text);
                text == label || (group && text.trim_matches(['—', ' ']) == label)
            };
            if let Some(key) = { keys }.find(said) {
                return Ok((key.clone(), message.lang.clone()));
            }
        }
        Err(format!("no key [{label}]"))
    }

    fn happen(&mut self, event: Event) -> Result<String, String> {
        let who = self.guests[self.acting].who.clone();
        let settled = self.app().submit(Incoming { update: None, who, event });
        let settled = settled.blocking_recv().map_err(|_| "the turn was not made")?;
        let mut shown = String::new();
        if let Some(toast) = settled.toast {
            assert!(toast.chars().count() <= 200, "{toast}");
            shown += &format!("({toast})\n");
        }
        if let Some((view, lang)) = settled.once {
            shown += &self.text(&view, &lang);
        }
        shown += &self.draw();
        Ok(shown)
    }

    /// `megaplan Название;Телефон;Ответственный | Ветер;84993224685;Пётр`
    fn import(&mut self, what: &str) -> Result<String, String> {
        let (crm, lines) = what.split_once(' ').ok_or("which CRM?")?;
        let source = Source::from_id(crm).ok_or("no such CRM")?;
        let file = lines.split('|').map(str::trim).collect::<Vec<_>>().join("\n");
        let said = self.app().import(source, file.as_bytes());
        Ok(said.map_or_else(|error| format!("refused: {error}"), |said| said.to_string()))
    }

    fn odd(&mut self, what: &str) -> Result<String, String> {
        match what {
            "picture" => return self.happen(Event::Odd),
            "edit" => return self.happen(Event::Edited),
            "block" => return self.happen(Event::Reachable(false)),
            "unblock" => return self.happen(Event::Reachable(true)),
            "restart" => {}
            _ if what.starts_with("import ") => return self.import(&what["import ".len()..]),
            _ => {
                let texts = what.strip_prefix("script ").and_then(|rest| rest.split_once(" => "));
                let (old, new) = texts.ok_or("unknown")?;
                self.new_script(old.trim_matches('"'), new.trim_matches('"'))?;
            }
        }
        self.app = None;
        self.house = Arc::new(self.furnish());
        self.seed += 1;
        self.start();
        let mut shown = String::new();
        for draw in self.app().undrawn().unwrap() {
            if !matches!(draw, Draw::Menu(_)) {
                shown += &self.draw_one(draw);
            }
        }
        Ok(shown)
    }

    fn new_script(&mut self, old: &str, new: &str) -> Result<(), String> {
        // The version with which calls have begun is on the disk of a real installation.
        let first = Sources::read(None, None).unwrap();
        load::house(&first, Doors::default(), &self.disk).unwrap();
        let mut sources = first;
        let lang = self.guests[0].who.lang.clone().unwrap();
        let path = format!("{lang}/scripts/outbound.ftl");
        let file = sources.texts.iter_mut().find(|source| source.path == path).unwrap();
        if !file.text.contains(old) {
            return Err(format!("{path} has no `{old}`"));
        }
        file.text = file.text.replace(old, new);
        self.sources = Some(sources);
        Ok(())
    }

    fn wait(&mut self, until: &str) -> Result<String, String> {
        let until = match until.strip_prefix('+') {
            Some(span) => self.now() + span_of(span)?,
            None => moment(until),
        };
        let mut shown = String::new();
        for _ in 0..MOST_WAKES {
            let next = self.app().next().unwrap().filter(|at| *at <= until);
            let Some(at) = next else {
                self.set_now(until);
                return Ok(shown);
            };
            self.set_now(at.max(self.now()));
            self.app().wake().blocking_recv().map_err(|_| "the wake was not made")?;
            let drawn = self.draw();
            if !drawn.is_empty() {
                let full = self.now().timestamp() % 60 == 0;
                let time =
                    self.now().format(if full { "%Y-%m-%d %H:%M" } else { "%Y-%m-%d %H:%M:%S" });
                shown += &format!("\n= {time}\n{}\n", drawn.trim_start_matches('\n'));
            }
        }
        Err("it is due again and again".into())
    }

    /// Draws what waits for it.
    fn draw(&mut self) -> String {
        let mut shown = String::new();
        while let Ok(draw) = self.draws.try_recv() {
            shown += &self.draw_one(draw);
        }
        shown
    }

    fn draw_one(&mut self, draw: Draw) -> String {
        let (to, notice) = match draw {
            Draw::Screen(who) => (who, None),
            Draw::Notice(id, to) => (to, Some(id)),
            Draw::File(id, to) => return self.take(id, to),
            Draw::Full(_) => panic!("memory is never full"),
            Draw::Menu(who) => {
                let names = self.app().commands(who).unwrap();
                let names: Vec<_> = names.iter().map(|(name, _)| format!("/{name}")).collect();
                return format!("\n(menu of {}: {})\n", self.name(who), names.join(" "));
            }
        };
        let drawing = match notice {
            None => self.app().screen(to).unwrap(),
            Some(id) => self.app().notice(id).unwrap(),
        };
        let Some(drawing) = drawing.filter(|drawing| !drawing.done) else { return String::new() };
        let stamp = drawing.stamp;
        if let (Some(id), Life::Over) = (notice, drawing.life) {
            let message = drawing.on.unwrap_or_default();
            self.app().drawn(Drawn::Notice { id, message, stamp });
            let there = self.messages.iter().position(|m| m.notice == Some(id));
            let gone = there.map(|at| self.messages.remove(at));
            return gone.map_or_else(String::new, |_| format!("\n* {} (gone)\n", self.name(to)));
        }
        let anew = drawing.anew || drawing.on.is_none();
        let keys = !drawing.view.keys.is_empty();
        let message = match (drawing.on, anew) {
            (Some(message), false) => message,
            _ => {
                self.sent += 1;
                self.sent
            }
        };
        self.app().drawn(match notice {
            None => Drawn::Screen { who: to, message, stamp, keys },
            Some(id) => Drawn::Notice { id, message, stamp },
        });
        let text = self.text(&drawing.view, &drawing.lang);
        let again = notice.is_some() && !anew;
        self.see((to, message, notice), anew, drawing.lang, drawing.view);
        let mark = match (notice.is_some(), again) {
            (true, true) => format!("\n* {} (again):", self.name(to)),
            (true, false) => format!("\n* {}:", self.name(to)),
            (false, _) if to != self.me() => format!("\n{}:", self.name(to)),
            (false, _) => String::new(),
        };
        format!("{mark}{text}")
    }

    /// A file that somebody gets: what is said about it, its name, and what is in a text.
    fn take(&mut self, id: NoticeId, to: PersonId) -> String {
        let Some(parcel) = self.app().file(id, u64::MAX).unwrap() else { return String::new() };
        self.sent += 1;
        let (message, stamp) = (self.sent, parcel.stamp);
        self.app().drawn(Drawn::Notice { id, message, stamp });
        let text = self.text(&parcel.view, &parcel.lang);
        let file = parcel.file.map(|file| {
            let text = String::from_utf8(file.bytes).unwrap_or_default();
            let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
            format!("= {} =\n{}", file.name, text.trim_end())
        });
        format!("\n* {}:{text}{}\n", self.name(to), file.unwrap_or_default())
    }

    fn see(
        &mut self,
        (to, number, notice): (PersonId, i32, Option<NoticeId>),
        anew: bool,
        lang: String,
        view: View,
    ) {
        if let Some(id) = notice {
            if anew {
                self.messages.retain(|message| message.notice != Some(id));
            }
            // Drawn again, it stands where it stood.
            let known = self.messages.iter_mut().find(|m| m.notice == Some(id));
            if let Some(message) = known {
                message.view = view;
                return;
            }
        } else {
            let screens = self.messages.iter_mut().filter(|m| m.to == to && m.notice.is_none());
            screens.for_each(|message| message.replaced = true);
        }
        self.messages.push(Message { to, notice, lang, view, number, replaced: false });
    }

    /// A view as a terminal shows it; its limits are the messenger's.
    fn text(&self, view: &View, lang: &str) -> String {
        let sheet = Sheet::of(view, &self.house.words, lang);
        let text = sheet.text(Paint::Plain, 0);
        assert!(view.keys.iter().all(|row| !row.is_empty() && row.len() <= 8), "{text}");
        assert!(view.keys.iter().flatten().count() <= 100, "{text}");
        assert!(text.encode_utf16().count() <= 4096, "{text}");
        for key in view.keys.iter().flatten() {
            let (Key::Press(label, _) | Key::Copy(label, _)) = key;
            let label = self.house.words.say(lang, label);
            assert!(!label.trim().is_empty(), "a key without a label:\n{text}");
            if let Key::Copy(_, copied) = key {
                let length = self.house.words.say(lang, copied).encode_utf16().count();
                assert!((1..=256).contains(&length), "{length} characters to copy:\n{text}");
            }
        }
        text
    }
}

//! The same conversation in a terminal: no token, no network. Keys are numbered, text is typed;
//! what comes due appears by itself. Works for a person and for a script on standard input.

mod file;
mod render;

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use tokio::io::{AsyncBufRead, AsyncBufReadExt, Split};
use tokio::sync::mpsc::UnboundedReceiver;

use crate::chat::edge::{Backstage, Draw, Drawn, Life, Parcel};
use crate::chat::event::{Event, Incoming, Who};
use crate::chat::press::{Act, Press};
use crate::chat::view::{Key, View};
use crate::words::{Phrase, Words};

pub use render::{Paint, Sheet};

/// What a terminal needs to know of its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Bold and faint letters by escape codes.
    pub colour: bool,
    /// Typed lines are shown again: they come from a script, not from a keyboard.
    pub echo: bool,
}

/// One conversation.
pub struct Console<W> {
    backstage: Arc<dyn Backstage>,
    words: Arc<Words>,
    who: Who,
    out: W,
    style: Style,
    keys: Vec<Key>,
    lang: String,
    message: i32,
}

/// How long to wait before a turn for which there was no room is tried again.
const HELD: Duration = Duration::from_secs(1);

/// Leaves the terminal; no command of the bot.
const QUIT: &str = "/quit";

impl<W: Write> Console<W> {
    /// A conversation of `who` that is written to `out`.
    pub fn new(
        backstage: Arc<dyn Backstage>,
        words: Arc<Words>,
        who: Who,
        out: W,
        style: Style,
    ) -> Self {
        let lang = words.best_language(who.lang.as_deref());
        Console { backstage, words, who, out, style, keys: Vec::new(), lang, message: 0 }
    }

    /// Talks until the input ends.
    ///
    /// # Errors
    /// Reading, writing, or the store's.
    pub async fn run<R: AsyncBufRead + Unpin>(
        &mut self,
        mut lines: Split<R>,
        draws: &mut UnboundedReceiver<Draw>,
    ) -> Result<()> {
        let hello = Phrase::new("console-hello");
        let hello = self.words.say(&self.lang, &hello);
        writeln!(self.out, "{hello}")?;
        self.happen(Event::Command("start".into(), String::new()), draws).await?;
        for draw in self.backstage.undrawn()? {
            self.draw(draw)?;
        }
        loop {
            self.prompt()?;
            tokio::select! {
                line = lines.next_segment() => {
                    let Some(line) = line? else { break };
                    // What is no text is not understood; what comes after it may be.
                    let line = String::from_utf8_lossy(&line);
                    let line = line.strip_suffix('\r').unwrap_or(&line);
                    if line.trim() == QUIT {
                        break;
                    }
                    if self.style.echo {
                        writeln!(self.out, "{line}")?;
                    }
                    self.line(line.trim(), draws).await?;
                }
                draw = draws.recv() => {
                    let Some(draw) = draw else { break };
                    writeln!(self.out)?;
                    self.draw(draw)?;
                }
            }
        }
        Ok(())
    }

    fn prompt(&mut self) -> io::Result<()> {
        write!(self.out, "> ")?;
        self.out.flush()
    }

    async fn line(&mut self, line: &str, draws: &mut UnboundedReceiver<Draw>) -> Result<()> {
        if line.is_empty() {
            return Ok(());
        }
        let chosen = line.parse::<usize>().ok().and_then(|n| self.keys.get(n.checked_sub(1)?));
        match chosen.cloned() {
            Some(Key::Copy(_, text)) => {
                let text = self.words.say(&self.lang, &text);
                writeln!(self.out, "{text}")?;
                Ok(())
            }
            Some(Key::Press(_, press)) => self.happen(Event::Press(press), draws).await,
            None => match self.noted(line) {
                Some((press, note)) => {
                    self.happen(Event::Press(press), draws).await?;
                    self.happen(Event::Text(note), draws).await
                }
                None => self.happen(Event::typed(line), draws).await,
            },
        }
    }

    /// The key that asks for a result, with what happened behind its number: as in the messenger one
    /// answers a reminder.
    fn noted(&self, line: &str) -> Option<(Press, String)> {
        let (number, note) = line.split_once(char::is_whitespace)?;
        let key = self.keys.get(number.parse::<usize>().ok()?.checked_sub(1)?)?;
        match key {
            Key::Press(_, press) if matches!(press.act, Act::Result(_)) => {
                Some((press.clone(), note.trim().to_owned()))
            }
            _ => None,
        }
    }

    async fn happen(&mut self, event: Event, draws: &mut UnboundedReceiver<Draw>) -> Result<()> {
        let incoming = Incoming { update: None, who: self.who.clone(), event };
        let mut said = false;
        let settled = loop {
            let Ok(settled) = self.backstage.submit(incoming.clone()).await else {
                let text = self.words.say(&self.lang, &Phrase::new("fault"));
                writeln!(self.out, "{text}")?;
                return Ok(());
            };
            if !settled.held {
                break settled;
            }
            // No room on the disk: said once, and tried until there is.
            if let Some(toast) = settled.toast.filter(|_| !said) {
                writeln!(self.out, "({toast})")?;
                self.out.flush()?;
            }
            said = true;
            while let Ok(draw) = draws.try_recv() {
                self.draw(draw)?;
            }
            tokio::time::sleep(HELD).await;
            self.backstage.again();
        };
        if let Some(toast) = settled.toast {
            writeln!(self.out, "({toast})")?;
        }
        if let Some((view, lang)) = settled.once {
            let sheet = Sheet::of(&view, &self.words, &lang);
            write!(self.out, "{}", sheet.text(self.paint(), 0))?;
        }
        while let Ok(draw) = draws.try_recv() {
            self.draw(draw)?;
        }
        Ok(())
    }

    fn paint(&self) -> Paint {
        if self.style.colour { Paint::Ansi } else { Paint::Plain }
    }

    fn draw(&mut self, draw: Draw) -> Result<()> {
        match draw {
            Draw::Screen(who) if who == self.who.id => {
                if let Some(drawing) = self.backstage.screen(who)?.filter(|d| !d.done) {
                    self.keys.clear();
                    self.show(&drawing.view, &drawing.lang)?;
                    let (message, stamp) = (self.message, drawing.stamp);
                    let keys = !drawing.view.keys.is_empty();
                    self.backstage.drawn(Drawn::Screen { who, message, stamp, keys });
                }
            }
            Draw::Notice(id, to) if to == self.who.id => {
                if let Some(drawing) = self.backstage.notice(id)?.filter(|d| !d.done) {
                    // A notice that is only drawn again would repeat itself in a terminal.
                    if drawing.anew && drawing.life != Life::Over {
                        self.show(&drawing.view, &drawing.lang)?;
                    }
                    let (message, stamp) = (self.message, drawing.stamp);
                    self.backstage.drawn(Drawn::Notice { id, message, stamp });
                }
            }
            Draw::File(id, to) if to == self.who.id => {
                if let Some(parcel) = self.backstage.file(id, u64::MAX)? {
                    self.take(&parcel)?;
                    let (message, stamp) = (self.message, parcel.stamp);
                    self.backstage.drawn(Drawn::Notice { id, message, stamp });
                }
            }
            Draw::Full(who) if who == self.who.id => {
                if let Some((view, lang)) = self.backstage.full(who)? {
                    let sheet = Sheet::of(&view, &self.words, &lang);
                    write!(self.out, "{}", sheet.text(self.paint(), 0))?;
                    self.out.flush()?;
                }
            }
            Draw::Screen(_) | Draw::Notice(..) | Draw::File(..) | Draw::Menu(_) | Draw::Full(_) => {
            }
        }
        Ok(())
    }

    /// Puts a file into the working directory, and says under which name.
    fn take(&mut self, parcel: &Parcel) -> Result<()> {
        self.show(&parcel.view, &parcel.lang)?;
        let Some(file) = &parcel.file else { return Ok(()) };
        let said = match file::keep(Path::new("."), file) {
            Ok(name) => Phrase::new("console-file").with("name", name),
            Err(error) => Phrase::new("console-no-file").with("why", error.to_string()),
        };
        writeln!(self.out, "{}", self.words.say(&parcel.lang, &said))?;
        Ok(())
    }

    fn show(&mut self, view: &View, lang: &str) -> Result<()> {
        self.message = self.message.wrapping_add(1);
        lang.clone_into(&mut self.lang);
        let sheet = Sheet::of(view, &self.words, lang);
        write!(self.out, "{}", sheet.text(self.paint(), self.keys.len()))?;
        self.keys.extend(sheet.keys);
        Ok(())
    }
}

/// Lines of a reader.
pub fn lines<R: AsyncBufRead + Unpin>(reader: R) -> Split<R> {
    reader.split(b'\n')
}

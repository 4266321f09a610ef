//! A view is a screen as data: phrases and keys, never ready strings. The edges make HTML or
//! terminal lines of it.

use crate::words::{Phrase, Words};

use super::press::{Act, On, Press};

/// What a person sees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// From top to bottom.
    pub lines: Vec<Line>,
    /// Rows of keys.
    pub keys: Vec<Vec<Key>>,
}

/// One paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// How it stands out.
    pub style: Style,
    /// What it says.
    pub text: Phrase,
}

/// How a line stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Bold, on top.
    Title,
    /// As it is.
    Plain,
    /// In italics: tone, hints.
    Aside,
    /// What the operator says aloud: a quotation.
    Say,
    /// What goes into the record: monospaced, a tap copies it in Telegram.
    Record,
    /// An empty line between blocks.
    Gap,
}

/// The longest text that a key copies, in UTF-16 code units: in whatever units Telegram counts.
pub const COPY_MAX: usize = 256;

/// A key under a screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// Does something here.
    Press(Phrase, Press),
    /// Copies a text (1 to 256 characters) to the clipboard.
    Copy(Phrase, Phrase),
}

impl View {
    /// Adds a line.
    pub fn line(&mut self, style: Style, text: Phrase) {
        self.lines.push(Line { style, text });
    }

    /// Adds a row of keys; an empty row is left out.
    pub fn row(&mut self, keys: impl IntoIterator<Item = Key>) {
        let row: Vec<Key> = keys.into_iter().collect();
        if !row.is_empty() {
            self.keys.push(row);
        }
    }
}

/// A view in the making.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What it shows so far.
    pub view: View,
    on: On,
}

/// A message without arguments.
pub fn t(id: &'static str) -> Phrase {
    Phrase::new(id)
}

/// A text that somebody typed, as it is.
pub fn raw(text: &str) -> Phrase {
    Phrase::new("text").with("text", text)
}

impl Sheet {
    /// An empty sheet whose keys belong to `on`.
    pub fn new(on: On) -> Self {
        Sheet { view: View::default(), on }
    }

    /// Adds a line.
    pub fn line(&mut self, style: Style, text: Phrase) {
        self.view.line(style, text);
    }

    /// Adds a heading.
    pub fn title(&mut self, text: Phrase) {
        self.line(Style::Title, text);
    }

    /// Adds a plain line.
    pub fn plain(&mut self, text: Phrase) {
        self.line(Style::Plain, text);
    }

    /// Adds a line in italics.
    pub fn aside(&mut self, text: Phrase) {
        self.line(Style::Aside, text);
    }

    /// Adds an empty line, unless there is nothing above it or an empty line already.
    pub fn gap(&mut self) {
        if self.view.lines.last().is_some_and(|line| line.style != Style::Gap) {
            self.line(Style::Gap, t("gap"));
        }
    }

    /// A key of this sheet.
    pub fn key(&self, label: Phrase, act: Act) -> Key {
        Key::Press(label, Press { on: self.on, act })
    }

    /// Adds a row of keys; an empty row is left out.
    pub fn row(&mut self, keys: impl IntoIterator<Item = Key>) {
        self.view.row(keys);
    }

    /// Adds a row of keys of this sheet.
    pub fn keys(&mut self, keys: impl IntoIterator<Item = (Phrase, Act)>) {
        let on = self.on;
        self.row(keys.into_iter().map(|(label, act)| Key::Press(label, Press { on, act })));
    }

    /// Adds keys, packed by the length of their labels for a reader of `lang`: two short ones share a
    /// row.
    pub fn packed(
        &mut self,
        words: &Words,
        lang: &str,
        keys: impl IntoIterator<Item = (Phrase, Act)>,
    ) {
        let mut waiting = None;
        let mut said = String::new();
        for (label, act) in keys {
            said.clear();
            words.say_to(lang, &label, &mut said);
            let short = said.chars().count() <= SHORT_LABEL;
            match (short, waiting.take()) {
                (true, Some(first)) => self.keys([first, (label, act)]),
                (true, None) => waiting = Some((label, act)),
                (false, before) => {
                    self.keys(before);
                    self.keys([(label, act)]);
                }
            }
        }
        self.keys(waiting);
    }
}

/// Labels up to this many characters fit two in a row on a telephone.
const SHORT_LABEL: usize = 17;

//! A view as lines of text with numbered keys.

use crate::chat::press::Act;
use crate::chat::view::{Key, Style, View};
use crate::words::Words;

/// How lines stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// As plain text.
    Plain,
    /// By escape codes.
    Ansi,
}

/// A view made text.
#[derive(Clone, Debug)]
pub struct Sheet {
    lines: Vec<(Style, String)>,
    rows: Vec<Row>,
    /// The keys that can be chosen, in the order of their numbers.
    pub keys: Vec<Key>,
}

#[derive(Clone, Debug)]
enum Row {
    Heading(String),
    Keys(Vec<String>),
}

/// Wider rows of keys are broken.
const WIDTH: usize = 78;

impl Sheet {
    /// The view as somebody who reads `lang` sees it.
    pub fn of(view: &View, words: &Words, lang: &str) -> Sheet {
        let lines = view.lines.iter().map(|line| {
            let text = match line.style {
                Style::Gap => String::new(),
                _ => words.say(lang, &line.text),
            };
            (line.style, text)
        });
        let mut sheet = Sheet { lines: lines.collect(), rows: Vec::new(), keys: Vec::new() };
        for row in &view.keys {
            let mut labels = Vec::new();
            for key in row {
                let (Key::Press(label, _) | Key::Copy(label, _)) = key;
                let label = words.say(lang, label);
                match key {
                    // What its toast would say is the heading itself in a terminal.
                    Key::Press(_, press) if matches!(press.act, Act::Group(_)) => {
                        sheet.rows.push(Row::Heading(label));
                    }
                    _ => {
                        sheet.keys.push(key.clone());
                        labels.push(label);
                    }
                }
            }
            if !labels.is_empty() {
                sheet.rows.push(Row::Keys(labels));
            }
        }
        sheet
    }

    /// The text; the first key has the number after `numbered`.
    pub fn text(&self, paint: Paint, numbered: usize) -> String {
        let mut text = String::from("\n");
        for (style, line) in &self.lines {
            text.push_str(&styled(*style, line, paint));
            text.push('\n');
        }
        let mut number = numbered;
        for row in &self.rows {
            match row {
                Row::Heading(heading) => text.push_str(&format!("  {heading}\n")),
                Row::Keys(labels) => {
                    let keys = labels.iter().map(|label| {
                        number += 1;
                        format!("[{number}] {label}")
                    });
                    text.push_str(&broken(keys.collect()));
                }
            }
        }
        text
    }
}

/// Keys side by side, as many as fit a line.
fn broken(keys: Vec<String>) -> String {
    let mut text = String::new();
    let mut line = String::new();
    for key in keys {
        if !line.is_empty() && line.chars().count() + key.chars().count() + 5 > WIDTH {
            text.push_str(&format!("  {line}\n"));
            line.clear();
        }
        if !line.is_empty() {
            line.push_str("   ");
        }
        line.push_str(&key);
    }
    text.push_str(&format!("  {line}\n"));
    text
}

fn styled(style: Style, line: &str, paint: Paint) -> String {
    let indented = |mark: &str| {
        let lines: Vec<String> = line.lines().map(|line| format!("{mark}{line}")).collect();
        lines.join("\n")
    };
    match (style, paint) {
        (Style::Title, Paint::Ansi) => format!("\x1b[1m{line}\x1b[0m"),
        (Style::Aside, Paint::Ansi) => format!("\x1b[2m{line}\x1b[0m"),
        (Style::Say, Paint::Ansi) => format!("\x1b[36m{}\x1b[0m", indented("  | ")),
        (Style::Say, Paint::Plain) => indented("  | "),
        (Style::Record, _) => indented("  > "),
        _ => line.to_owned(),
    }
}

//! `sufler notes`: how hasty notes are understood, and how often rightly.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use chrono::{Local, NaiveDateTime};
use serde::Serialize;
use serde_json::json;

use sufler::app::load::Sources;
use sufler::cli::{EvalFlags, Exit, ExplainFlags, NotesCommand, NotesFlags, parse_moment};
use sufler::notes::explain::Because;
use sufler::notes::extract::{Extract, Setting, extract, judge};
use sufler::notes::learned::Learned;
use sufler::notes::tally::{Tallies, Tally};
use sufler::notes::{Example, Guess, Guesses, Notes, Reader, Verdict};
use sufler::script::{read_noted, read_notes};
use sufler::words::{Parsed, Words};

use super::{content, sources};

/// Into so many parts the examples are cut when each is read by what the others teach.
const PARTS: usize = 5;
/// So many confusions are listed.
const CONFUSIONS: usize = 20;
/// So many of what speaks for and against are listed.
const REASONS: usize = 12;

/// Measures or explains.
pub fn notes(flags: &NotesFlags) -> Result<Exit> {
    match &flags.command {
        NotesCommand::Eval(flags) => eval(flags),
        NotesCommand::Explain(flags) => explain(flags),
    }
}

/// A note and what it was understood as.
type Read = (Example, Guesses);

/// What is taken out of notes, and by what.
struct Taking {
    words: Arc<Words>,
    reasons: Option<Notes>,
    country: String,
}

impl Taking {
    fn new(sources: &Sources, by_examples: bool) -> Result<Taking> {
        let words = Arc::new(sources.words()?);
        let reasons = by_examples.then(|| sources.notes(&words));
        let country = sources.rules()?.campaign.country;
        Ok(Taking { words, reasons, country })
    }

    fn setting(&self, now: NaiveDateTime) -> Setting<'_> {
        let reasons = self.reasons.as_ref().and_then(Notes::reasons);
        Setting { words: &self.words, reasons, country: &self.country, now }
    }
}

/// How often what was taken out is what should have been, of how many.
#[derive(Clone, Copy, Default, Serialize)]
struct Taken {
    reasons: u32,
    reasons_right: u32,
    times: u32,
    times_right: u32,
}

impl Taken {
    fn add(&mut self, note: &Example, taking: &Taking, now: NaiveDateTime) {
        let now = note.now.as_deref().and_then(|now| parse_moment(now).ok()).unwrap_or(now);
        let setting = taking.setting(now);
        let taken = extract(&note.text, Some(&note.code), &setting);
        if let Some(expected) = &note.reason {
            self.reasons += 1;
            let same = |found: &String| judge::same_reason(expected, found, &setting);
            // "Busy" is what the note says, though the operator is asked for more.
            let found = taken.reason.as_ref().or(taken.bare.as_ref());
            self.reasons_right += u32::from(found.is_some_and(same));
        }
        if let Some(expected) = &note.when {
            self.times += 1;
            let same = |found| judge::same_when(expected, found, Some(&note.code), &setting);
            self.times_right += u32::from(taken.when.as_ref().is_some_and(same));
        }
    }
}

/// By language, and of all.
fn take(read: &[Read], taking: &Taking, now: NaiveDateTime) -> BTreeMap<String, Taken> {
    let mut taken: BTreeMap<String, Taken> = BTreeMap::new();
    for (note, _) in read {
        for of in ["all", &note.lang] {
            taken.entry(of.to_owned()).or_default().add(note, taking, now);
        }
    }
    taken
}

fn take_table(taken: &BTreeMap<String, Taken>) -> String {
    let mut said =
        format!("{:<24}{:>8}{:>9}{:>8}{:>9}\n", "", "reasons", "right", "times", "right");
    for (of, taken) in taken {
        let Taken { reasons, reasons_right, times, times_right } = *taken;
        let _ = writeln!(
            said,
            "{of:<24}{reasons:>8}{:>9}{times:>8}{:>9}",
            percent(reasons_right, reasons),
            percent(times_right, times),
        );
    }
    said.push('\n');
    said
}

fn eval(flags: &EvalFlags) -> Result<Exit> {
    let sources = sources(&content(&flags.content)?)?;
    let wanted = |note: &Example| flags.lang.as_ref().is_none_or(|lang| note.lang == *lang);
    let (read, spent) = match &flags.file {
        Some(file) => {
            let mut notes = file_of_notes(file)?;
            notes.retain(wanted);
            let reader = sources.notes(&Arc::new(sources.words()?));
            read_all(reader.reader(), notes)
        }
        None => crosswise(&sources, &wanted)?,
    };
    ensure!(!read.is_empty(), "there are no notes to read");
    let mut tallies = Tallies::default();
    for (note, guesses) in &read {
        tallies.add(guesses, &note.lang, &note.code);
    }
    // What examples taught of reasons is not asked about the examples themselves.
    let taking = Taking::new(&sources, flags.file.is_some())?;
    let taken = take(&read, &taking, flags.now.unwrap_or_else(local_now));
    let each = spent / u32::try_from(read.len()).unwrap_or(u32::MAX);
    let said = if flags.json {
        as_json(&tallies, &taken, each)?
    } else {
        take_table(&taken) + &as_table(&tallies, each)
    };
    print(&said);
    if flags.wrong {
        let wrong = read
            .iter()
            .filter(|(note, guesses)| guesses.best().is_none_or(|best| best.code != note.code));
        wrong.for_each(|(note, guesses)| print(&wrong_line(note, guesses)));
    }
    Ok(Exit::Fine)
}

fn file_of_notes(path: &Path) -> Result<Vec<Example>> {
    let shown = path.display().to_string();
    let text = fs::read_to_string(path).with_context(|| shown.clone())?;
    read_noted(&shown, &text).map_err(|defects| {
        let lines: Vec<String> = defects.iter().map(ToString::to_string).collect();
        anyhow::anyhow!(lines.join("\n"))
    })
}

fn read_all(reader: &Reader, notes: Vec<Example>) -> (Vec<Read>, Duration) {
    let none = Learned::none();
    let begun = Instant::now();
    let guesses: Vec<Guesses> = notes.iter().map(|note| reader.guess(&note.text, &none)).collect();
    let spent = begun.elapsed();
    (notes.into_iter().zip(guesses).collect(), spent)
}

/// Reads each part of the examples by what the other parts teach.
fn crosswise(
    sources: &Sources,
    wanted: &dyn Fn(&Example) -> bool,
) -> Result<(Vec<Read>, Duration)> {
    let cues = sources.cues()?;
    let Ok((examples, settings)) = read_notes(&sources.files) else {
        bail!("the examples cannot be read: `sufler check` says why");
    };
    let mut all = (Vec::new(), Duration::ZERO);
    for part in 0..PARTS {
        let (own, others): (Vec<Example>, Vec<Example>) =
            examples.iter().cloned().partition(|note| part_of(&note.text) == part);
        let reader = Reader::train(&others, &cues, &settings);
        let (read, spent) = read_all(&reader, own.into_iter().filter(wanted).collect());
        all.0.extend(read);
        all.1 += spent;
    }
    Ok(all)
}

/// Notes with the same text fall into the same part.
fn part_of(text: &str) -> usize {
    let sum = text.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    sum as usize % PARTS
}

fn percent(part: u32, of: u32) -> String {
    format!("{:.1} %", 100.0 * f64::from(part) / f64::from(of.max(1)))
}

fn row(name: &str, tally: &Tally) -> String {
    format!(
        "{name:<24}{:>6}{:>9}{:>9}{:>9}{:>9}{:>9}{:>8.3}\n",
        tally.notes,
        percent(tally.first, tally.notes),
        percent(tally.three, tally.notes),
        percent(tally.clear, tally.notes),
        percent(tally.clear_right, tally.clear),
        percent(tally.unsure, tally.notes),
        tally.calibration_error(),
    )
}

fn as_table(tallies: &Tallies, each: Duration) -> String {
    let mut said = format!(
        "{:<24}{:>6}{:>9}{:>9}{:>9}{:>9}{:>9}{:>8}\n",
        "", "notes", "first", "three", "clear", "right", "unsure", "error"
    );
    said += &row("all", &tallies.all);
    for (lang, tally) in &tallies.langs {
        said += &row(lang, tally);
    }
    said.push('\n');
    for (code, tally) in &tallies.codes {
        said += &row(code.as_str(), tally);
    }
    let confusions = tallies.confusions();
    if !confusions.is_empty() {
        said += "\ntaken for another:\n";
    }
    for (code, guess, count) in confusions.into_iter().take(CONFUSIONS) {
        let _ = writeln!(said, "{count:>6}  {code} -> {guess}");
    }
    let _ = writeln!(said, "\n{each:.1?} a note");
    said += "first, three: the right situation is the first, or among the first three; clear: the\n\
             result card is opened at once, and how often rightly; unsure: the grouped list is shown;\n\
             error: expected calibration error, 15 bins\n";
    said
}

fn as_json(tallies: &Tallies, taken: &BTreeMap<String, Taken>, each: Duration) -> Result<String> {
    let of = |tally: &Tally| -> Result<serde_json::Value> {
        let mut value = serde_json::to_value(tally)?;
        value["calibration_error"] = json!(tally.calibration_error());
        Ok(value)
    };
    let mut langs = serde_json::Map::new();
    for (lang, tally) in &tallies.langs {
        langs.insert(lang.clone(), of(tally)?);
    }
    let mut codes = serde_json::Map::new();
    for (code, tally) in &tallies.codes {
        codes.insert(code.to_string(), of(tally)?);
    }
    let confusions: Vec<_> = tallies
        .confusions()
        .into_iter()
        .map(|(code, guess, count)| json!({"code": code, "guess": guess, "count": count}))
        .collect();
    let whole = json!({
        "all": of(&tallies.all)?,
        "langs": langs,
        "codes": codes,
        "confusions": confusions,
        "taken": taken,
        "microseconds_a_note": each.as_secs_f64() * 1e6,
    });
    Ok(format!("{}\n", serde_json::to_string_pretty(&whole)?))
}

fn wrong_line(note: &Example, guesses: &Guesses) -> String {
    let best: Vec<String> = guesses.top(3).iter().map(guess).collect();
    format!("{} {}: {}\n    {}\n", note.lang, note.code, note.text, best.join(", "))
}

fn guess(guess: &Guess) -> String {
    format!("{} {:.2}", guess.code, guess.p)
}

fn explain(flags: &ExplainFlags) -> Result<Exit> {
    let sources = sources(&content(&flags.content)?)?;
    let notes = sources.notes(&Arc::new(sources.words()?));
    let why = notes.reader().explain(&flags.note, &Learned::none());
    let best: Vec<String> = why.guesses.top(5).iter().map(guess).collect();
    let mut said = format!("{}\n", best.join("\n"));
    let verdict = match why.guesses.verdict() {
        Verdict::Clear(_) => "clear: the result card is opened",
        Verdict::Among(_) => "not clear: the first three are offered",
        Verdict::Unsure(_) => "not sure: the grouped list is shown",
    };
    let _ = writeln!(said, "{verdict}");
    if !why.cues.is_empty() {
        let _ = writeln!(said, "\ncues: {}", why.cues.join(", "));
    }
    if let [first, second, ..] = why.guesses.all() {
        for (code, sign) in [(&first.code, 1.0), (&second.code, -1.0)] {
            let _ = writeln!(said, "\nfor {code}:");
            let own = why.reasons.iter().filter(|because| because.by * sign > 0.0).take(REASONS);
            own.for_each(|because| said += &because_line(because));
        }
    }
    if let Some(best) = why.guesses.best() {
        let taking = Taking::new(&sources, true)?;
        let setting = taking.setting(flags.now.unwrap_or_else(local_now));
        said += &taken_lines(&extract(&flags.note, Some(&best.code), &setting));
    }
    print(&said);
    Ok(Exit::Fine)
}

/// What a note holds besides, as it would go into the card of its first situation.
fn taken_lines(taken: &Extract) -> String {
    let shown = |at: NaiveDateTime| at.format("%Y-%m-%d %H:%M").to_string();
    let when = taken.when.as_ref().map(|when| match *when {
        Parsed::Exact(at) | Parsed::In(at, _) => shown(at),
        Parsed::Day(day) => day.to_string(),
        _ => {
            let (from, to) = when.window();
            format!("{} to {}", shown(from), shown(to))
        }
    });
    let lines = [
        ("reason", taken.reason.clone()),
        ("no reason by itself", taken.bare.clone()),
        ("refusal", taken.refusal.map(str::to_owned)),
        ("when", when),
        ("e-mail", taken.email.clone()),
        ("phone", taken.phone.as_ref().map(|phone| phone.e164().to_owned())),
        ("contact", taken.contact.clone()),
        ("objections", taken.objections.map(|count| count.to_string())),
    ];
    let said = lines.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}\n", value?)));
    let said: String = said.collect();
    if said.is_empty() { said } else { format!("\n{said}") }
}

/// By the clock on the wall.
fn local_now() -> NaiveDateTime {
    Local::now().naive_local()
}

fn because_line(because: &Because) -> String {
    format!("{:>7.3}  {:<10} {}\n", because.by.abs(), because.sort, because.what)
}

/// Whoever closes the pipe early has seen enough.
fn print(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}

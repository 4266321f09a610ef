//! The answers of the telephone form as people type them: hours, names and numbers, «name — hours»,
//! «topic — colleague», one a line or by comma. What is not understood is said back, with what
//! would be right.

use chrono::{NaiveDate, Timelike};

use crate::domain::people::{Person, Role};
use crate::domain::phone::Phone;
use crate::domain::profile::{DAY, Elsewhere, Profile, Question, Span, Timed, Whom};
use crate::words::{Parsed, Phrase};

use super::house::House;
use super::typed;
use super::view::t;

/// So many entries one answer may have.
const MOST: usize = 50;
/// So much of an entry is said back.
const QUOTED: usize = 40;

/// What an answer is read with.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// Rules and words.
    pub house: &'a House,
    /// The language of whoever types.
    pub lang: &'a str,
    /// The team: colleagues are found by their names.
    pub people: &'a [Person],
}

impl Reader<'_> {
    /// Puts a typed answer into a profile.
    ///
    /// # Errors
    /// What the reader is told: which entry is wrong, and what would be right.
    pub fn answer(
        &self,
        profile: &mut Profile,
        question: Question,
        text: &str,
    ) -> Result<(), Phrase> {
        match question {
            Question::Why => profile.why = Some(typed::answer(text)?),
            Question::Elsewhere => profile.elsewhere = self.elsewhere(text)?,
            Question::Settled => profile.settled = some(list(text).map(typed::short))?,
            Question::Quiet => profile.quiet = self.hours(text)?,
            Question::Best => profile.best = self.hours(text)?,
            Question::Never => profile.never = some(list(text).map(|p| self.whom(p)))?,
            Question::Always => profile.always = some(list(text).map(|p| self.whom(p)))?,
            Question::Hours => profile.hours = self.timed(text, true)?,
            Question::Private => profile.private = self.timed(text, false)?,
            Question::Reach => profile.reach = self.timed(text, true)?,
        }
        profile.asked.insert(question);
        Ok(())
    }

    /// Hours, several by comma or one a line.
    ///
    /// # Errors
    /// The first that is none.
    pub fn hours(&self, text: &str) -> Result<Vec<Span>, Phrase> {
        let read = |piece: &str| self.span(piece).ok_or_else(|| wrong("form-no-hours", piece));
        some(list(text).map(read))
    }

    /// Hours in digits, else in words: «from 9 to 11», «in the morning», «after 16:00».
    fn span(&self, piece: &str) -> Option<Span> {
        let piece = typed::line(piece);
        if let Some(span) = Span::read(&piece) {
            return Some(span);
        }
        let literal = self.literal(&piece);
        if literal.is_some_and(|(_, whole_day)| whole_day) {
            return literal.map(|(span, _)| span);
        }
        self.said(&piece).or(literal.map(|(span, _)| span))
    }

    /// «from 22 to 7» by its numbers, where the words are those of hours; and whether one of them
    /// tells that the clock goes to 24. Of a date, «7 to 22» would be in the evening.
    fn literal(&self, piece: &str) -> Option<(Span, bool)> {
        let (from, to, words) = numbers(piece)?;
        let usual = Span::new(9 * 60, 18 * 60)?;
        let fine = self.said(&words("9", "18")) == Some(usual);
        let span = Span::between(from, to).filter(|_| fine)?;
        let noon = DAY / 2 + 59;
        Some((span, span.from > noon || span.to > noon || from.contains(':') || to.contains(':')))
    }

    fn said(&self, piece: &str) -> Option<Span> {
        // Any Monday's midnight: all hours are ahead.
        let midnight = NaiveDate::from_ymd_opt(2001, 1, 1)?.and_hms_opt(0, 0, 0)?;
        match self.house.words.when(self.lang, piece, midnight).ok()? {
            Parsed::Part(day, part) if day == midnight.date() => {
                let (from, to) = part.hours();
                Span::new(from * 60, to * 60)
            }
            Parsed::Window(from, to) if from.date() == midnight.date() => {
                let minute = |time: chrono::NaiveTime| time.hour() * 60 + time.minute();
                let one_day = (to - from).num_minutes() <= i64::from(DAY);
                Span::new(minute(from.time()), minute(to.time())).filter(|_| one_day)
            }
            _ => None,
        }
    }

    fn whom(&self, piece: &str) -> Result<Whom, Phrase> {
        let name = typed::short(piece)?;
        if name.chars().any(char::is_alphabetic) {
            return Ok(Whom::Name(name));
        }
        let phone = Phone::parse(&name, &self.house.campaign.country);
        phone.map(Whom::Phone).ok_or_else(|| wrong("form-no-number", piece))
    }

    /// «name — hours»; hours without a name are more hours of the one before.
    fn timed(&self, text: &str, needed: bool) -> Result<Vec<Timed>, Phrase> {
        let mut found: Vec<Timed> = Vec::new();
        for piece in list(text) {
            match (self.span(piece), found.last_mut()) {
                (Some(span), Some(last)) if !last.hours.is_empty() => last.hours.push(span),
                (Some(_), _) => return Err(wrong("form-no-name", piece)),
                (None, _) => found.push(self.one_timed(piece, needed)?),
            }
        }
        some(found.into_iter().map(Ok))
    }

    fn one_timed(&self, piece: &str, needed: bool) -> Result<Timed, Phrase> {
        let piece = typed::line(piece);
        let apart = |c: char| c.is_whitespace() || is_dash(c) || c == ':';
        for (at, sign) in piece.char_indices().filter(|(_, c)| apart(*c)) {
            let (left, right) = piece.split_at(at);
            let right = right.get(sign.len_utf8()..).unwrap_or_default();
            let left = left.trim_end_matches(apart);
            if !left.is_empty()
                && let Some(span) = self.span(right.trim_start_matches(apart))
                && let Ok(whom) = self.whom(left)
            {
                return Ok(Timed { whom, hours: vec![span] });
            }
        }
        // A number, or a name: hours that are misspelled would be taken for a part of it.
        let whom = self.whom(&piece);
        let hours =
            piece.chars().any(|c| c.is_ascii_digit()) && !matches!(whom, Ok(Whom::Phone(_)));
        if needed || hours || split_dash(&piece).is_some() {
            return Err(wrong("form-no-name-hours", &piece));
        }
        Ok(Timed { whom: whom?, hours: Vec::new() })
    }

    /// «topic — colleague»; topics by comma may share one.
    fn elsewhere(&self, text: &str) -> Result<Vec<Elsewhere>, Phrase> {
        let mut found = Vec::new();
        let mut topics = Vec::new();
        for piece in list(text) {
            let Some((topic, name)) = split_dash(piece) else {
                topics.push(typed::short(piece)?);
                continue;
            };
            topics.push(typed::short(topic)?);
            let name = typed::short(name)?;
            let person = self.colleague(&name).map(|person| person.id);
            let one = |topic| Elsewhere { topic, name: name.clone(), person };
            found.extend(topics.drain(..).map(one));
        }
        match topics.first() {
            Some(topic) => Err(wrong("form-no-colleague", topic)),
            None => some(found.into_iter().map(Ok)),
        }
    }

    /// The only one of the team whose name has all these words.
    fn colleague(&self, name: &str) -> Option<&Person> {
        let mut found = search(self.people, name);
        if found.len() == 1 { found.pop() } else { None }
    }
}

/// Those who work here and whose names have all the typed words, or words that begin so.
pub fn search<'p>(people: &'p [Person], text: &str) -> Vec<&'p Person> {
    let words = |text: &str| -> Vec<String> {
        let lower = text.to_lowercase();
        let parts = lower.split(|c: char| !c.is_alphanumeric());
        parts.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let wanted = words(text);
    let has = |person: &&Person| {
        let name = words(&person.name);
        let starts = |word: &String| name.iter().any(|part| part.starts_with(word.as_str()));
        !wanted.is_empty() && wanted.iter().all(starts)
    };
    people.iter().filter(|person| person.is(Role::Operator)).filter(has).collect()
}

/// One a line, or by comma or semicolon.
fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', ',', ';'])
        .map(str::trim)
        .filter(|piece| piece.chars().any(char::is_alphanumeric))
}

/// The two numbers of a text, and the text with others in their places; none: it has not just two.
fn numbers(text: &str) -> Option<(&str, &str, impl Fn(&str, &str) -> String)> {
    let mut runs = Vec::new();
    let mut open = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (open, c.is_ascii_digit() || (matches!(c, ':' | '.') && open.is_some())) {
            (None, true) => open = Some(at),
            (Some(from), false) => {
                runs.push(from..at);
                open = None;
            }
            _ => {}
        }
    }
    let [first, second] = runs.as_slice() else { return None };
    let (a, b) = (text.get(first.clone())?, text.get(second.clone())?);
    let start = text.get(..first.start)?;
    let middle = text.get(first.end..second.start)?;
    let end = text.get(second.end..)?;
    Some((a, b, move |x: &str, y: &str| format!("{start}{x}{middle}{y}{end}")))
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// The two sides of a dash that stands between words, or of a colon.
fn split_dash(piece: &str) -> Option<(&str, &str)> {
    let between = |(at, c): &(usize, char)| {
        let before = piece.get(..*at).unwrap_or_default();
        let after = piece.get(at + c.len_utf8()..).unwrap_or_default();
        let spaced =
            before.ends_with(char::is_whitespace) || after.starts_with(char::is_whitespace);
        matches!(c, '\u{2013}' | '\u{2014}') || *c == ':' || (is_dash(*c) && spaced)
    };
    let (at, c) = piece.char_indices().find(between)?;
    let (left, right) = piece.split_at(at);
    let right = right.get(c.len_utf8()..).unwrap_or_default();
    let named = |side: &str| side.chars().any(char::is_alphanumeric);
    (named(left) && named(right)).then_some((left.trim(), right.trim()))
}

fn wrong(id: &'static str, piece: &str) -> Phrase {
    let piece: String = typed::line(piece).chars().take(QUOTED).collect();
    t(id).with("text", piece)
}

/// All of them, if there is one and there are not too many.
fn some<T>(found: impl Iterator<Item = Result<T, Phrase>>) -> Result<Vec<T>, Phrase> {
    let all = found.collect::<Result<Vec<T>, Phrase>>()?;
    match all.len() {
        0 => Err(t("typed-empty")),
        count if count > MOST => Err(t("form-many").with("most", MOST).with("count", count)),
        _ => Ok(all),
    }
}

//! Telephone numbers, as people type them and as the record keeps them.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use phonenumber::metadata::DATABASE;
use phonenumber::{Metadata, Mode, PhoneNumber, country};
use serde::{Deserialize, Serialize};

/// An international number: `+74993224685`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Phone(String);

/// What a typed line may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A telephone number.
    Phone(Phone),
    /// The number of a questionnaire.
    Questionnaire(u32),
}

/// The longest number of a questionnaire; longer digits are telephone numbers.
const QUESTIONNAIRE_DIGITS: usize = 6;

/// A plus and 15 digits: more has no telephone.
const LONGEST: usize = 16;
/// What stands for a digit that is not shown.
const HIDDEN: char = '\u{b7}';
/// So many digits at the end of a masked number stay.
const KEPT: usize = 2;
/// So many at least are hidden.
const LEAST_HIDDEN: usize = 3;

/// So many digits has a number without its area code.
const LOCAL: RangeInclusive<usize> = 5..=7;

/// Fewer digits without a plus are no number of another country but one with digits missing.
const SHORTEST_WITH_CODE: usize = 11;

impl Phone {
    /// Reads a number; without a country code it is of `country` (ISO 3166 alpha-2).
    /// None: it is no valid telephone number.
    pub fn parse(text: &str, country: &str) -> Option<Phone> {
        let cleaned: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        if !(7..=LONGEST).contains(&cleaned.len()) {
            return None;
        }
        let typed = [country, &cleaned].concat();
        if let Some(e164) = lately(&READ).get(&typed) {
            return Some(Phone(e164));
        }
        let phone = Phone::parse_cleaned(&cleaned, country)?;
        lately(&READ).keep(&typed, phone.0.clone());
        Some(phone)
    }

    fn parse_cleaned(cleaned: &str, country: &str) -> Option<Phone> {
        // With a plus it is the same number wherever it is read.
        let home = country::Id::from_str(country).ok().filter(|_| !cleaned.starts_with('+'));
        let valid = |home: Option<country::Id>, digits: &str| {
            let number = read(home, digits).filter(is_valid)?;
            let text = e164(&number);
            if home.is_none() && text == digits && text.len() <= LONGEST {
                return Some(Phone::known(text, &number));
            }
            // The library writes a few numbers of no country that it reads as others, or not at all.
            let again = read(None, &text).filter(is_valid)?;
            let same = e164(&again) == text && text.len() <= LONGEST;
            same.then(|| Phone::known(text, &again))
        };
        // A number of another country is often pasted without its plus.
        valid(home, cleaned).or_else(|| {
            let whole = !cleaned.starts_with('+') && cleaned.len() >= SHORTEST_WITH_CODE;
            whole.then(|| valid(None, &format!("+{cleaned}"))).flatten()
        })
    }

    /// Whether this number stands in a text with its country code, however its digits are set apart.
    pub fn is_in(&self, text: &str) -> bool {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.contains(self.0.trim_start_matches('+'))
    }

    /// The same where a number without its area code, of a few digits, is one of the area `area`:
    /// 495, 812, 343 … Source: seed 001.
    pub fn parse_in(text: &str, country: &str, area: Option<&str>) -> Option<Phone> {
        Phone::parse(text, country).or_else(|| {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            let local = (LOCAL.contains(&digits.len()) && !text.contains('+')).then_some(digits)?;
            Phone::parse(&format!("{}{local}", area?), country)
        })
    }

    /// The number in the international form without spaces.
    pub fn e164(&self) -> &str {
        &self.0
    }

    /// The number for whoever has nothing to do with it: enough to tell one from another, too
    /// little to call. Country, area and the last two digits stay, where more remains to be hidden.
    pub fn masked(&self) -> String {
        let pretty = self.pretty();
        let groups: Vec<usize> = pretty.match_indices(' ').map(|(at, _)| at).collect();
        let open = match groups[..] {
            [] => 2.min(pretty.len()),
            [country] => country,
            [_, area, ..] => area,
        };
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
        // A short number behind a long area code: the country is enough.
        let short = digits(pretty.get(open..).unwrap_or_default()) < KEPT + LEAST_HIDDEN;
        let open = if short { groups.first().copied().unwrap_or(open) } else { open };
        let last = digits(&pretty).saturating_sub(KEPT);
        let mut seen = 0;
        let hide = |(at, c): (usize, char)| {
            seen += usize::from(c.is_ascii_digit());
            if c.is_ascii_digit() && at >= open && seen <= last { HIDDEN } else { c }
        };
        pretty.char_indices().map(hide).collect()
    }

    /// The number as people read it: `+7 499 322-46-85`.
    pub fn pretty(&self) -> String {
        if let Some(pretty) = lately(&SHOWN).get(&self.0) {
            return pretty;
        }
        let pretty = read(None, &self.0).map_or_else(|| self.0.clone(), |number| written(&number));
        lately(&SHOWN).keep(&self.0, pretty.clone());
        pretty
    }

    /// A number that was just read, and will be shown.
    fn known(e164: String, number: &PhoneNumber) -> Phone {
        if lately(&SHOWN).get(&e164).is_none() {
            let pretty = written(number);
            lately(&SHOWN).keep(&e164, pretty);
        }
        Phone(e164)
    }
}

fn written(number: &PhoneNumber) -> String {
    number.format().mode(Mode::International).to_string()
}

/// What was lately made of texts: the rules of the world's numbers are regular expressions, and a
/// number is asked for at each step of its turn and shown on every screen of its call.
#[derive(Default)]
struct Lately {
    new: HashMap<String, String>,
    /// Those that were new before: whoever is asked for is new again, the others make room.
    old: HashMap<String, String>,
}

impl Lately {
    /// So many are new at most. As many again are old: together some 1 MB, and a thousand calls at once
    /// are far fewer.
    const MOST: usize = 4_000;

    fn get(&mut self, text: &str) -> Option<String> {
        if let Some(made) = self.new.get(text) {
            return Some(made.clone());
        }
        let made = self.old.remove(text)?;
        self.keep(text, made.clone());
        Some(made)
    }

    fn keep(&mut self, text: &str, made: String) {
        if self.new.len() >= Self::MOST {
            self.old = std::mem::take(&mut self.new);
        }
        self.new.insert(text.to_owned(), made);
    }
}

/// How numbers are written for people, by their international form.
static SHOWN: LazyLock<Mutex<Lately>> = LazyLock::new(Mutex::default);
/// Which numbers valid ones are that were typed in a country, by its letters and what was typed.
static READ: LazyLock<Mutex<Lately>> = LazyLock::new(Mutex::default);

fn lately(known: &'static LazyLock<Mutex<Lately>>) -> MutexGuard<'static, Lately> {
    // A text is in either map or in none, whatever broke elsewhere: then it is made anew.
    known.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A number as it is kept. The library looks for how people group its digits also where it does not
/// group them.
fn e164(number: &PhoneNumber) -> String {
    format!("+{}{}", number.code().value(), number.national())
}

/// Reads digits, with a plus or those of `home`. The library takes a national prefix off also
/// where there is none, twice: `+7 812 …` would lose its 8. It gets them to take off.
fn read(home: Option<country::Id>, digits: &str) -> Option<PhoneNumber> {
    let of_seven = match digits.strip_prefix("+7") {
        Some(rest) => Some(rest),
        None if matches!(home, Some(country::RU | country::KZ)) => match digits.len() {
            10 => Some(digits),
            11 => digits.strip_prefix(['7', '8']),
            _ => None,
        },
        None => None,
    };
    match of_seven.filter(|rest| rest.len() == 10 && rest.starts_with('8')) {
        Some(rest) => phonenumber::parse(None, format!("+788{rest}")).ok(),
        None => phonenumber::parse(home, digits).ok(),
    }
}

/// Whether there can be such a number. The library looks through six kinds of rare numbers before those
/// that people have: these are asked first.
fn is_valid(number: &PhoneNumber) -> bool {
    let usual = |country: &Metadata| {
        let digits = number.national().to_string();
        let kinds = country.descriptors();
        let mut usual = [kinds.mobile(), kinds.fixed_line()].into_iter().flatten();
        kinds.general().is_match(&digits) && usual.any(|kind| kind.is_match(&digits))
    };
    // The library takes the country of a number with zeros before it for that of the one without.
    let plain = number.national().zeros() == 0;
    (plain && number.metadata(&DATABASE).is_some_and(usual)) || number.is_valid()
}

/// Reads a typed line before its turn, if it is nothing but a number: the turn then knows already what
/// it names. Turns are made one after another, and this is a good part of one.
pub fn read_ahead(text: &str, country: &str, area: Option<&str>) {
    // What breaks down here does so again in the turn, where there is an answer to it.
    let _ = std::panic::catch_unwind(|| named_in(text, country, area));
}

/// What a bare line names, if it is nothing but a number: a telephone number, or the number of a
/// questionnaire (up to six digits, a `#` or a numero sign before it allowed).
pub fn named(text: &str, country: &str) -> Option<Named> {
    named_in(text, country, None)
}

/// The same where a telephone number without its area code is one of the area `area`.
pub fn named_in(text: &str, country: &str, area: Option<&str>) -> Option<Named> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || is_unseen(c));
    let bare = unmarked(text);
    let digits = bare.chars().filter(char::is_ascii_digit).count();
    if !bare.is_empty() && digits == bare.len() && digits <= QUESTIONNAIRE_DIGITS {
        return bare.parse().ok().map(Named::Questionnaire);
    }
    let slash = |c: char| c == '/' || c.is_whitespace();
    if text.chars().all(|c| is_part(c) || slash(c)) {
        return Phone::parse_in(text, country, area).map(Named::Phone);
    }
    None
}

/// What a typed telephone number consists of: digits, what sets them apart, and what nobody sees.
pub fn is_part(c: char) -> bool {
    const DASHES: RangeInclusive<char> = '\u{2010}'..='\u{2013}';
    let minus = DASHES.contains(&c) || c == '\u{2212}';
    c.is_ascii_digit() || "+()- .\u{a0}".contains(c) || minus || is_unseen(c)
}

/// Marks of direction and of no width, which lists of contacts put around a number.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// A text without the mark of a number before it: «#2», «№ 2», and what is typed for that, «N2»,
/// «No. 2».
fn unmarked(text: &str) -> &str {
    let bare = text.trim_start_matches(['#', '\u{2116}']).trim();
    let letters = bare.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(bare.len());
    let (mark, rest) = bare.split_at(letters);
    let rest = if mark.len() == 2 { rest.strip_prefix('.').unwrap_or(rest) } else { rest };
    let is_mark = ["n", "no"].iter().any(|known| mark.eq_ignore_ascii_case(known));
    if is_mark { rest.trim() } else { bare }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_asked_for_stays_and_the_others_make_room() {
        let mut lately = Lately::default();
        let number = |at: usize| format!("+7495{at:07}");
        lately.keep(&number(0), "first".to_owned());
        for at in 1..20 * Lately::MOST {
            if at % Lately::MOST == 0 {
                assert_eq!(lately.get(&number(0)).as_deref(), Some("first"), "{at}");
            }
            lately.keep(&number(at), at.to_string());
            assert_eq!(lately.get(&number(at)), Some(at.to_string()));
            assert!(lately.new.len() + lately.old.len() <= 2 * Lately::MOST);
        }
        assert_eq!(lately.get(&number(1)), None);
    }

    #[test]
    fn a_number_that_was_read_before_is_the_same_and_of_its_country() {
        for (text, country) in [
            ("8 (499) 322-46-85", "RU"),
            ("8 (499) 322-46-85", "GE"),
            ("322 12 34 56", "GE"),
            ("322 12 34 56", "RU"),
            ("+995 322 12 34 56", "RU"),
            ("12345678", "RU"),
        ] {
            read_ahead(text, country, None);
            let cleaned: String = text.chars().filter(|c| !" ()-".contains(*c)).collect();
            let first = Phone::parse_cleaned(&cleaned, country);
            assert_eq!(Phone::parse(text, country), first, "{text} {country}");
            assert_eq!(Phone::parse(&cleaned, country), first, "{text} {country}");
        }
        assert_ne!(Phone::parse("322123456", "GE"), Phone::parse("322123456", "RU"));
    }

    #[test]
    fn a_number_is_valid_where_the_library_says_so() {
        let (mut valid, mut other) = (0, 0);
        for country in DATABASE.iter() {
            let kinds = country.descriptors();
            let all = [kinds.mobile(), kinds.fixed_line(), kinds.toll_free(), kinds.voip()];
            let all = all.into_iter().chain([kinds.premium_rate(), kinds.uan(), kinds.pager()]);
            for example in all.flatten().filter_map(|kind| kind.example()) {
                let code = country.country_code();
                for at in 0..=example.len() {
                    for digit in ["", "0", "7"] {
                        let (start, end) = example.split_at(at);
                        let end = end.get(1..).unwrap_or_default();
                        let typed = format!("+{code}{start}{digit}{end}");
                        let Ok(number) = phonenumber::parse(None, &typed) else { continue };
                        assert_eq!(is_valid(&number), number.is_valid(), "{typed}");
                        *(if number.is_valid() { &mut valid } else { &mut other }) += 1;
                    }
                }
            }
        }
        assert!(valid > 10_000 && other > 3_000, "{valid} {other}");
    }
}

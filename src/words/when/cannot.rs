//! Dates that somebody names and that cannot be.

use super::meant::in_digits;
use super::said::{DaySaid, Said};
use super::token::{Mark, Token};
use super::{WhenError, grammar};

/// The days of a month, and the largest number that is a slip for one.
const MOST_DAYS: u32 = 31;
const MOST_NO_DAYS: u32 = 39;

/// Why it is no length of time that is to pass: "in -2 hours", and nothing behind it.
pub(super) fn backwards(tokens: &[Token]) -> Option<WhenError> {
    let minus =
        |token: &Token| token.is(Mark::Minus) || (in_digits(token) && token.text.starts_with('-'));
    if !tokens.iter().any(minus) {
        return None;
    }
    let why = |tokens: &[Token]| match grammar::read_leniently(tokens) {
        Err(why @ WhenError::Backwards(_)) => Some(why),
        _ => None,
    };
    let (_, shorter) = tokens.split_last()?;
    why(tokens).filter(|_| why(shorter).is_none())
}

/// Whether a day was named that cannot be: there is none, or it was in a year that is over.
pub(super) fn is_no_day(why: &WhenError, said: &Said) -> bool {
    said.days.iter().any(|day| match (why, day) {
        (WhenError::PastDay(_), DaySaid::Date { year, .. }) => year.or(said.year).is_some(),
        // Of signs alone it may be an amount of something: "45.10", "2.5".
        (WhenError::NoSuchDate(_), DaySaid::Date { day, month, year, text }) => {
            let named = text.contains(char::is_alphabetic);
            // Beyond 31 it is an amount sooner than a slip, unless an hour stands beside it.
            let most = if said.times.is_empty() { MOST_DAYS } else { MOST_NO_DAYS };
            let two = text.chars().rev().take_while(char::is_ascii_digit).count() == 2;
            let date = *day <= most && (1..=12).contains(month);
            named || (date && (two || year.is_some()))
        }
        (WhenError::NoSuchDate(_), DaySaid::OfMonth(_)) => true,
        _ => false,
    })
}

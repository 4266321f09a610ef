//! What a word may be for a date: without which there is none, with which it may begin or end.

use super::DayPart;
use super::token::{Kind, Mark, Meaning, Token};

/// A word without which nothing is a date.
pub(super) fn is_core(token: &Token) -> bool {
    match &token.kind {
        Kind::Number(..) => true,
        Kind::Sign(_) => false,
        Kind::Word(senses) => senses.iter().any(|sense| {
            !matches!(sense.meaning, Meaning::Mark(_))
                || matches!(
                    sense.meaning,
                    Meaning::Mark(
                        Mark::EndOfWeek
                            | Mark::SameTime
                            | Mark::End
                            | Mark::Start
                            | Mark::Year
                            | Mark::AfterWeekend
                    )
                )
        }),
    }
}

/// Tomorrow, a weekday, a date.
pub(super) fn is_day(token: &Token) -> bool {
    let day = |m| matches!(m, Meaning::Offset(_) | Meaning::Weekday(_) | Meaning::Month(_));
    token.sense(|m| day(m).then_some(())).is_some() || token.is(Mark::Next)
}

/// The beginning, middle or end of something.
pub(super) fn is_edge(token: &Token) -> bool {
    [Mark::Start, Mark::Middle, Mark::End].into_iter().any(|mark| token.is(mark))
}

/// Lunch, which may be where somebody is.
pub(super) fn is_lunch(token: &Token) -> bool {
    token.part().is_some_and(|(part, _)| part == DayPart::Lunch)
}

/// Yesterday.
pub(super) fn is_past(token: &Token) -> bool {
    token.sense(|m| matches!(m, Meaning::Offset(..0)).then_some(())).is_some()
}

pub(super) fn may_begin(token: &Token) -> bool {
    match &token.kind {
        Kind::Number(..) => true,
        Kind::Sign(_) => false,
        Kind::Word(senses) => senses.iter().any(|sense| {
            !matches!(
                sense.meaning,
                Meaning::Mark(
                    Mark::And
                        | Mark::To
                        | Mark::AfterIt
                        | Mark::BeforeIt
                        | Mark::NotAfterIt
                        | Mark::AboutIt
                        | Mark::Later
                        | Mark::WithinIt
                        | Mark::Year
                        | Mark::Past
                        | Mark::AndHalf
                )
            )
        }),
    }
}

pub(super) fn may_end(token: &Token) -> bool {
    match &token.kind {
        Kind::Number(..) => true,
        Kind::Sign(_) => false,
        Kind::Word(senses) => senses.iter().any(|sense| {
            // "half" before the hour, but behind it "at half of the third".
            let half = sense.meaning == Meaning::Mark(Mark::HalfTo) && sense.ending.is_plain();
            !half
                && !matches!(
                    sense.meaning,
                    Meaning::Mark(
                        Mark::And
                            | Mark::To
                            | Mark::At
                            | Mark::In
                            | Mark::Within
                            | Mark::From
                            | Mark::Next
                            | Mark::This
                            | Mark::Past
                            | Mark::Lack
                            | Mark::HalfPast
                            | Mark::Start
                            | Mark::Middle
                    )
                )
        }),
    }
}

//! A text piece by piece: the words of the vocabulary, and those that are none.

use super::WhenError;
use super::split::{RawKind, split};
use super::token::{Ending, Kind, Mark, Meaning, Sense, Token};
use super::vocab::Speech;
use crate::words::find::Letters;

/// A piece of a text that may be about anything.
pub(super) struct Piece {
    pub read: Read,
    /// As it was typed; of several words the first.
    pub text: String,
    /// The same in small letters, as the vocabulary has them.
    pub lower: String,
    /// Characters of the text in its compatible form (NFKC).
    pub from: usize,
    pub to: usize,
    /// Slips of the finger in it.
    pub faults: usize,
}

/// What a piece is.
pub(super) enum Read {
    Token(Token),
    /// A word that says nothing.
    Nothing,
    /// No word of the vocabulary.
    Unknown,
}

impl Speech {
    /// The typed text as tokens; words that say nothing are left out.
    pub(super) fn tokens(&self, text: &str) -> Result<Vec<Token>, WhenError> {
        let mut tokens = Vec::new();
        for piece in self.pieces(text) {
            match piece.read {
                Read::Token(token) => tokens.push(token),
                Read::Nothing => {}
                Read::Unknown => return Err(WhenError::NotUnderstood(piece.text)),
            }
        }
        Ok(tokens)
    }

    /// The typed text piece by piece, also where there are words of no date among them.
    pub(super) fn pieces(&self, text: &str) -> Vec<Piece> {
        let mut raws = split(text, &self.same);
        if let Some(letters) = &self.latin {
            for raw in &mut raws {
                if let RawKind::Letters { lower, .. } = &mut raw.kind {
                    *lower = latin(letters, lower);
                }
            }
        }
        let mut pieces: Vec<Piece> = Vec::new();
        let mut at = 0;
        while let Some(raw) = raws.get(at) {
            at += 1;
            let piece = |read, text: &str, lower: &str| Piece {
                read,
                text: text.to_owned(),
                lower: lower.to_owned(),
                from: raw.from,
                to: raw.to,
                faults: 0,
            };
            match &raw.kind {
                RawKind::Sign(sign) => {
                    let text = sign.to_string();
                    let token = Token { kind: Kind::Sign(*sign), text: text.clone() };
                    pieces.push(piece(Read::Token(token), &text, &text));
                }
                RawKind::Number { text, minus } => {
                    let value = text.parse().unwrap_or(u32::MAX);
                    let kind = Kind::Number(value, text.len(), Ending::Plain);
                    let token = Token { kind, text: format!("{minus}{text}") };
                    pieces.push(piece(Read::Token(token), text, text));
                }
                RawKind::Letters { text, lower, glued } => {
                    let found = self.best(&raws[at - 1..]);
                    if found.as_ref().is_none_or(|found| found.faults > 0)
                        && let Some(last) =
                            pieces.iter_mut().rfind(|p| !matches!(p.read, Read::Nothing))
                        && let Read::Token(token) = &mut last.read
                        && self.take_ending(lower, *glued, token)
                    {
                        last.to = raw.to;
                        continue;
                    }
                    let Some(found) = found.filter(|found| !found.unclear) else {
                        pieces.push(piece(Read::Unknown, text, lower));
                        continue;
                    };
                    at += found.words - 1;
                    let says_nothing = |s: &Sense| s.meaning == Meaning::Mark(Mark::Filler);
                    let read = if found.senses.iter().all(says_nothing) {
                        Read::Nothing
                    } else {
                        Read::Token(Token { kind: Kind::Word(found.senses), text: text.clone() })
                    };
                    let to = raws.get(at - 1).map_or(raw.to, |last| last.to);
                    let faults = found.faults;
                    pieces.push(Piece { to, faults, ..piece(read, text, lower) });
                }
            }
        }
        pieces
    }

    /// Whether letters behind a number or a word are an ending of it. Apart from the number only an
    /// ending that means something is taken for one.
    fn take_ending(&self, lower: &str, glued: bool, last: &mut Token) -> bool {
        let ending = match &mut last.kind {
            Kind::Number(_, _, ending) => ending,
            Kind::Sign(_) => return false,
            Kind::Word(senses) => {
                let known = self.ending(lower).filter(|ending| *ending != Ending::Plain);
                let Some(found) = known else { return false };
                senses.iter_mut().for_each(|sense| sense.ending = found);
                return true;
            }
        };
        match self.digit_endings.iter().find(|(text, _)| text == lower) {
            Some((_, found)) if glued || *found != Ending::Plain => {
                *ending = *found;
                true
            }
            _ => false,
        }
    }
}

/// A word in Latin letters, roughly. In "tsh" the first letter ends a stem.
pub(super) fn latin(letters: &Letters, word: &str) -> String {
    let rough = |word: &str| letters.latin(&word.chars().collect::<Vec<_>>());
    let word = letters.written(&word.chars().collect::<Vec<_>>());
    match word.find("tsh") {
        Some(at) => {
            let (stem, rest) = word.split_at(at + 1);
            [rough(stem), rough(rest)].into_iter().flatten().collect()
        }
        None => rough(&word).into_iter().collect(),
    }
}

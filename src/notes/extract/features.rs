//! What is looked at to tell whether words of a note, or a run of them, say why.

use std::ops::Range;

use super::text::{Gap, Note, Taken, Word};
use crate::domain::codes::CodeId;
use crate::notes::roomy;
use crate::words::Hint;

/// Features are folded into so many places, a power of two.
pub(super) const PLACES: usize = 1 << 18;
/// Those of whole runs into so many.
pub(super) const RUN_PLACES: usize = 1 << 16;
/// A longer note is not looked at to its end, in words.
pub(super) const MOST_WORDS: usize = 60;

/// What was looked at in notes, one note's behind the other's. There are thousands of notes to learn
/// from: what many small lists took would stay with the process.
#[derive(Default)]
pub(super) struct Looked {
    /// The features of all words, one word's behind the other's: no place needs more bytes.
    places: Vec<Bytes>,
    words: Vec<Seen>,
    notes: Vec<Ends>,
}

type Bytes = [u8; 3];

/// Where a note's own end.
#[derive(Clone, Copy, Default)]
struct Ends {
    places: u32,
    words: u32,
    code: u32,
}

/// A word.
#[derive(Clone, Copy)]
struct Seen {
    /// Where its features end among those of its note.
    end: u16,
    frame: Frame,
}

/// What a run is measured by. No note has more words than fit.
#[derive(Clone, Copy)]
struct Frame {
    /// What stands before the word.
    gap: u8,
    /// So many statements begin up to it, this one included.
    breaks: u8,
    /// So many words up to it say something of their own, this one included.
    telling: u8,
    /// So many words up to it would be compared, this one included.
    compared: u8,
}

/// The features of a note.
#[derive(Clone, Copy)]
pub(super) struct Features<'l> {
    places: &'l [Bytes],
    words: &'l [Seen],
    code: u32,
}

impl Looked {
    /// With room for thousands of notes.
    pub fn roomy() -> Looked {
        Looked { places: roomy(), ..Looked::default() }
    }

    /// The features of each note.
    pub fn notes(&self) -> impl Iterator<Item = Features<'_>> {
        let mut from = Ends::default();
        self.notes.iter().map(move |ends| {
            let places = from.places as usize..ends.places as usize;
            let words = from.words as usize..ends.words as usize;
            from = *ends;
            Features {
                places: self.places.get(places).unwrap_or_default(),
                words: self.words.get(words).unwrap_or_default(),
                code: ends.code,
            }
        })
    }
}

impl Features<'_> {
    /// The places of each word.
    pub fn words(&self) -> impl Iterator<Item = impl Iterator<Item = usize> + Clone> {
        let mut from = 0;
        self.words.iter().map(move |word| {
            let end = usize::from(word.end);
            let places = self.places.get(from..end).unwrap_or_default();
            from = end;
            places.iter().map(|[a, b, c]| u32::from_le_bytes([*a, *b, *c, 0]) as usize)
        })
    }

    fn frame(&self, at: usize) -> Option<Frame> {
        self.words.get(at).map(|word| word.frame)
    }

    /// Whether a run would pass for another one, as [`super::judge::same_reason`] has it.
    pub fn holds(&self, run: &Range<usize>, other: &Range<usize>) -> bool {
        let upto = |at: usize| {
            at.checked_sub(1).and_then(|at| self.frame(at)).map_or(0, |frame| frame.compared)
        };
        let compared = |run: Range<usize>| upto(run.end).saturating_sub(upto(run.start));
        let (from, to) = (run.start.max(other.start), run.end.min(other.end));
        let shared = if from < to { compared(from..to) } else { 0 };
        shared > 0
            && shared * 10 >= compared(other.clone()) * 6
            && shared * 2 >= compared(run.clone())
    }

    /// Where the weights of a run as a whole are, or of none.
    pub fn of_run(&self, run: Option<&Range<usize>>) -> impl Iterator<Item = usize> + use<> {
        let code = self.code;
        let frame = |at: usize| self.frame(at).unwrap_or(NOTHING);
        let all = self.words.last().map_or(NOTHING, |word| word.frame);
        let few = |n: u8| u32::from(n.min(6));
        let places = match run {
            None => {
                let words = few(u8::try_from(self.words.len()).unwrap_or(u8::MAX));
                let told = few(all.telling) << 4 | words;
                [
                    (1, code),
                    (2, told),
                    (3, few(all.breaks)),
                    (4, code ^ told),
                    (5, 0),
                    (6, 0),
                    (7, 0),
                ]
            }
            Some(run) => {
                let (first, last) = (frame(run.start), frame(run.end - 1));
                let before = if run.start == 0 { 0 } else { frame(run.start - 1).telling };
                let behind = u32::from(self.frame(run.end).map_or(7, |next| next.gap));
                let inner = u32::from((last.breaks - first.breaks).min(3));
                let told = few(last.telling - before);
                let length = u32::try_from(run.len().min(9)).unwrap_or(9);
                let edges = u32::from(first.gap) << 8 | behind << 4 | inner;
                let at = u32::from(first.breaks.min(4)) << 4
                    | u32::from((all.breaks - last.breaks).min(3));
                [
                    (11, length ^ code << 4),
                    (12, length << 4 | inner),
                    (13, told ^ code << 4),
                    (14, edges),
                    (15, edges ^ code << 12),
                    (16, at ^ code << 8),
                    (17, few(before) << 4 | few(all.telling - last.telling) | told << 8),
                ]
            }
        };
        places.into_iter().map(|(kind, value): (u32, u32)| {
            let mixed = (value ^ kind << 27).wrapping_mul(0x9e37_79b1);
            ((mixed ^ mixed >> 15).wrapping_mul(0x85eb_ca6b) >> 16) as usize
        })
    }
}

const NOTHING: Frame = Frame { gap: 0, breaks: 0, telling: 0, compared: 0 };

/// Looks at a note.
pub(super) fn look(note: &Note, code: Option<&CodeId>, looked: &mut Looked) {
    let words = note.words.get(..note.words.len().min(MOST_WORDS)).unwrap_or_default();
    let keys: Vec<String> = words.iter().map(key).collect();
    let code = code.map_or("", CodeId::as_str);
    let mut said = false;
    let Looked { places, words: seen, notes } = looked;
    let before = places.len();
    let mut frame = NOTHING;
    for (at, word) in words.iter().enumerate() {
        let whole = |n: Option<usize>| n.and_then(|n| keys.get(n)).map_or("", String::as_str);
        let near = |n: Option<usize>| start(whole(n), 5);
        let (last, next) = (at.checked_sub(1), Some(at + 1));
        let (own, own5) = (whole(Some(at)), near(Some(at)));
        let behind = words.get(at + 1).map(|word| word.before);
        let breaks = at == 0 || word.before != Gap::Nothing;
        frame.gap = gap_number(word.before) + if at == 0 { 6 } else { 0 };
        frame.breaks += u8::from(breaks);
        frame.telling +=
            u8::from(word.taken.is_none() && !word.hints.iter().any(|hint| tells(*hint)));
        let leads = [Hint::Said, Hint::Because, Hint::Filler, Hint::Join];
        frame.compared += u8::from(!word.hints.iter().any(|hint| leads.contains(hint)));
        let mut add = |parts: &[&str]| {
            let [a, b, c, _] = (hash(parts) & (PLACES as u32 - 1)).to_le_bytes();
            places.push([a, b, c]);
        };
        add(&["b"]);
        add(&["w", own]);
        add(&["4", start(own, 4)]);
        add(&["7", start(own, 7)]);
        add(&["e", end(own, 3)]);
        add(&["p", near(last)]);
        add(&["n", near(next)]);
        add(&["pp", near(at.checked_sub(2))]);
        add(&["nn", near(Some(at + 2))]);
        add(&["pc", near(last), own5]);
        add(&["cn", own5, near(next)]);
        add(&["c", code]);
        add(&["cw", code, own5]);
        add(&["cp", code, near(last)]);
        add(&["g", gap(Some(word.before)), gap(behind)]);
        add(&["gb", gap(Some(word.before)), own5]);
        add(&["ga", gap(behind), code]);
        add(&["gc", gap(Some(word.before)), code]);
        add(&["at", POSITIONS.get(at).unwrap_or(&"far"), code]);
        add(&["left", POSITIONS.get(words.len() - at).unwrap_or(&"far")]);
        add(&["5c", own5, gap(behind)]);
        add(&["said", if said { "y" } else { "n" }]);
        for (name, word) in [("h", Some(word)), ("hp", last.and_then(|n| words.get(n)))]
            .into_iter()
            .chain([("hn", words.get(at + 1))])
        {
            let hints = word.map(|word| word.hints.as_slice()).unwrap_or_default();
            for hint in hints.iter().filter(|hint| tells(**hint)) {
                add(&[name, hint_name(*hint)]);
                add(&[name, hint_name(*hint), code]);
            }
            if hints.is_empty() {
                add(&[name, "none"]);
            }
        }
        let end = u16::try_from(places.len() - before).unwrap_or(u16::MAX);
        seen.push(Seen { end, frame });
        said |= word.hints.iter().any(|hint| matches!(hint, Hint::Said | Hint::Because));
    }
    let code = hash(&[code]);
    notes.push(Ends { places: places.len() as u32, words: seen.len() as u32, code });
}

fn gap_number(gap: Gap) -> u8 {
    match gap {
        Gap::Nothing => 0,
        Gap::Comma => 1,
        Gap::Stop => 2,
        Gap::Quote => 3,
        Gap::Dash => 4,
    }
}

const POSITIONS: [&str; 5] = ["0", "1", "2", "3", "4"];

/// What a word is known by.
fn key(word: &Word) -> String {
    match word.taken {
        Some(Taken::Date | Taken::OtherDate | Taken::NoDate) => "#date".to_owned(),
        Some(Taken::Email | Taken::Phone | Taken::Code) => "#address".to_owned(),
        Some(Taken::Contact) => "#name".to_owned(),
        Some(Taken::Objections) => "#objections".to_owned(),
        None if word.plain.bytes().all(|b| b.is_ascii_digit()) => "#number".to_owned(),
        None => word.latin.clone(),
    }
}

/// Hints that have to do with reasons.
fn tells(hint: Hint) -> bool {
    matches!(
        hint,
        Hint::Role
            | Hint::Said
            | Hint::Because
            | Hint::Recall
            | Hint::Situation
            | Hint::Away
            | Hint::Filler
            | Hint::Join
    )
}

fn hint_name(hint: Hint) -> &'static str {
    match hint {
        Hint::Role => "role",
        Hint::Said => "said",
        Hint::Because => "because",
        Hint::Recall => "recall",
        Hint::Situation => "situation",
        Hint::Away => "away",
        Hint::Filler => "filler",
        Hint::Join => "join",
        _ => "",
    }
}

fn gap(gap: Option<Gap>) -> &'static str {
    match gap {
        None => "end",
        Some(Gap::Nothing) => "",
        Some(Gap::Comma) => ",",
        Some(Gap::Stop) => ".",
        Some(Gap::Quote) => "\"",
        Some(Gap::Dash) => "-",
    }
}

fn start(word: &str, letters: usize) -> &str {
    word.char_indices().nth(letters).map_or(word, |(at, _)| &word[..at])
}

fn end(word: &str, letters: usize) -> &str {
    let from = word.char_indices().rev().nth(letters.saturating_sub(1)).map_or(0, |(at, _)| at);
    &word[from..]
}

/// FNV-1a of the parts, well mixed.
pub(super) fn hash(parts: &[&str]) -> u32 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash ^= hash >> 29;
    hash = hash.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (hash >> 32) as u32
}

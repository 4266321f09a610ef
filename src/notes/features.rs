//! What of a note is looked at, each as a number: words and their pairs, groups of letters, cues,
//! which of them come together, and who does what.

use std::collections::HashMap;
use std::hash::BuildHasher as _;
use std::ops::{Range, RangeInclusive};

use super::cues::{Cues, Found, Sound};
use super::learned::is_kept;
use super::text::words;

/// Something of a note.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Feature {
    /// The fingerprint.
    pub id: u32,
    /// How much of it.
    pub value: f32,
    /// Which sort.
    pub sort: Sort,
}

/// Sorts of features.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Sort {
    /// A word as it was typed.
    Word,
    /// A word as it sounds.
    Sound,
    /// How a word begins: what its endings leave.
    Stem,
    /// Two words in a row, as they sound.
    Pair,
    /// A group of sounds of a word: endings and slips of the finger leave most of them.
    Letters,
    /// A cue.
    Cue,
    /// Two cues.
    Cues,
    /// A cue before or after the last turn of the note: «but», «then».
    Turn,
    /// Who does it, who comes first, what comes last.
    Subject,
}

/// All sorts in their order, and how much each counts in a note, however many of it there are.
const WEIGHTS: [(Sort, f32); 9] = [
    (Sort::Word, 0.7),
    (Sort::Sound, 0.7),
    (Sort::Stem, 0.5),
    (Sort::Pair, 0.7),
    (Sort::Letters, 1.5),
    (Sort::Cue, 1.0),
    (Sort::Cues, 1.0),
    (Sort::Turn, 1.0),
    (Sort::Subject, 1.0),
];

/// So many sounds of a word are its beginning.
const STEM: usize = 5;

/// The lengths of groups of sounds.
const GROUPS: RangeInclusive<usize> = 3..=5;

/// The length of those by which a word is known again that was typed wrong.
const GROUP: usize = 4;

/// Makes features; remembers how words sound.
pub(super) struct Features<'c> {
    cues: &'c Cues,
    sounds: Sounds,
}

/// How words sound, in one text: there are tens of thousands of them.
#[derive(Default)]
struct Sounds {
    /// Each word and, behind it, its sound.
    text: String,
    /// By the hash of the word: where it begins and ends, and where its sound does.
    at: HashMap<u64, (usize, usize, usize)>,
}

impl Sounds {
    /// Where the sound of a word stands in the text.
    fn of(&mut self, word: &str, cues: &Cues) -> Range<usize> {
        let hash = self.at.hasher().hash_one(word);
        let from = self.text.len();
        let (start, middle, end) = *self.at.entry(hash).or_insert_with(|| {
            self.text.push_str(word);
            self.text.push_str(&cues.sound(word));
            (from, from + word.len(), self.text.len())
        });
        if self.text.get(start..middle) == Some(word) {
            return middle..end;
        }
        // Another has the same hash.
        self.text.push_str(&cues.sound(word));
        from..self.text.len()
    }
}

impl<'c> Features<'c> {
    /// Of these cues.
    pub fn new(cues: &'c Cues) -> Self {
        Features { cues, sounds: Sounds::default() }
    }

    /// Of a note.
    pub fn of(&mut self, note: &str) -> Vec<Feature> {
        // Sort and fingerprint in one number: most of the work here is putting them in order.
        let mut list: Vec<u64> = Vec::with_capacity(512);
        self.each(note, &mut |sort, parts| {
            list.push((sort as u64) << 32 | u64::from(fingerprint(sort, parts)));
        });
        list.sort_unstable();
        list.dedup();
        let mut features = Vec::with_capacity(list.len());
        for same in list.chunk_by(|a, b| a >> 32 == b >> 32) {
            let Some((sort, weight)) = WEIGHTS.get((same[0] >> 32) as usize) else { continue };
            let value = weight / (same.len() as f32).sqrt();
            let feature = |id: &u64| Feature { id: *id as u32, value, sort: *sort };
            features.extend(same.iter().map(feature));
        }
        features
    }

    /// How much of a note is made of what was seen before, 0 to 1. A word that was counts as one; of
    /// another one, with a slip of the finger perhaps, the share of its groups of letters. Numbers tell
    /// nothing.
    pub fn known(&self, note: &str, seen: &dyn Fn(u32) -> bool) -> f32 {
        let words = words(note);
        let told: Vec<_> = words.iter().filter(|word| !word.text.starts_with('#')).collect();
        let known = |text: &str| {
            let sound = self.cues.sound(text);
            if seen(fingerprint(Sort::Sound, &[&sound])) {
                return 1.0;
            }
            let (mut all, mut few) = (0, 0);
            groups(&sound, GROUP..=GROUP, &mut |sort, parts| {
                all += 1;
                few += usize::from(seen(fingerprint(sort, parts)));
            });
            few as f32 / all.max(1) as f32
        };
        told.iter().map(|word| known(&word.text)).sum::<f32>() / told.len().max(1) as f32
    }

    /// Every feature: its sort and what it is made of. Some come twice.
    pub fn each(&mut self, note: &str, put: &mut dyn FnMut(Sort, &[&str])) {
        let words = words(note);
        let sounds: Vec<Range<usize>> =
            words.iter().map(|word| self.sounds.of(&word.text, self.cues)).collect();
        let sound = |at: Range<usize>| self.sounds.text.get(at).unwrap_or_default();
        let heard: Vec<Sound<'_>> = words
            .iter()
            .zip(sounds)
            .map(|(word, at)| Sound { text: sound(at), latin: word.text.is_ascii() })
            .collect();
        let mut before = "^";
        for (word, Sound { text, .. }) in words.iter().zip(&heard) {
            put(Sort::Word, &[&word.text]);
            put(Sort::Sound, &[text]);
            let stem = text.char_indices().nth(STEM).map_or(*text, |(end, _)| &text[..end]);
            put(Sort::Stem, &[stem]);
            put(Sort::Pair, &[before, text]);
            if !word.text.starts_with('#') {
                groups(text, GROUPS, put);
            }
            before = text;
        }
        self.cues(&self.cues.found(&heard), self.cues.turn(&heard), put);
    }

    fn cues(&self, found: &[Found], turn: Option<usize>, put: &mut dyn FnMut(Sort, &[&str])) {
        let not = |cue: &Found| if cue.not { "!" } else { "" };
        let name = |cue: &Found| self.cues.name(cue.cue);
        let mut people: Vec<&str> = Vec::new();
        let mut last: Option<&Found> = None;
        for (number, cue) in found.iter().enumerate() {
            put(Sort::Cue, &[not(cue), name(cue)]);
            if let Some(turn) = turn {
                let side = if cue.at >= turn { ">" } else { "<" };
                put(Sort::Turn, &[side, not(cue), name(cue)]);
            }
            if self.cues.is_who(cue.cue) {
                // «not the secretary, the boss himself»
                if !cue.not {
                    people.push(name(cue));
                }
            } else {
                put(Sort::Subject, &[people.last().unwrap_or(&"?"), not(cue), name(cue)]);
                if last.is_none_or(|last| cue.end >= last.end) {
                    last = Some(cue);
                }
            }
            for later in &found[number + 1..] {
                let (a, b) = ((name(cue), not(cue)), (name(later), not(later)));
                let (a, b) = if a <= b { (a, b) } else { (b, a) };
                if a != b {
                    put(Sort::Cues, &[a.1, a.0, " ", b.1, b.0]);
                }
            }
        }
        if let Some(last) = last {
            put(Sort::Subject, &[not(last), name(last), "$"]);
        }
        if let (Some(first), Some(last)) = (people.first(), people.last()) {
            put(Sort::Subject, &["^", first]);
            put(Sort::Subject, &[last, "$"]);
        }
        people.sort_unstable();
        people.dedup();
        put(Sort::Subject, &people);
    }
}

/// Groups of sounds of a word, its ends marked.
fn groups(word: &str, lengths: RangeInclusive<usize>, put: &mut dyn FnMut(Sort, &[&str])) {
    let marked = format!("<{word}>");
    let bounds: Vec<usize> =
        marked.char_indices().map(|(at, _)| at).chain([marked.len()]).collect();
    for length in lengths {
        for ends in bounds.windows(length + 1) {
            put(Sort::Letters, &[&marked[ends[0]..ends[length]]]);
        }
    }
}

/// Tells apart in which way fingerprints of words are made: of a reader that cuts, sounds or numbers
/// them differently it is another. Never 0.
pub(super) fn hashing(cues: &Cues) -> u32 {
    let mut features = Features::new(cues);
    let mut hash = 0x811c_9dc5;
    let mut take = |probe: &str| {
        let made = features.of(probe);
        let kept = made.iter().filter(|feature| is_kept(feature.sort));
        hash = kept.flat_map(|feature| feature.id.to_be_bytes()).fold(hash, eat);
    };
    take("8 499 12:30 a@b.cd e-f g'h i.j");
    for (first, last) in ALPHABETS {
        // All together, and each before each: some sound otherwise in company.
        take(&(first..=last).collect::<String>());
        for one in first..=last {
            (first..=last).for_each(|other| take(&[one, other].iter().collect::<String>()));
        }
    }
    hash.max(1)
}

/// The letters of Latin, Russian and Georgian.
const ALPHABETS: [(char, char); 3] = [('a', 'z'), ('\u{430}', '\u{451}'), ('\u{10d0}', '\u{10f0}')];

/// FNV-1a, 32 bits.
pub(super) fn fingerprint(sort: Sort, parts: &[&str]) -> u32 {
    let mut hash = eat(0x811c_9dc5, sort as u8);
    for part in parts {
        hash = part.bytes().fold(hash, eat);
        // No text contains this byte: parts that are cut elsewhere are others.
        hash = eat(hash, 0xff);
    }
    hash
}

fn eat(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

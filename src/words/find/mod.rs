//! Finds short texts by a few typed words, in any language, with or without its endings, with slips
//! of the finger.
//!
//! There is no stemmer (for Georgian there is none). Two words are alike by what begins them, by the
//! slips between them, and by the groups of two and three letters that they share; a group that
//! stands in many words, as endings do, says little. Of the typed words those say most that few
//! texts have. What finds little this way is read once more as typed with the wrong keyboard
//! layout, or as one alphabet written in another's letters (`find.toml` of each language).

mod alike;
mod index;
mod letters;

use index::Index;
pub use letters::Letters;

/// A query has no more words than this; the rest is not looked at.
const MOST_WORDS: usize = 12;
/// What a text gets must be at least this …
const LEAST: f32 = 0.25;
/// … and at least this part of what the best one gets.
const OF_BEST: f32 = 0.6;
/// Words that are less alike are different words; where the query is read in another way than it was
/// typed, they have to be more alike.
const LEAST_ALIKE: f32 = 0.5;
const LEAST_ALIKE_OTHERWISE: f32 = 0.7;
/// Only what finds nothing better than this is read in another way …
const DOUBTFUL: f32 = 0.7;
/// … and what is found then counts so much.
const READ_OTHERWISE: f32 = 0.9;

/// Something that can be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// What it is called, in each language; words to find it by.
    pub names: Vec<String>,
    /// What stands in it besides. Found here, it counts less.
    pub content: Vec<String>,
}

/// A text that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Which, in the order in which they were given.
    pub at: usize,
    /// How well it answers the query: 0 to 1.
    pub score: f32,
}

/// Texts, made ready for searching.
#[derive(Debug)]
pub struct Finder {
    letters: Letters,
    texts: usize,
    own: Index,
    latin: Index,
}

/// How much a word counts in the name of a text, and in its content.
const NAME: f32 = 1.0;
const CONTENT: f32 = 0.7;

impl Finder {
    /// Makes texts ready.
    pub(super) fn new(letters: Letters, texts: &[Text]) -> Finder {
        let (mut own, mut latin) = (Index::default(), Index::default());
        for (at, text) in texts.iter().enumerate() {
            let names = text.names.iter().map(|name| (name, NAME));
            for (part, counts) in names.chain(text.content.iter().map(|part| (part, CONTENT))) {
                for word in letters::words(part) {
                    latin.add(&letters.latin(&word), at, counts);
                    own.add(&word, at, counts);
                }
            }
        }
        own.finish();
        latin.finish();
        Finder { letters, texts: texts.len(), own, latin }
    }

    /// What answers the query, the best first; of equals the one given first. Nothing, if nothing is
    /// like it.
    pub fn find(&self, query: &str) -> Vec<Hit> {
        let mut scores = self.read(&self.own, &letters::words(query), LEAST_ALIKE);
        let best = |scores: &[f32]| scores.iter().copied().fold(0.0, f32::max);
        if best(&scores) < DOUBTFUL {
            let mut others = Vec::new();
            for typed in self.letters.other_layouts(query) {
                others.push(self.read(&self.own, &letters::words(&typed), LEAST_ALIKE_OTHERWISE));
            }
            let typed = letters::words(query);
            if typed.iter().flatten().all(char::is_ascii) {
                let latin: Vec<_> = typed.iter().map(|word| self.letters.latin(word)).collect();
                others.push(self.read(&self.latin, &latin, LEAST_ALIKE_OTHERWISE));
            }
            for other in others {
                for (score, other) in scores.iter_mut().zip(other) {
                    *score = score.max(other * READ_OTHERWISE);
                }
            }
        }
        let least = LEAST.max(best(&scores) * OF_BEST);
        let all = scores.into_iter().enumerate().map(|(at, score)| Hit { at, score });
        let mut hits: Vec<Hit> = all.filter(|hit| hit.score >= least).collect();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.at.cmp(&b.at)));
        hits
    }

    /// What each text gets for these words.
    fn read(&self, index: &Index, words: &[Vec<char>], least: f32) -> Vec<f32> {
        let mut words: Vec<&Vec<char>> = words.iter().take(MOST_WORDS).collect();
        // So that sums do not depend on the order of the words.
        words.sort();
        words.dedup();
        let mut scores = vec![0.0; self.texts];
        let mut sum = 0.0;
        for word in words {
            let found = index.like(word, self.texts, least);
            let weight =
                weight(word, found.iter().filter(|like| **like >= SURE).count(), self.texts);
            sum += weight;
            for (score, like) in scores.iter_mut().zip(found) {
                *score += weight * like;
            }
        }
        if sum > 0.0 {
            scores.iter_mut().for_each(|score| *score /= sum);
        }
        scores
    }
}

/// From here on a text has the word, and not just one that is like it.
const SURE: f32 = 0.5;

/// How much a word of the query says, of which `having` of all `texts` have it. A word that none has
/// counts as one that some have: else one slip too many would hide what the others find. Short
/// words say little in any language.
fn weight(word: &[char], having: usize, texts: usize) -> f32 {
    let having = if having == 0 { (texts as f32).sqrt() } else { having as f32 };
    let rare = (1.0 + texts as f32 / having).ln();
    let long = match word.len() {
        0..=2 => 0.3,
        3 => 0.6,
        _ => 1.0,
    };
    rare * long
}

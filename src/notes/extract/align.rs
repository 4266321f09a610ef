//! Which words of a note an example's reason is made of, and whether two words are one.

use std::ops::Range;

use super::Setting;
use super::text::{Gap, Note};
use crate::words::Hint;

/// Which of the first `most` words of a note a reason is made of.
pub(super) fn aligned(
    note: &Note,
    reason: &str,
    most: usize,
    setting: &Setting<'_>,
) -> Option<Range<usize>> {
    let wanted = Note::read(reason, setting.words.hints());
    let length = note.words.len().min(most);
    let matches: Vec<Option<usize>> = note
        .words
        .iter()
        .take(length)
        .map(|word| {
            let near = |by: fn(&str, &str) -> bool| {
                wanted.words.iter().position(|other| by(&word.latin, &other.latin))
            };
            near(alike).or_else(|| near(akin))
        })
        .collect();
    let mut best: Option<(f32, Range<usize>)> = None;
    for from in (0..length).filter(|at| matches.get(*at).is_some_and(Option::is_some)) {
        let mut met = vec![false; wanted.words.len()];
        let (mut hits, mut misses) = (0.0_f32, 0.0_f32);
        for (at, found) in matches.iter().enumerate().skip(from) {
            match found.and_then(|found| met.get_mut(found)) {
                Some(met) if !*met => {
                    *met = true;
                    hits += 1.0;
                }
                Some(_) => misses += 0.3,
                None => misses += 0.4,
            }
            let score = hits - misses;
            if found.is_some() && best.as_ref().is_none_or(|(least, _)| score > *least) {
                best = Some((score, from..at + 1));
            }
        }
    }
    let (score, mut run) = best?;
    // A last word that says the same in another person: "we have", "they have".
    let last = wanted.words.len().checked_sub(1);
    let met_last = matches.get(run.clone()).is_some_and(|met| met.contains(&last));
    let next = note.words.get(run.end);
    if !met_last
        && wanted.words.len() > run.len()
        && run.end < length
        && next.is_some_and(|next| next.before == Gap::Nothing && next.taken.is_none())
        && next.is_some_and(|next| !next.hints.iter().any(|hint| ENDS.contains(hint)))
    {
        run.end += 1;
    }
    let needed = f32::from(u16::try_from(wanted.words.len()).unwrap_or(u16::MAX)) * 0.4;
    (score >= needed).then_some(run)
}

/// Whether two words are forms of one.
pub(super) fn alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let shared = short.bytes().zip(long.bytes()).take_while(|(a, b)| a == b).count();
    if shared >= 4 && shared * 10 >= short.len() * 7 && shared * 2 >= long.len() {
        return true;
    }
    short.len() >= 5 && long.len() - short.len() <= 1 && strsim::osa_distance(a, b) <= 1
}

/// Whether two words may be one in another person: they share most of their inside.
fn akin(a: &str, b: &str) -> bool {
    shares_inside(a, b, 3, 5)
}

/// The same, more strictly: what they share is most of the longer one.
pub(super) fn inflected(a: &str, b: &str) -> bool {
    shares_inside(a, b, 4, 6)
}

/// Whether two words have so many letters in a row in common, and so many tenths of the longer.
fn shares_inside(a: &str, b: &str, least: usize, tenths: usize) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let needed = (long.len() * tenths).div_ceil(10).max(least);
    short.is_ascii()
        && needed <= short.len()
        && (0..=short.len() - needed)
            .filter_map(|from| short.get(from..from + needed))
            .any(|part| long.contains(part))
}

/// Words that no reason ends with.
const ENDS: [Hint; 4] = [Hint::Role, Hint::Said, Hint::Recall, Hint::Join];

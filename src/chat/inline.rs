//! Phrases for any chat: what a member of the team gets who types the bot's name and a few words.
//! Nothing of a call or of a client is in them, and nothing changes by it: it is no turn.

use std::collections::HashSet;

use anyhow::Result;

use super::shelf::{Entry, Shelf, Sort};
use super::turn::Room;
use super::view::t;
use crate::words::Words;

/// So many are offered at once: more Telegram does not take.
const AT_ONCE: usize = 50;
/// The longest message, in UTF-16 code units.
const LONGEST: usize = 4096;
/// Letters of what is typed that are looked at.
const WORDS_MAX: usize = 100;

/// With this the key of who is not in the team opens the bot; it is no token of an invite.
pub const OPENED: &str = "inline";

/// A phrase that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Its id: at most 64 bytes.
    pub id: String,
    /// The group it belongs to, in the reader's language.
    pub title: String,
    /// What is sent.
    pub text: String,
}

/// What is shown while somebody types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggestions {
    /// Phrases, the best first.
    pub suggestions: Vec<Suggestion>,
    /// Where those begin that come next; none: these were the last.
    pub next: Option<usize>,
    /// What the key says that is shown instead to somebody who is not in the team.
    pub knock: Option<String>,
}

/// What somebody gets who is not in the team.
pub fn stranger(words: &Words, lang: Option<&str>) -> Suggestions {
    let knock = words.say(&words.best_language(lang), &t("inline-stranger"));
    Suggestions { knock: Some(knock), ..Suggestions::default() }
}

/// Phrases that answer these words, from the one with this number on; without words all, by group.
///
/// # Errors
/// The store's.
pub fn suggest(room: &Room<'_>, words: &str, from: usize) -> Result<Suggestions> {
    let words: String = words.trim().chars().take(WORDS_MAX).collect();
    let shelf = Shelf::of_all(room);
    let phrases: Vec<&Entry> = if words.is_empty() {
        by_group(&shelf)
    } else {
        let found = shelf.find(&words)?;
        let found = found.iter().filter_map(|at| shelf.entries.get(*at));
        found.filter(|entry| entry.name.sort == Sort::Phrase).collect()
    };
    let mut suggestions = Vec::new();
    let mut seen = HashSet::new();
    for entry in phrases {
        let Some(title) = shelf.heading(entry)? else { continue };
        let title = room.house.words.say(&room.me.lang, &title);
        for lang in own_first(&shelf, &room.me.lang) {
            if let Some(text) = shelf.neutral(entry, lang)?
                && (1..=LONGEST).contains(&text.trim().encode_utf16().count())
                && seen.insert(text.clone())
            {
                let id = format!("{}.{}.{lang}", entry.name.script, entry.name.id);
                suggestions.push(Suggestion { id, title: title.clone(), text });
            }
        }
    }
    let end = from.saturating_add(AT_ONCE);
    let next = (end < suggestions.len()).then_some(end);
    let suggestions = suggestions.into_iter().skip(from).take(AT_ONCE).collect();
    Ok(Suggestions { suggestions, next, knock: None })
}

/// The reader's language, then those of clients.
fn own_first<'s>(shelf: &'s Shelf<'_>, own: &'s String) -> impl Iterator<Item = &'s String> {
    let others = shelf.langs().filter(move |lang| *lang != own);
    std::iter::once(own).chain(others)
}

/// All phrases, those of a group together, in the order in which the groups come up.
fn by_group<'s>(shelf: &'s Shelf<'_>) -> Vec<&'s Entry> {
    let all: Vec<&Entry> = shelf.sorted(Sort::Phrase).map(|(_, entry)| entry).collect();
    let mut groups: Vec<&Option<String>> = Vec::new();
    for entry in &all {
        if !groups.contains(&&entry.group) {
            groups.push(&entry.group);
        }
    }
    let of = |group: &&Option<String>| {
        let group: Option<String> = (*group).clone();
        all.iter().copied().filter(move |entry| entry.group == group)
    };
    groups.iter().flat_map(of).collect()
}

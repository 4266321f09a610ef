//! What a hasty note holds besides its situation: why, when, an address, a name.
//!
//! ```text
//! text ─► text.rs     one line, cut into words, each with what `notes.toml` says of it
//!      ─► address.rs  e-mail and telephone      ─┐
//!      ─► contact.rs  a name, objections        ─┼─ their words are taken out
//!      ─► date.rs     the time of the next call ─┘
//!      ─► reason.rs   of the rest, the words that say why: tagger.rs finds them, clean.rs makes
//!                     them fit behind «refusal 1, …»
//! ```
//!
//! Whether what was found is what somebody else would have found is told by [`judge`].

mod address;
mod align;
mod clean;
mod contact;
mod date;
mod features;
pub mod judge;
mod markup;
mod reason;
mod tagger;
mod text;
mod weights;

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::codes::CodeId;
use crate::domain::phone::Phone;
use crate::words::{Hint, Parsed, Words};
pub use tagger::{Lesson, Reasons, Studied};
use text::Note;

/// What a note says. What it does not say is none: nothing is made up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extract {
    /// The words that say why, as they were typed, without what belongs to the situation itself.
    /// Small first letter, no full stop: it stands behind a comma. Of an apartment the relation, of
    /// another profile the field, of a competitor the kind, of a bad line the fault.
    pub reason: Option<String>,
    /// The situation over again («busy» of somebody who is busy), where nothing else says why: what
    /// somebody may well call the reason, but no answer to the question for it.
    pub bare: Option<String>,
    /// When to call, by the clock of `now`. Of somebody who is away until Friday it is Friday.
    pub when: Option<Parsed>,
    /// The words of it, as they were typed.
    pub when_text: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// A telephone number.
    pub phone: Option<Phone>,
    /// Who was named.
    pub contact: Option<String>,
    /// How many objections were worked off.
    pub objections: Option<u16>,
    /// The decision maker said that he is not interested (`not_interested`) or that it does not
    /// matter to him now (`not_relevant`).
    pub refusal: Option<&'static str>,
    /// Nobody stands in for whoever is away.
    pub uncovered: bool,
    /// The client will call himself.
    pub self_call: bool,
    /// The client asks not to be called any more. One who names a time asks for a call then.
    pub no_more_calls: bool,
    /// Days on which the client asks not to be called: "any day but Friday".
    pub not_on: Vec<NaiveDate>,
}

/// Stands for the result of a call that came in, which has none: nobody is called back after it, unless
/// the note says so.
pub const INBOUND: &str = "inbound";

/// By what a note is read.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The words of all languages.
    pub words: &'a Words,
    /// What examples taught of reasons; without it simple rules have to do.
    pub reasons: Option<&'a Reasons>,
    /// Of which country (ISO 3166 alpha-2) telephone numbers are.
    pub country: &'a str,
    /// The operator's local time; dates are told in it.
    pub now: NaiveDateTime,
}

/// The time of the next call in a text that only says when not to call: "don't call before Thursday".
pub fn only_not_then(text: &str, setting: &Setting<'_>) -> Option<Parsed> {
    let mut note = Note::read(text, setting.words.hints());
    let (parsed, _) = date::find(&mut note, None, setting)?;
    let leads = [Hint::Role, Hint::Said, Hint::Recall, Hint::Filler, Hint::Join, Hint::Binds];
    let empty = |word: &text::Word| {
        word.taken.is_some() || word.hints.iter().any(|hint| leads.contains(hint))
    };
    (note.denied && note.words.iter().all(empty)).then_some(parsed)
}

/// Reads a note. `code` is the situation, if it is known: what counts as the reason depends on it.
pub fn extract(text: &str, code: Option<&CodeId>, setting: &Setting<'_>) -> Extract {
    let hints = setting.words.hints();
    let mut note = Note::read(text, hints);
    let email = address::email(&mut note);
    let phone = address::phone(&mut note, setting.country);
    let objections = contact::objections(&mut note, hints);
    let contact = contact::name(&mut note, hints);
    let date = date::find(&mut note, code, setting);
    let refusal = reason::refusal(&note, code);
    let reason::Found { reason, bare } = reason::find(&note, code, setting);
    let (when, when_text) = date.map_or((None, None), |(when, text)| (Some(when), Some(text)));
    let (uncovered, self_call) = (note.uncovered, note.self_call);
    let no_more_calls = !note.no_more_calls.is_empty();
    Extract {
        reason,
        bare,
        when,
        when_text,
        email,
        phone,
        contact,
        objections,
        refusal,
        uncovered,
        self_call,
        no_more_calls,
        not_on: note.not_on,
    }
}

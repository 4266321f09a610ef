//! Reading what people type: dates alone, dates among other words.

use chrono::NaiveDateTime;

use super::{Dates, Hints, Parsed, WhenError, Words, when};

impl Words {
    /// What date and time somebody means. `now` is the reader's local time; so is the answer. The
    /// reader's language is tried first, then the others.
    ///
    /// # Errors
    /// Which part was not understood, does not exist or has passed.
    pub fn when(&self, lang: &str, text: &str, now: NaiveDateTime) -> Result<Parsed, WhenError> {
        let first = self.order(lang).filter_map(|l| Some((l, self.speech.get(l)?)));
        when::parse(first, text, now)
    }

    /// All dates and times that stand in a text which is about other things too, in any language,
    /// also in Latin letters; in order. What has passed is left out, unless its year was named. `now`
    /// is local time; so are the answers. `text` is one line in its compatible form (NFKC); a `U+FFFC` in it stands for
    /// something that is no part of a date.
    pub fn dates_in(&self, text: &str, now: NaiveDateTime) -> Dates {
        let latin = text.chars().any(|c| c.is_ascii_alphabetic());
        let in_latin = self.speech_in_latin.iter().filter(|_| latin);
        when::find(self.speech.values().chain(in_latin), text, now)
    }

    /// The words of hasty notes, of all languages.
    pub fn hints(&self) -> &Hints {
        &self.hints
    }
}

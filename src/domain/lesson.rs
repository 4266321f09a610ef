//! What a confirmed result teaches about a note.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::codes::CodeId;
use super::forget::Salt;
use super::people::PersonId;

/// A note whose situation somebody confirmed. The note itself is not kept: it may hold names and
/// telephone numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// A running number.
    pub id: u64,
    /// Who confirmed it.
    pub who: PersonId,
    /// The situation.
    pub code: CodeId,
    /// Fingerprints of the note's words; they mean something only to the reader of notes. They are
    /// salted with [`Learning::salt`](super::learning::Learning::salt), but in old lessons.
    pub features: Vec<u32>,
    /// In which way it made them, salted as they are. To a reader with another way they mean nothing; as
    /// they are older than its own, they give way first.
    #[serde(default)]
    pub reader: u32,
    /// When.
    pub at: DateTime<Utc>,
}

impl Lesson {
    /// The same with fingerprints that nobody reads without the salt.
    #[must_use]
    pub fn salted(self, salt: &Salt) -> Lesson {
        let features = self.features.into_iter().map(|print| salt.of(print)).collect();
        Lesson { features, reader: salt.of(self.reader), ..self }
    }
}

//! What stays the same from turn to turn: rules, scripts, words, and who owns the installation.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use secrecy::SecretString;

use crate::domain::campaign::Campaign;
use crate::domain::codes::Codes;
use crate::domain::crm::Crm;
use crate::domain::people::PersonId;
use crate::domain::places::Places;
use crate::domain::script::Script;
use crate::domain::walk::Walk;
use crate::notes::learned::Learned;
use crate::notes::{Guesses, Notes};
use crate::words::Words;

use super::taught::Taught;

/// What is needed for backups that are sent.
#[derive(Clone, Debug)]
pub struct Backups {
    /// They are encrypted with it.
    pub passphrase: SecretString,
    /// Where those lie that the bot makes by itself; none: it makes none.
    pub folder: Option<PathBuf>,
}

/// An installation.
pub struct House {
    /// The result codes.
    pub codes: Codes,
    /// The campaign.
    pub campaign: Campaign,
    /// Zones and cities.
    pub places: Places,
    /// How CRMs title the columns of their exports.
    pub crm: Crm,
    /// The scripts as they are now, by id.
    pub scripts: BTreeMap<String, Arc<Script>>,
    /// Every version that a call may be pinned to, by fingerprint; with it the name of its texts.
    pub versions: HashMap<String, (Arc<Script>, String)>,
    /// All texts.
    pub words: Arc<Words>,
    /// Understands hasty notes.
    pub notes: Notes,
    /// What operators have taught it.
    pub taught: Taught,
    /// Who is an administrator from the outset.
    pub owners: Vec<PersonId>,
    /// Whoever starts the bot is an operator.
    pub open: bool,
    /// What backups need that are sent; none: there is no passphrase, and none can be sent.
    pub backups: Option<Backups>,
    /// The bot's user name, for links that let somebody in; none in the terminal.
    pub bot: Option<String>,
}

impl House {
    /// The script of a call in the version with which it began, and the name of its texts; its current
    /// version where that one is lost.
    pub fn script_of(&self, walk: &Walk) -> Option<(&Script, &str)> {
        let pinned = self.versions.get(&walk.digest);
        let current = || self.versions.get(&self.scripts.get(&walk.script)?.digest);
        pinned.or_else(current).map(|(script, book)| (script.as_ref(), book.as_str()))
    }

    /// What a note means, the likeliest first: by the examples, and by what operators have taught.
    /// Nothing while the reader is being trained aside: nobody waits for that.
    pub fn guess(&self, text: &str) -> Guesses {
        self.taught.with(|learned| self.notes.guess(text, learned))
    }

    /// The same by the examples alone.
    pub fn guess_untaught(&self, text: &str) -> Guesses {
        self.notes.guess(text, &Learned::none())
    }

    /// The script of the campaign, as it is now.
    pub fn script(&self) -> Option<&Arc<Script>> {
        self.scripts.get(&self.campaign.script)
    }
}

//! What scripts have to be looked up during a call: frequent questions, short messages, phrases.
//! Source: domain page, section 6.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::domain::inbound::Inbound;
use crate::domain::kind::Kind;
use crate::domain::lead::Lead;
use crate::domain::people::Person;
use crate::domain::script::Script;
use crate::domain::walk::Walk;
use crate::words::find::Text;
use crate::words::{Phrase, Words};

use super::texts::Texts;
use super::turn::Room;
use super::{flow, incoming};

/// What stands in a text for what is not known.
const NONE: &str = "none";

/// What sort of text it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// A frequent question, with the answer to say.
    #[default]
    Question,
    /// A short message to send.
    Sms,
    /// A phrase to say.
    Phrase,
}

impl Sort {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Sort; 3] = [Sort::Question, Sort::Sms, Sort::Phrase];

    /// The id, with which also the ids of its texts begin.
    pub fn id(self) -> &'static str {
        match self {
            Sort::Question => "faq",
            Sort::Sms => "sms",
            Sort::Phrase => "phrase",
        }
    }

    /// The sort with this id.
    pub fn from_id(id: &str) -> Option<Sort> {
        Sort::ALL.into_iter().find(|sort| sort.id() == id)
    }
}

/// One text, by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The script.
    pub script: String,
    /// What it is.
    pub sort: Sort,
    /// Its id in the script.
    pub id: String,
}

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// Which sort is listed where there are no words.
    #[serde(default)]
    pub sort: Sort,
    /// The words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// The page of the list.
    #[serde(default)]
    pub page: u32,
}

/// One text.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its name.
    pub name: Name,
    /// The group of a phrase.
    pub group: Option<String>,
    /// Which script of the shelf it is in.
    volume: usize,
}

struct Volume<'a> {
    script: &'a Script,
    book: &'a str,
    walk: Walk,
}

/// The texts of one script, or of all.
pub struct Shelf<'a> {
    room: Room<'a>,
    lead: Option<Lead>,
    volumes: Vec<Volume<'a>>,
    /// The texts, in the order of their scripts, by sort.
    pub entries: Vec<Entry>,
    /// The languages in which they are said to clients, the usual one first.
    pub spoken: Vec<String>,
}

impl<'a> Shelf<'a> {
    /// The texts for the call in hand; without one, or where its script has none, those of all
    /// scripts of the campaign.
    ///
    /// # Errors
    /// The store's.
    pub fn new(room: &Room<'a>, walk: Option<&Walk>) -> Result<Self> {
        let Some(walk) = walk else { return Ok(Self::of_all(room)) };
        let spoken = vec![walk.spoken.clone()];
        let Some((script, book)) = flow::script_of(room, walk).filter(|(s, _)| has_any(s)) else {
            return Ok(Self::of_scripts(room, spoken));
        };
        let lead = walk.lead.map(|id| room.lead(id)).transpose()?;
        Ok(Self::of(room, lead, vec![Volume { script, book, walk: walk.clone() }], spoken))
    }

    /// The texts of all scripts of the campaign, as for a call of which nothing is known.
    pub fn of_all(room: &Room<'a>) -> Self {
        Self::of_scripts(room, room.house.campaign.spoken.clone())
    }

    fn of_scripts(room: &Room<'a>, spoken: Vec<String>) -> Self {
        let house = room.house;
        let first = spoken.first().unwrap_or(&room.me.lang);
        // A company that leads calls by a script of its own does not read those of others.
        let inbound = incoming::offered(room, None);
        let used = |script: &Script| {
            script.id == house.campaign.script || inbound.iter().any(|one| one.id == script.id)
        };
        let volumes = house.scripts.values().filter(|script| used(script) && has_any(script));
        let volumes = volumes.filter_map(|script| {
            let (script, book) = house.versions.get(&script.digest)?;
            Some(Volume { script, book, walk: blank(room, script, first) })
        });
        let volumes = volumes.collect();
        Self::of(room, None, volumes, spoken)
    }

    fn of(
        room: &Room<'a>,
        lead: Option<Lead>,
        volumes: Vec<Volume<'a>>,
        spoken: Vec<String>,
    ) -> Self {
        let mut entries = Vec::new();
        for sort in Sort::ALL {
            for (at, volume) in volumes.iter().enumerate() {
                entries.extend(listed(volume.script, sort).into_iter().map(|(id, group)| Entry {
                    name: Name { script: volume.script.id.clone(), sort, id },
                    group,
                    volume: at,
                }));
            }
        }
        Shelf { room: *room, lead, volumes, entries, spoken }
    }

    /// The languages in which texts are looked for: those of clients, and the reader's.
    pub fn langs(&self) -> impl Iterator<Item = &String> {
        let own = &self.room.me.lang;
        self.spoken.iter().chain(Some(own).filter(|own| !self.spoken.contains(own)))
    }

    /// The text with this name.
    pub fn get(&self, name: &Name) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == *name)
    }

    /// Texts of this sort, with their places among all.
    pub fn sorted(&self, sort: Sort) -> impl Iterator<Item = (usize, &Entry)> {
        self.entries.iter().enumerate().filter(move |(_, entry)| entry.name.sort == sort)
    }

    /// What answers these words, the best first: places among all.
    ///
    /// # Errors
    /// The store's.
    pub fn find(&self, words: &str) -> Result<Vec<usize>> {
        let digests = self.volumes.iter().map(|volume| volume.script.digest.as_str());
        let langs = self.langs().map(String::as_str);
        let key: Vec<&str> = digests.chain(langs).collect();
        let house = self.room.house;
        let finder = house.words.kept_finder(&key.join(" "), || self.to_be_found())?;
        Ok(finder.find(words).into_iter().map(|hit| hit.at).collect())
    }

    /// What the texts are found by: their words, without what a call or a person fills in.
    fn to_be_found(&self) -> Result<Vec<Text>> {
        let nobody = Person { name: String::new(), ..self.room.me.clone() };
        let room = Room { me: &nobody, ..self.room };
        let blank = |volume: &Volume<'a>| blank(&room, volume.script, &volume.walk.spoken);
        let walks: Vec<Walk> = self.volumes.iter().map(blank).collect();
        let mut texts = Vec::new();
        for volume in self.volumes.iter().zip(&walks) {
            let (Volume { script, book, .. }, walk) = volume;
            texts.push(Texts::new(room, walk, (script, book), None)?);
        }
        let of = |entry: &Entry| {
            let mut text = Text::default();
            let Some(texts) = texts.get(entry.volume) else { return text };
            for lang in self.langs() {
                let say = |id: String| {
                    let has = texts.has(&id);
                    has.then(|| room.house.words.say(lang, &texts.in_lang(&id, lang)))
                };
                let id = entry.id();
                text.names.extend(entry.heading().and_then(say));
                match entry.name.sort {
                    Sort::Question => {
                        text.names.extend(say(format!("{id}.also")));
                        text.content.extend(say(format!("{id}.answer")));
                    }
                    Sort::Sms | Sort::Phrase => text.content.extend(say(id)),
                }
            }
            text
        };
        Ok(self.entries.iter().map(of).collect())
    }

    /// What the text is called, for the reader: the question, the title of a message, the group of a
    /// phrase.
    ///
    /// # Errors
    /// The store's.
    pub fn heading(&self, entry: &Entry) -> Result<Option<Phrase>> {
        let Some(texts) = self.texts(entry)? else { return Ok(None) };
        let heading = entry.heading().filter(|id| texts.has(id));
        Ok(heading.map(|id| texts.shown(&id)))
    }

    /// The text itself in a language: the answer, the message, the phrase.
    ///
    /// # Errors
    /// The store's.
    pub fn text(&self, entry: &Entry, lang: &str) -> Result<Option<Phrase>> {
        let Some(texts) = self.texts(entry)? else { return Ok(None) };
        let id = match entry.name.sort {
            Sort::Question => format!("{}.answer", entry.id()),
            Sort::Sms | Sort::Phrase => entry.id(),
        };
        Ok(texts.has(&id).then(|| texts.in_lang(&id, lang)))
    }

    /// The text itself in a language, ready; none, if it says something that only a call tells.
    ///
    /// # Errors
    /// The store's.
    pub fn neutral(&self, entry: &Entry, lang: &str) -> Result<Option<String>> {
        let Some(phrase) = self.text(entry, lang)? else { return Ok(None) };
        let words = &self.room.house.words;
        let said = words.say(lang, &phrase);
        let Some(volume) = self.volumes.get(entry.volume) else { return Ok(None) };
        let mut told = words.variables(lang, &phrase.id, Some(volume.book)).into_iter();
        let fixed = ["contact", "manager", "stopped", "minutes"];
        let of_call =
            |name: &String| fixed.contains(&name.as_str()) || volume.script.datum(name).is_some();
        // A wording that knows how to do without was chosen; else the place itself shows.
        let shows = told.any(|name| of_call(&name)) && said.contains(NONE);
        Ok((!shows).then_some(said))
    }

    /// The name of the script that a text is from, where there are several.
    ///
    /// # Errors
    /// The store's.
    pub fn script(&self, entry: &Entry) -> Result<Option<Phrase>> {
        let Some(texts) = self.texts(entry)?.filter(|_| self.volumes.len() > 1) else {
            return Ok(None);
        };
        Ok(texts.has("name").then(|| texts.shown("name")))
    }

    fn texts(&self, entry: &Entry) -> Result<Option<Texts<'_>>> {
        let Some(volume) = self.volumes.get(entry.volume) else { return Ok(None) };
        let Volume { script, book, walk } = volume;
        Texts::new(self.room, walk, (script, book), self.lead.as_ref()).map(Some)
    }
}

impl Entry {
    fn id(&self) -> String {
        format!("{}-{}", self.name.sort.id(), self.name.id)
    }

    fn heading(&self) -> Option<String> {
        match self.name.sort {
            Sort::Question => Some(self.id()),
            Sort::Sms => Some(format!("{}.title", self.id())),
            Sort::Phrase => self.group.as_ref().map(|group| format!("group-{group}")),
        }
    }
}

/// Whether a script has anything to look up.
pub fn has_any(script: &Script) -> bool {
    Sort::ALL.into_iter().any(|sort| !listed(script, sort).is_empty())
}

/// Ids, and the groups of phrases.
fn listed(script: &Script, sort: Sort) -> Vec<(String, Option<String>)> {
    match sort {
        Sort::Question => script.faq.iter().map(|id| (id.clone(), None)).collect(),
        Sort::Sms => script.sms.iter().map(|id| (id.clone(), None)).collect(),
        Sort::Phrase => {
            let phrases = script.phrases.iter();
            phrases.map(|phrase| (phrase.id.clone(), Some(phrase.group.clone()))).collect()
        }
    }
}

/// A call of which nothing is known.
pub fn blank(room: &Room<'_>, script: &Script, spoken: &str) -> Walk {
    Walk {
        script: script.id.clone(),
        digest: script.digest.clone(),
        lead: None,
        number: 1,
        kind: if script.is_inbound() { Kind::FirstTime } else { Kind::Cold },
        spoken: spoken.to_owned(),
        said: Vec::new(),
        trail: Vec::new(),
        inbound: script.is_inbound().then(|| Box::new(Inbound::new(room.now))),
    }
}

/// How long a phrase is for Telegram, in UTF-16 code units.
pub fn units(words: &Words, lang: &str, phrase: &Phrase) -> usize {
    words.say(lang, phrase).encode_utf16().count()
}

//! What steps of inbound and outbound scripts have in common when they are shown: where the call is,
//! ways on, objections.

use anyhow::Result;

use crate::chat::press::Act;
use crate::chat::say;
use crate::chat::texts::Texts;
use crate::chat::turn::Room;
use crate::chat::view::{Sheet, Style, t};
use crate::domain::lead::Lead;
use crate::domain::script::{Branch, Script, Step};
use crate::domain::walk::Walk;
use crate::words::Phrase;

/// A step in the making.
pub struct Page<'a> {
    /// What may be looked at.
    pub room: Room<'a>,
    /// The call.
    pub walk: &'a Walk,
    /// Its script.
    pub script: &'a Script,
    /// The step at which it is.
    pub step: &'a Step,
    /// Whom it is with; none: nobody knows yet who is calling.
    pub lead: Option<&'a Lead>,
    /// The same in one line.
    pub line: Phrase,
    /// Its texts.
    pub texts: Texts<'a>,
}

impl<'a> Page<'a> {
    /// The step at which a call is; none: its script is gone.
    ///
    /// # Errors
    /// The store's.
    pub fn new(room: &Room<'a>, walk: &'a Walk, lead: Option<&'a Lead>) -> Result<Option<Self>> {
        let Some((script, book)) = crate::chat::flow::script_of(room, walk) else {
            return Ok(None);
        };
        let Some(step) = walk.step(script) else { return Ok(None) };
        let texts = Texts::new(*room, walk, (script, book), lead)?;
        let line = say::caller_line(room, walk.lead)?;
        Ok(Some(Page { room: *room, walk, script, step, lead, line, texts }))
    }

    /// What to do, what to say, and how.
    pub fn words(&self, sheet: &mut Sheet) {
        let id = &self.step.id;
        let part = |name: &str| {
            let id = format!("{id}.{name}");
            self.texts.has(&id).then(|| self.texts.shown(&id))
        };
        if let Some(text) = part("do") {
            sheet.plain(text);
        }
        if self.texts.has(id) {
            sheet.line(Style::Say, self.texts.spoken(id));
        }
        if let Some(text) = part("tone") {
            sheet.aside(text);
        }
        if let Some(text) = part("avoid") {
            sheet.plain(t("step-avoid").with("text", text));
        }
    }

    /// The ways on that the step names.
    pub fn branches(&self, sheet: &mut Sheet) {
        let branches = self.walk.branches(self.script, &self.room.house.campaign, self.step);
        let label = |branch: &Branch| self.texts.shown(&format!("{}.{}", self.step.id, branch.id));
        let keys = branches.into_iter().map(|b| (label(b), Act::Branch(b.id.clone())));
        self.packed(keys.collect(), sheet);
    }

    /// The refusal that may be taken once enough objections were worked off.
    pub fn enough(&self, sheet: &mut Sheet) {
        let limit = Walk::side(self.script, self.step).and_then(|side| {
            let limit = self.script.limits.get(&side)?;
            (self.walk.worked_off(self.script, side) >= limit.limit).then_some(limit)
        });
        if let Some(limit) = limit {
            sheet.plain(t("objections-enough"));
            let code = say::code_name(&limit.then);
            sheet.keys([(t("key-end-with").with("code", code), Act::Code(limit.then.0.clone()))]);
        }
    }

    /// The objection that is being worked off, with the way back.
    pub fn objection(&self, objection: &str, sheet: &mut Sheet) {
        let id = format!("objection-{objection}");
        sheet.title(t("objection-title").with("objection", self.texts.shown(&id)));
        self.progress(sheet);
        sheet.line(Style::Say, self.texts.spoken(&format!("{id}.reply")));
        if self.texts.has(&format!("{id}.tone")) {
            sheet.aside(self.texts.shown(&format!("{id}.tone")));
        }
        sheet.keys([(t("key-resume"), Act::Resume)]);
        self.enough(sheet);
        self.branches(sheet);
        self.objections(Some(objection), sheet);
    }

    /// Objections that may come up here.
    pub fn objections(&self, except: Option<&str>, sheet: &mut Sheet) {
        let others = self.step.objections.iter().filter(|id| Some(id.as_str()) != except);
        let keys: Vec<_> = others
            .filter(|id| self.script.objections.contains_key(*id))
            .map(|id| {
                let label = t("objection-key")
                    .with("objection", self.texts.shown(&format!("objection-{id}")));
                (label, Act::Object(id.clone()))
            })
            .collect();
        self.packed(keys, sheet);
    }

    /// Adds keys, packed by the length of their labels.
    pub fn packed(&self, keys: Vec<(Phrase, Act)>, sheet: &mut Sheet) {
        sheet.packed(&self.room.house.words, &self.room.me.lang, keys);
    }

    /// The part of the call, and whom it is with.
    pub fn progress(&self, sheet: &mut Sheet) {
        let (at, of) = Walk::progress(self.script, self.step);
        sheet.aside(
            t("progress")
                .with("at", at)
                .with("of", of)
                .with("phase", self.texts.shown(&format!("phase-{}", self.step.phase)))
                .with("lead", self.line.clone()),
        );
        if let Some((worked, limit)) = Walk::side(self.script, self.step).and_then(|side| {
            let limit = self.script.limits.get(&side)?.limit;
            Some((self.walk.worked_off(self.script, side), limit))
        }) {
            sheet.aside(t("objections-count").with("count", worked).with("of", limit));
        }
    }
}

/// A key to speak the next language of the campaign.
pub fn speak(room: &Room<'_>, walk: &Walk, sheet: &mut Sheet) {
    let spoken = &room.house.campaign.spoken;
    let at = spoken.iter().position(|lang| *lang == walk.spoken).unwrap_or(0);
    if let Some(next) = spoken.get((at + 1) % spoken.len().max(1)).filter(|l| **l != walk.spoken) {
        let name = t("language-name").in_lang(next.clone());
        sheet.keys([(t("key-speak").with("lang", name), Act::Speak(next.clone()))]);
    }
}

//! What is recorded of a call that came in, as text: to be read on the card, and to be pasted into
//! another system. In the campaign's record language.

use anyhow::Result;
use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::lead::Lead;
use crate::domain::recall::DueKind;
use crate::domain::script::{Datum, DatumKind, Outcome};
use crate::domain::walk::Walk;
use crate::words::{Arg, Phrase, TimeStyle};

use super::flow;
use super::say::{lead_line, telephone};
use super::screens::kind_name;
use super::texts::{DATE, Texts};
use super::turn::Room;
use super::view::t;

/// The text, one line for each thing that is known.
///
/// # Errors
/// The store's.
pub fn make(
    room: &Room<'_>,
    walk: &Walk,
    outcome: Option<&Outcome>,
    lead: Option<&Lead>,
    promise: Option<(DateTime<Utc>, DueKind)>,
) -> Result<String> {
    let campaign = &room.house.campaign;
    let record = campaign.record.as_str();
    let Some(inbound) = &walk.inbound else { return Ok(String::new()) };
    let mut lines: Vec<Phrase> = Vec::new();
    let time = |at| Arg::Time(at, campaign.zone, TimeStyle::Short);
    if let Some(script) = flow::script_of(room, walk) {
        let texts = Texts::new(*room, walk, script, lead)?;
        let name = texts.in_lang("name", record);
        lines.push(match outcome {
            Some(outcome) => t("record-outcome")
                .with("script", name)
                .with("outcome", texts.in_lang(&format!("outcome-{}", outcome.id), record)),
            None => t("record-left").with("script", name),
        });
        lines.push(t("record-time").with("time", time(inbound.begun)));
        if let Some(lead) = lead {
            lines.push(t("record-lead").with("lead", lead_line(room, lead)?));
            if let (Some(_), Some(phone)) = (&lead.name, telephone(room, lead)?) {
                lines.push(t("record-phone").with("phone", phone));
            }
        }
        lines.push(t("record-kind").with("kind", kind_name(walk.kind)));
        for datum in &script.0.data {
            if let Some(text) = inbound.filled.get(&datum.id) {
                let label = texts.in_lang(&format!("field-{}", datum.id), record);
                let value = plain(datum, text);
                lines.push(t("record-datum").with("label", label).with("value", value));
            }
        }
    }
    if let Some((due, _)) = promise {
        lines.push(t("record-promise").with("time", time(due)));
    }
    let said = lines.iter().map(|line| room.house.words.say(record, line));
    Ok(said.collect::<Vec<_>>().join("\n"))
}

/// What the operator says of a call, as a further line.
pub fn words(room: &Room<'_>, words: &str) -> String {
    let line = t("record-words").with("words", words);
    format!("\n{}", room.house.words.say(&room.house.campaign.record, &line))
}

/// A datum as other systems read it: a day in figures, with its year.
fn plain(datum: &Datum, text: &str) -> String {
    let day = NaiveDate::parse_from_str(text, DATE).ok();
    match day.filter(|_| datum.kind == DatumKind::Date) {
        Some(day) => day.format("%d.%m.%Y").to_string(),
        None => text.to_owned(),
    }
}

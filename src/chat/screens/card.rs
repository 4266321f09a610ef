//! The result card: everything that will be saved, and the rule behind it. And its opposite: a
//! code that the rules refuse, with what would be right instead.

use anyhow::Result;

use crate::chat::desk::{Desk, Screen};
use crate::chat::flow::{self, Way};
use crate::chat::notes;
use crate::chat::press::{Act, Field};
use crate::chat::save;
use crate::chat::say;
use crate::chat::say::{code_name, lead_line};
use crate::chat::told::{self, Told};
use crate::chat::turn::{Room, Turn};
use crate::chat::view::{Key, Sheet, Style, raw, t};
use crate::domain::attempt::{Disposition, Draft, Due, Refusal, Said, Verdict};
use crate::domain::codes::{CodeId, Need};
use crate::domain::lead::Lead;
use crate::domain::recall::DueKind;
use crate::words::{Arg, Phrase, TimeStyle};

use super::ask;

/// How the card looks.
pub fn view(room: &Room<'_>, desk: &Desk, shown: u16, sheet: &mut Sheet) -> Result<()> {
    let Some(draft) = &desk.draft else { return Ok(()) };
    let lead = room.lead(draft.lead)?;
    let (_, verdict) = flow::verdict(room, &lead, draft)?;
    let Verdict::Ready(result) = verdict else {
        // The rules or the lead changed under the card: «save» finds out and says why.
        sheet.plain(t("card-changed-under"));
        sheet.keys([(t("key-go-on"), Act::Save)]);
        return Ok(());
    };
    sheet.title(say::official(room, &result.code));
    if result.code != draft.situation {
        sheet.plain(t("card-situation").with("code", code_name(&draft.situation)));
    }
    sheet.plain(
        t("card-lead")
            .with("lead", lead_line(room, &lead)?)
            .with("call", super::lead::call_of(shown, room.house.codes.calls)),
    );
    sheet.aside(say::code_hint(&draft.situation));
    super::guesses::typed_line(draft, sheet);
    sheet.gap();
    let comment = say::comment(room, draft, result.ordinal);
    sheet.plain(t("card-comment"));
    sheet.line(Style::Record, comment.clone());
    explain_comment(room, &comment, sheet);
    if let Some(due) = result.due {
        sheet.gap();
        due_lines(room, room.lead_zone(&lead), draft, due, sheet);
    }
    let told = from_note(room, &lead, draft, sheet);
    let denied = |due: &Due| {
        told.as_ref().is_some_and(|told| told.not_on.contains(&room.calendar(&lead).day(due.at)))
    };
    if result.due.as_ref().is_some_and(denied) {
        sheet.plain(t("due-denied"));
    }
    sheet.gap();
    if !draft.no_more_calls || result.closes {
        sheet.aside(say::rule(result.rule, result.ordinal));
    }
    if result.closes && !result.consent {
        sheet.aside(t("card-closes"));
    }
    let asked = told.is_some_and(|told| told.no_more_calls);
    if result.do_not_call {
        let asked = draft.no_more_calls;
        let id = if asked { "card-no-more-calls" } else { "card-becomes-do-not-call" };
        sheet.aside(t(id));
    } else if asked {
        sheet.plain(t("note-no-more-calls"));
    }
    let save = match result.consent {
        true if room.is_led()? => "key-save-and-ask",
        _ => "key-save",
    };
    if result.consent {
        sheet.aside(consent_line(room)?);
    }
    keys(draft, &result, asked, (save, comment), sheet);
    Ok(())
}

/// That a consent is needed, and who is asked for it; where nobody can be asked, that it waits.
///
/// # Errors
/// The store's.
pub fn consent_line(room: &Room<'_>) -> Result<Phrase> {
    Ok(t(match room.is_led()? {
        true => "card-needs-consent",
        false => "card-needs-consent-nobody",
    }))
}

fn keys(
    draft: &Draft,
    result: &Disposition,
    asked: bool,
    (save, comment): (&'static str, Phrase),
    sheet: &mut Sheet,
) {
    sheet.keys([(t(save), Act::Save)]);
    if draft.no_more_calls {
        sheet.keys([(t("key-no-more-calls.off"), Act::DoNotCall)]);
    } else if asked && !result.do_not_call && !result.consent {
        sheet.keys([(t("key-no-more-calls.on"), Act::DoNotCall)]);
    }
    sheet.row([Key::Copy(t("key-copy-comment"), comment)]);
    if result.due.is_some_and(|due| due.kind != DueKind::LongTerm) {
        sheet.keys([(t("key-other-time"), Act::Time)]);
    }
    if let Some(early) = result.early {
        let id = match draft.early {
            true => format!("early-{}.off", early.id()),
            false => format!("early-{}.on", early.id()),
        };
        sheet.keys([(Phrase::new(id), Act::Early)]);
    }
    if draft.note.is_some() {
        sheet.keys([(t("key-other-situation"), Act::Guesses)]);
    }
    sheet.keys([(t("key-back"), Act::Back)]);
}

/// What a comment in another language says, in the reader's.
fn explain_comment(room: &Room<'_>, comment: &Phrase, sheet: &mut Sheet) {
    if room.house.campaign.record != room.me.lang {
        let mut own = comment.clone();
        own.voice = crate::words::Voice::Reader;
        sheet.aside(t("comment-means").with("comment", own));
    }
}

fn due_lines(
    room: &Room<'_>,
    lead_zone: chrono_tz::Tz,
    draft: &Draft,
    due: Due,
    sheet: &mut Sheet,
) {
    sheet.plain(t(due_id(due)).with("time", Arg::Time(due.at, room.zone(), TimeStyle::Long)));
    if room.zone() != room.house.campaign.zone {
        let zone = room.house.campaign.zone;
        sheet.aside(
            t("due-campaign-time")
                .with("time", Arg::Time(due.at, zone, TimeStyle::Short))
                .with("zone", say::zone_name(room, zone)),
        );
    }
    if lead_zone != room.zone() && due.kind != DueKind::LongTerm {
        let time = Arg::Time(due.at, lead_zone, TimeStyle::Short);
        sheet.aside(t("due-client-time").with("time", time));
    }
    if let Some(day) = draft.moved.filter(|_| draft.when == Some(due.at)) {
        sheet.aside(t("due-moved").with("day", Arg::Day(day, TimeStyle::Weekday)));
    }
}

/// What was due is called so.
pub fn due_id(due: Due) -> &'static str {
    match (due.kind, due.agreed) {
        (DueKind::Recall, true) => "due-recall-agreed",
        (DueKind::Recall, false) => "due-recall",
        (DueKind::Call, _) => "due-call",
        (DueKind::OwnCall, _) => "due-own-call",
        (DueKind::Visit, _) => "due-visit",
        (DueKind::LongTerm, _) => "due-long-term",
        // No result code promises such a call.
        (DueKind::Promise | DueKind::ShiftEnd, _) => "due-own-call",
    }
}

/// The date comes from the note, not from the operator.
fn noted_when(draft: &Draft) -> bool {
    draft.note.as_ref().is_some_and(|noted| noted.gave.contains(&Need::When))
}

/// What else the note tells: a date that the rules refuse, and what goes on the lead's card.
fn from_note(room: &Room<'_>, lead: &Lead, draft: &Draft, sheet: &mut Sheet) -> Option<Told> {
    let told = told::of_draft(room, lead, draft)?;
    // The operator has named another one since.
    let from_note = noted_when(draft);
    if let Some(line) = told.trouble(room, lead).filter(|_| draft.when.is_none() || from_note) {
        sheet.plain(line);
    }
    for (field, value) in told::for_card(lead, draft, &told) {
        let name = super::edit::field_name(field);
        let value = match lead.value(field) {
            Some(old) => format!("{old} \u{2192} {value}"),
            None => value,
        };
        sheet.aside(t("note-for-card").with("field", name).with("value", raw(&value)));
    }
    Some(told)
}

/// What the card's keys do.
pub fn press(turn: &mut Turn<'_>, shown: u16, act: &Act) -> Result<()> {
    match act {
        Act::Save => return save::save(turn, shown),
        Act::Time => turn.go(Screen::Time),
        Act::Guesses => {
            let screen = turn.desk.draft.as_ref().map(notes::screen);
            turn.go(screen.unwrap_or_default());
        }
        Act::DoNotCall => {
            if let Some(draft) = &mut turn.desk.draft {
                draft.no_more_calls = !draft.no_more_calls;
            }
            return flow::advance(turn);
        }
        Act::Early => {
            if let Some(draft) = &mut turn.desk.draft {
                draft.early = !draft.early;
            }
            return flow::advance(turn);
        }
        _ => ask::back(turn, None),
    }
    Ok(())
}

/// How the choice of another date looks.
pub fn time_view(room: &Room<'_>, desk: &Desk, sheet: &mut Sheet) -> Result<()> {
    let Some(draft) = &desk.draft else { return Ok(()) };
    let lead = room.lead(draft.lead)?;
    let (_, verdict) = flow::verdict(room, &lead, draft)?;
    let due = match verdict {
        Verdict::Ready(result) => result.due,
        Verdict::Ask(_) | Verdict::Refused(_) => None,
    };
    let kind = due.map_or(DueKind::Recall, |due| due.kind);
    sheet.title(t("time-title"));
    sheet.plain(lead_line(room, &lead)?);
    if kind == DueKind::Recall {
        sheet.aside(t("time-limit").with("days", room.house.campaign.recall_within_days));
    }
    ask::date_keys(room, &lead, kind, sheet);
    if kind == DueKind::Recall && draft.when.is_some() {
        sheet.keys([(ask::by_rule(room, draft), Act::Spread)]);
    }
    sheet.keys([(t("key-back"), Act::Back)]);
    Ok(())
}

/// What the keys under the dates do.
pub fn time_press(turn: &mut Turn<'_>, act: &Act) -> Result<()> {
    match act {
        Act::At(minute) => ask::date_chosen(turn, *minute),
        Act::Spread => {
            if let Some(draft) = &mut turn.desk.draft {
                (draft.when, draft.moved) = (None, None);
                draft.answered(Need::When);
                draft.answers.insert(Need::When, Said::No);
            }
            flow::advance(turn)
        }
        _ => flow::advance(turn),
    }
}

/// How a refused code looks.
pub fn refused_view(room: &Room<'_>, desk: &Desk, code: &CodeId, sheet: &mut Sheet) -> Result<()> {
    let Some(draft) = &desk.draft else { return Ok(()) };
    let lead = room.lead(draft.lead)?;
    let (_, verdict) = flow::verdict(room, &lead, draft)?;
    sheet.title(code_name(code));
    sheet.plain(lead_line(room, &lead)?);
    sheet.gap();
    let Verdict::Refused(refusal) = verdict else {
        sheet.plain(t("refused-no-more"));
        sheet.keys([(t("key-go-on"), Act::Code(code.0.clone()))]);
        return Ok(());
    };
    sheet.plain(say::refused(room, &refusal));
    match refusal {
        Refusal::City { .. } => sheet.keys([(t("key-fix-city"), Act::Field(Field::City))]),
        Refusal::DataGiven => {
            sheet.keys([
                (t("key-fix-lead"), Act::Field(Field::Name)),
                (t("key-call"), Act::Call(lead.id.0)),
            ]);
        }
        _ => {}
    }
    let instead = room.house.codes.get(code).map(|code| code.instead.clone()).unwrap_or_default();
    if !instead.is_empty() {
        sheet.plain(t("refused-instead"));
    }
    for other in instead {
        sheet.keys([(code_name(&other), Act::Code(other.0))]);
    }
    sheet.keys([(t("key-back"), Act::Back)]);
    Ok(())
}

/// What the keys under a refusal do.
pub fn refused_press(turn: &mut Turn<'_>, act: &Act) -> Result<()> {
    let Some(lead) = turn.desk.draft.as_ref().map(|draft| draft.lead) else {
        turn.go(Screen::Home);
        return Ok(());
    };
    match act {
        Act::Code(code) => return flow::choose(turn, lead, CodeId(code.clone()), Way::default()),
        Act::Field(field) => turn.go(Screen::Field(lead, *field)),
        _ => {
            let screen = turn.desk.draft.as_ref().map(notes::screen);
            turn.go(screen.unwrap_or(Screen::Situations(lead)));
        }
    }
    Ok(())
}

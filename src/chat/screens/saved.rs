//! What was saved. The next number can be typed at once; a key only leads back to a call that waits.

use anyhow::Result;

use crate::chat::desk::Desk;
use crate::chat::press::Act;
use crate::chat::say::{caller_line, lead_line, official};
use crate::chat::turn::Room;
use crate::chat::view::{Sheet, Style, raw, t};
use crate::domain::lead::LeadId;
use crate::domain::record::Standing;
use crate::words::{Arg, TimeStyle};

/// How it looks.
pub fn view(
    room: &Room<'_>,
    desk: &Desk,
    id: LeadId,
    number: u16,
    sheet: &mut Sheet,
) -> Result<()> {
    let lead = room.lead(id)?;
    let Some(attempt) = room.facts.attempt(id, number)? else {
        sheet.title(t("home-hint"));
        return Ok(());
    };
    sheet.title(match attempt.standing {
        Standing::Good => t("saved-title"),
        Standing::Pending => t("saved-pending"),
        Standing::Declined => t("saved-declined"),
    });
    sheet.plain(
        t("saved-code")
            .with("lead", lead_line(room, &lead)?)
            .with("code", official(room, &attempt.code)),
    );
    if !attempt.comment.is_empty() {
        sheet.line(Style::Record, raw(&attempt.comment));
    }
    if let Some(at) = attempt.next {
        sheet.plain(t("saved-next").with("time", Arg::Time(at, room.zone(), TimeStyle::Long)));
    }
    sheet.gap();
    if desk.shelf.is_some() {
        sheet.plain(t("home-unfinished").with("lead", caller_line(room, desk.shelved())?));
    }
    // One of the first two is of another lead.
    for (_, next) in room.facts.dues_of(room.me.id, 2)? {
        if let Some(next) = room.facts.recall(next)?.filter(|recall| recall.lead != id) {
            let lead = room.lead(next.lead)?;
            let time = Arg::Time(next.due, room.zone(), TimeStyle::Short);
            sheet.aside(t("next-due").with("time", time).with("lead", lead_line(room, &lead)?));
            break;
        }
    }
    sheet.aside(t("saved-hint"));
    if desk.shelf.is_some() {
        sheet.keys([(t("key-return"), Act::Return)]);
    }
    Ok(())
}

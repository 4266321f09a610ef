//! Files to be sent: a table of attempts for supervisors, a backup for administrators. Both are
//! ordered here, and come as notices.

use anyhow::Result;

use crate::chat::desk::Screen;
use crate::chat::press::Act;
use crate::chat::say::zone_name;
use crate::chat::turn::{Room, Turn};
use crate::chat::view::{Sheet, t};
use crate::domain::document::{Document, Period};
use crate::domain::notice::Body;
use crate::words::Phrase;

/// How the choice of the period looks.
pub fn export_view(room: &Room<'_>, sheet: &mut Sheet) {
    sheet.title(t("export-title"));
    sheet.plain(t("export-what"));
    let zone = zone_name(room, room.house.campaign.zone);
    sheet.aside(t("export-zone").with("zone", zone));
    let key =
        |period: Period| (Phrase::new(format!("period-{}", period.id())), Act::Export(period));
    for pair in Period::ALL.chunks(2) {
        sheet.keys(pair.iter().map(|period| key(*period)));
    }
    sheet.keys([(t("key-back"), Act::Back)]);
}

/// Orders a table.
pub fn export_press(turn: &mut Turn<'_>, act: &Act) -> Result<()> {
    if let Act::Export(period) = act {
        let today = turn.now.with_timezone(&turn.house.campaign.zone).date_naive();
        order(turn, Document::Attempts { days: period.span(today) })?;
    }
    turn.go(Screen::Home);
    Ok(())
}

/// How the question about a backup looks.
pub fn backup_view(room: &Room<'_>, sheet: &mut Sheet) {
    sheet.title(t("backup-title"));
    if room.house.backups.is_some() {
        sheet.plain(t("backup-ask"));
        sheet.keys([(t("key-send-backup"), Act::Yes), (t("key-back"), Act::Back)]);
    } else {
        sheet.plain(t("backup-no-passphrase"));
        sheet.keys([(t("key-back"), Act::Back)]);
    }
}

/// Orders a backup.
pub fn backup_press(turn: &mut Turn<'_>, act: &Act) -> Result<()> {
    if *act == Act::Yes && turn.house.backups.is_some() {
        order(turn, Document::Backup)?;
    }
    turn.go(Screen::Home);
    Ok(())
}

/// The roles are looked at where it counts: a keyboard may be older than its reader's role.
fn order(turn: &mut Turn<'_>, what: Document) -> Result<()> {
    let least = what.least();
    if !turn.me.is(least) {
        turn.remark(t("command-forbidden").with("role", super::role_name(least)));
        return Ok(());
    }
    turn.notify(turn.me.id, Body::File { what })?;
    turn.remark(t("file-ordered"));
    Ok(())
}

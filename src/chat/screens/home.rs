//! The first screen: nothing in hand. What is due, the shift, and the way back to a call that was
//! put aside.

use anyhow::Result;

use crate::chat::desk::Desk;
use crate::chat::incoming;
use crate::chat::press::Act;
use crate::chat::say::caller_line;
use crate::chat::turn::Room;
use crate::chat::view::{Sheet, t};

/// How it looks.
pub fn view(room: &Room<'_>, desk: &Desk, sheet: &mut Sheet) -> Result<()> {
    sheet.title(t("home-title").with("name", room.me.name.as_str()));
    sheet.plain(t("home-hint"));
    if desk.is_busy() || desk.shelf.is_some() {
        sheet.gap();
        if desk.is_busy() {
            let lead = caller_line(room, desk.unfinished())?;
            sheet.plain(t("home-unfinished").with("lead", lead));
        }
        for aside in desk.shelved_all().take(MOST_ASIDE_SHOWN) {
            sheet.plain(t("home-unfinished").with("lead", caller_line(room, aside.lead())?));
        }
        sheet.keys([(t("key-return"), Act::Return)]);
    }
    let open = room.facts.dues_of(room.me.id, MOST_COUNTED)?;
    let due = open.iter().filter(|(due, _)| *due <= room.now).count();
    if !room.me.on_shift {
        sheet.gap();
        sheet.aside(t("home-off-shift"));
    }
    if !incoming::offered(room, None).is_empty() {
        sheet.keys([(t("key-incoming"), Act::Incoming)]);
    }
    let shift = if room.me.on_shift { "key-shift-end" } else { "key-shift-begin" };
    sheet.keys([
        (t("key-recalls").with("open", open.len()).with("due", due), Act::Recalls),
        (t(shift), Act::Shift),
    ]);
    let unread = room.facts.unread_of(room.me.id, MOST_COUNTED)?;
    if unread > 0 {
        sheet.keys([(t("key-messages-unread").with("count", unread), Act::Messages)]);
    }
    Ok(())
}

/// So many calls that were put aside stand here; the number of each can be typed.
const MOST_ASIDE_SHOWN: usize = 5;

/// Counting further than this tells nobody anything.
const MOST_COUNTED: usize = 99;

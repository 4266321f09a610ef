//! Help: what can be typed, by role.

use crate::chat::commands;
use crate::chat::press::Act;
use crate::chat::turn::Room;
use crate::chat::view::{Sheet, t};
use crate::words::Phrase;

/// How it looks.
pub fn view(room: &Room<'_>, sheet: &mut Sheet) {
    sheet.title(t("help-title"));
    sheet.plain(t("help-text"));
    sheet.plain(t("help-notes"));
    sheet.gap();
    for name in commands::of(Some(room.me.role)) {
        let what = Phrase::new(format!("command-{name}"));
        sheet.plain(t("help-command").with("name", name).with("what", what));
    }
    sheet.keys([(t("key-home"), Act::Home)]);
}

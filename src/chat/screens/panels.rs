//! What the program itself shows at a step of a call that comes in: one file for each panel.

use anyhow::Result;

use crate::chat::manager;
use crate::chat::press::Act;
use crate::chat::turn::{Room, Turn};
use crate::chat::view::Sheet;
use crate::domain::script::Panel;
use crate::domain::walk::Walk;

/// How a panel looks: its lines, and its keys.
///
/// # Errors
/// The store's.
pub fn show(room: &Room<'_>, walk: &Walk, panel: Panel, sheet: &mut Sheet) -> Result<()> {
    match panel {
        Panel::Caller => super::caller::panel(room, walk, sheet),
        Panel::Manager => manager::show(room, walk, sheet),
    }
}

/// What a key of a panel does; true if it was one.
///
/// # Errors
/// The store's.
pub fn press(turn: &mut Turn<'_>, panel: Panel, act: &Act) -> Result<bool> {
    match panel {
        Panel::Caller => Ok(false),
        Panel::Manager => manager::press(turn, act),
    }
}

/// Takes typed text that the step does not ask for; true if the panel wanted it.
///
/// # Errors
/// The store's.
pub fn typed(turn: &mut Turn<'_>, panel: Panel, text: &str) -> Result<bool> {
    match panel {
        Panel::Caller => Ok(false),
        Panel::Manager => manager::typed(turn, text),
    }
}

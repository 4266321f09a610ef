//! What guesses were taught by results that were saved from notes. For administrators.

use anyhow::Result;

use crate::chat::desk::Screen;
use crate::chat::learning;
use crate::chat::press::Act;
use crate::chat::turn::{Room, Turn};
use crate::chat::view::{Sheet, raw, t};
use crate::domain::audit::Deed;
use crate::domain::people::PersonId;
use crate::words::{Arg, TimeStyle};

/// So many people are shown, those who taught most.
const SHOWN: usize = 10;

/// How it looks.
pub fn view(room: &Room<'_>, sheet: &mut Sheet) -> Result<()> {
    let learning = room.facts.learning()?;
    sheet.title(t("learning-title"));
    sheet.plain(t(if learning.off { "learning-off" } else { "learning-on" }));
    if !learning.off {
        sheet.aside(t("learning-what"));
    }
    sheet.gap();
    sheet.plain(t("learning-count").with("count", learning.count()));
    let mut people = learning.people.clone();
    people.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for (who, count) in people.iter().take(SHOWN) {
        let name = room.name(*who)?;
        sheet.plain(t("learning-person").with("name", name).with("count", *count));
    }
    if let Some((at, who)) = learning.last {
        let time = Arg::Time(at, room.zone(), TimeStyle::Short);
        let name = room.name_at(who, at)?;
        sheet.plain(t("learning-last").with("time", time).with("name", name));
    }
    if learning.saved > 0 {
        sheet.gap();
        sheet
            .plain(t("learning-right").with("saved", learning.saved).with("right", learning.right));
        sheet.aside(t("learning-without").with("right", learning.right_without));
    }
    let switch = if learning.off { "key-teach" } else { "key-teach-no-more" };
    sheet.keys([(t(switch), Act::Teach)]);
    for (who, _) in people.iter().take(SHOWN) {
        let label = t("key-unlearn-of").with("name", raw(&room.name(*who)?));
        sheet.keys([(label, Act::UnlearnOf(who.0))]);
    }
    if learning.count() > 0 {
        sheet.keys([(t("key-unlearn"), Act::Unlearn)]);
    }
    sheet.keys([(t("key-home"), Act::Home)]);
    Ok(())
}

/// What the keys do.
pub fn press(turn: &mut Turn<'_>, act: &Act) -> Result<()> {
    match act {
        Act::Teach => learning::switch(turn)?,
        Act::Unlearn => turn.go(Screen::Unlearn(None)),
        Act::UnlearnOf(who) => turn.go(Screen::Unlearn(Some(PersonId(*who)))),
        _ => turn.go(Screen::Home),
    }
    Ok(())
}

/// How the question looks whether it is really to be forgotten.
pub fn unlearn_view(room: &Room<'_>, who: Option<PersonId>, sheet: &mut Sheet) -> Result<()> {
    let learning = room.facts.learning()?;
    let count = who.map_or(learning.count(), |who| learning.of(who));
    match who {
        Some(who) => sheet.title(t("unlearn-of-ask").with("name", raw(&room.name(who)?))),
        None => sheet.title(t("unlearn-ask")),
    }
    sheet.plain(t("unlearn-what").with("count", count));
    sheet.plain(t("forget-for-ever"));
    sheet.keys([(t("key-unlearn-yes"), Act::Yes)]);
    sheet.keys([(t("key-back"), Act::Back)]);
    Ok(())
}

/// What its keys do.
pub fn unlearn_press(turn: &mut Turn<'_>, who: Option<PersonId>, act: &Act) -> Result<()> {
    if *act == Act::Yes {
        let lessons = learning::forget(turn, who)?;
        turn.done(Deed::Unlearned { person: who, lessons });
        turn.remark(t("unlearned").with("count", lessons));
    }
    turn.go(Screen::Learning);
    Ok(())
}

//! Settings of one person: language, time zone, name.

use anyhow::Result;

use crate::chat::desk::{Desk, Screen};
use crate::chat::press::Act;
use crate::chat::say::zone_name;
use crate::chat::turn::{Room, Turn};
use crate::chat::typed;
use crate::chat::view::{Sheet, raw, t};
use crate::domain::record::Change;
use crate::words::{Arg, TimeStyle};

/// How it looks.
pub fn view(room: &Room<'_>, desk: &Desk, sheet: &mut Sheet) {
    sheet.title(t("settings-title"));
    sheet.plain(t("settings-name").with("name", raw(&room.me.name)));
    sheet.plain(t("settings-lang").with("lang", t("language-name")));
    sheet.plain(
        t("settings-zone")
            .with("zone", zone_name(room, room.zone()))
            .with("time", Arg::Time(room.now, room.zone(), TimeStyle::Clock)),
    );
    sheet.plain(t("settings-role").with("role", super::team::role_name(room.me.role)));
    sheet.keys([(t("key-lang"), Act::Langs), (t("key-zone"), Act::Zones)]);
    sheet.keys([(t("key-name"), Act::Name), (t("key-home"), Act::Home)]);
    sheet.keys([(t("key-profile"), Act::Profile(room.me.id.0))]);
    if desk.is_busy() {
        sheet.keys([(t("key-return"), Act::Return)]);
    }
}

/// Zones in which operators of ru, ka and en teams work; any other IANA name can be typed.
const OFFERED: [&str; 12] = [
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Novosibirsk",
    "Asia/Irkutsk",
    "Asia/Vladivostok",
    "Asia/Tbilisi",
    "Asia/Yerevan",
    "Asia/Almaty",
    "Europe/London",
];

/// How the choice of the language looks: each in its own name.
pub fn langs_view(room: &Room<'_>, sheet: &mut Sheet) {
    sheet.title(t("langs-title"));
    for lang in room.house.words.languages() {
        let name = t("language-name").in_lang(lang.clone());
        sheet.keys([(name, Act::Lang(lang.clone()))]);
    }
    sheet.keys([(t("key-back"), Act::Back)]);
}

/// How the choice of the zone looks.
pub fn zones_view(room: &Room<'_>, sheet: &mut Sheet) {
    sheet.title(t("zones-title"));
    sheet.aside(t("zones-how"));
    for pair in OFFERED.chunks(2) {
        let zones = pair.iter().filter_map(|name| name.parse::<chrono_tz::Tz>().ok());
        sheet.keys(zones.map(|zone| (zone_name(room, zone), Act::Zone(zone.name().to_owned()))));
    }
    sheet.keys([(t("key-back"), Act::Back)]);
}

/// How the question for the name looks.
pub fn name_view(room: &Room<'_>, sheet: &mut Sheet) {
    sheet.title(t("name-title"));
    sheet.plain(t("name-ask"));
    sheet.aside(t("now-is").with("value", raw(&room.me.name)));
    sheet.keys([(t("key-back"), Act::Back)]);
}

/// What the keys do.
pub fn press(turn: &mut Turn<'_>, act: &Act) {
    let mut me = turn.me.clone();
    match act {
        Act::Langs => turn.go(Screen::Langs),
        Act::Zones => turn.go(Screen::Zones),
        Act::Name => turn.go(Screen::Name),
        Act::Lang(lang) if turn.house.words.languages().contains(lang) => {
            me.lang = lang.clone();
            turn.menus.push(me.id);
            turn.changes.push(Change::Person(me));
            turn.go(Screen::Settings);
        }
        Act::Zone(name) => {
            me.zone = name.parse().ok();
            turn.changes.push(Change::Person(me));
            turn.go(Screen::Settings);
        }
        _ => turn.go(Screen::Settings),
    }
}

/// A zone by its IANA name, or by the name on its key.
fn zone_typed(room: &Room<'_>, text: &str) -> Option<chrono_tz::Tz> {
    let text = text.trim();
    let named = |name: &&&str| {
        let zone: Option<chrono_tz::Tz> = name.parse().ok();
        let label = zone.map(|zone| room.house.words.say(&room.me.lang, &zone_name(room, zone)));
        label.is_some_and(|label| label.to_lowercase() == text.to_lowercase())
    };
    let by_key = || OFFERED.iter().find(named).and_then(|name| name.parse().ok());
    text.parse().ok().or_else(by_key)
}

/// Takes a typed name or zone.
pub fn typed(turn: &mut Turn<'_>, text: &str) -> Result<()> {
    let mut me = turn.me.clone();
    if turn.desk.screen == Screen::Zones {
        match zone_typed(turn, text) {
            Some(zone) => me.zone = Some(zone),
            None => {
                turn.remark(t("zone-unknown"));
                return Ok(());
            }
        }
    } else {
        match typed::short(text) {
            Ok(name) => me.name = name,
            Err(why) => {
                turn.remark(why);
                return Ok(());
            }
        }
    }
    turn.changes.push(Change::Person(me));
    turn.go(Screen::Settings);
    Ok(())
}

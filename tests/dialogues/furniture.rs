//! What a dialogue's installation is made of: the built-in rules and words, a campaign with other
//! settings, time, dice, and the log.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, Once, OnceLock};

use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use sufler::app::load::{self, Doors, Sources};
use sufler::chat::house::House;
use sufler::domain::campaign::Campaign;
use sufler::script::{Files, read_campaign};
use sufler::store::{Disk, Memory};

/// The built-in rules and words, read once.
pub fn built_in() -> Arc<House> {
    static HOUSE: OnceLock<Arc<House>> = OnceLock::new();
    let read = || {
        let disk: Arc<dyn Disk> = Arc::new(Memory::new());
        let sources = Sources::read(None, None).unwrap();
        Arc::new(load::house(&sources, Doors::default(), &disk).unwrap())
    };
    HOUSE.get_or_init(read).clone()
}

/// The built-in campaign, with some settings changed.
pub fn campaign(base: &House, edits: &[(String, String)]) -> Campaign {
    if edits.is_empty() {
        return base.campaign.clone();
    }
    let files = Files::built_in();
    let (path, text) = files.named("campaign.toml").unwrap();
    let mut table: toml::Table = text.parse().unwrap();
    for (name, value) in edits {
        let edit: BTreeMap<String, toml::Value> =
            toml::from_str(&format!("value = {value}")).unwrap();
        table.insert(name.clone(), edit["value"].clone());
    }
    read_campaign(path, &table.to_string(), &base.codes).unwrap()
}

/// `2026-11-23 06:00`.
pub fn moment(text: &str) -> DateTime<Utc> {
    NaiveDateTime::parse_from_str(text.trim(), "%Y-%m-%d %H:%M").expect(text).and_utc()
}

/// `40s`, `2h`, `15m`, `3d`.
pub fn span_of(text: &str) -> Result<Duration, String> {
    let (number, unit) = text.split_at(text.len().saturating_sub(1));
    let number: i64 = number.parse().map_err(|_| "no number")?;
    match unit {
        "s" => Ok(Duration::seconds(number)),
        "m" => Ok(Duration::minutes(number)),
        "h" => Ok(Duration::hours(number)),
        "d" => Ok(Duration::days(number)),
        _ => Err("no unit".into()),
    }
}

/// A small generator of numbers; the same ones for the same seed.
pub fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Keeps the errors of the log: a missing text is one.
pub fn watch_the_log() {
    struct Log;
    impl std::io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            LOG.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::ERROR)
            .with_ansi(false)
            .without_time()
            .with_writer(|| Log)
            .init();
    });
}

/// The errors of the log so far.
pub fn faults() -> String {
    String::from_utf8_lossy(&LOG.lock().unwrap()).into_owned()
}

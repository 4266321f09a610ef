//! Where a lead is: its time zone by city or by telephone prefix, and whether two spellings name
//! the same city. The table is data (`scripts/places.toml`).

use std::collections::{BTreeMap, HashMap};

use chrono_tz::Tz;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Telephone prefixes and cities with their time zones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Starts of international numbers, with `+`.
    prefixes: HashMap<String, Area>,
    /// How long the longest of them is.
    longest: usize,
    /// Cities by each of their names, folded.
    cities: HashMap<String, City>,
}

/// Where the numbers with one prefix are.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Area {
    zone: Tz,
    language: Option<String>,
}

/// A city: the number of its entry, the same for all its names, and its zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct City {
    number: usize,
    zone: Tz,
}

impl Places {
    /// Adds a start of international numbers, such as `+7499`, with the language that is spoken
    /// there first, if that is not the campaign's first. What is there already stays; then its
    /// zone is given back.
    pub fn add_prefix(&mut self, start: &str, zone: Tz, language: Option<&str>) -> Option<Tz> {
        if let Some(area) = self.prefixes.get(start) {
            return Some(area.zone);
        }
        let language = language.map(str::to_owned);
        self.longest = self.longest.max(start.len());
        self.prefixes.insert(start.to_owned(), Area { zone, language });
        None
    }

    /// Adds a name, in any language, of the city with this number. What is there already stays;
    /// then its zone is given back.
    pub fn add_city(&mut self, number: usize, name: &str, zone: Tz) -> Option<Tz> {
        let name = folded(name);
        if let Some(city) = self.cities.get(&name) {
            return Some(city.zone);
        }
        self.cities.insert(name, City { number, zone });
        None
    }

    /// The longest prefix that fits counts.
    fn area(&self, e164: &str) -> Option<&Area> {
        (2..=self.longest.min(e164.len()))
            .rev()
            .find_map(|length| self.prefixes.get(e164.get(..length)?))
    }

    /// By the whole name, else by its last word: «city of X», an abbreviation before it.
    fn city(&self, name: &str) -> Option<City> {
        let last = || name.rsplit(|c: char| c.is_whitespace() || c == '.').find(|w| !w.is_empty());
        let found = |name: &str| self.cities.get(&folded(name)).copied();
        found(name).or_else(|| found(last()?))
    }

    /// The zone of a lead: its city's, else its number's, else `None`.
    pub fn zone(&self, city: Option<&str>, e164: Option<&str>) -> Option<Tz> {
        let by_city = city.and_then(|name| self.city(name)).map(|city| city.zone);
        by_city.or_else(|| e164.and_then(|number| self.area(number)).map(|area| area.zone))
    }

    /// All zones in which a place is, by name.
    pub fn zones(&self) -> Vec<Tz> {
        let areas = self.prefixes.values().map(|area| area.zone);
        let all = areas.chain(self.cities.values().map(|city| city.zone));
        let by_name: BTreeMap<&str, Tz> = all.map(|zone| (zone.name(), zone)).collect();
        by_name.into_values().collect()
    }

    /// The language first spoken where this number is.
    pub fn language(&self, e164: &str) -> Option<&str> {
        self.area(e164).and_then(|area| area.language.as_deref())
    }

    /// Whether two names mean the same city, in whatever language and spelling.
    pub fn same_city(&self, one: &str, other: &str) -> bool {
        let same = |a: City, b: City| a.number == b.number;
        folded(one) == folded(other)
            || self.city(one).zip(self.city(other)).is_some_and(|(a, b)| same(a, b))
    }
}

/// Lower case, letters and digits only, accents dropped: spelling without its accidents.
fn folded(name: &str) -> String {
    name.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

//! Conditions: a closed set of tables with one key.

use toml::Spanned;

use super::defect::Notes;
use super::names::{Names, unknown};
use super::tree::{Fields, Leaf, Node, items, leaf};
use crate::domain::script::Condition;

const KNOWN: [&str; 10] = [
    "objections_from",
    "attempt_from",
    "seen",
    "kind_is",
    "campaign_has",
    "not",
    "all",
    "any",
    "filled",
    "stage_is",
];

/// The ids that a condition may name.
#[derive(Clone, Copy)]
pub(super) struct Ids<'i> {
    /// Of steps.
    pub steps: &'i Names,
    /// Of data.
    pub data: &'i Names,
}

/// Reads a condition; what is wrong with it is noted.
pub(super) fn read<'n>(
    node: &'n Node<'n>,
    ids: Ids<'_>,
    notes: &'n Notes<'n>,
) -> Option<Condition> {
    let fields = Fields::of("condition", node, notes)?;
    let mut tests: Vec<_> = fields.all().collect();
    if tests.len() != 1 {
        let why = "a condition has one key; several together are `all = [{ … }, { … }]`";
        notes.add(&node.span(), why);
        return None;
    }
    let (name, value) = tests.pop()?;
    test(&name, value, ids, notes)
}

fn test<'n>(
    name: &Spanned<String>,
    value: &'n Node<'n>,
    ids: Ids<'_>,
    notes: &'n Notes<'n>,
) -> Option<Condition> {
    match name.get_ref().as_str() {
        "objections_from" => count("objections_from", value, notes).map(Condition::ObjectionsFrom),
        "attempt_from" => count("attempt_from", value, notes).map(Condition::AttemptFrom),
        "seen" => {
            let step = leaf("seen", value, notes)?;
            ids.steps.find(notes, &step).map(Condition::Seen)
        }
        "kind_is" => word("kind_is", value, notes).map(Condition::KindIs),
        "campaign_has" => word("campaign_has", value, notes).map(Condition::CampaignHas),
        "not" => read(value, ids, notes).map(|inner| Condition::Not(Box::new(inner))),
        "all" => several("all", value, ids, notes).map(Condition::All),
        "any" => several("any", value, ids, notes).map(Condition::Any),
        "filled" => {
            let datum = leaf("filled", value, notes)?;
            ids.data.find(notes, &datum).map(Condition::Filled)
        }
        "stage_is" => word("stage_is", value, notes).map(Condition::StageIs),
        other => {
            notes.add(&name.span(), unknown("condition", other, &KNOWN));
            None
        }
    }
}

fn several<'n>(
    name: &str,
    value: &'n Node<'n>,
    ids: Ids<'_>,
    notes: &'n Notes<'n>,
) -> Option<Vec<Condition>> {
    let nodes = items(name, value, notes);
    if nodes.is_empty() {
        let so = if name == "all" { "is always so; leave `when` out" } else { "is never so" };
        notes.add(&value.span(), format!("`{name}` of nothing {so}"));
    }
    let read: Vec<_> = nodes.iter().map(|node| read(node, ids, notes)).collect();
    read.into_iter().collect()
}

fn word<T: Leaf>(name: &str, value: &Node<'_>, notes: &Notes<'_>) -> Option<T> {
    leaf(name, value, notes).map(Spanned::into_inner)
}

fn count(name: &str, value: &Node<'_>, notes: &Notes<'_>) -> Option<u16> {
    let number: u16 = word(name, value, notes)?;
    if number == 0 {
        notes.add(&value.span(), format!("`{name} = 0` is always so; count from 1"));
    }
    Some(number)
}

/// Whether a condition depends on how many objections were worked off.
pub(super) fn counts_objections(condition: &Condition) -> bool {
    match condition {
        Condition::ObjectionsFrom(_) => true,
        Condition::Not(inner) => counts_objections(inner),
        Condition::All(list) | Condition::Any(list) => list.iter().any(counts_objections),
        _ => false,
    }
}

/// Whether of these branches at least one is offered whatever happens: one has no condition, or
/// two have opposite ones.
pub(super) fn always_a_way(conditions: &[Option<&Condition>]) -> bool {
    let opposite = |one: &Condition, other: &Condition| match (one, other) {
        (Condition::Not(inner), plain) | (plain, Condition::Not(inner)) => **inner == *plain,
        _ => false,
    };
    conditions.iter().any(|condition| match condition {
        None => true,
        Some(one) => conditions.iter().flatten().any(|other| opposite(one, other)),
    })
}

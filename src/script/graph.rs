//! Whether a conversation leads everywhere, and from everywhere out again. Conditions are left
//! aside: what matters is that the way exists.

use std::collections::BTreeSet;
use std::ops::Range;

use super::defect::Notes;

/// A step, seen only by its ways on.
pub(super) struct Stop {
    /// Its id.
    pub id: String,
    /// Where it stands in the file.
    pub span: Range<usize>,
    /// Its ways on.
    pub ways: Vec<Way>,
}

/// Where a branch leads.
pub(super) enum Way {
    /// To this step.
    Step(String),
    /// Out of the script, or back to where somebody came from.
    End,
    /// Nobody knows: it is noted already, and may be any of the others.
    Unclear,
}

/// Notes the steps that neither the start nor a way that is always there leads to, and those that
/// lead to no end.
pub(super) fn check(notes: &Notes<'_>, start: Option<&str>, always: &[String], stops: &[Stop]) {
    let unclear = stops.iter().flat_map(|stop| &stop.ways).any(|way| matches!(way, Way::Unclear));
    if let Some(start) = start.filter(|_| !unclear) {
        let reached = reached_from(start, always, stops);
        for stop in stops.iter().filter(|stop| !reached.contains(stop.id.as_str())) {
            let why = format!("no way leads to step `{}` from the start `{start}`", stop.id);
            notes.add(&stop.span, why + "; let a branch `goto` it, or take it out");
        }
    }
    let ending = ending(stops);
    for stop in stops.iter().filter(|stop| !ending.contains(stop.id.as_str())) {
        let why = format!("step `{}` goes round in circles: from it no branch", stop.id);
        notes.add(&stop.span, why + " leads to an `end`, however many steps on");
    }
}

fn reached_from<'s>(start: &'s str, always: &'s [String], stops: &'s [Stop]) -> BTreeSet<&'s str> {
    let mut reached: BTreeSet<&str> = always.iter().map(String::as_str).collect();
    reached.insert(start);
    let mut open: Vec<&str> = reached.iter().copied().collect();
    while let Some(id) = open.pop() {
        for stop in stops.iter().filter(|stop| stop.id == id) {
            for way in &stop.ways {
                if let Way::Step(next) = way
                    && reached.insert(next)
                {
                    open.push(next);
                }
            }
        }
    }
    reached
}

/// The steps from which an end can be reached. One without any branch is noted elsewhere, and
/// counts as an end here.
fn ending(stops: &[Stop]) -> BTreeSet<&str> {
    let mut ending = BTreeSet::new();
    loop {
        let before = ending.len();
        for stop in stops {
            let out = stop.ways.iter().any(|way| match way {
                Way::Step(next) => ending.contains(next.as_str()),
                Way::End | Way::Unclear => true,
            });
            if out || stop.ways.is_empty() {
                ending.insert(stop.id.as_str());
            }
        }
        if ending.len() == before {
            return ending;
        }
    }
}

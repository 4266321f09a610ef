//! What a branch tells of the needs of a result: `answers = { no_data = "no", when = "ask" }`.

use super::defect::Notes;
use super::names::unknown;
use super::tree::{Fields, Node, leaf};
use crate::domain::codes::Need;
use crate::domain::script::Told;

/// Reads the answers of a branch that `ends` the call, or goes on.
pub fn read(node: &Node<'_>, ends: bool, notes: &Notes<'_>) -> Vec<(Need, Told)> {
    let Some(fields) = Fields::of("answers", node, notes) else { return Vec::new() };
    let mut told = Vec::new();
    for (name, value) in fields.all() {
        let need = Need::ALL.into_iter().find(|need| need.id() == name.get_ref());
        let Some(need) = need else {
            let known = Need::ALL.map(Need::id);
            notes.add(&name.span(), unknown("need", name.get_ref(), &known));
            continue;
        };
        let Some(answer) = leaf::<String>(name.get_ref(), value, notes) else { continue };
        let answer = match answer.get_ref().as_str() {
            "yes" => Told::Yes,
            "no" => Told::No,
            "ask" if ends => Told::Ask,
            "ask" => {
                notes.add(&value.span(), "`ask` goes with `end`: it is asked before the result");
                continue;
            }
            other => {
                notes.add(
                    &value.span(),
                    format!("`{other}` is no answer; it is `yes`, `no` or `ask`"),
                );
                continue;
            }
        };
        told.push((need, answer));
    }
    told
}

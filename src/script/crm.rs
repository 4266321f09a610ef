//! The file of CRM exports: how each CRM titles its columns.

use super::defect::{Defect, Notes};
use super::tree::{self, Fields};
use crate::domain::crm::{Crm, Titles};

/// Reads the titles.
///
/// # Errors
/// Everything that is wrong with them, in the order of lines.
pub fn read_crm(file: &str, text: &str) -> Result<Crm, Vec<Defect>> {
    let notes = Notes::new(file, text);
    let crm = tree::parse(&notes).map(|root| {
        let mut fields = Fields::new("list of CRMs", root.span(), root.get_ref(), &notes);
        let mut read = |name: &'static str| {
            let node = fields.needed(name);
            node.and_then(|node| Fields::of(name, node, &notes)).map(titles).unwrap_or_default()
        };
        let crm =
            Crm { amocrm: read("amocrm"), bitrix24: read("bitrix24"), megaplan: read("megaplan") };
        fields.done();
        crm
    });
    notes.finish(crm)
}

fn titles(mut fields: Fields<'_>) -> Titles {
    let mut list = |name: &'static str| -> Vec<String> {
        fields.list::<String>(name).into_iter().map(toml::Spanned::into_inner).collect()
    };
    let titles = Titles {
        name: list("name"),
        parts: list("parts"),
        company: list("company"),
        phones: list("phones"),
        responsible: list("responsible"),
    };
    for (name, list) in [("phones", &titles.phones), ("responsible", &titles.responsible)] {
        if list.is_empty() {
            fields
                .wrong(format!("no title in `{name}`: without such a column no file can be read"));
        }
    }
    fields.done();
    titles
}

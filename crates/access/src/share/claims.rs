//! Whether what a site says of a reader narrows anything under a share. A claim that nothing reads, or whose rule cannot be applied, is a
//! mistake of the site: it is told instead of showing other rows than were meant. What is then seen is in `scope`.

use std::collections::BTreeSet;

use model::id::ShareId;
use model::invalid::{Faults, Invalid};
use model::name::AttributeName;
use model::people::Attributes;
use model::predicate::{Operand, Predicate};
use model::share::{ShareRows, Terms};

use crate::gate::Gate;
use crate::rows::{Meaning, nothing};
use crate::scoping::settings;

/// The attributes that the rules of a share read.
#[must_use]
pub fn attributes_read(terms: &Terms) -> BTreeSet<&AttributeName> {
    terms.rows.iter().flat_map(|rows| read_by(&rows.predicate)).collect()
}

impl Gate {
    /// Whether every attribute is read by a row rule of the share, and fits it. An attribute that is left out is no mistake: its rules show
    /// no rows.
    ///
    /// # Errors
    /// Every fault at once, with pointers `/attributes/NAME`.
    pub fn claims_apply(&self, share: ShareId, attributes: &Attributes) -> Result<(), Invalid> {
        let snapshot = self.snapshot();
        let mut faults = Faults::default();
        let share = snapshot.boards.share(share);
        let rules = share.map_or(&[] as &[ShareRows], |share| share.terms.rows.as_slice());
        let path = share.and_then(|share| snapshot.tree.index(share.workspace));
        let path = path.map_or(&[] as &[u32], |workspace| snapshot.tree.path_of(workspace));
        for name in attributes.keys() {
            if !rules.iter().any(|rule| read_by(&rule.predicate).contains(&name)) {
                faults.add(format!("/attributes/{name}"), "no row rule of this share reads it");
            }
        }
        let settings = |name: &AttributeName| settings(&snapshot, path, name);
        for rule in rules {
            let read = read_by(&rule.predicate);
            let Some(first) = read
                .first()
                .filter(|_| read.iter().all(|name| attributes.contains_key(*name)))
            else {
                continue;
            };
            let table = snapshot.data.named(path, &rule.dataset);
            let applied = table.map(|table| {
                let meaning = Meaning {
                    viewer: Some(attributes),
                    settings: &settings,
                    columns: &table.fact.columns,
                };
                meaning.resolve(&rule.predicate)
            });
            if applied.is_none_or(|applied| applied == nothing()) {
                let message = format!("the row rule on {} cannot be applied with its value", rule.dataset);
                faults.add(format!("/attributes/{first}"), message);
            }
        }
        faults.finish()
    }
}

/// The attributes of the viewer that a rule reads.
fn read_by(rule: &Predicate) -> Vec<&AttributeName> {
    let mut found = Vec::new();
    rule.walk(&mut |node| {
        found.extend(node.operands().into_iter().filter_map(|operand| match operand {
            Operand::Viewer(name) => Some(name),
            _ => None,
        }));
    });
    found
}

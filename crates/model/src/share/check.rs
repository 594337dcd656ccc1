//! Checks the terms of a share against the document they narrow: what the maker wrote, before anything is kept.

use crate::Instant;
use crate::document::Document;
use crate::invalid::{Faults, Invalid};
use crate::limits::{CHOSEN_VALUES, SHARE_RULES};
use crate::predicate;
use crate::share::Terms;

impl Terms {
    /// Checks them for a share of this document that is made or changed at `now`.
    ///
    /// # Errors
    /// Every fault at once, each with the pointer of its term.
    pub fn check(&self, document: &Document, now: Instant) -> Result<(), Invalid> {
        let mut faults = Faults::default();
        // Counted before anything is looked at.
        if self.rows.len() > SHARE_RULES {
            faults.add("/rows", format!("a share has at most {SHARE_RULES} row rules"));
        }
        if self.variables.len() > SHARE_RULES {
            faults.add("/variables", format!("a share fixes at most {SHARE_RULES} variables"));
        }
        faults.finish()?;
        let mut faults = Faults::default();
        self.check_rows(&mut faults);
        self.check_variables(document, &mut faults);
        if self.has_expired(now) {
            faults.add("/expires_at", "this moment has passed");
        }
        if self.max_views == Some(0) {
            faults.add("/max_views", "at least one view");
        }
        faults.finish()
    }

    fn check_rows(&self, faults: &mut Faults) {
        for (index, rows) in self.rows.iter().enumerate() {
            let checked = rows.predicate.check(predicate::PredicateUse::RowRule);
            faults.join(&format!("/rows/{index}/predicate"), checked);
        }
    }

    fn check_variables(&self, document: &Document, faults: &mut Faults) {
        for (name, wanted) in &self.variables {
            let pointer = format!("/variables/{name}");
            let Some(variable) = document.variable(name.as_str()) else {
                faults.add(pointer, "this dashboard has no such variable");
                continue;
            };
            if let Some(value) = &wanted.locked
                && let Err(message) = variable.read(value)
            {
                faults.add(format!("{pointer}/locked"), message);
            }
            if wanted
                .subset
                .as_ref()
                .is_some_and(|subset| subset.len() > CHOSEN_VALUES)
            {
                faults.add(format!("{pointer}/subset"), format!("at most {CHOSEN_VALUES} values"));
                continue;
            }
            for (index, value) in wanted.subset.iter().flatten().enumerate() {
                if let Err(message) = variable.read(value) {
                    faults.add(format!("{pointer}/subset/{index}"), message);
                }
            }
            if wanted.hidden && wanted.locked.is_none() {
                faults.add(format!("{pointer}/hidden"), "only a locked variable can be hidden");
            }
        }
    }
}

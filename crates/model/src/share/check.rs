//! Checks the terms of a share against the document they narrow: what the maker wrote, before anything is kept.

use std::collections::BTreeSet;

use crate::Instant;
use crate::document::Document;
use crate::invalid::{Faults, Invalid};
use crate::limits::{
    CHOSEN_VALUES, SHARE_CELLS_MOST, SHARE_IDLE_DAYS_MOST, SHARE_NETWORKS, SHARE_REFRESH_SECONDS_MOST,
    SHARE_REQUESTS_MOST, SHARE_RULES, SHARE_SESSION_HOURS_MOST, SHARE_STOP_SECONDS_MOST, SHARE_STOPS, WIDGETS,
};
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
        if self.widgets.len() > WIDGETS {
            faults.add("/widgets", format!("a share names at most {WIDGETS} widgets"));
        }
        if self.networks.len() > SHARE_NETWORKS {
            faults.add("/networks", format!("a share names at most {SHARE_NETWORKS} networks"));
        }
        if self.rotation.len() > SHARE_STOPS {
            faults.add("/rotation", format!("at most {SHARE_STOPS} dashboards take turns"));
        }
        faults.finish()?;
        let mut faults = Faults::default();
        self.check_rows(&mut faults);
        self.check_rotation(&mut faults);
        self.check_variables(document, &mut faults);
        if self.has_expired(now) {
            faults.add("/expires_at", "this moment has passed");
        }
        if self.max_views == Some(0) {
            faults.add("/max_views", "at least one view");
        }
        for (index, widget) in self.widgets.iter().enumerate() {
            if document.widget(widget.as_str()).is_none() {
                faults.add(format!("/widgets/{index}"), "this dashboard has no such widget");
            }
        }
        for (index, network) in self.networks.iter().enumerate() {
            if network.is_everywhere() {
                faults.add(format!("/networks/{index}"), "name no network to open from everywhere");
            }
        }
        let bounds = [
            ("/session_hours", self.session_hours, 1, SHARE_SESSION_HOURS_MOST),
            ("/refresh_seconds", self.refresh_seconds, 1, SHARE_REFRESH_SECONDS_MOST),
            ("/idle_days", self.idle_days, 1, SHARE_IDLE_DAYS_MOST),
            ("/requests_a_minute", self.requests_a_minute, 1, SHARE_REQUESTS_MOST),
            ("/pinned", self.pinned, 1, u32::MAX),
        ];
        for (pointer, said, least, most) in bounds {
            if said.is_some_and(|said| !(least..=most).contains(&said)) {
                faults.add(pointer, format!("a number from {least} to {most}"));
            }
        }
        if self
            .cells_a_month
            .is_some_and(|cells| !(1..=SHARE_CELLS_MOST).contains(&cells))
        {
            faults.add("/cells_a_month", format!("a number from 1 to {SHARE_CELLS_MOST}"));
        }
        if let Some(time) = &self.time
            && time
                .from_at_earliest
                .zip(time.until_at_latest)
                .is_some_and(|(from, until)| from >= until)
        {
            faults.add("/time/until_at_latest", "later than the beginning");
        }
        faults.finish()
    }

    fn check_rotation(&self, faults: &mut Faults) {
        let mut seen = BTreeSet::new();
        for (index, stop) in self.rotation.iter().enumerate() {
            if !seen.insert(stop.dashboard) {
                faults.add(format!("/rotation/{index}"), "each dashboard takes one turn");
            }
            if stop
                .seconds
                .is_some_and(|seconds| !(5..=SHARE_STOP_SECONDS_MOST).contains(&seconds))
            {
                let rule = format!("a number from 5 to {SHARE_STOP_SECONDS_MOST}");
                faults.add(format!("/rotation/{index}/seconds"), rule);
            }
        }
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
            if wanted.locked.is_some() && wanted.subset.is_some() {
                faults.add(
                    format!("{pointer}/subset"),
                    "a variable is locked, or some values are left of it",
                );
            }
            if wanted.hidden && wanted.locked.is_none() {
                faults.add(format!("{pointer}/hidden"), "only a locked variable can be hidden");
            }
        }
    }
}

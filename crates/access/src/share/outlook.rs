//! What a change of data would do to open shares: what their readers see now and would see then. Looks at scopes; which of it a dashboard
//! reads is not known here.

use std::collections::BTreeSet;
use std::sync::Arc;

use model::id::{RowRuleId, ShareId, WorkspaceId};
use model::name::DatasetName;
use model::row_rule::RowRule;
use model::share::Share;

use crate::action::{DashboardAt, ManageData, ManageRowRule, WriteDataset};
use crate::change::FactPatch;
use crate::edition::{self, Edition};
use crate::facts::DatasetFact;
use crate::gate::Gate;
use crate::proof::Granted;
use crate::scope::Scope;
use crate::share::{scope, standing, stops};
use crate::snapshot::Snapshot;
use crate::supposing::supposing;

/// An open share whose readers would see other data. For whoever makes the change, to be counted; named are those that they may see.
#[derive(Debug)]
pub struct Outlook {
    /// Which share.
    pub share: ShareId,
    /// Whether it opens now.
    pub live: bool,
    /// What its readers are shown now.
    pub edition: Edition,
    /// Of the data that changes, what they see now.
    pub now: Scope,
    /// Of the data that changes, what they would see.
    pub then: Scope,
}

impl Gate {
    /// What decisions need of a dataset, for whoever changes it.
    #[must_use]
    pub fn dataset_fact(&self, may: &Granted<'_, WriteDataset>) -> Option<DatasetFact> {
        self.snapshot().data.table(*may.on()).map(|table| table.fact.clone())
    }

    /// Open shares that would see other data if the dataset were like this; `None`: if it were gone.
    #[must_use]
    pub fn shares_under_dataset(&self, may: &Granted<'_, WriteDataset>, to: Option<DatasetFact>) -> Vec<Outlook> {
        let snapshot = self.snapshot();
        let Some(home) = snapshot.data.table(*may.on()).map(|table| table.fact.workspace) else {
            return Vec::new();
        };
        let change = FactPatch {
            datasets: vec![(*may.on(), to)],
            ..FactPatch::default()
        };
        outlooks(&snapshot, home, change)
    }

    /// Open shares that would see other rows if this rule were made.
    #[must_use]
    pub fn shares_under_rule(&self, may: &Granted<'_, ManageData>, rule: RowRule) -> Vec<Outlook> {
        let change = FactPatch {
            row_rules: vec![(rule.id, Some(rule))],
            ..FactPatch::default()
        };
        outlooks(&self.snapshot(), *may.on(), change)
    }

    /// Open shares that would see other rows without this rule: of a dataset that shows nothing without one, no rows may be left.
    #[must_use]
    pub fn shares_without_rule(&self, may: &Granted<'_, ManageRowRule>) -> Vec<Outlook> {
        let snapshot = self.snapshot();
        let rule: RowRuleId = *may.on();
        let Some(home) = snapshot.data.rule(rule).map(|rule| rule.workspace) else {
            return Vec::new();
        };
        let change = FactPatch {
            row_rules: vec![(rule, None)],
            ..FactPatch::default()
        };
        outlooks(&snapshot, home, change)
    }
}

/// The open shares in a workspace and below whose data a change makes another, in the order of ids.
fn outlooks(now: &Snapshot, within: WorkspaceId, change: FactPatch) -> Vec<Outlook> {
    let Some(within) = now.tree.index(within) else {
        return Vec::new();
    };
    // A change is about one dataset, and there are many: the others are not looked at.
    let changed = changed(now, &change);
    let only = Some(&changed);
    let then = supposing(now, change);
    let near = |at: &DashboardAt| {
        let at = now.tree.index(at.workspace);
        at.is_some_and(|at| now.tree.within(at, within))
    };
    let outlook = |share: &Arc<Share>, at: DashboardAt| {
        let (before, after) = (
            scope::of_any_reader(now, share, at, only),
            scope::of_any_reader(&then, share, at, only),
        );
        if before.fingerprint() == after.fingerprint() {
            return None;
        }
        Some(Outlook {
            share: share.id,
            live: share.state == model::share::ShareState::Live,
            edition: edition::of_readers_at(now, share, at.dashboard)?,
            now: before,
            then: after,
        })
    };
    // Of a share that takes turns each dashboard is looked at where it is opened.
    let of_share = |share: &Arc<Share>| {
        let places = stops::places(share).filter(near);
        places.filter_map(|at| outlook(share, at)).collect::<Vec<_>>()
    };
    let mut found: Vec<Outlook> = standing::open(now).flat_map(of_share).collect();
    found.sort_unstable_by_key(|outlook| outlook.share);
    found
}

/// The names of the datasets that a change is about, as they were and as they would be.
fn changed(now: &Snapshot, change: &FactPatch) -> BTreeSet<DatasetName> {
    let mut names = BTreeSet::new();
    for (id, to) in &change.datasets {
        names.extend(now.data.table(*id).map(|table| table.fact.name.clone()));
        names.extend(to.as_ref().map(|fact| fact.name.clone()));
    }
    for (id, to) in &change.row_rules {
        names.extend(now.data.rule(*id).map(|rule| rule.dataset.clone()));
        names.extend(to.as_ref().map(|rule| rule.dataset.clone()));
    }
    names
}

//! Makes scopes: which datasets stand on the path of the opened workspace, and which rows of them a caller sees.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use data_encoding::HEXLOWER;
use model::display::Display;
use model::name::{AttributeName, DatasetName};
use model::permission::Permission;
use model::predicate::Predicate;
use model::row_rule::{AppliesTo, RowRule};
use sha2::{Digest, Sha256};

use crate::display::identity;
use crate::eyes::Eyes;
use crate::rows::{Meaning, all_of, nothing, text};
use crate::scope::{Scope, ScopedDataset, Withheld};
use crate::snapshot::Snapshot;
use crate::snapshot::data::Table;

/// The scope of a caller who sees nothing.
pub(crate) fn empty() -> Scope {
    finish(BTreeMap::new())
}

/// What a viewer sees through a dashboard: their own rows, or those of the eyes that the dashboard displays.
pub(crate) fn of_viewer(eyes: &Eyes<'_>, display: Display, workspace: u32) -> Scope {
    let Some(user) = display.identity() else {
        return of_user(eyes, workspace);
    };
    match identity(eyes.snapshot, user, workspace) {
        Some(eyes) => of_user(&eyes, workspace),
        None => empty().withhold(Withheld::IdentityNotValid),
    }
}

/// What a user sees in a workspace.
pub(crate) fn of_user(eyes: &Eyes<'_>, workspace: u32) -> Scope {
    finish(datasets(eyes, workspace, None))
}

/// Some datasets alone, where not all of them matter.
pub(crate) type Only<'a> = Option<&'a BTreeSet<DatasetName>>;

/// Every dataset that stands on the path of a workspace, with the rows of it that these eyes see.
pub(crate) fn datasets(eyes: &Eyes<'_>, workspace: u32, only: Only<'_>) -> BTreeMap<DatasetName, ScopedDataset> {
    let snapshot = eyes.snapshot;
    let path = snapshot.tree.path_of(workspace);
    let rules = rules(eyes, path, only);
    let mut visible = BTreeMap::new();
    let named = only.into_iter().flatten();
    let named = named.filter_map(|name| snapshot.data.named(path, name));
    let all = path.iter().filter(|_| only.is_none());
    let all = all.flat_map(|w| snapshot.data.at_home(*w));
    for table in named.chain(all) {
        visible.entry(table.fact.name.clone()).or_insert_with(|| ScopedDataset {
            id: table.fact.id,
            columns: Arc::clone(&table.visible),
            rows: rows(eyes, path, table, &rules).map(Arc::new),
        });
    }
    visible
}

/// Rules that bind this user in a workspace with this path.
fn rules<'s>(eyes: &Eyes<'s>, path: &[u32], only: Only<'_>) -> Vec<&'s RowRule> {
    let snapshot = eyes.snapshot;
    let mut found = Vec::new();
    for (distance, workspace) in path.iter().enumerate() {
        let rules = snapshot.data.rules_at(*workspace);
        found.extend(rules.filter(|rule| {
            (distance == 0 || rule.below)
                && only.is_none_or(|only| only.contains(&rule.dataset))
                && binds(eyes, rule.applies_to)
                && !(rule.unless_manage && eyes.has(*workspace, Permission::Manage))
        }));
    }
    found
}

fn binds(eyes: &Eyes<'_>, applies_to: AppliesTo) -> bool {
    use model::principal::Principal;
    let principal = match applies_to {
        AppliesTo::Workspace | AppliesTo::All => return true,
        AppliesTo::User(id) => Principal::User(id),
        AppliesTo::Group(id) => Principal::Group(id),
    };
    let key = eyes.snapshot.people.key(principal);
    key.is_some_and(|key| eyes.keys.hold(key))
}

fn rows(eyes: &Eyes<'_>, path: &[u32], table: &Table, rules: &[&RowRule]) -> Option<Predicate> {
    let snapshot = eyes.snapshot;
    let user = eyes.key.as_user().and_then(|user| snapshot.people.user(user));
    let settings = |name: &AttributeName| settings(snapshot, path, name);
    let meaning = Meaning {
        viewer: user.map(|user| &user.user.attributes),
        settings: &settings,
        columns: &table.fact.columns,
    };
    let on_this = rules.iter().filter(|rule| rule.dataset == table.fact.name);
    let resolved: Vec<Predicate> = on_this.map(|rule| meaning.resolve(&rule.predicate)).collect();
    if resolved.is_empty() {
        return table.fact.tenant_bound.then(nothing);
    }
    all_of(resolved)
}

/// The different values of a setting along a path.
pub(crate) fn settings(snapshot: &Snapshot, path: &[u32], name: &AttributeName) -> Vec<String> {
    let nodes = path.iter().filter_map(|w| snapshot.tree.node(*w));
    let values: BTreeSet<&String> = nodes.filter_map(|node| node.workspace.settings.get(name)).collect();
    values.into_iter().cloned().collect()
}

/// SHA-256 over the visible datasets, their columns and resolved rules, in the order of names.
pub(crate) fn finish(datasets: BTreeMap<DatasetName, ScopedDataset>) -> Scope {
    let mut digest = Sha256::new();
    let mut part = |text: &str| {
        digest.update(text.len().to_be_bytes());
        digest.update(text.as_bytes());
    };
    for (name, dataset) in &datasets {
        part(name.as_str());
        part(&dataset.id.to_string());
        part(&serde_json::to_string(&dataset.columns).unwrap_or_default());
        part(&dataset.rows.as_deref().map(text).unwrap_or_default());
    }
    let fingerprint = HEXLOWER.encode(&digest.finalize());
    Scope::new(datasets, fingerprint.into())
}

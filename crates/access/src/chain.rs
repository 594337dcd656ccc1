//! The chain of groups by which somebody is reached by a grant, as explanations tell it.

use model::name::Title;
use model::principal::Principal;

use crate::names::names;
use crate::snapshot::Snapshot;
use crate::snapshot::keys::Key;

/// Shortest way from a principal up to a group it is in; empty for its own grants and those of all users.
pub(crate) fn through(snapshot: &Snapshot, from: Key, to: Key) -> Vec<Title> {
    if from == to || to.as_group().is_none() {
        return Vec::new();
    }
    let people = &snapshot.people;
    let groups_of = |key: Key| -> Vec<Key> {
        if let Some(user) = key.as_user() {
            return people.existing_groups(user);
        }
        let parents = key.as_group().and_then(|g| people.group(g)).map(|g| &g.group.parents);
        let parents = parents.into_iter().flatten();
        parents.filter_map(|id| people.key(Principal::Group(*id))).collect()
    };
    let mut ways: Vec<Vec<Key>> = groups_of(from).into_iter().map(|key| vec![key]).collect();
    let mut seen: Vec<Key> = Vec::new();
    while !ways.is_empty() {
        if let Some(way) = ways.iter().find(|way| way.last() == Some(&to)) {
            return way.iter().filter_map(|key| names(snapshot, *key).0).collect();
        }
        let mut next = Vec::new();
        for way in ways {
            let Some(last) = way.last().copied().filter(|last| !seen.contains(last)) else {
                continue;
            };
            seen.push(last);
            next.extend(groups_of(last).into_iter().map(|key| [&*way, &[key]].concat()));
        }
        ways = next;
    }
    Vec::new()
}

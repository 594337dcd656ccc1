//! Names of principals: as lists and explanations show them, and finding principals by them.

use model::name::{Email, Title};
use model::principal::Principal;

use crate::snapshot::Snapshot;
use crate::snapshot::keys::Key;

/// Name and address of a principal.
pub(crate) fn names(snapshot: &Snapshot, key: Key) -> (Option<Title>, Option<Email>) {
    if let Some(user) = key.as_user().and_then(|user| snapshot.people.user(user)) {
        return (Some(user.user.name.clone()), Some(user.user.email.clone()));
    }
    let group = key.as_group().and_then(|group| snapshot.people.group(group));
    (group.map(|group| group.group.name.clone()), None)
}

/// All users, then groups, then active users, each by name, whose name or address contains `query`; those behind `after`, which
/// was the last of the page before.
pub(crate) fn found(snapshot: &Snapshot, query: &str, after: Option<Principal>) -> impl Iterator<Item = Key> {
    let query = query.trim().to_lowercase();
    let people = &snapshot.people;
    let groups = people.groups().map(|(key, group)| (key, &*group.folded, None));
    let users = people.users().filter(|(_, user)| user.active());
    let users = users.map(|(key, user)| (key, &*user.folded, Some(&user.user.email)));
    let all = std::iter::once((Key::ALL, "", None)).chain(groups).chain(users);
    let last = after.and_then(|principal| people.key(principal));
    let mut behind = last.is_none();
    let rest = all.filter(move |(key, ..)| {
        let was = behind;
        behind |= Some(*key) == last;
        was
    });
    rest.filter(move |(_, name, email): &(Key, &str, Option<&Email>)| {
        query.is_empty() || name.contains(&query) || email.is_some_and(|email| email.as_str().contains(&query))
    })
    .map(|(key, ..)| key)
}

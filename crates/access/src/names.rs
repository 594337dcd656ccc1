//! Names of principals, as lists and explanations show them.

use model::name::{Email, Title};

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

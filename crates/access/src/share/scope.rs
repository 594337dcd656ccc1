//! What is seen under a share: its owner's rows, narrowed by the share's own rules and to data that its audience may see. Where these
//! rules read the viewer, that is whom a site vouches for; never the owner.

use std::sync::Arc;

use identity::caller::Caller;
use model::id::UserId;
use model::name::AttributeName;
use model::people::Attributes;
use model::share::{Share, ShareKind, ShareRows};

use crate::action::DashboardAt;
use crate::display::{could_set, identity};
use crate::eyes::Eyes;
use crate::rows::{Meaning, all_of};
use crate::scope::{Scope, Withheld};
use crate::scoping::{datasets, empty, finish, settings};
use crate::share::standing;
use crate::snapshot::Snapshot;

/// What narrows a scope, of a share that is kept or of one that is still being written.
#[derive(Debug)]
pub(crate) struct Narrowed<'a> {
    pub(crate) at: DashboardAt,
    pub(crate) owner: UserId,
    pub(crate) kind: ShareKind,
    pub(crate) rows: &'a [ShareRows],
    /// What a site said of the reader; `None`: nobody said anything.
    pub(crate) viewer: Option<&'a Attributes>,
}

/// What a reader of a share sees of its own dashboard at this moment.
pub(crate) fn of_share(snapshot: &Snapshot, share: &Share, reader: &Caller) -> Scope {
    of_share_at(snapshot, share, standing::at(share), reader)
}

/// What a reader of a share sees of one of its dashboards at this moment. Of an audience that is not known nothing is seen.
pub(crate) fn of_share_at(snapshot: &Snapshot, share: &Share, at: DashboardAt, reader: &Caller) -> Scope {
    let Some(kind) = share.audience.kind() else {
        return empty();
    };
    let narrowed = Narrowed {
        at,
        owner: share.owner,
        kind,
        rows: &share.terms.rows,
        viewer: reader.host().map(|host| &host.attributes),
    };
    of(snapshot, &narrowed)
}

/// The rows that the owner sees through the dashboard at this moment AND the share's own, of datasets that may leave.
pub(crate) fn of(snapshot: &Snapshot, share: &Narrowed<'_>) -> Scope {
    let board = snapshot.boards.find(share.at.dashboard);
    let owner = Eyes::of_id(snapshot, share.owner);
    let workspace = snapshot.tree.index(share.at.workspace);
    let (Some(owner), Some(board), Some(workspace)) = (owner, board, workspace) else {
        return empty();
    };
    let eyes = match board.display.identity() {
        None => Some(owner),
        // Only who could set the identity lets it out.
        Some(_) if could_set(&owner, board).is_err() => None,
        Some(user) => identity(snapshot, user, workspace),
    };
    let Some(eyes) = eyes else {
        return empty().withhold(Withheld::IdentityNotValid);
    };
    let path = snapshot.tree.path_of(workspace);
    let settings = |name: &AttributeName| settings(snapshot, path, name);
    let mut visible = datasets(&eyes, workspace);
    visible.retain(|name, dataset| {
        let Some(table) = snapshot.data.named(path, name) else {
            return false;
        };
        if !share.kind.may_see(table.fact.outside) {
            return false;
        }
        let meaning = Meaning {
            viewer: share.viewer,
            settings: &settings,
            columns: &table.fact.columns,
        };
        let own = share.rows.iter().filter(|rows| rows.dataset == *name);
        let rules = own.map(|rows| meaning.resolve(&rows.predicate));
        let rules = dataset.rows.as_deref().cloned().into_iter().chain(rules).collect();
        dataset.rows = all_of(rules).map(Arc::new);
        true
    });
    finish(visible)
}

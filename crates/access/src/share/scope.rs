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
use crate::scoping::{Only, datasets, empty, finish, settings};
use crate::snapshot::Snapshot;

/// What narrows a scope, of a share that is kept or of one that is still being written.
#[derive(Debug)]
pub(crate) struct Narrowed<'a> {
    pub(crate) at: DashboardAt,
    pub(crate) owner: UserId,
    pub(crate) kind: ShareKind,
    pub(crate) rows: &'a [ShareRows],
    pub(crate) reader: Reader<'a>,
    /// What of it matters.
    pub(crate) only: Only<'a>,
}

/// Whose sight of a share is meant.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Reader<'a> {
    /// One reader's, of whom a site has said this; `None`: nobody has said anything.
    One(Option<&'a Attributes>),
    /// The most that any of them may see: rules that depend on who reads are left out. Nothing is shown under it; it counts and warns.
    Any,
}

/// What a reader of a share sees of one of its dashboards at this moment. Of an audience that is not known nothing is seen.
pub(crate) fn of_share_at(snapshot: &Snapshot, share: &Share, at: DashboardAt, reader: &Caller) -> Scope {
    read_by(snapshot, share, at, (Reader::One(said_of(reader)), None))
}

/// What a site says of a reader; of who looks as one of them, what it would say.
fn said_of(reader: &Caller) -> Option<&Attributes> {
    let vouched = reader.host().map(|host| &host.attributes);
    let supposed = || reader.preview().map(|preview| &preview.attributes);
    vouched.or_else(supposed).filter(|said| !said.is_empty())
}

/// The most that readers of a share may see of one of its dashboards.
pub(crate) fn of_any_reader(snapshot: &Snapshot, share: &Share, at: DashboardAt, only: Only<'_>) -> Scope {
    read_by(snapshot, share, at, (Reader::Any, only))
}

fn read_by(snapshot: &Snapshot, share: &Share, at: DashboardAt, (reader, only): (Reader<'_>, Only<'_>)) -> Scope {
    let Some(kind) = share.audience.kind() else {
        return empty();
    };
    let narrowed = Narrowed {
        at,
        owner: share.owner,
        kind,
        rows: &share.terms.rows,
        reader,
        only,
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
    let viewer = match share.reader {
        Reader::One(viewer) => viewer,
        Reader::Any => None,
    };
    let left_out = |rows: &ShareRows| matches!(share.reader, Reader::Any) && rows.predicate.reads_viewer();
    let settings = |name: &AttributeName| settings(snapshot, path, name);
    let mut visible = datasets(&eyes, workspace, share.only);
    visible.retain(|name, dataset| {
        let Some(table) = snapshot.data.named(path, name) else {
            return false;
        };
        if !share.kind.may_see(table.fact.outside) {
            return false;
        }
        let meaning = Meaning {
            viewer,
            settings: &settings,
            columns: &table.fact.columns,
        };
        let own = share
            .rows
            .iter()
            .filter(|rows| rows.dataset == *name && !left_out(rows));
        let rules = own.map(|rows| meaning.resolve(&rows.predicate));
        let rules = dataset.rows.as_deref().cloned().into_iter().chain(rules).collect();
        dataset.rows = all_of(rules).map(Arc::new);
        true
    });
    finish(visible)
}

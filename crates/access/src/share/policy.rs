//! What the workspaces above say of shares at one place, and what a share lacks by it. Looks at facts alone; what follows from it is
//! decided beside.

use model::Instant;
use model::share::{Breach, Share, ShareKind, Terms};
use model::workspace::Workspace;

use crate::snapshot::Snapshot;

/// What of a share a policy looks at.
#[derive(Debug)]
pub struct Looks<'a> {
    /// Its kind.
    pub kind: ShareKind,
    /// Whether it has a password.
    pub has_password: bool,
    /// What its readers see and do, and for how long.
    pub terms: &'a Terms,
    /// When its life began.
    pub began: Instant,
}

impl<'a> Looks<'a> {
    /// Of a share that is kept; of one that is not known there is nothing to look at.
    pub(crate) fn of(share: &'a Share) -> Option<Self> {
        Some(Self {
            kind: share.audience.kind()?,
            has_password: share.audience.has_password(),
            terms: &share.terms,
            began: share.created_at,
        })
    }
}

/// What the workspaces above say, the nearest last.
pub(crate) fn said(snapshot: &Snapshot, workspace: u32) -> impl Iterator<Item = &Workspace> {
    let path = snapshot.tree.path_of(workspace).iter().rev();
    path.filter_map(|index| Some(snapshot.tree.node(*index)?.workspace.as_ref()))
}

/// The workspace, here or above, that has switched off shares of this kind.
pub(crate) fn switched_off_at(snapshot: &Snapshot, workspace: u32, kind: ShareKind) -> Option<&Workspace> {
    said(snapshot, workspace).find(|at| at.sharing.off.contains(&kind))
}

/// What a share would lack here, each with the workspace that asks for it; the same is named once, where it is said first.
pub(crate) fn breaches<'s>(snapshot: &'s Snapshot, workspace: u32, share: &Looks<'_>) -> Vec<(&'s Workspace, Breach)> {
    let mut found: Vec<(&Workspace, Breach)> = Vec::new();
    for at in said(snapshot, workspace) {
        let policy = &at.sharing.policy;
        for breach in policy.breaches(share.kind, share.has_password, share.terms, share.began) {
            let known = |(_, known): &(_, Breach)| {
                *known == breach
                    || matches!((known, breach), (Breach::Life(_), Breach::Life(days)) if *known <= Breach::Life(days))
            };
            if !found.iter().any(known) {
                found.push((at, breach));
            }
        }
    }
    found
}

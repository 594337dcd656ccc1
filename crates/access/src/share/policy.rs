//! What the workspaces above say of shares at one place, and what a share lacks by it. Looks at facts alone; what follows from it is
//! decided beside.

use model::Instant;
use model::name::EmailDomain;
use model::share::{Audience, Breach, Share, ShareKind, SharePolicy, Terms};
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
    /// The domains of its guests, each as it is to be told: as an address, or as itself.
    pub guests: Vec<(EmailDomain, String)>,
}

impl<'a> Looks<'a> {
    /// Of a share that is kept; of one that is not known there is nothing to look at.
    #[must_use]
    pub fn of(share: &'a Share) -> Option<Self> {
        Some(Self {
            kind: share.audience.kind()?,
            has_password: share.audience.has_password(),
            terms: &share.terms,
            began: share.created_at,
            guests: match &share.audience {
                Audience::Guests(guests) => told(guests.all_domains()),
                _ => Vec::new(),
            },
        })
    }
}

/// Domains that are told as themselves.
pub(crate) fn told<'d>(domains: impl Iterator<Item = &'d EmailDomain>) -> Vec<(EmailDomain, String)> {
    domains.map(|domain| (domain.clone(), domain.to_string())).collect()
}

/// Everything that it lacks by one policy.
pub(crate) fn breaches_of(policy: &SharePolicy, share: &Looks<'_>) -> Vec<Breach> {
    let mut found = policy.breaches(share.kind, share.has_password, share.terms, share.began);
    found.extend(policy.breaches_of_guests(&share.guests));
    found
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
        for breach in breaches_of(&at.sharing.policy, share) {
            let known = |(_, known): &(_, Breach)| {
                *known == breach || matches!((known, &breach), (Breach::Life(said), Breach::Life(days)) if said <= days)
            };
            if !found.iter().any(known) {
                found.push((at, breach));
            }
        }
    }
    found
}

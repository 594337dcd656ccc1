//! What the gate answers about what an organisation says of shares: what holds at one place, and what becomes of shares when it changes.

use std::collections::BTreeSet;

use model::Instant;
use model::id::{ShareId, WorkspaceId};
use model::name::{DatasetName, EmailDomain, Title};
use model::share::{Breach, Share, ShareKind, SharePolicy, ShareRules, ShareState, Terms};

use crate::action::{Ask, ChangeShareRules, EditShare, Open, SeeShareRules};
use crate::decide::decide;
use crate::gate::Gate;
use crate::proof::Granted;
use crate::share::obstacles::{self, Obstacle};
use crate::share::policy::{Looks, breaches_of, said};
use crate::share::preview::share_of;
use crate::share::standing;
use crate::snapshot::Snapshot;

/// What one workspace says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulesAt {
    /// Which workspace.
    pub workspace: WorkspaceId,
    /// Its name.
    pub name: Title,
    /// What it says.
    pub rules: ShareRules,
}

/// What holds for the shares of a workspace.
#[derive(Debug, Clone)]
pub struct RulesInForce {
    /// What each workspace says, from the root down to the one asked for.
    pub said: Vec<RulesAt>,
    /// All of it together.
    pub policy: SharePolicy,
    /// The live shares in it and below, of each kind: what switching it off would cut. Who may not switch counts those that they see.
    pub live: Vec<(ShareKind, usize)>,
}

/// What becomes of an open share when the rules change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It ends.
    Ends,
    /// It lets in guests of these domains alone; the others are removed.
    Narrows(BTreeSet<EmailDomain>),
    /// It ends earlier.
    Shortens(Instant),
    /// It is paused, and stays so when its kind is switched on again.
    Pauses,
}

impl Gate {
    /// What holds for the shares of a workspace.
    #[must_use]
    pub fn share_rules(&self, may: &Granted<'_, SeeShareRules>) -> RulesInForce {
        let snapshot = self.snapshot();
        let Some(workspace) = snapshot.tree.index(*may.on()) else {
            return RulesInForce {
                said: Vec::new(),
                policy: SharePolicy::default(),
                live: Vec::new(),
            };
        };
        let said: Vec<_> = said(&snapshot, workspace)
            .map(|at| RulesAt {
                workspace: at.id,
                name: at.name.clone(),
                rules: at.sharing.clone(),
            })
            .collect();
        let whole = |policy: SharePolicy, at: &RulesAt| policy.tightened_by(&at.rules.policy);
        let may_do = |ask: &Ask| decide(&snapshot, may.op(), ask).is_ok();
        let switches = may_do(&Ask::ManageWorkspace(*may.on()));
        let live = |kind: ShareKind| {
            let open = open_below(&snapshot, workspace).filter(|share| share.audience.kind() == Some(kind));
            let live = open.filter(|share| share.state == ShareState::Live);
            (
                kind,
                live.filter(|share| switches || may_do(&Ask::SeeShare(share.id)))
                    .count(),
            )
        };
        RulesInForce {
            policy: said.iter().fold(SharePolicy::default(), whole),
            said,
            live: ShareKind::ALL.iter().copied().map(live).collect(),
        }
    }

    /// Whether what this caller sees says on every page who they are: the reader of a share, where the share or the dashboard that is
    /// opened lies in a workspace for which that is said. Of one's own pages nothing is said.
    #[must_use]
    pub fn watermarked(&self, may: &Granted<'_, Open>) -> bool {
        let snapshot = self.snapshot();
        let Some(share) = share_of(&snapshot, &may.op().caller) else {
            return false;
        };
        let marks = |workspace: WorkspaceId| {
            let at = snapshot.tree.index(workspace);
            at.is_some_and(|at| said(&snapshot, at).any(|at| at.sharing.policy.watermark))
        };
        marks(share.workspace) || marks(may.on().workspace)
    }

    /// What stands against changed terms or another password of a share.
    #[must_use]
    pub fn obstacles_to_change(
        &self,
        may: &Granted<'_, EditShare>,
        terms: &Terms,
        has_password: bool,
    ) -> Vec<Obstacle> {
        self.against(may, |snapshot, at, kept| {
            let looks = Looks {
                terms,
                has_password,
                ..kept
            };
            obstacles::policy(snapshot, at, &looks)
        })
    }

    /// What stands against more guests of a share: domains, each as it is to be told.
    #[must_use]
    pub fn obstacles_to_guests(&self, may: &Granted<'_, EditShare>, guests: &[(EmailDomain, String)]) -> Vec<Obstacle> {
        self.against(may, |snapshot, at, kept| {
            let looks = Looks {
                guests: guests.to_vec(),
                ..kept
            };
            let found = obstacles::policy(snapshot, at, &looks).into_iter();
            found.filter(Obstacle::is_of_guests).collect()
        })
    }

    /// What stands against a share that is to open again, and whose readers are shown these datasets.
    #[must_use]
    pub fn obstacles_to_resume(&self, may: &Granted<'_, EditShare>, datasets: &BTreeSet<DatasetName>) -> Vec<Obstacle> {
        self.against(may, |snapshot, at, kept| {
            let off = obstacles::switched_off(snapshot, at, kept.kind);
            let inside = datasets
                .iter()
                .filter_map(|name| obstacles::dataset(snapshot, at, name, kept.kind));
            let found = off.into_iter().chain(obstacles::policy(snapshot, at, &kept));
            found.chain(inside).collect()
        })
    }

    fn against(
        &self,
        may: &Granted<'_, EditShare>,
        look: impl Fn(&Snapshot, u32, Looks<'_>) -> Vec<Obstacle>,
    ) -> Vec<Obstacle> {
        let snapshot = self.snapshot();
        let share = snapshot.boards.share(*may.on());
        let at = share.and_then(|share| snapshot.tree.index(share.workspace));
        let kept = share.and_then(|share| Looks::of(share));
        at.zip(kept)
            .map_or_else(Vec::new, |(at, kept)| look(&snapshot, at, kept))
    }

    /// What becomes of the open shares in the workspace and below when it says what the proof is for: those that have only to end
    /// earlier do that, others that break its policy end, and live ones of a kind that is switched off are paused.
    #[must_use]
    pub fn shares_under_new_rules(&self, may: &Granted<'_, ChangeShareRules>) -> Vec<(ShareId, Outcome)> {
        let snapshot = self.snapshot();
        let ShareRules { policy, off } = &may.on().rules;
        let Some(workspace) = snapshot.tree.index(may.on().workspace) else {
            return Vec::new();
        };
        let outcome = |share: &Share| {
            let looks = Looks::of(share)?;
            let breaches = breaches_of(policy, &looks);
            let of_guests = breaches.iter().all(Breach::is_of_guests);
            let stay = looks.guests.iter().filter(|(domain, _)| policy.lets_guests_of(domain));
            let stay: BTreeSet<EmailDomain> = stay.map(|(domain, _)| domain.clone()).collect();
            let latest = policy.longest(share.created_at).map(|(_, latest)| latest);
            match latest {
                _ if breaches.is_empty() => {
                    let pauses = share.state == ShareState::Live && off.contains(&looks.kind);
                    pauses.then_some(Outcome::Pauses)
                }
                Some(latest) if latest > may.op().now && breaches.iter().all(Breach::is_of_time) => {
                    Some(Outcome::Shortens(latest))
                }
                _ if of_guests && !stay.is_empty() => Some(Outcome::Narrows(stay)),
                _ => Some(Outcome::Ends),
            }
        };
        let mut found: Vec<_> = open_below(&snapshot, workspace)
            .filter_map(|share| Some((share.id, outcome(share)?)))
            .collect();
        found.sort_unstable_by_key(|(id, _)| *id);
        found
    }
}

/// The open shares of a workspace and of all below.
fn open_below(snapshot: &Snapshot, workspace: u32) -> impl Iterator<Item = &std::sync::Arc<Share>> {
    standing::open(snapshot).filter(move |share| {
        let at = snapshot.tree.index(share.workspace);
        at.is_some_and(|at| snapshot.tree.within(at, workspace))
    })
}

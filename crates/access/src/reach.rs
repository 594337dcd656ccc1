//! Whole lists of who reaches what: what one principal can open in a workspace, and who can open one dashboard. Every line is
//! decided and explained like a single question.

use std::collections::BTreeSet;

use model::display::Display;
use model::id::{DashboardId, UserId, WorkspaceId};
use model::level::Level;
use model::name::{DatasetName, Email, Title};
use model::permission::Permission;
use model::predicate::Predicate;

use crate::action::{Action as _, ReachOf, RequestAccess, SeeGrants, SeeReach};
use crate::decide::decide;
use crate::explain::{self, Step};
use crate::eyes::Eyes;
use crate::gate::Gate;
use crate::handout;
use crate::listing;
use crate::names;
use crate::proof::Granted;
use crate::scoping;
use crate::snapshot::keys::Key;
use crate::snapshot::people::UserNode;
use crate::who::Who;

/// A dashboard that a principal can open.
#[derive(Debug, Clone, PartialEq)]
pub struct Reached {
    /// Which.
    pub dashboard: DashboardId,
    /// With which level.
    pub level: Level,
    /// Every path that gives it or limits it.
    pub steps: Vec<Step>,
}

/// A user who can open a dashboard.
#[derive(Debug, Clone, PartialEq)]
pub struct Reader {
    /// Who.
    pub user: UserId,
    /// As shown.
    pub name: Title,
    /// Their address.
    pub email: Email,
    /// With which level.
    pub level: Level,
    /// Every path that gives it or limits it.
    pub steps: Vec<Step>,
    /// Datasets of which they see some rows only.
    pub rows: Vec<SomeRows>,
}

/// A dataset of which somebody sees some rows only.
#[derive(Debug, Clone, PartialEq)]
pub struct SomeRows {
    /// Which, by its name.
    pub dataset: DatasetName,
    /// Which rows; `None`: whoever asks does not see all of them, and is told no more.
    pub rows: Option<Predicate>,
}

/// A user who cannot open a dashboard.
#[derive(Debug, Clone, PartialEq)]
pub struct Shut {
    /// Who.
    pub user: UserId,
    /// As shown.
    pub name: Title,
    /// Their address.
    pub email: Email,
    /// Every path, with what stops it.
    pub steps: Vec<Step>,
}

impl Gate {
    /// What a principal can open in a workspace, in the order of ids: the page that follows `after`. A group's reach is what it
    /// gives its members; who is disabled reaches nothing.
    #[must_use]
    pub fn reach(&self, may: &Granted<'_, SeeReach>, after: Option<DashboardId>, limit: usize) -> Vec<Reached> {
        let snapshot = self.snapshot();
        let (of, people) = (may.on(), &snapshot.people);
        let (Some(key), Some(workspace)) = (people.key(of.principal), snapshot.tree.index(of.workspace)) else {
            return Vec::new();
        };
        let node = key.as_user().map(|user| people.user(user));
        if node.is_some_and(|user| !user.is_some_and(UserNode::active)) {
            return Vec::new();
        }
        let mut found = Vec::new();
        listing::opened(&Eyes::of_key(&snapshot, key), workspace, |spot, board, level| {
            if after.is_none_or(|after| board.id > after) {
                found.push((board.id, level, *spot));
            }
        });
        found.sort_unstable_by_key(|(id, ..)| *id);
        let page = found.into_iter().take(limit);
        page.map(|(dashboard, level, spot)| Reached {
            dashboard,
            level,
            steps: explain::of(&snapshot, &spot, key).steps,
        })
        .collect()
    }

    /// Who can open a dashboard, by name: the page that follows the user `after`; with the rows that they see of these datasets.
    #[must_use]
    pub fn readers(
        &self,
        may: &Granted<'_, SeeGrants>,
        datasets: &BTreeSet<DatasetName>,
        after: Option<UserId>,
        limit: usize,
    ) -> Vec<Reader> {
        let snapshot = self.snapshot();
        let Some(spot) = snapshot.spot(*may.on()) else {
            return Vec::new();
        };
        let people = &snapshot.people;
        let start = after.and_then(|id| people.find_user(id));
        let start = start.map_or(("", UserId::from_number(0)), |(_, node)| (&*node.folded, node.user.id));
        let rest = people.users_after(start).filter(|(_, node)| node.active());
        let actor = Who::of(&snapshot, may.op()).user();
        let known = |key: Key| actor.is_some_and(|actor| handout::may_see(&actor, spot.workspace, key));
        let opening = rest.filter_map(|(key, node)| {
            let level = Eyes::of_key(&snapshot, key).level(&spot)?;
            Some((key, node, level))
        });
        let opening = opening.filter(|(key, ..)| known(*key));
        let display = spot.board().map_or(Display::Viewer, |board| board.display);
        let scope = |eyes: &Eyes<'_>| scoping::of_viewer(eyes, display, spot.workspace);
        // Values of rules tell of rows: they are for who sees all rows, or manages the workspace and with it the rules.
        let own = actor.map(|actor| scope(&actor));
        let manages = actor.is_some_and(|actor| actor.has(spot.workspace, Permission::Manage));
        let told = |name: &DatasetName| {
            let dataset = own.as_ref().and_then(|scope| scope.dataset(name.as_str()));
            manages || dataset.is_some_and(|dataset| dataset.rows.is_none())
        };
        let rows = |key: Key| {
            let scope = scope(&Eyes::of_key(&snapshot, key));
            let narrowed = scope.datasets().filter(|(name, _)| datasets.contains(*name));
            let narrowed = narrowed.filter_map(|(name, dataset)| Some((name, dataset.rows.as_deref()?)));
            let some = narrowed.map(|(name, rows)| SomeRows {
                dataset: name.clone(),
                rows: told(name).then(|| rows.clone()),
            });
            some.collect()
        };
        opening
            .take(limit)
            .map(|(key, node, level)| Reader {
                rows: rows(key),
                user: node.user.id,
                name: node.user.name.clone(),
                email: node.user.email.clone(),
                level,
                steps: explain::of(&snapshot, &spot, key).steps,
            })
            .collect()
    }

    /// Users for whom a dashboard does not open and whose name or address contains `query`, with what stops them: the first few.
    #[must_use]
    pub fn shut_out(&self, may: &Granted<'_, SeeGrants>, query: &str, limit: usize) -> Vec<Shut> {
        let snapshot = self.snapshot();
        let (Some(spot), Some(actor)) = (snapshot.spot(*may.on()), Who::of(&snapshot, may.op()).user()) else {
            return Vec::new();
        };
        let met = names::found(&snapshot, query, None).filter_map(|key| Some((key, key.as_user()?)));
        let shut = met.filter(|(key, _)| Eyes::of_key(&snapshot, *key).level(&spot).is_none());
        let shut = shut.filter(|(key, _)| handout::may_see(&actor, spot.workspace, *key));
        let told = shut.filter_map(|(key, user)| {
            let node = snapshot.people.user(user)?;
            Some(Shut {
                user: node.user.id,
                name: node.user.name.clone(),
                email: node.user.email.clone(),
                steps: explain::of(&snapshot, &spot, key).steps,
            })
        });
        told.take(limit).collect()
    }

    /// Workspaces in which a principal holds something, of those in which the caller may ask for it; the one that is asked in comes first.
    #[must_use]
    pub fn reach_elsewhere(&self, may: &Granted<'_, SeeReach>) -> Vec<WorkspaceId> {
        let snapshot = self.snapshot();
        let of = may.on();
        let Some(eyes) = snapshot
            .people
            .key(of.principal)
            .map(|key| Eyes::of_key(&snapshot, key))
        else {
            return Vec::new();
        };
        let held = snapshot.tree.indexes().filter(|w| eyes.has(*w, Permission::View));
        let nodes = held.filter_map(|w| Some(snapshot.tree.node(w)?.workspace.id));
        let asked = |workspace: &WorkspaceId| {
            let ask = SeeReach::on(&ReachOf {
                workspace: *workspace,
                ..*of
            });
            decide(&snapshot, may.op(), &ask).is_ok()
        };
        let mut found: Vec<WorkspaceId> = nodes.filter(asked).collect();
        found.sort_by_key(|workspace| (*workspace != of.workspace, *workspace));
        found
    }

    /// Whether a request for access is about something that exists: it is kept then, and never in another case. What the
    /// asker is told is the same.
    #[must_use]
    pub fn request_counts(&self, may: &Granted<'_, RequestAccess>) -> bool {
        let snapshot = self.snapshot();
        let Some(spot) = snapshot.spot(*may.on()) else {
            return false;
        };
        let user = may.op().caller.user().and_then(|user| Eyes::of_id(&snapshot, user));
        user.is_some_and(|eyes| eyes.level(&spot).is_none())
    }
}

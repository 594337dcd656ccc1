//! Whole lists of who reaches what: what one principal can open in a workspace, and who can open one dashboard. Every line is
//! decided and explained like a single question.

use model::id::{DashboardId, UserId};
use model::level::Level;
use model::name::{Email, Title};

use crate::action::{RequestAccess, SeeGrants, SeeReach};
use crate::explain::{self, Step};
use crate::eyes::Eyes;
use crate::gate::Gate;
use crate::handout;
use crate::listing;
use crate::proof::Granted;
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

    /// Who can open a dashboard, by name: the page that follows the user `after`.
    #[must_use]
    pub fn readers(&self, may: &Granted<'_, SeeGrants>, after: Option<UserId>, limit: usize) -> Vec<Reader> {
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
        opening
            .take(limit)
            .map(|(key, node, level)| Reader {
                user: node.user.id,
                name: node.user.name.clone(),
                email: node.user.email.clone(),
                level,
                steps: explain::of(&snapshot, &spot, key).steps,
            })
            .collect()
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

//! Before a dashboard comes into the rotation of a share: it is looked at as if it were shared alone, and what it asks is approved for the
//! share in the revision that was looked at.

use access::action::{DashboardAt, SeeShares};
use access::denied::Reason;
use access::op::Op;
use access::share::obstacles::{Lift, Obstacle, ObstacleAt, ObstacleKind};
use access::share::policy::Looks;
use model::id::{DashboardId, UserId};
use model::invalid::Invalid;
use model::name::Title;
use model::permission::Permission;
use model::share::{ShareStop, Terms};

use crate::app::App;
use crate::app::error::Error;
use crate::app::sharing::locks::{self, OutOfReach};

/// One of a rotation, looked at.
#[derive(Debug)]
pub struct StopCheck {
    /// Where it is opened.
    pub at: DashboardAt,
    /// The revision that was looked at; `None`: the caller does not see it.
    revision: Option<u32>,
    /// What stands against it.
    pub obstacles: Vec<Obstacle>,
    /// What it opens, in numbers.
    pub opens: query::Opens,
    /// What it would open without row rules.
    pub whole: query::Opens,
    /// What of it the share's locks do not reach.
    pub unreached: OutOfReach,
}

impl StopCheck {
    /// What is approved by taking it in.
    #[must_use]
    pub fn seen(&self) -> Option<(DashboardId, u32)> {
        Some((self.at.dashboard, self.revision?))
    }
}

impl App {
    /// Looks at these dashboards of a rotation. `own` is where the share opens its own, which is looked at apart.
    ///
    /// # Errors
    /// A share of this kind takes no turns; the store failed.
    pub(super) async fn check_stops(
        &self,
        op: &Op,
        (own, owner): (DashboardAt, UserId),
        stops: &[ShareStop],
        looks: &Looks<'_>,
    ) -> Result<Vec<StopCheck>, Error> {
        // Its site lays out one dashboard, and fixes variables of that one.
        if looks.kind.has_keys() && !stops.is_empty() {
            return Err(Invalid::at("/rotation", "an embed shows one dashboard").into());
        }
        let mut checked = Vec::new();
        for stop in stops.iter().filter(|stop| stop.dashboard != own.dashboard) {
            checked.push(self.check_stop(op, owner, place(own, stop), looks).await?);
        }
        Ok(checked)
    }

    async fn check_stop(&self, op: &Op, owner: UserId, at: DashboardAt, looks: &Looks<'_>) -> Result<StopCheck, Error> {
        let (mut opens, mut whole) = (query::Opens::default(), query::Opens::default());
        let mut unreached = OutOfReach::default();
        let mut names = Vec::new();
        let seen = match self.gate.allow::<SeeShares>(op, at) {
            Ok(may) => {
                let seen = self.dashboard(self.gate.latest(&may)).await?;
                let datasets = self.read_by(&seen.document);
                let scope = self.gate.scope_of_terms(&may, looks.kind, looks.terms);
                opens = self.engine.measure(&scope, &datasets, op.now).await?;
                let all = self.gate.scope_of_terms(&may, looks.kind, &without_rules(looks.terms));
                whole = self.engine.measure(&all, &datasets, op.now).await?;
                unreached = locks::unreached(&self.engine, &seen.document, looks.terms, &scope);
                names.extend(datasets);
                Some(seen)
            }
            Err(_) => None,
        };
        let mut obstacles = self.gate.obstacles_of_stop(op, owner, at, &names, looks);
        if seen.is_none() && obstacles.is_empty() {
            obstacles.push(Obstacle {
                kind: ObstacleKind::NotAllowed(Reason::MissingPermission(Permission::SharingSee)),
                place: ObstacleAt::Dashboard,
                lift: Lift::Sharer,
            });
        }
        let title: Option<Title> = seen.as_ref().map(|seen| seen.title.clone());
        for obstacle in &mut obstacles {
            if obstacle.place == ObstacleAt::Dashboard {
                obstacle.place = ObstacleAt::Stop(at.dashboard, title.clone());
            }
        }
        Ok(StopCheck {
            at,
            revision: seen.map(|seen| seen.revision),
            obstacles,
            opens,
            whole,
            unreached,
        })
    }
}

/// Where one of a rotation is opened.
pub(super) fn place(own: DashboardAt, stop: &ShareStop) -> DashboardAt {
    DashboardAt {
        dashboard: stop.dashboard,
        workspace: stop.workspace.unwrap_or(own.workspace),
    }
}

/// What comes into a rotation that was not in it before, or not there.
pub(super) fn added(before: &Terms, after: &Terms) -> Vec<ShareStop> {
    let known = |stop: &&ShareStop| {
        let kept = before.stop(stop.dashboard);
        kept.is_none_or(|kept| kept.workspace != stop.workspace)
    };
    after.rotation.iter().filter(known).cloned().collect()
}

/// The same terms without row rules.
pub(super) fn without_rules(terms: &Terms) -> Terms {
    Terms {
        rows: Vec::new(),
        ..terms.clone()
    }
}

//! Which edition of a dashboard a caller may see. Questions are approved by whoever's rows they show: the readers of a share, and whoever
//! looks through somebody else's eyes, get the last edition whose questions were approved for them, and never another. An [`Edition`]
//! is made here alone, and the store gives no document without one. What was approved is kept in the store.

use std::collections::BTreeSet;
use std::sync::Arc;

use model::display::Display;
use model::id::{DashboardId, ShareId};
use model::name::WidgetId;
use model::share::{Share, Terms};

use crate::action::{ApproveDisplay, ApproveShare, Open, Save, SeeShare, SeesLatest, SetDisplay};
use crate::follower::Follower;
use crate::gate::Gate;
use crate::proof::Granted;
use crate::scope::Scope;
use crate::scoping;
use crate::share::{rights, scope};
use crate::snapshot::Snapshot;
use crate::who::Who;

/// An edition of one dashboard, as a caller may see it. Made by the gate only.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Edition {
    dashboard: DashboardId,
    follower: Option<Follower>,
    pinned: Option<u32>,
    widgets: Option<Arc<BTreeSet<WidgetId>>>,
}

impl Edition {
    /// Of which dashboard.
    #[must_use]
    pub const fn dashboard(&self) -> DashboardId {
        self.dashboard
    }

    /// The last revision that it may be; `None`: it follows.
    #[must_use]
    pub const fn pinned(&self) -> Option<u32> {
        self.pinned
    }

    /// The widgets that it shows; `None`: all.
    #[must_use]
    pub fn widgets(&self) -> Option<&BTreeSet<WidgetId>> {
        self.widgets.as_deref()
    }

    /// All of one dashboard.
    const fn whole(dashboard: DashboardId, follower: Option<Follower>) -> Self {
        Self {
            dashboard,
            follower,
            pinned: None,
            widgets: None,
        }
    }

    /// What the terms of a share leave of one.
    fn under(self, terms: &Terms) -> Self {
        Self {
            pinned: terms.pinned,
            widgets: (!terms.widgets.is_empty()).then(|| Arc::new(terms.widgets.clone())),
            ..self
        }
    }

    /// For whom its questions must have been approved; `None`: what was saved last, whoever saved it.
    #[must_use]
    pub const fn follower(&self) -> Option<Follower> {
        self.follower
    }
}

/// What a caller sees of a dashboard: the edition, and the rows that it asks for, by the same facts. Neither is given without the
/// other.
#[derive(Debug, Clone)]
pub struct Sight {
    /// Which rows.
    pub scope: Scope,
    /// Which edition.
    pub edition: Edition,
}

/// For whom somebody approves the questions of a dashboard, by the facts of one generation. Made by the gate only.
#[must_use]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approvals {
    dashboard: DashboardId,
    generation: u64,
    followers: Vec<Follower>,
}

impl Approvals {
    /// Of which dashboard.
    #[must_use]
    pub const fn dashboard(&self) -> DashboardId {
        self.dashboard
    }

    /// Generation of the facts it was worked out on.
    #[must_use]
    pub const fn generation(&self) -> u64 {
        self.generation
    }

    /// For whom.
    #[must_use]
    pub fn followers(&self) -> &[Follower] {
        &self.followers
    }
}

impl Gate {
    /// What the caller sees through this dashboard, and which edition of it. A user: their own rows and what was saved last, or the
    /// rows of the user whose eyes the dashboard displays (the scope says when these are not valid any more) and what was approved
    /// for these. A share: what its owner sees at this moment AND its own rules, of the datasets that may leave, and what was
    /// approved for it.
    #[must_use]
    pub fn sight(&self, may: &Granted<'_, Open>) -> Sight {
        let snapshot = self.snapshot();
        let at = *may.on();
        let display = snapshot
            .boards
            .find(at.dashboard)
            .map_or(Display::Viewer, |board| board.display);
        let dashboard = at.dashboard;
        let (scope, edition) = match Who::of(&snapshot, may.op()) {
            Who::User(eyes) => {
                let scope = snapshot.spot(at).map_or_else(scoping::empty, |spot| {
                    scoping::of_viewer(&eyes, display, spot.workspace)
                });
                let follower = display.identity().map(|_| Follower {
                    share: None,
                    eyes: display,
                });
                (scope, Edition::whole(dashboard, follower))
            }
            Who::Share(share) => {
                // A share that is not made yet shows what making it would approve: what was saved last.
                let draft = may.op().caller.preview().is_some_and(|preview| preview.draft.is_some());
                let follower = (!draft).then(|| of_share(share.id, display));
                let edition = Edition::whole(dashboard, follower);
                // Which widgets and which revision is said of the share's own dashboard.
                let edition = if dashboard == share.dashboard {
                    edition.under(&share.terms)
                } else {
                    edition
                };
                (scope::of_share_at(&snapshot, share, at, &may.op().caller), edition)
            }
            // Nothing is ever approved for these.
            Who::Closed | Who::Nobody => {
                let follower = Follower {
                    share: None,
                    eyes: Display::Viewer,
                };
                (scoping::empty(), Edition::whole(dashboard, Some(follower)))
            }
        };
        Sight {
            scope: scope.asked_by(&may.op().caller),
            edition,
        }
    }

    /// What was saved last, for who works on the dashboard itself.
    #[must_use]
    pub fn latest<A: SeesLatest>(&self, may: &Granted<'_, A>) -> Edition {
        Edition::whole(may.on().dashboard, None)
    }

    /// The edition that the readers of a share see at present, with all its widgets: its terms are about these. `None`: the share is gone.
    #[must_use]
    pub fn shown_by(&self, may: &Granted<'_, SeeShare>) -> Option<Edition> {
        let snapshot = self.snapshot();
        let share = snapshot.boards.share(*may.on())?;
        Some(Edition {
            widgets: None,
            ..of_readers(&snapshot, share)?
        })
    }

    /// What users see at present who look through the eyes that the dashboard displays.
    #[must_use]
    pub fn displayed_edition<A: SeesLatest>(&self, may: &Granted<'_, A>) -> Edition {
        let dashboard = may.on().dashboard;
        let snapshot = self.snapshot();
        let display = snapshot.boards.find(dashboard).map(|board| board.display);
        let display = display.filter(|display| display.identity().is_some());
        Edition::whole(dashboard, display.map(|eyes| Follower { share: None, eyes }))
    }

    /// For whom saving is an approval too: all whose rows the saver speaks for.
    pub fn approves_by_saving(&self, may: &Granted<'_, Save>) -> Approvals {
        let snapshot = self.snapshot();
        let followers = Who::of(&snapshot, may.op())
            .user()
            .map(|eyes| rights::spoken_for(&eyes, may.on().dashboard, None));
        approvals(&snapshot, may.on().dashboard, followers.unwrap_or_default())
    }

    /// For whom choosing these eyes is an approval: whoever chooses them sees what they will show.
    pub fn approves_by_display(&self, may: &Granted<'_, SetDisplay>) -> Approvals {
        let snapshot = self.snapshot();
        let on = may.on();
        let followers = Who::of(&snapshot, may.op())
            .user()
            .map(|eyes| rights::spoken_for(&eyes, on.at.dashboard, Some(on.to)));
        approvals(&snapshot, on.at.dashboard, followers.unwrap_or_default())
    }

    /// What the caller approves for a share: for the rows that it shows now, and for its owner's where these are the caller's to show.
    pub fn approves_for_share(&self, may: &Granted<'_, ApproveShare>) -> Approvals {
        let snapshot = self.snapshot();
        let share = snapshot.boards.share(*may.on());
        let eyes = Who::of(&snapshot, may.op()).user();
        let dashboard = share.map_or(DashboardId::from_number(0), |share| share.dashboard);
        let mut followers = eyes.map_or_else(Vec::new, |eyes| rights::spoken_for(&eyes, dashboard, None));
        followers.retain(|follower| follower.share == Some(*may.on()));
        approvals(&snapshot, dashboard, followers)
    }

    /// What the caller approves for users who look through the displayed eyes.
    pub fn approves_for_display(&self, may: &Granted<'_, ApproveDisplay>) -> Approvals {
        let snapshot = self.snapshot();
        let dashboard = may.on().dashboard;
        let eyes = Who::of(&snapshot, may.op()).user();
        let mut followers = eyes.map_or_else(Vec::new, |eyes| rights::spoken_for(&eyes, dashboard, None));
        followers.retain(|follower| follower.share.is_none());
        approvals(&snapshot, dashboard, followers)
    }
}

/// What the readers of a share are shown of its own dashboard. `None`: that is gone.
pub(crate) fn of_readers(snapshot: &Snapshot, share: &Share) -> Option<Edition> {
    of_readers_at(snapshot, share, share.dashboard)
}

/// What the readers of a share are shown of one of its dashboards. `None`: that is gone.
pub(crate) fn of_readers_at(snapshot: &Snapshot, share: &Share, dashboard: DashboardId) -> Option<Edition> {
    let display = snapshot.boards.find(dashboard)?.display;
    let edition = Edition::whole(dashboard, Some(of_share(share.id, display)));
    // Which widgets and which revision is said of the share's own dashboard.
    Some(if dashboard == share.dashboard {
        edition.under(&share.terms)
    } else {
        edition
    })
}

const fn of_share(share: ShareId, eyes: Display) -> Follower {
    Follower {
        share: Some(share),
        eyes,
    }
}

fn approvals(snapshot: &Snapshot, dashboard: DashboardId, followers: Vec<Follower>) -> Approvals {
    Approvals {
        dashboard,
        generation: snapshot.generation,
        followers,
    }
}

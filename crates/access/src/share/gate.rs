//! What the gate answers about shares. The rules are beside this file; what needs a proof takes one.

use std::sync::Arc;

use identity::caller::Caller;
use model::Instant;
use model::display::Display;
use model::id::{DashboardId, ShareId, UserId};
use model::name::{DatasetName, Title};
use model::origin::Origin;
use model::permission::Permission;
use model::share::{Audience, EndReason, Share, ShareKind, ShareState, Terms};

use crate::action::{
    Ask, DashboardAt, EditShare, EndShare, ManageOwn, Open, PreviewShare, SeeShare, SeeShares, SetDisplay,
    SetRestricted, TakeOverShare,
};
use crate::can::words;
use crate::decide::decide;
use crate::denied::Denied;
use crate::display;
use crate::eyes::Eyes;
use crate::gate::Gate;
use crate::needs::{Decision, need};
use crate::op::Op;
use crate::proof::Granted;
use crate::scope::Scope;
use crate::scoping;
use crate::share::obstacles::{self, Obstacle};
use crate::share::policy::Looks;
use crate::share::preview::share_of;
use crate::share::scope::{self, Narrowed, Reader};
use crate::share::stops::{self, LeftOut};
use crate::share::{rights, standing};
use crate::snapshot::Snapshot;
use crate::visible::Visible;
use crate::who::Who;

/// Of one share, for its page and its readers.
impl Gate {
    /// The share behind a share caller; `None` for users.
    #[must_use]
    pub fn share_terms(&self, may: &Granted<'_, Open>) -> Option<Arc<Share>> {
        share_of(&self.snapshot(), &may.op().caller).cloned().map(Arc::new)
    }

    /// The share that may be ended.
    #[must_use]
    pub fn share(&self, may: &Granted<'_, EndShare>) -> Option<Arc<Share>> {
        self.snapshot().boards.share(*may.on()).cloned()
    }

    /// The share that may be changed.
    #[must_use]
    pub fn share_to_edit(&self, may: &Granted<'_, EditShare>) -> Option<Arc<Share>> {
        self.snapshot().boards.share(*may.on()).cloned()
    }

    /// The share that may be taken over.
    #[must_use]
    pub fn share_to_take(&self, may: &Granted<'_, TakeOverShare>) -> Option<Arc<Share>> {
        self.snapshot().boards.share(*may.on()).cloned()
    }

    /// The share that may be looked at through its readers' eyes.
    #[must_use]
    pub fn share_to_preview(&self, may: &Granted<'_, PreviewShare>) -> Option<Arc<Share>> {
        self.snapshot().boards.share(*may.on()).cloned()
    }

    /// What a share opens and where. Reveals nothing by itself: opening asks for a proof.
    #[must_use]
    pub fn share_at(&self, id: ShareId) -> Option<DashboardAt> {
        self.snapshot().boards.share(id).map(|share| standing::at(share))
    }

    /// What the share of this reader opens and where. Reveals nothing by itself: opening asks for a proof.
    #[must_use]
    pub fn opened_by(&self, caller: &Caller) -> Option<DashboardAt> {
        share_of(&self.snapshot(), caller).map(standing::at)
    }

    /// The title of the share of this reader, for papers they make.
    #[must_use]
    pub fn title_for(&self, caller: &Caller) -> Option<String> {
        share_of(&self.snapshot(), caller).map(|share| share.title.to_string())
    }

    /// The title of a share.
    #[must_use]
    pub fn share_title(&self, id: ShareId) -> Option<String> {
        self.snapshot().boards.share(id).map(|share| share.title.to_string())
    }

    /// The sites whose pages may show an embed that opens now; none for everything else. Who asks is not known: it tells whoever has the
    /// id which sites these are.
    #[must_use]
    pub fn sites_of(&self, id: ShareId, now: Instant) -> Vec<Origin> {
        let snapshot = self.snapshot();
        let share = snapshot.boards.share(id);
        match share
            .filter(|share| standing::opens(&snapshot, share, now))
            .map(|share| &share.audience)
        {
            Some(Audience::Embed(embed)) => embed.origins.clone(),
            _ => Vec::new(),
        }
    }

    /// Why a share ended; `None` while it has not. For its readers, whose pages say so.
    #[must_use]
    pub fn share_end_reason(&self, id: ShareId) -> Option<EndReason> {
        self.snapshot().boards.share(id).and_then(|share| share.state.reason())
    }

    /// When the session of a reader is over, if their share says so. For their open pages.
    #[must_use]
    pub fn session_ends(&self, caller: &Caller) -> Option<Instant> {
        match caller {
            Caller::Share { id, session, admitted } => match admitted.preview() {
                Some(preview) => Some(preview.ends),
                None => {
                    let snapshot = self.snapshot();
                    standing::session_ends(snapshot.boards.share(*id)?, *session, admitted)
                }
            },
            _ => None,
        }
    }

    /// Whether the facts let a share go on. Idle time and used-up views are statistics and not looked at.
    ///
    /// # Errors
    /// Why it is over. An unknown share is over.
    pub fn share_still_stands(&self, share: ShareId, now: Instant) -> Result<(), EndReason> {
        let snapshot = self.snapshot();
        let share = snapshot.boards.share(share).ok_or(EndReason::Revoked)?;
        standing::stands(&snapshot, share, now)
    }

    /// Whether a share may be told of to those whom it lets in: it opens, now or when it begins.
    #[must_use]
    pub fn share_may_be_told(&self, share: ShareId, now: Instant) -> Option<Arc<Share>> {
        let snapshot = self.snapshot();
        let share = snapshot.boards.share(share)?;
        standing::is_to_open(&snapshot, share, now).then(|| Arc::clone(share))
    }

    /// Whether a share opens at this moment, wherever its reader comes from.
    #[must_use]
    pub fn share_opens(&self, share: ShareId, now: Instant) -> Option<Arc<Share>> {
        let snapshot = self.snapshot();
        let share = snapshot.boards.share(share)?;
        standing::opens(&snapshot, share, now).then(|| Arc::clone(share))
    }

    /// Whether the caller may loosen a share or get its link, beside changing it. A share shows its owner's rows: whoever sees less
    /// than the owner must do neither, and so it takes the owner or who manages the workspace.
    ///
    /// # Errors
    /// The caller is neither, or sees no such share.
    pub fn speaks_for_owner(&self, op: &Op, id: ShareId) -> Decision {
        speaks_for_owner(&self.snapshot(), op, id)
    }

    /// The words of a share's `can`.
    #[must_use]
    pub fn can_share(&self, op: &Op, id: ShareId) -> Vec<&'static str> {
        let snapshot = self.snapshot();
        let may = |ask: Ask| decide(&snapshot, op, &ask).is_ok();
        let share = snapshot.boards.share(id);
        let state = share.map(|share| share.state);
        let speaks = speaks_for_owner(&snapshot, op, id).is_ok();
        let edit = may(Ask::EditShare(id));
        // Once its time is up it would end again at once.
        let over = share.filter(|share| !share.terms.has_expired(op.now));
        let has_keys = share
            .and_then(|share| share.audience.kind())
            .is_some_and(ShareKind::has_keys);
        words([
            ("edit", edit),
            ("pause", edit && state == Some(ShareState::Live)),
            ("resume", edit && state == Some(ShareState::Paused)),
            ("rotate", edit && speaks && !has_keys),
            ("add_key", edit && speaks && has_keys),
            ("remove_key", edit && has_keys),
            ("preview", may(Ask::PreviewShare(id))),
            ("approve", may(Ask::ApproveShare(id))),
            ("take_over", over.is_some() && may(Ask::TakeOverShare(id))),
            ("end", may(Ask::EndShare(id))),
        ])
    }
}

fn speaks_for_owner(snapshot: &Snapshot, op: &Op, id: ShareId) -> Decision {
    decide(snapshot, op, &Ask::SeeShare(id))?;
    let share = snapshot.boards.share(id).ok_or(Denied::Hidden)?;
    let eyes = Who::of(snapshot, op).user().ok_or(Denied::Hidden)?;
    need(rights::speaks_for_owner(&eyes, share), Permission::Manage)
}

/// Before a share is made.
impl Gate {
    /// All that stands against a share that looks like this over these datasets; empty: nothing does.
    #[must_use]
    pub fn obstacles(
        &self,
        may: &Granted<'_, SeeShares>,
        datasets: &[DatasetName],
        looks: &Looks<'_>,
    ) -> Vec<Obstacle> {
        let snapshot = self.snapshot();
        let mut found = obstacles::obstacles(&snapshot, may.op(), *may.on(), datasets, looks);
        found.extend(obstacles::consent(&snapshot, may.op()));
        found
    }

    /// What the caller has yet to say before they share: that they may be shown as the sharer.
    #[must_use]
    pub fn consent_missing(&self, op: &Op) -> Option<Obstacle> {
        obstacles::consent(&self.snapshot(), op)
    }

    /// Live and paused shares of the caller, which end when they are no longer to be shown.
    #[must_use]
    pub fn shares_owned(&self, may: &Granted<'_, ManageOwn>) -> Vec<(ShareId, Title)> {
        let snapshot = self.snapshot();
        let own = standing::open(&snapshot).filter(|share| share.owner == *may.on());
        let mut own: Vec<_> = own.map(|share| (share.id, share.title.clone())).collect();
        own.sort_unstable_by_key(|(id, _)| *id);
        own
    }

    /// The most that readers of a share with these terms would see if the caller made it now.
    #[must_use]
    pub fn scope_of_terms(&self, may: &Granted<'_, SeeShares>, kind: ShareKind, terms: &Terms) -> Scope {
        let Some(owner) = may.op().caller.user() else {
            return scoping::empty();
        };
        let narrowed = Narrowed {
            at: *may.on(),
            owner,
            kind,
            rows: &terms.rows,
            reader: Reader::Any,
            only: None,
        };
        scope::of(&self.snapshot(), &narrowed).asked_by(&may.op().caller)
    }
}

/// Lists of shares.
impl Gate {
    /// The most that the readers of a share see at present.
    #[must_use]
    pub fn scope_of_share(&self, may: &Granted<'_, SeeShare>) -> Scope {
        let snapshot = self.snapshot();
        let share = snapshot.boards.share(*may.on());
        let scope = share.map_or_else(scoping::empty, |share| {
            scope::of_any_reader(&snapshot, share, standing::at(share), None)
        });
        scope.asked_by(&may.op().caller)
    }

    /// Shares the caller may see, ended ones too.
    pub fn visible_shares(&self, op: &Op) -> Visible<ShareId> {
        let snapshot = self.snapshot();
        let all = snapshot.boards.shares().map(|share| share.id);
        let seen = all.filter(|id| decide(&snapshot, op, &Ask::SeeShare(*id)).is_ok());
        Visible::new(seen.map(|id| (id, ())).collect(), snapshot.generation)
    }

    /// Live and paused shares that these facts end, with the reason.
    #[must_use]
    pub fn lost_shares(&self, now: Instant) -> Vec<(ShareId, EndReason)> {
        let snapshot = self.snapshot();
        let lost = standing::open(&snapshot);
        let lost = lost.filter_map(|share| Some((share.id, standing::stands(&snapshot, share, now).err()?)));
        let mut lost: Vec<_> = lost.collect();
        lost.sort_unstable_by_key(|(id, _)| *id);
        lost
    }

    /// Dashboards that take turns under open shares and have lost the ground on which they did, with the reason.
    #[must_use]
    pub fn lost_stops(&self) -> Vec<(ShareId, DashboardId, LeftOut)> {
        let snapshot = self.snapshot();
        let lost = |share: &Arc<Share>| {
            let others = stops::others(share);
            let lost = others.filter_map(|at| {
                let why = stops::turns(&snapshot, share, at).err()?;
                Some((share.id, at.dashboard, why))
            });
            lost.collect::<Vec<_>>()
        };
        let turning = standing::open(&snapshot).filter(|share| !share.terms.rotation.is_empty());
        let mut lost: Vec<_> = turning.flat_map(lost).collect();
        lost.sort_unstable_by_key(|(share, dashboard, _)| (*share, *dashboard));
        lost
    }

    /// Shares that end when a dashboard becomes restricted; the edge asks before that.
    #[must_use]
    pub fn shares_ended_by_restricting(&self, may: &Granted<'_, SetRestricted>) -> Vec<ShareId> {
        if !may.on().restricted {
            return Vec::new();
        }
        open_shares(&self.snapshot(), may.on().at, |_| true)
    }

    /// Shares that end when a dashboard displays other eyes: those of owners who could not choose these themselves.
    #[must_use]
    pub fn shares_ended_by_display(&self, may: &Granted<'_, SetDisplay>) -> Vec<ShareId> {
        let (snapshot, to) = (self.snapshot(), may.on().to);
        if to == Display::Viewer {
            return Vec::new();
        }
        open_shares(&snapshot, may.on().at, |owner| {
            let eyes = Eyes::of_id(&snapshot, owner).zip(snapshot.boards.find(may.on().at.dashboard));
            eyes.is_none_or(|(eyes, board)| display::could_choose(&eyes, board, to).is_err())
        })
    }
}

/// The open shares of a dashboard whose owners are concerned, in the order of ids.
fn open_shares(snapshot: &Snapshot, at: DashboardAt, concerned: impl Fn(UserId) -> bool) -> Vec<ShareId> {
    let Some(board) = snapshot.boards.find(at.dashboard) else {
        return Vec::new();
    };
    let open = standing::open_on(snapshot, board.position).filter(|share| concerned(share.owner));
    let mut found: Vec<ShareId> = open.map(|share| share.id).collect();
    found.sort_unstable();
    found
}

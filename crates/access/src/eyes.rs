//! One caller against one snapshot: permissions and levels as the caller holds them. The algorithm of levels is here, once.

use identity::caller::{Caller, Via};
use model::Instant;
use model::level::{GrantLevel, Level};
use model::permission::{Permission, PermissionSet};
use model::share::{EndReason, Share, ShareState};

use crate::action::DashboardAt;
use crate::op::Op;
use crate::snapshot::Snapshot;
use crate::snapshot::boards::Board;
use crate::snapshot::keys::{Key, intersect};

/// A principal whose rights count, perhaps narrowed by a token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Eyes<'s> {
    pub(crate) snapshot: &'s Snapshot,
    /// The principal itself.
    pub(crate) key: Key,
    /// Everything it is; sorted.
    pub(crate) keys: &'s [Key],
    narrow: Narrow,
    pub(crate) read_only: bool,
}

/// Where rights count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Narrow {
    Everywhere,
    /// Here and below.
    Within(u32),
    /// The workspace that a token names is gone.
    Nowhere,
}

/// Who a caller is by the facts.
#[derive(Debug)]
pub(crate) enum Who<'s> {
    /// An active user, or a job of one.
    User(Eyes<'s>),
    /// A share that opens now.
    Share(&'s Share),
    /// A share that does not (any more).
    Closed,
    /// Nobody, or a user who is disabled or gone.
    Nobody,
}

/// Where a dashboard stands as seen from the workspace it is opened in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spot<'s> {
    pub(crate) board: &'s Board,
    pub(crate) workspace: u32,
    /// From the workspace up to the dashboard's own one, both included.
    pub(crate) span: &'s [u32],
}

impl Spot<'_> {
    /// Opened in its own workspace.
    pub(crate) const fn own(&self) -> bool {
        self.workspace == self.board.home
    }

    /// The highest level that exists here.
    pub(crate) const fn cap(&self) -> Level {
        if self.own() { Level::Edit } else { Level::Share }
    }
}

/// Grants and blocks that meet on one dashboard: a block beats all, else the strongest counts (steps 5 and 6).
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    best: Option<Level>,
    blocked: bool,
}

impl Tally {
    pub(crate) fn add(&mut self, level: GrantLevel) {
        match level.level() {
            Some(level) => self.best = self.best.max(Some(level)),
            None => self.blocked = true,
        }
    }

    /// What they amount to (step 7).
    pub(crate) fn level(self, spot: &Spot<'_>) -> Option<Level> {
        self.best.filter(|_| !self.blocked).map(|level| level.min(spot.cap()))
    }
}

impl<'s> Who<'s> {
    pub(crate) fn of(snapshot: &'s Snapshot, op: &Op) -> Self {
        let (user, via) = match &op.caller {
            Caller::Nobody => return Self::Nobody,
            Caller::Share { id, .. } => {
                return match snapshot.boards.share(*id) {
                    Some(share) if snapshot.opens(share, op.now) => Self::Share(share),
                    _ => Self::Closed,
                };
            }
            Caller::Job { owner } => (*owner, None),
            Caller::User { id, via } => (*id, Some(via)),
        };
        let Some(mut eyes) = snapshot
            .people
            .user_index(user)
            .and_then(|i| Eyes::of_user(snapshot, i))
        else {
            return Self::Nobody;
        };
        if let Some(Via::Token {
            read_only, workspace, ..
        }) = via
        {
            eyes.read_only = *read_only;
            if let Some(workspace) = workspace {
                eyes.narrow = snapshot.tree.index(*workspace).map_or(Narrow::Nowhere, Narrow::Within);
            }
        }
        Self::User(eyes)
    }

    /// The eyes of an active user.
    pub(crate) fn user(self) -> Option<Eyes<'s>> {
        match self {
            Self::User(eyes) => Some(eyes),
            Self::Share(_) | Self::Closed | Self::Nobody => None,
        }
    }
}

impl<'s> Eyes<'s> {
    /// An active user's own eyes.
    pub(crate) fn of_user(snapshot: &'s Snapshot, index: u32) -> Option<Self> {
        let user = snapshot.people.user(index).filter(|user| user.active())?;
        Some(Self::of_keys(snapshot, Key::user(index), &user.keys))
    }

    /// Any principal's eyes, without a look at whether it is active.
    pub(crate) const fn of_keys(snapshot: &'s Snapshot, key: Key, keys: &'s [Key]) -> Self {
        Self {
            snapshot,
            key,
            keys,
            narrow: Narrow::Everywhere,
            read_only: false,
        }
    }

    /// Whether the token counts only in a part of the tree.
    pub(crate) fn narrowed(&self) -> bool {
        self.narrow != Narrow::Everywhere
    }

    /// Permissions on a workspace, with all that they imply.
    pub(crate) fn permissions(&self, workspace: u32) -> PermissionSet {
        let counts = match self.narrow {
            Narrow::Everywhere => true,
            Narrow::Within(top) => self.snapshot.tree.within(workspace, top),
            Narrow::Nowhere => false,
        };
        if counts {
            self.snapshot.tree.permissions(workspace, self.keys)
        } else {
            PermissionSet::EMPTY
        }
    }

    pub(crate) fn has(&self, workspace: u32, permission: Permission) -> bool {
        self.permissions(workspace).has(permission)
    }

    /// Manages the workspace in which the dashboard is opened, or the dashboard's own one.
    pub(crate) fn manages(&self, spot: &Spot<'_>) -> bool {
        self.has(spot.workspace, Permission::Manage) || (!spot.own() && self.has(spot.board.home, Permission::Manage))
    }

    /// The effective level (01-access: Effective level, steps 3 to 7).
    pub(crate) fn level(&self, spot: &Spot<'_>) -> Option<Level> {
        let here = self.permissions(spot.workspace);
        if !here.has(Permission::View) {
            return None;
        }
        let manages = here.has(Permission::Manage) || (!spot.own() && self.has(spot.board.home, Permission::Manage));
        if manages {
            return Some(spot.cap());
        }
        self.granted(spot)
    }

    /// Whether a grant of `edit` or `manage` leads to expect that saving works.
    pub(crate) fn holds_edit(&self, spot: &Spot<'_>) -> bool {
        let mut found = self.manages(spot);
        intersect(self.keys, &spot.board.grants, |cell| {
            found |= cell.level == GrantLevel::Edit && spot.span.contains(&cell.workspace);
        });
        found
    }

    /// What grants and blocks give, permissions aside (steps 5 to 7).
    pub(crate) fn granted(&self, spot: &Spot<'_>) -> Option<Level> {
        let mut tally = Tally::default();
        intersect(self.keys, &spot.board.grants, |cell| {
            if spot.span.contains(&cell.workspace) {
                tally.add(cell.level);
            }
        });
        tally.level(spot)
    }
}

impl Snapshot {
    /// Where a dashboard stands; `None` when one of the two is unknown or the dashboard does not reach the workspace.
    pub(crate) fn spot(&self, at: DashboardAt) -> Option<Spot<'_>> {
        let board = self.boards.find(at.dashboard)?;
        self.spot_of(board, self.tree.index(at.workspace)?)
    }

    pub(crate) fn spot_of<'s>(&'s self, board: &'s Board, workspace: u32) -> Option<Spot<'s>> {
        let path = &self.tree.node(workspace)?.path;
        let position = path.iter().position(|w| *w == board.home)?;
        Some(Spot {
            board,
            workspace,
            span: path.get(..=position)?,
        })
    }

    /// Whether the facts let a share go on (idle time and used-up views are statistics, not facts).
    pub(crate) fn stands(&self, share: &Share, now: Instant) -> Result<(), EndReason> {
        if let ShareState::Ended(reason) = share.state {
            return Err(reason);
        }
        let at = DashboardAt {
            dashboard: share.dashboard,
            workspace: share.workspace,
        };
        let Some(spot) = self.spot(at) else {
            return Err(EndReason::DashboardDeleted);
        };
        if share.terms.expires_at.is_some_and(|end| end <= now) {
            return Err(EndReason::Expired);
        }
        let owner = self.people.user_index(share.owner).and_then(|i| Eyes::of_user(self, i));
        match owner.and_then(|eyes| eyes.level(&spot)) {
            Some(Level::Share | Level::Edit) => Ok(()),
            Some(Level::View) | None => Err(EndReason::OwnerLostAccess),
        }
    }

    /// Whether a share opens at this moment.
    pub(crate) fn opens(&self, share: &Share, now: Instant) -> bool {
        share.state == ShareState::Live
            && share.terms.starts_at.is_none_or(|start| start <= now)
            && self.stands(share, now).is_ok()
    }
}

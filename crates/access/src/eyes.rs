//! One principal against one snapshot: permissions and levels as it holds them. The algorithm of levels is here, once; where
//! grants are found is in `spot`, and which principal a caller is in `who`.

use identity::caller::Via;
use model::id::{UserId, WorkspaceId};
use model::level::{GrantLevel, Level};
use model::permission::{Permission, PermissionSet};

use crate::snapshot::Snapshot;
use crate::snapshot::keys::{Key, Keys};
use crate::spot::Spot;

/// A principal whose rights count, perhaps narrowed by a token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Eyes<'s> {
    pub(crate) snapshot: &'s Snapshot,
    /// The principal itself.
    pub(crate) key: Key,
    /// Everything it is.
    pub(crate) keys: Keys<'s>,
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
    pub(crate) fn level(self, cap: Level) -> Option<Level> {
        self.best.filter(|_| !self.blocked).map(|level| level.min(cap))
    }

    /// Both together.
    pub(crate) fn join(&mut self, other: Self) {
        self.best = self.best.max(other.best);
        self.blocked |= other.blocked;
    }
}

impl<'s> Eyes<'s> {
    /// The eyes of an active user, by what they came with.
    pub(crate) fn by(snapshot: &'s Snapshot, user: UserId, via: Option<&Via>) -> Option<Self> {
        let eyes = Self::of_id(snapshot, user)?;
        Some(match via {
            Some(Via::Token {
                read_only, workspace, ..
            }) => eyes.by_token(*read_only, *workspace),
            Some(Via::Session(_)) | None => eyes,
        })
    }

    /// The same eyes where they count by a token: perhaps only reading, perhaps only in one workspace and below. A workspace that
    /// is gone leaves nothing.
    pub(crate) fn by_token(mut self, read_only: bool, workspace: Option<WorkspaceId>) -> Self {
        self.read_only = read_only;
        if let Some(workspace) = workspace {
            self.narrow = self
                .snapshot
                .tree
                .index(workspace)
                .map_or(Narrow::Nowhere, Narrow::Within);
        }
        self
    }

    /// An active user's own eyes.
    pub(crate) fn of_id(snapshot: &'s Snapshot, id: UserId) -> Option<Self> {
        let (key, keys) = snapshot.people.active(id)?;
        Some(Self::of_keys(snapshot, key, keys))
    }

    /// Any principal's eyes, without a look at whether it is active.
    pub(crate) fn of_key(snapshot: &'s Snapshot, key: Key) -> Self {
        Self::of_keys(snapshot, key, snapshot.people.keys_of(key))
    }

    const fn of_keys(snapshot: &'s Snapshot, key: Key, keys: Keys<'s>) -> Self {
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

    /// Whether rights count in this workspace at all.
    #[inline]
    fn counts(&self, workspace: u32) -> bool {
        match self.narrow {
            Narrow::Everywhere => true,
            Narrow::Within(top) => self.snapshot.tree.within(workspace, top),
            Narrow::Nowhere => false,
        }
    }

    /// Permissions on a workspace, with all that they imply.
    #[inline]
    pub(crate) fn permissions(&self, workspace: u32) -> PermissionSet {
        if self.counts(workspace) {
            self.snapshot.tree.permissions(workspace, &self.keys)
        } else {
            PermissionSet::EMPTY
        }
    }

    #[inline]
    pub(crate) fn has(&self, workspace: u32, permission: Permission) -> bool {
        self.permissions(workspace).has(permission)
    }

    /// Whether the permission holds on this workspace and all below, those to come included.
    pub(crate) fn has_below(&self, workspace: u32, permission: Permission) -> bool {
        let set = self.snapshot.tree.permissions_below(workspace, &self.keys);
        self.counts(workspace) && set.has(permission)
    }

    /// Manages the workspace in which the object is opened, or the object's own one.
    pub(crate) fn manages(&self, spot: &Spot<'_>) -> bool {
        self.has(spot.workspace, Permission::Manage) || (!spot.own() && self.has(spot.home, Permission::Manage))
    }

    /// The effective level (docs/access.md, steps 3 to 7).
    pub(crate) fn level(&self, spot: &Spot<'_>) -> Option<Level> {
        let here = self.permissions(spot.workspace);
        if !here.has(Permission::View) {
            return None;
        }
        let manages = here.has(Permission::Manage) || (!spot.own() && self.has(spot.home, Permission::Manage));
        if manages {
            return Some(spot.cap());
        }
        self.granted(spot)
    }

    /// Whether a grant of `edit` or `manage` leads to expect that saving works.
    pub(crate) fn holds_edit(&self, spot: &Spot<'_>) -> bool {
        let mut found = self.manages(spot);
        spot.each(self.snapshot, &self.keys, |cell| {
            found |= cell.level == GrantLevel::Edit;
        });
        found
    }

    /// What grants and blocks give, permissions aside (steps 5 to 7).
    pub(crate) fn granted(&self, spot: &Spot<'_>) -> Option<Level> {
        let mut tally = Tally::default();
        spot.each(self.snapshot, &self.keys, |cell| tally.add(cell.level));
        tally.level(spot.cap())
    }
}

//! Lists as filters: the ids that a caller may see, worked out by the gate. `store` lists records by nothing else.

use model::display::Display;
use model::id::{DashboardId, DatasetId, FolderId, ShareId, WorkspaceId};
use model::level::Level;

/// A kind of object that can be listed, with what the list knows of each.
pub trait Listed: Copy + Ord {
    /// What comes with each id.
    type With: std::fmt::Debug + Clone + PartialEq;
}

impl Listed for WorkspaceId {
    type With = ();
}
impl Listed for DatasetId {
    type With = ();
}
impl Listed for ShareId {
    type With = ();
}
impl Listed for DashboardId {
    type With = DashboardFacts;
}
impl Listed for FolderId {
    type With = FolderFacts;
}

/// What a list says of one dashboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DashboardFacts {
    /// The caller's level.
    pub level: Level,
    /// Everything that is granted on it is granted to the caller alone, and it has no share that opens or is paused.
    pub private: bool,
    /// Its shares that open or are paused, by kind; none where the caller may not know of them.
    pub outside: Vec<OpenShares>,
    /// It comes from a workspace above.
    pub inherited: bool,
    /// The folder it lies in.
    pub folder: Option<FolderId>,
    /// It cannot be shared to the outside.
    pub restricted: bool,
    /// Through whose eyes its data is seen.
    pub display: Display,
}

/// How many shares of one kind a dashboard has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenShares {
    /// The word of the kind.
    pub kind: String,
    /// That are live.
    pub live: usize,
    /// That are paused.
    pub paused: usize,
}

/// What a list says of one folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FolderFacts {
    /// The caller's level; `None`: only something in it opens.
    pub level: Option<Level>,
    /// The folder it lies in.
    pub parent: Option<FolderId>,
    /// It comes from a workspace above.
    pub inherited: bool,
}

/// The ids a caller may see, sorted. Only the gate makes one; it holds for the facts of one generation.
#[must_use]
#[derive(Debug)]
pub struct Visible<Id: Listed> {
    items: Vec<(Id, Id::With)>,
    generation: u64,
}

impl<Id: Listed> Visible<Id> {
    pub(crate) fn new(mut items: Vec<(Id, Id::With)>, generation: u64) -> Self {
        items.sort_unstable_by_key(|item| item.0);
        Self { items, generation }
    }

    /// Whether this one may be seen.
    #[must_use]
    pub fn contains(&self, id: Id) -> bool {
        self.get(id).is_some()
    }

    /// What comes with this one, if it may be seen.
    #[must_use]
    pub fn get(&self, id: Id) -> Option<&Id::With> {
        let position = self.items.binary_search_by_key(&id, |item| item.0).ok()?;
        self.items.get(position).map(|item| &item.1)
    }

    /// All ids with what comes with them, in the order of ids.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Id, &Id::With)> {
        self.items.iter().map(|(id, with)| (*id, with))
    }

    /// All ids, in order.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = Id> {
        self.items.iter().map(|item| item.0)
    }

    /// How many.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Keeps those that also fulfil a condition. A filter can only shrink.
    pub fn retain(&mut self, mut keep: impl FnMut(Id, &Id::With) -> bool) {
        self.items.retain(|(id, with)| keep(*id, with));
    }

    /// Generation of the facts it was worked out on.
    #[must_use]
    pub const fn generation(&self) -> u64 {
        self.generation
    }
}

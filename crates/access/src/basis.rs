//! What an open page rests on, so that a change wakes only the pages it concerns. Rather too much than too little: a page that is woken
//! for nothing decides again and goes on; one that is not woken goes on with rights that it has lost.

use std::collections::BTreeSet;

use identity::caller::{Caller, Via};
use model::id::{UserId, WorkspaceId};

use crate::action::DashboardAt;
use crate::change::{Fact, Touched};
use crate::share::preview::share_of;
use crate::share::stops;
use crate::snapshot::Snapshot;
use crate::snapshot::boards::Board;

/// The facts that one caller's open page of one dashboard rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Basis {
    generation: u64,
    facts: BTreeSet<Fact>,
    unsure: bool,
}

impl Basis {
    pub(crate) fn of(snapshot: &Snapshot, caller: &Caller, at: DashboardAt) -> Self {
        let mut basis = Self {
            generation: snapshot.generation,
            ..Self::default()
        };
        basis.caller(snapshot, caller);
        basis.facts.insert(Fact::Dashboard(at.dashboard));
        basis.path(snapshot, at.workspace);
        if let Some(board) = snapshot.boards.find(at.dashboard) {
            basis.board(snapshot, board);
        }
        basis
    }

    /// Generation of the facts it was worked out on.
    #[must_use]
    pub const fn generation(&self) -> u64 {
        self.generation
    }

    /// The facts, in order.
    pub fn facts(&self) -> impl Iterator<Item = Fact> + '_ {
        self.facts.iter().copied()
    }

    /// Whether it rests on something that cannot be named: then every change concerns it.
    #[must_use]
    pub const fn is_unsure(&self) -> bool {
        self.unsure
    }

    /// Whether a change concerns the page.
    #[must_use]
    pub fn meets(&self, touched: &Touched) -> bool {
        self.unsure || touched.is_everything() || self.facts.iter().any(|fact| touched.has(*fact))
    }

    /// A user's groups are not named: a change of them touches the user.
    fn caller(&mut self, snapshot: &Snapshot, caller: &Caller) {
        match caller {
            Caller::Nobody | Caller::System { .. } => {}
            Caller::Job { owner } => {
                self.facts.insert(Fact::User(*owner));
            }
            Caller::User { id, via } => self.user(*id, via),
            Caller::Share { id, admitted, .. } => {
                self.facts.insert(Fact::Share(*id));
                if let Some(preview) = admitted.preview() {
                    self.user(preview.by, &preview.via);
                }
                if let Some(share) = share_of(snapshot, caller) {
                    if admitted.preview().is_some() {
                        // Who looks speaks for its owner wherever it opens a dashboard.
                        for at in stops::places(share) {
                            self.path(snapshot, at.workspace);
                        }
                    }
                    self.facts.insert(Fact::User(share.owner));
                    self.path(snapshot, share.workspace);
                    self.facts.insert(Fact::Dashboard(share.dashboard));
                    // It stands on that dashboard, whichever of its rotation is open; a share that is not made yet is in no facts.
                    if let Some(board) = snapshot.boards.find(share.dashboard) {
                        self.board(snapshot, board);
                    }
                }
            }
        }
    }

    fn user(&mut self, id: UserId, via: &Via) {
        self.facts.insert(Fact::User(id));
        if let Via::Token {
            workspace: Some(top), ..
        } = via
        {
            self.facts.insert(Fact::Workspace(*top));
        }
    }

    /// A workspace and those above it: permissions, settings, datasets and row rules. A parent is named also when it does not exist:
    /// the path goes on once it does.
    fn path(&mut self, snapshot: &Snapshot, workspace: WorkspaceId) {
        self.facts.insert(Fact::Workspace(workspace));
        let Some(position) = snapshot.tree.index(workspace) else {
            return;
        };
        for node in snapshot.tree.path_of(position) {
            let Some(node) = snapshot.tree.node(*node) else {
                continue;
            };
            let above = node.workspace.parent.into_iter().chain([node.workspace.id]);
            self.facts.extend(above.map(Fact::Workspace));
        }
    }

    /// Where a dashboard lies, what meets it there, and through whose eyes it is seen.
    fn board(&mut self, snapshot: &Snapshot, board: &Board) {
        if let Some(user) = board.display.identity() {
            self.facts.insert(Fact::User(user));
        }
        match snapshot.tree.node(board.home) {
            Some(home) => self.path(snapshot, home.workspace.id),
            None => self.unsure = true,
        }
        for node in snapshot.tree.path_of(board.home) {
            if let Some(node) = snapshot.tree.node(*node) {
                self.facts.insert(Fact::Policies(node.workspace.id));
            }
        }
        let Some(folder) = board.folder else { return };
        self.unsure |= snapshot.folders.node(folder).is_none();
        for folder in snapshot.folders.path(board.folder, board.home) {
            let Some(node) = snapshot.folders.node(*folder) else {
                continue;
            };
            let around = node.folder.parent.into_iter().chain([node.folder.id]);
            self.facts.extend(around.map(Fact::Folder));
        }
        // A folder of another workspace does not hold the dashboard until it is moved.
        if let Some(node) = snapshot.folders.node(folder) {
            self.facts.insert(Fact::Folder(node.folder.id));
        }
    }
}

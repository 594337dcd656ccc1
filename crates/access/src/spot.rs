//! Where an object stands as seen from the workspace it is opened in, and every grant that is meant there: on itself, on the
//! folders around it, by policies. Finds; does not decide.

use model::level::{GrantLevel, Level};

use crate::action::{DashboardAt, FolderAt};
use crate::snapshot::Snapshot;
use crate::snapshot::boards::Board;
use crate::snapshot::cell::Cell;
use crate::snapshot::folders;
use crate::snapshot::keys::{Key, Keys, intersect};
use crate::snapshot::policies::Meeting;

/// A dashboard or folder, opened in a workspace that it reaches.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spot<'s> {
    pub(crate) object: Object<'s>,
    /// Its own workspace.
    pub(crate) home: u32,
    /// Where it is opened.
    pub(crate) workspace: u32,
    /// From there up to its own workspace, both included: grants made in these count.
    pub(crate) span: &'s [u32],
    /// Grants on itself.
    grants: &'s [Cell],
    /// Folders around it, the innermost first.
    folders: &'s [u32],
    /// Policies for its workspace, and the tags by which they meet it.
    meeting: Option<(&'s Meeting, &'s [u32])>,
}

/// What stands there.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Object<'s> {
    Board(&'s Board),
    Folder(u32, &'s folders::Node),
}

/// A grant that is meant here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) key: Key,
    /// Where it was made.
    pub(crate) workspace: u32,
    pub(crate) level: GrantLevel,
    pub(crate) layer: Layer,
}

/// What the grant is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layer {
    /// The object itself.
    Own,
    /// A folder around it.
    Folder(u32),
    /// Whatever carries a tag.
    Policy(u32),
}

impl<'s> Spot<'s> {
    /// Opened in its own workspace.
    pub(crate) const fn own(&self) -> bool {
        self.workspace == self.home
    }

    /// The highest level that exists here.
    pub(crate) const fn cap(&self) -> Level {
        if self.own() { Level::Edit } else { Level::Share }
    }

    /// The dashboard, if it is one.
    pub(crate) const fn board(&self) -> Option<&'s Board> {
        match self.object {
            Object::Board(board) => Some(board),
            Object::Folder(..) => None,
        }
    }

    /// Folders around it, the innermost first.
    pub(crate) const fn folders(&self) -> &'s [u32] {
        self.folders
    }

    /// Visits every grant for one of these principals.
    #[inline]
    pub(crate) fn each(&self, snapshot: &Snapshot, keys: &Keys<'_>, mut visit: impl FnMut(Found)) {
        intersect(keys, self.grants, |cell| self.made(cell, Layer::Own, &mut visit));
        for (folder, grants) in self.around(snapshot) {
            intersect(keys, grants, |cell| self.made(cell, Layer::Folder(folder), &mut visit));
        }
        for rules in self.rules() {
            intersect(keys, rules, |rule| visit(self.met(*rule)));
        }
    }

    /// Visits every grant, whoever has it.
    pub(crate) fn all(&self, snapshot: &Snapshot, mut visit: impl FnMut(Found)) {
        for cell in self.grants {
            self.made(cell, Layer::Own, &mut visit);
        }
        for (folder, grants) in self.around(snapshot) {
            for cell in grants {
                self.made(cell, Layer::Folder(folder), &mut visit);
            }
        }
        for rules in self.rules() {
            for rule in rules {
                visit(self.met(*rule));
            }
        }
    }

    #[inline]
    fn made(&self, cell: &Cell, layer: Layer, visit: &mut impl FnMut(Found)) {
        if self.span.contains(&cell.workspace) {
            visit(Found {
                key: cell.key,
                workspace: cell.workspace,
                level: cell.level,
                layer,
            });
        }
    }

    /// A policy counts as made in the own workspace of what it meets.
    #[inline]
    const fn met(&self, rule: crate::snapshot::policies::Rule) -> Found {
        Found {
            key: rule.key,
            workspace: self.home,
            level: rule.level,
            layer: Layer::Policy(rule.policy),
        }
    }

    fn around<'a>(&self, snapshot: &'a Snapshot) -> impl Iterator<Item = (u32, &'a [Cell])>
    where
        's: 'a,
    {
        let nodes = self.folders.iter();
        nodes.filter_map(|folder| Some((*folder, &*snapshot.folders.node(*folder)?.grants)))
    }

    fn rules(&self) -> impl Iterator<Item = &'s [crate::snapshot::policies::Rule]> {
        let met = self.meeting.into_iter();
        met.flat_map(|(meeting, tags)| tags.iter().filter_map(|tag| meeting.get(tag).map(|rules| &**rules)))
    }
}

impl Snapshot {
    /// Where a dashboard stands; `None` when one of the two is unknown or the dashboard does not reach the workspace.
    #[inline]
    pub(crate) fn spot(&self, at: DashboardAt) -> Option<Spot<'_>> {
        let board = self.boards.find(at.dashboard)?;
        self.spot_of(board, self.tree.index(at.workspace)?)
    }

    #[inline]
    pub(crate) fn spot_of<'s>(&'s self, board: &'s Board, workspace: u32) -> Option<Spot<'s>> {
        let meeting = self.policies.meeting(board.home).filter(|_| !board.tags.is_empty());
        Some(Spot {
            object: Object::Board(board),
            home: board.home,
            workspace,
            span: self.span(workspace, board.home)?,
            grants: &board.grants,
            folders: self.folders.path(board.folder, board.home),
            meeting: meeting.map(|meeting| (meeting, &*board.tags)),
        })
    }

    /// Where a folder stands, as [`Self::spot`].
    pub(crate) fn folder_spot(&self, at: FolderAt) -> Option<Spot<'_>> {
        let (position, node) = self.folders.find(at.folder)?;
        self.folder_spot_of(position, node, self.tree.index(at.workspace)?)
    }

    pub(crate) fn folder_spot_of<'s>(
        &'s self,
        position: u32,
        node: &'s folders::Node,
        workspace: u32,
    ) -> Option<Spot<'s>> {
        Some(Spot {
            object: Object::Folder(position, node),
            home: node.home,
            workspace,
            span: self.span(workspace, node.home)?,
            grants: &node.grants,
            folders: node.path.get(1..).unwrap_or_default(),
            meeting: None,
        })
    }

    /// From a workspace up to another, both included.
    #[inline]
    pub(crate) fn span(&self, workspace: u32, home: u32) -> Option<&[u32]> {
        let path = self.tree.path_of(workspace);
        let position = path.iter().position(|w| *w == home)?;
        path.get(..=position)
    }
}

//! What one may change, by the oracle: handing out, folders and moving, tags.

use access::action::{DashboardAt, FolderAt};
use access::facts::DashboardFact;
use model::id::{FolderId, UserId, WorkspaceId};
use model::level::{GrantLevel, Level};
use model::name::Tag;
use model::permission::Permission;
use model::principal::Principal;

use super::{Answer, Oracle, Thing};

impl Oracle<'_> {
    /// Whether somebody may know of a principal in a workspace.
    pub(crate) fn knows(&self, actor: UserId, here: WorkspaceId, target: Principal) -> bool {
        let (me, them) = (self.principals(Principal::User(actor)), self.principals(target));
        let member = |w: WorkspaceId| target == Principal::All || self.holds(&them, w, Permission::View);
        let manages = |w: WorkspaceId| self.holds(&me, w, Permission::Manage);
        let mut see = self.0.see.iter();
        let related = see.any(|(who, whom)| *who == actor && them.contains(whom));
        let mut workspaces = self.0.workspaces.iter();
        let everybody = workspaces.clone().any(|w| w.parent.is_none() && manages(w.id));
        let below = workspaces.any(|w| self.chain(w.id).contains(&here) && manages(w.id) && member(w.id));
        target == Principal::User(actor) || member(here) || everybody || below || related
    }

    /// Whether a user may know of a folder: a level on it, or something in it opens.
    pub(crate) fn sees_folder(&self, user: UserId, at: FolderAt) -> bool {
        let inside = |d: &&DashboardFact| self.folder_chain(d.folder).contains(&at.folder);
        let mut boards = self.0.dashboards.iter().filter(inside);
        self.level(user, at).is_some()
            || boards.any(|d| {
                self.level(
                    user,
                    DashboardAt {
                        dashboard: d.id,
                        workspace: at.workspace,
                    },
                )
                .is_some()
            })
    }

    /// Whether a block shuts a user out from something in a folder.
    fn shut_out(&self, user: UserId, at: FolderAt) -> bool {
        let me = self.principals(Principal::User(user));
        let reach = self.reach(at.into()).unwrap();
        let blocked = |thing: Thing| {
            let entries = self.entries(thing);
            entries
                .iter()
                .any(|e| e.level == GrantLevel::Block && reach.contains(&e.made) && me.contains(&e.who))
        };
        let workspace = at.workspace;
        let folders = self
            .0
            .folders
            .iter()
            .filter(|f| self.folder_chain(Some(f.id)).contains(&at.folder));
        let boards = self
            .0
            .dashboards
            .iter()
            .filter(|d| self.folder_chain(d.folder).contains(&at.folder));
        folders
            .map(|f| {
                FolderAt {
                    folder: f.id,
                    workspace,
                }
                .into()
            })
            .any(blocked)
            || boards
                .map(|d| {
                    DashboardAt {
                        dashboard: d.id,
                        workspace,
                    }
                    .into()
                })
                .any(blocked)
    }

    /// Handing out, on dashboards and folders alike.
    pub(crate) fn changes(
        &self,
        actor: UserId,
        thing: impl Into<Thing>,
        target: Principal,
        wanted: Option<GrantLevel>,
    ) -> Answer {
        let thing = thing.into();
        let Some(mine) = self.level(actor, thing) else {
            // A folder may be known by what lies in it, without a level on it.
            return match thing {
                Thing::Folder(at) if self.reach(thing).is_some() && self.sees_folder(actor, at) => Answer::No,
                _ => Answer::Hidden,
            };
        };
        if mine == Level::View {
            return Answer::No;
        }
        let known = match target {
            Principal::All => true,
            Principal::User(id) => self.0.users.iter().any(|u| u.id == id),
            Principal::Group(id) => self.0.groups.iter().any(|g| g.id == id),
        };
        let Some(reach) = self.reach(thing).filter(|_| known) else {
            return Answer::Hidden;
        };
        let (own, here) = (reach.len() == 1, reach[0]);
        let me = self.principals(Principal::User(actor));
        let them = self.principals(target);
        let mut direct = None;
        let mut inherited = None;
        let mut mentioned = false;
        for entry in self.entries(thing).into_iter().filter(|e| reach.contains(&e.made)) {
            if entry.who == target && entry.made == here && entry.on_itself {
                direct = Some(entry.level);
                mentioned = true;
            } else if entry.who == target {
                inherited = inherited.max(entry.level.level());
                mentioned = true;
            } else if matches!(entry.who, Principal::Group(_)) && them.contains(&entry.who) {
                inherited = inherited.max(entry.level.level());
                mentioned |= entry.level.level().is_some();
            }
        }
        if !own {
            inherited = inherited.map(|l| l.min(Level::Share));
        }
        let member = |w: WorkspaceId| target == Principal::All || self.holds(&them, w, Permission::View);
        let knows = self.knows(actor, here, target);
        if !mentioned && !knows {
            return Answer::Hidden;
        }
        let free = self.manages(&me, thing);
        let mut current = direct.and_then(GrantLevel::level).max(inherited);
        if !own {
            current = current.map(|l| l.min(Level::Share));
        }
        let lifts = direct == Some(GrantLevel::Block) && wanted != Some(GrantLevel::Block);
        let no_block = !lifts && wanted != Some(GrantLevel::Block);
        let reaches = free || (current <= Some(mine) && (no_block || mine == Level::Edit));
        let fine = match wanted {
            Some(GrantLevel::Block) => true,
            Some(to) => {
                let to = to.level();
                (to != Some(Level::Edit) || (own && member(here))) && (free || to <= Some(mine)) && to >= inherited
            }
            None => match direct.map(GrantLevel::level) {
                None => inherited.is_none() && !mentioned,
                Some(None) => true,
                Some(direct) => direct >= inherited,
            },
        };
        let raises = lifts || wanted.and_then(GrantLevel::level) > current;
        let passes_on = match thing {
            Thing::Folder(at) => free || !raises || !self.shut_out(actor, at),
            Thing::Dashboard(_) => true,
        };
        if reaches && fine && passes_on {
            Answer::Yes
        } else {
            Answer::No
        }
    }

    /// Whether `edit` on this folder lets a user put something into it; at the top `analyze` does.
    fn puts_into(&self, user: UserId, workspace: WorkspaceId, to: Option<FolderId>) -> bool {
        let who = self.principals(Principal::User(user));
        let Some(folder) = to else {
            return self.active(user) && self.holds(&who, workspace, Permission::Analyze);
        };
        let fact = self.0.folders.iter().find(|f| f.id == folder);
        fact.is_some_and(|f| f.workspace == workspace)
            && self.level(user, FolderAt { folder, workspace }) == Some(Level::Edit)
    }

    pub(crate) fn makes_in(&self, user: UserId, workspace: WorkspaceId, to: Option<FolderId>) -> bool {
        self.puts_into(user, workspace, None) && self.puts_into(user, workspace, to)
    }

    /// Moving, by what the move would do: nobody whom a block of a folder covered before is free after.
    pub(crate) fn moves(&self, user: UserId, at: DashboardAt, to: Option<FolderId>) -> bool {
        let own = self.reach(at.into()).is_some_and(|reach| reach.len() == 1);
        if !own || self.level(user, at) != Some(Level::Edit) || !self.puts_into(user, at.workspace, to) {
            return false;
        }
        let fact = self.0.dashboards.iter().find(|d| d.id == at.dashboard).unwrap();
        let who = self.principals(Principal::User(user));
        self.manages(&who, at.into()) || self.keeps_blocks(&self.folder_chain(fact.folder), &self.folder_chain(to))
    }

    fn keeps_blocks(&self, before: &[FolderId], after: &[FolderId]) -> bool {
        let blocks = |folders: &[FolderId]| -> Vec<(Principal, WorkspaceId)> {
            let all = self.0.folder_grants.iter().filter(|g| folders.contains(&g.folder));
            all.filter(|g| g.level == GrantLevel::Block)
                .map(|g| (g.principal, g.workspace))
                .collect()
        };
        self.covered(&blocks(before), &blocks(after))
    }

    /// Every workspace × principal that is blocked before is blocked after.
    fn covered(&self, before: &[(Principal, WorkspaceId)], after: &[(Principal, WorkspaceId)]) -> bool {
        before.iter().all(|(who, made)| {
            let around = self.principals(*who);
            after
                .iter()
                .any(|(other, from)| around.contains(other) && self.chain(*made).contains(from))
        })
    }

    pub(crate) fn renames_folder(&self, user: UserId, at: FolderAt) -> bool {
        let own = self.reach(at.into()).is_some_and(|reach| reach.len() == 1);
        let who = self.principals(Principal::User(user));
        own && self.level(user, at) == Some(Level::Edit) && self.holds(&who, at.workspace, Permission::Analyze)
    }

    pub(crate) fn deletes_folder(&self, user: UserId, at: FolderAt) -> bool {
        let used = self.0.folders.iter().any(|f| f.parent == Some(at.folder))
            || self.0.dashboards.iter().any(|d| d.folder == Some(at.folder));
        self.renames_folder(user, at) && !used
    }

    pub(crate) fn moves_folder(&self, user: UserId, at: FolderAt, to: Option<FolderId>) -> bool {
        let target = self.folder_chain(to);
        if !self.renames_folder(user, at) || !self.puts_into(user, at.workspace, to) || target.contains(&at.folder) {
            return false;
        }
        let who = self.principals(Principal::User(user));
        let around = self.folder_chain(Some(at.folder)).split_off(1);
        self.manages(&who, at.into()) || (!self.shut_out(user, at) && self.keeps_blocks(&around, &target))
    }

    pub(crate) fn retags(&self, user: UserId, at: DashboardAt, tags: &[Tag]) -> bool {
        if !self.saves(user, at) {
            return false;
        }
        let blocks = |tags: &[Tag]| -> Vec<(Principal, WorkspaceId)> {
            let mut after = self.0.clone();
            for d in after.dashboards.iter_mut().filter(|d| d.id == at.dashboard) {
                d.tags = tags.to_vec();
                d.folder = None;
            }
            after.grants.clear();
            let entries = Oracle(&after).entries(at.into()).into_iter();
            entries
                .filter(|e| e.level == GrantLevel::Block)
                .map(|e| (e.who, e.made))
                .collect()
        };
        let before = self.0.dashboards.iter().find(|d| d.id == at.dashboard).unwrap();
        let who = self.principals(Principal::User(user));
        self.manages(&who, at.into()) || self.covered(&blocks(&before.tags), &blocks(tags))
    }

    /// Holds `manage` on a workspace by an entry that holds below it too.
    pub(crate) fn manages_below(&self, user: UserId, at: WorkspaceId) -> bool {
        let who = self.principals(Principal::User(user));
        let chain = self.chain(at);
        let mut entries = self
            .0
            .permissions
            .iter()
            .filter(|e| who.contains(&e.principal) && chain.contains(&e.workspace));
        self.active(user) && entries.any(|e| e.below.has(Permission::Manage))
    }
}

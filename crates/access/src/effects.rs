//! Who gains and who loses by a change of rights, by name: told to whoever makes it, before it is made. Levels are those that `decide` goes
//! by, on the facts as they would be.

use std::collections::BTreeMap;

use model::folder::FolderGrant;
use model::grant::Grant;
use model::id::{DashboardId, GroupId, UserId};
use model::level::{GrantLevel, Level};
use model::name::Title;
use model::people::Group;
use model::policy::Policy;
use model::principal::Principal;

use crate::action::{
    ChangePolicy, FolderAt, ManageOrganisation, MoveDashboard, MoveFolder, SeeFolderGrants, SeeGrants,
};
use crate::change::FactPatch;
use crate::eyes::Eyes;
use crate::facts::{DashboardFact, DashboardGrants, FolderGrants};
use crate::gate::Gate;
use crate::listing;
use crate::proof::Granted;
use crate::snapshot::Snapshot;
use crate::snapshot::boards::Board;
use crate::snapshot::cell::Cell;
use crate::snapshot::keys::Key;
use crate::supposing::supposing;

/// What a change of rights does to people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effects {
    /// Who may more than before, by name.
    pub gain: Vec<Effect>,
    /// Who may less, by name.
    pub lose: Vec<Effect>,
    /// Everybody was looked at; otherwise there are too many, and there may be more.
    pub whole: bool,
}

/// What it does to one user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Who.
    pub user: UserId,
    /// As shown.
    pub name: Title,
    /// On how many dashboards.
    pub dashboards: usize,
    /// The level before, on the first of them.
    pub before: Option<Level>,
    /// The level after it.
    pub after: Option<Level>,
}

/// Changes of grants: whose, and to what; `None` removes.
pub type GrantChanges<'a> = &'a [(Principal, Option<GrantLevel>)];

impl Gate {
    /// Of changed grants on a dashboard. Decides nothing about them.
    #[must_use]
    pub fn effects_of_grants(&self, may: &Granted<'_, SeeGrants>, changes: GrantChanges<'_>, steps: usize) -> Effects {
        let (now, at) = (self.snapshot(), *may.on());
        let Some(mut board) = now.boards.find(at.dashboard).map(|board| facts_of(&now, board)) else {
            return Effects::default();
        };
        for (principal, to) in changes {
            board
                .grants
                .retain(|grant| grant.principal != *principal || grant.workspace != at.workspace);
            board.grants.extend(to.map(|level| Grant {
                dashboard: at.dashboard,
                workspace: at.workspace,
                principal: *principal,
                level,
            }));
        }
        let change = FactPatch {
            dashboards: vec![(at.dashboard, Some(board))],
            ..FactPatch::default()
        };
        let workspace = now.tree.index(at.workspace);
        Compared::new(&now, change, steps).everybody(workspace, |board| board.id == at.dashboard)
    }

    /// Of moving a dashboard.
    #[must_use]
    pub fn effects_of_move(&self, may: &Granted<'_, MoveDashboard>, steps: usize) -> Effects {
        let (now, at) = (self.snapshot(), may.on().at);
        let Some(mut board) = now.boards.find(at.dashboard).map(|board| facts_of(&now, board)) else {
            return Effects::default();
        };
        board.fact.folder = may.on().to;
        let home = now.tree.index(board.fact.workspace);
        let change = FactPatch {
            dashboards: vec![(at.dashboard, Some(board))],
            ..FactPatch::default()
        };
        Compared::new(&now, change, steps).everybody(home, |board| board.id == at.dashboard)
    }

    /// Of changed grants on a folder, for all dashboards in it.
    #[must_use]
    pub fn effects_of_folder_grants(
        &self,
        may: &Granted<'_, SeeFolderGrants>,
        changes: GrantChanges<'_>,
        steps: usize,
    ) -> Effects {
        let at = *may.on();
        self.effects_of_folder(at, steps, |folder| {
            for (principal, to) in changes {
                let other = |grant: &FolderGrant| grant.principal != *principal || grant.workspace != at.workspace;
                folder.grants.retain(other);
                folder.grants.extend(to.map(|level| FolderGrant {
                    folder: at.folder,
                    workspace: at.workspace,
                    principal: *principal,
                    level,
                }));
            }
        })
    }

    /// Of moving a folder, for all dashboards in it.
    #[must_use]
    pub fn effects_of_folder_move(&self, may: &Granted<'_, MoveFolder>, steps: usize) -> Effects {
        let to = may.on().to;
        self.effects_of_folder(may.on().at, steps, |folder| folder.folder.parent = to)
    }

    fn effects_of_folder(&self, at: FolderAt, steps: usize, change: impl FnOnce(&mut FolderGrants)) -> Effects {
        let now = self.snapshot();
        let Some((position, node)) = now.folders.find(at.folder) else {
            return Effects::default();
        };
        let grants = node.grants.iter().filter_map(|cell| {
            let (principal, workspace) = named(&now, cell)?;
            Some(FolderGrant {
                folder: at.folder,
                workspace,
                principal,
                level: cell.level,
            })
        });
        let mut folder = FolderGrants {
            folder: node.folder.as_ref().clone(),
            grants: grants.collect(),
        };
        change(&mut folder);
        let change = FactPatch {
            folders: vec![(at.folder, Some(folder))],
            ..FactPatch::default()
        };
        let inside = |board: &Board| now.folders.path(board.folder, board.home).contains(&position);
        Compared::new(&now, change, steps).everybody(now.tree.index(at.workspace), inside)
    }

    /// Of a policy that is made, changed or removed.
    #[must_use]
    pub fn effects_of_policy(&self, may: &Granted<'_, ChangePolicy>, steps: usize) -> Effects {
        let (now, wanted) = (self.snapshot(), may.on());
        let Some(workspace) = now.tree.index(wanted.workspace) else {
            return Effects::default();
        };
        let kept = now.policies.made_in(workspace);
        let mut policies: Vec<Policy> = kept.map(|(_, policy)| policy.as_ref().clone()).collect();
        let before = wanted.policy.and_then(|id| now.policies.find(id));
        let tags: Vec<_> = before
            .map(|policy| policy.rule.tag.clone())
            .into_iter()
            .chain(wanted.to.as_ref().map(|rule| rule.tag.clone()))
            .filter_map(|tag| now.tags.find(tag.tag()))
            .collect();
        policies.retain(|policy| Some(policy.id) != wanted.policy);
        policies.extend(wanted.to.clone().map(|rule| Policy {
            id: wanted.policy.unwrap_or_else(|| model::id::PolicyId::new(may.op().now)),
            workspace: wanted.workspace,
            rule,
        }));
        let change = FactPatch {
            policies: vec![(wanted.workspace, policies)],
            ..FactPatch::default()
        };
        let mut compared = Compared::new(&now, change, steps);
        for below in now.tree.indexes().filter(|below| now.tree.within(*below, workspace)) {
            compared.all_of(below, |board| board.tags.iter().any(|tag| tags.contains(tag)));
        }
        compared.told()
    }

    /// Of users who become members of a group, or are named in it no more.
    #[must_use]
    pub fn effects_of_members(
        &self,
        _may: &Granted<'_, ManageOrganisation>,
        group: GroupId,
        changes: &[(UserId, bool)],
        steps: usize,
    ) -> Effects {
        let concerned: Vec<UserId> = changes.iter().map(|(user, _)| *user).collect();
        self.effects_of_group(group, &concerned, steps, |group| {
            let mut group = group.clone();
            for (user, member) in changes {
                if *member {
                    group.members.insert(*user);
                } else {
                    group.members.remove(user);
                }
            }
            Some(group)
        })
    }

    /// Of deleting a group.
    #[must_use]
    pub fn effects_without_group(
        &self,
        _may: &Granted<'_, ManageOrganisation>,
        group: GroupId,
        steps: usize,
    ) -> Effects {
        let snapshot = self.snapshot();
        let key = snapshot.people.key(Principal::Group(group));
        let members = key.into_iter().flat_map(|key| snapshot.people.members(key));
        let mut members: Vec<UserId> = members.map(|(_, node)| node.user.id).collect();
        members.sort_unstable();
        members.dedup();
        self.effects_of_group(group, &members, steps, |_| None)
    }

    fn effects_of_group(
        &self,
        group: GroupId,
        concerned: &[UserId],
        steps: usize,
        change: impl FnOnce(&Group) -> Option<Group>,
    ) -> Effects {
        let now = self.snapshot();
        let key = now.people.key(Principal::Group(group)).and_then(Key::as_group);
        let Some(node) = key.and_then(|group| now.people.group(group)) else {
            return Effects::default();
        };
        let change = FactPatch {
            groups: vec![(group, change(&node.group))],
            ..FactPatch::default()
        };
        let mut compared = Compared::new(&now, change, steps);
        for user in concerned {
            compared.one(*user);
        }
        compared.told()
    }
}

/// Two states of the facts, compared user by user and dashboard by dashboard.
struct Compared<'s> {
    now: &'s Snapshot,
    then: Snapshot,
    /// How much more is looked at.
    steps: usize,
    whole: bool,
    /// By user: dashboards gained and lost.
    found: BTreeMap<UserId, [Vec<Differing>; 2]>,
}

/// A dashboard and somebody's level on it before and after.
type Differing = (DashboardId, Option<Level>, Option<Level>);

impl<'s> Compared<'s> {
    fn new(now: &'s Snapshot, change: FactPatch, steps: usize) -> Self {
        Self {
            then: supposing(now, change),
            now,
            steps,
            whole: true,
            found: BTreeMap::new(),
        }
    }

    fn step(&mut self) -> bool {
        self.whole = self.steps > 0;
        self.steps = self.steps.saturating_sub(1);
        self.whole
    }

    fn note(&mut self, user: UserId, differing: Differing) {
        let (_, before, after) = differing;
        if before != after {
            let [gain, lose] = self.found.entry(user).or_default();
            if after > before {
                gain.push(differing);
            } else {
                lose.push(differing);
            }
        }
    }

    /// All active users, on some dashboards as they are opened in this workspace.
    fn all_of(&mut self, workspace: u32, concerns: impl Fn(&Board) -> bool) {
        let now = self.now;
        let homes = now.tree.path_of(workspace).iter();
        let boards: Vec<&Board> = homes
            .flat_map(|home| now.boards.at_home(*home))
            .filter(|b| concerns(b))
            .collect();
        if boards.is_empty() {
            return;
        }
        for (key, node) in now.people.users().filter(|(_, node)| node.active()) {
            let before = Eyes::of_key(now, key);
            // Who does not see the workspace opens nothing in it, before and after.
            if !before.has(workspace, model::permission::Permission::View) {
                continue;
            }
            for board in &boards {
                if !self.step() {
                    return;
                }
                let level = |eyes: &Eyes<'_>, snapshot: &Snapshot| {
                    let board = snapshot.boards.find(board.id)?;
                    eyes.level(&snapshot.spot_of(board, workspace)?)
                };
                let after = level(&Eyes::of_key(&self.then, key), &self.then);
                self.note(node.user.id, (board.id, level(&before, now), after));
            }
        }
    }

    fn everybody(mut self, workspace: Option<u32>, concerns: impl Fn(&Board) -> bool) -> Effects {
        if let Some(workspace) = workspace {
            self.all_of(workspace, concerns);
        }
        self.told()
    }

    /// One user, on everything that opens for them, wherever.
    fn one(&mut self, user: UserId) {
        let reach = |snapshot: &Snapshot, steps: &mut usize| {
            let mut levels: BTreeMap<DashboardId, Level> = BTreeMap::new();
            let Some(eyes) = Eyes::of_id(snapshot, user) else {
                return levels;
            };
            for workspace in snapshot.tree.indexes() {
                listing::opened(&eyes, workspace, |_, board, level| {
                    *steps = steps.saturating_sub(1);
                    let best = levels.entry(board.id).or_insert(level);
                    *best = level.max(*best);
                });
            }
            levels
        };
        if !self.step() {
            return;
        }
        let before = reach(self.now, &mut self.steps);
        let after = reach(&self.then, &mut self.steps);
        for (board, level) in &before {
            self.note(user, (*board, Some(*level), after.get(board).copied()));
        }
        for (board, level) in &after {
            if !before.contains_key(board) {
                self.note(user, (*board, None, Some(*level)));
            }
        }
    }

    fn told(self) -> Effects {
        let mut effects = Effects {
            whole: self.whole,
            ..Effects::default()
        };
        for (user, [gain, lose]) in self.found {
            let Some((_, node)) = self.now.people.find_user(user) else {
                continue;
            };
            let effect = |list: &[Differing]| {
                let (_, before, after) = *list.first()?;
                Some(Effect {
                    user,
                    name: node.user.name.clone(),
                    dashboards: list.len(),
                    before,
                    after,
                })
            };
            effects.gain.extend(effect(&gain));
            effects.lose.extend(effect(&lose));
        }
        for side in [&mut effects.gain, &mut effects.lose] {
            side.sort_by_cached_key(|effect| (effect.name.as_str().to_lowercase(), effect.user));
        }
        effects
    }
}

/// Whose grant it is and where it was made; `None`: somebody who is gone.
fn named(snapshot: &Snapshot, cell: &Cell) -> Option<(Principal, model::id::WorkspaceId)> {
    let principal = snapshot.people.principal(cell.key)?;
    Some((principal, snapshot.tree.node(cell.workspace)?.workspace.id))
}

/// A dashboard as the facts say it.
fn facts_of(snapshot: &Snapshot, board: &Board) -> DashboardGrants {
    let home = snapshot.tree.node(board.home).map(|node| node.workspace.id);
    let home = home.unwrap_or(model::id::WorkspaceId::from_number(0));
    let folder = board.folder.and_then(|folder| snapshot.folders.node(folder));
    let grants = board.grants.iter().filter_map(|cell| {
        let (principal, workspace) = named(snapshot, cell)?;
        Some(Grant {
            dashboard: board.id,
            workspace,
            principal,
            level: cell.level,
        })
    });
    DashboardGrants {
        fact: DashboardFact {
            folder: folder.map(|node| node.folder.id),
            tags: snapshot.tags.names(&board.tags),
            restricted: board.restricted,
            display: board.display,
            ..DashboardFact::new(board.id, home)
        },
        grants: grants.collect(),
    }
}

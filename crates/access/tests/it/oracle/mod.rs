//! The naive oracle: docs/access.md read aloud, over plain lists. Shares no code with the gate; slow and obvious on purpose.
//! Levels and shares are here; `handing` has what one may change, `rows` which rows are seen.

mod handing;
mod rows;

use std::collections::BTreeSet;

use access::action::{DashboardAt, FolderAt};
use access::facts::Facts;
use model::Instant;
use model::display::Display;
use model::id::{DashboardId, FolderId, GroupId, UserId, WorkspaceId};
use model::level::{GrantLevel, Level};
use model::people::UserStatus;
use model::permission::Permission;
use model::policy::Reach;
use model::principal::Principal;
use model::share::{Share, ShareState};

pub(crate) struct Oracle<'f>(pub(crate) &'f Facts);

/// How a change of a grant is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Yes,
    No,
    Hidden,
}

/// What grants are on.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Thing {
    Dashboard(DashboardAt),
    Folder(FolderAt),
}

impl From<DashboardAt> for Thing {
    fn from(at: DashboardAt) -> Self {
        Self::Dashboard(at)
    }
}

impl From<FolderAt> for Thing {
    fn from(at: FolderAt) -> Self {
        Self::Folder(at)
    }
}

/// Something granted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    who: Principal,
    made: WorkspaceId,
    level: GrantLevel,
    on_itself: bool,
}

pub(crate) type Row = Vec<(&'static str, Option<&'static str>)>;
type Principals = BTreeSet<Principal>;

impl Oracle<'_> {
    pub(crate) fn active(&self, user: UserId) -> bool {
        self.0
            .users
            .iter()
            .any(|u| u.id == user && u.status == UserStatus::Active)
    }

    /// Step 1.
    pub(crate) fn principals(&self, who: Principal) -> Principals {
        let mut set: Principals = [Principal::All, who].into();
        if let Principal::User(id) = who {
            let Some(user) = self.0.users.iter().find(|u| u.id == id) else {
                return set;
            };
            for group in &self.0.groups {
                let computed = group.rule.as_ref().is_some_and(|rule| {
                    user.attributes
                        .iter()
                        .any(|(k, vs)| *k == rule.attribute && vs.contains(&rule.contains))
                });
                if computed || group.members.contains(&id) {
                    set.insert(Principal::Group(group.id));
                }
            }
        }
        loop {
            let before = set.len();
            for group in &self.0.groups {
                if set.contains(&Principal::Group(group.id)) {
                    let exists = |id: &&GroupId| self.0.groups.iter().any(|g| g.id == **id);
                    set.extend(group.parents.iter().filter(exists).map(|p| Principal::Group(*p)));
                }
            }
            if set.len() == before {
                return set;
            }
        }
    }

    pub(crate) fn chain(&self, from: WorkspaceId) -> Vec<WorkspaceId> {
        let mut chain = vec![from];
        while let Some(up) = self
            .0
            .workspaces
            .iter()
            .find(|w| Some(&w.id) == chain.last())
            .and_then(|w| w.parent)
        {
            chain.push(up);
        }
        chain
    }

    /// Step 2.
    pub(crate) fn holds(&self, who: &Principals, at: WorkspaceId, wanted: Permission) -> bool {
        use Permission as P;
        let chain = self.chain(at);
        let mut given = BTreeSet::new();
        for entry in self.0.permissions.iter().filter(|e| who.contains(&e.principal)) {
            if entry.workspace == at {
                given.extend(entry.here.iter());
            }
            if chain.contains(&entry.workspace) {
                given.extend(entry.below.iter());
            }
        }
        let sharing = [P::SharingCreate, P::SharingEdit, P::SharingEnd];
        given.contains(&wanted)
            || given.contains(&P::Manage)
            || (wanted == P::View && !given.is_empty())
            || (wanted == P::SharingSee && sharing.iter().any(|p| given.contains(p)))
    }

    /// Workspaces from where it is opened up to its own; `None` when it does not reach there.
    pub(crate) fn reach(&self, thing: Thing) -> Option<Vec<WorkspaceId>> {
        let (home, workspace) = match thing {
            Thing::Dashboard(at) => {
                let dashboard = self.0.dashboards.iter().find(|d| d.id == at.dashboard)?;
                (dashboard.workspace, at.workspace)
            }
            Thing::Folder(at) => {
                let folder = self.0.folders.iter().find(|f| f.id == at.folder)?;
                (folder.workspace, at.workspace)
            }
        };
        self.0.workspaces.iter().find(|w| w.id == workspace)?;
        let chain = self.chain(workspace);
        let end = chain.iter().position(|w| *w == home)?;
        Some(chain[..=end].to_vec())
    }

    /// The folders around something, innermost first, beginning with this one.
    pub(crate) fn folder_chain(&self, first: Option<FolderId>) -> Vec<FolderId> {
        let mut chain = Vec::new();
        let mut next = first;
        while let Some(folder) = next.and_then(|id| self.0.folders.iter().find(|f| f.id == id)) {
            chain.push(folder.id);
            next = folder.parent;
        }
        chain
    }

    /// Everything that is granted on a thing, wherever it was granted. A policy is as a grant made in the own workspace.
    pub(crate) fn entries(&self, thing: Thing) -> Vec<Entry> {
        let mut entries = Vec::new();
        let folders = match thing {
            Thing::Dashboard(at) => {
                let dashboard = self.0.dashboards.iter().find(|d| d.id == at.dashboard).unwrap();
                for g in self.0.grants.iter().filter(|g| g.dashboard == at.dashboard) {
                    entries.push(Entry {
                        who: g.principal,
                        made: g.workspace,
                        level: g.level,
                        on_itself: true,
                    });
                }
                for p in &self.0.policies {
                    let above = self.chain(dashboard.workspace).contains(&p.workspace);
                    let reaches = p.workspace == dashboard.workspace || (p.rule.reach == Reach::HereAndBelow && above);
                    if reaches && dashboard.tags.contains(p.rule.tag.tag()) {
                        let made = dashboard.workspace;
                        entries.push(Entry {
                            who: p.rule.principal,
                            made,
                            level: p.rule.level,
                            on_itself: false,
                        });
                    }
                }
                self.folder_chain(dashboard.folder)
            }
            Thing::Folder(at) => {
                for g in self.0.folder_grants.iter().filter(|g| g.folder == at.folder) {
                    entries.push(Entry {
                        who: g.principal,
                        made: g.workspace,
                        level: g.level,
                        on_itself: true,
                    });
                }
                self.folder_chain(Some(at.folder)).split_off(1)
            }
        };
        for g in self.0.folder_grants.iter().filter(|g| folders.contains(&g.folder)) {
            entries.push(Entry {
                who: g.principal,
                made: g.workspace,
                level: g.level,
                on_itself: false,
            });
        }
        entries
    }

    pub(crate) fn manages(&self, who: &Principals, thing: Thing) -> bool {
        let Some(reach) = self.reach(thing) else { return false };
        self.holds(who, reach[0], Permission::Manage) || self.holds(who, reach[reach.len() - 1], Permission::Manage)
    }

    /// Steps 3 to 7.
    pub(crate) fn level_of(&self, who: &Principals, thing: impl Into<Thing>) -> Option<Level> {
        let thing = thing.into();
        let reach = self.reach(thing)?;
        if !self.holds(who, reach[0], Permission::View) {
            return None;
        }
        let cap = if reach.len() == 1 { Level::Edit } else { Level::Share };
        if self.manages(who, thing) {
            return Some(cap);
        }
        let entries = self.entries(thing);
        let mine = entries
            .iter()
            .filter(|e| reach.contains(&e.made) && who.contains(&e.who));
        let levels: Vec<GrantLevel> = mine.map(|e| e.level).collect();
        if levels.contains(&GrantLevel::Block) {
            return None;
        }
        let order = [GrantLevel::Edit, GrantLevel::Share, GrantLevel::View];
        let best = order.into_iter().find(|l| levels.contains(l))?;
        Some(match best {
            GrantLevel::Edit => cap,
            GrantLevel::Share => Level::Share,
            _ => Level::View,
        })
    }

    pub(crate) fn level(&self, user: UserId, thing: impl Into<Thing>) -> Option<Level> {
        if !self.active(user) {
            return None;
        }
        self.level_of(&self.principals(Principal::User(user)), thing)
    }

    /// Step 8.
    pub(crate) fn saves(&self, user: UserId, at: DashboardAt) -> bool {
        let own = self.reach(at.into()).is_some_and(|reach| reach.len() == 1);
        let who = self.principals(Principal::User(user));
        own && self.level(user, at) == Some(Level::Edit) && self.holds(&who, at.workspace, Permission::Analyze)
    }

    pub(crate) fn sees_shares(&self, user: UserId, at: DashboardAt) -> bool {
        let who = self.principals(Principal::User(user));
        self.level(user, at) >= Some(Level::Share) && self.holds(&who, at.workspace, Permission::SharingSee)
    }

    /// Whether a user may let data be seen through these eyes, in the dashboard's own workspace.
    pub(crate) fn displays(&self, user: UserId, at: DashboardAt, to: Display) -> bool {
        let own = self.reach(at.into()).is_some_and(|reach| reach.len() == 1);
        if !own || self.level(user, at) != Some(Level::Edit) {
            return false;
        }
        let Display::User(whose) = to else { return true };
        let (me, them) = (
            self.principals(Principal::User(user)),
            self.principals(Principal::User(whose)),
        );
        let allowed = user == whose || self.holds(&me, at.workspace, Permission::RunAs);
        allowed && self.active(whose) && self.holds(&them, at.workspace, Permission::View)
    }

    /// Whether a dashboard may leave at all with this user as the owner of the share.
    fn may_leave(&self, user: UserId, dashboard: DashboardId) -> bool {
        let Some(fact) = self.0.dashboards.iter().find(|d| d.id == dashboard) else {
            return false;
        };
        let home = DashboardAt {
            dashboard,
            workspace: fact.workspace,
        };
        let identity = fact.display == Display::Viewer || self.displays(user, home, fact.display);
        !fact.restricted && identity
    }

    pub(crate) fn makes_shares(&self, user: UserId, at: DashboardAt) -> bool {
        let who = self.principals(Principal::User(user));
        let may =
            self.level(user, at) >= Some(Level::Share) && self.holds(&who, at.workspace, Permission::SharingCreate);
        may && self.may_leave(user, at.dashboard)
    }

    pub(crate) fn stands(&self, share: &Share, now: Instant) -> bool {
        let at = DashboardAt {
            dashboard: share.dashboard,
            workspace: share.workspace,
        };
        !matches!(share.state, ShareState::Ended(_))
            && share.terms.expires_at.is_none_or(|end| now < end)
            && self.level(share.owner, at) >= Some(Level::Share)
            && self.may_leave(share.owner, share.dashboard)
    }

    pub(crate) fn opens(&self, share: &Share, now: Instant) -> bool {
        share.state == ShareState::Live && share.terms.starts_at.is_none_or(|s| s <= now) && self.stands(share, now)
    }

    /// Where a share opens a dashboard: its own, or one of its rotation.
    pub(crate) fn place(share: &Share, dashboard: DashboardId) -> Option<DashboardAt> {
        let stop = share.terms.rotation.iter().find(|stop| stop.dashboard == dashboard);
        let workspace = if dashboard == share.dashboard {
            Some(share.workspace)
        } else {
            stop.map(|stop| stop.workspace.unwrap_or(share.workspace))
        };
        workspace.map(|workspace| DashboardAt { dashboard, workspace })
    }

    /// Whether a share shows a dashboard: it opens, and each beside its own stands on its own ground.
    pub(crate) fn shows(&self, share: &Share, at: DashboardAt, now: Instant) -> bool {
        let turns = || self.level(share.owner, at) >= Some(Level::Share) && self.may_leave(share.owner, at.dashboard);
        self.opens(share, now)
            && Self::place(share, at.dashboard) == Some(at)
            && (at.dashboard == share.dashboard || turns())
    }

    /// PRIVATE: everything that gives somebody something gives it to this user, and nothing leads outside.
    pub(crate) fn private(&self, user: UserId, at: DashboardAt) -> bool {
        let home = self
            .0
            .dashboards
            .iter()
            .find(|d| d.id == at.dashboard)
            .unwrap()
            .workspace;
        let counts = |e: &Entry| e.level != GrantLevel::Block && self.chain(e.made).contains(&home);
        let who: BTreeSet<Principal> = self
            .entries(at.into())
            .into_iter()
            .filter(counts)
            .map(|e| e.who)
            .collect();
        let shows = |share: &Share| share.dashboard == at.dashboard || share.terms.stop(at.dashboard).is_some();
        let outside = self.0.shares.iter().any(|share| share.state.is_open() && shows(share));
        who == [Principal::User(user)].into() && !outside
    }
}

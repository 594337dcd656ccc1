//! The large organisation that is measured, the same in every run.

use std::collections::BTreeSet;

use access::facts::{DashboardFact, Facts};
use model::folder::{Folder, FolderGrant};
use model::grant::Grant;
use model::id::{DashboardId, FolderId, GroupId, PolicyId, UserId, WorkspaceId};
use model::level::GrantLevel;
use model::name::{AttributeName, Email, Tag, Title};
use model::people::{Group, GroupRule, User, UserStatus};
use model::permission::{Permission, PermissionSet};
use model::policy::{Policy, PolicyRule, Reach, TagSelector};
use model::principal::Principal;
use model::workspace::{PermissionEntry, Workspace};

pub(crate) const USERS: u64 = 100_000;
pub(crate) const GROUPS: u64 = 5_000;
pub(crate) const DASHBOARDS: u64 = 20_000;
pub(crate) const GRANTS: u64 = 1_000_000;
pub(crate) const WORKSPACES: u64 = 200;
pub(crate) const FOLDERS: u64 = 2_000;

/// A small generator of numbers, the same in every run.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// Ids as spread as real ones.
pub(crate) fn spread(number: u64) -> u128 {
    (u128::from(number) << 64) | u128::from((number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

pub(crate) fn user(number: u64) -> UserId {
    UserId::from_number(spread(number))
}

pub(crate) fn group(number: u64) -> GroupId {
    GroupId::from_number(spread(number))
}

pub(crate) fn workspace(number: u64) -> WorkspaceId {
    WorkspaceId::from_number(spread(number))
}

pub(crate) fn dashboard(number: u64) -> DashboardId {
    DashboardId::from_number(spread(number))
}

const LEVELS: [GrantLevel; 3] = [GrantLevel::View, GrantLevel::Share, GrantLevel::Edit];

fn level(numbers: &mut Numbers) -> GrantLevel {
    let position = usize::try_from(numbers.below(3)).unwrap_or(0);
    LEVELS.get(position).copied().unwrap_or(GrantLevel::View)
}

fn principal(numbers: &mut Numbers) -> Principal {
    match numbers.below(10) {
        0..=5 => Principal::Group(group(numbers.below(GROUPS))),
        _ => Principal::User(user(numbers.below(USERS))),
    }
}

pub(crate) fn organisation() -> Result<Facts, &'static str> {
    let mut numbers = Numbers(42);
    let mut facts = Facts {
        generation: 1,
        ..Facts::default()
    };
    tree(&mut facts, &mut numbers)?;
    people(&mut facts, &mut numbers)?;
    for n in 0..FOLDERS {
        // Every tenth at the top of its workspace, the others in one of the same workspace.
        let home = (n / 10) % WORKSPACES;
        let parent = (n % 10 != 0).then(|| n - n % 10 + numbers.below(n % 10));
        facts.folders.push(Folder {
            id: FolderId::from_number(spread(n)),
            workspace: workspace(home),
            parent: parent.map(|parent| FolderId::from_number(spread(parent))),
            name: Title::new(&format!("Folder {n}"))?,
        });
        for _ in 0..3 {
            facts.folder_grants.push(FolderGrant {
                folder: FolderId::from_number(spread(n)),
                workspace: workspace(home),
                principal: principal(&mut numbers),
                level: level(&mut numbers),
            });
        }
    }
    for n in 0..100 {
        facts.policies.push(Policy {
            id: PolicyId::from_number(spread(n)),
            workspace: workspace(n % 20),
            rule: PolicyRule {
                name: Title::new(&format!("Policy {n}"))?,
                reach: Reach::HereAndBelow,
                tag: TagSelector::new(&format!("team=t{}", n % 50))?,
                principal: Principal::Group(group(numbers.below(GROUPS))),
                level: level(&mut numbers),
            },
        });
    }
    let mut homes = Vec::new();
    for n in 0..DASHBOARDS {
        let home = if n % 2 == 0 { 0 } else { numbers.below(WORKSPACES) };
        let mut fact = DashboardFact::new(dashboard(n), workspace(home));
        if n % 3 == 0 {
            // Folder numbers of a workspace stand ten in a row, once per round of workspaces.
            fact.folder = Some(FolderId::from_number(spread(home * 10 + numbers.below(10))));
        }
        if n % 2 == 0 {
            fact.tags.push(Tag::new(&format!("team=t{}", numbers.below(50)))?);
        }
        facts.dashboards.push(fact);
        homes.push(home);
    }
    for n in 0..GRANTS {
        let number = n % DASHBOARDS;
        let home = usize::try_from(number).ok().and_then(|number| homes.get(number));
        facts.grants.push(Grant {
            dashboard: dashboard(number),
            workspace: workspace(*home.ok_or("a dashboard")?),
            principal: principal(&mut numbers),
            level: level(&mut numbers),
        });
    }
    Ok(facts)
}

/// The root, seven below it, and the rest below those.
fn tree(facts: &mut Facts, numbers: &mut Numbers) -> Result<(), &'static str> {
    for n in 0..WORKSPACES {
        let parent = match n {
            0 => None,
            1..=7 => Some(0),
            _ => Some(n % 7 + 1),
        };
        facts.workspaces.push(Workspace {
            id: workspace(n),
            name: Title::new(&format!("Workspace {n}"))?,
            parent: parent.map(workspace),
            settings: Default::default(),
            sharing: Default::default(),
            brand: Default::default(),
        });
    }
    let view: PermissionSet = [Permission::View, Permission::App].into_iter().collect();
    facts.permissions.push(PermissionEntry {
        workspace: workspace(0),
        principal: Principal::All,
        here: PermissionSet::EMPTY,
        below: view,
    });
    for n in 0..2_000 {
        facts.permissions.push(PermissionEntry {
            workspace: workspace(numbers.below(WORKSPACES)),
            principal: Principal::Group(group(n)),
            here: PermissionSet::EMPTY.with(Permission::Analyze),
            below: PermissionSet::EMPTY.with(Permission::ExportData),
        });
    }
    Ok(())
}

/// Groups four deep; each below the first layer is inside of two of the layer above; one in ten is computed.
fn people(facts: &mut Facts, numbers: &mut Numbers) -> Result<(), &'static str> {
    let area = AttributeName::new("area")?;
    for n in 0..USERS {
        let areas: BTreeSet<String> = [format!("a{}", numbers.below(500))].into();
        facts.users.push(User {
            id: user(n),
            email: Email::new(&format!("user{n}@example.org"))?,
            name: Title::new(&format!("User {n}"))?,
            attributes: [(area.clone(), areas)].into(),
            status: UserStatus::Active,
            created_at: chrono::DateTime::default(),
            sharing_consent: Some(chrono::DateTime::default()),
        });
    }
    for n in 0..GROUPS {
        let layer = GROUPS / 4;
        let parents = if n < layer {
            BTreeSet::new()
        } else {
            let above = (n / layer - 1) * layer;
            (0..2).map(|_| group(above + numbers.below(layer))).collect()
        };
        let rule = (n % 10 == 9).then(|| GroupRule {
            attribute: area.clone(),
            contains: format!("a{}", n / 10),
        });
        facts.groups.push(Group {
            id: group(n),
            name: Title::new(&format!("Group {n}"))?,
            parents,
            members: (0..60).map(|_| user(numbers.below(USERS))).collect(),
            rule,
        });
    }
    Ok(())
}

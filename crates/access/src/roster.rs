//! Look-ups about people for the screens that administer them: who is in which group and how, what somebody leaves behind, whose
//! eyes may be chosen. Decides nothing; what needs a proof takes one.

use std::sync::Arc;

use model::display::Display;
use model::id::{GroupId, PolicyId, UserId, WorkspaceId};
use model::name::{Email, Title};
use model::people::{Group, User};
use model::permission::PermissionSet;
use model::principal::Principal;

use crate::action::{ManageOrganisation, ManageWorkspace, SeePeople, SeeReach, SetDisplay};
use crate::display;
use crate::eyes::Eyes;
use crate::gate::Gate;
use crate::handout;
use crate::names::{found, names};
use crate::proof::Granted;
use crate::share::standing;
use crate::snapshot::Snapshot;
use crate::snapshot::keys::Key;
use crate::who::Who;

/// A group that a user is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Which.
    pub group: GroupId,
    /// As shown.
    pub name: Title,
    /// By the group's rule, not by hand.
    pub computed: bool,
}

/// Who is in a group and what is inside of it.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupPeople {
    /// The group.
    pub group: Arc<Group>,
    /// Members named by hand, by name.
    pub direct: Vec<Arc<User>>,
    /// Members by the rule who are not named, by name.
    pub computed: Vec<Arc<User>>,
    /// Groups inside of it, by name.
    pub children: Vec<Arc<Group>>,
}

/// A principal as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPrincipal {
    /// Who.
    pub principal: Principal,
    /// As shown; none of all users.
    pub name: Option<Title>,
    /// Of a user.
    pub email: Option<Email>,
}

/// What goes or ends with a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Leaves {
    /// Grants on dashboards and folders, and policies for this user.
    pub grants: usize,
    /// Groups that name the user by hand.
    pub groups: usize,
    /// Shares that have not ended.
    pub shares: usize,
}

impl Gate {
    /// Whom a manager of a workspace may give permissions to: those whom they may see.
    #[must_use]
    pub fn principals(
        &self,
        may: &Granted<'_, ManageWorkspace>,
        query: &str,
        after: Option<Principal>,
        limit: usize,
    ) -> Vec<NamedPrincipal> {
        let snapshot = self.snapshot();
        let named = |key| {
            let (name, email) = names(&snapshot, key);
            Some(NamedPrincipal {
                principal: snapshot.people.principal(key)?,
                name,
                email,
            })
        };
        let (Some(actor), Some(workspace)) = (Who::of(&snapshot, may.op()).user(), snapshot.tree.index(*may.on()))
        else {
            return Vec::new();
        };
        let seen = found(&snapshot, query, after).filter(|key| handout::may_see(&actor, workspace, *key));
        seen.filter_map(named).take(limit).collect()
    }

    /// Groups a user is in, by hand or by rule, by name; not those around them.
    #[must_use]
    pub fn memberships(&self, _may: &Granted<'_, ManageOrganisation>, user: UserId) -> Vec<Membership> {
        let snapshot = self.snapshot();
        let people = &snapshot.people;
        let index = people.find_user(user).and_then(|(key, _)| key.as_user());
        let groups = index.map(|user| people.existing_groups(user)).unwrap_or_default();
        let nodes = groups.iter().filter_map(|key| people.group(key.as_group()?));
        let mut found: Vec<_> = nodes.collect();
        found.sort_by(|a, b| (&a.folded, a.group.id).cmp(&(&b.folded, b.group.id)));
        let membership = |group: &Group| Membership {
            group: group.id,
            name: group.name.clone(),
            computed: !group.members.contains(&user),
        };
        found.into_iter().map(|node| membership(&node.group)).collect()
    }

    /// How many users are in exactly this group, by hand or by rule.
    #[must_use]
    pub fn group_size(&self, _may: &Granted<'_, ManageOrganisation>, group: GroupId) -> usize {
        let snapshot = self.snapshot();
        members(&snapshot, group).len()
    }

    /// Who is in a group: at most `limit` of each kind. `None`: there is no such group.
    #[must_use]
    pub fn group_people(
        &self,
        _may: &Granted<'_, ManageOrganisation>,
        group: GroupId,
        limit: usize,
    ) -> Option<GroupPeople> {
        let snapshot = self.snapshot();
        let people = &snapshot.people;
        let node = people
            .key(Principal::Group(group))?
            .as_group()
            .and_then(|g| people.group(g))?;
        let found = members(&snapshot, group);
        let mut users: Vec<_> = found.iter().filter_map(|key| people.user(key.as_user()?)).collect();
        users.sort_by(|a, b| (&a.folded, a.user.id).cmp(&(&b.folded, b.user.id)));
        let named = |user: &User| node.group.members.contains(&user.id);
        let all = || users.iter().map(|node| &node.user);
        let children = people
            .groups()
            .filter(|(_, inner)| inner.group.parents.contains(&group));
        Some(GroupPeople {
            group: Arc::clone(&node.group),
            direct: all().filter(|user| named(user)).take(limit).cloned().collect(),
            computed: all().filter(|user| !named(user)).take(limit).cloned().collect(),
            children: children
                .map(|(_, inner)| Arc::clone(&inner.group))
                .take(limit)
                .collect(),
        })
    }

    /// The shortest way up from a group to another, both included; empty when there is none.
    #[must_use]
    pub fn group_way(&self, _may: &Granted<'_, SeePeople>, from: GroupId, to: GroupId) -> Vec<Title> {
        let snapshot = self.snapshot();
        let people = &snapshot.people;
        let group = |id: GroupId| {
            people
                .key(Principal::Group(id))?
                .as_group()
                .and_then(|g| people.group(g))
        };
        let mut ways = vec![vec![from]];
        let mut seen = vec![from];
        while !ways.is_empty() {
            if let Some(way) = ways.iter().find(|way| way.last() == Some(&to)) {
                return way
                    .iter()
                    .filter_map(|id| Some(group(*id)?.group.name.clone()))
                    .collect();
            }
            let mut next = Vec::new();
            for way in ways {
                let above = way
                    .last()
                    .and_then(|last| group(*last))
                    .map(|node| node.group.parents.clone());
                for parent in above
                    .into_iter()
                    .flatten()
                    .filter(|parent| !seen.contains(parent))
                    .collect::<Vec<_>>()
                {
                    seen.push(parent);
                    next.push([&*way, &[parent]].concat());
                }
            }
            ways = next;
        }
        Vec::new()
    }

    /// What goes or ends with a user.
    #[must_use]
    pub fn leaves(&self, _may: &Granted<'_, ManageOrganisation>, user: UserId) -> Leaves {
        let snapshot = self.snapshot();
        let Some((key, _)) = snapshot.people.find_user(user) else {
            return Leaves::default();
        };
        let of = |cells: &[crate::snapshot::cell::Cell]| cells.iter().filter(|cell| cell.key == key).count();
        let workspaces = || snapshot.tree.indexes();
        let folders = workspaces()
            .flat_map(|w| snapshot.folders.at_home(w))
            .map(|(_, node)| of(&node.grants));
        let policies = workspaces().flat_map(|w| snapshot.policies.made_in(w));
        let policies = policies
            .filter(|(_, policy)| policy.rule.principal == Principal::User(user))
            .count();
        let groups = key
            .as_user()
            .map(|index| snapshot.people.existing_groups(index))
            .unwrap_or_default();
        let named = groups.iter().filter_map(|key| snapshot.people.group(key.as_group()?));
        Leaves {
            grants: snapshot.boards.granted_to(key).len() + folders.sum::<usize>() + policies,
            groups: named.filter(|node| node.group.members.contains(&user)).count(),
            shares: standing::open(&snapshot).filter(|share| share.owner == user).count(),
        }
    }

    /// What a principal holds in a workspace, from wherever it comes, with all that it implies. Who is disabled holds nothing.
    #[must_use]
    pub fn permissions_of(&self, may: &Granted<'_, SeeReach>) -> PermissionSet {
        let snapshot = self.snapshot();
        let (of, people) = (may.on(), &snapshot.people);
        let (Some(key), Some(workspace)) = (people.key(of.principal), snapshot.tree.index(of.workspace)) else {
            return PermissionSet::EMPTY;
        };
        let disabled = key
            .as_user()
            .and_then(|user| people.user(user))
            .is_some_and(|node| !node.active());
        if disabled {
            return PermissionSet::EMPTY;
        }
        Eyes::of_key(&snapshot, key).permissions(workspace)
    }

    /// Users through whose eyes the caller may let a dashboard be seen, whose name or address contains `query`: by name, the
    /// page that follows the user `after`.
    #[must_use]
    pub fn display_candidates(
        &self,
        may: &Granted<'_, SetDisplay>,
        query: &str,
        after: Option<UserId>,
        limit: usize,
    ) -> Vec<Arc<User>> {
        let snapshot = self.snapshot();
        let Some(spot) = snapshot.spot(may.on().at) else {
            return Vec::new();
        };
        let Some(actor) = Who::of(&snapshot, may.op()).user() else {
            return Vec::new();
        };
        let query = query.trim().to_lowercase();
        let start = after.and_then(|id| snapshot.people.find_user(id));
        let start = start.map_or(("", UserId::from_number(0)), |(_, node)| (&*node.folded, node.user.id));
        let rest = snapshot.people.users_after(start);
        let met = rest.filter(|(_, node)| node.folded.contains(&query) || node.user.email.as_str().contains(&query));
        let choosable =
            met.filter(|(_, node)| display::may_choose(&actor, spot.home, Display::User(node.user.id)).is_ok());
        choosable.take(limit).map(|(_, node)| Arc::clone(&node.user)).collect()
    }

    /// Where a policy was made, to say where it is changed. Reveals nothing by itself: ask before telling anybody.
    #[must_use]
    pub fn policy_home(&self, id: PolicyId) -> Option<WorkspaceId> {
        Some(self.snapshot().policies.find(id)?.workspace)
    }
}

/// Users in exactly this group, each once.
fn members(snapshot: &Snapshot, group: GroupId) -> Vec<Key> {
    let key = snapshot.people.key(Principal::Group(group));
    let Some(group) = key.and_then(Key::as_group) else {
        return Vec::new();
    };
    let mut keys: Vec<Key> = snapshot.people.own_members(group).map(|(key, _)| key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

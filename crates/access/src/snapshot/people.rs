//! Users and groups with their transitive memberships, worked out once per generation.

use std::collections::HashMap;
use std::sync::Arc;

use model::id::{GroupId, UserId};
use model::people::{Group, User, UserStatus};
use model::principal::Principal;

use super::keys::{IdMap, Key, index};

/// Everybody.
#[derive(Debug)]
pub(crate) struct People {
    users: Vec<UserNode>,
    groups: Vec<GroupNode>,
    user_index: IdMap<UserId, u32>,
    group_index: IdMap<GroupId, u32>,
}

/// A user and all principals they are.
#[derive(Debug)]
pub(crate) struct UserNode {
    pub(crate) user: Arc<User>,
    /// All users, every group transitively, the user; sorted.
    pub(crate) keys: Box<[Key]>,
    /// Principals the user may see by relation; sorted.
    pub(crate) sees: Box<[Key]>,
}

impl UserNode {
    pub(crate) fn active(&self) -> bool {
        self.user.status == UserStatus::Active
    }
}

/// A group and all principals whose grants hold for its members.
#[derive(Debug)]
pub(crate) struct GroupNode {
    pub(crate) group: Arc<Group>,
    /// All users, the group and the groups it is inside of; sorted.
    pub(crate) keys: Box<[Key]>,
}

impl People {
    pub(crate) fn new(users: Vec<User>, groups: Vec<Group>, see: &[(UserId, Principal)]) -> Self {
        let user_index: IdMap<UserId, u32> = users.iter().enumerate().map(|(i, u)| (u.id, index(i))).collect();
        let group_index: IdMap<GroupId, u32> = groups.iter().enumerate().map(|(i, g)| (g.id, index(i))).collect();

        let above: Vec<Box<[Key]>> = groups.iter().map(|g| closure(g.id, &groups, &group_index)).collect();
        let mut direct: Vec<Vec<u32>> = vec![Vec::new(); users.len()];
        let mut computed: HashMap<(&str, &str), Vec<u32>> = HashMap::new();
        for (position, group) in groups.iter().enumerate() {
            for member in &group.members {
                if let Some(list) = user_index.get(member).and_then(|i| direct.get_mut(*i as usize)) {
                    list.push(index(position));
                }
            }
            if let Some(rule) = &group.rule {
                let key = (rule.attribute.as_str(), rule.contains.as_str());
                computed.entry(key).or_default().push(index(position));
            }
        }
        for (user, list) in users.iter().zip(&mut direct) {
            for (attribute, values) in &user.attributes {
                for value in values {
                    if let Some(groups) = computed.get(&(attribute.as_str(), value.as_str())) {
                        list.extend(groups);
                    }
                }
            }
        }
        let keys: Vec<Box<[Key]>> = direct
            .iter()
            .enumerate()
            .map(|(position, groups)| {
                let own = [Key::ALL, Key::user(index(position))];
                let of_groups = groups.iter().filter_map(|g| above.get(*g as usize)).flatten().copied();
                sorted(own.into_iter().chain(of_groups).collect())
            })
            .collect();

        let mut seen: IdMap<UserId, Vec<Key>> = IdMap::default();
        for (who, whom) in see {
            let key = match whom {
                Principal::All => Some(Key::ALL),
                Principal::Group(id) => group_index.get(id).copied().map(Key::group),
                Principal::User(id) => user_index.get(id).copied().map(Key::user),
            };
            seen.entry(*who).or_default().extend(key);
        }
        let groups: Vec<GroupNode> = groups
            .into_iter()
            .zip(above)
            .map(|(group, keys)| GroupNode {
                group: Arc::new(group),
                keys,
            })
            .collect();
        let users = users
            .into_iter()
            .zip(keys)
            .map(|(user, keys)| UserNode {
                sees: sorted(seen.remove(&user.id).unwrap_or_default()),
                user: Arc::new(user),
                keys,
            })
            .collect();
        Self {
            users,
            groups,
            user_index,
            group_index,
        }
    }

    pub(crate) fn user(&self, index: u32) -> Option<&UserNode> {
        self.users.get(index as usize)
    }

    pub(crate) fn group(&self, index: u32) -> Option<&GroupNode> {
        self.groups.get(index as usize)
    }

    pub(crate) fn user_index(&self, id: UserId) -> Option<u32> {
        self.user_index.get(&id).copied()
    }

    pub(crate) fn users(&self) -> impl Iterator<Item = (Key, &UserNode)> {
        self.users
            .iter()
            .enumerate()
            .map(|(i, node)| (Key::user(index(i)), node))
    }

    pub(crate) fn groups(&self) -> impl Iterator<Item = (Key, &GroupNode)> {
        self.groups
            .iter()
            .enumerate()
            .map(|(i, node)| (Key::group(index(i)), node))
    }

    /// The principal in compact form; `None` for one that does not exist.
    pub(crate) fn key(&self, principal: Principal) -> Option<Key> {
        match principal {
            Principal::All => Some(Key::ALL),
            Principal::Group(id) => self.group_index.get(&id).copied().map(Key::group),
            Principal::User(id) => self.user_index(id).map(Key::user),
        }
    }

    pub(crate) fn principal(&self, key: Key) -> Option<Principal> {
        if let Some(user) = key.as_user() {
            return Some(Principal::User(self.user(user)?.user.id));
        }
        match key.as_group() {
            Some(group) => Some(Principal::Group(self.group(group)?.group.id)),
            None => Some(Principal::All),
        }
    }

    /// All principals whose grants hold for this one.
    pub(crate) fn keys_of(&self, key: Key) -> &[Key] {
        if let Some(user) = key.as_user() {
            return self.user(user).map(|u| &*u.keys).unwrap_or_default();
        }
        match key.as_group() {
            Some(group) => self.group(group).map(|g| &*g.keys).unwrap_or_default(),
            None => &[Key::ALL],
        }
    }
}

/// The group, the groups it is inside of, and all users. Ends even where the kept groups form a circle.
fn closure(id: GroupId, groups: &[Group], positions: &IdMap<GroupId, u32>) -> Box<[Key]> {
    let mut found = vec![Key::ALL];
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        let Some(position) = positions.get(&id) else { continue };
        let key = Key::group(*position);
        if found.contains(&key) {
            continue;
        }
        found.push(key);
        if let Some(group) = groups.get(*position as usize) {
            open.extend(&group.parents);
        }
    }
    sorted(found)
}

fn sorted(mut keys: Vec<Key>) -> Box<[Key]> {
    keys.sort_unstable();
    keys.dedup();
    keys.into_boxed_slice()
}

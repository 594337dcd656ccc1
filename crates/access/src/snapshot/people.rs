//! Users and groups with their transitive memberships, kept ready for decisions.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::id::{GroupId, UserId};
use model::name::AttributeName;
use model::people::{Group, User, UserStatus};
use model::principal::Principal;

use super::keys::Key;
use super::shelf::{Bag, Index, Shelf};

/// Everybody.
#[derive(Debug, Clone, Default)]
pub(crate) struct People {
    pub(super) users: Shelf<UserSlot>,
    pub(super) groups: Shelf<GroupSlot>,
    pub(super) user_index: Index<UserId>,
    pub(super) group_index: Index<GroupId>,
    /// Attribute → value → who that makes a member of what.
    pub(super) rules: Arc<BTreeMap<AttributeName, BTreeMap<String, Computed>>>,
    /// Existing users by name, then id.
    pub(super) users_by_name: Arc<Vec<u32>>,
    /// Existing groups by name, then id.
    pub(super) groups_by_name: Arc<Vec<u32>>,
}

/// What is known under a user's position.
#[derive(Debug, Clone, Default)]
pub(super) struct UserSlot {
    pub(super) node: Option<UserNode>,
    /// Groups that name the user by hand.
    pub(super) named_in: Bag<u32>,
    /// Principals the user may see by relation; sorted.
    pub(super) sees: Bag<Key>,
}

/// A user and all principals they are.
#[derive(Debug, Clone)]
pub(crate) struct UserNode {
    pub(crate) user: Arc<User>,
    /// All users, every group transitively, the user; sorted.
    pub(crate) keys: Arc<[Key]>,
    /// Name as lists are ordered and searched.
    pub(crate) folded: Arc<str>,
}

/// What is known under a group's position.
#[derive(Debug, Clone, Default)]
pub(super) struct GroupSlot {
    pub(super) node: Option<GroupNode>,
    /// Groups that name it as a parent.
    pub(super) children: Bag<u32>,
}

/// A group and all principals whose grants hold for its members.
#[derive(Debug, Clone)]
pub(crate) struct GroupNode {
    pub(crate) group: Arc<Group>,
    /// All users, the group and the groups it is inside of; sorted.
    pub(crate) keys: Arc<[Key]>,
    /// Name as lists are ordered and searched.
    pub(crate) folded: Arc<str>,
}

/// What one value of an attribute makes of its carriers.
#[derive(Debug, Clone, Default)]
pub(super) struct Computed {
    /// Groups with this rule.
    pub(super) groups: Vec<u32>,
    /// Users who carry the value.
    pub(super) users: Bag<u32>,
}

impl UserNode {
    pub(crate) fn active(&self) -> bool {
        self.user.status == UserStatus::Active
    }
}

impl People {
    pub(crate) fn user(&self, index: u32) -> Option<&UserNode> {
        self.users.get(index)?.node.as_ref()
    }

    pub(crate) fn group(&self, index: u32) -> Option<&GroupNode> {
        self.groups.get(index)?.node.as_ref()
    }

    pub(crate) fn user_index(&self, id: UserId) -> Option<u32> {
        self.user_index.find(id)
    }

    /// An existing user by id.
    pub(crate) fn find_user(&self, id: UserId) -> Option<(Key, &UserNode)> {
        let index = self.user_index(id)?;
        Some((Key::user(index), self.user(index)?))
    }

    /// All users by name.
    pub(crate) fn users(&self) -> impl Iterator<Item = (Key, &UserNode)> {
        let ordered = self.users_by_name.iter();
        ordered.filter_map(|i| Some((Key::user(*i), self.user(*i)?)))
    }

    /// All groups by name.
    pub(crate) fn groups(&self) -> impl Iterator<Item = (Key, &GroupNode)> {
        let ordered = self.groups_by_name.iter();
        ordered.filter_map(|i| Some((Key::group(*i), self.group(*i)?)))
    }

    /// Users by name, those after this place only.
    pub(crate) fn users_after(&self, after: (&str, UserId)) -> impl Iterator<Item = (Key, &UserNode)> {
        let before = |i: &u32| self.user(*i).is_some_and(|node| (&*node.folded, node.user.id) <= after);
        let start = self.users_by_name.partition_point(before);
        let ordered = self.users_by_name.iter().skip(start);
        ordered.filter_map(|i| Some((Key::user(*i), self.user(*i)?)))
    }

    /// Principals a user may see by relation.
    pub(crate) fn sees(&self, user: u32) -> &[Key] {
        self.users
            .get(user)
            .map(|slot| slot.sees.as_slice())
            .unwrap_or_default()
    }

    /// The principal in compact form; `None` for one that does not exist.
    pub(crate) fn key(&self, principal: Principal) -> Option<Key> {
        match principal {
            Principal::All => Some(Key::ALL),
            Principal::Group(id) => {
                let index = self.group_index.find(id)?;
                self.group(index).map(|_| Key::group(index))
            }
            Principal::User(id) => {
                let index = self.user_index(id)?;
                self.user(index).map(|_| Key::user(index))
            }
        }
    }

    /// The principal of a key; `None` when it does not exist (any more).
    pub(crate) fn principal(&self, key: Key) -> Option<Principal> {
        if let Some(user) = key.as_user() {
            return Some(Principal::User(self.user(user)?.user.id));
        }
        match key.as_group() {
            Some(group) => Some(Principal::Group(self.group(group)?.group.id)),
            None => Some(Principal::All),
        }
    }

    /// The principal in compact form once it was met, whether it exists or not.
    pub(crate) fn placed(&self, principal: Principal) -> Option<Key> {
        match principal {
            Principal::All => Some(Key::ALL),
            Principal::Group(id) => self.group_index.find(id).map(Key::group),
            Principal::User(id) => self.user_index.find(id).map(Key::user),
        }
    }

    pub(crate) fn exists(&self, key: Key) -> bool {
        match (key.as_user(), key.as_group()) {
            (Some(user), _) => self.user(user).is_some(),
            (None, Some(group)) => self.group(group).is_some(),
            (None, None) => true,
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

    /// Groups a user is a member of, by hand or by rule; not those around them.
    pub(crate) fn own_groups(&self, user: u32) -> Vec<Key> {
        let Some(slot) = self.users.get(user) else {
            return Vec::new();
        };
        let mut groups: Vec<Key> = slot.named_in.as_slice().iter().copied().map(Key::group).collect();
        for (attribute, values) in slot.node.iter().flat_map(|node| &node.user.attributes) {
            let rules = self.rules.get(attribute);
            let computed = rules
                .into_iter()
                .flat_map(|rules| values.iter().filter_map(|value| rules.get(value)));
            groups.extend(computed.flat_map(|computed| &computed.groups).copied().map(Key::group));
        }
        groups.retain(|group| self.exists(*group));
        groups.sort_unstable();
        groups.dedup();
        groups
    }

    /// The group and all groups inside of it.
    pub(crate) fn inside(&self, group: u32) -> Vec<u32> {
        let mut found = vec![group];
        let mut next = 0;
        while let Some(group) = found.get(next).copied() {
            next += 1;
            let children = self.groups.get(group).map(|slot| slot.children.as_slice());
            for child in children.unwrap_or_default() {
                if self.group(*child).is_some() && !found.contains(child) {
                    found.push(*child);
                }
            }
        }
        found
    }

    /// Users who are members of exactly this group, by hand or by rule; some may come twice.
    pub(crate) fn own_members(&self, group: u32) -> impl Iterator<Item = (Key, &UserNode)> {
        let node = self.group(group).map(|node| &node.group);
        let named = node.into_iter().flat_map(|group| &group.members);
        let named = named.filter_map(|id| self.find_user(*id));
        let rule = node.and_then(|group| group.rule.as_ref());
        let computed = rule.and_then(|rule| self.rules.get(&rule.attribute)?.get(&rule.contains));
        let carriers = computed.map(|computed| computed.users.as_slice()).unwrap_or_default();
        named.chain(carriers.iter().filter_map(|i| Some((Key::user(*i), self.user(*i)?))))
    }

    /// Users who are this principal; some may come twice.
    pub(crate) fn members(&self, key: Key) -> Box<dyn Iterator<Item = (Key, &UserNode)> + '_> {
        if let Some(user) = key.as_user() {
            return Box::new(self.user(user).map(|node| (key, node)).into_iter());
        }
        match key.as_group() {
            Some(group) => Box::new(self.inside(group).into_iter().flat_map(|group| self.own_members(group))),
            None => Box::new(self.users()),
        }
    }
}

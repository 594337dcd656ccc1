//! Users and groups with their transitive memberships, kept ready for decisions.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use model::id::{GroupId, UserId};
use model::name::AttributeName;
use model::people::{Group, User, UserStatus};
use model::principal::Principal;

use super::keys::{Key, Keys};
use super::shelf::{Bag, Index, Shelf};

/// Everybody.
#[derive(Debug, Clone, Default)]
pub(crate) struct People {
    pub(super) users: Shelf<UserSlot>,
    /// What decisions need of each user, apart from all else that is known of them.
    pub(super) standing: Shelf<Standing>,
    /// By user: the groups that name them by hand.
    pub(super) named_in: Shelf<Bag<u32>>,
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
    /// Principals the user may see by relation; sorted.
    pub(super) sees: Bag<Key>,
}

/// Whether a user counts, and all principals they are: all users, every group transitively, the user; sorted. The principals are
/// worked out when they are first asked for, so that a change that touches everybody has not to be paid by whoever makes it.
#[derive(Debug, Clone, Default)]
pub(super) struct Standing {
    pub(super) active: bool,
    pub(super) keys: OnceLock<Arc<[Key]>>,
}

/// A user.
#[derive(Debug, Clone)]
pub(crate) struct UserNode {
    pub(crate) user: Arc<User>,
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

    #[inline]
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

    /// A user who counts, with all principals they are.
    #[inline]
    pub(crate) fn active(&self, id: UserId) -> Option<(Key, Keys<'_>)> {
        let user = self.user_index(id)?;
        let standing = self.standing.get(user).filter(|standing| standing.active)?;
        Some((Key::user(user), Keys::new(self.keys(user, standing))))
    }

    #[inline]
    fn keys<'s>(&'s self, user: u32, standing: &'s Standing) -> &'s [Key] {
        standing.keys.get_or_init(|| self.worked_out(user))
    }

    /// Works out the principals of all users now, instead of when each is first asked for.
    pub(crate) fn work_out_all(&self) {
        for (user, standing) in self.standing.iter().filter(|(_, standing)| standing.active) {
            self.keys(user, standing);
        }
    }

    fn worked_out(&self, user: u32) -> Arc<[Key]> {
        let mut keys = vec![Key::ALL, Key::user(user)];
        for group in self.own_groups(user).filter_map(|group| self.group(group)) {
            keys.extend_from_slice(&group.keys);
        }
        keys.sort_unstable();
        keys.dedup();
        keys.into()
    }

    /// All principals whose grants hold for this one.
    pub(crate) fn keys_of(&self, key: Key) -> Keys<'_> {
        Keys::new(self.list_of(key))
    }

    fn list_of(&self, key: Key) -> &[Key] {
        if let Some(user) = key.as_user() {
            let standing = self.standing.get(user).filter(|_| self.user(user).is_some());
            return standing.map(|standing| self.keys(user, standing)).unwrap_or_default();
        }
        match key.as_group() {
            Some(group) => self.group(group).map(|g| &*g.keys).unwrap_or_default(),
            None => &[Key::ALL],
        }
    }

    /// Groups a user is a member of, by hand or by rule; not those around them. Some may come twice, or not exist.
    fn own_groups(&self, user: u32) -> impl Iterator<Item = u32> {
        let named = self.named_in.get(user).map(Bag::as_slice).unwrap_or_default();
        let rules = (!self.rules.is_empty()).then_some(&self.rules);
        let node = rules.and_then(|rules| Some((rules, self.user(user)?)));
        let computed = node.into_iter().flat_map(|(rules, node)| {
            let ruled = |(name, values)| Some((rules.get(name)?, values));
            let attributes = node.user.attributes.iter().filter_map(ruled);
            attributes.flat_map(|(rules, values)| values.iter().filter_map(|value| rules.get(value)))
        });
        named
            .iter()
            .chain(computed.flat_map(|computed| &computed.groups))
            .copied()
    }

    /// As [`Self::own_groups`]: each once, in order, those that exist.
    pub(crate) fn existing_groups(&self, user: u32) -> Vec<Key> {
        let mut groups: Vec<Key> = self.own_groups(user).map(Key::group).collect();
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

//! Changes of users, groups and the SEE relation: only what a change touches is worked out again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::id::{GroupId, UserId};
use model::name::AttributeName;
use model::people::{Attributes, Group, User};
use model::principal::Principal;

use super::keys::{IdMap, Key};
use super::people::{GroupNode, People, Standing, UserNode};
use super::shelf::Bag;
use crate::change::{self, Fact};

/// From so many on, lists by name are sorted anew instead of mended.
const MANY: usize = 64;

/// From so many users on, what all users are is forgotten at once, which is faster than to find out about each.
const FORGET_FROM: usize = 2_000;

/// What has to be worked out again.
#[derive(Debug, Default)]
struct Unsettled {
    /// Users whose groups changed; some may come twice. Empty when it is everybody.
    users: Vec<u32>,
    everybody: bool,
    groups: Vec<u32>,
    /// Users and groups whose name or existence changed.
    renamed_users: Vec<u32>,
    renamed_groups: Vec<u32>,
}

impl Unsettled {
    fn user(&mut self, user: u32) {
        if self.everybody {
            return;
        }
        self.users.push(user);
        if self.users.len() >= FORGET_FROM {
            self.everybody = true;
            self.users = Vec::new();
        }
    }
}

impl People {
    /// The principal in compact form, also when it is not known yet.
    pub(crate) fn place(&mut self, principal: Principal) -> Key {
        match principal {
            Principal::All => Key::ALL,
            Principal::Group(id) => Key::group(self.group_index.place(id)),
            Principal::User(id) => Key::user(self.user_index.place(id)),
        }
    }

    pub(crate) fn apply(
        &mut self,
        users: Vec<(UserId, Option<User>)>,
        groups: Vec<(GroupId, Option<Group>)>,
        see: Vec<(UserId, Vec<Principal>)>,
        touched: &mut change::Touched,
    ) {
        let mut unsettled = Unsettled::default();
        for (id, user) in users {
            self.user_changed(id, user, &mut unsettled);
        }
        let mut new_rules = BTreeSet::new();
        for (id, group) in groups {
            self.group_changed(id, group, &mut unsettled, &mut new_rules);
        }
        self.find_carriers(&new_rules, &mut unsettled);
        self.settle_groups(&mut unsettled);
        self.settle_users(&unsettled);
        self.order(&mut unsettled);
        self.tell(&unsettled, touched);
        for (who, whom) in see {
            let mut keys: Vec<Key> = whom.into_iter().map(|principal| self.place(principal)).collect();
            keys.sort_unstable();
            keys.dedup();
            let position = self.user_index.place(who);
            if let Some(slot) = self.users.slot(position) {
                slot.sees = keys.into();
            }
        }
    }

    fn user_changed(&mut self, id: UserId, user: Option<User>, unsettled: &mut Unsettled) {
        let position = self.user_index.place(id);
        let old = self.user(position).cloned();
        let folded = user.as_ref().map(|user| fold(user.name.as_str()));
        if old.as_ref().map(|node| &*node.folded) != folded.as_deref() {
            unsettled.renamed_users.push(position);
        }
        unsettled.user(position);
        let none = Attributes::new();
        let before = old.as_ref().map_or(&none, |node| &node.user.attributes);
        let after = user.as_ref().map_or(&none, |user| &user.attributes);
        if !self.rules.is_empty() && before != after {
            self.carries(position, before, false);
            self.carries(position, after, true);
        }
        let node = user.zip(folded).map(|(user, folded)| UserNode {
            user: Arc::new(user),
            folded,
        });
        let standing = Standing {
            active: node.as_ref().is_some_and(UserNode::active),
            ..Standing::default()
        };
        self.standing.set(position, standing);
        if let Some(slot) = self.users.slot(position) {
            slot.node = node;
        }
    }

    /// Notes with the rules on them that a user carries these values, or no more.
    fn carries(&mut self, user: u32, attributes: &Attributes, yes: bool) {
        let ruled = |(name, values): &(&AttributeName, &BTreeSet<String>)| {
            let rules = self.rules.get(*name);
            rules.is_some_and(|rules| values.iter().any(|value| rules.contains_key(value)))
        };
        let concerned: Vec<_> = attributes.iter().filter(ruled).collect();
        for (name, values) in concerned {
            let Some(rules) = Arc::make_mut(&mut self.rules).get_mut(name) else {
                continue;
            };
            for value in values {
                match rules.get_mut(value) {
                    Some(computed) if yes => computed.users.push(user),
                    Some(computed) => computed.users.remove(&user),
                    None => {}
                }
            }
        }
    }

    fn group_changed(
        &mut self,
        id: GroupId,
        group: Option<Group>,
        unsettled: &mut Unsettled,
        new_rules: &mut BTreeSet<(AttributeName, String)>,
    ) {
        let position = self.group_index.place(id);
        let old = self.group(position).cloned();
        let folded = group.as_ref().map(|group| fold(group.name.as_str()));
        if old.as_ref().map(|node| &*node.folded) != folded.as_deref() {
            unsettled.renamed_groups.push(position);
        }
        let (nobody, nothing) = (BTreeSet::new(), BTreeSet::new());
        let was = old.as_ref().map(|node| &*node.group);
        let before = was.map_or(&nobody, |group| &group.members);
        let after = group.as_ref().map_or(&nobody, |group| &group.members);
        for (users, named) in [(before.difference(after), false), (after.difference(before), true)] {
            for user in users {
                self.named(position, *user, named, unsettled);
            }
        }
        let before = was.map_or(&nothing, |group| &group.parents);
        let after = group.as_ref().map_or(&nothing, |group| &group.parents);
        for parent in before.symmetric_difference(after) {
            let parent_position = self.group_index.place(*parent);
            if let Some(slot) = self.groups.slot(parent_position) {
                if after.contains(parent) {
                    slot.children.push(position);
                } else {
                    slot.children.remove(&position);
                }
            }
        }
        let rule = |group: Option<&Group>| {
            let rule = group.and_then(|group| group.rule.as_ref());
            rule.map(|rule| (rule.attribute.clone(), rule.contains.clone()))
        };
        let (before, after) = (rule(was), rule(group.as_ref()));
        let same_shape = was.is_some() && group.is_some() && before == after;
        if before != after {
            if let Some(rule) = before {
                self.unrule(position, &rule, unsettled);
            }
            if let Some((attribute, value)) = after {
                let rules = Arc::make_mut(&mut self.rules).entry(attribute.clone()).or_default();
                if !rules.contains_key(&value) {
                    new_rules.insert((attribute, value.clone()));
                }
                let computed = rules.entry(value).or_default();
                computed.groups.push(position);
                computed.users.as_slice().iter().for_each(|user| unsettled.user(*user));
            }
        }
        let parents_stay = was.map(|group| &group.parents) == group.as_ref().map(|group| &group.parents);
        if !(same_shape && parents_stay) {
            unsettled.groups.push(position);
        }
        let node = group.zip(folded).map(|(group, folded)| GroupNode {
            group: Arc::new(group),
            keys: old.map(|node| node.keys).unwrap_or_default(),
            folded,
        });
        if let Some(slot) = self.groups.slot(position) {
            slot.node = node;
        }
    }

    /// Notes with a user that a group names them by hand, or no more.
    fn named(&mut self, group: u32, user: UserId, yes: bool, unsettled: &mut Unsettled) {
        let user = self.user_index.place(user);
        if let Some(groups) = self.named_in.slot(user) {
            if yes {
                groups.push(group);
            } else {
                groups.remove(&group);
            }
        }
        unsettled.user(user);
    }

    fn unrule(&mut self, group: u32, (attribute, value): &(AttributeName, String), unsettled: &mut Unsettled) {
        let rules = Arc::make_mut(&mut self.rules);
        let Some(values) = rules.get_mut(attribute) else { return };
        if let Some(computed) = values.get_mut(value) {
            computed.users.as_slice().iter().for_each(|user| unsettled.user(*user));
            computed.groups.retain(|other| *other != group);
            if computed.groups.is_empty() {
                values.remove(value);
            }
        }
        if values.is_empty() {
            rules.remove(attribute);
        }
    }

    /// Finds who carries values that no rule has asked for before.
    fn find_carriers(&mut self, new_rules: &BTreeSet<(AttributeName, String)>, unsettled: &mut Unsettled) {
        if new_rules.is_empty() {
            return;
        }
        let mut found: BTreeMap<(AttributeName, String), Vec<u32>> = BTreeMap::new();
        for (position, slot) in self.users.iter() {
            let Some(node) = &slot.node else { continue };
            for (attribute, values) in &node.user.attributes {
                for value in values {
                    let pair = (attribute.clone(), value.clone());
                    if new_rules.contains(&pair) {
                        unsettled.user(position);
                        found.entry(pair).or_default().push(position);
                    }
                }
            }
        }
        let rules = Arc::make_mut(&mut self.rules);
        for ((attribute, value), users) in found {
            if let Some(computed) = rules.get_mut(&attribute).and_then(|values| values.get_mut(&value)) {
                computed.users = Bag::from(users);
            }
        }
    }

    /// Works out what the unsettled groups and those inside of them are inside of.
    fn settle_groups(&mut self, unsettled: &mut Unsettled) {
        let mut open = std::mem::take(&mut unsettled.groups);
        let mut met: IdMap<u32, ()> = IdMap::default();
        while let Some(group) = open.pop() {
            if met.insert(group, ()).is_some() {
                continue;
            }
            let children = self.groups.get(group).map(|slot| slot.children.as_slice());
            open.extend(children.unwrap_or_default());
            let Some(node) = self.group(group) else { continue };
            let keys = self.closure(group);
            if *keys == *node.keys {
                continue;
            }
            let members = self.own_members(group).filter_map(|(key, _)| key.as_user());
            for user in members {
                if unsettled.everybody {
                    break;
                }
                unsettled.user(user);
            }
            if let Some(node) = self.groups.slot(group).and_then(|slot| slot.node.as_mut()) {
                node.keys = keys;
            }
        }
    }

    /// The group, the groups it is inside of, and all users. Ends even where the kept groups form a circle.
    fn closure(&self, group: u32) -> Arc<[Key]> {
        let mut found = vec![Key::ALL];
        let mut open = vec![group];
        while let Some(group) = open.pop() {
            let key = Key::group(group);
            let Some(node) = self.group(group).filter(|_| !found.contains(&key)) else {
                continue;
            };
            found.push(key);
            open.extend(node.group.parents.iter().filter_map(|id| self.group_index.find(*id)));
        }
        sorted(&mut found).into()
    }

    /// Forgets what the unsettled users are; it is worked out when somebody asks.
    fn settle_users(&mut self, unsettled: &Unsettled) {
        if unsettled.everybody {
            self.standing = self.standing.map(|standing| Standing {
                active: standing.active,
                ..Standing::default()
            });
        }
        for user in &unsettled.users {
            if let Some(standing) = self.standing.slot(*user) {
                standing.keys.take();
            }
        }
    }

    /// Says whose groups are others now. A user who is gone is named by the change itself.
    fn tell(&self, unsettled: &Unsettled, touched: &mut change::Touched) {
        if unsettled.everybody {
            touched.add_everything();
        }
        let users = unsettled.users.iter().filter_map(|user| self.user(*user));
        users.for_each(|node| touched.add(Fact::User(node.user.id)));
    }

    /// Keeps the lists by name.
    fn order(&mut self, unsettled: &mut Unsettled) {
        let mut list = std::mem::take(&mut self.users_by_name);
        let name = |user: u32| self.user(user).map(|node| (&*node.folded, node.user.id));
        reorder(&mut list, &mut unsettled.renamed_users, name);
        self.users_by_name = list;
        let mut list = std::mem::take(&mut self.groups_by_name);
        let name = |group: u32| self.group(group).map(|node| (&*node.folded, node.group.id));
        reorder(&mut list, &mut unsettled.renamed_groups, name);
        self.groups_by_name = list;
    }
}

/// Takes the renamed out of the list, which may name what exists no more, and puts those that exist in again.
fn reorder<N: Ord>(list: &mut Arc<Vec<u32>>, renamed: &mut Vec<u32>, name: impl Fn(u32) -> Option<N>) {
    if renamed.is_empty() {
        return;
    }
    renamed.sort_unstable();
    renamed.dedup();
    let list = Arc::make_mut(list);
    list.retain(|position| renamed.binary_search(position).is_err());
    renamed.retain(|position| name(*position).is_some());
    if renamed.len() > MANY {
        list.append(renamed);
        list.sort_by_cached_key(|position| name(*position));
        return;
    }
    for position in renamed.iter() {
        let at = list.partition_point(|other| name(*other) < name(*position));
        list.insert(at, *position);
    }
}

fn sorted(keys: &mut Vec<Key>) -> &[Key] {
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn fold(text: &str) -> Arc<str> {
    text.to_lowercase().into()
}

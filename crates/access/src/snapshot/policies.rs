//! Policies, ready to be asked by workspace and tag. A policy is a grant on every dashboard it meets, made in that dashboard's own workspace.

use std::collections::HashMap;
use std::sync::Arc;

use model::id::{PolicyId, WorkspaceId};
use model::level::GrantLevel;
use model::name::Tag;
use model::policy::{Policy, Reach};

use super::keys::{IdMap, Key, Keyed, index};
use super::people::People;
use super::shelf::{Bag, Index, Shelf};
use super::tree::Tree;

/// Tags in compact form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tags(HashMap<Tag, u32>);

impl Tags {
    pub(crate) fn find(&self, tag: &Tag) -> Option<u32> {
        self.0.get(tag).copied()
    }

    /// The tags that these stand for.
    pub(crate) fn names(&self, of: &[u32]) -> Vec<Tag> {
        let named = self.0.iter().filter(|(_, place)| of.contains(place));
        named.map(|(tag, _)| tag.clone()).collect()
    }

    pub(crate) fn contains(&self, tag: &Tag) -> bool {
        self.0.contains_key(tag)
    }

    pub(crate) fn place(&mut self, tag: &Tag) -> u32 {
        let next = index(self.0.len());
        *self.0.entry(tag.clone()).or_insert(next)
    }
}

/// All policies.
#[derive(Debug, Clone, Default)]
pub(crate) struct Policies {
    nodes: Shelf<Option<Arc<Policy>>>,
    index: Index<PolicyId>,
    by_workspace: Shelf<Bag<u32>>,
    /// By own workspace of dashboards: what meets those with a tag. `None`: nothing does.
    meeting: Shelf<Option<Arc<Meeting>>>,
}

/// By tag: the policies for dashboards of one workspace; sorted by principal.
pub(crate) type Meeting = IdMap<u32, Arc<[Rule]>>;

/// A policy as it meets a dashboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) key: Key,
    pub(crate) level: GrantLevel,
    pub(crate) policy: u32,
}

impl Keyed for Rule {
    #[inline]
    fn key(&self) -> Key {
        self.key
    }
}

impl Policies {
    /// Takes the policies of some workspaces, and a tree that may have changed.
    pub(crate) fn apply(
        &mut self,
        lists: Vec<(WorkspaceId, Vec<Policy>)>,
        reshaped: bool,
        people: &mut People,
        tree: &mut Tree,
        tags: &mut Arc<Tags>,
    ) {
        let mut changed: Vec<u32> = Vec::new();
        for (id, policies) in lists {
            let workspace = tree.place(id);
            changed.push(workspace);
            let old = self.by_workspace.get(workspace).cloned().unwrap_or_default();
            for position in old.as_slice() {
                if self.node(*position).is_some_and(|policy| policy.workspace == id) {
                    self.nodes.set(*position, None);
                }
            }
            let mut positions = Vec::with_capacity(policies.len());
            for policy in policies {
                let position = self.index.place(policy.id);
                // Placed here, so that nothing is to be placed when meetings are worked out.
                people.place(policy.rule.principal);
                if !tags.contains(policy.rule.tag.tag()) {
                    Arc::make_mut(tags).place(policy.rule.tag.tag());
                }
                positions.push(position);
                self.nodes.set(position, Some(Arc::new(policy)));
            }
            self.by_workspace.set(workspace, positions.into());
        }
        if changed.is_empty() && !(reshaped && self.index.length() > 0) {
            return;
        }
        let all: Vec<u32> = tree.indexes().collect();
        let touched = |w: &u32| reshaped || tree.path_of(*w).iter().any(|above| changed.contains(above));
        for workspace in all.into_iter().filter(touched) {
            let meeting = self.meet(workspace, people, tree, tags);
            self.meeting.set(workspace, meeting);
        }
    }

    fn meet(&self, workspace: u32, people: &People, tree: &Tree, tags: &Tags) -> Option<Arc<Meeting>> {
        let mut found: IdMap<u32, Vec<Rule>> = IdMap::default();
        for above in tree.path_of(workspace) {
            for (position, policy) in self.made_in(*above) {
                let reaches = *above == workspace || policy.rule.reach == Reach::HereAndBelow;
                let (Some(tag), Some(key)) = (tags.find(policy.rule.tag.tag()), people.placed(policy.rule.principal))
                else {
                    continue;
                };
                if reaches {
                    found.entry(tag).or_default().push(Rule {
                        key,
                        level: policy.rule.level,
                        policy: position,
                    });
                }
            }
        }
        let sorted = found.into_iter().map(|(tag, mut rules)| {
            rules.sort_unstable_by_key(|rule| (rule.key, rule.policy));
            (tag, Arc::from(rules))
        });
        let meeting: Meeting = sorted.collect();
        (!meeting.is_empty()).then(|| Arc::new(meeting))
    }

    /// What meets dashboards whose own workspace this is.
    #[inline]
    pub(crate) fn meeting(&self, home: u32) -> Option<&Meeting> {
        self.meeting.get(home)?.as_deref()
    }

    pub(crate) fn node(&self, index: u32) -> Option<&Arc<Policy>> {
        self.nodes.get(index)?.as_ref()
    }

    pub(crate) fn find(&self, id: PolicyId) -> Option<&Arc<Policy>> {
        self.node(self.index.find(id)?)
    }

    /// Policies made in this workspace.
    pub(crate) fn made_in(&self, workspace: u32) -> impl Iterator<Item = (u32, &Arc<Policy>)> {
        let list = self.by_workspace.get(workspace).map(Bag::as_slice).unwrap_or_default();
        list.iter().filter_map(|i| Some((*i, self.node(*i)?)))
    }
}

//! One dashboard for `casbin`: its grants and the groups of some users. Casbin walks all lines it holds for each question, so
//! that it is given the slice alone, without workspaces and folders; this favours it.

use std::collections::{BTreeSet, HashMap};

use access::facts::Facts;
use casbin::prelude::{CoreApi, DefaultModel, Enforcer, MemoryAdapter, MgmtApi};
use model::id::{DashboardId, GroupId, UserId};
use model::level::GrantLevel;
use model::principal::Principal;

use crate::cedar::Fault;
use crate::text;

const MODEL: &str = "
[request_definition]
r = sub, act
[policy_definition]
p = sub, act, eft
[role_definition]
g = _, _
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = g(r.sub, p.sub) && r.act == p.act
";

/// Casbin with one slice.
pub struct Slice(Enforcer);

impl std::fmt::Debug for Slice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Slice")
    }
}

fn name(who: Principal) -> String {
    let (kind, name) = text::principal(who);
    format!("{kind}:{name}")
}

impl Slice {
    /// The grants of a dashboard and all groups around these users.
    ///
    /// # Errors
    /// When casbin does not take them.
    pub async fn new(facts: &Facts, dashboard: DashboardId, users: &BTreeSet<UserId>) -> Result<Self, Fault> {
        let mut enforcer = Enforcer::new(DefaultModel::from_str(MODEL).await?, MemoryAdapter::default()).await?;
        let mut lines = BTreeSet::new();
        for grant in facts.grants.iter().filter(|grant| grant.dashboard == dashboard) {
            let effect = if grant.level == GrantLevel::Block {
                "deny"
            } else {
                "allow"
            };
            lines.insert(vec![name(grant.principal), "view".to_owned(), effect.to_owned()]);
        }
        enforcer.add_policies(lines.into_iter().collect()).await?;
        let mut links = BTreeSet::new();
        let parents: HashMap<GroupId, &BTreeSet<GroupId>> = facts.groups.iter().map(|g| (g.id, &g.parents)).collect();
        let mut open: Vec<GroupId> = Vec::new();
        for group in &facts.groups {
            for user in users.iter().filter(|user| group.members.contains(user)) {
                links.insert(vec![name(Principal::User(*user)), name(Principal::Group(group.id))]);
                open.push(group.id);
            }
        }
        while let Some(group) = open.pop() {
            for parent in parents.get(&group).into_iter().copied().flatten() {
                if links.insert(vec![name(Principal::Group(group)), name(Principal::Group(*parent))]) {
                    open.push(*parent);
                }
            }
        }
        enforcer.add_grouping_policies(links.into_iter().collect()).await?;
        Ok(Self(enforcer))
    }

    /// Whether a user may view.
    ///
    /// # Errors
    /// When casbin fails.
    pub fn allows(&self, user: UserId) -> Result<bool, Fault> {
        Ok(self.0.enforce((name(Principal::User(user)), "view"))?)
    }
}

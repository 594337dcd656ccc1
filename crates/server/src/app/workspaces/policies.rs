//! Policies: grants and blocks by tag. Which dashboards they meet is decided in `access`.

use std::sync::Arc;

use access::action::{ChangePolicy, PolicyChange, SeePolicies};
use access::denied::Denied;
use access::op::Op;
use model::id::{PolicyId, WorkspaceId};
use model::level::GrantLevel;
use model::name::Title;
use model::policy::{Policy, PolicyRule, Reach, TagSelector};
use model::principal::Principal;

use crate::app::error::Error;
use crate::app::{App, gone};

/// A policy with what its reader should know.
#[derive(Debug, Clone)]
pub struct ListedPolicy {
    /// The policy.
    pub policy: Policy,
    /// How many dashboards it meets now; `None`: it reaches where the caller may not look.
    pub meets: Option<usize>,
    /// Whether the caller may change it.
    pub may_change: bool,
}

/// What changes of a policy; `None` stays.
#[derive(Debug, Clone, Default)]
pub struct PolicyPatch {
    /// A new name.
    pub name: Option<Title>,
    /// Dashboards of which workspaces.
    pub reach: Option<Reach>,
    /// Dashboards that carry this tag.
    pub tag: Option<TagSelector>,
    /// To whom.
    pub principal: Option<Principal>,
    /// What.
    pub level: Option<GrantLevel>,
}

impl App {
    /// Policies made in a workspace, and those from above that reach it.
    ///
    /// # Errors
    /// Not allowed.
    pub fn policies(&self, op: &Op, workspace: WorkspaceId) -> Result<Vec<ListedPolicy>, Error> {
        let may = self.gate.allow::<SeePolicies>(op, workspace)?;
        let policies = self.gate.policies(&may);
        Ok(policies.iter().map(|policy| self.listed(op, policy)).collect())
    }

    fn listed(&self, op: &Op, policy: &Arc<Policy>) -> ListedPolicy {
        let same = |to| PolicyChange {
            workspace: policy.workspace,
            policy: Some(policy.id),
            to,
        };
        let may = self.gate.allow::<ChangePolicy>(op, same(Some(policy.rule.clone())));
        ListedPolicy {
            meets: may.as_ref().ok().map(|may| self.gate.policy_meets(may)),
            // A rule that could not be written today can still be removed.
            may_change: self.gate.allow::<ChangePolicy>(op, same(None)).is_ok(),
            policy: Policy::clone(policy),
        }
    }

    /// Makes a policy.
    ///
    /// # Errors
    /// Not allowed, unknown principal.
    pub async fn create_policy(
        &self,
        op: &Op,
        workspace: WorkspaceId,
        rule: &PolicyRule,
    ) -> Result<ListedPolicy, Error> {
        let _may = self.gate.allow::<SeePolicies>(op, workspace)?;
        self.known_principal(rule.principal, "/principal")?;
        let wanted = PolicyChange {
            workspace,
            policy: None,
            to: Some(rule.clone()),
        };
        let made = self
            .change(op, || async {
                let may = self.gate.allow::<ChangePolicy>(op, wanted.clone())?;
                self.store.policy_change(&may).await.map_err(gone)
            })
            .await?;
        Ok(self.listed(op, &Arc::new(made.ok_or_else(Error::hidden)?)))
    }

    /// Changes a policy.
    ///
    /// # Errors
    /// Unknown, not allowed, unknown principal.
    pub async fn change_policy(&self, op: &Op, id: PolicyId, wanted: &PolicyPatch) -> Result<ListedPolicy, Error> {
        let _known = self.policy(op, id)?;
        if let Some(principal) = wanted.principal {
            self.known_principal(principal, "/principal")?;
        }
        let changed = self
            .change(op, || async {
                let Policy { workspace, rule, .. } = self.policy(op, id)?;
                let rule = PolicyRule {
                    name: wanted.name.clone().unwrap_or(rule.name),
                    reach: wanted.reach.unwrap_or(rule.reach),
                    tag: wanted.tag.clone().unwrap_or(rule.tag),
                    principal: wanted.principal.unwrap_or(rule.principal),
                    level: wanted.level.unwrap_or(rule.level),
                };
                let change = PolicyChange {
                    workspace,
                    policy: Some(id),
                    to: Some(rule),
                };
                let may = self.gate.allow::<ChangePolicy>(op, change)?;
                self.store.policy_change(&may).await.map_err(gone)
            })
            .await?;
        Ok(self.listed(op, &Arc::new(changed.ok_or_else(Error::hidden)?)))
    }

    /// Removes a policy.
    ///
    /// # Errors
    /// Unknown, not allowed.
    pub async fn delete_policy(&self, op: &Op, id: PolicyId) -> Result<(), Error> {
        self.change(op, || async {
            let change = PolicyChange {
                workspace: self.policy(op, id)?.workspace,
                policy: Some(id),
                to: None,
            };
            let may = self.gate.allow::<ChangePolicy>(op, change)?;
            self.store.policy_change(&may).await.map_err(gone)?;
            Ok(())
        })
        .await
    }

    /// Decides what every change of a policy needs, its removal included.
    ///
    /// # Errors
    /// Unknown, not allowed.
    pub fn may_change_policy(&self, op: &Op, id: PolicyId) -> Result<(), Error> {
        let change = PolicyChange {
            workspace: self.policy(op, id)?.workspace,
            policy: Some(id),
            to: None,
        };
        let _may = self.gate.allow::<ChangePolicy>(op, change)?;
        Ok(())
    }

    /// A policy as it is now, for who manages the workspace where it was made. Unknown ones end where nobody looks.
    fn policy(&self, op: &Op, id: PolicyId) -> Result<Policy, Error> {
        let workspace = self.gate.policy_home(id).unwrap_or(WorkspaceId::from_number(0));
        let may = self.gate.allow::<SeePolicies>(op, workspace).map_err(hide)?;
        let policies = self.gate.policies(&may);
        let found = policies.iter().find(|policy| policy.id == id);
        found.map(|policy| Policy::clone(policy)).ok_or_else(Error::hidden)
    }
}

/// Who may not see policies does not learn which there are.
const fn hide(denied: Denied) -> Denied {
    match denied {
        Denied::Forbidden(_) => Denied::Hidden,
        other => other,
    }
}

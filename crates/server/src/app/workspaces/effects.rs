//! Who gains and who loses by a change, before it is made: the very proofs that the change needs, and nothing is changed.

use access::action::{
    ChangeFolderGrant, ChangeGrant, ChangePolicy, DashboardAt, DashboardMove, FolderAt, FolderGrantChange, FolderMove,
    GrantChange, ManageOrganisation, MoveDashboard, MoveFolder, Organisation, PolicyChange, SeeFolderGrants, SeeGrants,
};
use access::effects::Effects;
use access::op::Op;
use model::id::{FolderId, GroupId, PolicyId, UserId, WorkspaceId};
use model::invalid::Invalid;
use model::level::GrantLevel;
use model::policy::PolicyRule;
use model::principal::Principal;

use crate::app::App;
use crate::app::error::Error;
use crate::limits::{EFFECT_CHANGES, EFFECT_STEPS};

type Changes<'a> = &'a [(Principal, Option<GrantLevel>)];

/// So many at once and no more: they are worked out for everybody.
fn bounded(count: usize, pointer: &str) -> Result<(), Error> {
    if count > EFFECT_CHANGES {
        return Err(Invalid::at(pointer, format!("at most {EFFECT_CHANGES}")).into());
    }
    Ok(())
}

impl App {
    /// Of changed grants on a dashboard, or of moving it.
    ///
    /// # Errors
    /// Not allowed.
    pub fn effects_on_dashboard(
        &self,
        op: &Op,
        at: DashboardAt,
        grants: Changes<'_>,
        folder: Option<Option<FolderId>>,
    ) -> Result<Effects, Error> {
        bounded(grants.len(), "/grants")?;
        let may = self.gate.allow::<SeeGrants>(op, at)?;
        for (principal, to) in grants {
            let (principal, to) = (*principal, *to);
            let _may = self.gate.allow::<ChangeGrant>(op, GrantChange { at, principal, to })?;
        }
        let Some(to) = folder else {
            return Ok(self.gate.effects_of_grants(&may, grants, EFFECT_STEPS));
        };
        self.known_folder(op, to, at.workspace, "/folder")?;
        let may = self.gate.allow::<MoveDashboard>(op, DashboardMove { at, to })?;
        Ok(self.gate.effects_of_move(&may, EFFECT_STEPS))
    }

    /// Of changed grants on a folder, or of moving it.
    ///
    /// # Errors
    /// Not allowed.
    pub fn effects_on_folder(
        &self,
        op: &Op,
        at: FolderAt,
        grants: Changes<'_>,
        folder: Option<Option<FolderId>>,
    ) -> Result<Effects, Error> {
        bounded(grants.len(), "/grants")?;
        let may = self.gate.allow::<SeeFolderGrants>(op, at)?;
        for (principal, to) in grants {
            let (principal, to) = (*principal, *to);
            let _may = self
                .gate
                .allow::<ChangeFolderGrant>(op, FolderGrantChange { at, principal, to })?;
        }
        let Some(to) = folder else {
            return Ok(self.gate.effects_of_folder_grants(&may, grants, EFFECT_STEPS));
        };
        self.known_folder(op, to, at.workspace, "/folder")?;
        let may = self.gate.allow::<MoveFolder>(op, FolderMove { at, to })?;
        Ok(self.gate.effects_of_folder_move(&may, EFFECT_STEPS))
    }

    /// Of a policy that is made, changed or removed.
    ///
    /// # Errors
    /// Not allowed, unknown.
    pub fn effects_of_policy(
        &self,
        op: &Op,
        workspace: WorkspaceId,
        policy: Option<PolicyId>,
        to: Option<PolicyRule>,
    ) -> Result<Effects, Error> {
        let change = PolicyChange { workspace, policy, to };
        let may = self.gate.allow::<ChangePolicy>(op, change)?;
        Ok(self.gate.effects_of_policy(&may, EFFECT_STEPS))
    }

    /// Of other members of a group, or of deleting it.
    ///
    /// # Errors
    /// Not allowed.
    pub fn effects_on_members(
        &self,
        op: &Op,
        group: GroupId,
        changes: &[(UserId, bool)],
        delete: bool,
    ) -> Result<Effects, Error> {
        bounded(changes.len(), "")?;
        let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
        Ok(if delete {
            self.gate.effects_without_group(&may, group, EFFECT_STEPS)
        } else {
            self.gate.effects_of_members(&may, group, changes, EFFECT_STEPS)
        })
    }
}

//! Grants on dashboards and folders: the list with reasons, candidates, changes, explanation.

use std::fmt::Write as _;

use access::action::{
    Ask, ChangeFolderGrant, ChangeGrant, DashboardAt, FolderAt, FolderGrantChange, GrantChange, SeeFolderGrants,
    SeeGrants,
};
use access::explain::Explanation;
use access::grant_list::{Candidate, GrantEntry, GrantList};
use access::op::Op;
use model::level::GrantLevel;
use model::principal::Principal;
use sha2::{Digest as _, Sha256};

use crate::app::error::Error;
use crate::app::{App, gone};

/// What grants are handed out on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// A dashboard.
    Dashboard(DashboardAt),
    /// A folder, for all that lies in it.
    Folder(FolderAt),
}

/// Changes of grants: all or none.
#[derive(Debug, Clone)]
pub struct GrantChanges {
    /// Whose, and to what; `None` removes.
    pub changes: Vec<(Principal, Option<GrantLevel>)>,
    /// The caller was asked whether they want to lose their own last access.
    pub confirmed: bool,
    /// The list as its reader knew it ([`list_tag`]); the changes hold for this list only.
    pub expected: Option<String>,
}

impl App {
    /// Who has a grant, with what works and what this caller may change.
    ///
    /// # Errors
    /// Not allowed.
    pub fn grants(&self, op: &Op, on: On) -> Result<GrantList, Error> {
        Ok(match on {
            On::Dashboard(at) => self.gate.grant_list(&self.gate.allow::<SeeGrants>(op, at)?),
            On::Folder(at) => self
                .gate
                .folder_grant_list(&self.gate.allow::<SeeFolderGrants>(op, at)?),
        })
    }

    /// One entry of the list; `None` when the principal has none.
    ///
    /// # Errors
    /// Not allowed.
    pub fn grant(&self, op: &Op, on: On, principal: Principal) -> Result<Option<GrantEntry>, Error> {
        Ok(match on {
            On::Dashboard(at) => {
                let may = self.gate.allow::<SeeGrants>(op, at)?;
                self.gate.grant_entry(&may, principal)
            }
            On::Folder(at) => {
                let may = self.gate.allow::<SeeFolderGrants>(op, at)?;
                self.gate.folder_grant_entry(&may, principal)
            }
        })
    }

    /// Whom the dialog may offer.
    ///
    /// # Errors
    /// Not allowed.
    pub fn candidates(
        &self,
        op: &Op,
        on: On,
        q: &str,
        after: Option<Principal>,
        limit: usize,
    ) -> Result<Vec<Candidate>, Error> {
        Ok(match on {
            On::Dashboard(at) => {
                let may = self.gate.allow::<SeeGrants>(op, at)?;
                self.gate.candidates(&may, q, after, limit)
            }
            On::Folder(at) => {
                let may = self.gate.allow::<SeeFolderGrants>(op, at)?;
                self.gate.folder_candidates(&may, q, after, limit)
            }
        })
    }

    /// Why a principal has the level they have, or none.
    ///
    /// # Errors
    /// Not allowed; the principal does not exist, or the caller may not know of it.
    pub fn explain(&self, op: &Op, on: On, who: Principal) -> Result<Explanation, Error> {
        let explained = match on {
            On::Dashboard(at) => self.gate.explain(&self.gate.allow::<SeeGrants>(op, at)?, who),
            On::Folder(at) => {
                let may = self.gate.allow::<SeeFolderGrants>(op, at)?;
                self.gate.explain_folder(&may, who)
            }
        };
        explained.ok_or_else(Error::hidden)
    }

    /// Changes several grants at once: all or none.
    ///
    /// # Errors
    /// One of them is not allowed; the list has changed since it was read; or it would take the caller's own last access and
    /// nobody confirmed that.
    pub async fn change_grants(&self, op: &Op, on: On, wanted: &GrantChanges) -> Result<(), Error> {
        // An empty list decides nothing, and must tell nothing either.
        let see = match on {
            On::Dashboard(at) => Ask::SeeGrants(at),
            On::Folder(at) => Ask::SeeFolderGrants(at),
        };
        self.gate.check(op, &see)?;
        self.change(op, || async {
            if let Some(expected) = &wanted.expected
                && *expected != list_tag(&self.grants(op, on)?)
            {
                let detail = "The list has changed in between. Load it again.";
                return Err(Error::Precondition(detail.to_owned()));
            }
            match on {
                On::Dashboard(at) => self.change_board_grants(op, at, wanted).await,
                On::Folder(at) => self.change_folder_grants(op, at, wanted).await,
            }
        })
        .await
    }

    async fn change_board_grants(&self, op: &Op, at: DashboardAt, wanted: &GrantChanges) -> Result<(), Error> {
        let mut granted = Vec::with_capacity(wanted.changes.len());
        for (principal, to) in &wanted.changes {
            let change = GrantChange {
                at,
                principal: *principal,
                to: *to,
            };
            let may = self.gate.allow::<ChangeGrant>(op, change)?;
            if !wanted.confirmed && self.gate.last_own_access(&may) {
                return Err(Error::LastAccess);
            }
            granted.push(may);
        }
        self.store.grants_patch(&granted).await.map_err(gone)?;
        Ok(())
    }

    async fn change_folder_grants(&self, op: &Op, at: FolderAt, wanted: &GrantChanges) -> Result<(), Error> {
        let mut granted = Vec::with_capacity(wanted.changes.len());
        for (principal, to) in &wanted.changes {
            let change = FolderGrantChange {
                at,
                principal: *principal,
                to: *to,
            };
            let may = self.gate.allow::<ChangeFolderGrant>(op, change)?;
            if !wanted.confirmed && self.gate.last_own_folder_access(&may) {
                return Err(Error::LastAccess);
            }
            granted.push(may);
        }
        self.store.folder_grants_patch(&granted).await.map_err(gone)?;
        Ok(())
    }
}

/// Equal for equal lists, whoever reads them; moves with every change of an entry and with no other change.
#[must_use]
pub fn list_tag(list: &GrantList) -> String {
    let mut digest = Sha256::new();
    for entry in &list.entries {
        digest.update(format!("{} {:?} {:?};", entry.principal, entry.level, entry.source));
    }
    let mut tag = String::new();
    for byte in digest.finalize().iter().take(12) {
        let _never_fails = write!(tag, "{byte:02x}");
    }
    tag
}

//! Grants on a dashboard: the list with reasons, candidates, changes, explanation.

use access::action::{ChangeGrant, DashboardAt, GrantChange, SeeGrants};
use access::explain::Explanation;
use access::grant_list::{Candidate, GrantList};
use access::op::Op;
use model::level::GrantLevel;
use model::principal::Principal;

use super::error::Error;
use super::{App, change, gone};

impl App {
    /// Who has a grant, with what works and what this caller may change.
    ///
    /// # Errors
    /// Not allowed.
    pub fn grants(&self, op: &Op, at: DashboardAt) -> Result<GrantList, Error> {
        let may = self.gate.allow::<SeeGrants>(op, at)?;
        Ok(self.gate.grant_list(&may))
    }

    /// Whom the dialog may offer.
    ///
    /// # Errors
    /// Not allowed.
    pub fn candidates(
        &self,
        op: &Op,
        at: DashboardAt,
        q: &str,
        after: Option<Principal>,
        limit: usize,
    ) -> Result<Vec<Candidate>, Error> {
        let may = self.gate.allow::<SeeGrants>(op, at)?;
        Ok(self.gate.candidates(&may, q, after, limit))
    }

    /// Why a principal can or cannot open the dashboard.
    ///
    /// # Errors
    /// Not allowed, or the principal is not one the caller may see.
    pub fn explain(&self, op: &Op, at: DashboardAt, who: Principal) -> Result<Explanation, Error> {
        let may = self.gate.allow::<SeeGrants>(op, at)?;
        Ok(self.gate.explain(&may, who))
    }

    /// Changes several grants at once: all or none.
    ///
    /// # Errors
    /// One of them is not allowed; or it would take the caller's own last access and `confirmed` is false.
    pub async fn change_grants(
        &self,
        op: &Op,
        at: DashboardAt,
        changes: &[(Principal, Option<GrantLevel>)],
        confirmed: bool,
    ) -> Result<(), Error> {
        // An empty list decides nothing, and must tell nothing either.
        let _may = self.gate.allow::<SeeGrants>(op, at)?;
        change!(self, op, {
            let mut granted = Vec::with_capacity(changes.len());
            for (principal, to) in changes {
                let wanted = GrantChange {
                    at,
                    principal: *principal,
                    to: *to,
                };
                let may = self.gate.allow::<ChangeGrant>(op, wanted)?;
                if !confirmed && self.gate.last_own_access(&may) {
                    let detail = "This takes away your own last access. Confirm to go on.";
                    return Err(Error::Conflict(detail.to_owned()));
                }
                granted.push(may);
            }
            self.store.grants_patch(&granted).await.map_err(gone)?;
            Ok(())
        })
    }
}

//! Settings of a dashboard that rights and data depend on: its folder, whether it may leave, through whose eyes it is seen.

use std::sync::Arc;

use access::action::{
    DashboardAt, DashboardMove, DisplayChange, MoveDashboard, Open, RestrictedChange, SetDisplay, SetRestricted,
};
use access::op::Op;
use access::share::rules::Outcome;
use model::display::{Display, DisplayChoice};
use model::id::{FolderId, ShareId, UserId};
use model::people::User;

use crate::app::error::{Error, ShareAtStake};
use crate::app::waiting::no_such_revision;
use crate::app::{App, gone};

impl App {
    /// Puts a dashboard into a folder of its workspace, or to the top.
    ///
    /// # Errors
    /// Not allowed; no such folder; it would lift a block.
    pub async fn move_dashboard(&self, op: &Op, at: DashboardAt, to: Option<FolderId>) -> Result<(), Error> {
        let _may = self.gate.allow::<Open>(op, at)?;
        self.known_folder(op, to, at.workspace, "/folder")?;
        self.change(op, || async {
            let may = self.gate.allow::<MoveDashboard>(op, DashboardMove { at, to })?;
            self.store.dashboard_move(&may).await.map_err(gone)?;
            Ok(())
        })
        .await
    }

    /// Says whether a dashboard may be shared to the outside.
    ///
    /// # Errors
    /// Not allowed; it is shared and nobody confirmed that its shares end.
    pub async fn restrict_dashboard(
        &self,
        op: &Op,
        at: DashboardAt,
        restricted: bool,
        end_shares: bool,
    ) -> Result<(), Error> {
        self.change(op, || async {
            let wanted = RestrictedChange { at, restricted };
            let may = self.gate.allow::<SetRestricted>(op, wanted)?;
            let ending = self.gate.shares_ended_by_restricting(&may);
            if !ending.is_empty() && !end_shares {
                return Err(self.shares_would_end(op, at, &ending).await);
            }
            self.store
                .dashboard_restricted_set(&may, end_shares)
                .await
                .map_err(gone)?;
            Ok(())
        })
        .await
    }

    /// Chooses through whose eyes the data of a dashboard is seen, as the caller has looked at it; without a revision, as it was saved
    /// last.
    ///
    /// # Errors
    /// Not allowed; there is no such revision; shares of owners who could not choose these eyes would end, and nobody confirmed that.
    pub async fn display_dashboard(
        &self,
        op: &Op,
        at: DashboardAt,
        choice: DisplayChoice,
        revision: Option<u32>,
        end_shares: bool,
    ) -> Result<(), Error> {
        self.change(op, || async {
            // Who is no user has no eyes of their own; the gate refuses them.
            let to = op.caller.user().map_or(Display::Viewer, |me| choice.by(me));
            let may = self.gate.allow::<SetDisplay>(op, DisplayChange { at, to })?;
            let ending = self.gate.shares_ended_by_display(&may);
            if !ending.is_empty() && !end_shares {
                return Err(self.shares_would_end(op, at, &ending).await);
            }
            let approvals = self.gate.approves_by_display(&may);
            let set = self.store.dashboard_display_set(&may, &approvals, revision).await;
            set.map(drop).map_err(|error| match error {
                store::StoreError::RevisionConflict { .. } => no_such_revision(),
                other => gone(other),
            })
        })
        .await
    }

    /// Users through whose eyes the caller may let a dashboard be seen: by name, those after one of them.
    ///
    /// # Errors
    /// Not allowed.
    pub fn display_candidates(
        &self,
        op: &Op,
        at: DashboardAt,
        q: &str,
        after: Option<UserId>,
        limit: usize,
    ) -> Result<Vec<Arc<User>>, Error> {
        let to = Display::Viewer;
        let may = self.gate.allow::<SetDisplay>(op, DisplayChange { at, to })?;
        Ok(self.gate.display_candidates(&may, q, after, limit))
    }

    /// How many shares would end, and which of them the caller may see anyway.
    async fn shares_would_end(&self, op: &Op, at: DashboardAt, ending: &[ShareId]) -> Error {
        let seen = self.shares_of(op, at).await.unwrap_or_default();
        let subject = match ending.len() {
            1 => "1 share of this dashboard".to_owned(),
            count => format!("{count} shares of this dashboard"),
        };
        Error::Ends {
            detail: format!("This ends {subject}. Confirm with end_shares to go on."),
            count: ending.len(),
            seen: seen
                .into_iter()
                .filter(|share| ending.contains(&share.share.id))
                .map(|share| ShareAtStake {
                    id: share.share.id,
                    title: share.share.title,
                    dashboard: share.dashboard_title,
                    outcome: Outcome::Ends,
                })
                .collect(),
        }
    }
}

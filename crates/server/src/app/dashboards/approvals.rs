//! What of a dashboard waits for an approval, and approving it for users who look through the displayed eyes. Approving for a share
//! stands with the shares.

use access::action::{ApproveDisplay, Ask, DashboardAt, Save};
use access::op::Op;
use access::proof::Granted;
use model::id::ShareId;

use crate::app::App;
use crate::app::error::Error;
use crate::app::waiting::{Waiting, known_revision};

/// Who does not see what was saved last, for who may save it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waits {
    /// Shares that the caller may see: id and title.
    pub shares: Vec<(ShareId, String)>,
    /// Other shares wait too.
    pub more_shares: bool,
    /// Users wait who look through the displayed eyes.
    pub display: bool,
    /// The revision that these see; `None` where they do not wait, or see nothing.
    pub shown_revision: Option<u32>,
}

impl Waits {
    /// Whether anybody waits.
    #[must_use]
    pub const fn any(&self) -> bool {
        self.display || self.more_shares || !self.shares.is_empty()
    }
}

impl App {
    /// Who does not see yet what was saved last.
    ///
    /// # Errors
    /// The store failed.
    pub(super) async fn waits_of(&self, op: &Op, may: &Granted<'_, Save>) -> Result<Waits, Error> {
        let waiting = self.store.waiting(may).await?;
        let seen = |id: &ShareId| self.gate.check(op, &Ask::SeeShare(*id)).is_ok();
        let named = waiting.shares.iter().copied().filter(seen);
        let named = named.map(|id| (id, self.gate.share_title(id).unwrap_or_default()));
        let shares: Vec<_> = named.collect();
        let shown = if waiting.display {
            self.shown_now(self.gate.displayed_edition(may)).await?
        } else {
            None
        };
        Ok(Waits {
            more_shares: shares.len() < waiting.shares.len(),
            shares,
            display: waiting.display,
            shown_revision: shown.map(|shown| shown.revision),
        })
    }

    /// What waits for users who look through the displayed eyes; `None`: nothing does.
    ///
    /// # Errors
    /// Not allowed: it is for who may save the dashboard, and who may approve.
    pub async fn display_waiting(&self, op: &Op, at: DashboardAt) -> Result<Option<Waiting>, Error> {
        let (shown, latest, waits) = match self.gate.allow::<Save>(op, at) {
            Ok(may) => (
                self.gate.displayed_edition(&may),
                self.gate.latest(&may),
                self.store.waiting(&may).await?,
            ),
            Err(_) => {
                let may = self.gate.allow::<ApproveDisplay>(op, at)?;
                let editions = (self.gate.displayed_edition(&may), self.gate.latest(&may));
                (editions.0, editions.1, self.store.waiting(&may).await?)
            }
        };
        if !waits.display {
            return Ok(None);
        }
        let shown = self.shown_now(shown).await?;
        Ok(Some(Waiting::between(shown.as_deref(), self.dashboard(latest).await?)))
    }

    /// Approves the questions of a revision for users who look through the displayed eyes. Open pages follow at once.
    ///
    /// # Errors
    /// Not allowed; there is no such revision.
    pub async fn approve_display(&self, op: &Op, at: DashboardAt, revision: u32) -> Result<(), Error> {
        self.change(op, || async {
            let may = self.gate.allow::<ApproveDisplay>(op, at)?;
            let approvals = self.gate.approves_for_display(&may);
            let approved = self.store.approve_for_display(&may, &approvals, revision).await;
            approved.map(drop).map_err(known_revision)
        })
        .await
    }
}

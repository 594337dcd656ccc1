//! Being shown as the sharer: said once before the first share, and taken back with all that is shared.

use std::sync::Arc;

use access::action::ManageOwn;
use access::denied::Denied;
use access::op::Op;
use access::share::rules::Outcome;
use identity::caller::Caller;
use model::id::{ShareId, UserId};
use model::name::Title;
use model::people::User;

use crate::app::error::{Error, ShareAtStake};
use crate::app::{App, gone};

/// Whether somebody may be shown as the sharer, as whom, and what rests on it.
#[derive(Debug)]
pub struct Consent {
    /// Who they are to readers, and since when they may be shown.
    pub user: Arc<User>,
    /// What ends when they take it back.
    pub shares: Vec<(ShareId, Title)>,
}

impl App {
    /// Whether the caller may be shown as the sharer, and what rests on it.
    ///
    /// # Errors
    /// Not somebody with an account.
    pub fn sharing_consent(&self, op: &Op) -> Result<Consent, Error> {
        let own = own(op)?;
        let may = self.gate.allow::<ManageOwn>(op, own)?;
        Ok(Consent {
            user: self.gate.user(own).ok_or_else(Error::hidden)?,
            shares: self.gate.shares_owned(&may),
        })
    }

    /// The caller may be shown as the sharer.
    ///
    /// # Errors
    /// Not somebody with an account.
    pub async fn give_sharing_consent(&self, op: &Op) -> Result<Consent, Error> {
        let own = own(op)?;
        self.change(op, || async {
            let may = self.gate.allow::<ManageOwn>(op, own)?;
            self.store.sharing_consent_give(&may).await.map_err(gone)
        })
        .await?;
        self.sharing_consent(op)
    }

    /// The caller is not to be shown any more. What they share ends before this returns.
    ///
    /// # Errors
    /// Not somebody with an account; they share something, and nobody confirmed that it ends.
    pub async fn withdraw_sharing_consent(&self, op: &Op, end_shares: bool) -> Result<(), Error> {
        let own = own(op)?;
        self.change(op, || async {
            let may = self.gate.allow::<ManageOwn>(op, own)?;
            let ending = self.gate.shares_owned(&may);
            if !ending.is_empty() && !end_shares {
                return Err(would_end(ending));
            }
            self.store.sharing_consent_withdraw(&may).await.map_err(gone)
        })
        .await
    }
}

fn would_end(ending: Vec<(ShareId, Title)>) -> Error {
    let subject = match ending.len() {
        1 => "1 share of yours".to_owned(),
        count => format!("{count} shares of yours"),
    };
    Error::Ends {
        detail: format!("This ends {subject}. Confirm with end_shares to go on."),
        count: ending.len(),
        seen: ending
            .into_iter()
            .map(|(id, title)| ShareAtStake {
                id,
                title,
                dashboard: None,
                outcome: Outcome::Ends,
            })
            .collect(),
    }
}

/// The user whose own word this is; the reader of a share has none.
fn own(op: &Op) -> Result<UserId, Denied> {
    op.caller.user().ok_or(if op.caller == Caller::Nobody {
        Denied::Nobody
    } else {
        Denied::Hidden
    })
}

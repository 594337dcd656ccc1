//! API tokens: made, listed and removed by their user, or by who manages the root.

use access::action::{Ask, ManageOrganisation, ManageOwn, Organisation};
use access::denied::Denied;
use access::op::Op;
use identity::caller::{Caller, Credential};
use identity::secret::{Purpose, Secret};
use model::Instant;
use model::id::{TokenId, UserId, WorkspaceId};
use model::invalid::Invalid;
use model::name::Title;

use crate::app::error::Error;
use crate::app::watching::Ground;
use crate::app::{App, gone};

/// A token as it is asked for.
#[derive(Debug, Clone)]
pub struct TokenWanted {
    /// What it is for.
    pub name: Title,
    /// As whom it acts; the caller when absent.
    pub user: Option<UserId>,
    /// May only read.
    pub read_only: bool,
    /// Counts only in this workspace and below.
    pub workspace: Option<WorkspaceId>,
    /// Ends then.
    pub expires_at: Option<Instant>,
}

impl App {
    /// Makes a token. The secret is shown this once.
    ///
    /// # Errors
    /// For somebody else, and the caller does not manage the organisation. A workspace the caller does not see, an end in the past.
    pub async fn create_token(&self, op: &Op, wanted: &TokenWanted) -> Result<(TokenId, Secret), Error> {
        let owner = own(op)?;
        let token = Secret::fresh(Purpose::ApiToken);
        let new = store::NewToken {
            name: wanted.name.clone(),
            token_hash: *self.key.hash(&token).as_bytes(),
            read_only: wanted.read_only,
            workspace: wanted.workspace,
            expires_at: wanted.expires_at,
        };
        let user = wanted.user.unwrap_or(owner);
        let made = if user == owner {
            let may = self.gate.allow::<ManageOwn>(op, owner)?;
            self.makes_sense(op, wanted)?;
            self.store.token_create(&may, new).await?
        } else {
            let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
            self.makes_sense(op, wanted)?;
            self.store.token_create_for(&may, user, new).await.map_err(gone)?
        };
        Ok((made.id, token))
    }

    fn makes_sense(&self, op: &Op, wanted: &TokenWanted) -> Result<(), Invalid> {
        if wanted.expires_at.is_some_and(|end| end <= op.now) {
            return Err(Invalid::at("/expires_at", "this moment has passed"));
        }
        match wanted.workspace {
            Some(workspace) if self.gate.check(op, &Ask::SeeWorkspace(workspace)).is_err() => {
                Err(Invalid::at("/workspace", "there is no such workspace"))
            }
            _ => Ok(()),
        }
    }

    /// The caller's own tokens.
    ///
    /// # Errors
    /// Nobody is signed in.
    pub async fn tokens(&self, op: &Op) -> Result<Vec<store::TokenSummary>, Error> {
        let may = self.gate.allow::<ManageOwn>(op, own(op)?)?;
        Ok(self.store.token_list(&may).await?)
    }

    /// Removes one of the caller's own tokens, at once.
    ///
    /// # Errors
    /// It is not the caller's.
    pub async fn delete_token(&self, op: &Op, id: TokenId) -> Result<(), Error> {
        let may = self.gate.allow::<ManageOwn>(op, own(op)?)?;
        self.store.token_delete(&may, id).await.map_err(gone)?;
        self.credentials_ended(Ground::Credential(Credential::Token(id))).await;
        Ok(())
    }
}

/// The user whose own things these are; the reader of a share has none.
fn own(op: &Op) -> Result<UserId, Denied> {
    op.caller.user().ok_or(if op.caller == Caller::Nobody {
        Denied::Nobody
    } else {
        Denied::Hidden
    })
}

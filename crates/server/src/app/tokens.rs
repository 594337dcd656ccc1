//! API tokens: made, listed and removed by their user, or by who manages the root.

use access::action::{ManageOrganisation, ManageOwn, Organisation};
use access::denied::Denied;
use access::op::Op;
use identity::caller::Caller;
use identity::secret::{Purpose, Secret};
use model::id::{TokenId, UserId};
use model::name::Title;

use super::error::Error;
use super::{App, gone};

impl App {
    /// Makes a token that acts as `user` (the caller when absent). The secret is shown this once.
    ///
    /// # Errors
    /// For somebody else, and the caller does not manage the organisation.
    pub async fn create_token(&self, op: &Op, name: &Title, user: Option<UserId>) -> Result<(TokenId, Secret), Error> {
        let owner = own(op)?;
        let token = Secret::fresh(Purpose::ApiToken);
        let new = store::NewToken {
            name: name.clone(),
            token_hash: *self.key.hash(&token).as_bytes(),
            read_only: false,
            workspace: None,
            expires_at: None,
        };
        let user = user.unwrap_or(owner);
        let made = if user == owner {
            let may = self.gate.allow::<ManageOwn>(op, owner)?;
            self.store.token_create(&may, new).await?
        } else {
            let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
            self.store.token_create_for(&may, user, new).await.map_err(gone)?
        };
        Ok((made.id, token))
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
        self.credentials_ended();
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

//! Credentials of any user, for who manages the organisation: seen, and ended at once. The own ones are in `tokens`.

use access::action::{ManageOrganisation, Organisation};
use access::op::Op;
use identity::caller::Credential;
use model::id::{SessionId, TokenId, UserId};
use store::{SessionSummary, TokenSummary};

use crate::app::error::Error;
use crate::app::watching::Ground;
use crate::app::{App, gone};

impl App {
    /// The API tokens of a user, oldest first.
    ///
    /// # Errors
    /// Not allowed, unknown.
    pub async fn tokens_of(&self, op: &Op, user: UserId) -> Result<Vec<TokenSummary>, Error> {
        let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
        let _known = self.gate.user(user).ok_or_else(Error::hidden)?;
        Ok(self.store.tokens_of(&may, user).await?)
    }

    /// Ends an API token of a user; pages that were opened with it are cut before this returns.
    ///
    /// # Errors
    /// Not allowed, or it is no token of this user.
    pub async fn revoke_token(&self, op: &Op, user: UserId, id: TokenId) -> Result<(), Error> {
        let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
        self.store.token_delete_of(&may, user, id).await.map_err(gone)?;
        self.credentials_ended(Ground::Credential(Credential::Token(id))).await;
        Ok(())
    }

    /// The browser sessions of a user, newest first.
    ///
    /// # Errors
    /// Not allowed, unknown.
    pub async fn sessions_of(&self, op: &Op, user: UserId) -> Result<Vec<SessionSummary>, Error> {
        let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
        let _known = self.gate.user(user).ok_or_else(Error::hidden)?;
        Ok(self.store.sessions_of(&may, user).await?)
    }

    /// Ends a browser session of a user; pages that were opened with it are cut before this returns.
    ///
    /// # Errors
    /// Not allowed, or it is no session of this user.
    pub async fn end_session(&self, op: &Op, user: UserId, id: SessionId) -> Result<(), Error> {
        let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
        self.store.session_delete_of(&may, user, id).await.map_err(gone)?;
        self.credentials_ended(Ground::Credential(Credential::Session(id)))
            .await;
        Ok(())
    }

    /// Takes back all invitations of a user.
    ///
    /// # Errors
    /// Not allowed, or there is none.
    pub async fn withdraw_invitations(&self, op: &Op, user: UserId) -> Result<(), Error> {
        let may = self.gate.allow::<ManageOrganisation>(op, Organisation)?;
        self.store.invitations_withdraw(&may, user).await.map_err(gone)
    }
}

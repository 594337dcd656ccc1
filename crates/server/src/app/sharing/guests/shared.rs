//! What is shared with somebody: all that a proven address is let in by, opened without a link, dropped, and forgotten by a browser.

use std::sync::Arc;

use access::op::Op;
use identity::caller::Caller;
use identity::secret::{Purpose, Secret};
use model::Instant;
use model::id::{RecipientId, ShareSessionId};
use model::name::Email;
use model::share::{Recipient, Share};

use crate::app::error::{Ask, Error};
use crate::app::sharing::guests::browsers::Browser;
use crate::app::sharing::opening::Opened;
use crate::app::watching::Ground;
use crate::app::{App, gone};
use crate::limits::SHARED_WITH_LISTED;

/// Everything that is shared with one address.
#[derive(Debug)]
pub struct SharedWith {
    /// The address.
    pub address: Email,
    /// What opens.
    pub items: Vec<SharedItem>,
}

/// Something that is shared with somebody.
#[derive(Debug)]
pub struct SharedItem {
    /// As whom they are let in.
    pub recipient: Recipient,
    /// By what.
    pub share: Arc<Share>,
    /// Who shares it.
    pub shared_by: String,
    /// The name of the workspace it opens in.
    pub workspace: String,
    /// When it ends for them.
    pub expires_at: Option<Instant>,
}

impl App {
    async fn proven(&self, op: &Op, cookie: Option<&str>) -> Result<Browser, Error> {
        self.guest_browser(op, cookie).await?.ok_or(Error::Credentials(None))
    }

    /// What is shared with whoever proved an address in this browser.
    ///
    /// # Errors
    /// Nobody did.
    pub async fn shared_with(&self, op: &Op, cookie: Option<&str>) -> Result<SharedWith, Error> {
        let address = self.proven(op, cookie).await?.address;
        let kept = self.store.recipients_of_address(&address, SHARED_WITH_LISTED).await?;
        let items = kept.into_iter().filter_map(|kept| {
            let recipient = kept.recipient;
            let share = self.gate.share_opens(recipient.share, op.now)?;
            let opens = recipient.is_let_in(op.now) && share.terms.opens_from(op.from);
            let named = |name: Option<String>| name.unwrap_or_default();
            opens.then(|| SharedItem {
                shared_by: named(self.gate.user(share.owner).map(|user| user.name.to_string())),
                workspace: named(self.gate.workspace(share.workspace).map(|at| at.name.to_string())),
                expires_at: [recipient.expires_at, share.terms.expires_at]
                    .into_iter()
                    .flatten()
                    .min(),
                recipient,
                share,
            })
        });
        Ok(SharedWith {
            items: items.collect(),
            address,
        })
    }

    /// Opens one of them.
    ///
    /// # Errors
    /// Nobody has proven an address here, or not lately enough for it; it is not theirs, or does not open.
    pub async fn open_shared(
        &self,
        op: &Op,
        id: RecipientId,
        (cookie, held): (Option<&str>, Option<&str>),
    ) -> Result<Opened, Error> {
        let browser = self.proven(op, cookie).await?;
        let kept = self.store.recipient_get(id).await?;
        let kept = kept.filter(|kept| kept.recipient.address == browser.address);
        let of = kept.ok_or_else(Error::hidden)?.recipient.share;
        let share = self.gate.share_opens(of, op.now).ok_or_else(Error::hidden)?;
        if !browser.is_fresh_for(&share, op.now) {
            return Err(Error::Asks(Ask::Code {
                address: Some(browser.address.veiled()),
            }));
        }
        let admitted = self.let_in_by_address(op, &share, &browser.address).await?;
        let caller = Caller::Share {
            id: share.id,
            session: ShareSessionId::new(op.now),
            admitted: admitted.ok_or_else(Error::hidden)?,
        };
        let caller = Op::new(caller, op.request, op.now).coming_from(op.from);
        self.admit(&caller, &share, held).await
    }

    /// A guest drops something that is shared with them: it lets them in no more, and they get no more mails about it.
    ///
    /// # Errors
    /// Nobody has proven an address here; it is not theirs, or was dropped already.
    pub async fn drop_shared(&self, op: &Op, id: RecipientId, cookie: Option<&str>) -> Result<(), Error> {
        let address = self.proven(op, cookie).await?.address;
        self.change(op, || async {
            self.store.guest_drops(op, id, &address).await.map_err(gone)
        })
        .await?;
        self.credentials_ended(Ground::Recipient(id)).await;
        Ok(())
    }

    /// Forgets who proved an address in this browser, and ends what it has open.
    ///
    /// # Errors
    /// The store failed.
    pub async fn forget_guest(&self, op: &Op, cookie: Option<&str>, session: Option<&str>) -> Result<(), Error> {
        let received = |purpose, text: Option<&str>| text.and_then(|text| Secret::received(purpose, text));
        let Some(browser) = received(Purpose::GuestBrowser, cookie) else {
            return Ok(());
        };
        let open = match session {
            Some(session) => self.authenticate_bearer(op, session).await.ok(),
            None => None,
        };
        let session = received(Purpose::ShareSession, session).map(|session| *self.key.hash(&session).as_bytes());
        let browser = *self.key.hash(&browser).as_bytes();
        self.store.guest_browser_forget(op, &browser, session.as_ref()).await?;
        if let Some(credential) = open.and_then(|caller| caller.credential()) {
            self.credentials_ended(Ground::Credential(credential)).await;
        }
        Ok(())
    }
}

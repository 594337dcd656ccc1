//! Whoever comes with the secret of a link: which kind of audience it is of is found out by it.

use std::net::IpAddr;

use access::op::Op;
use identity::admitted::Admitted;
use identity::secret::{Purpose, Secret};
use model::id::ShareId;
use model::share::{Audience, Share};
use store::FoundShare;

use super::kind::Presented;
use super::{guests, link};
use crate::app::App;
use crate::app::error::Error;

/// What whoever opens a link presents. A secret does not say of which kind its share is.
#[derive(Debug, Clone, Copy)]
pub struct Opener<'r> {
    /// From the link.
    pub secret: &'r str,
    /// If one is asked.
    pub password: Option<&'r str>,
    /// The browser's, in which somebody proved an address.
    pub guest: Option<&'r str>,
}

impl Presented for Opener<'_> {
    type Kept = FoundShare;

    async fn find(&self, app: &App) -> Result<Option<(ShareId, Self::Kept)>, Error> {
        let Some(secret) = Secret::received(Purpose::ShareLink, self.secret) else {
            return Ok(None);
        };
        let found = app.store.share_find(app.key.hash(&secret).as_bytes()).await?;
        Ok(found.map(|found| (found.share, found)))
    }

    async fn check(
        &self,
        app: &App,
        op: &Op,
        from: Option<IpAddr>,
        share: &Share,
        kept: Self::Kept,
    ) -> Result<Admitted, Error> {
        match share.audience {
            Audience::Link(_) => link::password(app, op, from, share, kept.password_hash, self.password).await,
            Audience::Guests(_) => guests::check(app, op, share, self.guest, kept.recipient).await,
            _ => Err(Error::hidden()),
        }
    }
}

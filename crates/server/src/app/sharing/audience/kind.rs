//! What every kind of audience takes, gives and is opened by. The kinds themselves stand beside this file, their list above it.

use std::collections::BTreeSet;
use std::future::Future;
use std::net::IpAddr;

use access::op::Op;
use identity::admitted::Admitted;
use identity::secret::Secret;
use model::Instant;
use model::id::ShareId;
use model::name::{EmailDomain, Note};
use model::origin::Origin;
use model::share::{Audience, Share};
use store::NewRecipient;

use crate::app::App;
use crate::app::error::Error;
use crate::app::sharing::keys::FreshKey;

/// What the maker of a share says about its audience; each kind takes what is its own.
#[derive(Debug, Default)]
pub struct Wanted {
    /// Asked beside what opens it.
    pub password: Option<String>,
    /// Guests: addresses as they were written.
    pub addresses: Vec<String>,
    /// Guests: whole domains.
    pub domains: BTreeSet<EmailDomain>,
    /// Guests: as many come by their domain at most.
    pub domain_cap: Option<u32>,
    /// Guests: a few words in the invitation.
    pub message: Option<Note>,
    /// Guests: each is let in until then.
    pub recipient_expires_at: Option<Instant>,
    /// The sites whose pages may show it.
    pub origins: Vec<Origin>,
}

/// An audience that is ready to be kept.
#[derive(Debug)]
pub(in crate::app::sharing) struct Made {
    /// What is kept with the share.
    pub(in crate::app::sharing) audience: Audience,
    /// What opens it; shown this once. An audience may have none of its own.
    pub(in crate::app::sharing) secret: Option<Secret>,
    /// What a site signs with; shown this once.
    pub(in crate::app::sharing) signing: Option<FreshKey>,
    /// If a password is asked.
    pub(in crate::app::sharing) password_hash: Option<String>,
    /// Whom it lets in by their address.
    pub(in crate::app::sharing) recipients: Vec<NewRecipient>,
}

/// What somebody presents to be let in by a share: one way to open one, of one kind of audience.
///
/// Whether the share opens at all is not looked at here: `opening` asks the gate between the two steps, for every kind alike.
pub trait Presented: Send + Sync {
    /// What the second step compares with.
    type Kept: Send;

    /// First step: the share that is meant. `None` is answered like every share that does not open.
    ///
    /// # Errors
    /// The store failed.
    fn find(&self, app: &App) -> impl Future<Output = Result<Option<(ShareId, Self::Kept)>, Error>> + Send;

    /// Second step, for a share that opens: whether this is what its audience is asked for, and how it lets the reader in.
    ///
    /// # Errors
    /// It is not; the share is of another kind.
    fn check(
        &self,
        app: &App,
        op: &Op,
        from: Option<IpAddr>,
        share: &Share,
        kept: Self::Kept,
    ) -> impl Future<Output = Result<Admitted, Error>> + Send;
}

//! What differs by kind of audience: how one is made, what its readers are asked for, and what they present to be let in. One file
//! per kind, and one list here; a kind of `model` that is missing in it does not compile. What all kinds have in common is in
//! `shares` and `opening`.

mod link;
#[cfg(feature = "throwaway")]
pub mod throwaway;

use std::future::Future;
use std::net::IpAddr;

use access::op::Op;
use identity::secret::Secret;
use model::id::ShareId;
use model::share::{Audience, Share, ShareKind};
use store::Asked;

pub use link::{NewLink, SecretAndPassword};

use crate::app::App;
use crate::app::error::Error;

/// What the maker of a share says about its audience; each kind takes what is its own.
#[derive(Debug, Default)]
pub struct Wanted {
    /// Asked beside what opens it.
    pub password: Option<String>,
}

/// An audience that is ready to be kept.
#[derive(Debug)]
pub(super) struct Made {
    /// What is kept with the share.
    pub(super) audience: Audience,
    /// What opens it; shown this once.
    pub(super) secret: Secret,
    /// If a password is asked.
    pub(super) password_hash: Option<String>,
}

macro_rules! audiences {
    ($($(#[$doc:meta])* $name:ident($new:ty) in $module:ident,)*) => {
        /// Whom a new share is to let in.
        #[derive(Debug)]
        pub enum NewAudience { $($(#[$doc])* $name($new),)* }

        impl NewAudience {
            /// An audience of this kind.
            #[must_use]
            pub fn new(kind: ShareKind, wanted: Wanted) -> Self {
                match kind { $(ShareKind::$name => Self::$name(<$new>::from(wanted)),)* }
            }

            /// Its kind.
            #[must_use]
            pub const fn kind(&self) -> ShareKind {
                match self { $(Self::$name(_) => ShareKind::$name,)* }
            }

            /// Makes it ready to be kept.
            pub(super) async fn make(&self, app: &App) -> Result<Made, Error> {
                match self { $(Self::$name(new) => new.make(app).await,)* }
            }
        }

        /// What readers of a share are asked for from now on, when its password is changed (`None` takes it away).
        pub(super) async fn asked(app: &App, audience: &Audience, password: Option<&str>) -> Result<Asked, Error> {
            match audience {
                $(Audience::$name(now) => $module::asked(app, now, password).await,)*
                // The gate lets nobody change it.
                Audience::Newer(_) => Err(Error::hidden()),
            }
        }
    };
}

#[cfg(not(feature = "throwaway"))]
audiences! {
    /// Whoever holds the link.
    Link(NewLink) in link,
}

// The same list with one more line, for the test that adds a kind.
#[cfg(feature = "throwaway")]
audiences! {
    /// Whoever holds the link.
    Link(NewLink) in link,
    /// Whoever knows the street.
    Neighbours(throwaway::NewNeighbours) in throwaway,
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

    /// Second step, for a share that opens: whether this is what its audience is asked for.
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
    ) -> impl Future<Output = Result<(), Error>> + Send;
}

//! What differs by kind of audience: how one is made, what its readers are asked for, and what they present to be let in. One file
//! per kind, and one list here; a kind of `model` that is missing in it does not compile. What all kinds have in common is in
//! `shares` and `opening`.

mod embed;
mod guests;
mod kind;
mod link;
mod opener;
#[cfg(feature = "throwaway")]
pub mod throwaway;

use access::op::Op;
use model::name::{EmailDomain, Title};
use model::share::{Audience, ShareKind};
use store::Asked;

pub use embed::{NewEmbed, SignedToken};
pub use guests::NewGuests;
use kind::Made;
pub use kind::{Presented, Wanted};
pub use link::NewLink;
pub use opener::Opener;

use crate::app::App;
use crate::app::error::Error;

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
            pub(super) async fn make(&self, app: &App, op: &Op, title: &Title, language: &str) -> Result<Made, Error> {
                match self { $(Self::$name(new) => new.make(app, op, title, language).await,)* }
            }
        }

        impl NewAudience {
            /// The domains of its guests, each as it is told; other audiences have none.
            ///
            /// # Errors
            /// What was written is no address.
            pub fn guests(&self) -> Result<Vec<(EmailDomain, String)>, Error> {
                match self {
                    Self::Guests(new) => new.told(),
                    _ => Ok(Vec::new()),
                }
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
    /// Known addresses, each proven by its reader.
    Guests(NewGuests) in guests,
    /// Whom another site vouches for, on its own pages.
    Embed(NewEmbed) in embed,
}

// The same list with one more line, for the test that adds a kind.
#[cfg(feature = "throwaway")]
audiences! {
    /// Whoever holds the link.
    Link(NewLink) in link,
    /// Known addresses, each proven by its reader.
    Guests(NewGuests) in guests,
    /// Whom another site vouches for, on its own pages.
    Embed(NewEmbed) in embed,
    /// Whoever knows the street.
    Neighbours(throwaway::NewNeighbours) in throwaway,
}

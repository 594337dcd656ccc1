//! How a reader was let in by a share.

use std::sync::Arc;

use model::id::RecipientId;
use serde::{Deserialize, Serialize};

use crate::host::Host;
use crate::preview::Preview;

/// How a reader was let in: kept with their session, so that whatever it narrows holds for as long as the session does. A word that
/// this program does not know was written by a newer one, and its session opens nothing here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Admitted {
    /// By what everybody is asked for whom the share lets in.
    #[default]
    Reader,
    /// As somebody who has proven the address that was invited.
    Recipient(RecipientId),
    /// By being somebody who may make or change the share: they look at it as its readers will.
    Preview(Box<Preview>),
    /// By a site that vouches for them.
    Host(Arc<Host>),
}

impl Admitted {
    /// The preview that this is, if it is one.
    #[must_use]
    pub const fn preview(&self) -> Option<&Preview> {
        match self {
            Self::Preview(preview) => Some(preview),
            Self::Reader | Self::Recipient(_) | Self::Host(_) => None,
        }
    }

    /// The recipient who was let in, if it was one.
    #[must_use]
    pub const fn recipient(&self) -> Option<RecipientId> {
        match self {
            Self::Recipient(id) => Some(*id),
            Self::Reader | Self::Host(_) | Self::Preview(_) => None,
        }
    }

    /// What a site said of the reader, if one let them in.
    #[must_use]
    pub fn host(&self) -> Option<&Host> {
        match self {
            Self::Host(host) => Some(host),
            Self::Recipient(_) | Self::Reader | Self::Preview(_) => None,
        }
    }
}

//! Who people are to the organisation: signing in, users, groups, tokens, invitations.

pub(crate) mod credentials;
pub(crate) mod groups;
pub(crate) mod invitations;
pub(crate) mod liveness;
pub(crate) mod see;
pub(crate) mod sessions;
pub(crate) mod setup;
mod sharing_consent;
pub(crate) mod tokens;
pub(crate) mod users;

//! Who people are to the organisation: signing in, users, groups, tokens, invitations.

pub mod credentials;
pub mod groups;
pub mod invitations;
pub mod sign_in;
pub mod tokens;
pub mod users;

//! Shares to the outside and the sessions of their readers.

pub mod share_sessions;
pub mod shares;

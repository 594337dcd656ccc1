//! Shares to the outside and the sessions of their readers.

pub(crate) mod share_port;
pub(crate) mod shares;

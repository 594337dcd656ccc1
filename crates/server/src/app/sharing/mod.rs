//! Shares to the outside and the sessions of their readers.

pub mod audience;
pub mod opening;
pub mod shares;

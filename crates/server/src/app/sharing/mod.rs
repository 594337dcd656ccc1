//! Shares to the outside and the sessions of their readers.

pub mod approvals;
pub mod audience;
pub mod locks;
pub mod opening;
pub mod shares;

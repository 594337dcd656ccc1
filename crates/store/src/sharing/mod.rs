//! Shares to the outside and the sessions of their readers.

mod endings;
mod readers;
pub(crate) mod record;
mod rules;
pub(crate) mod shares;

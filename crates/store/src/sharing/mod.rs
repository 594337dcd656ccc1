//! Shares to the outside and the sessions of their readers.

mod cells;
mod endings;
pub(crate) mod guest_codes;
pub(crate) mod guests;
pub(crate) mod keys;
mod open;
mod previews;
pub(crate) mod readers;
pub(crate) mod recipients;
pub(crate) mod record;
mod rules;
pub(crate) mod shares;
pub(crate) mod signing;
mod take_over;

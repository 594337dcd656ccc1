//! Shares to the outside and the sessions of their readers.

mod endings;
pub(crate) mod guest_codes;
pub(crate) mod guests;
mod open;
mod previews;
pub(crate) mod readers;
pub(crate) mod recipients;
pub(crate) mod record;
mod rules;
pub(crate) mod shares;
mod take_over;

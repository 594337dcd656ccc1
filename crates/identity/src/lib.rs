//! Who is calling: turns credentials into a [`caller::Caller`]. Decides nothing about rights and keeps nothing.

pub mod admitted;
pub mod caller;
pub mod host;
pub mod limits;
pub mod notes;
pub mod password;
pub mod preview;
mod sealed;
pub mod secret;
pub mod via;

//! Shares as the gate knows them: whether one stands, what is seen under it, who may do what with it, what is in the way of making
//! one, what the organisation says of them. What a share is, is in `model`; who its reader is, was found out before.

pub mod claims;
mod gate;
pub mod obstacles;
pub mod outlook;
pub mod policy;
pub(crate) mod preview;
pub mod remedy;
pub(crate) mod rights;
mod rotation;
pub mod rules;
pub(crate) mod scope;
pub mod sought;
pub(crate) mod standing;
pub mod stops;

//! The heart: what a caller may do, and which data they may see. Pure: facts come in, proofs and scopes go out; no I/O, no clock.

pub mod action;
mod can;
mod decide;
pub mod denied;
pub mod directory;
pub mod explain;
mod eyes;
pub mod facts;
pub mod gate;
pub mod grant_list;
mod handout;
mod listing;
pub mod obstacle;
pub mod op;
pub mod proof;
mod rows;
pub mod scope;
mod scoping;
mod snapshot;
pub mod visible;

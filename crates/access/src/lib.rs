//! The heart: what a caller may do, and which data they may see. Pure: facts come in, proofs and scopes go out; no I/O, no clock.

pub mod action;
mod can;
mod chain;
mod decide;
pub mod denied;
pub mod directory;
mod display;
pub mod explain;
mod eyes;
pub mod facts;
mod folders;
pub mod gate;
pub mod grant_list;
mod handout;
mod listing;
pub mod obstacle;
pub mod op;
pub mod proof;
pub mod reach;
pub mod repair;
pub mod roster;
mod rows;
pub mod scope;
mod scoping;
mod snapshot;
mod spot;
pub mod visible;

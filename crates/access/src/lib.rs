//! The heart: what a caller may do, and which data they may see. Pure: facts come in, proofs and scopes go out; no I/O, no clock.

pub mod action;
pub mod denied;
pub mod facts;
pub mod op;
pub mod proof;
pub mod scope;

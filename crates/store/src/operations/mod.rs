//! The audit: reading it, noting what changed nothing, sealing it into its tree, checking what left it as a file.

pub(crate) mod audit;
pub(crate) mod check;
pub(crate) mod sealing;
mod strips;

//! What who runs the place looks at.

pub mod audit;

//! What who runs the place looks at.

pub(crate) mod audit;

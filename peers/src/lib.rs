//! The same facts and questions for other engines: `cedar-policy` with all facts loaded, `casbin` with the slice that one
//! question needs. Translates; compares nothing itself (the test and the benchmark do). No part of the product.

pub mod cedar;
#[cfg(feature = "bench")]
pub mod slice;
pub mod text;

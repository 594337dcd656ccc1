//! Sharing over HTTP: attacks on links and what they open.

mod attacks;

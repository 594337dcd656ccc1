//! Delivery over HTTP: attacks on what leaves as a file.

mod attacks;

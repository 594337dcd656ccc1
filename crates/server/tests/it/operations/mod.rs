//! What who runs the place looks at, over HTTP and by the program.

mod audit;
mod selftest;

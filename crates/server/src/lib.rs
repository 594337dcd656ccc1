//! The server: HTTP edge, use cases, live streams, jobs and the demo, on top of all other crates.
//! Rules and data live below: this crate asks for proofs, hands them on and turns results into answers.

pub mod app;
pub mod audit_command;
pub mod clock;
pub mod data_folder;
pub mod demo;
pub(crate) mod encoded;
pub mod http;
pub mod jobs;
pub(crate) mod limiter;
pub mod limits;
pub mod live;
pub mod selftest;
pub mod serve;
pub mod settings;

//! The server over HTTP, as callers meet it: a real process with the demo organisation, on a real socket.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::unreachable,
    reason = "a test stops where it fails"
)]

mod world;

mod attacks;
mod attacks_people;
mod bad_input;
mod callers;
mod doors;
mod exports_kept;
mod folders;
mod guessing;
mod journeys;
mod live;
mod live_people;
mod openapi;
mod pages;
mod people;
mod policies;
mod settings;
mod starting;
mod throwaway_job;
mod tokens;

//! The server over HTTP, as callers meet it: a real process with the demo organisation, on a real socket.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::unreachable,
    reason = "a test stops where it fails"
)]

mod stream;
mod world;

mod attacks_listed;
mod bad_input;
mod calendars;
mod callers;
mod credentials;
mod doors;
mod exports_kept;
mod guessing;
mod journeys;
mod leftovers;
mod limits;
mod openapi;
mod pages;
mod proxied;
mod quotas;
mod rights_before_bodies;
mod sockets;
mod starting;
mod throwaway_job;

mod dashboards;
mod data;
mod delivery;
mod operations;
mod people;
mod sharing;
mod workspaces;

//! The server over HTTP, as callers meet it: a real process with the demo organisation, on a real socket.

mod world;

mod attacks;
mod bad_input;
mod callers;
mod doors;
mod journeys;
mod live;
mod openapi;
mod pages;
mod starting;
mod tokens;

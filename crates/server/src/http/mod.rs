//! The HTTP edge: one folder per area with its routes and wire types, and the ground they stand on (calls, doors, problems, the
//! API description). Thin: a route reads, calls one use case, and answers.

pub(crate) mod arrival;
pub mod authenticate;
pub mod call;
pub mod cookies;
pub mod door;
mod forwarded;
pub mod held;
mod language;
pub mod openapi;
mod pace;
pub mod pages;
pub mod problem;
mod rest;
pub mod route;
pub mod router;
pub mod routes;
pub mod schema;
mod shared_page;
pub mod wire;

pub mod dashboards;
pub mod data;
pub mod delivery;
pub mod operations;
pub mod people;
pub mod sharing;
pub mod workspaces;

//! The HTTP edge: routes, wire types, error map, pages. Thin: each route reads, calls one use case, and answers.

pub mod call;
pub mod dto;
pub mod openapi;
pub mod pages;
pub mod problem;
pub mod router;
pub mod routes;

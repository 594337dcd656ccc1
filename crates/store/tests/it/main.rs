//! Tests of the store: one contract for both databases, a database that is killed while it writes, and what opening refuses.

mod contract;
mod kill;
mod open;
mod postgres;
mod send;
mod world;

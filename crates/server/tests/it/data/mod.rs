//! Data over HTTP.

mod pushes;
mod uploads;

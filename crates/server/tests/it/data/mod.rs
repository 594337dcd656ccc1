//! Data over HTTP.

mod uploads;

//! The nouns of Vitrine: ids, names, levels, permissions, documents, questions, answers, shares.
//! A value of a type here is valid once it is parsed. No I/O, no async, no clock, no decisions.

pub mod access_request;
pub mod addresses;
pub mod answer;
pub mod approval;
pub mod audit;
mod bounded;
pub mod brand;
pub mod column;
pub mod dashboard;
pub mod dataset;
pub mod display;
pub mod document;
mod email;
mod excerpt;
pub mod folder;
pub mod grant;
pub mod id;
pub mod intake;
pub mod invalid;
pub mod level;
pub mod limits;
pub mod name;
pub mod network;
pub mod origin;
pub mod pattern;
pub mod people;
pub mod permission;
pub mod policy;
pub mod predicate;
pub mod principal;
pub mod question;
pub mod row_rule;
pub mod schema;
mod shapes;
pub mod share;
pub mod shown;
pub mod validate;
pub mod value;
pub mod variable;
pub mod words;
pub mod workspace;
pub mod zone;

/// A moment in UTC. Whoever shows it adds the zone.
pub type Instant = chrono::DateTime<chrono::Utc>;

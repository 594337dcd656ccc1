//! Live topics: one question under one scope, asked once per tick for all who watch it, and encoded once. A topic that nobody watches
//! asks nothing. Who may watch is decided before; when rights change, the server drops its watchers and asks for new ones with the new
//! scope.

mod hub;
mod request;
mod topic;
mod topics;
mod watcher;

pub use hub::{Hub, LiveStatistics};
pub use request::{Clock, Frame, TopicRequest};
pub use watcher::Watcher;

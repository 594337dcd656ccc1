//! Workspaces over HTTP: folders, policies, requests for access.

mod folders;
mod policies;

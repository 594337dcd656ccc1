//! Workspaces over HTTP: folders, policies, requests for access, settings that rules read, brands.

pub(crate) mod brand;
mod folders;
mod policies;
mod rule_settings;

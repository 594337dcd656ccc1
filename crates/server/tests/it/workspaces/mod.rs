//! Workspaces over HTTP: folders, policies, requests for access, settings that rules read, brands.

mod brand;
mod folders;
mod policies;
mod rule_settings;

//! The files of the demo, built into the program.

use rust_embed::RustEmbed;

/// The organisation and its dashboards.
#[derive(RustEmbed)]
#[folder = "../../fixtures/demo"]
pub(super) struct Documents;

/// Its data.
#[derive(RustEmbed)]
#[folder = "../../fixtures/nycflights13"]
pub(super) struct Data;

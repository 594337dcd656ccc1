//! The files of the demo, built into the program.

use rust_embed::RustEmbed;

/// The organisation, built into the program.
#[derive(RustEmbed)]
#[folder = "../../fixtures/demo"]
pub(super) struct Documents;

/// Its data, built into the program.
#[derive(RustEmbed)]
#[folder = "../../fixtures/nycflights13"]
pub(super) struct Data;

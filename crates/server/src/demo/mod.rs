//! `vitrine demo`: an organisation made of `fixtures/demo` through the same use cases as everything else, and its live replay.
//! A second start finds what people did and leaves it.

mod boards;
mod build;
mod builder;
mod data;
mod files;
mod organisation;
mod people;
mod replay;
mod sheet;

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::App;
use crate::clock;
use crate::serve;
use crate::settings::Settings;

/// What the demo can be told.
#[derive(Debug, clap::Args)]
pub struct DemoSettings {
    #[command(flatten)]
    settings: Settings,
    /// Do not replay the weather
    #[arg(long)]
    no_replay: bool,
}

/// Opens the demo: makes it when its folder is new, then starts the replay. Gives what to print.
///
/// # Errors
/// As [`serve::open`]; or the folder holds another organisation.
pub async fn open(settings: DemoSettings) -> anyhow::Result<(Arc<App>, serve::Listeners, String)> {
    let mut given = settings.settings;
    given.data.get_or_insert_with(|| PathBuf::from("vitrine-demo"));
    let (app, listener) = serve::open(given.resolve()?).await?;
    let organisation = organisation::Organisation::read()?;
    let sheet = if app.store.is_set_up().await? {
        sheet::Sheet::read(&app)?
    } else {
        let sheet = build::build(&app, &organisation, clock::now()).await?;
        sheet.write(&app)?;
        sheet
    };
    if !settings.no_replay {
        replay::start(&app, &sheet, organisation.replay)?;
    }
    Ok((app, listener, sheet.in_words()))
}

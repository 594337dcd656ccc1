//! Starting and stopping: listening, jobs, graceful shutdown. Every refusal is one clear line. What is in the data folder is not known
//! here; one connection is in `connection`, how many there may be in `sockets`.

mod connection;
mod sockets;

use std::sync::Arc;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::app::App;
use crate::limits::{FILES_BESIDE_SOCKETS, STOP_SECONDS};
use crate::settings::Config;
use crate::{clock, data_folder, http, jobs};
use connection::Served;
use sockets::Sockets;

/// What is listened on: one address, or each that a name has.
pub type Listeners = Vec<TcpListener>;

/// Opens everything and binds the address, so that every refusal comes before the first request.
///
/// # Errors
/// Folder, database or address cannot be used; one sentence for the administrator.
pub async fn open(config: Config) -> anyhow::Result<(Arc<App>, Listeners)> {
    data_folder::prepare(&config.data)?;
    let listen = &config.listen;
    let listeners = listen.bind().await;
    let listeners =
        listeners.with_context(|| format!("cannot listen on {listen} (is another server running there?)"))?;
    let app = App::open(config, clock::now()).await?;
    jobs::start(&app).await?;
    Ok((app, listeners))
}

/// Serves until the process is asked to stop, then lets running requests end.
///
/// # Errors
/// No signal can be waited for.
pub async fn run(app: Arc<App>, listeners: Listeners) -> anyhow::Result<()> {
    let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
    let config = &app.config;
    let sockets = Sockets::new(
        at_most(config.connections),
        config.connections_per_network,
        config.trusted_proxies.clone(),
    );
    let counting = Arc::clone(&app);
    let served = Arc::new(Served {
        routes: http::router::app(&app),
        sockets,
        stop: stop.clone(),
        tasks: tasks.clone(),
        app,
    });
    for listener in listeners {
        tokio::spawn(Arc::clone(&served).accept(listener));
    }
    stop_signal().await?;
    stop.cancel();
    tasks.close();
    // Live streams never end by themselves: after the signal they get a moment, then the process goes.
    let patience = std::time::Duration::from_secs(STOP_SECONDS);
    let _all_ended = tokio::time::timeout(patience, tasks.wait()).await;
    // What was shown since the last round is not forgotten either.
    if let Err(error) = counting.keep_cells().await {
        tracing::warn!(%error, "cells that were shown could not be kept");
    }
    Ok(())
}

/// As many connections as are wanted, where the system allows as many open files and some for everything else.
fn at_most(wanted: u32) -> u32 {
    let files = rlimit::increase_nofile_limit(u64::from(wanted.saturating_add(FILES_BESIDE_SOCKETS)));
    let files = files.map_or(u32::MAX, |files| u32::try_from(files).unwrap_or(u32::MAX));
    let most = files.saturating_sub(FILES_BESIDE_SOCKETS).max(1);
    if most < wanted / 2 {
        tracing::warn!("the system allows {files} open files: there are at most {most} connections, not {wanted}");
    }
    most.min(wanted)
}

async fn stop_signal() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    Ok(())
}

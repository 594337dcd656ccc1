//! Starting and stopping: listening, jobs, graceful shutdown. Every refusal is one clear line. What is in the data folder is not known here.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context as _;
use tokio::net::TcpListener;

use crate::app::App;
use crate::limits::STOP_SECONDS;
use crate::settings::Config;
use crate::{clock, data_folder, http, jobs};

/// Opens everything and binds the address, so that every refusal comes before the first request.
///
/// # Errors
/// Folder, database or address cannot be used; one sentence for the administrator.
pub async fn open(config: Config) -> anyhow::Result<(Arc<App>, TcpListener)> {
    data_folder::prepare(&config.data)?;
    let listen = config.listen;
    let listener = TcpListener::bind(listen).await;
    let listener = listener.with_context(|| format!("cannot listen on {listen} (is another server running there?)"))?;
    let app = App::open(config, clock::now()).await?;
    jobs::start(&app).await?;
    Ok((app, listener))
}

/// Serves until the process is asked to stop, then lets running requests end.
///
/// # Errors
/// The listener failed.
pub async fn run(app: Arc<App>, listener: TcpListener) -> anyhow::Result<()> {
    let service = http::router::app(&app).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(stop_signal());
    tokio::select! {
        served = serving => served?,
        () = grace_after_stop() => {}
    }
    Ok(())
}

/// Live streams never end by themselves: after the signal they get a moment, then the process goes.
async fn grace_after_stop() {
    stop_signal().await;
    tokio::time::sleep(std::time::Duration::from_secs(STOP_SECONDS)).await;
}

async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}

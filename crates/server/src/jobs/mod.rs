//! What goes on without a request: a file for each kind of job, and the one list of them. A job is a caller like others: it runs with
//! its owner's rights, decided when it runs, or as the server itself, which the gate allows nothing.
//!
//! A [`Job`] is ordered, kept in the store, and done once by some node, also after a restart. A [`Round`] is done again and again by every
//! node, and what it finds to do is in the store or in the facts anyway.

mod audit;
mod credential_ends;
mod exports;
mod follow_store;
mod guest_mails;
mod guest_minutes;
mod idle_shares;
mod job;
mod pushes;
mod round;
mod run;
mod share_cells;
mod share_ends;
mod sweep;

use std::sync::Arc;

use crate::app::App;
use crate::app::error::Error;

pub use job::{Job, Kind};
pub use round::{Round, Rounds};
pub use run::run_due;

/// Every kind of job.
pub const KINDS: &[Kind] = &[
    Kind::of::<exports::Export>(),
    Kind::of::<guest_mails::Invite>(),
    Kind::of::<guest_mails::Code>(),
    Kind::of::<guest_mails::Elsewhere>(),
];

/// Everything that is done again and again.
pub const ROUNDS: &[Rounds] = &[
    Rounds::of::<credential_ends::CredentialEnds>(),
    Rounds::of::<share_ends::ShareEnds>(),
    Rounds::of::<follow_store::FollowStore>(),
    Rounds::of::<idle_shares::IdleShares>(),
    Rounds::of::<sweep::Sweep>(),
    Rounds::of::<pushes::PushSums>(),
    Rounds::of::<audit::SealAudit>(),
    Rounds::of::<guest_minutes::GuestMinutes>(),
    Rounds::of::<share_cells::ShareCells>(),
];

/// Starts everything; it ends with the process.
///
/// # Errors
/// The store failed.
pub async fn start(app: &Arc<App>) -> Result<(), Error> {
    app.store.jobs_of_node_again(app.node()).await?;
    tokio::spawn(run::run(Arc::clone(app), KINDS));
    for round in ROUNDS {
        tokio::spawn(round.go(Arc::clone(app)));
    }
    Ok(())
}

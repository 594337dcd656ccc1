//! What the organisation keeps, in SQLite or PostgreSQL. The only crate with SQL. Decides nothing: every function takes the gate's
//! proof, except the few narrow ports that credentials and the server's own start need, each named as such.
//!
//! Every change runs in one transaction with its audit entry. A change of what decisions rest on moves `facts_generation` from the
//! proof's generation to the next; when the kept facts have moved on since the decision it is refused as [`StoreError::Stale`],
//! and the server loads the facts and decides again.

mod addresses;
mod approvals;
mod change;
mod credential_ends;
mod dashboards;
mod data;
mod db;
mod digests;
mod error;
mod facts;
mod jobs;
pub mod limits;
mod log;
mod managers;
mod migrate;
mod noting;
mod operations;
mod people;
mod permissions;
mod places;
mod preview_life;
mod principals;
mod quick;
mod share_blocks;
mod share_ends;
mod sharing;
mod tables;
mod text;
mod workspaces;

use db::{Db, sql};

pub use dashboards::access_requests::RequestAnswer;
pub use dashboards::approvals::WaitingRecord;
pub use dashboards::documents::{DashboardFilter, DashboardSummaryRecord, Lying};
pub use dashboards::revisions::RevisionRecord;
pub use data::datasets::{DatasetChange, LoadedDataset, NewDataset};
pub use data::pushes::{PushSum, hour_of};
pub use data::row_rules::NewRowRule;
pub use error::{Clash, StoreError};
pub use jobs::{DueJob, Hold, JobRecord, JobState, NewJob};
pub use migrate::KNOWN_VERSION;
pub use operations::audit::{AuditFilter, AuditReach, Happening, SealedEntry};
pub use operations::check::{Fault, Found, LogCheck};
pub use operations::sealing::{KeptCheckpoint, Sealed};
pub use people::credentials::TokenRecord;
pub use people::groups::{GroupChange, NewGroup};
pub use people::invitations::InvitationRecord;
pub use people::sessions::SessionSummary;
pub use people::tokens::{NewToken, TokenSummary};
pub use people::users::{NewUser, UserChange};
pub use share_blocks::ShareBlocks;
pub use sharing::guest_codes::{AskedCode, CodesSent, NewCode};
pub use sharing::guests::{GuestBrowser, Proven};
pub use sharing::keys::ShareKey;
pub use sharing::readers::{FoundShare, TakenToken};
pub use sharing::recipients::{NewRecipient, RecipientRecord};
pub use sharing::record::ShareRecord;
pub use sharing::shares::{Asked, NewShare, ShareChange, ShareFilter};
pub use sharing::signing::NewShareKey;
pub use workspaces::brands::LogoFile;

use error::Result;
use noting::Noting;

/// The open store. Cheap to clone; all clones share its connections.
#[derive(Debug, Clone)]
pub struct Store {
    db: Db,
    noting: Noting,
}

impl Store {
    /// Opens `sqlite:PATH` (made if missing; its folder must exist) or `postgres://…`, and brings the schema up to date.
    ///
    /// # Errors
    /// `CannotOpen` with a sentence for who starts the server, `NewerDatabase` when a newer program wrote it: then nothing was touched.
    pub async fn open(url: &str) -> Result<Self> {
        let db = Db::open(url).await?;
        if let Err(error) = migrate::up(&db).await {
            db.close().await;
            return Err(error);
        }
        let noting = Noting::default();
        Ok(Self { db, noting })
    }

    /// The generation of the kept facts: differs from the gate's when they have to be loaded again.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn generation(&self) -> Result<u64> {
        let question = sql("SELECT n FROM facts_generation WHERE id = 1");
        let n = self.db.one(question, |row| row.number("n")).await?;
        n.ok_or(StoreError::Damaged("the generation is missing"))
    }

    /// Waits for running statements and closes.
    pub async fn close(self) {
        self.db.close().await;
    }
}

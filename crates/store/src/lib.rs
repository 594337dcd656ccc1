//! What the organisation keeps, in SQLite or PostgreSQL. The only crate with SQL. Decides nothing: every function takes the gate's
//! proof, except the few narrow ports that credentials and the server's own start need, each named as such.
//!
//! Every change runs in one transaction with its audit entry. A change of what decisions rest on moves `facts_generation` from the
//! proof's generation to the next; when the kept facts have moved on since the decision it is refused as [`StoreError::Stale`],
//! and the server loads the facts and decides again.

mod access_requests;
mod audit;
mod change;
mod credentials;
mod dashboard_settings;
mod dashboards;
mod datasets;
mod db;
mod error;
mod facts;
mod folder_grants;
mod folders;
mod grants;
mod groups;
mod invitations;
mod liveness;
mod log;
mod managers;
mod migrate;
mod policies;
mod quick;
mod revisions;
mod row_rules;
mod see;
mod setup;
mod share_port;
mod shares;
mod tables;
mod tokens;
mod users;
mod workspaces;

use db::{Db, sql};

pub use access_requests::RequestAnswer;
pub use credentials::TokenRecord;
pub use dashboards::{DashboardFilter, DashboardSummaryRecord, Lying};
pub use datasets::{DatasetChange, NewDataset};
pub use error::{Clash, StoreError};
pub use groups::{GroupChange, NewGroup};
pub use invitations::InvitationRecord;
pub use migrate::KNOWN_VERSION;
pub use revisions::RevisionRecord;
pub use row_rules::NewRowRule;
pub use shares::{NewShare, ShareChange, ShareFilter, ShareRecord};
pub use tokens::{NewToken, TokenSummary};
pub use users::{NewUser, UserChange};

use error::Result;

/// The open store. Cheap to clone; all clones share its connections.
#[derive(Debug, Clone)]
pub struct Store {
    db: Db,
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
        Ok(Self { db })
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

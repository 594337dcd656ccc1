//! What workspaces say of their brand, and the files of their logos. A brand is a fact, so that it is there where names are; a file is not.

use access::action::ChangeBrand;
use access::change::Fact;
use access::proof::Granted;
use data_encoding::BASE64;
use model::brand::{Brand, Colour, Logo, LogoId, LogoKind};
use model::id::WorkspaceId;
use model::name::Title;
use serde_json::json;

use crate::Store;
use crate::change::{Audit, Change};
use crate::db::{Row, sql};
use crate::error::{Result, StoreError};

/// The file of a logo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogoFile {
    /// What it is.
    pub kind: LogoKind,
    /// All of it.
    pub bytes: Vec<u8>,
}

/// What cannot be read is a brand of a newer program: the workspace goes on without one.
pub(crate) fn brand(row: &Row<'_>) -> Brand {
    row.json("brand").unwrap_or_default()
}

impl Store {
    /// Replaces what a workspace says of its colour and its name.
    ///
    /// # Errors
    /// `NotFound`, `Stale`.
    pub async fn brand_put(
        &self,
        proof: &Granted<'_, ChangeBrand>,
        accent: Option<Colour>,
        name: Option<Title>,
    ) -> Result<u64> {
        let change = self.change_facts(proof).await?;
        rebrand(change, *proof.on(), |before| Brand {
            accent,
            name,
            logo: before.logo,
        })
        .await
    }

    /// Gives a workspace a logo, in place of the one it had.
    ///
    /// # Errors
    /// `NotFound`, `Stale`.
    pub async fn logo_put(&self, proof: &Granted<'_, ChangeBrand>, logo: Logo, file: &LogoFile) -> Result<u64> {
        let mut change = self.change_facts(proof).await?;
        let put = sql(
            "INSERT INTO logos (workspace, id, kind, content) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (workspace) DO UPDATE SET id = excluded.id, kind = excluded.kind, content = excluded.content",
        );
        let put = put.text(proof.on()).text(logo.id).text(file.kind);
        change.tx.run(put.text(BASE64.encode(&file.bytes))).await?;
        rebrand(change, *proof.on(), |before| Brand {
            logo: Some(logo),
            ..before
        })
        .await
    }

    /// Takes the logo of a workspace away; its file goes with it.
    ///
    /// # Errors
    /// `NotFound`, `Stale`.
    pub async fn logo_delete(&self, proof: &Granted<'_, ChangeBrand>) -> Result<u64> {
        let mut change = self.change_facts(proof).await?;
        let delete = sql("DELETE FROM logos WHERE workspace = $1").text(proof.on());
        change.tx.run(delete).await?;
        rebrand(change, *proof.on(), |before| Brand { logo: None, ..before }).await
    }

    /// The file of a logo, for whoever knows what is in it. A narrow port: pages show it before anybody has said who they are.
    ///
    /// # Errors
    /// `Unavailable`, `Damaged`.
    pub async fn logo_file(&self, id: LogoId) -> Result<Option<LogoFile>> {
        let question = sql("SELECT kind, content FROM logos WHERE id = $1 LIMIT 1").text(id);
        let read = |row: &Row<'_>| {
            Ok(LogoFile {
                kind: row.parsed("kind")?,
                bytes: row.checked("content", |text| BASE64.decode(text.as_bytes()))?,
            })
        };
        self.db.one(question, read).await
    }
}

async fn rebrand(
    mut change: Change<'_>,
    workspace: WorkspaceId,
    rebranded: impl FnOnce(Brand) -> Brand + Send,
) -> Result<u64> {
    let question = sql("SELECT brand FROM workspaces WHERE id = $1").text(workspace);
    let before = change.tx.one(question, |row| Ok(brand(row))).await?;
    let before = before.ok_or(StoreError::NotFound)?;
    let after = rebranded(before.clone());
    let update = sql("UPDATE workspaces SET brand = $2 WHERE id = $1");
    change.must(update.text(workspace).text(json!(after))).await?;
    change.touch(Fact::Workspace(workspace));
    let entry = Audit::of("workspace.brand", workspace).at(workspace);
    change
        .commit(entry.with(json!({ "before": before, "after": after })))
        .await
}

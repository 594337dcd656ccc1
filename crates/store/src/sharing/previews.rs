//! Looks at shares through their readers' eyes. Kept apart from the sessions of readers: they belong to who looks, and a share that is
//! not made yet is kept nowhere else.

use access::action::{CreateShare, PreviewShare};
use access::proof::Granted;
use identity::admitted::Admitted;
use identity::caller::{Caller, Credential};
use identity::preview::Preview;
use model::Instant;
use model::id::{ShareId, ShareSessionId};
use model::share::Share;
use serde_json::json;

use crate::Store;
use crate::change::{Audit, Change};
use crate::db::{Row, hex, sql};
use crate::error::{Result, StoreError};
use crate::preview_life::PREVIEW_OF_HASH;

impl Store {
    /// Keeps a look at a share that is kept.
    ///
    /// # Errors
    /// `NotFound`, `Unavailable`.
    pub async fn preview_create(
        &self,
        proof: &Granted<'_, PreviewShare>,
        share: &Share,
        token_hash: &[u8; 32],
        preview: &Preview,
    ) -> Result<()> {
        if *proof.on() != share.id || preview.draft.is_some() {
            return Err(StoreError::NotFound);
        }
        let entry = Audit::of("share.preview", share.id).at(share.workspace);
        let change = self.change(proof).await?;
        put(
            change,
            share.id,
            token_hash,
            preview,
            entry.with(json!({ "draft": false })),
        )
        .await
    }

    /// Keeps a look at a share that is not made yet, and the share with it.
    ///
    /// # Errors
    /// `NotFound` when it is one of another dashboard; `Unavailable`.
    pub async fn preview_create_of_draft(
        &self,
        proof: &Granted<'_, CreateShare>,
        token_hash: &[u8; 32],
        preview: &Preview,
    ) -> Result<()> {
        let at = proof.on();
        let of_this = |draft: &&Share| draft.dashboard == at.dashboard && draft.workspace == at.workspace;
        let draft = preview.draft.as_ref().filter(of_this).ok_or(StoreError::NotFound)?;
        let details = json!({ "draft": true, "kind": draft.audience.word(), "terms": draft.terms });
        let entry = Audit::of("share.preview", draft.dashboard)
            .at(draft.workspace)
            .with(details);
        let change = self.change(proof).await?;
        put(change, draft.id, token_hash, preview, entry).await
    }

    /// Who looks by the preview of this hash, unless it is over or its maker is not signed in any more. Whether they still may is the
    /// gate's to say.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn preview_find(&self, token_hash: &[u8; 32], now: Instant) -> Result<Option<Caller>> {
        let question = sql(PREVIEW_OF_HASH);
        let read = |row: &Row<'_>| Ok((row.parsed("id")?, row.parsed("share")?, row.text("preview")?));
        let found = self.db.one(question.text(hex(token_hash)).instant(now), read).await?;
        Ok(found.and_then(|(session, id, preview)| {
            // What a newer program wrote may say something that narrows.
            let preview: Preview = serde_json::from_str(&preview).ok()?;
            Some(Caller::Share {
                id,
                session,
                admitted: Admitted::Preview(Box::new(preview)),
            })
        }))
    }
}

async fn put(
    mut change: Change<'_>,
    share: ShareId,
    token_hash: &[u8; 32],
    preview: &Preview,
    entry: Audit,
) -> Result<()> {
    let credential = match preview.credential() {
        Credential::Session(id) => id.to_string(),
        Credential::Token(id) => id.to_string(),
        Credential::ShareSession(_) => return Err(StoreError::NotFound),
    };
    let id = ShareSessionId::new(change.op().now);
    let insert = sql(
        "INSERT INTO previews (id, share, token_hash, preview, credential, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
    );
    let insert = insert.text(id).text(share).text(hex(token_hash)).text(json!(preview));
    change.tx.run(insert.text(credential).instant(preview.ends)).await?;
    change.commit(entry).await.map(|_| ())
}

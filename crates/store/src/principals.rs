//! Principals wherever something names them: they must exist, and what names them goes with them.

use access::change::Fact;
use model::principal::Principal;

use crate::change::Change;
use crate::db::sql;
use crate::error::{Result, StoreError};

/// Refuses principals that are not kept: what is granted to nobody today must not fall to somebody tomorrow.
pub(crate) async fn must_exist(change: &mut Change<'_>, principal: Principal) -> Result<()> {
    let found = match principal {
        Principal::User(id) => {
            change
                .tx
                .any(sql("SELECT id FROM users WHERE id = $1").text(id))
                .await?
        }
        Principal::Group(id) => {
            change
                .tx
                .any(sql("SELECT id FROM groups WHERE id = $1").text(id))
                .await?
        }
        Principal::All => true,
    };
    if found { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Deletes everything that names the principal and would mean nothing without it. Its grants on dashboards and folders, and that
/// others saw it, are not told one by one: without the principal they count for nobody.
pub(crate) async fn forget_principal(change: &mut Change<'_>, principal: Principal) -> Result<()> {
    let held = sql("SELECT workspace AS id FROM permissions WHERE principal = $1").text(principal);
    change.touch_those(held, Fact::Workspace).await?;
    let policies = sql("SELECT DISTINCT workspace AS id FROM policies WHERE principal = $1").text(principal);
    change.touch_those(policies, Fact::Policies).await?;
    for text in [
        "DELETE FROM grants WHERE principal = $1",
        "DELETE FROM folder_grants WHERE principal = $1",
        "DELETE FROM permissions WHERE principal = $1",
        "DELETE FROM policies WHERE principal = $1",
        "DELETE FROM see WHERE principal = $1",
    ] {
        change.tx.run(sql(text).text(principal)).await?;
    }
    Ok(())
}

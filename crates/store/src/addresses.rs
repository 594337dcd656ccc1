//! Addresses that an older program kept, brought to the form that they are looked up by now. What cannot be brought stays as it is: its
//! user stays, and signs in again once somebody gives them another address.

use model::id::UserId;
use model::name::Email;

use crate::db::{Row, Tx, sql};
use crate::error::Result;

/// Brings them, as part of a migration.
pub(crate) async fn one_form(tx: &mut Tx) -> Result<()> {
    let question = sql("SELECT id, email FROM users ORDER BY id");
    let read = |row: &Row<'_>| Ok((row.parsed::<UserId>("id")?, row.text("email")?));
    let kept = tx.all(question, read).await?;
    for (id, email) in kept {
        let form = match Email::new(&email) {
            Ok(form) if form.as_str() == email => continue,
            Ok(form) => form,
            Err(_) => {
                tracing::warn!(user = %id, "the address of a user has no form that can be signed in with: change it");
                continue;
            }
        };
        let taken = sql("SELECT 1 FROM users WHERE email = $1").text(&form);
        if tx.any(taken).await? {
            tracing::warn!(user = %id, "the address of a user means the mailbox of another user: change one of them");
            continue;
        }
        let update = sql("UPDATE users SET email = $2 WHERE id = $1").text(id).text(&form);
        tx.run(update).await?;
    }
    Ok(())
}

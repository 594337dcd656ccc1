//! How credentials end: the one place that deletes what somebody is signed in with. Every node keeps callers that it has found in memory;
//! the count that moves here tells all of them to look again. Who may end what is decided where the change began.

use model::Instant;

use crate::Store;
use crate::change::Change;
use crate::db::{Sql, sql};
use crate::error::{Result, StoreError};

/// Ends the credentials that a statement deletes, or ends earlier; how many they were.
pub(crate) async fn end(change: &mut Change<'_>, which: Sql) -> Result<u64> {
    let ended = change.tx.run(which).await?;
    if ended > 0 {
        let count = sql("UPDATE credential_ends SET n = n + 1 WHERE id = 1");
        change.tx.run(count).await?;
    }
    Ok(ended)
}

impl Store {
    /// A number that moves whenever credentials end before their time. What was found before it moved may be one of them.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn credential_ends(&self) -> Result<u64> {
        let question = sql("SELECT n FROM credential_ends WHERE id = 1");
        let n = self.db.one(question, |row| row.number("n")).await?;
        n.ok_or(StoreError::Damaged("the count of ended credentials is missing"))
    }

    /// Forgets sessions, openings and previews of shares, invitations and taken tokens whose time is up; how many. They open nothing any more, so this ends nothing.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn credentials_forget_expired(&self, now: Instant) -> Result<u64> {
        let mut count = 0;
        for (any, forget) in [
            (
                "SELECT 1 FROM sessions WHERE expires_at <= $1 LIMIT 1",
                "DELETE FROM sessions WHERE expires_at <= $1",
            ),
            (
                "SELECT 1 FROM share_sessions WHERE expires_at <= $1 LIMIT 1",
                "DELETE FROM share_sessions WHERE expires_at <= $1",
            ),
            (
                "SELECT 1 FROM guest_browsers WHERE expires_at <= $1 LIMIT 1",
                "DELETE FROM guest_browsers WHERE expires_at <= $1",
            ),
            (
                "SELECT 1 FROM previews WHERE expires_at <= $1 LIMIT 1",
                "DELETE FROM previews WHERE expires_at <= $1",
            ),
            (
                "SELECT 1 FROM invitations WHERE expires_at <= $1 LIMIT 1",
                "DELETE FROM invitations WHERE expires_at <= $1",
            ),
            (
                "SELECT 1 FROM share_tokens_taken WHERE until <= $1 LIMIT 1",
                "DELETE FROM share_tokens_taken WHERE until <= $1",
            ),
        ] {
            // Looks first: a writer that finds nothing to do would still keep others from writing.
            if self.db.one(sql(any).instant(now), |_| Ok(())).await?.is_some() {
                let mut tx = self.db.write().await?;
                count += tx.run(sql(forget).instant(now)).await?;
                tx.commit().await?;
            }
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    /// What deletes a credential elsewhere would leave it open on other nodes.
    #[test]
    fn credentials_are_deleted_here_or_by_what_is_handed_to_end() {
        let mut faults = Vec::new();
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if !path.ends_with("credential_ends.rs") {
                    let text = fs::read_to_string(&path).unwrap();
                    let lines: Vec<_> = text.lines().collect();
                    for (number, line) in lines.iter().enumerate() {
                        let deletes = ["sessions", "share_sessions", "previews", "tokens"]
                            .iter()
                            .any(|table| line.contains(&format!("DELETE FROM {table} ")));
                        let after = lines[number..lines.len().min(number + 4)].join(" ");
                        if deletes
                            && !after.contains("credential_ends::end(")
                            && !line.contains("credential_ends::end(")
                        {
                            faults.push(format!("{}:{}", path.display(), number + 1));
                        }
                    }
                }
            }
        }
        assert_eq!(faults, [""; 0], "hand these to credential_ends::end");
    }
}

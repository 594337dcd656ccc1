//! Past the store: statements as somebody writes them who has the database.

use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};

/// Runs a statement past the store; the first column of the answer, as text.
pub(crate) async fn raw(url: &str, text: &str) -> Result<Vec<String>, sqlx::Error> {
    let query = AssertSqlSafe(text.to_owned());
    if url.starts_with("sqlite:") {
        let mut connection = SqliteConnection::connect(url).await?;
        let rows = sqlx::query(query).fetch_all(&mut connection).await?;
        connection.close().await?;
        rows.iter().map(|row| row.try_get(0)).collect()
    } else {
        let mut connection = PgConnection::connect(url).await?;
        let rows = sqlx::query(query).fetch_all(&mut connection).await?;
        connection.close().await?;
        rows.iter().map(|row| row.try_get(0)).collect()
    }
}

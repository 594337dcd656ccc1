//! One statement with its values, and the tokens that differ between the databases. Values are always bound, never spliced.

use std::borrow::Cow;

use model::Instant;
use sqlx::postgres::PgArguments;
use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;
use sqlx::{AssertSqlSafe, Postgres, Sqlite};

use crate::error::{Result, StoreError};

/// A value to bind.
#[derive(Debug)]
pub(crate) enum Arg {
    Text(Option<String>),
    Number(Option<i64>),
}

/// A statement and its values, in the order `$1`, `$2`, …
///
/// Tokens: `{in $N}` is a list bound by [`list`], to be written as `x IN {in $1}` or `FROM {in $1} AS x` with the column `value`;
/// `{for share}` keeps what is read from changing until the end of the transaction; `{skip locked}` takes a row for oneself and passes
/// over rows that others took; `{lines of (…)}` joins the texts of a group,
/// one a line.
#[derive(Debug)]
pub(crate) struct Sql {
    text: &'static str,
    args: Vec<Arg>,
}

/// Begins a statement.
pub(crate) fn sql(text: &'static str) -> Sql {
    Sql { text, args: Vec::new() }
}

impl Sql {
    /// Binds something by its text form: ids, names, words.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "takes ids and borrowed texts alike, as they stand at the call"
    )]
    pub(crate) fn text(mut self, value: impl ToString) -> Self {
        self.args.push(Arg::Text(Some(value.to_string())));
        self
    }

    /// Binds a text or NULL.
    pub(crate) fn text_or_null(mut self, value: Option<impl ToString>) -> Self {
        self.args.push(Arg::Text(value.map(|v| v.to_string())));
        self
    }

    /// Binds a number.
    pub(crate) fn number(mut self, value: impl TryInto<i64>) -> Self {
        // Counters of this program stay far below 2^63; one that does not is kept as the greatest number.
        self.args.push(Arg::Number(Some(value.try_into().unwrap_or(i64::MAX))));
        self
    }

    /// Binds a number or NULL.
    pub(crate) fn number_or_null(mut self, value: Option<impl TryInto<i64>>) -> Self {
        let value = value.map(|v| v.try_into().unwrap_or(i64::MAX));
        self.args.push(Arg::Number(value));
        self
    }

    /// Binds an instant.
    pub(crate) fn instant(self, value: Instant) -> Self {
        self.number(value.timestamp_micros())
    }

    /// Binds an instant or NULL.
    pub(crate) fn instant_or_null(self, value: Option<Instant>) -> Self {
        self.number_or_null(value.map(|v| v.timestamp_micros()))
    }

    /// Binds a truth value as 0 or 1.
    pub(crate) fn flag(self, value: bool) -> Self {
        self.number(i64::from(value))
    }

    /// PostgreSQL keeps no NUL in texts; refused for both, so that both behave alike.
    fn values(self) -> Result<Vec<Arg>> {
        let has_nul = |arg: &Arg| matches!(arg, Arg::Text(Some(text)) if text.contains('\0'));
        if self.args.iter().any(has_nul) {
            return Err(StoreError::Invalid("a text cannot contain the character NUL"));
        }
        Ok(self.args)
    }

    fn sqlite_text(&self) -> Cow<'static, str> {
        let list = ("(SELECT value FROM json_each(", "))");
        self.replaced(list, ("", ""), ("group_concat(", ", char(10))"))
    }

    fn postgres_text(&self) -> Cow<'static, str> {
        let list = ("(SELECT json_array_elements_text(", "::json) AS value)");
        self.replaced(
            list,
            ("FOR SHARE", "FOR UPDATE SKIP LOCKED"),
            ("string_agg(", ", chr(10))"),
        )
    }

    fn replaced(&self, list: (&str, &str), locks: (&str, &str), lines: (&str, &str)) -> Cow<'static, str> {
        if !self.text.contains('{') {
            return Cow::Borrowed(self.text);
        }
        let (for_share, skip_locked) = locks;
        let text = self.text.replace("{for share}", for_share);
        let mut text = text.replace("{skip locked}", skip_locked);
        for (token, (begin, end)) in [("{in ", list), ("{lines of ", lines)] {
            while let Some((before, rest)) = text.split_once(token) {
                let Some((inside, after)) = rest.split_once('}') else {
                    break;
                };
                text = format!("{before}{begin}{inside}{end}{after}");
            }
        }
        Cow::Owned(text)
    }
}

/// The statement for SQLite with its values bound.
pub(super) fn for_sqlite(sql: Sql) -> Result<Query<'static, Sqlite, SqliteArguments>> {
    let query = sqlx::query(AssertSqlSafe(sql.sqlite_text()));
    Ok(sql.values()?.into_iter().fold(query, |query, arg| match arg {
        Arg::Text(value) => query.bind(value),
        Arg::Number(value) => query.bind(value),
    }))
}

/// The statement for PostgreSQL with its values bound.
pub(super) fn for_postgres(sql: Sql) -> Result<Query<'static, Postgres, PgArguments>> {
    let query = sqlx::query(AssertSqlSafe(sql.postgres_text()));
    Ok(sql.values()?.into_iter().fold(query, |query, arg| match arg {
        Arg::Text(value) => query.bind(value),
        Arg::Number(value) => query.bind(value),
    }))
}

/// The value for `{in $N}`.
pub(crate) fn list<T: ToString>(items: impl IntoIterator<Item = T>) -> String {
    let items = items
        .into_iter()
        .map(|item| serde_json::Value::String(item.to_string()));
    serde_json::Value::Array(items.collect()).to_string()
}

/// A hash as it is kept.
pub(crate) fn hex(hash: &[u8; 32]) -> String {
    use std::fmt::Write as _;
    hash.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The instant as it will be read back: cut to microseconds.
pub(crate) fn micros(instant: Instant) -> Instant {
    Instant::from_timestamp_micros(instant.timestamp_micros()).unwrap_or(instant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_replaced_for_each_database() {
        let statement = sql("SELECT n FROM t WHERE id IN {in $1} AND k IN {in $2} {for share}");
        assert_eq!(
            statement.sqlite_text(),
            "SELECT n FROM t WHERE id IN (SELECT value FROM json_each($1)) AND k IN (SELECT value FROM json_each($2)) "
        );
        assert_eq!(
            statement.postgres_text(),
            "SELECT n FROM t WHERE id IN (SELECT json_array_elements_text($1::json) AS value) \
             AND k IN (SELECT json_array_elements_text($2::json) AS value) FOR SHARE"
        );
    }

    #[test]
    fn hashes_are_hexadecimal() {
        let mut hash = [0; 32];
        hash[0] = 0xab;
        hash[31] = 0x01;
        let text = hex(&hash);
        assert!(text.len() == 64 && text.starts_with("ab00") && text.ends_with("0001"));
    }
}

//! One row of either database, read by column name into the program's types. A value that does not fit is damage, not a default.

use std::str::FromStr;

use model::Instant;
use serde::de::DeserializeOwned;
use sqlx::Row as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;

use crate::error::{Result, StoreError};

/// A row.
pub(crate) enum Row<'r> {
    Sqlite(&'r SqliteRow),
    Postgres(&'r PgRow),
}

impl Row<'_> {
    fn raw_text(&self, column: &str) -> Result<Option<&str>> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(column)?,
            Self::Postgres(row) => row.try_get(column)?,
        })
    }

    /// A text by the position of its column, as it stands: for what is read a million times.
    pub(crate) fn text_at(&self, column: usize) -> Result<&str> {
        let text: Option<&str> = match self {
            Self::Sqlite(row) => row.try_get(column)?,
            Self::Postgres(row) => row.try_get(column)?,
        };
        Self::present(text)
    }

    fn raw_number(&self, column: &str) -> Result<Option<i64>> {
        Ok(match self {
            Self::Sqlite(row) => row.try_get(column)?,
            Self::Postgres(row) => row.try_get(column)?,
        })
    }

    fn present<T>(value: Option<T>) -> Result<T> {
        value.ok_or(StoreError::Damaged("a value is missing"))
    }

    /// A text.
    pub(crate) fn text(&self, column: &str) -> Result<String> {
        Self::present(self.raw_text(column)?).map(str::to_owned)
    }

    /// A text, or `None` for NULL.
    pub(crate) fn text_or_null(&self, column: &str) -> Result<Option<String>> {
        Ok(self.raw_text(column)?.map(str::to_owned))
    }

    /// A number that was bound as `T`.
    pub(crate) fn number<T: TryFrom<i64>>(&self, column: &str) -> Result<T> {
        Self::present(self.number_or_null(column)?)
    }

    /// A number that was bound as `T`, or `None` for NULL.
    pub(crate) fn number_or_null<T: TryFrom<i64>>(&self, column: &str) -> Result<Option<T>> {
        let fit = |n| T::try_from(n).map_err(|_| StoreError::Damaged("a number is out of range"));
        self.raw_number(column)?.map(fit).transpose()
    }

    /// A truth value.
    pub(crate) fn flag(&self, column: &str) -> Result<bool> {
        Ok(self.number::<i64>(column)? != 0)
    }

    /// An instant.
    pub(crate) fn instant(&self, column: &str) -> Result<Instant> {
        Self::present(self.instant_or_null(column)?)
    }

    /// An instant, or `None` for NULL.
    pub(crate) fn instant_or_null(&self, column: &str) -> Result<Option<Instant>> {
        let fit = |n| Instant::from_timestamp_micros(n).ok_or(StoreError::Damaged("an instant is out of range"));
        self.raw_number(column)?.map(fit).transpose()
    }

    /// Something with a text form: ids and principals.
    pub(crate) fn parsed<T: FromStr>(&self, column: &str) -> Result<T> {
        Self::present(self.parsed_or_null(column)?)
    }

    /// Something with a text form, or `None` for NULL.
    pub(crate) fn parsed_or_null<T: FromStr>(&self, column: &str) -> Result<Option<T>> {
        let fit = |text: &str| {
            text.parse()
                .map_err(|_| StoreError::Damaged("an id or a word has another form"))
        };
        self.raw_text(column)?.map(fit).transpose()
    }

    /// A text that keeps a rule: names, titles, words.
    pub(crate) fn checked<T, E>(&self, column: &str, rule: impl FnOnce(&str) -> Result<T, E>) -> Result<T> {
        let text = Self::present(self.raw_text(column)?)?;
        rule(text).map_err(|_| StoreError::Damaged("a text does not keep its rule"))
    }

    /// One of the words of a small set.
    pub(crate) fn word<T>(&self, column: &str, meaning: impl FnOnce(&str) -> Option<T>) -> Result<T> {
        self.checked(column, |text| meaning(text).ok_or(()))
    }

    /// A structured value.
    pub(crate) fn json<T: DeserializeOwned>(&self, column: &str) -> Result<T> {
        self.checked(column, |text| serde_json::from_str(text))
    }

    /// A structured value, or `None` for NULL.
    pub(crate) fn json_or_null<T: DeserializeOwned>(&self, column: &str) -> Result<Option<T>> {
        match self.raw_text(column)? {
            Some(_) => self.json(column).map(Some),
            None => Ok(None),
        }
    }
}

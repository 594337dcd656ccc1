//! Literal values in predicates, domains and variables, as JSON carries them.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value as Json;

/// A literal. Dates and instants are texts; the column they meet gives them their type.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// Truth value.
    Bool(bool),
    /// Whole number.
    Int(i64),
    /// Finite number.
    Float(f64),
    /// Text, date or instant.
    Text(String),
}

/// The largest whole number up to which every reader of JSON tells one from the next.
const EXACT: u64 = 1 << 53;

impl Literal {
    /// Takes a JSON scalar; null, lists and objects are no literals.
    ///
    /// # Errors
    /// A sentence for the writer.
    pub fn from_json(json: &Json) -> Result<Self, &'static str> {
        const RULE: &str = "expected a text, a number or true/false";
        match json {
            Json::Bool(value) => Ok(Self::Bool(*value)),
            Json::String(value) => Ok(Self::Text(value.clone())),
            Json::Number(value) => match (value.as_i64(), value.as_f64()) {
                (Some(value), _) => Ok(Self::Int(value)),
                (None, Some(value)) => Ok(Self::Float(value)),
                _ => Err(RULE),
            },
            Json::Null | Json::Array(_) | Json::Object(_) => Err(RULE),
        }
    }

    /// The JSON scalar. Whole numbers beyond 2^53 are texts, as in answers: readers of JSON take them for others.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match self {
            Self::Bool(value) => Json::from(*value),
            Self::Int(value) if value.unsigned_abs() > EXACT => Json::from(value.to_string()),
            Self::Int(value) => Json::from(*value),
            Self::Float(value) => Json::from(*value),
            Self::Text(value) => Json::from(value.as_str()),
        }
    }
}

/// Writes chosen values as [`Literal::to_json`] would: for fields that hold JSON as it was given.
///
/// # Errors
/// Those of the serializer.
pub(crate) fn exact<S: Serializer>(value: &Option<Json>, s: S) -> Result<S::Ok, S::Error> {
    value.as_ref().map(with_long_texts).serialize(s)
}

/// As [`exact`], for a list.
///
/// # Errors
/// Those of the serializer.
pub(crate) fn exact_list<S: Serializer>(values: &Option<Vec<Json>>, s: S) -> Result<S::Ok, S::Error> {
    let written = values
        .as_ref()
        .map(|values| values.iter().map(with_long_texts).collect::<Vec<_>>());
    written.serialize(s)
}

fn with_long_texts(value: &Json) -> Json {
    match value {
        Json::Number(_) => Literal::from_json(value).map_or_else(|_| value.clone(), |literal| literal.to_json()),
        Json::Array(items) => items.iter().map(with_long_texts).collect(),
        other => other.clone(),
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => write!(f, "{value}"),
            Self::Int(value) => write!(f, "{value}"),
            Self::Float(value) => write!(f, "{value}"),
            Self::Text(value) => f.write_str(value),
        }
    }
}

impl Serialize for Literal {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(s)
    }
}

impl<'de> Deserialize<'de> for Literal {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Self::from_json(&Json::deserialize(d)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_travel_as_text() {
        let written = |value: i64| Literal::Int(value).to_json();
        assert_eq!(written(9_007_199_254_740_992), Json::from(9_007_199_254_740_992_i64));
        assert_eq!(written(6_176_900_062_392_749_993), Json::from("6176900062392749993"));
        assert_eq!(written(i64::MIN), Json::from("-9223372036854775808"));
    }
}

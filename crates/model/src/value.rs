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

    /// The JSON scalar.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match self {
            Self::Bool(value) => Json::from(*value),
            Self::Int(value) => Json::from(*value),
            Self::Float(value) => Json::from(*value),
            Self::Text(value) => Json::from(value.as_str()),
        }
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

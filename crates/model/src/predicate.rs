//! The typed condition tree of questions, row rules and choices. Parsed here, compiled in `query`, never text of a query language.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value as Json;

use crate::invalid::{Faults, Invalid};
use crate::limits::PREDICATE_DEPTH;
use crate::name::{AttributeName, ColumnName, VariableName};
use crate::value::Literal;

/// A condition on the columns of one dataset. NULL never matches a comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Predicate {
    /// All hold; an empty list holds.
    And(Vec<Predicate>),
    /// One holds; an empty list never holds.
    Or(Vec<Predicate>),
    /// Does not hold; where the inner one meets NULL this does not hold either.
    Not(Box<Predicate>),
    /// Equal.
    Eq(ColumnName, Operand),
    /// Not equal.
    Ne(ColumnName, Operand),
    /// Less.
    Lt(ColumnName, Operand),
    /// At most.
    Le(ColumnName, Operand),
    /// Greater.
    Gt(ColumnName, Operand),
    /// At least.
    Ge(ColumnName, Operand),
    /// One of.
    In(ColumnName, Operands),
    /// From the first to the second, both included.
    Between(ColumnName, Operand, Operand),
    /// Has no value.
    IsNull(ColumnName),
    /// Inside the chosen time range (questions only).
    Time(ColumnName),
}

/// The right side of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// A value.
    Literal(Literal),
    /// `{"var": name}`: questions and choices.
    Variable(VariableName),
    /// `{"viewer": attribute}`: row rules. Several values mean one of them; none means no rows.
    Viewer(AttributeName),
    /// `{"workspace": setting}`: row rules. Missing means no rows.
    Workspace(AttributeName),
}

/// The right side of `in`.
#[derive(Debug, Clone, PartialEq)]
pub enum Operands {
    /// A list of values.
    List(Vec<Literal>),
    /// A reference that gives several values.
    Reference(Operand),
}

impl Operand {
    fn from_json(json: &Json) -> Result<Self, String> {
        let Json::Object(map) = json else {
            return Literal::from_json(json).map(Self::Literal).map_err(str::to_owned);
        };
        let mut entries = map.iter();
        let (Some((key, Json::String(name))), None) = (entries.next(), entries.next()) else {
            return Err("expected a value or a reference such as {\"var\": \"name\"}".to_owned());
        };
        match key.as_str() {
            "var" => VariableName::new(name).map(Self::Variable),
            "viewer" => AttributeName::new(name).map(Self::Viewer),
            "workspace" => AttributeName::new(name).map(Self::Workspace),
            _ => Err("a reference is one of var, viewer, workspace"),
        }
        .map_err(str::to_owned)
    }

    fn to_json(&self) -> Json {
        match self {
            Self::Literal(value) => value.to_json(),
            Self::Variable(name) => serde_json::json!({ "var": name }),
            Self::Viewer(name) => serde_json::json!({ "viewer": name }),
            Self::Workspace(name) => serde_json::json!({ "workspace": name }),
        }
    }
}

impl Serialize for Operand {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(s)
    }
}

impl<'de> Deserialize<'de> for Operand {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Self::from_json(&Json::deserialize(d)?).map_err(serde::de::Error::custom)
    }
}

impl Serialize for Operands {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::List(values) => values.serialize(s),
            Self::Reference(operand) => operand.serialize(s),
        }
    }
}

impl<'de> Deserialize<'de> for Operands {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        use serde::de::Error as _;
        match Json::deserialize(d)? {
            Json::Array(items) => {
                let values = items.iter().map(Literal::from_json).collect::<Result<_, _>>();
                values.map(Self::List).map_err(D::Error::custom)
            }
            json @ Json::Object(_) => Operand::from_json(&json).map(Self::Reference).map_err(D::Error::custom),
            _ => Err(D::Error::custom("in takes a list of values or a reference")),
        }
    }
}

/// Where a predicate stands decides which references it may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PredicateUse {
    /// In a widget's question.
    Question,
    /// In the choices of a variable.
    Choices,
    /// In a row rule.
    RowRule,
}

impl Predicate {
    /// Calls `visit` on this node and all below.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        visit(self);
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.walk(visit)),
            Self::Not(part) => part.walk(visit),
            Self::Eq(..)
            | Self::Ne(..)
            | Self::Lt(..)
            | Self::Le(..)
            | Self::Gt(..)
            | Self::Ge(..)
            | Self::In(..)
            | Self::Between(..)
            | Self::IsNull(_)
            | Self::Time(_) => {}
        }
    }

    /// The column this node compares, if it is a comparison.
    #[must_use]
    pub const fn column(&self) -> Option<&ColumnName> {
        match self {
            Self::And(_) | Self::Or(_) | Self::Not(_) => None,
            Self::Eq(c, _)
            | Self::Ne(c, _)
            | Self::Lt(c, _)
            | Self::Le(c, _)
            | Self::Gt(c, _)
            | Self::Ge(c, _)
            | Self::In(c, _)
            | Self::Between(c, _, _)
            | Self::IsNull(c)
            | Self::Time(c) => Some(c),
        }
    }

    /// The right sides of this node that are not lists.
    #[must_use]
    pub fn operands(&self) -> Vec<&Operand> {
        match self {
            Self::Eq(_, o)
            | Self::Ne(_, o)
            | Self::Lt(_, o)
            | Self::Le(_, o)
            | Self::Gt(_, o)
            | Self::Ge(_, o)
            | Self::In(_, Operands::Reference(o)) => vec![o],
            Self::Between(_, from, to) => vec![from, to],
            Self::In(_, Operands::List(_))
            | Self::IsNull(_)
            | Self::Time(_)
            | Self::And(_)
            | Self::Or(_)
            | Self::Not(_) => Vec::new(),
        }
    }

    /// All columns it looks at.
    #[must_use]
    pub fn columns(&self) -> Vec<&ColumnName> {
        let mut columns = Vec::new();
        self.walk(&mut |node| columns.extend(node.column()));
        columns
    }

    /// Refuses references that mean nothing at `place`, and trees that are too deep.
    ///
    /// # Errors
    /// One fault per wrong reference, at the predicate's own pointer.
    pub fn check(&self, place: PredicateUse) -> Result<(), Invalid> {
        let mut faults = Faults::default();
        if self.depth() > PREDICATE_DEPTH {
            faults.add("", "conditions are nested too deeply");
        }
        self.walk(&mut |node| {
            if matches!(node, Self::Time(_)) && place != PredicateUse::Question {
                faults.add("", "the time range exists only in the question of a widget");
            }
            for operand in node.operands() {
                match operand {
                    Operand::Variable(_) if place == PredicateUse::RowRule => {
                        faults.add("", "a row rule cannot depend on a variable");
                    }
                    Operand::Viewer(_) | Operand::Workspace(_) if place != PredicateUse::RowRule => {
                        faults.add("", "viewer and workspace exist only in row rules");
                    }
                    Operand::Literal(_) | Operand::Variable(_) | Operand::Viewer(_) | Operand::Workspace(_) => {}
                }
            }
        });
        faults.finish()
    }

    fn depth(&self) -> usize {
        match self {
            Self::And(parts) | Self::Or(parts) => 1 + parts.iter().map(Self::depth).max().unwrap_or(0),
            Self::Not(part) => 1 + part.depth(),
            Self::Eq(..)
            | Self::Ne(..)
            | Self::Lt(..)
            | Self::Le(..)
            | Self::Gt(..)
            | Self::Ge(..)
            | Self::In(..)
            | Self::Between(..)
            | Self::IsNull(_)
            | Self::Time(_) => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invalid::parse;

    #[test]
    fn shapes_of_the_design_parse_and_return() {
        for text in [
            r#"{"and":[{"eq":["origin",{"var":"origin"}]},{"time":"time_hour"}]}"#,
            r#"{"in":["carrier",{"viewer":"carrier"}]}"#,
            r#"{"in":["faa",["EWR","JFK"]]}"#,
            r#"{"not":{"is_null":"dep_delay"}}"#,
            r#"{"between":["dep_delay",-5,10.5]}"#,
            r#"{"eq":["carrier",{"workspace":"carrier"}]}"#,
        ] {
            let predicate: Predicate = parse(text.as_bytes()).unwrap();
            assert_eq!(serde_json::to_string(&predicate).unwrap(), text);
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            r#"{"eq":["a"]}"#,
            r#"{"eq":["a",1,2]}"#,
            r#"{"like":["a","b"]}"#,
            r#"{"eq":["a",null]}"#,
            r#"{"eq":["a",{"env":"HOME"}]}"#,
            r#"{"in":["a",1]}"#,
            r#"{"eq":["a",1],"ne":["a",2]}"#,
            r#""1=1""#,
        ] {
            assert!(parse::<Predicate>(text.as_bytes()).is_err(), "{text}");
        }
        let viewer: Predicate = parse(br#"{"eq":["a",{"viewer":"x"}]}"#).unwrap();
        assert!(viewer.check(PredicateUse::Question).is_err() && viewer.check(PredicateUse::RowRule).is_ok());
    }
}

//! The typed condition tree of questions, row rules and choices. Parsed here, compiled in `query`, never text of a query language.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value as Json;

use crate::invalid::{Faults, Invalid};
use crate::limits::{PREDICATE_DEPTH, PREDICATE_PARTS, PREDICATE_VALUES};
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

    /// Refuses trees that are too deep, too wide or hold too many values, and then references that mean nothing at `place`.
    ///
    /// # Errors
    /// One fault per wrong reference, at the predicate's own pointer.
    pub fn check(&self, place: PredicateUse) -> Result<(), Invalid> {
        let size = self.size();
        if size.depth > PREDICATE_DEPTH {
            return Err(Invalid::at(
                "",
                format!("conditions nest at most {PREDICATE_DEPTH} steps deep"),
            ));
        }
        if size.parts > PREDICATE_PARTS {
            let message = format!(
                "a condition has at most {PREDICATE_PARTS} parts: write many values of a column as a list, with in"
            );
            return Err(Invalid::at("", message));
        }
        if size.values > PREDICATE_VALUES {
            return Err(Invalid::at(
                "",
                format!("the lists of a condition hold at most {PREDICATE_VALUES} values"),
            ));
        }
        let mut faults = Faults::default();
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

    /// Whether it depends on who reads.
    #[must_use]
    pub fn reads_viewer(&self) -> bool {
        let mut reads = false;
        self.walk(&mut |node| {
            reads |= node
                .operands()
                .iter()
                .any(|operand| matches!(operand, Operand::Viewer(_)));
        });
        reads
    }

    /// How large it is, in every direction.
    #[must_use]
    pub fn size(&self) -> Size {
        let mut size = Size {
            depth: 1,
            parts: 1,
            values: 0,
        };
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| size.hold(part.size())),
            Self::Not(part) => size.hold(part.size()),
            Self::In(_, Operands::List(values)) => size.values = values.len(),
            Self::Eq(..)
            | Self::Ne(..)
            | Self::Lt(..)
            | Self::Le(..)
            | Self::Gt(..)
            | Self::Ge(..)
            | Self::In(_, Operands::Reference(_))
            | Self::Between(..)
            | Self::IsNull(_)
            | Self::Time(_) => {}
        }
        size
    }
}

/// How large a condition is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Steps from the top to the deepest comparison.
    pub depth: usize,
    /// Comparisons, and the words that join them.
    pub parts: usize,
    /// Values in its lists.
    pub values: usize,
}

impl Size {
    fn hold(&mut self, part: Self) {
        self.depth = self.depth.max(part.depth.saturating_add(1));
        self.parts = self.parts.saturating_add(part.parts);
        self.values = self.values.saturating_add(part.values);
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

    #[test]
    fn depth_width_and_lists_are_bounded() {
        let equal = |n: usize| serde_json::json!({ "eq": ["a", n] });
        let check = |json: serde_json::Value| {
            let predicate: Predicate = serde_json::from_value(json).unwrap();
            predicate
                .check(PredicateUse::RowRule)
                .map_err(|invalid| invalid.to_string())
        };
        let any = |n: usize| serde_json::json!({ "or": (0..n).map(equal).collect::<Vec<_>>() });
        assert_eq!(check(any(PREDICATE_PARTS - 1)), Ok(()));
        assert!(check(any(PREDICATE_PARTS)).unwrap_err().contains("at most 1000 parts"));
        let list = |n: usize| serde_json::json!({ "in": ["a", (0..n).collect::<Vec<_>>()] });
        assert_eq!(check(list(PREDICATE_VALUES)), Ok(()));
        assert!(
            check(list(PREDICATE_VALUES + 1))
                .unwrap_err()
                .contains("at most 10000 values")
        );
        let nested = |n: usize| (1..n).fold(equal(1), |inner, _| serde_json::json!({ "not": inner }));
        assert_eq!(check(nested(PREDICATE_DEPTH)), Ok(()));
        assert!(
            check(nested(PREDICATE_DEPTH + 1))
                .unwrap_err()
                .contains("at most 32 steps")
        );
    }

    #[test]
    fn text_that_nests_deeper_than_any_stack_is_refused_while_it_is_read() {
        for (open, close) in [(r#"{"not":"#, "}"), (r#"{"and":["#, "]}")] {
            let text = format!(
                "{}{}{}",
                open.repeat(100_000),
                r#"{"eq":["a",1]}"#,
                close.repeat(100_000)
            );
            assert!(parse::<Predicate>(text.as_bytes()).is_err());
        }
    }
}

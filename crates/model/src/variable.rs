//! Variables of a dashboard: what a viewer may choose, and from what. Choices of a dataset are asked in `query`, under the viewer's scope.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::limits::{CHOSEN_CHARACTERS, CHOSEN_VALUES, MATCHED_CHARACTERS};
use crate::name::{ColumnName, DatasetName, VariableName};
use crate::pattern::Pattern;
use crate::predicate::Predicate;
use crate::value::Literal;

/// A declared variable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Variable {
    /// Name in questions and links.
    pub name: VariableName,
    /// What people read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Type of its values.
    #[serde(rename = "type")]
    pub kind: VariableType,
    /// Several values at once.
    #[serde(default)]
    pub many: bool,
    /// The values it may take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<Domain>,
    /// Value when the link says none.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "crate::value::exact"
    )]
    #[schema(value_type = Option<crate::schema::JsonValue>)]
    pub default: Option<Json>,
}

crate::words! {
    /// The type of a variable.
    pub enum VariableType {
        /// Text.
        String = "string",
        /// Number.
        Number = "number",
        /// Calendar day `YYYY-MM-DD`.
        Date = "date",
        /// Truth value.
        Bool = "bool",
    }
}

/// What values a variable may take.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Domain {
    /// A fixed list.
    Values(Vec<Literal>),
    /// Numbers or dates between two bounds, both included.
    Range(Range),
    /// Values found in a dataset, in the scope of whoever looks.
    Choices(Choices),
    /// Free text that matches a regular expression as a whole.
    Pattern(Pattern),
}

/// Bounds of a range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// Least value.
    pub min: Literal,
    /// Greatest value.
    pub max: Literal,
}

/// Values of a column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Choices {
    /// Which dataset.
    pub dataset: DatasetName,
    /// The column whose values may be chosen.
    pub value: ColumnName,
    /// The column people read; the value itself when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<ColumnName>,
    /// Which rows; may refer to variables declared earlier.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<Predicate>,
}

/// One value that a variable was given: one or several literals, already checked for type.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Chosen {
    /// `many` is false.
    One(Literal),
    /// `many` is true.
    Several(Vec<Literal>),
}

impl Chosen {
    /// As it travels: the value, or a list of values.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match self {
            Self::One(value) => value.to_json(),
            Self::Several(values) => values.iter().map(Literal::to_json).collect(),
        }
    }

    /// Its literals.
    #[must_use]
    pub fn literals(&self) -> &[Literal] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Several(values) => values,
        }
    }
}

impl Variable {
    /// What is chosen while nobody chooses, as far as a share's values leave it; nothing when they leave none of it.
    #[must_use]
    pub fn opening(&self, subset: Option<&[Json]>) -> Option<Chosen> {
        let default = self.read(self.default.as_ref()?).ok()?;
        let Some(subset) = subset else {
            return Some(default);
        };
        let left = self.literals_of(subset);
        match default {
            // Nothing chosen is among whatever there is.
            Chosen::Several(values) if values.is_empty() => Some(Chosen::Several(values)),
            Chosen::One(value) => left.contains(&value).then_some(Chosen::One(value)),
            Chosen::Several(values) => {
                let values: Vec<_> = values.into_iter().filter(|value| left.contains(value)).collect();
                (!values.is_empty()).then_some(Chosen::Several(values))
            }
        }
    }

    /// The values that are this variable's, of a list as a share keeps it.
    #[must_use]
    pub fn literals_of(&self, values: &[Json]) -> Vec<Literal> {
        let read = values.iter().filter_map(|value| self.read(value).ok());
        read.flat_map(|chosen| chosen.literals().to_vec()).collect()
    }

    /// Reads a JSON value as this variable's, by type, `many`, and the parts of the domain that need no data
    /// (values, range, pattern). Membership in a dataset's choices is checked in `query`.
    ///
    /// # Errors
    /// A sentence for whoever chose; it does not repeat the value.
    pub fn read(&self, json: &Json) -> Result<Chosen, String> {
        match (self.many, json) {
            (true, Json::Array(items)) => {
                self.bounded(items)?;
                let values = items.iter().map(|item| self.read_one(item));
                values.collect::<Result<_, _>>().map(Chosen::Several)
            }
            (true, one) => self.read_one(one).map(|value| Chosen::Several(vec![value])),
            (false, one) => self.read_one(one).map(Chosen::One),
        }
    }

    /// Whether reading a value may take time, because it is matched against a pattern.
    #[must_use]
    pub const fn is_matched(&self) -> bool {
        matches!(self.domain, Some(Domain::Pattern(_)))
    }

    /// Refuses too many values, before any of them is looked at.
    fn bounded(&self, items: &[Json]) -> Result<(), String> {
        if items.len() > CHOSEN_VALUES {
            return Err(format!("at most {CHOSEN_VALUES} values can be chosen at once"));
        }
        let characters = || items.iter().filter_map(Json::as_str).map(str::len).sum::<usize>();
        if self.is_matched() && characters() > MATCHED_CHARACTERS {
            return Err("these values are too long together".to_owned());
        }
        Ok(())
    }

    fn read_one(&self, json: &Json) -> Result<Literal, String> {
        if json
            .as_str()
            .is_some_and(|text| text.chars().count() > CHOSEN_CHARACTERS)
        {
            return Err(format!("a value has at most {CHOSEN_CHARACTERS} characters"));
        }
        let value = Literal::from_json(json)?;
        let typed = match (self.kind, value) {
            (VariableType::String, Literal::Text(text)) => Literal::Text(text),
            (VariableType::Number, value @ (Literal::Int(_) | Literal::Float(_))) => value,
            (VariableType::Number, Literal::Text(text)) => number(&text).ok_or("expected a number")?,
            (VariableType::Bool, value @ Literal::Bool(_)) => value,
            (VariableType::Bool, Literal::Text(text)) if text == "true" || text == "false" => {
                Literal::Bool(text == "true")
            }
            (VariableType::Date, Literal::Text(text)) if text.parse::<chrono::NaiveDate>().is_ok() => {
                Literal::Text(text)
            }
            (VariableType::String, _) => return Err("expected a text".to_owned()),
            (VariableType::Number, _) => return Err("expected a number".to_owned()),
            (VariableType::Bool, _) => return Err("expected true or false".to_owned()),
            (VariableType::Date, _) => return Err("expected a day such as 2013-07-04".to_owned()),
        };
        let fits = match &self.domain {
            None | Some(Domain::Choices(_)) => true,
            // A long number may be written as text in the list.
            Some(Domain::Values(values)) => values.iter().any(|value| {
                *value == typed || (self.kind == VariableType::Number && value.to_string() == typed.to_string())
            }),
            Some(Domain::Range(range)) => within(&typed, range),
            Some(Domain::Pattern(pattern)) => pattern.matches(&typed.to_string()),
        };
        if fits {
            Ok(typed)
        } else {
            Err("this value cannot be chosen here".to_owned())
        }
    }
}

fn number(text: &str) -> Option<Literal> {
    let whole = text.parse::<i64>().ok().map(Literal::Int);
    whole.or_else(|| text.parse::<f64>().ok().filter(|n| n.is_finite()).map(Literal::Float))
}

fn within(value: &Literal, range: &Range) -> bool {
    let number = |literal: &Literal| match literal {
        #[expect(clippy::cast_precision_loss, reason = "bounds of a slider, not money")]
        Literal::Int(n) => Some(*n as f64),
        Literal::Float(n) => Some(*n),
        Literal::Bool(_) | Literal::Text(_) => None,
    };
    match (number(value), number(&range.min), number(&range.max)) {
        (Some(value), Some(min), Some(max)) => min <= value && value <= max,
        // Days are ISO texts, whose order is the calendar's.
        (None, None, None) => range.min.to_string() <= value.to_string() && value.to_string() <= range.max.to_string(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn variable(json: Json) -> Variable {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn only_values_of_the_domain_are_read() {
        let check = |declared: Json, value: Json, fits: bool| {
            assert_eq!(
                variable(declared.clone()).read(&value).is_ok(),
                fits,
                "{declared} {value}"
            );
        };
        let list = json!({"name":"v","type":"string","domain":{"values":["a","b"]}});
        check(list.clone(), json!("a"), true);
        check(list.clone(), json!("c"), false);
        check(list, json!(["a"]), false);
        let range = json!({"name":"v","type":"number","domain":{"range":{"min":0,"max":10}}});
        check(range.clone(), json!(10), true);
        check(range.clone(), json!("3.5"), true);
        check(range.clone(), json!(10.01), false);
        check(range, json!("NaN"), false);
        let days = json!({"name":"v","type":"date","domain":{"range":{"min":"2013-01-01","max":"2013-12-31"}}});
        check(days.clone(), json!("2013-07-04"), true);
        check(days.clone(), json!("2014-01-01"), false);
        check(days, json!("2013-07-04'; drop"), false);
        let pattern = json!({"name":"v","type":"string","domain":{"pattern":"[A-Z]{2}|x"}});
        check(pattern.clone(), json!("UA"), true);
        check(pattern.clone(), json!("xUA"), false);
        check(pattern, json!("UA\n"), false);
        check(json!({"name":"v","type":"string","many":true}), json!(["a", "b"]), true);
        let ids = json!({"name":"v","type":"number","domain":{"values":["6176900062392749993", 7]}});
        check(ids.clone(), json!("6176900062392749993"), true);
        check(ids.clone(), json!(6_176_900_062_392_749_993_i64), true);
        check(ids.clone(), json!("6176900062392749992"), false);
        check(ids, json!("7"), true);
    }

    #[test]
    fn a_thousand_values_compile_their_pattern_once_and_more_are_refused_unread() {
        let many =
            variable(json!({"name":"v","type":"string","many":true,"domain":{"pattern":"(?:[a-z]{1,9} ?){1,9}"}}));
        let values = |n: usize, text: &str| Json::from(vec![text; n]);
        assert!(many.read(&values(CHOSEN_VALUES, "ab cd")).is_ok());
        assert!(many.read(&values(CHOSEN_VALUES + 1, "ab")).is_err());
        assert!(many.read(&values(CHOSEN_VALUES, &"a".repeat(21))).is_err());
        assert!(many.read(&json!("a".repeat(CHOSEN_CHARACTERS + 1))).is_err());
    }
}

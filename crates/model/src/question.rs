//! Questions as widgets store them: structured, or SQL with typed variables. They are compiled in `query`.

use std::collections::BTreeSet;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value as Json};

use crate::name::{ColumnName, DatasetName, VariableName};
use crate::predicate::{Operand, Predicate};

/// What a widget asks.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum Question {
    /// Built from parts, compiled to a plan without any text.
    Structured(Structured),
    /// SQL over datasets; `$name` stands for a variable's value.
    Sql(Sql),
}

impl<'de> Deserialize<'de> for Question {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        use serde::de::Error as _;
        let json = Json::deserialize(d)?;
        let is_sql = json.get("sql").is_some();
        if is_sql {
            Sql::deserialize(json).map(Self::Sql).map_err(D::Error::custom)
        } else {
            Structured::deserialize(json)
                .map(Self::Structured)
                .map_err(D::Error::custom)
        }
    }
}

/// A question in SQL.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sql {
    /// One SELECT statement.
    pub sql: String,
    /// Most rows of the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

/// A question built from parts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Structured {
    /// Which dataset.
    pub dataset: DatasetName,
    /// The columns of the answer; those without an aggregate group when one with an aggregate stands beside them.
    pub select: Vec<Select>,
    /// Which rows.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<Predicate>,
    /// In which order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<Order>,
    /// Most rows of the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

/// One column of the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Select {
    /// What is taken.
    pub take: Take,
    /// Name in the answer; the column's own, or `count`, when absent.
    pub name: Option<ColumnName>,
}

/// What a column of the answer is made of.
#[derive(Debug, Clone, PartialEq)]
pub enum Take {
    /// A column as it is, or cut to a grain of time.
    Column(ColumnName, Option<Grain>),
    /// `{"count": "*"}`.
    CountRows,
    /// An aggregate of a column.
    Aggregate(Aggregate, ColumnName),
}

crate::words! {
    /// Cuts a time to the beginning of its hour, day …
    pub enum Grain {
        /// Hour.
        Hour = "hour",
        /// Day.
        Day = "day",
        /// Week, from the day that the dashboard's weeks begin on.
        Week = "week",
        /// Month.
        Month = "month",
        /// Quarter.
        Quarter = "quarter",
        /// Year.
        Year = "year",
    }
}

crate::words! {
    /// How many values become one. NULLs do not count.
    pub enum Aggregate {
        /// How many values.
        Count = "count",
        /// Sum.
        Sum = "sum",
        /// Mean.
        Avg = "avg",
        /// Least.
        Min = "min",
        /// Greatest.
        Max = "max",
        /// Median.
        Median = "median",
        /// 95th percentile.
        P95 = "p95",
        /// How many different values.
        Distinct = "distinct",
        /// First value in the order of rows.
        First = "first",
        /// Last value in the order of rows.
        Last = "last",
    }
}

/// Order of the answer's rows by one of its columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// A column of the answer.
    pub by: ColumnName,
    /// Greatest first.
    #[serde(default)]
    pub desc: bool,
}

impl Select {
    /// The column's name in the answer.
    #[must_use]
    pub fn answer_name(&self) -> &str {
        match (&self.name, &self.take) {
            (Some(name), _) | (None, Take::Column(name, _) | Take::Aggregate(_, name)) => name.as_str(),
            (None, Take::CountRows) => "count",
        }
    }

    fn from_json(json: &Json) -> Result<Self, &'static str> {
        let Json::Object(map) = json else {
            return Err("a selected column is an object such as {\"avg\": \"delay\", \"as\": \"mean\"}");
        };
        let mut take = None;
        let mut name = None;
        let mut grain = None;
        for (key, value) in map {
            let text = value.as_str().ok_or("the parts of a selected column are texts")?;
            match key.as_str() {
                "as" => name = Some(ColumnName::new(text)?),
                "grain" => {
                    grain = Some(
                        serde_json::from_value(value.clone())
                            .map_err(|_| "grain is one of hour, day, week, month, quarter, year")?,
                    );
                }
                word => {
                    let next = Self::take(word, text)?;
                    if take.replace(next).is_some() {
                        return Err(
                            "a selected column has one of column, count, sum, avg, min, max, median, p95, distinct, first, last",
                        );
                    }
                }
            }
        }
        let take = match (take.ok_or("say which column")?, grain) {
            (Take::Column(column, None), grain) => Take::Column(column, grain),
            (_, Some(_)) => return Err("a grain belongs to a column without an aggregate"),
            (take, None) => take,
        };
        Ok(Self { take, name })
    }

    fn take(word: &str, column: &str) -> Result<Take, &'static str> {
        if word == "column" {
            return Ok(Take::Column(ColumnName::new(column)?, None));
        }
        if word == "count" && column == "*" {
            return Ok(Take::CountRows);
        }
        let aggregate: Aggregate = word
            .parse()
            .map_err(|_| "unknown aggregate: use count, sum, avg, min, max, median, p95, distinct, first or last")?;
        Ok(Take::Aggregate(aggregate, ColumnName::new(column)?))
    }
}

impl Serialize for Select {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = Map::new();
        match &self.take {
            Take::Column(column, grain) => {
                map.insert("column".to_owned(), column.as_str().into());
                if let Some(grain) = grain {
                    map.insert("grain".to_owned(), grain.as_str().into());
                }
            }
            Take::CountRows => {
                map.insert("count".to_owned(), "*".into());
            }
            Take::Aggregate(aggregate, column) => {
                map.insert(aggregate.as_str().to_owned(), column.as_str().into());
            }
        }
        if let Some(name) = &self.name {
            map.insert("as".to_owned(), name.as_str().into());
        }
        map.serialize(s)
    }
}

impl<'de> Deserialize<'de> for Select {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Self::from_json(&Json::deserialize(d)?).map_err(serde::de::Error::custom)
    }
}

impl Question {
    /// The variables it reads. In SQL these are the `$name`s outside of quotes and comments.
    #[must_use]
    pub fn variables(&self) -> BTreeSet<VariableName> {
        match self {
            Self::Sql(question) => dollar_names(&question.sql)
                .into_iter()
                .filter_map(|name| VariableName::new(&name).ok())
                .collect(),
            Self::Structured(question) => question.filter.iter().flat_map(predicate_variables).collect(),
        }
    }

    /// Whether the chosen time range changes the answer. In SQL it is read as `$from` and `$to`.
    #[must_use]
    pub fn reads_time(&self) -> bool {
        match self {
            Self::Sql(question) => dollar_names(&question.sql)
                .iter()
                .any(|name| name == "from" || name == "to"),
            Self::Structured(question) => question.filter.as_ref().is_some_and(|filter| {
                let mut found = false;
                filter.walk(&mut |node| found |= matches!(node, Predicate::Time(_)));
                found
            }),
        }
    }
}

/// The variables a predicate refers to.
#[must_use]
pub fn predicate_variables(predicate: &Predicate) -> BTreeSet<VariableName> {
    let mut names = BTreeSet::new();
    predicate.walk(&mut |node| {
        for operand in node.operands() {
            if let Operand::Variable(name) = operand {
                names.insert(name.clone());
            }
        }
    });
    names
}

/// `$names` of an SQL text, not those inside quotes or comments.
fn dollar_names(sql: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut rest = sql;
    while let Some(at) = rest.find(['$', '\'', '"', '-', '/']) {
        let (_, tail) = rest.split_at(at);
        rest = if let Some(tail) = tail.strip_prefix('$') {
            let end = tail
                .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                .unwrap_or(tail.len());
            let (name, tail) = tail.split_at(end);
            if !name.is_empty() {
                names.insert(name.to_owned());
            }
            tail
        } else if let Some(tail) = tail.strip_prefix("--") {
            tail.split_once('\n').map_or("", |(_, tail)| tail)
        } else if let Some(tail) = tail.strip_prefix("/*") {
            tail.split_once("*/").map_or("", |(_, tail)| tail)
        } else if let Some(tail) = tail.strip_prefix('\'') {
            tail.split_once('\'').map_or("", |(_, tail)| tail)
        } else if let Some(tail) = tail.strip_prefix('"') {
            tail.split_once('"').map_or("", |(_, tail)| tail)
        } else {
            tail.get(1..).unwrap_or_default()
        };
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invalid::parse;

    #[test]
    fn selects_parse_and_return() {
        for text in [
            r#"{"column":"carrier"}"#,
            r#"{"avg":"dep_delay","as":"mean_delay"}"#,
            r#"{"count":"*"}"#,
            r#"{"column":"time_hour","grain":"day","as":"day"}"#,
        ] {
            let select: Select = parse(text.as_bytes()).unwrap();
            assert_eq!(serde_json::to_string(&select).unwrap(), text);
        }
        for text in [
            r#"{}"#,
            r#"{"avg":"a","sum":"b"}"#,
            r#"{"avg":"a","grain":"day"}"#,
            r#"{"mode":"a"}"#,
            r#"{"avg":"*"x}"#,
        ] {
            assert!(parse::<Select>(text.as_bytes()).is_err(), "{text}");
        }
    }

    #[test]
    fn variables_of_sql_are_found_outside_of_quotes() {
        let question: Question =
            parse(br#"{"sql":"select '$no', \"$nor\" -- $neither\n from f where o = $origin and t >= $from"}"#)
                .unwrap();
        let names: Vec<_> = question.variables().iter().map(ToString::to_string).collect();
        assert_eq!(names, ["from", "origin"]);
        assert!(question.reads_time());
    }
}

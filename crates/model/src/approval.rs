//! What an approval is about: the questions of a document, by their digest, and what differs between two documents in them. Who has to
//! approve is decided in `access`, what was approved is kept in `store`.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;
use serde::Serialize;
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};

use crate::document::{Document, TimeSettings, Widget};
use crate::name::{VariableName, WidgetId};
use crate::variable::Variable;

/// What a document asks: equal for documents that differ in layout, texts and looks alone. SHA-256 over the time settings, the
/// variables without their labels, and the set of questions; hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuestionsDigest(String);

impl QuestionsDigest {
    /// The digest of a document.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let questions: BTreeSet<String> = document.widgets.iter().filter_map(question).collect();
        let mut variables: Vec<String> = document.variables.iter().map(asked_variable).collect();
        variables.sort_unstable();
        let asked = json!([asked_time(document.time.as_ref()), variables, questions]);
        Self(HEXLOWER.encode(&Sha256::digest(asked.to_string())))
    }
}

impl fmt::Display for QuestionsDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is no digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a digest has 64 hexadecimal digits")]
pub struct BadDigest;

impl FromStr for QuestionsDigest {
    type Err = BadDigest;
    fn from_str(text: &str) -> Result<Self, BadDigest> {
        let fits = text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadDigest)
        }
    }
}

fn question(widget: &Widget) -> Option<String> {
    widget.question.as_ref().map(|question| json!(question).to_string())
}

/// A label is a text; all else says what can be asked.
fn asked_variable(variable: &Variable) -> String {
    let mut asked = variable.clone();
    asked.label = None;
    json!(asked).to_string()
}

/// The column hint is for the editor alone.
fn asked_time(time: Option<&TimeSettings>) -> Json {
    let mut asked = time.cloned();
    if let Some(time) = &mut asked {
        time.column_hint = None;
    }
    json!(asked.filter(|time| json!(time) != json!({})))
}

crate::words! {
    /// How something differs.
    pub enum Difference {
        /// It was not there before.
        Added = "added",
        /// It asks something else.
        Changed = "changed",
        /// It is not there any more.
        Removed = "removed",
    }
}

crate::words! {
    /// What of a document differs.
    pub enum AskedKind {
        /// The question of a widget.
        Widget = "widget",
        /// A variable.
        Variable = "variable",
        /// The time range it opens with.
        Time = "time",
    }
}

/// What differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asks {
    /// The question of a widget.
    Widget(WidgetId),
    /// A variable: what may be chosen.
    Variable(VariableName),
    /// The time range it opens with.
    Time,
}

/// One difference in what two documents ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedDifference {
    /// Where.
    pub what: Asks,
    /// How.
    pub how: Difference,
}

/// What a document asks otherwise than one before it: widgets in the order of the page, variables, the time range.
#[must_use]
pub fn differences(before: &Document, after: &Document) -> Vec<AskedDifference> {
    let mut found = Vec::new();
    let mut add = |what, was: Option<String>, is: Option<String>| {
        let how = match (was, is) {
            (None, Some(_)) => Difference::Added,
            (Some(_), None) => Difference::Removed,
            (was, is) if was != is => Difference::Changed,
            _ => return,
        };
        found.push(AskedDifference { what, how });
    };
    let gone = |widget: &&Widget| after.widget(widget.id.as_str()).is_none();
    for widget in after.widgets.iter().chain(before.widgets.iter().filter(gone)) {
        let of = |document: &Document| document.widget(widget.id.as_str()).and_then(question);
        add(Asks::Widget(widget.id.clone()), of(before), of(after));
    }
    let gone = |variable: &&Variable| after.variable(variable.name.as_str()).is_none();
    for variable in after.variables.iter().chain(before.variables.iter().filter(gone)) {
        let of = |document: &Document| document.variable(variable.name.as_str()).map(asked_variable);
        add(Asks::Variable(variable.name.clone()), of(before), of(after));
    }
    let time = |document: &Document| Some(asked_time(document.time.as_ref()).to_string());
    add(Asks::Time, time(before), time(after));
    found
}

/// A difference as the API tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ToldDifference {
    /// What of the document.
    pub what: AskedKind,
    /// The id of the widget or the name of the variable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The title of the widget or the label of the variable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// How it differs.
    pub change: Difference,
    /// What was asked before: the question, the variable or the time as the document says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<crate::schema::JsonValue>)]
    pub before: Option<Json>,
    /// What is asked then.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<crate::schema::JsonValue>)]
    pub after: Option<Json>,
}

impl Asks {
    /// It, as a document says it.
    fn said(&self, document: &Document) -> Option<Json> {
        match self {
            Self::Widget(id) => document
                .widget(id.as_str())?
                .question
                .as_ref()
                .map(|question| json!(question)),
            Self::Variable(name) => document.variable(name.as_str()).map(|variable| json!(variable)),
            Self::Time => document.time.as_ref().map(|time| json!(time)),
        }
    }
}

impl AskedDifference {
    /// As the API tells it, with titles from where they are.
    #[must_use]
    pub fn told(&self, before: &Document, after: &Document) -> ToldDifference {
        let (what, id, title) = match &self.what {
            Asks::Widget(id) => {
                let widget = after.widget(id.as_str()).or_else(|| before.widget(id.as_str()));
                (
                    AskedKind::Widget,
                    Some(id.to_string()),
                    widget.and_then(|widget| widget.title.clone()),
                )
            }
            Asks::Variable(name) => {
                let variable = after.variable(name.as_str()).or_else(|| before.variable(name.as_str()));
                let label = variable.and_then(|variable| variable.label.clone());
                (AskedKind::Variable, Some(name.to_string()), label)
            }
            Asks::Time => (AskedKind::Time, None, None),
        };
        ToldDifference {
            what,
            id,
            title,
            change: self.how,
            before: self.what.said(before),
            after: self.what.said(after),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(change: impl FnOnce(&mut Json)) -> Document {
        let mut document = json!({
            "version": 1,
            "time": { "default": { "last": "7d" }, "column_hint": "time_hour" },
            "variables": [
                { "name": "origin", "label": "Airport", "type": "string", "domain": { "values": ["JFK", "EWR"] } },
                { "name": "carrier", "type": "string", "default": "UA" },
            ],
            "widgets": [
                { "id": "a", "kind": "bar", "title": "A", "place": { "x": 0, "y": 0, "w": 4, "h": 4 },
                  "question": { "sql": "select 1" } },
                { "id": "b", "kind": "table", "place": { "x": 4, "y": 0, "w": 4, "h": 4 },
                  "question": { "dataset": "flights", "select": [{ "count": "*" }] } },
                { "id": "t", "kind": "text", "place": { "x": 8, "y": 0, "w": 4, "h": 4 }, "options": { "text": "Hello" } },
            ],
        });
        change(&mut document);
        serde_json::from_value(document).unwrap()
    }

    fn digest(change: impl FnOnce(&mut Json)) -> QuestionsDigest {
        QuestionsDigest::of(&document(change))
    }

    #[test]
    fn layout_texts_and_looks_leave_the_digest_as_it_is() {
        let first = digest(|_| {});
        assert_eq!(first.to_string().parse(), Ok(first.clone()));
        let same: [fn(&mut Json); 8] = [
            |d| d["widgets"][0]["place"]["x"] = json!(8),
            |d| d["widgets"][0]["title"] = json!("Other"),
            |d| d["widgets"][0]["kind"] = json!("line"),
            |d| d["widgets"][0]["options"] = json!({ "unit": "min" }),
            |d| d["widgets"][2]["options"]["text"] = json!("Bye"),
            |d| d["widgets"].as_array_mut().unwrap().reverse(),
            |d| d["variables"][0]["label"] = json!("Field"),
            |d| d["time"]["column_hint"] = json!("arrived"),
        ];
        for (index, change) in same.into_iter().enumerate() {
            assert_eq!(digest(change), first, "{index}");
        }
    }

    #[test]
    fn whatever_is_asked_otherwise_changes_the_digest() {
        let other: [fn(&mut Json); 9] = [
            |d| d["widgets"][0]["question"]["sql"] = json!("select 2"),
            |d| d["widgets"][0]["question"]["limit"] = json!(5),
            |d| d["widgets"][1]["question"]["where"] = json!({ "eq": ["origin", "JFK"] }),
            |d| {
                d["widgets"][2] = json!({ "id": "n", "kind": "stat", "place": { "x": 8, "y": 0, "w": 4, "h": 4 },
                "question": { "sql": "select 3" } });
            },
            |d| {
                d["widgets"].as_array_mut().unwrap().remove(1);
            },
            |d| d["variables"][0]["domain"]["values"] = json!(["JFK"]),
            |d| d["variables"][1]["default"] = json!("DL"),
            |d| {
                d["variables"].as_array_mut().unwrap().pop();
            },
            |d| d["time"]["default"]["last"] = json!("30d"),
        ];
        let mut seen = BTreeSet::from([digest(|_| {})]);
        for (index, change) in other.into_iter().enumerate() {
            assert!(seen.insert(digest(change)), "{index}");
        }
    }

    #[test]
    fn differences_are_there_exactly_where_something_else_is_asked() {
        let before = document(|_| {});
        let after = document(|d| {
            d["widgets"][0]["question"]["sql"] = json!("select 2");
            d["widgets"][1]["title"] = json!("Only a text");
            d["widgets"][2] = json!({ "id": "n", "kind": "stat", "title": "New", "place": { "x": 8, "y": 0, "w": 4, "h": 4 },
                "question": { "sql": "select 3" } });
            d["variables"].as_array_mut().unwrap().pop();
        });
        let told: Vec<_> = differences(&before, &after)
            .iter()
            .map(|difference| json!(difference.told(&before, &after)))
            .collect();
        assert_eq!(
            told,
            [
                json!({ "what": "widget", "id": "a", "title": "A", "change": "changed",
                    "before": { "sql": "select 1" }, "after": { "sql": "select 2" } }),
                json!({ "what": "widget", "id": "n", "title": "New", "change": "added", "after": { "sql": "select 3" } }),
                json!({ "what": "variable", "id": "carrier", "change": "removed",
                    "before": { "name": "carrier", "type": "string", "many": false, "default": "UA" } }),
            ]
        );
        assert_eq!(
            differences(&before, &document(|d| d["time"]["column_hint"] = json!("x"))),
            []
        );
    }
}

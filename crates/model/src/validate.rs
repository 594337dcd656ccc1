//! Checks of a document that need no data: unique names, places on the grid, references that exist. Columns and datasets are checked in `query`.

use std::collections::BTreeSet;

use crate::document::{Document, Refresh, Widget, WidgetKind};
use crate::invalid::{Faults, Invalid};
use crate::limits::{self, DOMAIN_VALUES, QUESTION_ROWS, VARIABLES, WIDGETS};
use crate::predicate::PredicateUse;
use crate::question::{Question, Structured, predicate_variables};
use crate::variable::{Domain, Variable};

impl Document {
    /// Checks everything that does not need data.
    ///
    /// # Errors
    /// All faults at once, each with its pointer.
    pub fn check(&self) -> Result<(), Invalid> {
        let mut faults = Faults::default();
        if self.version != 1 {
            faults.add("/version", "this program knows version 1");
        }
        if self.widgets.len() > WIDGETS {
            faults.add("/widgets", format!("a dashboard has at most {WIDGETS} widgets"));
        }
        if self.variables.len() > VARIABLES {
            faults.add("/variables", format!("a dashboard has at most {VARIABLES} variables"));
        }
        // Nothing is looked at one by one before it was counted.
        faults.finish()?;
        let mut faults = Faults::default();
        self.check_variables(&mut faults);
        let mut ids = BTreeSet::new();
        for (index, widget) in self.widgets.iter().enumerate() {
            if !ids.insert(&widget.id) {
                faults.add(format!("/widgets/{index}/id"), "another widget has this id");
            }
            faults.join(&format!("/widgets/{index}"), self.check_widget(widget));
        }
        faults.finish()
    }

    /// The declared variable of this name.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<&Variable> {
        self.variables.iter().find(|variable| variable.name.as_str() == name)
    }

    /// The widget of this id.
    #[must_use]
    pub fn widget(&self, id: &str) -> Option<&Widget> {
        self.widgets.iter().find(|widget| widget.id.as_str() == id)
    }

    fn check_variables(&self, faults: &mut Faults) {
        let mut earlier = BTreeSet::new();
        for (index, variable) in self.variables.iter().enumerate() {
            let pointer = format!("/variables/{index}");
            if let Some(Domain::Choices(choices)) = &variable.domain
                && let Some(filter) = &choices.filter
            {
                faults.join(
                    &format!("{pointer}/domain/choices/where"),
                    filter.check(PredicateUse::Choices),
                );
                if predicate_variables(filter).iter().any(|name| !earlier.contains(name)) {
                    faults.add(
                        format!("{pointer}/domain/choices/where"),
                        "choices may depend only on variables declared earlier",
                    );
                }
            }
            if let Some(Domain::Pattern(pattern)) = &variable.domain
                && let Err(message) = pattern.check()
            {
                faults.add(format!("{pointer}/domain/pattern"), message);
            }
            if let Some(Domain::Values(values)) = &variable.domain
                && values.len() > DOMAIN_VALUES
            {
                faults.add(
                    format!("{pointer}/domain/values"),
                    format!("a variable lists at most {DOMAIN_VALUES} values: take more from a dataset"),
                );
            }
            if let Some(default) = &variable.default
                && let Err(message) = variable.read(default)
            {
                faults.add(format!("{pointer}/default"), message);
            }
            if ["from", "to"].contains(&variable.name.as_str()) {
                faults.add(format!("{pointer}/name"), "from and to are the time range");
            }
            if !earlier.insert(variable.name.clone()) {
                faults.add(format!("{pointer}/name"), "another variable has this name");
            }
        }
    }

    fn check_widget(&self, widget: &Widget) -> Result<(), Invalid> {
        let mut faults = Faults::default();
        let place = widget.place;
        let wide = place.w > 0 && place.x.saturating_add(place.w) <= 12;
        let high = (1..=limits::WIDGET_ROWS).contains(&place.h) && place.y <= limits::GRID_ROWS;
        if !wide || !high {
            faults.add(
                "/place",
                "a widget stands within 12 columns, is at least 1 by 1 and at most 100 rows high",
            );
        }
        if let Refresh::Every(span) = widget.refresh
            && span.as_seconds() > limits::REFRESH_SECONDS
        {
            faults.add("/refresh", "a widget refreshes at least once a day");
        }
        match (&widget.question, widget.kind.has_data()) {
            (None, true) => faults.add("/question", "this kind of widget needs a question"),
            (Some(_), false) => faults.add("/question", "this kind of widget has no question"),
            (None, false) => {}
            (Some(question), true) => faults.join("/question", self.check_question(question)),
        }
        if widget.kind == WidgetKind::Dropdown {
            let named = widget.options.get("variable").and_then(|name| name.as_str());
            if named.is_none_or(|name| self.variable(name).is_none()) {
                faults.add("/options/variable", "name a variable of this dashboard");
            }
        }
        faults.finish()
    }

    fn check_question(&self, question: &Question) -> Result<(), Invalid> {
        let mut faults = Faults::default();
        for name in question.variables() {
            let is_time = matches!(question, Question::Sql(_)) && ["from", "to"].contains(&name.as_str());
            if !is_time && self.variable(name.as_str()).is_none() {
                faults.add(
                    if matches!(question, Question::Sql(_)) {
                        "/sql"
                    } else {
                        "/where"
                    },
                    format!("there is no variable {name}"),
                );
            }
        }
        match question {
            Question::Sql(sql) => {
                if sql.sql.len() > limits::SQL_BYTES {
                    faults.add("/sql", "at most 20 000 characters");
                }
                check_limit(sql.limit, &mut faults);
            }
            Question::Structured(structured) => check_structured(structured, &mut faults),
        }
        faults.finish()
    }
}

fn check_structured(question: &Structured, faults: &mut Faults) {
    if question.select.is_empty() || question.select.len() > limits::QUESTION_COLUMNS {
        faults.add("/select", "select 1 to 100 columns");
        return;
    }
    if question.order.len() > limits::QUESTION_COLUMNS {
        faults.add("/order", "order by at most 100 columns");
        return;
    }
    let mut names = BTreeSet::new();
    for (index, select) in question.select.iter().enumerate() {
        if !names.insert(select.answer_name()) {
            faults.add(
                format!("/select/{index}"),
                "another column of the answer has this name: give it another with as",
            );
        }
    }
    for (index, order) in question.order.iter().enumerate() {
        if !names.contains(order.by.as_str()) {
            faults.add(format!("/order/{index}/by"), "order by a column of the answer");
        }
    }
    if let Some(filter) = &question.filter {
        faults.join("/where", filter.check(PredicateUse::Question));
    }
    check_limit(question.limit, faults);
}

fn check_limit(limit: Option<u32>, faults: &mut Faults) {
    if limit.is_some_and(|limit| limit == 0 || limit > QUESTION_ROWS) {
        faults.add("/limit", format!("a limit is 1 to {QUESTION_ROWS}"));
    }
}

#[cfg(test)]
mod tests {
    use crate::document::Document;
    use crate::invalid::parse;

    const EXAMPLE: &str = r#"{ "version": 1, "time": { "default": { "last": "7d" }, "column_hint": "time_hour" },
      "variables": [ { "name": "origin", "label": "Airport", "type": "string", "many": false,
          "domain": { "choices": { "dataset": "airports", "value": "faa", "label": "name", "where": { "in": ["faa", ["EWR", "JFK", "LGA"]] } } }, "default": "JFK" } ],
      "widgets": [ { "id": "delay-by-carrier", "kind": "bar", "title": "Mean departure delay", "place": { "x": 0, "y": 0, "w": 6, "h": 4 },
          "question": { "dataset": "flights", "select": [ { "column": "carrier" }, { "avg": "dep_delay", "as": "mean_delay" } ],
            "where": { "and": [ { "eq": ["origin", { "var": "origin" }] }, { "time": "time_hour" } ] },
            "order": [ { "by": "mean_delay", "desc": true } ], "limit": 20 }, "refresh": "live", "options": { "unit": "min", "horizontal": true } },
        { "id": "worst", "kind": "table", "title": "Worst today", "place": { "x": 6, "y": 0, "w": 6, "h": 4 },
          "question": { "sql": "select carrier from flights where origin = $origin limit 50" } } ] }"#;

    fn pointers(text: &str) -> Vec<String> {
        match parse::<Document>(text.as_bytes()).and_then(|document| document.check()) {
            Ok(()) => Vec::new(),
            Err(invalid) => invalid.faults.into_iter().map(|fault| fault.pointer).collect(),
        }
    }

    #[test]
    fn the_documents_of_the_design_are_valid_and_survive_a_round() {
        assert_eq!(pointers(EXAMPLE), [""; 0]);
        let document: Document = parse(EXAMPLE.as_bytes()).unwrap();
        let again: Document = parse(&serde_json::to_vec(&document).unwrap()).unwrap();
        assert_eq!(document, again);
    }

    #[test]
    fn faults_point_to_their_place() {
        let check = |from: &str, to: &str, expected: &str| {
            let text = EXAMPLE.replacen(from, to, 1);
            assert_ne!(text, EXAMPLE, "{from}");
            assert_eq!(pointers(&text), [expected], "{to}");
        };
        check("\"version\": 1", "\"version\": 2", "/version");
        check("\"w\": 6", "\"w\": 13", "/widgets/0/place");
        check("\"id\": \"worst\"", "\"id\": \"delay-by-carrier\"", "/widgets/1/id");
        check("origin = $origin", "origin = $nobody", "/widgets/1/question/sql");
        check(
            "\"by\": \"mean_delay\"",
            "\"by\": \"dep_delay\"",
            "/widgets/0/question/order/0/by",
        );
        check("\"limit\": 20", "\"limit\": 20000", "/widgets/0/question/limit");
        check("\"refresh\": \"live\"", "\"refresh\": \"often\"", "/widgets/0/refresh");
        check(
            "\"kind\": \"bar\"",
            "\"kind\": \"bar\", \"color\": 1",
            "/widgets/0/color",
        );
        check(
            "{ \"var\": \"origin\" }",
            "{ \"viewer\": \"origin\" }",
            "/widgets/0/question/where",
        );
        check("\"default\": \"JFK\"", "\"default\": 5", "/variables/0/default");
    }

    #[test]
    fn counts_are_bounded_before_anything_is_looked_at() {
        let pattern = r#"{"name":"v","type":"string","domain":{"pattern":"((a{99}){99}){99}"}}"#;
        let many = vec![pattern; 60_000].join(",");
        let text = format!(r#"{{"version":1,"variables":[{many}]}}"#);
        let refused = parse::<Document>(text.as_bytes()).unwrap_err();
        assert!(refused.faults[0].pointer.starts_with("/variables"), "{refused}");
        assert!(refused.faults[0].message.contains("at most 50"), "{refused}");
        let widget = r#"{"id":"w","kind":"text","place":{"x":0,"y":0,"w":1,"h":1}}"#;
        let text = format!(r#"{{"version":1,"widgets":[{}]}}"#, vec![widget; 201].join(","));
        assert!(parse::<Document>(text.as_bytes()).is_err());
    }

    #[test]
    fn an_input_full_of_faults_is_told_the_first_hundred() {
        let by = vec![r#"{"by":"x"}"#; 100].join(",");
        let widget = |n: usize| {
            format!(
                r#"{{"id":"w{n}","kind":"table","place":{{"x":0,"y":0,"w":1,"h":1}},"question":{{"dataset":"d","select":[{{"column":"a"}}],"order":[{by}]}}}}"#
            )
        };
        let widgets: Vec<_> = (0..200).map(widget).collect();
        let text = format!(r#"{{"version":1,"widgets":[{}]}}"#, widgets.join(","));
        assert_eq!(pointers(&text).len(), crate::limits::FAULTS);
    }
}

//! What of a document somebody gets who may not save it: no questions, no source of choices, and for a share no hidden variables.
//! It goes by what a widget sets and reads. Data is narrowed elsewhere, by scopes.

use std::collections::BTreeSet;

use model::document::{Document, TimeSettings, Widget};
use model::name::VariableName;
use model::share::ShareVariable;
use model::shown::{Reads, ShownChoices, ShownDocument, ShownDomain, ShownVariable, ShownWidget};
use model::variable::{Domain, Variable};
use query::Locks;
use serde_json::Value as Json;

/// The document as a caller may see it: `whole` only for who may save it.
#[must_use]
pub fn shown_to(document: &Document, whole: bool, locks: &Locks) -> ShownDocument {
    let hidden = |name: &str| locks.hides(name);
    let variables = document.variables.iter();
    let variables = variables.filter(|variable| !hidden(variable.name.as_str()));
    let widgets = document.widgets.iter();
    let widgets = widgets.filter(|widget| !widget.sets().is_some_and(hidden));
    ShownDocument {
        version: document.version,
        time: time(document, locks),
        variables: variables
            .map(|variable| {
                let lock = locks.variables.get(variable.name.as_str());
                left(shown_variable(variable, whole), variable, lock)
            })
            .collect(),
        widgets: widgets
            .map(|widget| shown_widget(widget, if whole { None } else { reads(document, widget, &hidden) }))
            .collect(),
    }
}

/// The document's time; where a share shows one time only, that is the one it opens with.
fn time(document: &Document, locks: &Locks) -> Option<TimeSettings> {
    match locks.time.window() {
        Some(window) => Some(TimeSettings {
            default: Some(window),
            ..document.time.clone().unwrap_or_default()
        }),
        None => document.time.clone(),
    }
}

/// What a widget's question reads, of what its reader may know. In SQL the time range is read as `$from` and `$to`.
fn reads(document: &Document, widget: &Widget, hidden: &dyn Fn(&str) -> bool) -> Option<Reads> {
    let question = widget.question.as_ref()?;
    let known = |name: &VariableName| !hidden(name.as_str()) && document.variable(name.as_str()).is_some();
    let variables: BTreeSet<_> = question.variables().into_iter().filter(known).collect();
    Some(Reads {
        variables,
        time: question.reads_time(),
    })
}

fn shown_widget(widget: &Widget, reads: Option<Reads>) -> ShownWidget {
    ShownWidget {
        id: widget.id.clone(),
        kind: widget.kind,
        title: widget.title.clone(),
        place: widget.place,
        question: if reads.is_some() { None } else { widget.question.clone() },
        refresh: widget.refresh,
        options: widget.options.clone(),
        reads,
    }
}

/// Of the domain what a share leaves. Choices of a dataset are asked one search at a time and are cut there.
fn left(shown: ShownVariable, variable: &Variable, lock: Option<&ShareVariable>) -> ShownVariable {
    let left: &[Json] = match lock.map(|lock| (&lock.locked, &lock.subset)) {
        Some((Some(locked), _)) => std::slice::from_ref(locked),
        Some((None, Some(subset))) => subset,
        Some((None, None)) | None => return shown,
    };
    let values = variable.literals_of(left);
    let default = variable.opening(Some(left)).map(|chosen| chosen.to_json());
    let domain = match shown.domain {
        Some(ShownDomain::Choices(choices)) => ShownDomain::Choices(choices),
        _ => ShownDomain::Values(values),
    };
    ShownVariable {
        domain: Some(domain),
        default,
        ..shown
    }
}

fn shown_variable(variable: &Variable, whole: bool) -> ShownVariable {
    let domain = variable.domain.as_ref().map(|domain| match domain {
        Domain::Values(values) => ShownDomain::Values(values.clone()),
        Domain::Range(range) => ShownDomain::Range(range.clone()),
        Domain::Choices(choices) if whole => ShownDomain::Choices(ShownChoices {
            dataset: Some(choices.dataset.clone()),
            value: Some(choices.value.clone()),
            label: choices.label.clone(),
            filter: choices.filter.clone(),
        }),
        // Where choices come from is the author's business; the values come from the choices route.
        Domain::Choices(_) => ShownDomain::Choices(ShownChoices::default()),
        Domain::Pattern(pattern) => ShownDomain::Pattern(pattern.as_str().to_owned()),
    });
    ShownVariable {
        name: variable.name.clone(),
        label: variable.label.clone(),
        kind: variable.kind,
        many: variable.many,
        domain,
        default: variable.default.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn document() -> Document {
        let document = json!({
            "version": 1,
            "time": { "default": { "last": "7d" } },
            "variables": [
                { "name": "origin", "type": "string", "domain": { "choices": { "dataset": "airports", "value": "faa" } } },
                { "name": "carrier", "type": "string", "many": true, "default": ["UA"] },
            ],
            "widgets": [
                { "id": "w", "kind": "bar", "place": { "x": 0, "y": 0, "w": 4, "h": 4 }, "options": { "x": "day" }, "question": {
                    "sql": "select 1 from flights where o = $origin and c = $carrier and t >= $from" } },
                { "id": "o", "kind": "dropdown", "place": { "x": 4, "y": 0, "w": 4, "h": 1 }, "options": { "variable": "origin" } },
                { "id": "c", "kind": "dropdown", "place": { "x": 8, "y": 0, "w": 4, "h": 1 }, "options": { "variable": "carrier" } },
                { "id": "t", "kind": "text", "place": { "x": 0, "y": 4, "w": 4, "h": 1 }, "options": { "variable": "carrier" } },
            ],
        });
        serde_json::from_value(document).unwrap()
    }

    fn hiding(name: &str) -> Locks {
        let hidden = ShareVariable {
            locked: Some(json!("UA")),
            hidden: true,
            subset: None,
        };
        Locks {
            variables: [(VariableName::new(name).unwrap(), hidden)].into_iter().collect(),
            ..Locks::default()
        }
    }

    #[test]
    fn whoever_may_save_gets_all_of_it() {
        let document = document();
        assert_eq!(json!(shown_to(&document, true, &Locks::default())), json!(document));
    }

    #[test]
    fn others_get_what_questions_read_and_no_source_of_choices() {
        let shown = json!(shown_to(&document(), false, &Locks::default()));
        let widget = &shown["widgets"][0];
        assert_eq!(
            widget["reads"],
            json!({ "variables": ["carrier", "origin"], "time": true })
        );
        assert_eq!(
            (widget.get("question"), &widget["options"]),
            (None, &json!({ "x": "day" }))
        );
        assert_eq!(shown["variables"][0]["domain"], json!({ "choices": {} }));
        assert!(shown["widgets"][1].get("reads").is_none());
    }

    #[test]
    fn of_a_domain_a_reader_gets_what_the_share_leaves() {
        let domains = [
            json!({ "values": ["AA", "UA", "DL"] }),
            json!({ "pattern": "[A-Z]{2}" }),
        ];
        for domain in domains {
            let document: Document = serde_json::from_value(json!({
                "version": 1,
                "variables": [{ "name": "c", "type": "string", "domain": domain, "default": "AA" }],
            }))
            .unwrap();
            let leaving = |lock: Json| Locks {
                variables: [(VariableName::new("c").unwrap(), serde_json::from_value(lock).unwrap())].into(),
                ..Locks::default()
            };
            let shown = |lock: Json| json!(shown_to(&document, false, &leaving(lock)))["variables"][0].clone();
            let some = shown(json!({ "subset": ["UA", "DL"] }));
            assert_eq!(some["domain"], json!({ "values": ["UA", "DL"] }));
            assert!(some.get("default").is_none(), "the default is none of them: {some}");
            assert_eq!(shown(json!({ "subset": ["UA", "AA"] }))["default"], "AA");
            let one = shown(json!({ "locked": "AA" }));
            assert_eq!(
                (&one["domain"], &one["default"]),
                (&json!({ "values": ["AA"] }), &json!("AA"))
            );
            assert_eq!(shown(json!({}))["domain"], domain);
        }
    }

    #[test]
    fn a_hidden_variable_goes_with_the_control_that_sets_it_and_with_nothing_else() {
        let shown = json!(shown_to(&document(), false, &hiding("carrier")));
        let names = |list: &Json, key: &str| -> Vec<String> {
            let items = list.as_array().unwrap().iter();
            items.map(|item| item[key].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(names(&shown["variables"], "name"), ["origin"]);
        assert_eq!(
            names(&shown["widgets"], "id"),
            ["w", "o", "t"],
            "a text sets nothing, whatever its options say"
        );
        assert_eq!(shown["widgets"][0]["reads"]["variables"], json!(["origin"]));
    }
}

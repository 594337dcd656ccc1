//! What of a document somebody gets who may not save it: no questions, no source of choices, and for a share no hidden variables.
//! It goes by what a widget sets and reads. Data is narrowed elsewhere, by scopes.

use std::collections::BTreeSet;

use model::document::{Document, Widget};
use model::name::VariableName;
use model::shown::{Reads, ShownChoices, ShownDocument, ShownDomain, ShownVariable, ShownWidget};
use model::variable::{Domain, Variable};
use query::Locks;

/// The document as a caller may see it: `whole` only for who may save it.
#[must_use]
pub fn shown_to(document: &Document, whole: bool, locks: &Locks) -> ShownDocument {
    let hidden = |name: &str| locks.variables.get(name).is_some_and(|lock| lock.hidden);
    let variables = document.variables.iter();
    let variables = variables.filter(|variable| !hidden(variable.name.as_str()));
    let widgets = document.widgets.iter();
    let widgets = widgets.filter(|widget| !widget.sets().is_some_and(hidden));
    ShownDocument {
        version: document.version,
        time: document.time.clone(),
        variables: variables.map(|variable| shown_variable(variable, whole)).collect(),
        widgets: widgets
            .map(|widget| shown_widget(widget, if whole { None } else { reads(document, widget, &hidden) }))
            .collect(),
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
        Domain::Pattern(pattern) => ShownDomain::Pattern(pattern.clone()),
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

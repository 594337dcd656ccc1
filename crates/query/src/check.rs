//! Checks a document against a scope before it is kept: every question must plan. Nothing is run.
//! A dataset outside of the scope and one that does not exist give the same fault.

use std::sync::Arc;

use access::scope::Scope;
use model::Instant;
use model::document::Document;
use model::invalid::{Faults, Invalid};
use model::question::Question;
use model::value::Literal;
use model::variable::{Chosen, Domain, Variable, VariableType};

use crate::choices::{blame, question as choices_question};
use crate::engine::Engine;
use crate::error::QueryError;
use crate::inputs::Inputs;
use crate::shared::Shared;
use crate::stop::Stop;

impl Engine {
    /// Checks every question and every choice of the document, in the caller's turn and within a time.
    ///
    /// # Errors
    /// `Invalid` with all faults and pointers such as `/widgets/3/question/where/eq` and `/variables/0/domain/choices/value`; or what
    /// stopped it.
    pub async fn check_document(&self, scope: &Scope, document: &Document) -> Result<(), QueryError> {
        let (scope, document) = (scope.clone(), document.clone());
        let shared = Arc::clone(&self.shared);
        self.limited(scope.asker(), self.shared.limits.check_time, move |stop| async move {
            let checker = Checker { shared, scope, stop };
            Ok(checker.check(&document).await?)
        })
        .await
    }
}

struct Checker {
    shared: Arc<Shared>,
    scope: Scope,
    stop: Stop,
}

impl Checker {
    async fn check(&self, document: &Document) -> Result<(), Invalid> {
        let mut faults = Faults::default();
        let mut inputs = Inputs::default();
        for (index, variable) in document.variables.iter().enumerate() {
            if let Some(Domain::Choices(choices)) = &variable.domain {
                let question = choices_question(choices);
                let planned = self.plans(&question, &inputs).await;
                let pointer = format!("/variables/{index}");
                note(&mut faults, &pointer, planned.map_err(|error| blame(error, choices)));
            }
            inputs.declared.insert(variable.name.to_string());
            if variable.kind == VariableType::Date {
                inputs.dates.insert(variable.name.to_string());
            }
            if let Some(sample) = sample(variable) {
                inputs.variables.insert(variable.name.clone(), sample);
            }
        }
        for (index, widget) in document.widgets.iter().enumerate() {
            if let Some(question) = &widget.question {
                let pointer = format!("/widgets/{index}/question");
                note(&mut faults, &pointer, self.plans(question, &inputs).await);
            }
        }
        faults.finish()
    }

    async fn plans(&self, question: &Question, inputs: &Inputs) -> Result<(), QueryError> {
        let prepared = self.shared.prepared(question).await?;
        // Planning does not depend on the time; any will do.
        let now = Instant::UNIX_EPOCH;
        let planned = self
            .shared
            .plan(&self.scope, question, &prepared, inputs, now, &self.stop)?;
        self.shared.physical(&planned, &self.stop).await.map(|_| ())
    }
}

fn note(faults: &mut Faults, pointer: &str, checked: Result<(), QueryError>) {
    match checked {
        Ok(()) => {}
        Err(QueryError::Invalid(invalid)) => faults.join(pointer, Err(invalid)),
        Err(other) => faults.add(pointer, other.to_string()),
    }
}

/// A value that the variable could have, to check types with; none when its texts could mean anything.
fn sample(variable: &Variable) -> Option<Chosen> {
    if let Some(Ok(chosen)) = variable.default.as_ref().map(|default| variable.read(default)) {
        return Some(chosen);
    }
    let literal = match (&variable.domain, variable.kind) {
        (Some(Domain::Values(values)), _) => values.first().cloned(),
        (Some(Domain::Range(range)), _) => Some(range.min.clone()),
        (_, VariableType::Number) => Some(Literal::Int(0)),
        (_, VariableType::Bool) => Some(Literal::Bool(true)),
        (_, VariableType::Date) => Some(Literal::Text("2000-01-01".to_owned())),
        (_, VariableType::String) => None,
    };
    literal.map(|literal| match variable.many {
        true => Chosen::Several(vec![literal]),
        false => Chosen::One(literal),
    })
}

//! What a variable may be set to. Choices of a dataset are an ordinary question under the viewer's scope, so they show no more than a table would.

use access::scope::Scope;
use model::Instant;
use model::answer::Answer;
use model::name::ColumnName;
use model::question::{Aggregate, Order, Question, Select, Structured, Take};
use model::value::Literal;
use model::variable::{Choices as FromDataset, Chosen, Domain, Variable};
use serde_json::Value as Json;

use crate::ask::Ask;
use crate::engine::Engine;
use crate::error::QueryError;
use crate::inputs::{Inputs, Search};

/// Values to choose from.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct Choices {
    /// In the order of what people read.
    pub items: Vec<Choice>,
    /// There are more.
    pub truncated: bool,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Choice {
    /// What is chosen.
    pub value: Json,
    /// What people read.
    pub label: String,
}

impl Engine {
    /// What may be chosen, given the variables declared earlier; `q` keeps labels that contain it. A variable with free values has no choices.
    ///
    /// # Errors
    /// As [`Engine::ask`], with pointers below the variable.
    pub async fn choices(
        &self,
        scope: &Scope,
        variable: &Variable,
        earlier: &Inputs,
        q: Option<&str>,
        limit: usize,
        now: Instant,
    ) -> Result<Choices, QueryError> {
        let (all, cut) = match &variable.domain {
            None | Some(Domain::Pattern(_) | Domain::Range(_)) => (Vec::new(), false),
            Some(Domain::Values(values)) => (values.iter().map(of_literal).collect(), false),
            Some(Domain::Choices(choices)) => {
                let mut answer = self.ask_choices(scope, choices, earlier, now).await?;
                // What is searched may stand among those that the list was cut by.
                if answer.truncated
                    && let Some(q) = q.filter(|q| !q.is_empty())
                {
                    let searched = Inputs {
                        search: Some(Search {
                            column: choices.label.as_ref().unwrap_or(&choices.value).clone(),
                            text: q.to_owned(),
                        }),
                        ..earlier.clone()
                    };
                    answer = self.ask_choices(scope, choices, &searched, now).await?;
                }
                let items = answer.rows.iter().map(|row| of_row(row)).collect();
                (items, answer.truncated)
            }
        };
        let wanted = q.map(str::to_lowercase).filter(|q| !q.is_empty());
        let matches = |choice: &Choice| wanted.as_ref().is_none_or(|q| choice.label.to_lowercase().contains(q));
        let mut items: Vec<Choice> = all.into_iter().filter(matches).take(limit.saturating_add(1)).collect();
        let truncated = cut || items.len() > limit;
        items.truncate(limit);
        Ok(Choices { items, truncated })
    }

    /// Whether all chosen values can be chosen under this scope.
    pub(crate) async fn is_choice(
        &self,
        scope: &Scope,
        variable: &Variable,
        chosen: &Chosen,
        earlier: &Inputs,
        now: Instant,
    ) -> Result<bool, QueryError> {
        let offered = self.offered(scope, variable, chosen, earlier, now).await?;
        Ok(offered.len() == chosen.literals().len())
    }

    /// The chosen values that can be chosen under this scope, in two questions at most. Only choices of a dataset need asking; the rest was
    /// checked when they were read.
    pub(crate) async fn offered(
        &self,
        scope: &Scope,
        variable: &Variable,
        chosen: &Chosen,
        earlier: &Inputs,
        now: Instant,
    ) -> Result<Vec<Literal>, QueryError> {
        let Some(Domain::Choices(choices)) = &variable.domain else {
            return Ok(chosen.literals().to_vec());
        };
        let answer = self.ask_choices(scope, choices, earlier, now).await?;
        let offered = among(&answer, chosen);
        if offered.len() == chosen.literals().len() || !answer.truncated {
            return Ok(offered);
        }
        self.asked_for(scope, choices, chosen, earlier, now).await
    }

    async fn ask_choices(
        &self,
        scope: &Scope,
        choices: &FromDataset,
        earlier: &Inputs,
        now: Instant,
    ) -> Result<std::sync::Arc<Answer>, QueryError> {
        let question = question(choices);
        let ask = Ask {
            question: &question,
            inputs: earlier,
            now,
            cache: true,
        };
        let answer = self.ask(scope, &ask).await;
        answer.map_err(|error| blame(error, choices))
    }

    /// For lists longer than an answer: asks for exactly the chosen values, in one question.
    async fn asked_for(
        &self,
        scope: &Scope,
        choices: &FromDataset,
        chosen: &Chosen,
        earlier: &Inputs,
        now: Instant,
    ) -> Result<Vec<Literal>, QueryError> {
        use model::predicate::{Operands, Predicate};
        let mut narrow = choices.clone();
        let only = Predicate::In(choices.value.clone(), Operands::List(chosen.literals().to_vec()));
        narrow.filter = Some(match narrow.filter.take() {
            Some(filter) => Predicate::And(vec![filter, only]),
            None => only,
        });
        match self.ask_choices(scope, &narrow, earlier, now).await {
            Ok(answer) => Ok(among(&answer, chosen)),
            // A value that the column cannot hold is not among its values.
            Err(QueryError::Invalid(_)) => Ok(Vec::new()),
            Err(other) => Err(other),
        }
    }
}

/// The chosen values that are in the first column.
fn among(answer: &Answer, chosen: &Chosen) -> Vec<Literal> {
    let offered = |literal: &&Literal| {
        let mut values = answer.rows.iter().filter_map(|row| row.first());
        values.any(|value| same(value, literal))
    };
    chosen.literals().iter().filter(offered).cloned().collect()
}

/// The values of a column, each once, with the first of its labels, in the order of the labels.
pub(crate) fn question(choices: &FromDataset) -> Question {
    let column = |name: &str| ColumnName::new(name).unwrap_or_else(|_| choices.value.clone());
    let mut select = vec![Select {
        take: Take::Column(choices.value.clone(), None),
        name: Some(column("value")),
    }];
    let label = choices.label.as_ref().unwrap_or(&choices.value);
    select.push(Select {
        take: Take::Aggregate(Aggregate::Min, label.clone()),
        name: Some(column("label")),
    });
    let by = |name: &str| Order {
        by: column(name),
        desc: false,
    };
    let known = model::predicate::Predicate::Not(Box::new(model::predicate::Predicate::IsNull(choices.value.clone())));
    let filter = match &choices.filter {
        Some(filter) => model::predicate::Predicate::And(vec![filter.clone(), known]),
        None => known,
    };
    Question::Structured(Structured {
        dataset: choices.dataset.clone(),
        select,
        filter: Some(filter),
        order: vec![by("label"), by("value")],
        limit: None,
    })
}

/// Turns pointers of the made-up question into pointers of the declaration.
pub(crate) fn blame(error: QueryError, choices: &FromDataset) -> QueryError {
    let QueryError::Invalid(mut invalid) = error else {
        return error;
    };
    for fault in &mut invalid.faults {
        let own = match fault.pointer.as_str() {
            "/select/0" => "/value".to_owned(),
            "/select/1" if choices.label.is_some() => "/label".to_owned(),
            "/select/1" => "/value".to_owned(),
            other => match other.strip_prefix("/where/and/0") {
                Some(rest) if choices.filter.is_some() => format!("/where{rest}"),
                _ if other.starts_with("/where") => "/value".to_owned(),
                _ => other.to_owned(),
            },
        };
        fault.pointer = format!("/domain/choices{own}");
    }
    QueryError::Invalid(invalid)
}

fn of_literal(literal: &Literal) -> Choice {
    Choice {
        value: literal.to_json(),
        label: literal.to_string(),
    }
}

fn of_row(row: &[Json]) -> Choice {
    let value = row.first().cloned().unwrap_or(Json::Null);
    let label = match row.get(1) {
        None | Some(Json::Null) => text(&value),
        Some(label) => text(label),
    };
    Choice { value, label }
}

/// Whether a value of an answer is the chosen one: numbers by value, everything else by its text.
fn same(value: &Json, literal: &Literal) -> bool {
    match (value, literal) {
        (Json::String(value), Literal::Text(text)) => value == text,
        (Json::Number(value), Literal::Int(number)) => {
            value.as_i64() == Some(*number)
                || value
                    .as_f64()
                    .is_some_and(|value| Literal::Float(value) == as_float(*number))
        }
        (Json::Number(value), Literal::Float(number)) => value.as_f64() == Some(*number),
        (value, literal) => text(value) == literal.to_string(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "compared with a number that is no more exact")]
fn as_float(number: i64) -> Literal {
    Literal::Float(number as f64)
}

fn text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

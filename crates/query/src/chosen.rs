//! What a viewer chose, checked under their scope: variables of every type and domain, locks of a share, the time range.
//! A value that does not fit is refused; it never falls through to another one.

use access::scope::Scope;
use model::Instant;
use model::document::{Document, TimeRange};
use model::invalid::{Faults, Invalid, escape};
use model::share::ShareVariable;
use model::value::Literal;
use model::variable::{Chosen, Domain, Variable, VariableType};
use serde_json::{Map, Value as Json};

use crate::engine::Engine;
use crate::error::QueryError;
use crate::inputs::{Inputs, Locks, range};

impl Engine {
    /// Checks what a viewer gave and completes it: locked, then given, then default, then first choice.
    /// `time` absent means the document's own range.
    ///
    /// # Errors
    /// `Invalid` with pointers `/variables/NAME` that do not repeat values.
    pub async fn inputs(
        &self,
        scope: &Scope,
        document: &Document,
        given: &Map<String, Json>,
        time: Option<&TimeRange>,
        locks: &Locks,
        now: Instant,
    ) -> Result<Inputs, QueryError> {
        let opening = locks.opening(document);
        let range = range(time.or(opening.as_ref()), &locks.time, now);
        let mut inputs = Inputs {
            from: range.from,
            to: range.to,
            moves: range.moves,
            calendar: document.calendar(None),
            declared: document
                .variables
                .iter()
                .map(|variable| variable.name.to_string())
                .collect(),
            ..Inputs::default()
        };
        let mut faults = Faults::default();
        for name in given.keys() {
            let hidden = locks.variables.get(name.as_str()).is_some_and(|lock| lock.hidden);
            if hidden || document.variable(name).is_none() {
                faults.add(format!("/variables/{}", escape(name)), "there is no such variable");
            }
        }
        faults.finish()?;
        let mut faults = Faults::default();
        for variable in &document.variables {
            self.compiled(variable).await?;
            let lock = locks.variables.get(&variable.name);
            let given = match given.get(variable.name.as_str()) {
                Some(given) => Some(self.read(variable, given).await?),
                None => None,
            };
            match self.choose(scope, variable, given, lock, &inputs, now).await {
                Ok(Some(chosen)) => {
                    if variable.kind == VariableType::Date {
                        inputs.dates.insert(variable.name.to_string());
                    }
                    inputs.variables.insert(variable.name.clone(), chosen);
                }
                Ok(None) => {}
                Err(QueryError::Invalid(invalid)) => {
                    let pointer = format!("/variables/{}", variable.name);
                    faults.join(&pointer, Err(invalid));
                }
                Err(other) => return Err(other),
            }
        }
        faults.finish()?;
        Ok(inputs)
    }

    /// Sees to it that the variable's pattern is compiled, away from those who serve connections.
    async fn compiled(&self, variable: &Variable) -> Result<(), QueryError> {
        let Some(Domain::Pattern(pattern)) = &variable.domain else {
            return Ok(());
        };
        if pattern.is_compiled() {
            return Ok(());
        }
        let pattern = pattern.clone();
        let compile = move || {
            pattern.compile();
            Ok(())
        };
        self.shared.workers.block(compile).await
    }

    /// Reads what was given; where that may take time, away from those who serve connections.
    async fn read(&self, variable: &Variable, given: &Json) -> Result<Result<Chosen, String>, QueryError> {
        if !variable.is_matched() {
            return Ok(variable.read(given));
        }
        let (variable, given) = (variable.clone(), given.clone());
        self.shared.workers.block(move || Ok(variable.read(&given))).await
    }

    async fn choose(
        &self,
        scope: &Scope,
        variable: &Variable,
        given: Option<Result<Chosen, String>>,
        lock: Option<&ShareVariable>,
        earlier: &Inputs,
        now: Instant,
    ) -> Result<Option<Chosen>, QueryError> {
        let refused = |message: &str| QueryError::Invalid(Invalid::at("", message));
        if let Some(locked) = lock.and_then(|lock| lock.locked.as_ref()) {
            let locked = variable
                .read(locked)
                .map_err(|_| refused("this share locks the variable to a value that it no longer takes"))?;
            // For a hidden variable this message would tell that it exists.
            let hidden = lock.is_some_and(|lock| lock.hidden);
            let other = given.is_some_and(|given| given.as_ref() != Ok(&locked));
            return if other && !hidden {
                Err(refused("this variable is locked"))
            } else {
                Ok(Some(locked))
            };
        }
        let subset = lock.and_then(|lock| lock.subset.as_deref());
        if let Some(given) = given {
            let chosen = given.map_err(|message| refused(&message))?;
            let allowed =
                within(variable, &chosen, subset) && self.is_choice(scope, variable, &chosen, earlier, now).await?;
            return if allowed {
                Ok(Some(chosen))
            } else {
                Err(refused(NOT_HERE))
            };
        }
        if let Some(default) = variable.opening(subset) {
            // Their rows may hold less than the author's.
            let left = self.offered(scope, variable, &default, earlier, now).await?;
            if left.len() == default.literals().len() {
                return Ok(Some(default));
            }
            if !left.is_empty() {
                return Ok(Some(Chosen::Several(left)));
            }
        }
        self.first(scope, variable, subset, earlier, now).await
    }

    /// The first value that may be chosen, if there is one.
    async fn first(
        &self,
        scope: &Scope,
        variable: &Variable,
        subset: Option<&[Json]>,
        earlier: &Inputs,
        now: Instant,
    ) -> Result<Option<Chosen>, QueryError> {
        let wrap = |literal: Literal| match variable.many {
            true => Chosen::Several(vec![literal]),
            false => Chosen::One(literal),
        };
        if let Some(subset) = subset {
            for value in subset {
                if let Ok(chosen) = variable.read(value)
                    && self.is_choice(scope, variable, &chosen, earlier, now).await?
                {
                    return Ok(Some(chosen));
                }
            }
            return Ok(None);
        }
        Ok(match &variable.domain {
            None | Some(Domain::Pattern(_)) => None,
            Some(Domain::Values(values)) => values.first().cloned().map(wrap),
            Some(Domain::Range(range)) => Some(wrap(range.min.clone())),
            Some(Domain::Choices(_)) => {
                let choices = self.choices(scope, variable, earlier, None, 1, now).await?;
                let first = choices.items.first().map(|choice| variable.read(&choice.value));
                first.and_then(Result::ok)
            }
        })
    }
}

const NOT_HERE: &str = "this value cannot be chosen here";

/// Whether all chosen values are among those that a share leaves.
fn within(variable: &Variable, chosen: &Chosen, subset: Option<&[Json]>) -> bool {
    subset.is_none_or(|subset| {
        let left = variable.literals_of(subset);
        chosen.literals().iter().all(|literal| left.contains(literal))
    })
}

//! What the readers of a share could choose from: the values of each variable that it leaves them, as far as it shows their data.

use access::op::Op;
use access::scope::Scope;
use model::document::Document;
use model::name::VariableName;
use model::share::{Ability, Terms};
use query::Locks;

use crate::app::App;
use crate::app::error::Error;
use crate::limits::{CHOICES, OFFERED_VARIABLES};

/// The values of one variable.
#[derive(Debug)]
pub struct Offered {
    /// Which variable.
    pub variable: VariableName,
    /// Its label.
    pub label: Option<String>,
    /// What people read, of each value.
    pub values: Vec<String>,
    /// There are more.
    pub more: bool,
}

impl App {
    /// The choices that a share with these terms leaves its readers. None of variables that it fixes, and none at all where they may
    /// only look.
    pub(super) async fn offered(
        &self,
        op: &Op,
        scope: &Scope,
        document: &Document,
        terms: &Terms,
    ) -> Result<Vec<Offered>, Error> {
        if !terms.allows(Ability::Interact) || scope.withheld().is_some() {
            return Ok(Vec::new());
        }
        let locks = Locks {
            variables: terms.variables.clone(),
            time: terms.time.clone().unwrap_or_default(),
            zone: terms.time_zone,
        };
        let nothing = serde_json::Map::new();
        let inputs = self
            .engine
            .inputs(scope, document, &nothing, None, &locks, op.now)
            .await;
        // What cannot be answered is told where it is asked.
        let Ok(inputs) = inputs else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        let left = |name| {
            terms
                .variables
                .get(name)
                .is_none_or(|lock| lock.locked.is_none() && !lock.hidden)
        };
        let variables = document.variables.iter().filter(|variable| left(&variable.name));
        for variable in variables.take(OFFERED_VARIABLES) {
            let subset = terms
                .variables
                .get(&variable.name)
                .and_then(|lock| lock.subset.as_ref());
            let mut earlier = inputs.clone();
            earlier.variables.remove(variable.name.as_str());
            let listed = subset.map_or(CHOICES, |_| usize::MAX);
            let choices = self
                .engine
                .choices(scope, variable, &earlier, None, listed, op.now)
                .await;
            let Ok(mut choices) = choices else { continue };
            if let Some(subset) = subset {
                choices.items.retain(|choice| subset.contains(&choice.value));
            }
            if choices.items.is_empty() {
                continue;
            }
            choices.truncated |= choices.items.len() > CHOICES;
            choices.items.truncate(CHOICES);
            found.push(Offered {
                variable: variable.name.clone(),
                label: variable.label.clone(),
                values: choices.items.into_iter().map(|choice| choice.label).collect(),
                more: choices.truncated,
            });
        }
        Ok(found)
    }
}

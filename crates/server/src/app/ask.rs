//! Asking a widget's question: proof → scope → checked inputs → answer. The one way from a caller to data of a dashboard.

use std::sync::Arc;

use access::action::{DashboardAt, Interact, Open, Save, SeeData};
use access::directory::Displayed;
use access::edition::{Edition, Sight};
use access::op::Op;
use access::proof::Granted;
use access::scope::Scope;
use bytes::Bytes;
use identity::caller::Caller;
use model::answer::Answer;
use model::dashboard::Dashboard;
use model::document::{Document, TimeRange};
use model::id::WorkspaceId;
use model::invalid::Invalid;
use model::name::VariableName;
use model::question::Question;
use model::share::ShareVariable;
use model::zone::Zone;
use query::{Inputs, Locks, QueryError};
use serde_json::{Map, Value as Json};

use super::App;
use super::error::Error;
use super::reads::variables_of;

/// What a viewer chose: values of variables and a time range.
#[derive(Debug, Clone, Default)]
pub struct Chosen {
    /// By name; unknown names are refused.
    pub variables: Map<String, Json>,
    /// The dashboard's own when absent.
    pub time: Option<TimeRange>,
    /// The viewer's clock, for dashboards that are read by it. No choice: it opens nothing.
    pub zone: Option<Zone>,
}

/// A dashboard opened for one caller: everything a question needs. Document and scope are of one look: whoever's rows the scope has
/// approved what the document asks.
#[derive(Debug)]
pub struct Opened {
    /// The document.
    pub dashboard: Arc<Dashboard>,
    /// Which edition of it.
    pub edition: Edition,
    /// What the caller sees.
    pub scope: Scope,
    /// What a share fixes.
    pub locks: Locks,
    /// Through whose eyes a user looks, by name; `None`: their own. Readers of a share are told whose the share is.
    pub eyes: Option<String>,
}

impl App {
    /// Opens a dashboard for asking.
    ///
    /// # Errors
    /// Nothing was approved for these rows; the store failed.
    pub async fn open_for(&self, may: &Granted<'_, Open>) -> Result<Opened, Error> {
        let Sight { scope, edition } = self.gate.sight(may);
        Ok(Opened {
            dashboard: self.dashboard(edition.clone()).await?,
            edition,
            scope,
            locks: self.locks(may),
            eyes: match self.gate.displayed(may) {
                Displayed::User { name: Some(name), .. } if may.op().caller.user().is_some() => Some(name.to_string()),
                _ => None,
            },
        })
    }

    /// Counts one asking of a reader, where their share bounds what its readers ask in a minute.
    ///
    /// # Errors
    /// They have asked as much as it allows.
    pub(crate) fn count_for_share(&self, may: &Granted<'_, Open>) -> Result<(), Error> {
        let share = self.gate.share_terms(may);
        self.quotas
            .of_share(may.op(), share.and_then(|share| share.terms.requests_a_minute))
    }

    /// What a share fixes, and the site that vouches for its reader; nothing for users.
    #[must_use]
    pub fn locks(&self, may: &Granted<'_, Open>) -> Locks {
        let mut locks = self.gate.share_terms(may).map_or_else(Locks::default, |share| Locks {
            variables: share.terms.variables.clone(),
            time: share.terms.time.clone().unwrap_or_default(),
            zone: share.terms.time_zone,
        });
        for (name, value) in may.op().caller.host().into_iter().flat_map(|host| &host.variables) {
            let lock = locks.variables.entry(name.clone()).or_default();
            // What the share itself fixes stays; whether the two still go together is asked before anything is shown.
            lock.locked.get_or_insert_with(|| value.clone());
        }
        locks
    }

    /// Checks what the viewer chose.
    ///
    /// # Errors
    /// A value is outside of its domain; the caller may only look; or the dashboard answers nothing at all.
    pub async fn inputs(&self, op: &Op, at: DashboardAt, opened: &Opened, chosen: &Chosen) -> Result<Inputs, Error> {
        if !chosen.variables.is_empty() || chosen.time.is_some() {
            let _may = self.gate.allow::<Interact>(op, at)?;
        }
        answers(&opened.scope)?;
        let document = &opened.dashboard.document;
        fixed_as_vouched(op, opened)?;
        locks_hold(document, &opened.locks)?;
        let inputs = self.engine.inputs(
            &opened.scope,
            document,
            &chosen.variables,
            chosen.time.as_ref(),
            &opened.locks,
            op.now,
        );
        Ok(Inputs {
            calendar: document.calendar(opened.locks.zone.or(chosen.zone)),
            ..inputs.await?
        })
    }

    /// Answers one widget of a dashboard: an `Answer` as JSON, encoded once for all who get it.
    ///
    /// # Errors
    /// Not allowed, unknown widget, wrong values, a question that fails.
    pub async fn ask(&self, op: &Op, at: DashboardAt, widget: &str, chosen: &Chosen) -> Result<Bytes, Error> {
        let may = self.gate.allow::<Open>(op, at)?;
        self.count_for_share(&may)?;
        let most = self.cells_left(&may).await?;
        let opened = self.open_for(&may).await?;
        if opened.dashboard.document.widget(widget).is_none() {
            self.waits(op, at, widget).await?;
        }
        let inputs = self.inputs(op, at, &opened, chosen).await?;
        self.count_question();
        let question = question_of(&opened.dashboard.document, widget)?;
        let ask = query::Ask {
            question,
            inputs: &inputs,
            now: op.now,
            cache: true,
        };
        let why = |error| for_reader(op, error);
        let kept = self.engine.kept_json(&opened.scope, &ask).await;
        let told = if let Some(kept) = kept.map_err(why)? {
            kept
        } else {
            self.quotas.question(op)?;
            self.engine.ask_json(&opened.scope, &ask).await.map_err(why)?
        };
        self.count_cells(op, most, told.cells).await?;
        Ok(told.json)
    }

    /// Tells an author that a widget of theirs is not answered yet.
    ///
    /// # Errors
    /// It is in what was saved last, and not in what was approved. Others are not told.
    async fn waits(&self, op: &Op, at: DashboardAt, widget: &str) -> Result<(), Error> {
        let Ok(may) = self.gate.allow::<Save>(op, at) else {
            return Ok(());
        };
        let latest = self.dashboard(self.gate.latest(&may)).await?;
        match latest.document.widget(widget) {
            Some(_) => Err(Error::NotApproved),
            None => Ok(()),
        }
    }

    /// Answers one widget of a document that is being edited, under the editor's own scope.
    ///
    /// # Errors
    /// Not allowed, a wrong document, wrong values, a question that fails.
    pub async fn preview(
        &self,
        op: &Op,
        workspace: WorkspaceId,
        document: &Document,
        widget: &str,
        chosen: &Chosen,
    ) -> Result<Arc<Answer>, Error> {
        let may = self.gate.allow::<SeeData>(op, workspace)?;
        self.quotas.question(op)?;
        let checked = super::checking::document(document).await;
        checked.map_err(|error| match error {
            Error::Invalid(invalid) => invalid.under("/document").into(),
            other => other,
        })?;
        let scope = self.gate.data_scope(&may);
        let inputs = self
            .engine
            .inputs(
                &scope,
                document,
                &chosen.variables,
                chosen.time.as_ref(),
                &Locks::default(),
                op.now,
            )
            .await?;
        let inputs = Inputs {
            calendar: document.calendar(chosen.zone),
            ..inputs
        };
        self.answer(&scope, document, widget, &inputs, op).await
    }

    /// Answers one widget under a scope.
    ///
    /// # Errors
    /// Unknown widget, a question that fails.
    pub(crate) async fn answer(
        &self,
        scope: &Scope,
        document: &Document,
        widget: &str,
        inputs: &Inputs,
        op: &Op,
    ) -> Result<Arc<Answer>, Error> {
        let question = question_of(document, widget)?;
        self.count_question();
        Ok(self
            .engine
            .ask(
                scope,
                &query::Ask {
                    question,
                    inputs,
                    now: op.now,
                    cache: true,
                },
            )
            .await?)
    }

    /// The values a variable may take, for this caller, after the choices of others; its own is left out of account, so that one that
    /// cannot be chosen any more does not stand in the way. With them, what it has while nobody chooses.
    ///
    /// # Errors
    /// Not allowed, unknown or fixed variable.
    pub async fn choices(
        &self,
        op: &Op,
        at: DashboardAt,
        name: &str,
        q: Option<&str>,
        chosen: &Chosen,
    ) -> Result<(query::Choices, Option<model::variable::Chosen>), Error> {
        let may = self.gate.allow::<Open>(op, at)?;
        let _interact = self.gate.allow::<Interact>(op, at)?;
        self.count_for_share(&may)?;
        let opened = self.open_for(&may).await?;
        let variable = opened.dashboard.document.variable(name).ok_or_else(Error::hidden)?;
        let lock = opened.locks.variables.get(name);
        if lock.is_some_and(|lock| lock.locked.is_some()) {
            return Err(Error::hidden());
        }
        self.quotas.question(op)?;
        let mut others = chosen.clone();
        others.variables.remove(name);
        let mut inputs = self.inputs(op, at, &opened, &others).await?;
        let taken = inputs.variables.remove(name);
        let most = crate::limits::CHOICES;
        let subset = lock.and_then(|lock| lock.subset.as_ref());
        // Of a share's few values each may stand far down in the list.
        let listed = subset.map_or(most, |_| usize::MAX);
        let mut choices = self
            .engine
            .choices(&opened.scope, variable, &inputs, q, listed, op.now)
            .await?;
        if let Some(subset) = subset {
            choices.items.retain(|choice| subset.contains(&choice.value));
            choices.truncated |= choices.items.len() > most;
            choices.items.truncate(most);
        }
        Ok((choices, taken))
    }
}

/// Refuses to show a dashboard that has no variable that a site fixes for its reader, or reads it nowhere, or a share that fixes it
/// otherwise: the reader would see more than the site let them.
fn fixed_as_vouched(op: &Op, opened: &Opened) -> Result<(), Error> {
    let Some(host) = op.caller.host().filter(|host| !host.variables.is_empty()) else {
        return Ok(());
    };
    let document = &opened.dashboard.document;
    let read = variables_of(document);
    let declared = |name: &VariableName| document.variable(name.as_str()).is_some();
    let mut fixed = host.variables.iter();
    let holds = fixed
        .all(|(name, value)| declared(name) && read.contains(name) && stands(opened.locks.variables.get(name), value));
    if holds {
        Ok(())
    } else {
        let detail = "What the page around this fixes no longer goes together with the dashboard.";
        Err(Error::Conflict(detail.to_owned()))
    }
}

/// Whether what a share says of a variable leaves it this value.
pub(crate) fn stands(lock: Option<&ShareVariable>, value: &Json) -> bool {
    let Some(lock) = lock else { return true };
    let chosen = match value {
        Json::Array(values) => values.as_slice(),
        one => std::slice::from_ref(one),
    };
    lock.locked.as_ref().is_none_or(|locked| locked == value)
        && lock
            .subset
            .as_ref()
            .is_none_or(|subset| chosen.iter().all(|value| subset.contains(value)))
}

/// Refuses a scope that answers nothing; there are no other eyes to fall back to.
///
/// # Errors
/// Why, as a sentence for the reader.
pub(crate) fn answers(scope: &Scope) -> Result<(), Error> {
    match scope.withheld() {
        Some(why) => Err(Error::Conflict(why.to_string())),
        None => Ok(()),
    }
}

/// A share that fixes a variable which its dashboard has no more would fix nothing: it answers nothing instead.
///
/// # Errors
/// Such a variable is missing, as a sentence for the reader.
pub(crate) fn locks_hold(document: &Document, locks: &Locks) -> Result<(), Error> {
    let has = |name: &str| document.variables.iter().any(|one| one.name.as_str() == name);
    let mut fixed = locks
        .variables
        .iter()
        .filter(|(_, lock)| lock.locked.is_some() || lock.subset.is_some());
    if fixed.all(|(name, _)| has(name.as_str())) {
        return Ok(());
    }
    let why = "This dashboard was changed, so what is shared of it shows nothing until its owner looks at it";
    Err(Error::Conflict(why.to_owned()))
}

/// Why a question has no answer, for whoever asked: readers of a share do not know the question, and are told nothing of what it names.
fn for_reader(op: &Op, error: QueryError) -> Error {
    match (&op.caller, error) {
        (Caller::Share { .. }, QueryError::Invalid(_)) => {
            Invalid::at("/widget", "this widget cannot be answered at present").into()
        }
        (_, error) => error.into(),
    }
}

fn question_of<'a>(document: &'a Document, widget: &str) -> Result<&'a Question, Invalid> {
    let widget = document
        .widget(widget)
        .ok_or_else(|| Invalid::at("/widget", "this dashboard has no such widget"))?;
    widget
        .question
        .as_ref()
        .ok_or_else(|| Invalid::at("/widget", "this widget has no data"))
}

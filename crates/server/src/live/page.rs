//! What one page shows under the rights and the document of this moment: its widgets and their topics. When it is made anew is in
//! `stream`.

use std::collections::VecDeque;
use std::sync::Arc;

use access::action::{DashboardAt, Open};
use access::edition::{Edition, Sight};
use access::op::Op;
use access::proof::Granted;
use futures::stream::{SelectAll, StreamExt as _};
use model::Instant;
use model::document::{Refresh, Widget};
use model::question::Question;
use model::share::Terms;
use query::InputsSpec;
use query::live::{Frame, TopicRequest, Watcher};
use serde_json::json;

use super::body::Event;
use super::event::event;
use crate::app::App;
use crate::app::ask::{Chosen, Opened};
use crate::app::error::Error;

/// What a page wants to see live.
#[derive(Debug)]
pub struct Watch {
    /// Which dashboard, opened where.
    pub at: DashboardAt,
    /// Chosen variables and time.
    pub chosen: Chosen,
    /// Event id of an earlier connection.
    pub last_event_id: Option<String>,
}

/// What the page watches under its current rights and document.
pub(super) struct Page {
    pub(super) known: Known,
    pub(super) widgets: Vec<String>,
    /// Why no widget is answered, as a sentence for the reader.
    withheld: Option<String>,
    pub(super) topics: SelectAll<futures::stream::BoxStream<'static, (usize, Arc<Frame>)>>,
}

/// What a page rests on; it is made anew when one of these moves.
#[derive(Debug, PartialEq)]
pub(super) struct Known {
    /// What the reader sees and through whose eyes.
    pub(super) rights: String,
    /// What the share leaves its reader; nothing for users. Variables and abilities are not part of the scope.
    pub(super) terms: Option<Terms>,
    /// Whether it says who its reader is: then the page has to be told, and drawn with it.
    pub(super) watermarked: bool,
    revision: u32,
}

impl Known {
    /// Asked before what rests on it, so that a change in between differs from it when the page is woken.
    pub(super) fn now(app: &App, may: &Granted<'_, Open>) -> (Self, Edition) {
        let Sight { scope, edition } = app.gate.sight(may);
        let known = Self {
            rights: format!("{} {:?}", scope.fingerprint(), app.gate.displayed(may)),
            terms: app.gate.share_terms(may).map(|share| share.terms.clone()),
            watermarked: app.gate.watermarked(may),
            revision: 0,
        };
        (known, edition)
    }

    pub(super) fn at(self, revision: u32) -> Self {
        Self { revision, ..self }
    }
}

impl Page {
    pub(super) async fn open(app: &App, op: &Op, watch: &Watch) -> Result<Self, Error> {
        let may = app.gate.allow::<Open>(op, watch.at)?;
        let (known, _) = Known::now(app, &may);
        let opened = app.open_for(&may).await?;
        let known = known.at(opened.dashboard.revision);
        if let Some(why) = opened.scope.withheld() {
            return Ok(Self::silent(&opened, known, why.to_string()));
        }
        let chosen = app.inputs(op, watch.at, &opened, &watch.chosen).await?;
        let opening = opened.locks.opening(&opened.dashboard.document);
        let inputs = InputsSpec {
            chosen,
            time: watch.chosen.time.clone().or(opening),
            within: opened.locks.time.clone(),
        };
        let Opened { dashboard, scope, .. } = opened;
        let mut widgets = Vec::new();
        let mut topics = SelectAll::new();
        for widget in &dashboard.document.widgets {
            let Some(question) = asked(widget) else { continue };
            let request = TopicRequest {
                scope: scope.clone(),
                question: Arc::new(question.clone()),
                inputs: inputs.clone(),
                refresh: widget.refresh,
                widget_key: widget.id.to_string(),
            };
            let index = widgets.len();
            widgets.push(widget.id.to_string());
            topics.push(frames(app.hub.watch(request)).map(move |frame| (index, frame)).boxed());
        }
        Ok(Self {
            known,
            widgets,
            withheld: None,
            topics,
        })
    }

    /// A page whose widgets are not answered. It stays open: what withholds the data may be put right.
    fn silent(opened: &Opened, known: Known, why: String) -> Self {
        let widgets = opened.dashboard.document.widgets.iter();
        let widgets = widgets.filter(|widget| asked(widget).is_some());
        Self {
            known,
            widgets: widgets.map(|widget| widget.id.to_string()).collect(),
            withheld: Some(why),
            topics: SelectAll::new(),
        }
    }

    /// What a page begins with: its widgets, and the refusal of each when nothing is answered.
    pub(super) fn begin(&self, resumed: bool, now: Instant) -> VecDeque<Event> {
        // By the server's own clock, so that a page can tell the age of a row without trusting the reader's.
        let hello = event(
            "hello",
            &json!({ "widgets": self.widgets, "resumed": resumed, "now": now }),
        );
        let refused = self.withheld.iter().flat_map(|why| {
            let problem = json!({ "code": "conflict", "detail": why });
            let refuse = move |widget| event("failed", &json!({ "widget": widget, "problem": problem }));
            self.widgets.iter().map(refuse)
        });
        std::iter::once(hello).chain(refused).collect()
    }
}

/// The question of a widget that is answered without being asked for.
fn asked(widget: &Widget) -> Option<&Question> {
    widget.question.as_ref().filter(|_| widget.refresh != Refresh::Manual)
}

/// A topic's frames, always the latest.
fn frames(watcher: Watcher) -> impl futures::Stream<Item = Arc<Frame>> + Send + 'static {
    futures::stream::unfold(watcher, |mut watcher| async move {
        let frame = watcher.next().await?;
        Some((frame, watcher))
    })
}

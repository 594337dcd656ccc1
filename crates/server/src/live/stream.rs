//! One open page. It watches its topics, forwards what is new, and on every beat of rights or documents decides again.

use std::sync::Arc;
use std::time::Duration;

use access::action::{DashboardAt, Open};
use access::op::Op;
use access::proof::Granted;
use bytes::Bytes;
use futures::stream::{SelectAll, StreamExt as _};
use identity::caller::Caller;
use model::document::{Refresh, Widget};
use model::question::Question;
use model::share::Terms;
use query::InputsSpec;
use query::live::{Frame, TopicRequest, Watcher};
use serde_json::json;
use tokio::sync::mpsc;

use super::event::{HEARTBEAT, Seen, answer, event};
use crate::app::App;
use crate::app::ask::{Chosen, Opened};
use crate::app::error::Error;
use crate::clock;

const HEARTBEAT_EVERY: Duration = Duration::from_secs(crate::limits::HEARTBEAT_SECONDS);

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

/// Opens the stream. The bytes are a complete `text/event-stream` body.
///
/// # Errors
/// Not allowed, wrong values.
pub async fn watch(app: Arc<App>, op: Op, watch: Watch) -> Result<mpsc::Receiver<Bytes>, Error> {
    let (sender, receiver) = mpsc::channel(crate::limits::EVENTS_WAITING);
    // Listens before it decides: no change goes by between the two.
    let beats = Beats {
        pulse: app.pulse(),
        epoch: app.credential_epoch(),
    };
    let page = Page::open(&app, &op, &watch).await?;
    tokio::spawn(run(app, op, watch, page, beats, sender));
    Ok(receiver)
}

/// What the page watches under its current rights and document.
struct Page {
    known: Known,
    widgets: Vec<String>,
    /// Why no widget is answered, as a sentence for the reader.
    withheld: Option<String>,
    topics: SelectAll<futures::stream::BoxStream<'static, (usize, Arc<Frame>)>>,
}

/// What a page rests on; it is made anew when one of these moves.
#[derive(Debug, PartialEq)]
struct Known {
    /// What the reader sees and through whose eyes.
    rights: String,
    /// What the share leaves its reader; nothing for users. Variables and abilities are not part of the scope.
    terms: Option<Terms>,
    revision: u32,
}

impl Known {
    /// Asked before what rests on it, so that a change in between is found by the next beat.
    fn now(app: &App, may: &Granted<'_, Open>) -> Self {
        Self {
            rights: format!("{} {:?}", app.gate.scope(may).fingerprint(), app.gate.displayed(may)),
            terms: app.gate.share_terms(may).map(|share| share.terms.clone()),
            revision: 0,
        }
    }

    fn at(self, revision: u32) -> Self {
        Self { revision, ..self }
    }
}

impl Page {
    async fn open(app: &App, op: &Op, watch: &Watch) -> Result<Self, Error> {
        let may = app.gate.allow::<Open>(op, watch.at)?;
        let known = Known::now(app, &may);
        let opened = app.open_for(&may).await?;
        let known = known.at(opened.dashboard.revision);
        if let Some(why) = opened.scope.withheld() {
            return Ok(Self::silent(&opened, known, why.to_string()));
        }
        let chosen = app.inputs(op, watch.at, &opened, &watch.chosen).await?;
        let opening = opened
            .dashboard
            .document
            .time
            .as_ref()
            .and_then(|time| time.default.clone());
        let inputs = InputsSpec {
            chosen,
            time: watch.chosen.time.clone().or(opening),
            last_at_most: opened.locks.last_at_most,
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
    fn begin(&self, resumed: bool) -> Vec<Bytes> {
        let hello = event("hello", &json!({ "widgets": self.widgets, "resumed": resumed }));
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

/// What tells a page that rights, documents or credentials have moved.
struct Beats {
    pulse: tokio::sync::watch::Receiver<u64>,
    epoch: u64,
}

async fn run(app: Arc<App>, op: Op, watch: Watch, mut page: Page, beats: Beats, sender: mpsc::Sender<Bytes>) {
    let _counted = match op.caller {
        Caller::Share { id, .. } => Some(app.watching.enter(id)),
        _ => None,
    };
    let Beats { mut pulse, mut epoch } = beats;
    let (mut seen, resumed) = Seen::resume(page.widgets.len(), watch.last_event_id.as_deref());
    if send_all(&sender, page.begin(resumed)).await.is_err() {
        return;
    }
    let mut heartbeat = tokio::time::interval_at(tokio::time::Instant::now() + HEARTBEAT_EVERY, HEARTBEAT_EVERY);
    loop {
        let sent = tokio::select! {
            biased;
            changed = pulse.changed() => {
                if changed.is_err() {
                    return;
                }
                let moved = app.credential_epoch();
                if std::mem::replace(&mut epoch, moved) != moved && !lives(&app, &op).await {
                    let _gone = sender.send(event("ended", &json!({ "reason": "signed_out" }))).await;
                    return;
                }
                match decide_again(&app, &op, &watch, &page.known).await {
                    Next::Same => continue,
                    Next::Ended(reason) => {
                        let _gone = sender.send(event("ended", &json!({ "reason": reason }))).await;
                        return;
                    }
                    Next::Changed(what, next) => {
                        page = *next;
                        seen = Seen::nothing(page.widgets.len());
                        let told = sender.send(event("changed", &json!({ "what": what }))).await;
                        if told.is_err() { told } else { send_all(&sender, page.begin(false)).await }
                    }
                }
            }
            Some((index, frame)) = page.topics.next() => {
                let Some(widget) = page.widgets.get(index) else { continue };
                if !seen.note(index, &frame.digest) {
                    continue;
                }
                if frame.failed {
                    let problem = json!({ "code": "invalid", "detail": "This widget could not be answered." });
                    sender.send(event("failed", &json!({ "widget": widget, "problem": problem }))).await
                } else {
                    send_all(&sender, answer(&seen.id(), widget, &frame.json)).await
                }
            }
            _ = heartbeat.tick() => {
                if !lives(&app, &op).await {
                    let _gone = sender.send(event("ended", &json!({ "reason": "signed_out" }))).await;
                    return;
                }
                sender.send(HEARTBEAT).await
            }
            () = sender.closed() => return,
        };
        if sent.is_err() {
            return;
        }
    }
}

async fn send_all(
    sender: &mpsc::Sender<Bytes>,
    parts: impl IntoIterator<Item = Bytes>,
) -> Result<(), mpsc::error::SendError<Bytes>> {
    for part in parts {
        sender.send(part).await?;
    }
    Ok(())
}

/// Whether the page's credentials have neither expired nor been ended.
async fn lives(app: &App, op: &Op) -> bool {
    let op = Op::new(op.caller.clone(), op.request, clock::now());
    app.still_signed_in(&op).await
}

/// What a beat means for one page.
enum Next {
    Same,
    Changed(&'static str, Box<Page>),
    Ended(&'static str),
}

async fn decide_again(app: &App, op: &Op, watch: &Watch, before: &Known) -> Next {
    let op = Op::new(op.caller.clone(), op.request, clock::now());
    let Ok(may) = app.gate.allow::<Open>(&op, watch.at) else {
        return Next::Ended(end_reason(app, &op));
    };
    let Ok(dashboard) = app.dashboard(&may).await else {
        return Next::Ended("dashboard_deleted");
    };
    let now = Known::now(app, &may).at(dashboard.revision);
    if now == *before {
        return Next::Same;
    }
    let same_rights = now.rights == before.rights && now.terms == before.terms;
    let what = if same_rights { "document" } else { "rights" };
    match Page::open(app, &op, watch).await {
        Ok(next) => Next::Changed(what, Box::new(next)),
        Err(_) => Next::Ended("changed"),
    }
}

/// The reader of a share learns why it ended; a user only that access is gone.
fn end_reason(app: &App, op: &Op) -> &'static str {
    match op.caller {
        Caller::Share { id, .. } => app
            .gate
            .share_end_reason(id)
            .map_or("paused", model::share::EndReason::as_str),
        _ => "access_lost",
    }
}

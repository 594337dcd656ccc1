//! One open page: forwards what is new in its topics, and decides again when it is woken. What it shows is in `page`, what may still
//! leave after a cut in `body`.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use access::action::Open;
use access::op::Op;
use futures::StreamExt as _;
use identity::caller::Caller;
use query::live::Frame;
use serde_json::json;
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep_until};

use super::body::{Event, Events, Outlet, queue};
use super::event::{HEARTBEAT, Seen, answer, event};
use super::held::Held;
use super::page::{Known, Page, Watch};
use crate::app::App;
use crate::app::error::{Error, Much};
use crate::app::watching::{Ground, OpenPage, Woken};
use crate::clock;

const HEARTBEAT_EVERY: Duration = Duration::from_secs(crate::limits::HEARTBEAT_SECONDS);

/// Opens the stream.
///
/// # Errors
/// Not allowed, wrong values.
pub async fn watch(app: Arc<App>, op: Op, watch: Watch) -> Result<Events, Error> {
    let asks_its_own = !watch.chosen.variables.is_empty() || watch.chosen.time.is_some();
    let part = if asks_its_own {
        Some(app.quotas.own_stream(&op)?)
    } else {
        None
    };
    let place = app.watching.enter();
    // Rests on something before it decides: no change goes by between the two.
    settle(&app, &place, &op, &watch);
    let may = app.gate.allow::<Open>(&op, watch.at)?;
    app.count_for_share(&may)?;
    let page = Page::open(&app, &op, &watch).await?;
    // The credential was found before the page was in the list, or is one that was kept: it may have ended since.
    if !app.still_signed_in(&op.caller, op.now).await {
        return Err(Error::Credentials(None));
    }
    let (outlet, events) = queue();
    tokio::spawn(async move {
        run(app, op, watch, page, place, outlet).await;
        drop(part);
    });
    Ok(events)
}

/// Rests the page on the facts that its next decision will read. When the facts moved meanwhile, on those of now.
fn settle(app: &App, place: &OpenPage, op: &Op, watch: &Watch) {
    loop {
        let basis = app.gate.basis(op, watch.at);
        place.rest_on(Ground::all(&op.caller, watch.at.dashboard, &basis));
        if app.gate.generation() == basis.generation() {
            return;
        }
    }
}

/// A page with what it has sent and what waits to be sent.
struct Sending {
    page: Page,
    seen: Seen,
    waiting: VecDeque<Event>,
    held: Held,
}

async fn run(app: Arc<App>, op: Op, watch: Watch, page: Page, place: OpenPage, outlet: Outlet) {
    let (seen, resumed) = Seen::resume(page.widgets.len(), watch.last_event_id.as_deref());
    let waiting = page.begin(resumed, clock::now());
    let held = held(&page);
    let mut sending = Sending {
        page,
        seen,
        waiting,
        held,
    };
    let mut heartbeat = interval_at(Instant::now() + HEARTBEAT_EVERY, HEARTBEAT_EVERY);
    heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut ends = app.recipient_ends(&op.caller, clock::now()).await;
    place.sends(true);
    let (reason, woken) = loop {
        let idle = sending.waiting.is_empty();
        let over = [app.gate.session_ends(&op.caller), ends].into_iter().flatten().min();
        tokio::select! {
            biased;
            () = passed(over) => break ("session_over", Woken::default()),
            woken = place.woken() => {
                if woken.credential {
                    ends = app.recipient_ends(&op.caller, clock::now()).await;
                }
                match decide_again(&app, &op, &watch, &place, &sending.page.known, &woken).await {
                    Next::Same => {}
                    Next::Ended(reason) => break (reason, woken),
                    Next::Changed(what) => {
                        // What was answered under the old rights is not sent any more; that is all a change waits for.
                        outlet.cut();
                        sending.page.topics.clear();
                        place.sends(false);
                        drop(woken);
                        match open_again(&app, &op, &watch).await {
                            Ok(page) => sending = sending_anew(page, what),
                            Err(_) => break ("changed", Woken::default()),
                        }
                        place.sends(true);
                    }
                }
            }
            room = outlet.room(), if !idle => {
                let (Ok(room), Some(event)) = (room, sending.waiting.pop_front()) else { return };
                room.put(event);
            }
            Some((index, frame)) = sending.page.topics.next(), if idle => {
                if let Some(frame) = sending.held.keep(index, frame, Instant::now()) {
                    sending.take(&app, &op, index, &frame).await;
                }
            }
            () = until(sending.held.due()), if idle => {
                for (index, frame) in sending.held.picture(Instant::now()) {
                    sending.take(&app, &op, index, &frame).await;
                }
            }
            _ = heartbeat.tick(), if idle => sending.waiting.push_back(HEARTBEAT),
            () = outlet.gone() => return,
        }
    };
    // The change that ended the page is answered from here on. The reader hears of the end when they read on.
    outlet.cut();
    drop(place);
    drop(woken);
    if let Ok(room) = outlet.room().await {
        room.put(event("ended", &json!({ "reason": reason })));
    }
}

impl Sending {
    /// Takes a topic's answer, unless the page has it already. What may not leave any more in this month is told and not noted as seen: so
    /// it comes when it may.
    async fn take(&mut self, app: &App, op: &Op, index: usize, frame: &Frame) {
        let Some(widget) = self.page.widgets.get(index) else {
            return;
        };
        if self.seen.has(index, &frame.digest) {
            return;
        }
        let most = self.page.known.terms.as_ref().and_then(|terms| terms.cells_a_month);
        if let Err(error) = app.count_cells(&present(op), most, frame.cells).await {
            let problem = refused(&error);
            self.waiting
                .push_back(event("failed", &json!({ "widget": widget, "problem": problem })));
            return;
        }
        if !self.seen.note(index, &frame.digest) {
            return;
        }
        self.waiting.push_back(if frame.failed {
            let problem = json!({ "code": "invalid", "detail": "This widget could not be answered." });
            event("failed", &json!({ "widget": widget, "problem": problem }))
        } else {
            answer(&self.seen.id(), widget, &frame.json)
        });
    }
}

/// Why an answer does not leave.
fn refused(error: &Error) -> serde_json::Value {
    match error {
        Error::TooMuch(Much::Cells, _) => {
            let detail = "This share has shown as much as it may this month.";
            json!({ "code": "too_many", "reason": "cells", "detail": detail })
        }
        _ => json!({ "code": "unavailable", "detail": "This widget could not be answered." }),
    }
}

/// A page after a change: it is told what changed, and begins again.
fn sending_anew(page: Page, what: &'static str) -> Sending {
    let mut waiting = page.begin(false, clock::now());
    waiting.push_front(event("changed", &json!({ "what": what })));
    Sending {
        seen: Seen::nothing(page.widgets.len()),
        held: held(&page),
        page,
        waiting,
    }
}

/// What the page waits with before it changes.
fn held(page: &Page) -> Held {
    let terms = page.known.terms.as_ref();
    Held::every(terms.and_then(|terms| terms.refresh_seconds), Instant::now())
}

/// Waits until then; for ever without a time.
async fn until(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => std::future::pending().await,
    }
}

/// Waits for a moment of the clock; for ever without one.
async fn passed(moment: Option<model::Instant>) {
    match moment {
        // The first millisecond after it: what the gate decides then is that it has passed.
        Some(moment) => {
            let left = (moment - clock::now()).to_std().unwrap_or_default();
            tokio::time::sleep(left + Duration::from_millis(1)).await;
        }
        None => std::future::pending().await,
    }
}

/// The operation of this moment.
fn present(op: &Op) -> Op {
    Op::new(op.caller.clone(), op.request, clock::now()).coming_from(op.from)
}

async fn open_again(app: &App, op: &Op, watch: &Watch) -> Result<Page, Error> {
    Page::open(app, &present(op), watch).await
}

/// What it means for a page that it was woken.
enum Next {
    Same,
    Changed(&'static str),
    Ended(&'static str),
}

async fn decide_again(app: &App, op: &Op, watch: &Watch, place: &OpenPage, before: &Known, woken: &Woken) -> Next {
    let op = present(op);
    if woken.credential && !app.still_signed_in(&op.caller, op.now).await {
        return Next::Ended("signed_out");
    }
    settle(app, place, &op, watch);
    let Ok(may) = app.gate.allow::<Open>(&op, watch.at) else {
        return Next::Ended(end_reason(app, &op));
    };
    let (known, edition) = Known::now(app, &may);
    let dashboard = match app.dashboard(edition).await {
        Ok(dashboard) => dashboard,
        // It goes on when something is approved: the reader comes back.
        Err(Error::NotApproved) => return Next::Ended("waits_for_approval"),
        Err(_) => return Next::Ended("dashboard_deleted"),
    };
    let now = known.at(dashboard.revision);
    if now == *before {
        return Next::Same;
    }
    let same_rights = now.rights == before.rights && now.terms == before.terms && now.watermarked == before.watermarked;
    Next::Changed(if same_rights { "document" } else { "rights" })
}

/// The reader of a share learns why it ended; a user only that access is gone.
fn end_reason(app: &App, op: &Op) -> &'static str {
    match op.caller {
        Caller::Share { .. } if op.caller.preview().is_some() => "preview_over",
        Caller::Share { id, .. } => app
            .gate
            .share_end_reason(id)
            .map_or("paused", model::share::EndReason::as_str),
        _ => "access_lost",
    }
}

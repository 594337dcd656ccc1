//! One thread that runs the chart bundle in QuickJS: no files, no network, no timers, bounded memory and time. The only
//! functions of the host are the width of a text and the offset of a time zone.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, SyncSender};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use rquickjs::{CatchResultExt as _, CaughtError, Context, Function, Object, Runtime};

use crate::limits::{DRAWING_STACK_BYTES, Limits};
use crate::{RenderError, font, zone};

const PRELUDE: &str = include_str!("worker.js");

/// A call of `globalThis.vitrine.<function>(request)`.
pub(crate) struct Job {
    pub(crate) function: &'static str,
    pub(crate) request: String,
    pub(crate) reply: SyncSender<Result<String, RenderError>>,
}

/// Takes jobs until the other end is gone. Evaluates the bundle at the first job: a server that draws nothing holds nothing for it.
pub(crate) fn run(jobs: &Mutex<Receiver<Job>>, bundle: &Arc<str>, limits: Limits) {
    let mut engine = None;
    loop {
        // One idle worker waits holding the lock, the others wait for the lock: each job wakes exactly one.
        let next = match jobs.lock() {
            Ok(jobs) => jobs.recv(),
            Err(_) => return,
        };
        let Ok(job) = next else { return };
        let result = match engine.get_or_insert_with(|| Engine::start(bundle, limits)) {
            Ok(engine) => engine.call(job.function, &job.request),
            Err(error) => Err(error.clone()),
        };
        // A script that was cut off may have left anything half done: the next job gets a fresh engine.
        let spoilt = matches!(
            result,
            Err(RenderError::TooSlow | RenderError::TooBig | RenderError::Engine { .. })
        );
        let _gone = job.reply.send(result);
        if spoilt {
            engine = None;
        }
    }
}

/// When the running script is to be cut off, and whether it was.
#[derive(Default)]
struct Watch {
    deadline: Cell<Option<Instant>>,
    fired: Cell<bool>,
}

struct Engine {
    // Dropped before the runtime it lives in.
    context: Context,
    _runtime: Runtime,
    watch: Rc<Watch>,
    limits: Limits,
}

impl Engine {
    fn start(bundle: &str, limits: Limits) -> Result<Self, RenderError> {
        let unavailable = |error: rquickjs::Error| RenderError::Engine {
            detail: error.to_string(),
        };
        let runtime = Runtime::new().map_err(unavailable)?;
        runtime.set_memory_limit(limits.memory_bytes);
        runtime.set_max_stack_size(DRAWING_STACK_BYTES);
        let watch = Rc::new(Watch::default());
        let seen = Rc::clone(&watch);
        runtime.set_interrupt_handler(Some(Box::new(move || {
            let late = seen.deadline.get().is_some_and(|at| Instant::now() >= at);
            if late {
                seen.fired.set(true);
            }
            late
        })));
        let context = Context::full(&runtime).map_err(unavailable)?;
        let engine = Self {
            context,
            _runtime: runtime,
            watch,
            limits,
        };
        engine.limited(|ctx| {
            let globals = ctx.globals();
            globals.set("__measure", Function::new(ctx.clone(), measure)?)?;
            globals.set("__offset", Function::new(ctx.clone(), offset)?)?;
            ctx.eval::<(), _>(PRELUDE)?;
            ctx.eval::<(), _>(bundle)
        })?;
        Ok(engine)
    }

    fn call(&self, function: &str, request: &str) -> Result<String, RenderError> {
        self.limited(|ctx| {
            let vitrine: Object<'_> = ctx.globals().get("vitrine")?;
            let function: Function<'_> = vitrine.get(function)?;
            function.call((request,))
        })
    }

    /// Runs scripts under the limits and tells errors apart.
    fn limited<T>(&self, work: impl FnOnce(&rquickjs::Ctx<'_>) -> rquickjs::Result<T>) -> Result<T, RenderError> {
        self.watch.fired.set(false);
        self.watch.deadline.set(Instant::now().checked_add(self.limits.time));
        let result = self
            .context
            .with(|ctx| work(&ctx).catch(&ctx).map_err(|error| explain(&error)));
        self.watch.deadline.set(None);
        result.map_err(|error| {
            if self.watch.fired.get() {
                RenderError::TooSlow
            } else {
                error
            }
        })
    }
}

fn explain(error: &CaughtError<'_>) -> RenderError {
    if matches!(error, CaughtError::Error(rquickjs::Error::Allocation)) {
        return RenderError::TooBig;
    }
    let detail = match error {
        CaughtError::Exception(exception) => exception.message().unwrap_or_default(),
        other => other.to_string(),
    };
    // Out of memory has no type of its own; with nothing left to build an exception from, null is thrown.
    if detail.contains("out of memory") || matches!(error, CaughtError::Value(value) if value.is_null()) {
        return RenderError::TooBig;
    }
    RenderError::Drawing { detail }
}

#[expect(clippy::needless_pass_by_value, reason = "a host function is given its arguments")]
fn measure(text: rquickjs::Coerced<String>, px: f64, weight: f64) -> f64 {
    font::width(&text, px, weight)
}

#[expect(clippy::needless_pass_by_value, reason = "a host function is given its arguments")]
fn offset(zone: rquickjs::Coerced<String>, epoch_ms: f64) -> f64 {
    zone::offset_minutes(&zone, epoch_ms)
}

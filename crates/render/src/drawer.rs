//! The drawer: hands drawings to a few workers and keeps what they drew. Blocking; call it where blocking is allowed.

use std::fmt;
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use serde_json::Value as Json;

use crate::RenderError;
use crate::cache::{Cache, Digest};
use crate::drawing::{Drawing, Part, digest, labels_request};
use crate::limits::{DRAWING_STACK_BYTES, Limits};
use crate::paper::Press;
use crate::worker::{self, Job};

/// The browser's chart code, bundled by `make web`.
const BUNDLE: &str = include_str!(concat!(env!("OUT_DIR"), "/charts.js"));

/// Draws widgets as SVG or as a layout (the pure model of stat, table and text widgets). Cheap to share by reference.
pub struct Drawer {
    jobs: Sender<Job>,
    cache: Mutex<Cache>,
    press: Press,
}

impl fmt::Debug for Drawer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Drawer").finish_non_exhaustive()
    }
}

/// A drawing that is kept or on its way.
pub(crate) enum Pending {
    Kept(Arc<str>),
    Asked(Digest, Receiver<Result<String, RenderError>>),
    Failed(RenderError),
}

impl Drawer {
    /// Starts `workers` workers (at least one). Each evaluates the chart code at its first drawing (a tenth of a second,
    /// 15 MB), so that a server which draws nothing pays nothing.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn new(workers: usize) -> Result<Self, RenderError> {
        Self::with_bundle(workers, BUNDLE, Limits::default())
    }

    /// As `new`, with another bundle or other limits: for tests and for trying out chart code.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn with_bundle(workers: usize, bundle: &str, limits: Limits) -> Result<Self, RenderError> {
        let workers = NonZeroUsize::new(workers).unwrap_or(NonZeroUsize::MIN);
        let (jobs, taken) = channel();
        let taken = Arc::new(Mutex::new(taken));
        let bundle: Arc<str> = Arc::from(bundle);
        for n in 0..workers.get() {
            let (taken, bundle) = (Arc::clone(&taken), Arc::clone(&bundle));
            thread::Builder::new()
                .name(format!("draw-{n}"))
                .stack_size(4 * DRAWING_STACK_BYTES)
                .spawn(move || worker::run(&taken, &bundle, limits))
                .map_err(|error| RenderError::Engine {
                    detail: error.to_string(),
                })?;
        }
        Ok(Self {
            jobs,
            cache: Mutex::new(Cache::new(limits.cache_bytes)),
            press: Press::default(),
        })
    }

    /// Draws a chart. The SVG is as wide and high as asked, transparent, and its ids are unique to it, so that several may
    /// stand in one page.
    ///
    /// # Errors
    /// When the chart code fails or exceeds a limit.
    pub fn svg(&self, drawing: &Drawing<'_>) -> Result<String, RenderError> {
        self.svg_with_labels(drawing, &[])
    }

    /// As `svg`; `labels` (from `labels`, for the whole dashboard) give the same label the same colour on every chart.
    ///
    /// # Errors
    /// As `svg`.
    pub fn svg_with_labels(&self, drawing: &Drawing<'_>, labels: &[String]) -> Result<String, RenderError> {
        self.finish(self.start_svg(drawing, labels))
            .map(|text| text.to_string())
    }

    /// The layout of a stat, table or text widget; its shape is described at the top of `web/src/charts/server.ts`.
    ///
    /// # Errors
    /// When the chart code fails or exceeds a limit.
    pub fn layout(&self, drawing: &Drawing<'_>) -> Result<Json, RenderError> {
        self.finish_layout(self.start_layout(drawing))
    }

    /// Sentences to print below a drawing: what was cut, added up or left out.
    ///
    /// # Errors
    /// When the chart code fails or exceeds a limit.
    pub fn notes(&self, drawing: &Drawing<'_>) -> Result<Vec<String>, RenderError> {
        let text = self.finish(self.start("notes", drawing.request(&[])))?;
        serde_json::from_str(&text).map_err(unreadable)
    }

    /// The labels that stand for colours, over all drawings of a dashboard in its order.
    ///
    /// # Errors
    /// When the chart code fails or exceeds a limit.
    pub fn labels(&self, drawings: &[Drawing<'_>]) -> Result<Vec<String>, RenderError> {
        let text = self.finish(self.start("labels", labels_request(drawings)))?;
        serde_json::from_str(&text).map_err(unreadable)
    }

    /// The drawings that this chart is dealt out to where its bars do not all fit on one; empty where they do.
    ///
    /// # Errors
    /// When the chart code fails or exceeds a limit.
    pub fn parts(&self, drawing: &Drawing<'_>) -> Result<Vec<Part>, RenderError> {
        let text = self.finish(self.start("parts", drawing.request(&[])))?;
        serde_json::from_str(&text).map_err(unreadable)
    }

    pub(crate) fn press(&self) -> &Press {
        &self.press
    }

    /// Begins a chart without waiting for it, so that several workers draw at once.
    pub(crate) fn start_svg(&self, drawing: &Drawing<'_>, labels: &[String]) -> Pending {
        self.start("draw", drawing.request(labels))
    }

    pub(crate) fn start_layout(&self, drawing: &Drawing<'_>) -> Pending {
        self.start("layout", drawing.request(&[]))
    }

    pub(crate) fn finish_layout(&self, pending: Pending) -> Result<Json, RenderError> {
        serde_json::from_str(&self.finish(pending)?).map_err(unreadable)
    }

    pub(crate) fn start(&self, function: &'static str, request: String) -> Pending {
        let digest = digest(function, &request);
        if let Some(kept) = self.cache().get(&digest) {
            return Pending::Kept(kept);
        }
        let (reply, answer) = sync_channel(1);
        match self.jobs.send(Job {
            function,
            request,
            reply,
        }) {
            Ok(()) => Pending::Asked(digest, answer),
            Err(_) => Pending::Failed(stopped()),
        }
    }

    /// Waits for a drawing and keeps it.
    pub(crate) fn finish(&self, pending: Pending) -> Result<Arc<str>, RenderError> {
        let (digest, answer) = match pending {
            Pending::Kept(text) => return Ok(text),
            Pending::Failed(error) => return Err(error),
            Pending::Asked(digest, answer) => (digest, answer),
        };
        let text = answer.recv().map_err(|_| stopped())??;
        let text: Arc<str> = Arc::from(own_ids(&text, &digest));
        self.cache().put(digest, Arc::clone(&text));
        Ok(text)
    }

    fn cache(&self) -> MutexGuard<'_, Cache> {
        // The cache is never left half changed by a panic that matters: at worst it counts some bytes too many.
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn stopped() -> RenderError {
    RenderError::Engine {
        detail: "no worker is left".to_owned(),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "given to map_err")]
fn unreadable(error: serde_json::Error) -> RenderError {
    RenderError::Drawing {
        detail: format!("the chart code answered what is no layout: {error}"),
    }
}

/// Ids within an SVG count from 0 in each drawing (`v-c0`); with the digest in front they differ between drawings. In
/// texts of users quotation marks are escaped, so that these patterns cannot occur there.
fn own_ids(svg: &str, digest: &Digest) -> String {
    if !svg.starts_with("<svg") {
        return svg.to_owned();
    }
    let [a, b, c, d, ..] = *digest;
    let own = format!("v{a:02x}{b:02x}{c:02x}{d:02x}-");
    let mut text = svg.to_owned();
    for lead in ["id=\"", "url(#", "href=\"#"] {
        text = text.replace(&format!("{lead}v-"), &format!("{lead}{own}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::own_ids;

    #[test]
    fn ids_become_the_drawings_own() {
        let svg = r##"<svg><clipPath id="v-c0"/><g clip-path="url(#v-c0)"><use href="#v-g1"/><text>url v-c0</text></g></svg>"##;
        let own = own_ids(svg, &[0xab; 32]);
        assert_eq!(own.matches("vabababab-").count(), 3);
        assert!(own.contains("<text>url v-c0</text>"));
        assert_ne!(own, own_ids(svg, &[0xac; 32]));
    }
}

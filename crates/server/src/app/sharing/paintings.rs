//! Drawn pages that are kept for a while, each with everything that it rests on.

use std::sync::Arc;
use std::time::Duration;

use access::edition::Edition;
use model::brand::Brand;
use model::id::{DatasetId, ShareId};
use model::share::Share;
use render::Device;
use tokio::sync::Mutex as Lane;

use crate::encoded::Encoded;
use crate::limits::{PAINTED_BYTES, PAINTED_SECONDS, PAINTING_LANES};

/// For whom a page was drawn.
pub(super) type Key = (ShareId, String, Option<Device>);

/// A page that was drawn, and everything that it rests on: where any of it is another one, it is drawn anew.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) basis: Arc<Basis>,
    pub(super) page: Arc<Encoded>,
}

/// What a drawn page rests on.
#[derive(Debug, PartialEq)]
pub(super) struct Basis {
    pub(super) share: Arc<Share>,
    pub(super) edition: Edition,
    pub(super) revision: u32,
    pub(super) title: String,
    pub(super) shared_by: String,
    pub(super) workspace: String,
    pub(super) brand: Brand,
    pub(super) fingerprint: String,
    pub(super) data: Vec<(DatasetId, u64)>,
}

/// Pages that were drawn lately.
#[derive(Debug)]
pub(super) struct Paintings {
    pub(super) kept: moka::sync::Cache<Key, Arc<Kept>>,
    /// Whoever draws holds a lane: all who come for the same page wait for one drawing, and few are drawn at once.
    pub(super) lanes: [Lane<()>; PAINTING_LANES],
}

impl Default for Paintings {
    fn default() -> Self {
        let kept = moka::sync::Cache::builder()
            .max_capacity(PAINTED_BYTES)
            .weigher(|_, kept: &Arc<Kept>| u32::try_from(kept.page.bytes() + 1_024).unwrap_or(u32::MAX))
            .time_to_live(Duration::from_secs(PAINTED_SECONDS));
        Self {
            kept: kept.build(),
            lanes: std::array::from_fn(|_| Lane::new(())),
        }
    }
}

impl Paintings {
    /// A page for these, if everything that it rests on is still as it was.
    pub(super) fn found(&self, key: &Key, basis: &Basis) -> Option<Arc<Encoded>> {
        let kept = self.kept.get(key)?;
        (*kept.basis == *basis).then(|| Arc::clone(&kept.page))
    }
}

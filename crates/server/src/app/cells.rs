//! How many cells (rows by columns) leave to the readers of each share in a month of UTC, which a share may bound. Counted in memory where
//! answers are handed out, and kept every few seconds: so a restart gives no new month, and what other nodes hand out counts too.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use access::op::Op;
use chrono::{Datelike as _, Months, NaiveTime};
use identity::caller::Caller;
use model::Instant;
use model::id::ShareId;

use super::error::{Error, Much};

/// A share in a month, which is counted from the year 0.
pub(super) type Key = (ShareId, i64);

#[derive(Debug, Default)]
struct Used {
    /// What the store knew when it was asked last; `None`: it was not asked yet.
    kept: Option<u64>,
    /// Counted here, and not kept yet.
    fresh: u64,
    /// Somebody has looked at it since it was kept last.
    touched: bool,
}

impl Used {
    fn all(&self) -> u64 {
        self.kept.unwrap_or(0).saturating_add(self.fresh)
    }
}

/// What was counted.
#[derive(Debug, Default)]
pub(crate) struct Cells(Mutex<HashMap<Key, Used>>);

impl Cells {
    fn lock(&self) -> MutexGuard<'_, HashMap<Key, Used>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn is_known(&self, key: Key) -> bool {
        self.lock().get(&key).is_some_and(|used| used.kept.is_some())
    }

    /// What the store says; what it said after something was kept is newer, and stays.
    pub(super) fn learn(&self, key: Key, kept: u64) {
        self.lock().entry(key).or_default().kept.get_or_insert(kept);
    }

    /// Whether there is anything left.
    pub(super) fn has_left(&self, key: Key, most: u64) -> bool {
        let mut all = self.lock();
        let used = all.entry(key).or_default();
        used.touched = true;
        used.all() < most
    }

    /// Counts so many, unless they would be more than there may be.
    pub(super) fn take(&self, key: Key, most: Option<u64>, cells: u64) -> bool {
        let mut all = self.lock();
        let used = all.entry(key).or_default();
        used.touched = true;
        let fits = most.is_none_or(|most| used.all().saturating_add(cells) <= most);
        if fits {
            used.fresh = used.fresh.saturating_add(cells);
        }
        fits
    }

    /// What is counted here and not kept yet.
    pub(super) fn fresh_of(&self, key: Key) -> u64 {
        self.lock().get(&key).map_or(0, |used| used.fresh)
    }

    /// What is to be kept, sorted. What nobody has looked at for a while is forgotten: the store knows it.
    pub(super) fn to_keep(&self) -> Vec<(ShareId, i64, u64)> {
        let mut all = self.lock();
        all.retain(|_, used| std::mem::take(&mut used.touched) || used.fresh > 0);
        let fresh = all.iter().filter(|(_, used)| used.fresh > 0);
        let mut fresh: Vec<_> = fresh
            .map(|((share, month), used)| (*share, *month, used.fresh))
            .collect();
        fresh.sort_unstable();
        fresh
    }

    /// So many of these were kept, and are that many in all.
    pub(super) fn note_kept(&self, kept: &[(ShareId, i64, u64)], in_all: Vec<u64>) {
        let mut all = self.lock();
        for ((share, month, cells), known) in kept.iter().zip(in_all) {
            if let Some(used) = all.get_mut(&(*share, *month)) {
                used.fresh = used.fresh.saturating_sub(*cells);
                used.kept = Some(known);
            }
        }
    }
}

/// The refusal, until the next month begins.
pub(crate) fn no_cells_left(now: Instant) -> Error {
    let first = now.date_naive().with_day(1);
    let next = first.and_then(|first| first.checked_add_months(Months::new(1)));
    let left = next.map_or(0, |next| (next.and_time(NaiveTime::MIN).and_utc() - now).num_seconds());
    Error::TooMuch(Much::Cells, u64::try_from(left).unwrap_or(0) + 1)
}

/// Of whom it is counted: of the readers of a share, and not of who looks at it as they will.
pub(super) fn counted(op: &Op) -> Option<Key> {
    match &op.caller {
        Caller::Share { id, admitted, .. } if admitted.preview().is_none() => Some((*id, month(op.now))),
        _ => None,
    }
}

/// The month of a moment.
pub(super) fn month(now: Instant) -> i64 {
    i64::from(now.year()) * 12 + i64::from(now.month0())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: Key = (ShareId::from_number(1), 24_322);

    #[test]
    fn no_more_leaves_than_may_and_what_does_not_fit_counts_nothing() {
        let cells = Cells::default();
        cells.learn(KEY, 90);
        assert!(cells.has_left(KEY, 100) && cells.take(KEY, Some(100), 8));
        assert!(!cells.take(KEY, Some(100), 3), "that would be 101");
        assert!(cells.take(KEY, Some(100), 2) && !cells.has_left(KEY, 100));
        assert!(cells.take(KEY, None, 1_000), "not bounded any more");
        assert!(cells.take((KEY.0, KEY.1 + 1), Some(100), 100), "the next month");
    }

    #[test]
    fn what_is_kept_is_counted_once_and_forgotten_when_nobody_looks() {
        let cells = Cells::default();
        cells.learn(KEY, 10);
        assert!(cells.take(KEY, Some(100), 5));
        let keep = cells.to_keep();
        assert_eq!(keep, [(KEY.0, KEY.1, 5)]);
        assert!(cells.take(KEY, Some(100), 1), "while it is being kept");
        // Another node has counted four.
        cells.note_kept(&keep, vec![19]);
        cells.learn(KEY, 10);
        assert_eq!((cells.fresh_of(KEY), cells.has_left(KEY, 20)), (1, false));
        assert_eq!(cells.to_keep(), [(KEY.0, KEY.1, 1)]);
        cells.note_kept(&[(KEY.0, KEY.1, 1)], vec![20]);
        assert!(cells.is_known(KEY));
        assert_eq!(cells.to_keep(), []);
        assert!(!cells.is_known(KEY), "asked anew");
    }

    #[test]
    fn a_month_is_over_when_the_next_one_begins() {
        let at = |text: &str| text.parse::<Instant>().unwrap();
        assert_eq!(month(at("2026-12-31T23:59:59Z")) + 1, month(at("2027-01-01T00:00:00Z")));
        for (now, left) in [("2026-12-31T23:59:50Z", 11), ("2026-11-01T00:00:00Z", 30 * 86_400 + 1)] {
            assert!(matches!(no_cells_left(at(now)), Error::TooMuch(Much::Cells, wait) if wait == left));
        }
    }
}

//! Sums of pushed rows that wait for the store. Holds counts alone; who may push and where the sums go is in `pushes`.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use model::Instant;
use model::id::DatasetId;
use store::{PushSum, hour_of};

/// Who pushes into what with what, in which hour.
type Key = (DatasetId, String, String, Instant);

/// Sums that wait for the store.
#[derive(Debug, Default)]
pub(super) struct PushSums {
    waiting: Mutex<HashMap<Key, PushSum>>,
}

impl PushSums {
    /// Adds a push. The sum comes back when it is the first of its kind in this hour: it has to be kept at once.
    pub(super) fn count(&self, push: PushSum) -> Option<PushSum> {
        let key = (push.dataset, push.actor.clone(), push.token.clone(), push.hour);
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sum) = waiting.get_mut(&key) {
            sum.calls += push.calls;
            sum.rows += push.rows;
            sum.duplicates += push.duplicates;
            return None;
        }
        let nothing = PushSum {
            calls: 0,
            rows: 0,
            duplicates: 0,
            ..push.clone()
        };
        waiting.insert(key, nothing);
        Some(push)
    }

    /// What has come in since the last time. Hours that are over are forgotten.
    pub(super) fn take(&self, now: Instant) -> Vec<PushSum> {
        let hour = hour_of(now);
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let mut sums = Vec::new();
        for sum in waiting.values_mut() {
            if sum.calls > 0 {
                sums.push(sum.clone());
                (sum.calls, sum.rows, sum.duplicates) = (0, 0, 0);
            }
        }
        waiting.retain(|_, sum| sum.hour >= hour);
        sums
    }

    /// Puts back what could not be kept.
    pub(super) fn put_back(&self, sums: Vec<PushSum>) {
        for sum in sums {
            if let Some(first) = self.count(sum) {
                let key = (first.dataset, first.actor.clone(), first.token.clone(), first.hour);
                let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
                waiting.insert(key, first);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn push(hour: &str, rows: u64) -> PushSum {
        PushSum {
            dataset: DatasetId::from_number(1),
            workspace: model::id::WorkspaceId::from_number(1),
            actor: "user:ada".to_owned(),
            token: "tok".to_owned(),
            hour: hour_of(hour.parse().unwrap()),
            calls: 1,
            rows,
            duplicates: 0,
        }
    }

    #[test]
    fn the_first_push_of_an_hour_comes_back_and_the_others_are_summed() {
        let sums = PushSums::default();
        let now: Instant = "2026-01-01T10:30:00Z".parse().unwrap();
        assert_eq!(
            sums.count(push("2026-01-01T10:00:00Z", 5)),
            Some(push("2026-01-01T10:00:00Z", 5))
        );
        assert_eq!(sums.count(push("2026-01-01T10:10:00Z", 7)), None);
        assert_eq!(sums.count(push("2026-01-01T10:20:00Z", 1)), None);
        let taken = sums.take(now);
        assert_eq!((taken[0].calls, taken[0].rows), (2, 8));
        assert!(sums.take(now).is_empty(), "each is taken once");
        sums.put_back(taken);
        assert_eq!(sums.take(now)[0].rows, 8, "what could not be kept is tried again");
        assert!(sums.count(push("2026-01-01T11:00:00Z", 1)).is_some(), "another hour");
    }
}

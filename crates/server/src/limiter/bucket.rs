//! Leaky buckets by key: a number of drops fits in, one leaks out in a span of time. Keeps one instant a key, for at most as many
//! keys as it is told, and only as long as a bucket is not empty.

use std::hash::Hash;

use chrono::TimeDelta;
use model::Instant;
use moka::ops::compute::Op;

use super::TooMany;

/// Buckets of one size.
#[derive(Debug)]
pub(crate) struct Buckets<K: Hash + Eq + Send + Sync + 'static> {
    /// When the bucket of a key will be empty.
    empty_at: moka::sync::Cache<K, Instant>,
    size: u32,
    leak: TimeDelta,
}

impl<K: Hash + Eq + Send + Sync + 'static> Buckets<K> {
    /// `size` drops fit into each bucket, and one leaks out every `leak`; at most `keys` are remembered.
    pub(crate) fn new(size: u32, leak: TimeDelta, keys: u64) -> Self {
        let longest = leak * i32::try_from(size).unwrap_or(i32::MAX);
        // The cache's own clock only forgets; what a bucket holds goes by the time of the operation.
        let empty_at = moka::sync::Cache::builder()
            .max_capacity(keys)
            .time_to_live(longest.to_std().unwrap_or_default())
            .build();
        Self { empty_at, size, leak }
    }

    /// Whether one more drop fits.
    ///
    /// # Errors
    /// It does not yet.
    pub(crate) fn check(&self, key: &K, now: Instant) -> Result<(), TooMany> {
        self.check_for(key, now, self.size)
    }

    /// Whether one more drop fits into a bucket of another size.
    ///
    /// # Errors
    /// It does not yet.
    pub(crate) fn check_for(&self, key: &K, now: Instant, size: u32) -> Result<(), TooMany> {
        match self
            .empty_at
            .get(key)
            .and_then(|empty_at| self.wait(empty_at, now, size))
        {
            Some(wait) => Err(TooMany::after(wait)),
            None => Ok(()),
        }
    }

    /// Adds a drop, whether it fits or not; a full bucket stays full.
    pub(crate) fn add(&self, key: K, now: Instant) {
        let _kept = self.empty_at.entry(key).and_upsert_with(|kept| {
            let empty_at = kept.map_or(now, |kept| kept.into_value().max(now));
            (empty_at + self.leak).min(now + self.capacity(self.size))
        });
    }

    /// Adds a drop if it fits.
    ///
    /// # Errors
    /// It does not yet.
    pub(crate) fn take(&self, key: K, now: Instant) -> Result<(), TooMany> {
        let mut refused = None;
        let _kept = self.empty_at.entry(key).and_compute_with(|kept| {
            let empty_at = kept.map_or(now, |kept| kept.into_value().max(now));
            refused = self.wait(empty_at, now, self.size);
            if refused.is_some() {
                Op::Nop
            } else {
                Op::Put(empty_at + self.leak)
            }
        });
        refused.map_or(Ok(()), |wait| Err(TooMany::after(wait)))
    }

    /// Empties the bucket of a key.
    pub(crate) fn clear(&self, key: &K) {
        self.empty_at.invalidate(key);
    }

    fn capacity(&self, size: u32) -> TimeDelta {
        self.leak * i32::try_from(size).unwrap_or(i32::MAX)
    }

    /// How long until one more drop fits.
    fn wait(&self, empty_at: Instant, now: Instant, size: u32) -> Option<TimeDelta> {
        let wait = empty_at + self.leak - self.capacity(size) - now;
        (wait > TimeDelta::zero()).then_some(wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAK: TimeDelta = TimeDelta::seconds(10);

    fn at(seconds: i64) -> Instant {
        Instant::from_timestamp(1_790_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn as_many_as_fit_and_one_more_for_each_leak() {
        let buckets = Buckets::new(3, LEAK, 100);
        for _ in 0..3 {
            buckets.take("a", at(0)).unwrap();
        }
        assert_eq!(buckets.take("a", at(0)), Err(TooMany(11)));
        assert_eq!(buckets.take("a", at(9)), Err(TooMany(2)));
        buckets.take("a", at(10)).unwrap();
        assert!(buckets.take("a", at(10)).is_err());
        buckets.take("b", at(0)).unwrap();
        for _ in 0..3 {
            buckets.take("a", at(1_000)).unwrap();
        }
    }

    #[test]
    fn drops_beyond_the_rim_are_not_waited_for() {
        let buckets = Buckets::new(3, LEAK, 100);
        for _ in 0..500 {
            buckets.add("a", at(0));
        }
        assert!(buckets.check(&"a", at(9)).is_err());
        buckets.check(&"a", at(10)).unwrap();
        buckets.clear(&"a");
        buckets.check(&"a", at(0)).unwrap();
    }
}

//! How much of something each has at once. Keeps a number a key, and only for who has any.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

/// Counts what is taken, by key.
#[derive(Debug)]
pub(crate) struct Taken<K> {
    most: u32,
    by: Arc<Mutex<HashMap<K, u32>>>,
}

/// What is taken, until this is dropped.
#[derive(Debug)]
pub(crate) struct Taking<K: Hash + Eq> {
    key: Option<K>,
    count: u32,
    by: Arc<Mutex<HashMap<K, u32>>>,
}

impl<K: Hash + Eq + Clone> Taken<K> {
    /// So many each.
    pub(crate) fn new(most: u32) -> Self {
        Self {
            most,
            by: Arc::default(),
        }
    }

    /// Takes one more; `None` where this key has as many as it may.
    pub(crate) fn take(&self, key: &K) -> Option<Taking<K>> {
        self.take_many(key, 1)
    }

    /// Takes so many more; `None` where this key would have more than it may.
    pub(crate) fn take_many(&self, key: &K, count: u32) -> Option<Taking<K>> {
        let mut by = self.by.lock().unwrap_or_else(PoisonError::into_inner);
        let before = by.get(key).copied().unwrap_or_default();
        let after = before.checked_add(count).filter(|after| *after <= self.most)?;
        by.insert(key.clone(), after);
        Some(Taking {
            key: Some(key.clone()),
            count,
            by: Arc::clone(&self.by),
        })
    }
}

impl<K: Hash + Eq> Taking<K> {
    /// Takes over more of the same key's.
    pub(crate) fn merge(&mut self, mut more: Self) {
        debug_assert!(self.key == more.key, "two keys are counted apart");
        more.key = None;
        self.count += more.count;
    }
}

impl<K: Hash + Eq> Drop for Taking<K> {
    fn drop(&mut self) {
        let Some(key) = self.key.take() else { return };
        let mut by = self.by.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = by.get_mut(&key) {
            *count = count.saturating_sub(self.count);
            if *count == 0 {
                by.remove(&key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_as_each_may_and_no_trace_of_what_is_over() {
        let taken = Taken::new(2);
        let first = taken.take(&"a").unwrap();
        let second = taken.take(&"a").unwrap();
        assert!(taken.take(&"a").is_none() && taken.take(&"b").is_some());
        drop(first);
        drop(taken.take(&"a").unwrap());
        drop(second);
        assert!(taken.by.lock().unwrap().is_empty());
    }

    #[test]
    fn many_are_taken_as_a_whole_or_not_at_all() {
        let taken = Taken::new(10);
        let first = taken.take_many(&"a", 7).unwrap();
        assert!(taken.take_many(&"a", 4).is_none() && taken.take_many(&"a", u32::MAX).is_none());
        assert!(taken.take_many(&"b", 11).is_none());
        let mut rest = taken.take_many(&"a", 2).unwrap();
        rest.merge(taken.take_many(&"a", 1).unwrap());
        assert!(taken.take(&"a").is_none());
        drop(first);
        drop(taken.take_many(&"a", 7).unwrap());
        assert!(taken.take_many(&"a", 8).is_none());
        drop(rest);
        assert!(taken.by.lock().unwrap().is_empty());
    }
}

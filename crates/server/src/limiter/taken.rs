//! How many of something each has at once. Keeps a number a key, and only for who has any.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

/// Counts what is taken, by key.
#[derive(Debug)]
pub(crate) struct Taken<K> {
    most: u32,
    by: Arc<Mutex<HashMap<K, u32>>>,
}

/// One that is taken, until this is dropped.
#[derive(Debug)]
pub(crate) struct Taking<K: Hash + Eq> {
    key: Option<K>,
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
        let mut by = self.by.lock().unwrap_or_else(PoisonError::into_inner);
        let count = by.entry(key.clone()).or_default();
        if *count >= self.most {
            return None;
        }
        *count += 1;
        Some(Taking {
            key: Some(key.clone()),
            by: Arc::clone(&self.by),
        })
    }
}

impl<K: Hash + Eq> Drop for Taking<K> {
    fn drop(&mut self) {
        let Some(key) = self.key.take() else { return };
        let mut by = self.by.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = by.get_mut(&key) {
            *count = count.saturating_sub(1);
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
}

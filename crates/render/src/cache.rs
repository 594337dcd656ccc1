//! Drawings kept in memory, by the digest of everything they were drawn from; the longest unused goes first when the
//! bytes exceed the bound. Not shared between processes, and nothing to invalidate: another answer is another digest.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// SHA-256 of a request.
pub(crate) type Digest = [u8; 32];

/// What an entry costs besides its text.
const OVERHEAD: usize = 128;

struct Entry {
    text: Arc<str>,
    used: u64,
}

/// Texts by digest, at most `most` bytes.
pub(crate) struct Cache {
    most: usize,
    bytes: usize,
    clock: u64,
    entries: HashMap<Digest, Entry>,
    by_use: BTreeMap<u64, Digest>,
}

impl Cache {
    /// An empty cache of at most `most` bytes.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            most,
            bytes: 0,
            clock: 0,
            entries: HashMap::new(),
            by_use: BTreeMap::new(),
        }
    }

    /// The text kept for a digest, now the most recently used.
    pub(crate) fn get(&mut self, digest: &Digest) -> Option<Arc<str>> {
        let entry = self.entries.get_mut(digest)?;
        self.clock += 1;
        self.by_use.remove(&entry.used);
        entry.used = self.clock;
        self.by_use.insert(self.clock, *digest);
        Some(Arc::clone(&entry.text))
    }

    /// Keeps a text, unless it alone is larger than a quarter of the bound.
    pub(crate) fn put(&mut self, digest: Digest, text: Arc<str>) {
        let cost = text.len() + OVERHEAD;
        if cost > self.most / 4 {
            return;
        }
        self.clock += 1;
        self.bytes += cost;
        self.by_use.insert(self.clock, digest);
        if let Some(old) = self.entries.insert(digest, Entry { text, used: self.clock }) {
            self.by_use.remove(&old.used);
            self.bytes -= old.text.len() + OVERHEAD;
        }
        while self.bytes > self.most {
            let Some((_, oldest)) = self.by_use.pop_first() else {
                return;
            };
            if let Some(entry) = self.entries.remove(&oldest) {
                self.bytes -= entry.text.len() + OVERHEAD;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Cache;

    fn text(size: usize) -> Arc<str> {
        Arc::from("x".repeat(size))
    }

    #[test]
    fn longest_unused_goes_first() {
        let mut cache = Cache::new(4_000);
        for n in 0..4 {
            cache.put([n; 32], text(800));
        }
        assert!(cache.get(&[0; 32]).is_some());
        cache.put([9; 32], text(800));
        assert!(cache.get(&[1; 32]).is_none(), "1 was unused the longest");
        assert!(cache.get(&[0; 32]).is_some());
        assert!(cache.get(&[9; 32]).is_some());
        assert!(cache.bytes <= 4_000);
    }

    #[test]
    fn replacing_counts_once_and_giants_are_not_kept() {
        let mut cache = Cache::new(4_000);
        for _ in 0..10 {
            cache.put([1; 32], text(800));
        }
        assert_eq!(cache.entries.len(), 1);
        assert_eq!(cache.bytes, 928);
        cache.put([2; 32], text(2_000));
        assert!(cache.get(&[2; 32]).is_none());
    }
}

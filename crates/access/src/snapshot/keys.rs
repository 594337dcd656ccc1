//! Compact keys of principals and the intersection of lists by them, on which every decision runs. No facts in here.
//!
//! Small functions on the way of every check are marked `#[inline]`, here and in the files around: a build in many units, which the
//! everyday profile is, would call them one by one, and a check would take half as long again.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A principal in four bytes; sorted: all users, groups, users.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key(u32);

const GROUP: u32 = 1 << 30;
const USER: u32 = 1 << 31;

impl Key {
    /// All users.
    pub(crate) const ALL: Self = Self(0);

    pub(crate) const fn group(index: u32) -> Self {
        Self(GROUP | index)
    }

    pub(crate) const fn user(index: u32) -> Self {
        Self(USER | index)
    }

    /// Index of the user, if it is one.
    pub(crate) const fn as_user(self) -> Option<u32> {
        if self.0 & USER != 0 { Some(self.0 & !USER) } else { None }
    }

    /// Index of the group, if it is one.
    pub(crate) const fn as_group(self) -> Option<u32> {
        if self.0 & USER == 0 && self.0 & GROUP != 0 {
            Some(self.0 & !GROUP)
        } else {
            None
        }
    }
}

/// Something kept under a principal, in lists sorted by key.
pub(crate) trait Keyed {
    fn key(&self) -> Key;
}

/// Everything that somebody is: sorted keys. Most entries of any list are for somebody else; a bit for each key tells that of nearly
/// all of them at a glance.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keys<'s> {
    list: &'s [Key],
    bits: [u64; WORDS],
}

/// With a few dozen keys, one foreign entry in about twenty looks like one of them at first.
const WORDS: usize = 8;

impl<'s> Keys<'s> {
    /// Of a sorted list.
    #[inline]
    pub(crate) fn new(list: &'s [Key]) -> Self {
        let mut bits = [0; WORDS];
        for key in list {
            let (word, bit) = Self::place(*key);
            if let Some(word) = bits.get_mut(word) {
                *word |= bit;
            }
        }
        Self { list, bits }
    }

    #[inline]
    const fn place(key: Key) -> (usize, u64) {
        ((key.0 / 64) as usize % WORDS, 1 << (key.0 % 64))
    }

    /// Whether this is one of them.
    #[inline]
    pub(crate) fn hold(&self, key: Key) -> bool {
        let (word, bit) = Self::place(key);
        self.bits.get(word).is_some_and(|word| word & bit != 0) && self.list.binary_search(&key).is_ok()
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'s, Key> {
        self.list.iter()
    }
}

/// A list this many times longer than that of the keys is searched instead of walked.
const SEARCH_FROM: usize = 24;

/// Visits the entries that belong to one of the keys. Both lists are sorted by key; nothing is allocated.
#[inline]
pub(crate) fn intersect<T: Keyed>(keys: &Keys<'_>, entries: &[T], mut visit: impl FnMut(&T)) {
    if entries.len() > keys.list.len().saturating_mul(SEARCH_FROM) {
        for key in keys.list {
            let start = entries.partition_point(|entry| entry.key() < *key);
            let found = entries.get(start..).unwrap_or_default();
            found
                .iter()
                .take_while(|entry| entry.key() == *key)
                .for_each(&mut visit);
        }
        return;
    }
    for entry in entries {
        if keys.hold(entry.key()) {
            visit(entry);
        }
    }
}

/// Position in a list as kept in compact form. Lists of four thousand million entries do not fit into memory anyway.
pub(crate) fn index(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// Ids are random and made by the server, so that a plain mixing hash is safe and fast.
#[derive(Debug, Default)]
pub(crate) struct IdHasher(u64);

const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

impl Hasher for IdHasher {
    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }

    #[inline]
    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(26) ^ value).wrapping_mul(MIX);
    }

    #[expect(clippy::cast_possible_truncation, reason = "both halves are mixed in")]
    #[inline]
    fn write_u128(&mut self, value: u128) {
        self.write_u64(value as u64);
        self.write_u64((value >> 64) as u64);
        self.0 ^= self.0 >> 29;
    }
}

/// Makes the hashes of ids.
pub(crate) type Hashes = BuildHasherDefault<IdHasher>;

/// A map from ids.
pub(crate) type IdMap<K, V> = HashMap<K, V, Hashes>;

#[cfg(test)]
mod tests {
    use super::*;

    impl Keyed for Key {
        fn key(&self) -> Key {
            *self
        }
    }

    #[test]
    fn walking_and_searching_find_the_same() {
        let keys = [Key::ALL, Key::group(3), Key::group(9), Key::user(4)];
        let found = |entries: &[Key]| {
            let mut found = Vec::new();
            intersect(&Keys::new(&keys), entries, |entry| found.push(*entry));
            found
        };
        let few = [Key::ALL, Key::group(3), Key::group(3), Key::user(4), Key::user(5)];
        assert_eq!(found(&few), [Key::ALL, Key::group(3), Key::group(3), Key::user(4)]);
        for groups in [40, 2_000] {
            let many: Vec<Key> = (0..groups).map(Key::group).chain((0..5).map(Key::user)).collect();
            assert_eq!(found(&many), [Key::group(3), Key::group(9), Key::user(4)]);
        }
        // The same bit, another key.
        assert_eq!(found(&[Key::group(512), Key::group(3 + 512), Key::user(4 + 512)]), []);
        assert_eq!(found(&[]), []);
        assert_eq!((Key::ALL.as_user(), Key::ALL.as_group()), (None, None));
        assert_eq!(Key::user(7).as_user(), Some(7));
        assert_eq!(Key::group(7).as_group(), Some(7));
    }
}

//! The Merkle tree of RFC 6962 over the entries: hashes, which subtrees a proof takes, and checking proofs. Pure: where the hashes of
//! subtrees are kept is the store's matter.

use std::fmt;
use std::str::FromStr;

use data_encoding::BASE64;
use sha2::{Digest as _, Sha256};

/// A hash of the tree. Text form: base64.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash([u8; Self::BYTES]);

impl Hash {
    /// Length of a hash.
    pub const BYTES: usize = 32;

    /// Of an entry.
    #[must_use]
    pub fn leaf(entry: &[u8]) -> Self {
        Self(Sha256::new().chain_update([0]).chain_update(entry).finalize().into())
    }

    /// Of two subtrees.
    #[must_use]
    pub fn node(left: &Self, right: &Self) -> Self {
        let both = Sha256::new()
            .chain_update([1])
            .chain_update(left.0)
            .chain_update(right.0);
        Self(both.finalize().into())
    }

    /// Of a tree without entries.
    #[must_use]
    pub fn empty() -> Self {
        Self(Sha256::new().finalize().into())
    }

    /// Of neighbours that make a subtree together, the greatest first. `None`: there are none.
    #[must_use]
    pub fn joined(parts: impl DoubleEndedIterator<Item = Self>) -> Option<Self> {
        parts.rev().reduce(|right, left| Self::node(&left, &right))
    }

    /// Of as many neighbours as a power of two. `None`: there are none.
    #[must_use]
    pub fn perfect(parts: &[Self]) -> Option<Self> {
        let mut row = parts.to_vec();
        while row.len() > 1 {
            let pairs = row.chunks(2);
            row = pairs.filter_map(|pair| Self::joined(pair.iter().copied())).collect();
        }
        row.first().copied()
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }

    /// Out of bytes; `None` unless there are 32.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE64.encode(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

/// The text is no hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a hash is 32 bytes in base64")]
pub struct NoHash;

impl FromStr for Hash {
    type Err = NoHash;
    fn from_str(text: &str) -> Result<Self, NoHash> {
        let bytes = BASE64.decode(text.as_bytes()).map_err(|_| NoHash)?;
        Self::from_bytes(&bytes).ok_or(NoHash)
    }
}

/// A perfect subtree: the `index`-th of those with 2^`level` entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NodeAt {
    /// How high.
    pub level: u32,
    /// How far to the right, among those of its level.
    pub index: u64,
}

/// A subtree: the entries from `start` up to before `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first entry.
    pub start: u64,
    /// The first one behind it.
    pub end: u64,
}

impl Span {
    /// The whole tree of so many entries.
    #[must_use]
    pub const fn whole(size: u64) -> Self {
        Self { start: 0, end: size }
    }

    /// The perfect subtrees it is made of, the greatest first: at most one a level.
    #[must_use]
    pub fn nodes(self) -> Vec<NodeAt> {
        let mut nodes = Vec::new();
        let mut at = self.start;
        while at < self.end {
            let level = at.trailing_zeros().min((self.end - at).ilog2());
            nodes.push(NodeAt {
                level,
                index: at >> level,
            });
            at += 1 << level;
        }
        nodes
    }
}

/// Where the tree of `n > 1` entries is split: the greatest power of two below `n`.
const fn split(n: u64) -> u64 {
    1 << (n - 1).ilog2()
}

/// The subtrees whose hashes lead from the entry at `index` to the root of the tree of `size` entries, from below. Empty where there
/// is no such entry.
#[must_use]
pub fn inclusion(index: u64, size: u64) -> Vec<Span> {
    let (mut start, mut end) = (0, size);
    let mut path = Vec::new();
    while index < size && end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            path.push(Span { start: middle, end });
            end = middle;
        } else {
            path.push(Span { start, end: middle });
            start = middle;
        }
    }
    path.reverse();
    path
}

/// The subtrees whose hashes show that the tree of `new` entries begins with that of `old`, from below. Empty where both are one, or
/// the old one has no entries, or is the greater.
#[must_use]
pub fn consistency(old: u64, new: u64) -> Vec<Span> {
    let (mut start, mut end) = (0, new);
    let mut path = Vec::new();
    if old == 0 || old >= new {
        return path;
    }
    while old != end {
        let middle = start + split(end - start);
        if old <= middle {
            path.push(Span { start: middle, end });
            end = middle;
        } else {
            path.push(Span { start, end: middle });
            start = middle;
        }
    }
    // Who checks has the root of the old tree; what is a subtree of it alone has to be told.
    if start > 0 {
        path.push(Span { start, end });
    }
    path.reverse();
    path
}

/// The root that a path leads to from an entry. `None`: such a path does not belong to this place.
#[must_use]
pub fn root_by(path: &[Hash], leaf: Hash, index: u64, size: u64) -> Option<Hash> {
    let spans = inclusion(index, size);
    if index >= size || spans.len() != path.len() {
        return None;
    }
    let steps = spans.iter().zip(path);
    Some(steps.fold(leaf, |hash, (span, beside)| {
        if span.start > index {
            Hash::node(&hash, beside)
        } else {
            Hash::node(beside, &hash)
        }
    }))
}

/// Whether the path shows that the tree of `new` entries begins with the one of `old`, with these roots.
#[must_use]
pub fn begins_with(path: &[Hash], (old, old_root): (u64, Hash), (new, new_root): (u64, Hash)) -> bool {
    let spans = consistency(old, new);
    if old > new || spans.len() != path.len() {
        return false;
    }
    if old == 0 || old == new {
        return if old == 0 {
            old_root == Hash::empty()
        } else {
            old_root == new_root
        };
    }
    let mut steps = spans.iter().zip(path).peekable();
    let (mut of_old, mut of_new) = (old_root, old_root);
    if let Some((_, first)) = steps.next_if(|(span, _)| span.end == old && span.start > 0) {
        (of_old, of_new) = (*first, *first);
    }
    for (span, beside) in steps {
        if span.start >= old {
            of_new = Hash::node(&of_new, beside);
        } else {
            of_old = Hash::node(beside, &of_old);
            of_new = Hash::node(beside, &of_new);
        }
    }
    of_old == old_root && of_new == new_root
}

/// A tree that grows at its right edge and keeps nothing else: as many hashes as its size has ones in binary.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// Takes the next entry.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        let mut size = self.size;
        while size & 1 == 1 {
            if let Some(left) = self.peaks.pop() {
                hash = Hash::node(&left, &hash);
            }
            size >>= 1;
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// How many entries it has.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Its root.
    #[must_use]
    pub fn root(&self) -> Hash {
        Hash::joined(self.peaks.iter().copied()).unwrap_or_else(Hash::empty)
    }
}

#[cfg(test)]
mod tests;

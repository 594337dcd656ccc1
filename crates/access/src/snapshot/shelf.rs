//! Lists that generations of facts share: changing one entry copies a small part and leaves the rest common. No facts in here.

use std::hash::{BuildHasher, Hash};
use std::sync::Arc;

use super::keys::{IdMap, index};

const CHUNK: usize = 256;
const BITS: u32 = CHUNK.trailing_zeros();

/// A list by position. Positions that were never set hold the default; none is ever taken away.
#[derive(Debug, Clone)]
pub(crate) struct Shelf<T>(Vec<Arc<[T]>>);

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Shelf<T> {
    #[inline]
    pub(crate) fn get(&self, position: u32) -> Option<&T> {
        let chunk = self.0.get((position >> BITS) as usize)?;
        chunk.get(position as usize % CHUNK)
    }

    /// All entries with their positions, default ones too.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, &T)> {
        let entries = self.0.iter().flat_map(|chunk| chunk.iter());
        entries.enumerate().map(|(position, entry)| (index(position), entry))
    }
}

impl<T> Shelf<T> {
    /// A shelf with each entry made anew.
    pub(crate) fn map(&self, make: impl Fn(&T) -> T) -> Self {
        Self(self.0.iter().map(|chunk| chunk.iter().map(&make).collect()).collect())
    }
}

impl<T: Clone + Default> Shelf<T> {
    /// The entry, to be changed; `None` only where memory would not reach anyway.
    pub(crate) fn slot(&mut self, position: u32) -> Option<&mut T> {
        let chunk = (position >> BITS) as usize;
        while self.0.len() <= chunk {
            self.0.push((0..CHUNK).map(|_| T::default()).collect());
        }
        let chunk = Arc::make_mut(self.0.get_mut(chunk)?);
        chunk.get_mut(position as usize % CHUNK)
    }

    pub(crate) fn set(&mut self, position: u32, entry: T) {
        if let Some(slot) = self.slot(position) {
            *slot = entry;
        }
    }
}

/// A short list inside of a shelf; copied when it is changed.
#[derive(Debug, Clone)]
pub(crate) struct Bag<T>(Option<Arc<Vec<T>>>);

impl<T> Default for Bag<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Clone + PartialEq> Bag<T> {
    #[inline]
    pub(crate) fn as_slice(&self) -> &[T] {
        self.0.as_ref().map(|list| list.as_slice()).unwrap_or_default()
    }

    pub(crate) fn push(&mut self, entry: T) {
        let shared = self.0.get_or_insert_default();
        if let Some(list) = Arc::get_mut(shared) {
            list.push(entry);
            return;
        }
        // A copy that has room already, so that it is not copied twice.
        let mut list = Vec::with_capacity(shared.len() + 1);
        list.extend_from_slice(shared);
        list.push(entry);
        *shared = Arc::new(list);
    }

    /// Takes out the first entry that is equal.
    pub(crate) fn remove(&mut self, entry: &T) {
        let Some(position) = self.as_slice().iter().position(|other| other == entry) else {
            return;
        };
        if let Some(list) = &mut self.0 {
            Arc::make_mut(list).swap_remove(position);
        }
        if self.as_slice().is_empty() {
            self.0 = None;
        }
    }
}

impl<T> From<Vec<T>> for Bag<T> {
    fn from(list: Vec<T>) -> Self {
        Self((!list.is_empty()).then(|| Arc::new(list)))
    }
}

/// Moves an entry from the list it stood in to the one it belongs to now.
pub(super) fn relist(lists: &mut Shelf<Bag<u32>>, entry: u32, was: Option<u32>, is: Option<u32>) {
    if was == is {
        return;
    }
    if let Some(list) = was.and_then(|was| lists.slot(was)) {
        list.remove(&entry);
    }
    if let Some(list) = is.and_then(|is| lists.slot(is)) {
        list.push(entry);
    }
}

/// Positions of ids. An id keeps its position for ever, also when its object is gone or not known yet.
#[derive(Debug, Clone)]
pub(crate) struct Index<Id> {
    shards: Vec<Arc<IdMap<Id, u32>>>,
    length: u32,
}

const SHARDS: usize = 16;

impl<Id> Default for Index<Id> {
    fn default() -> Self {
        Self {
            shards: (0..SHARDS).map(|_| Arc::default()).collect(),
            length: 0,
        }
    }
}

impl<Id: Copy + Eq + Hash> Index<Id> {
    #[inline]
    fn shard(id: Id) -> usize {
        // Not the bits by which the maps inside choose their places.
        let hash = super::keys::Hashes::default().hash_one(id);
        (hash >> 40) as usize % SHARDS
    }

    #[inline]
    pub(crate) fn find(&self, id: Id) -> Option<u32> {
        self.shards.get(Self::shard(id))?.get(&id).copied()
    }

    /// The position of an id, a new one when it was never met.
    pub(crate) fn place(&mut self, id: Id) -> u32 {
        let next = self.length;
        let Some(shard) = self.shards.get_mut(Self::shard(id)) else {
            return u32::MAX;
        };
        if let Some(position) = shard.get(&id) {
            return *position;
        }
        Arc::make_mut(shard).insert(id, next);
        self.length += 1;
        next
    }

    /// One more than the highest position.
    pub(crate) const fn length(&self) -> u32 {
        self.length
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::id::UserId;

    #[test]
    fn a_changed_copy_leaves_the_original() {
        let mut old: Shelf<u32> = Shelf::default();
        for position in 0..1_000 {
            old.set(position, position * 2);
        }
        let mut new = old.clone();
        new.set(300, 1);
        new.set(5_000, 9);
        assert_eq!((old.get(300), new.get(300)), (Some(&600), Some(&1)));
        assert_eq!(
            (old.get(5_000), new.get(5_000), new.get(4_000)),
            (None, Some(&9), Some(&0))
        );
        assert!(old.iter().take(1_000).all(|(position, entry)| *entry == position * 2));
        let shared = old.0.iter().zip(&new.0).filter(|(a, b)| Arc::ptr_eq(a, b)).count();
        assert_eq!(shared, old.0.len() - 1);
    }

    #[test]
    fn bags_and_places() {
        let mut bag: Bag<u8> = Bag::default();
        bag.push(3);
        bag.push(4);
        let before = bag.clone();
        bag.remove(&3);
        bag.remove(&9);
        assert_eq!((before.as_slice(), bag.as_slice()), (&[3, 4][..], &[4][..]));
        let mut index: Index<UserId> = Index::default();
        let ids: Vec<UserId> = (0..500).map(|n| UserId::from_number(n << 64 | n)).collect();
        let places: Vec<u32> = ids.iter().map(|id| index.place(*id)).collect();
        assert_eq!(places, (0..500).collect::<Vec<_>>());
        assert!(
            ids.iter()
                .zip(&places)
                .all(|(id, place)| index.find(*id) == Some(*place))
        );
        assert_eq!((index.place(ids[7]), index.length()), (7, 500));
        assert_eq!(index.find(UserId::from_number(1 << 100)), None);
    }
}

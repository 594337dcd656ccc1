//! The memory of one question: what its sorts, groups, joins and windows hold, bounded for itself and for all questions together.
//! What is kept between questions (answers, rows of datasets) is not counted here.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use datafusion::common::{Result, resources_datafusion_err};
use datafusion::execution::memory_pool::{MemoryLimit, MemoryPool, MemoryReservation};

use crate::stop::Stop;

/// What all questions hold together.
#[derive(Debug)]
pub(crate) struct Treasury {
    held: AtomicUsize,
    most: usize,
}

impl Treasury {
    pub(crate) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self {
            held: AtomicUsize::new(0),
            most,
        })
    }

    pub(crate) fn held(&self) -> usize {
        self.held.load(Ordering::Relaxed)
    }
}

/// What one question holds.
#[derive(Debug)]
pub(crate) struct Purse {
    held: AtomicUsize,
    most: usize,
    all: Arc<Treasury>,
    stop: Stop,
}

impl Purse {
    pub(crate) fn new(all: &Arc<Treasury>, most: usize, stop: &Stop) -> Self {
        Self {
            held: AtomicUsize::new(0),
            most: most.min(all.most),
            all: Arc::clone(all),
            stop: stop.clone(),
        }
    }
}

impl Drop for Purse {
    fn drop(&mut self) {
        // Whatever was not given back goes with the question.
        self.all.held.fetch_sub(*self.held.get_mut(), Ordering::Relaxed);
    }
}

fn grow(held: &AtomicUsize, most: usize, by: usize) -> bool {
    let grown = held.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |held| {
        held.checked_add(by).filter(|held| *held <= most)
    });
    grown.is_ok()
}

impl fmt::Display for Purse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a question's memory")
    }
}

impl MemoryPool for Purse {
    fn name(&self) -> &'static str {
        "purse"
    }

    fn grow(&self, _: &MemoryReservation, additional: usize) {
        self.held.fetch_add(additional, Ordering::Relaxed);
        self.all.held.fetch_add(additional, Ordering::Relaxed);
    }

    fn shrink(&self, _: &MemoryReservation, shrink: usize) {
        self.held.fetch_sub(shrink, Ordering::Relaxed);
        self.all.held.fetch_sub(shrink, Ordering::Relaxed);
    }

    fn try_grow(&self, _: &MemoryReservation, additional: usize) -> Result<()> {
        self.stop.check()?;
        let refused = || resources_datafusion_err!("the question holds too much");
        if !grow(&self.held, self.most, additional) {
            return Err(refused());
        }
        if !grow(&self.all.held, self.all.most, additional) {
            self.held.fetch_sub(additional, Ordering::Relaxed);
            return Err(refused());
        }
        Ok(())
    }

    fn reserved(&self) -> usize {
        self.held.load(Ordering::Relaxed)
    }

    fn memory_limit(&self) -> MemoryLimit {
        MemoryLimit::Finite(self.most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use datafusion::execution::memory_pool::MemoryConsumer;

    #[test]
    fn one_question_is_bounded_alone_and_all_together() {
        let all = Treasury::new(100);
        let purse = |stop: &Stop| Arc::new(Purse::new(&all, 60, stop)) as Arc<dyn MemoryPool>;
        let (one, other) = (purse(&Stop::default()), purse(&Stop::default()));
        let mine = MemoryConsumer::new("sort").register(&one);
        let theirs = MemoryConsumer::new("sort").register(&other);
        assert!(mine.try_grow(61).is_err());
        assert!(mine.try_grow(60).is_ok() && theirs.try_grow(41).is_err() && theirs.try_grow(40).is_ok());
        drop((mine, theirs));
        assert_eq!(all.held(), 0);
        let stop = Stop::default();
        let stopped = MemoryConsumer::new("sort").register(&purse(&stop));
        drop(stop.waiting());
        assert!(stopped.try_grow(1).is_err(), "nobody waits");
    }
}

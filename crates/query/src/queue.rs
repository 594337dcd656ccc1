//! Places to run a question. Callers take turns: a free place goes to the one whose last turn is longest ago, and nobody holds more than
//! their part. Who the callers are is not known here; they are told apart by the scope they ask under.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use access::scope::Asker;
use tokio::sync::oneshot::{Receiver, Sender, channel};

use crate::error::QueryError;
use crate::limits::Limits;

/// All places.
#[derive(Debug)]
pub(crate) struct Queue {
    places: usize,
    of_one: usize,
    waiting_of_one: usize,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    taken: usize,
    lines: HashMap<Asker, Line>,
    /// Those who wait, each once, the next one first.
    turns: VecDeque<Asker>,
}

/// The questions of one caller.
#[derive(Debug, Default)]
struct Line {
    running: usize,
    waiting: VecDeque<Sender<()>>,
}

/// A place, free again when it is dropped.
#[derive(Debug)]
pub(crate) struct Place {
    queue: Arc<Queue>,
    asker: Asker,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.queue
            .state()
            .give_back(self.asker, self.queue.places, self.queue.of_one);
    }
}

/// Somebody who waits. When they go, a place that was given to them in the meantime is given back.
struct Waiting {
    queue: Arc<Queue>,
    asker: Asker,
    given: Receiver<()>,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.given.close();
        if self.given.try_recv().is_ok() {
            self.queue
                .state()
                .give_back(self.asker, self.queue.places, self.queue.of_one);
        }
    }
}

impl Queue {
    pub(crate) fn new(limits: &Limits) -> Arc<Self> {
        let places = limits.running.max(1);
        Arc::new(Self {
            places,
            of_one: limits.running_of_one.clamp(1, places),
            waiting_of_one: limits.waiting_of_one,
            state: Mutex::default(),
        })
    }

    /// Waits for a place.
    ///
    /// # Errors
    /// `Busy` when too many questions of this caller wait already.
    pub(crate) async fn place(self: &Arc<Self>, asker: Asker) -> Result<Place, QueryError> {
        let place = || Place {
            queue: Arc::clone(self),
            asker,
        };
        let given = {
            let mut state = self.state();
            if state.take(asker, self.places, self.of_one) {
                return Ok(place());
            }
            state.wait(asker, self.waiting_of_one).ok_or(QueryError::Busy)?
        };
        let mut waiting = Waiting {
            queue: Arc::clone(self),
            asker,
            given,
        };
        // Its sender lives in the queue until it is used.
        (&mut waiting.given).await.map_err(|_| QueryError::Unavailable)?;
        Ok(place())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Takes a place at once, if nobody has to wait.
    fn take(&mut self, asker: Asker, places: usize, of_one: usize) -> bool {
        let line = self.lines.entry(asker).or_default();
        let free = self.taken < places && line.running < of_one && line.waiting.is_empty();
        if free {
            self.taken += 1;
            line.running += 1;
        }
        free
    }

    fn wait(&mut self, asker: Asker, most: usize) -> Option<Receiver<()>> {
        let line = self.lines.entry(asker).or_default();
        line.waiting.retain(|sender| !sender.is_closed());
        if line.waiting.len() >= most {
            return None;
        }
        let (sender, receiver) = channel();
        line.waiting.push_back(sender);
        if !self.turns.contains(&asker) {
            self.turns.push_back(asker);
        }
        Some(receiver)
    }

    fn give_back(&mut self, asker: Asker, places: usize, of_one: usize) {
        self.taken = self.taken.saturating_sub(1);
        if let Some(line) = self.lines.get_mut(&asker) {
            line.running = line.running.saturating_sub(1);
        }
        while self.taken < places && self.give(of_one) {}
        if self
            .lines
            .get(&asker)
            .is_some_and(|line| line.running == 0 && line.waiting.is_empty())
        {
            self.lines.remove(&asker);
        }
    }

    /// Gives a free place to the next one who may have it; tells whether there was one.
    fn give(&mut self, of_one: usize) -> bool {
        for _ in 0..self.turns.len() {
            let Some(asker) = self.turns.pop_front() else {
                return false;
            };
            let Some(line) = self.lines.get_mut(&asker) else {
                continue;
            };
            let mut given = false;
            while line.running < of_one && !given {
                match line.waiting.pop_front() {
                    Some(sender) => given = sender.send(()).is_ok(),
                    None => break,
                }
            }
            if !line.waiting.is_empty() {
                self.turns.push_back(asker);
            }
            if given {
                line.running += 1;
                self.taken += 1;
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt as _;
    use identity::caller::Caller;
    use model::id::UserId;

    fn asker(n: u128) -> Asker {
        Asker::of(&Caller::Job {
            owner: UserId::from_number(n),
        })
    }

    fn queue(running: usize, running_of_one: usize, waiting_of_one: usize) -> Arc<Queue> {
        Queue::new(&Limits {
            running,
            running_of_one,
            waiting_of_one,
            ..Limits::default()
        })
    }

    #[tokio::test]
    async fn one_caller_leaves_places_for_others_and_callers_take_turns() {
        let queue = queue(3, 2, 10);
        let (greedy, other) = (asker(1), asker(2));
        let first = queue.place(greedy).await.unwrap();
        let _second = queue.place(greedy).await.unwrap();
        let mut third = Box::pin(queue.place(greedy));
        let mut fourth = Box::pin(queue.place(greedy));
        assert!((&mut third).now_or_never().is_none() && (&mut fourth).now_or_never().is_none());
        // A place is free, and the greedy one may not have it.
        let others = queue.place(other).now_or_never().unwrap().unwrap();
        let mut waits = Box::pin(queue.place(other));
        assert!((&mut waits).now_or_never().is_none(), "all places are taken");
        drop(first);
        // Both wait; the greedy one came first and may have one again. Then it is the other's turn.
        let third = third.now_or_never().unwrap().unwrap();
        assert!((&mut waits).now_or_never().is_none());
        drop(third);
        let others_second = waits.now_or_never();
        assert!(others_second.is_some() && fourth.now_or_never().is_none());
        drop((others, others_second));
    }

    #[tokio::test]
    async fn who_goes_while_waiting_takes_no_place_along() {
        let queue = queue(1, 1, 2);
        let place = queue.place(asker(1)).await.unwrap();
        let mut gone = Box::pin(queue.place(asker(2)));
        let mut given = Box::pin(queue.place(asker(3)));
        assert!((&mut gone).now_or_never().is_none() && (&mut given).now_or_never().is_none());
        drop(gone);
        drop(place);
        // The place was given to the third, who goes before taking it.
        drop(given);
        assert!(queue.place(asker(4)).now_or_never().is_some());
        assert_eq!(queue.state().taken, 0);
        assert!(queue.state().lines.is_empty() || queue.state().lines.values().all(|line| line.running == 0));
    }

    #[tokio::test]
    async fn too_many_who_wait_are_told_to_come_back() {
        let queue = queue(1, 1, 2);
        let _place = queue.place(asker(1)).await.unwrap();
        let mut waiting: Vec<_> = (0..2).map(|_| Box::pin(queue.place(asker(1)))).collect();
        assert!(waiting.iter_mut().all(|one| one.now_or_never().is_none()));
        assert_eq!(queue.place(asker(1)).await.unwrap_err(), QueryError::Busy);
        // Somebody else is not refused for it, and a place in the line is free when one goes.
        assert!(queue.place(asker(2)).now_or_never().is_none());
        waiting.pop();
        assert!(queue.place(asker(1)).now_or_never().is_none());
    }
}

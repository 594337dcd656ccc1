//! Hashing and checking passwords: away from the threads that serve requests, as many at once as the machine bears, and with failures
//! counted. Which account or link a password opens is not known here.

use std::net::IpAddr;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

use access::op::Op;
use identity::password::{self, Password, PasswordHash};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::error::Error;
use crate::limiter::{Guesses, Target};
use crate::limits::{HASHING_AT_ONCE, HASHING_RETRY_SECONDS, HASHING_WAITING};

/// The one place where passwords are hashed. Each takes tens of milliseconds and 19 MiB on purpose, so they stand in a queue.
#[derive(Debug)]
pub(crate) struct Passwords {
    /// What was guessed wrong lately.
    pub(crate) guesses: Guesses,
    turns: Semaphore,
    waiting: AtomicUsize,
}

impl Default for Passwords {
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        Self {
            guesses: Guesses::default(),
            turns: Semaphore::new(processors.min(HASHING_AT_ONCE)),
            waiting: AtomicUsize::new(0),
        }
    }
}

/// Counts who waits until it goes, also when the waiting request goes away.
struct Waiting<'p>(&'p AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Passwords {
    /// Hashes a new password.
    ///
    /// # Errors
    /// The password breaks the rule, told at `pointer`; too many wait.
    pub(crate) async fn hash(&self, password: &str, pointer: &str) -> Result<String, Error> {
        let password = Password::new(password).map_err(|rule| model::invalid::Invalid::at(pointer, rule))?;
        let turn = self.turn().await?;
        let hashed = tokio::task::spawn_blocking(move || password.hash()).await;
        drop(turn);
        let hashed = hashed.map_err(|error| Error::Internal(error.to_string()))?;
        hashed
            .map(|hash| hash.as_str().to_owned())
            .map_err(|error| Error::Internal(error.to_string()))
    }

    /// Whether a password matches, at the same cost whatever is known (`None`: there is no such account). A failure counts against
    /// the network it came from and the target.
    ///
    /// # Errors
    /// Too many failures, whether this password is right or not; too many wait.
    pub(crate) async fn verify(
        &self,
        op: &Op,
        from: Option<IpAddr>,
        target: &Target,
        password: &str,
        hash: Option<PasswordHash>,
    ) -> Result<bool, Error> {
        // Who has to wait anyway takes no place in the queue.
        self.guesses.check(op.now, from, Some(target))?;
        let turn = self.turn().await?;
        // Others of the same network may have failed in the meantime: so only as many guesses as turns are ever unaccounted for.
        self.guesses.check(op.now, from, Some(target))?;
        let password = password.to_owned();
        let checked = tokio::task::spawn_blocking(move || password::verify(&password, hash.as_ref())).await;
        let matches = checked.map_err(|error| Error::Internal(error.to_string()))?;
        if matches {
            self.guesses.passed(op.now, from, target);
        } else {
            self.guesses.failed(op.now, from, Some(target));
        }
        drop(turn);
        Ok(matches)
    }

    /// Waits for a turn.
    ///
    /// # Errors
    /// Too many wait already.
    async fn turn(&self) -> Result<SemaphorePermit<'_>, Error> {
        if let Ok(turn) = self.turns.try_acquire() {
            return Ok(turn);
        }
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        let _waiting = Waiting(&self.waiting);
        if before >= HASHING_WAITING {
            return Err(Error::Busy(HASHING_RETRY_SECONDS));
        }
        let turn = self.turns.acquire().await;
        turn.map_err(|closed| Error::Internal(closed.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn more_than_the_queue_holds_are_told_to_come_back() {
        let passwords = Passwords {
            turns: Semaphore::new(1),
            ..Passwords::default()
        };
        let running = passwords.turn().await.unwrap();
        let mut queue: Vec<_> = (0..HASHING_WAITING).map(|_| Box::pin(passwords.turn())).collect();
        for waiting in &mut queue {
            assert!(futures::poll!(waiting.as_mut()).is_pending());
        }
        assert!(matches!(
            passwords.turn().await,
            Err(Error::Busy(HASHING_RETRY_SECONDS))
        ));
        // Who goes away makes room.
        drop(queue.pop());
        let mut next = Box::pin(passwords.turn());
        assert!(futures::poll!(next.as_mut()).is_pending());
        drop(running);
        assert!(queue.remove(0).await.is_ok());
    }
}

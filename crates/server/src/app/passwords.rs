//! Hashing and checking passwords, away from the threads that serve requests.

use identity::password::{self, Password, PasswordHash};

use super::App;
use super::error::Error;

impl App {
    /// Hashes a new password on a thread of its own: it is slow on purpose.
    ///
    /// # Errors
    /// The password breaks the rule, told at `pointer`.
    pub(crate) async fn hash_password(&self, password: &str, pointer: &str) -> Result<String, Error> {
        let password = Password::new(password).map_err(|rule| model::invalid::Invalid::at(pointer, rule))?;
        let hashed = tokio::task::spawn_blocking(move || password.hash()).await;
        let hashed = hashed.map_err(|error| Error::Internal(error.to_string()))?;
        hashed
            .map(|hash| hash.as_str().to_owned())
            .map_err(|error| Error::Internal(error.to_string()))
    }
}

/// Whether a password matches, at the same cost whatever is known; on a thread of its own.
///
/// # Errors
/// The thread could not be had.
pub(crate) async fn verify(password: &str, hash: Option<PasswordHash>) -> Result<bool, Error> {
    let password = password.to_owned();
    let checked = tokio::task::spawn_blocking(move || password::verify(&password, hash.as_ref())).await;
    checked.map_err(|error| Error::Internal(error.to_string()))
}

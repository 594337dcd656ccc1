//! The files of the data folder that the server itself makes: its key, its name, the secret of its setup. Data, exports and mails lie in
//! folders of their own, which others keep.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use identity::secret::{Purpose, Secret, SecretKey};
use model::Instant;
use model::id::RequestId;

const KEY_FILE: &str = "secret.key";
const SETUP_FILE: &str = "setup-secret";
const NODE_FILE: &str = "node";

/// Makes the data folder and checks that it can be written.
///
/// # Errors
/// It cannot.
pub fn prepare(data: &Path) -> anyhow::Result<()> {
    let make = || -> std::io::Result<()> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(data)?;
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(uploads(data))?;
        let probe = data.join(".writable");
        fs::write(&probe, b"")?;
        fs::remove_file(&probe)
    };
    make().with_context(|| format!("cannot write to the data folder {}", data.display()))
}

/// Where uploads are received.
#[must_use]
pub fn uploads(data: &Path) -> PathBuf {
    data.join("uploads")
}

/// Removes the uploads that were in work when the process ended: whoever sent them was not told that they arrived.
///
/// # Errors
/// The folder cannot be read or a file not removed.
pub fn sweep_uploads(data: &Path) -> std::io::Result<()> {
    let entries = match fs::read_dir(uploads(data)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        fs::remove_file(entry?.path())?;
    }
    Ok(())
}

/// The key of all keyed hashes; made at the first start, mode 0600.
///
/// # Errors
/// The file cannot be read or made, or holds too short a key.
pub fn secret_key(data: &Path) -> anyhow::Result<SecretKey> {
    let path = data.join(KEY_FILE);
    if !path.exists() {
        write_secret(&path, &SecretKey::fresh_bytes())?;
    }
    let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    match SecretKey::from_bytes(&bytes) {
        Ok(key) => Ok(key),
        Err(_) => bail!("{} holds too short a key; restore it from a backup", path.display()),
    }
}

/// Whether this is the folder of a server: it has its key.
#[must_use]
pub fn is_one(data: &Path) -> bool {
    data.join(KEY_FILE).is_file()
}

/// The name of this node among all that use its database: made at the first start, and as long-lived as the folder.
///
/// # Errors
/// The file cannot be read or made.
pub fn node_name(data: &Path, now: Instant) -> anyhow::Result<String> {
    let path = data.join(NODE_FILE);
    if !path.exists() {
        write_secret(&path, RequestId::new(now).to_string().as_bytes())?;
    }
    fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

/// The one-time secret of the setup page; made when asked for the first time.
///
/// # Errors
/// The file cannot be read or made.
pub fn setup_secret(data: &Path) -> Result<String, std::io::Error> {
    let path = data.join(SETUP_FILE);
    match fs::read_to_string(&path) {
        Ok(secret) => Ok(secret),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let secret = Secret::fresh(Purpose::Setup);
            write_secret(&path, secret.expose().as_bytes())?;
            Ok(secret.expose().to_owned())
        }
        Err(error) => Err(error),
    }
}

/// Removes the setup secret after it was used.
pub fn forget_setup_secret(data: &Path) {
    if let Err(error) = fs::remove_file(data.join(SETUP_FILE)) {
        tracing::warn!(%error, "the used setup secret could not be removed");
    }
}

/// Writes a file that only the owner reads, durably.
///
/// # Errors
/// It cannot be written.
pub fn write_secret(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = fs::OpenOptions::new()
        .create(true)
        .truncate(true)
        .write(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

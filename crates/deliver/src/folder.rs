//! A folder of finished files, each named by its id: written whole or not at all, readable by the server's own user only,
//! and removed when old. Blocking; the caller keeps the names people see and who may read what.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use crate::{Artifact, DeliverError, Receipt};

/// Ending of a file that is still being written; a crash may leave one behind, `remove_older` takes it away.
const UNFINISHED: &str = ".part";

/// Keeps artifacts as files.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Opens the folder, made (mode 0700) if it does not exist.
    ///
    /// # Errors
    /// When it can be neither found nor made.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, DeliverError> {
        let path = path.into();
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path).map_err(DeliverError::Disk)?;
        Ok(Self { path })
    }

    /// Keeps an artifact under an id (letters, digits, `_`, `-`), replacing what was kept under it. When this returns, the
    /// file has reached the disk; until then, or if it fails, whoever reads the id sees what was there before.
    ///
    /// # Errors
    /// When the id is no plain name, or the disk refuses.
    pub fn put(&self, id: &str, artifact: &Artifact) -> Result<Receipt, DeliverError> {
        self.write(id, |file| file.write_all(&artifact.bytes))
    }

    /// As [`Self::put`], for what is written as it is made instead of being held as a whole.
    ///
    /// # Errors
    /// When the id is no plain name, or `write` or the disk refuses.
    pub fn write(
        &self,
        id: &str,
        write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
    ) -> Result<Receipt, DeliverError> {
        let path = self.path_of(id)?;
        let unfinished = self.path.join(format!("{id}{UNFINISHED}"));
        let written = written(&unfinished, write).and_then(|sum| fs::rename(&unfinished, &path).map(|()| sum));
        let (bytes, sha256) = match written {
            Ok(sum) => sum,
            Err(error) => {
                let _already_failed = fs::remove_file(&unfinished);
                return Err(DeliverError::Disk(error));
            }
        };
        // The rename itself must survive a power cut too.
        File::open(&self.path)
            .and_then(|folder| folder.sync_all())
            .map_err(DeliverError::Disk)?;
        Ok(Receipt { path, bytes, sha256 })
    }

    /// Opens what is kept under an id.
    ///
    /// # Errors
    /// `Missing` when there is nothing; otherwise when the id is no plain name or the disk refuses.
    pub fn get(&self, id: &str) -> Result<File, DeliverError> {
        Ok(File::open(self.path_of(id)?)?)
    }

    /// Removes what is kept under an id; nothing there is fine.
    ///
    /// # Errors
    /// When the id is no plain name, or the disk refuses.
    pub fn remove(&self, id: &str) -> Result<(), DeliverError> {
        match fs::remove_file(self.path_of(id)?) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(DeliverError::Disk(error)),
            _ => Ok(()),
        }
    }

    /// Removes files last written more than `age` before `now`, unfinished ones too. Gives the ids that went.
    ///
    /// # Errors
    /// When the folder cannot be listed; a single file that cannot be removed stays for the next time.
    pub fn remove_older(&self, age: Duration, now: SystemTime) -> Result<Vec<String>, DeliverError> {
        let mut gone = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            let Ok(written) = entry.metadata().and_then(|data| data.modified()) else {
                continue;
            };
            let old = now.duration_since(written).is_ok_and(|since| since > age);
            let name = entry.file_name().to_string_lossy().into_owned();
            let id = name.strip_suffix(UNFINISHED).unwrap_or(&name);
            // What is named otherwise is not ours.
            if old && is_plain(id) && fs::remove_file(entry.path()).is_ok() {
                gone.push(id.to_owned());
            }
        }
        gone.sort_unstable();
        gone.dedup();
        Ok(gone)
    }

    /// The ids of what is kept, each with when it was written.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn ids(&self) -> Result<Vec<(String, SystemTime)>, DeliverError> {
        let mut ids = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            let id = entry.file_name().to_string_lossy().into_owned();
            if is_plain(&id)
                && let Ok(at) = entry.metadata().and_then(|data| data.modified())
            {
                ids.push((id, at));
            }
        }
        Ok(ids)
    }

    fn path_of(&self, id: &str) -> Result<PathBuf, DeliverError> {
        if is_plain(id) {
            Ok(self.path.join(id))
        } else {
            Err(DeliverError::BadId)
        }
    }
}

/// A name that cannot lead anywhere else.
fn is_plain(id: &str) -> bool {
    (1..=crate::limits::FILE_ID_BYTES).contains(&id.len())
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

/// Writes a new file and makes it last; its length and SHA-256.
fn written(path: &Path, write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> io::Result<(u64, String)> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = Summed {
        file: io::BufWriter::new(options.open(path)?),
        bytes: 0,
        digest: Sha256::new(),
    };
    write(&mut file)?;
    file.flush()?;
    file.file.get_ref().sync_all()?;
    Ok((file.bytes, HEXLOWER.encode(&file.digest.finalize())))
}

/// A file that counts and digests what is written to it.
struct Summed {
    file: io::BufWriter<File>,
    bytes: u64,
    digest: Sha256,
}

impl io::Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.digest.update(bytes.get(..count).unwrap_or_default());
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

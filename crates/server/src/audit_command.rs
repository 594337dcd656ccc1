//! `vitrine audit …`: checks files of the audit without a server, and makes proofs on a data folder by hand. What it says is returned, not
//! printed; what does not fit is the error.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use access::gate::Gate;
use anyhow::{Context as _, anyhow, bail};
use clap::Subcommand;
use identity::notes::VerifierKey;
use identity::secret::SecretKey;
use model::audit::checkpoint::Checkpoint;
use model::audit::lines::{Holds, Line};
use model::audit::tree::{Hash, begins_with};
use model::id::AuditId;
use serde::Deserialize;
use store::{AuditReach, Found, LogCheck, Store};
use tokio::sync::Mutex;

use crate::app::operations::audit_log::AuditLog;
use crate::data_folder;
use crate::limits::AUDIT_NOTE_BYTES;
use crate::settings::Settings;

/// What can be done with the audit.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Check a file of the audit, or the proof of one entry; needs no server
    Verify {
        /// An export (NDJSON) or a proof
        file: PathBuf,
        /// The key that you noted earlier; without it the one that the file names is taken
        #[arg(long)]
        key: Option<VerifierKey>,
    },
    /// Check that the audit of one checkpoint was continued to that of another; needs no server
    Consistent {
        /// The older checkpoint, or an export or proof with it
        old: PathBuf,
        /// The newer one
        new: PathBuf,
        /// The answer of the server's /audit/consistency
        #[arg(long)]
        proof: PathBuf,
        /// The key that you noted earlier; without it the roots are compared and no signature
        #[arg(long)]
        key: Option<VerifierKey>,
    },
    /// Print the proof of one entry, which shows no other
    Prove {
        /// Its id, aud_…
        entry: AuditId,
        #[command(flatten)]
        settings: Settings,
    },
    /// Print the key to verify with
    Key(Settings),
}

impl AuditCommand {
    /// Does it; what to say.
    ///
    /// # Errors
    /// Something does not fit, or cannot be read.
    pub async fn run(self) -> anyhow::Result<String> {
        match self {
            Self::Verify { file, key } => verify(&file, key),
            Self::Consistent { old, new, proof, key } => consistent(&old, &new, &proof, key.as_ref()),
            Self::Prove { entry, settings } => by_hand(settings, Some(entry)).await,
            Self::Key(settings) => by_hand(settings, None).await,
        }
    }
}

/// Checks a file.
///
/// # Errors
/// The first line that does not fit.
pub fn verify(file: &Path, key: Option<VerifierKey>) -> anyhow::Result<String> {
    let opened = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut lines = BufReader::with_capacity(1 << 20, opened);
    let mut check = LogCheck::new(key);
    let (mut line, mut number) = (String::new(), 0_u64);
    while lines.read_line(&mut line).context("the file cannot be read")? > 0 {
        number += 1;
        let text = line.strip_suffix('\n').unwrap_or(&line);
        check.line(text).with_context(|| format!("line {number}"))?;
        line.clear();
    }
    Ok(told(&check.finish()?))
}

fn told(found: &Found) -> String {
    let (size, key) = (found.checkpoint.size, &found.key);
    let what = match (found.holds, found.index) {
        (Holds::Proof, Some(index)) => format!("Entry {index} is one of the {size} entries that were signed."),
        _ => format!(
            "All {size} entries are there, in their order and unchanged; {} checkpoints fit.",
            found.checkpoints
        ),
    };
    let whose = if found.key_was_given {
        format!("Signed with the given key, of {}.", key.name())
    } else {
        format!("Signed with the key that the file names. Compare it with the one you know:\n{key}")
    };
    format!("{what}\n{whose}\nRoot: {}", found.checkpoint.root)
}

/// The answer of `/audit/consistency`.
#[derive(Debug, Deserialize)]
struct Continued {
    from: u64,
    to: u64,
    path: Vec<String>,
}

/// Checks that one checkpoint was continued to another.
///
/// # Errors
/// It was not, or something cannot be read.
pub fn consistent(old: &Path, new: &Path, proof: &Path, key: Option<&VerifierKey>) -> anyhow::Result<String> {
    let (old, new) = (checkpoint(old, key)?, checkpoint(new, key)?);
    if old.origin != new.origin {
        bail!("the checkpoints are of two logs, {} and {}", old.origin, new.origin);
    }
    let text = std::fs::read_to_string(proof).with_context(|| format!("cannot read {}", proof.display()))?;
    let continued: Continued = serde_json::from_str(&text).context("the proof is no answer of /audit/consistency")?;
    if (continued.from, continued.to) != (old.size, new.size) {
        let (from, to) = (continued.from, continued.to);
        bail!(
            "the proof is about {from} and {to} entries, the checkpoints about {} and {}",
            old.size,
            new.size
        );
    }
    let path: Result<Vec<Hash>, _> = continued.path.iter().map(|hash| hash.parse()).collect();
    if !begins_with(&path?, (old.size, old.root), (new.size, new.root)) {
        bail!(
            "the newer checkpoint does not continue the older one: something before it was changed, or the proof is wrong"
        );
    }
    let signed = if key.is_some() {
        "Both are signed with the given key."
    } else {
        "No signature was checked: give the key with --key."
    };
    let (from, to) = (old.size, new.size);
    Ok(format!(
        "The log of {to} entries begins with the log of {from}, unchanged.\n{signed}"
    ))
}

/// The checkpoint in a file: the note itself, or the last one of an export or proof.
fn checkpoint(file: &Path, key: Option<&VerifierKey>) -> anyhow::Result<Checkpoint> {
    let place = || format!("in {}", file.display());
    let opened = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut lines = BufReader::new(opened);
    let (mut text, mut line) = (String::new(), String::new());
    let mut last = None;
    while lines.read_line(&mut line).with_context(place)? > 0 {
        if line.starts_with('{') {
            let read = Line::read(line.trim_end_matches('\n')).with_context(place)?;
            if let Line::Checkpoint(note) = read {
                last = Some(note);
            }
        } else if text.len() < AUDIT_NOTE_BYTES {
            text.push_str(&line);
        }
        line.clear();
    }
    let note = last.unwrap_or(text);
    let signed = match key {
        Some(key) => key.open(&note).with_context(place)?,
        None => {
            let end = note
                .rfind("\n\n")
                .ok_or_else(|| anyhow!("there is no checkpoint {}", place()))?;
            note.get(..=end).unwrap_or_default()
        }
    };
    signed.parse().with_context(place)
}

/// What needs the data folder and its database: the proof of an entry, or the key.
async fn by_hand(settings: Settings, entry: Option<AuditId>) -> anyhow::Result<String> {
    let config = settings.resolve()?;
    // Nothing is made here: another folder would be another key.
    if !data_folder::is_one(&config.data) {
        bail!("{} is not the data folder of a server", config.data.display());
    }
    let key: SecretKey = data_folder::secret_key(&config.data)?;
    let store = Store::open(&config.database).await?;
    let root = Gate::new(store.facts().await?).root();
    let root = root.context("there is no organisation in this database yet")?;
    let turn = Mutex::new(());
    let log = AuditLog::new(&store, &key, root, &turn)?;
    let text = match entry {
        None => log.key().to_string(),
        Some(entry) => {
            log.seal().await?;
            let sealed = store.audit_entry(AuditReach::ByHand, entry).await?;
            log.proof(&sealed).await?
        }
    };
    store.close().await;
    Ok(text)
}

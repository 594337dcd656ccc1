//! What leaves as a file.

pub mod exports;
pub mod outbox;
pub mod paper;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use deliver::Folder;

use super::quotas::Place;
use crate::limits::EXPORT_HOURS;

/// What only this area needs.
#[derive(Debug)]
pub(crate) struct Delivery {
    /// Finished files.
    files: Folder,
    /// The places of exports that wait or are being made. One that is given up is forgotten with its file.
    under_way: moka::sync::Cache<String, Arc<Place>>,
}

impl Delivery {
    /// Opens the folder for files.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub(crate) fn open(folder: PathBuf) -> anyhow::Result<Self> {
        let under_way = moka::sync::Cache::builder();
        Ok(Self {
            under_way: under_way
                .time_to_live(Duration::from_hours(EXPORT_HOURS.unsigned_abs()))
                .build(),
            files: Folder::open(folder)?,
        })
    }
}

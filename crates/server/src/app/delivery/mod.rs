//! What leaves as a file.

pub mod exports;
pub mod paper;

use std::path::PathBuf;
use std::sync::Arc;

use deliver::Folder;
use render::Drawer;

use crate::limits::DRAWING_WORKERS;

/// What only this area needs.
#[derive(Debug)]
pub(crate) struct Delivery {
    /// Finished files.
    files: Folder,
    /// Chart workers.
    drawer: Arc<Drawer>,
}

impl Delivery {
    /// Opens the folder for files, and starts the workers.
    ///
    /// # Errors
    /// The folder cannot be made, or no thread can be started.
    pub(crate) fn open(folder: PathBuf) -> anyhow::Result<Self> {
        Ok(Self {
            files: Folder::open(folder)?,
            drawer: Arc::new(Drawer::new(DRAWING_WORKERS)?),
        })
    }
}

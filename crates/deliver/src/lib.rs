//! Brings finished files to where they are kept, and says with a receipt what arrived. Today that is a folder (for
//! exports); there is no mail here yet, and no schedule: who may have a file, and when, is decided by the caller.

mod artifact;
mod error;
mod folder;

pub use artifact::{Artifact, Receipt};
pub use error::DeliverError;
pub use folder::Folder;

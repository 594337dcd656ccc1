//! Brings what is finished to where it goes: files into a folder (for exports), mails to a mail server or into the outbox. Who may have
//! a file or gets a mail, and when, is decided by the caller; there is no schedule here.

mod artifact;
mod error;
mod folder;
mod guests;
mod invitation;
pub mod limits;
mod mail;
mod outbox;
mod template;

pub use artifact::{Artifact, Receipt};
pub use error::DeliverError;
pub use folder::Folder;
pub use guests::{GuestCode, GuestElsewhere, GuestInvitation, SharedThing, TestMail};
pub use invitation::Invitation;
pub use mail::{Mail, Post, Posted};
pub use outbox::{KeptMail, MailParts};

//! A dashboard as it is kept: its place, title, tags, document and revision.

use crate::Instant;
use crate::document::Document;
use crate::id::{DashboardId, UserId, WorkspaceId};
use crate::name::{Tag, Title};

/// A dashboard with its current document.
#[derive(Debug, Clone, PartialEq)]
pub struct Dashboard {
    /// Never reused.
    pub id: DashboardId,
    /// Its own workspace.
    pub workspace: WorkspaceId,
    /// What people call it; rights never depend on it, and several may have the same.
    pub title: Title,
    /// `key=value` or words.
    pub tags: Vec<Tag>,
    /// What it shows.
    pub document: Document,
    /// Counts saves, from 1.
    pub revision: u32,
    /// First save.
    pub created_at: Instant,
    /// Last save.
    pub updated_at: Instant,
    /// Who saved last.
    pub updated_by: UserId,
}

/// One saved state of a dashboard.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// Which.
    pub revision: u32,
    /// Title at that time.
    pub title: Title,
    /// When.
    pub saved_at: Instant,
    /// Who.
    pub saved_by: UserId,
}

//! What actions on an organisation's rules of sharing are done to.

use model::id::WorkspaceId;
use model::share::ShareRules;

/// A change of what a workspace says of shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareRulesChange {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// What it says then, the whole of it.
    pub rules: ShareRules,
}

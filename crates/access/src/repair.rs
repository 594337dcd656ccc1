//! What would make an entry work that gives nothing at present, and whether the one who looks can do it.

use model::id::{FolderId, PolicyId, WorkspaceId};
use model::level::GrantLevel;
use model::permission::Permission;
use model::principal::Principal;

use crate::action::FolderAt;
use crate::eyes::Eyes;
use crate::folders;
use crate::handout::HandingOut;
use crate::snapshot::keys::Key;
use crate::spot::{Found, Layer, Spot};

model::words! {
    /// Why an entry gives nothing at present.
    pub enum Broken {
        /// `view` on the workspace is missing.
        NoAccessToWorkspace = "no_access_to_workspace",
        /// The account is disabled.
        Disabled = "disabled",
        /// A block covers the principal.
        Blocked = "blocked",
    }
}

/// A repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repair {
    /// What to do.
    pub step: RepairStep,
    /// Whether this actor can do it in place.
    pub by_you: bool,
}

/// What to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RepairStep {
    /// Give access to the workspace.
    GiveAccess(WorkspaceId),
    /// Make the account work again.
    Enable,
    /// Lift a block of this principal.
    LiftBlock {
        /// Who is blocked: the principal or a group around it.
        of: Principal,
        /// What the block is on.
        on: BlockOn,
    },
}

/// What a block is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockOn {
    /// The object itself, in the workspace where it is opened.
    Here,
    /// The object itself, in a workspace above.
    Above(WorkspaceId),
    /// A folder around it.
    Folder(FolderId),
    /// A policy.
    Policy(PolicyId),
}

impl RepairStep {
    /// The word of the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::GiveAccess(_) => "give_access",
            Self::Enable => "enable",
            Self::LiftBlock { .. } => "lift_block",
        }
    }
}

pub(crate) fn of(actor: &Eyes<'_>, spot: &Spot<'_>, key: Key, broken: Broken) -> Option<Repair> {
    let snapshot = actor.snapshot;
    match broken {
        Broken::NoAccessToWorkspace => Some(Repair {
            step: RepairStep::GiveAccess(snapshot.tree.node(spot.workspace)?.workspace.id),
            by_you: !actor.read_only && actor.has(spot.workspace, Permission::Manage),
        }),
        Broken::Disabled => Some(Repair {
            step: RepairStep::Enable,
            by_you: !actor.read_only && actor.has(snapshot.tree.root()?, Permission::Manage),
        }),
        Broken::Blocked => lift(actor, spot, key),
    }
}

/// The first block that stands in the way, one that the actor can lift before others.
fn lift(actor: &Eyes<'_>, spot: &Spot<'_>, key: Key) -> Option<Repair> {
    let snapshot = actor.snapshot;
    let mut blocks: Vec<Found> = Vec::new();
    spot.each(snapshot, &snapshot.people.keys_of(key), |found| {
        if found.level == GrantLevel::Block {
            blocks.push(found);
        }
    });
    let repairs = blocks.iter().filter_map(|block| repair(actor, spot, block));
    repairs.max_by_key(|repair| repair.by_you)
}

fn repair(actor: &Eyes<'_>, spot: &Spot<'_>, block: &Found) -> Option<Repair> {
    let snapshot = actor.snapshot;
    let of = snapshot.people.principal(block.key)?;
    let workspace = snapshot.tree.node(block.workspace)?.workspace.id;
    let (on, by_you) = match block.layer {
        Layer::Own if block.workspace == spot.workspace => {
            let desk = HandingOut::new(*actor, *spot);
            (BlockOn::Here, desk.is_ok_and(|desk| desk.decide(of, None).is_ok()))
        }
        Layer::Own => (BlockOn::Above(workspace), false),
        Layer::Folder(folder) => {
            let folder = snapshot.folders.node(folder)?.folder.id;
            let at = FolderAt { folder, workspace };
            let desk = folders::desk(actor, at);
            (
                BlockOn::Folder(folder),
                desk.is_ok_and(|desk| desk.decide(of, None).is_ok()),
            )
        }
        Layer::Policy(policy) => {
            let policy = snapshot.policies.node(policy)?;
            let made_in = snapshot.tree.index(policy.workspace)?;
            (BlockOn::Policy(policy.id), actor.has(made_in, Permission::Manage))
        }
    };
    Some(Repair {
        step: RepairStep::LiftBlock { of, on },
        by_you: by_you && !actor.read_only,
    })
}

//! Why somebody has the level they have: every path that gives or takes. Says what `decide` decides, step by step.

use model::id::{FolderId, PolicyId};
use model::level::Level;
use model::name::Title;
use model::permission::Permission;
use model::principal::Principal;

use crate::chain::through;
use crate::eyes::Eyes;
use crate::handout;
use crate::names::names;
use crate::op::Op;
use crate::snapshot::Snapshot;
use crate::snapshot::keys::Key;
use crate::snapshot::people::UserNode;
use crate::spot::{Found, Layer, Spot};
use crate::who::Who;

/// The level of one principal on one dashboard, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// What it amounts to; `None`: does not open.
    pub level: Option<Level>,
    /// Every path, in the order of the algorithm.
    pub steps: Vec<Step>,
}

model::words! {
    /// What a path does.
    pub enum Effect {
        /// Gives a level or what a level needs.
        Gives = "gives",
        /// Takes everything away.
        Takes = "takes",
        /// Lowers what others give.
        Limits = "limits",
    }
}

/// What a grant or block is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum On {
    /// The dashboard (or folder) itself.
    Itself,
    /// A folder around it.
    Folder(FolderId, Title),
    /// Whatever carries a tag, by a policy.
    Policy(PolicyId, Title),
}

/// One path.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// The account is disabled.
    Disabled,
    /// `view` on the workspace is missing.
    MissingView {
        /// The workspace where the dashboard is opened.
        workspace: Title,
    },
    /// `view` on the workspace is there.
    View {
        /// The workspace where the dashboard is opened.
        workspace: Title,
    },
    /// Manages a workspace; needs no grant, and no block counts.
    Manage {
        /// The managed workspace.
        workspace: Title,
        /// What it amounts to here.
        level: Level,
    },
    /// A grant.
    Grant {
        /// What it says.
        level: Level,
        /// Whose grant it is.
        to: Principal,
        /// Their name; `None` for all users.
        name: Option<Title>,
        /// What it is on.
        on: On,
        /// Groups from the principal to the group that has the grant.
        through: Vec<Title>,
        /// Where it was made.
        workspace: Title,
        /// Made in a workspace above the one where the dashboard is opened.
        above: bool,
    },
    /// A block.
    Block {
        /// Whom it covers.
        to: Principal,
        /// Their name; `None` for all users.
        name: Option<Title>,
        /// What it is on.
        on: On,
        /// Groups from the principal to the group that is blocked.
        through: Vec<Title>,
        /// Where it was made.
        workspace: Title,
    },
    /// Opened below its own workspace: at most `share`.
    ReadOnlyHere {
        /// The dashboard's own workspace.
        home: Title,
    },
    /// Has the level to edit, but may not save without `analyze`.
    MayNotSave {
        /// The dashboard's own workspace.
        home: Title,
    },
    /// The dashboard is not shared to the outside, whatever the level.
    Restricted,
}

impl Step {
    /// The word of the API.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Disabled => "disabled",
            Self::MissingView { .. } => "missing_view",
            Self::View { .. } => "view",
            Self::Manage { .. } => "manage",
            Self::Grant { on: On::Policy(..), .. } => "policy",
            Self::Grant { on: On::Folder(..), .. } => "folder",
            Self::Grant { above: true, .. } => "parent_workspace",
            Self::Grant { through, .. } if !through.is_empty() => "group",
            Self::Grant { to: Principal::All, .. } => "all_users",
            Self::Grant { .. } => "direct",
            Self::Block { .. } => "block",
            Self::ReadOnlyHere { .. } => "read_only_here",
            Self::MayNotSave { .. } => "may_not_save",
            Self::Restricted => "restricted",
        }
    }

    /// What it does.
    #[must_use]
    pub const fn effect(&self) -> Effect {
        match self {
            Self::Disabled | Self::MissingView { .. } | Self::Block { .. } => Effect::Takes,
            Self::View { .. } | Self::Manage { .. } | Self::Grant { .. } => Effect::Gives,
            Self::ReadOnlyHere { .. } | Self::MayNotSave { .. } | Self::Restricted => Effect::Limits,
        }
    }
}

impl std::fmt::Display for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let who = |name: &Option<Title>| name.as_ref().map_or("all users", Title::as_str).to_owned();
        let chain = |through: &[Title]| {
            let names: Vec<&str> = through.iter().map(Title::as_str).collect();
            if names.len() < 2 {
                String::new()
            } else {
                format!(" ({})", names.join(" → "))
            }
        };
        let place = |on: &On, workspace: &Title| match on {
            On::Itself => format!("in {workspace}"),
            On::Folder(_, folder) => format!("on the folder {folder} in {workspace}"),
            On::Policy(_, policy) => format!("by the policy {policy} in {workspace}"),
        };
        match self {
            Self::Disabled => f.write_str("the account is disabled"),
            Self::MissingView { workspace } => write!(f, "no access to the workspace {workspace}"),
            Self::View { workspace } => write!(f, "has access to the workspace {workspace}"),
            Self::Manage { workspace, level } => write!(f, "manages {workspace}: {}", level.as_str()),
            Self::Grant {
                level,
                name,
                on,
                through,
                workspace,
                ..
            } => {
                let (level, who, chain) = (level.as_str(), who(name), chain(through));
                write!(f, "{who}{chain}: {level}, granted {}", place(on, workspace))
            }
            Self::Block {
                name,
                on,
                through,
                workspace,
                ..
            } => write!(f, "{}{}: blocked {}", who(name), chain(through), place(on, workspace)),
            Self::ReadOnlyHere { home } => write!(f, "the dashboard comes from {home}: at most share here"),
            Self::Restricted => f.write_str("restricted: not shared to the outside"),
            Self::MayNotSave { home } => write!(f, "may not save without the permission analyze in {home}"),
        }
    }
}

/// For one caller: `None` for a principal that does not exist, or that they may not know of. Who is listed on the object, they know of.
pub(crate) fn for_caller(snapshot: &Snapshot, op: &Op, spot: Option<Spot<'_>>, who: Principal) -> Option<Explanation> {
    let (spot, key) = (spot?, snapshot.people.key(who)?);
    let actor = Who::of(snapshot, op).user()?;
    let known = handout::standing(snapshot, &spot, key).listed() || handout::may_see(&actor, spot.workspace, key);
    known.then(|| of(snapshot, &spot, key))
}

pub(crate) fn of(snapshot: &Snapshot, spot: &Spot<'_>, key: Key) -> Explanation {
    let eyes = Eyes::of_key(snapshot, key);
    let active = key
        .as_user()
        .is_none_or(|user| snapshot.people.user(user).is_some_and(UserNode::active));
    Explanation {
        level: eyes.level(spot).filter(|_| active),
        steps: steps(&eyes, spot, active),
    }
}

fn steps(eyes: &Eyes<'_>, spot: &Spot<'_>, active: bool) -> Vec<Step> {
    let snapshot = eyes.snapshot;
    let mut steps = Vec::new();
    if !active {
        steps.push(Step::Disabled);
    }
    if let Some(workspace) = title(snapshot, spot.workspace) {
        steps.push(if eyes.has(spot.workspace, Permission::View) {
            Step::View { workspace }
        } else {
            Step::MissingView { workspace }
        });
    }
    let level = spot.cap();
    let ends = [spot.workspace, spot.home];
    let managed = ends.iter().take(if spot.own() { 1 } else { 2 });
    for workspace in managed.filter(|w| eyes.has(**w, Permission::Manage)) {
        steps.extend(title(snapshot, *workspace).map(|workspace| Step::Manage { workspace, level }));
    }
    let manages = eyes.manages(spot);
    spot.each(snapshot, &eyes.keys, |found| {
        steps.extend(step(eyes, spot, &found, manages));
    });
    if let Some(home) = title(snapshot, spot.home) {
        if !spot.own() {
            steps.push(Step::ReadOnlyHere { home });
        } else if eyes.level(spot) == Some(Level::Edit) && !eyes.has(spot.workspace, Permission::Analyze) {
            steps.push(Step::MayNotSave { home });
        }
    }
    let restricted = spot.board().is_some_and(|board| board.restricted);
    if restricted && eyes.level(spot) >= Some(Level::Share) {
        steps.push(Step::Restricted);
    }
    steps
}

/// The step of one grant; blocks do not count against who manages.
fn step(eyes: &Eyes<'_>, spot: &Spot<'_>, found: &Found, manages: bool) -> Option<Step> {
    let snapshot = eyes.snapshot;
    let to = snapshot.people.principal(found.key)?;
    let on = match found.layer {
        Layer::Own => On::Itself,
        Layer::Folder(folder) => {
            let folder = &snapshot.folders.node(folder)?.folder;
            On::Folder(folder.id, folder.name.clone())
        }
        Layer::Policy(policy) => {
            let policy = snapshot.policies.node(policy)?;
            On::Policy(policy.id, policy.rule.name.clone())
        }
    };
    // A policy is told with the workspace where it was made, though it counts in that of the dashboard.
    let made_in = match &on {
        On::Policy(id, _) => snapshot
            .policies
            .find(*id)
            .and_then(|policy| snapshot.tree.index(policy.workspace)),
        On::Itself | On::Folder(..) => Some(found.workspace),
    };
    let workspace = title(snapshot, made_in?)?;
    let (name, through) = (names(snapshot, found.key).0, through(snapshot, eyes.key, found.key));
    match found.level.level() {
        Some(level) => Some(Step::Grant {
            level,
            to,
            name,
            on,
            through,
            workspace,
            above: found.workspace != spot.workspace,
        }),
        None if manages => None,
        None => Some(Step::Block {
            to,
            name,
            on,
            through,
            workspace,
        }),
    }
}

fn title(snapshot: &Snapshot, workspace: u32) -> Option<Title> {
    Some(snapshot.tree.node(workspace)?.workspace.name.clone())
}

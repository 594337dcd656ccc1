//! Why somebody has the level they have: every path that gives or takes. Says what `decide` decides, step by step.

use model::level::Level;
use model::name::Title;
use model::permission::Permission;
use model::principal::Principal;

use crate::action::DashboardAt;
use crate::eyes::{Eyes, Spot};
use crate::grant_list::names;
use crate::snapshot::Snapshot;
use crate::snapshot::keys::{Key, intersect};
use crate::snapshot::people::UserNode;

/// The level of one principal on one dashboard, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// What it amounts to; `None`: does not open.
    pub level: Option<Level>,
    /// Every path, in the order of the algorithm.
    pub steps: Vec<Step>,
}

/// What a path does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Gives a level or what a level needs.
    Gives,
    /// Takes everything away.
    Takes,
    /// Lowers what others give.
    Limits,
}

impl Effect {
    /// The word of the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gives => "gives",
            Self::Takes => "takes",
            Self::Limits => "limits",
        }
    }
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
            Self::Grant { above: true, .. } => "parent_workspace",
            Self::Grant { through, .. } if !through.is_empty() => "group",
            Self::Grant { to: Principal::All, .. } => "all_users",
            Self::Grant { .. } => "direct",
            Self::Block { .. } => "block",
            Self::ReadOnlyHere { .. } => "read_only_here",
            Self::MayNotSave { .. } => "may_not_save",
        }
    }

    /// What it does.
    #[must_use]
    pub const fn effect(&self) -> Effect {
        match self {
            Self::Disabled | Self::MissingView { .. } | Self::Block { .. } => Effect::Takes,
            Self::View { .. } | Self::Manage { .. } | Self::Grant { .. } => Effect::Gives,
            Self::ReadOnlyHere { .. } | Self::MayNotSave { .. } => Effect::Limits,
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
        match self {
            Self::Disabled => f.write_str("the account is disabled"),
            Self::MissingView { workspace } => write!(f, "no access to the workspace {workspace}"),
            Self::View { workspace } => write!(f, "has access to the workspace {workspace}"),
            Self::Manage { workspace, level } => write!(f, "manages {workspace}: {}", level.as_str()),
            Self::Grant {
                level,
                name,
                through,
                workspace,
                ..
            } => {
                let (level, who, chain) = (level.as_str(), who(name), chain(through));
                write!(f, "{who}{chain}: {level}, granted in {workspace}")
            }
            Self::Block {
                name,
                through,
                workspace,
                ..
            } => write!(f, "{}{}: blocked in {workspace}", who(name), chain(through)),
            Self::ReadOnlyHere { home } => write!(f, "the dashboard comes from {home}: at most share here"),
            Self::MayNotSave { home } => write!(f, "may not save without the permission analyze in {home}"),
        }
    }
}

pub(crate) fn explain(snapshot: &Snapshot, at: DashboardAt, who: Principal) -> Explanation {
    let nothing = Explanation {
        level: None,
        steps: Vec::new(),
    };
    let (Some(spot), Some(key)) = (snapshot.spot(at), snapshot.people.key(who)) else {
        return nothing;
    };
    let eyes = Eyes::of_keys(snapshot, key, snapshot.people.keys_of(key));
    let active = key
        .as_user()
        .is_none_or(|user| snapshot.people.user(user).is_some_and(UserNode::active));
    Explanation {
        level: eyes.level(&spot).filter(|_| active),
        steps: steps(&eyes, &spot, active),
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
    let ends = [spot.workspace, spot.board.home];
    let managed = ends.iter().take(if spot.own() { 1 } else { 2 });
    for workspace in managed.filter(|w| eyes.has(**w, Permission::Manage)) {
        steps.extend(title(snapshot, *workspace).map(|workspace| Step::Manage { workspace, level }));
    }
    let manages = eyes.manages(spot);
    intersect(eyes.keys, &spot.board.grants, |cell| {
        if !spot.span.contains(&cell.workspace) {
            return;
        }
        let (Some(to), Some(workspace)) = (snapshot.people.principal(cell.key), title(snapshot, cell.workspace)) else {
            return;
        };
        let (name, through) = (names(snapshot, cell.key).0, through(snapshot, eyes.key, cell.key));
        match cell.level.level() {
            Some(level) => steps.push(Step::Grant {
                level,
                to,
                name,
                through,
                workspace,
                above: cell.workspace != spot.workspace,
            }),
            None if manages => {}
            None => steps.push(Step::Block {
                to,
                name,
                through,
                workspace,
            }),
        }
    });
    if let Some(home) = title(snapshot, spot.board.home) {
        if !spot.own() {
            steps.push(Step::ReadOnlyHere { home });
        } else if eyes.level(spot) == Some(Level::Edit) && !eyes.has(spot.workspace, Permission::Analyze) {
            steps.push(Step::MayNotSave { home });
        }
    }
    steps
}

fn title(snapshot: &Snapshot, workspace: u32) -> Option<Title> {
    Some(snapshot.tree.node(workspace)?.workspace.name.clone())
}

/// Shortest way from a principal up to a group it is in; empty for its own grants and those of all users.
fn through(snapshot: &Snapshot, from: Key, to: Key) -> Vec<Title> {
    if from == to || to.as_group().is_none() {
        return Vec::new();
    }
    let people = &snapshot.people;
    let groups_of = |key: Key| -> Vec<Key> {
        if let Some(user) = key.as_user().and_then(|user| people.user(user)) {
            let groups = people.groups().filter(|(_, node)| {
                let group = &node.group;
                let computed = group
                    .rule
                    .as_ref()
                    .is_some_and(|rule| rule.matches(&user.user.attributes));
                group.members.contains(&user.user.id) || computed
            });
            return groups.map(|(key, _)| key).collect();
        }
        let parents = key.as_group().and_then(|g| people.group(g)).map(|g| &g.group.parents);
        let parents = parents.into_iter().flatten();
        parents.filter_map(|id| people.key(Principal::Group(*id))).collect()
    };
    let mut ways: Vec<Vec<Key>> = groups_of(from).into_iter().map(|key| vec![key]).collect();
    let mut seen: Vec<Key> = Vec::new();
    while !ways.is_empty() {
        if let Some(way) = ways.iter().find(|way| way.last() == Some(&to)) {
            return way.iter().filter_map(|key| names(snapshot, *key).0).collect();
        }
        let mut next = Vec::new();
        for way in ways {
            let Some(last) = way.last().copied().filter(|last| !seen.contains(last)) else {
                continue;
            };
            seen.push(last);
            next.extend(groups_of(last).into_iter().map(|key| [&*way, &[key]].concat()));
        }
        ways = next;
    }
    Vec::new()
}

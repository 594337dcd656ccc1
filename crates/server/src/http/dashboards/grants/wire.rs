//! Wire types of grants and candidates.

use access::grant_list::{
    Broken, Candidate as Offered, Frozen, GrantEntry as Entry, GrantList as List, GrantOrigin, LevelOption as Option_,
    Source,
};
use access::repair::{BlockOn, RepairStep};
use model::level::{GrantLevel, Level};
use model::permission::Permission;
use model::principal::Principal;
use serde::{Deserialize, Serialize};

use crate::http::wire::explain::Origin;

/// Who has a grant on a dashboard.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct GrantList {
    /// Users.
    pub users: Vec<GrantEntry>,
    /// Groups.
    pub groups: Vec<GrantEntry>,
    /// Everybody.
    #[schema(required)]
    pub all: Option<GrantEntry>,
    /// How many people manage the workspace and need no entry.
    pub managers: usize,
    /// What this caller may do with the list.
    pub can: Vec<&'static str>,
}

/// One principal with a grant or block.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct GrantEntry {
    /// `user:ID`, `group:ID` or `all`.
    pub principal: String,
    /// The id inside; `all` for everybody.
    pub id: String,
    /// As shown.
    pub name: String,
    /// Of a user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What it gives.
    pub level: GrantLevel,
    /// `direct` or `inherited`.
    pub source: &'static str,
    /// Where an inherited one comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The same with its kind and id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// For a direct one: what from elsewhere is at least as strong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outweighed_by: Option<Origin>,
    /// Whether it gives anything at present.
    pub works: bool,
    /// Why not: `no_access_to_workspace`, `disabled`, `blocked`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Broken>,
    /// What would make it work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repair: Option<Repair>,
    /// Why this caller can change nothing about it: `above_you`, `nothing_to_change`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frozen: Option<Frozen>,
    /// Permissions without which it gives less than it says: `app` (it is opened by its address alone), `analyze` (nothing can be saved).
    pub lacks: Vec<Permission>,
    /// Whether this caller can give them.
    pub lacks_by_you: bool,
    /// The caller's own entry.
    pub you: bool,
    /// The menu of levels for this caller.
    pub levels: Vec<LevelOption>,
    /// Whether this caller may remove it.
    pub can_remove: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why_not: Option<&'static str>,
}

/// What would make an entry work.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Repair {
    /// `give_access`, `enable` or `lift_block`.
    pub step: &'static str,
    /// Whether this caller can do it.
    pub by_you: bool,
    /// For `lift_block`: who is blocked, as a principal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// As shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of_name: Option<String>,
    /// The workspace to give access to, or what the block is on; absent when it is on this very object, made here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Origin>,
}

/// One level of a menu.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LevelOption {
    /// Which.
    pub level: Level,
    /// Whether the caller may choose it.
    pub allowed: bool,
    /// Why not, as a stable word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'static str>,
}

/// A principal that could be added.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Candidate {
    /// `user:ID`, `group:ID` or `all`.
    pub principal: String,
    /// The id inside.
    pub id: String,
    /// As shown.
    pub name: String,
    /// Of a user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What it is.
    pub kind: PrincipalKind,
    /// A grant would work at once.
    pub has_access: bool,
    /// Permissions without which the highest level would give less than it says.
    pub lacks: Vec<Permission>,
    /// Levels this caller may give.
    pub levels: Vec<LevelOption>,
}

model::words! {
    /// What a principal is.
    pub enum PrincipalKind {
        /// A user.
        User = "user",
        /// A group.
        Group = "group",
        /// Everybody.
        All = "all",
    }
}

/// Body of `PUT …/grants/{principal}`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantBody {
    /// `view`, `share`, `edit` or `block`.
    pub level: GrantLevel,
}

/// One change of `PATCH …/grants`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantPatch {
    /// Whose.
    pub principal: Principal,
    /// The new level; null removes.
    pub level: Option<GrantLevel>,
}

/// Id and kind of a principal.
fn parts(principal: Principal) -> (String, PrincipalKind) {
    match principal {
        Principal::User(id) => (id.to_string(), PrincipalKind::User),
        Principal::Group(id) => (id.to_string(), PrincipalKind::Group),
        Principal::All => ("all".to_owned(), PrincipalKind::All),
    }
}

fn levels(options: &[Option_]) -> Vec<LevelOption> {
    let option = |option: &Option_| LevelOption {
        level: option.level,
        allowed: option.allowed.is_ok(),
        why: option.allowed.err().map(access::denied::Reason::code),
    };
    options.iter().map(option).collect()
}

/// Names whatever a grant comes from.
pub type NameOf<'a> = &'a dyn Fn(GrantOrigin) -> String;

fn origin(from: GrantOrigin, name_of: NameOf<'_>) -> Origin {
    let (kind, id) = match from {
        GrantOrigin::Workspace(id) => ("workspace", id.to_string()),
        GrantOrigin::Group(id) => ("group", id.to_string()),
        GrantOrigin::Folder(id) => ("folder", id.to_string()),
        GrantOrigin::Policy(id) => ("policy", id.to_string()),
    };
    let name = name_of(from);
    Origin { kind, id, name }
}

fn repair(
    repair: &access::repair::Repair,
    name_of: NameOf<'_>,
    principal_name: &dyn Fn(Principal) -> String,
) -> Repair {
    let (of, on) = match repair.step {
        RepairStep::GiveAccess(workspace) => (None, Some(GrantOrigin::Workspace(workspace))),
        RepairStep::Enable => (None, None),
        RepairStep::LiftBlock { of, on } => {
            let on = match on {
                BlockOn::Here => None,
                BlockOn::Above(workspace) => Some(GrantOrigin::Workspace(workspace)),
                BlockOn::Folder(folder) => Some(GrantOrigin::Folder(folder)),
                BlockOn::Policy(policy) => Some(GrantOrigin::Policy(policy)),
            };
            (Some(of), on)
        }
    };
    Repair {
        step: repair.step.as_str(),
        by_you: repair.by_you,
        of: of.map(|of| of.to_string()),
        of_name: of.map(principal_name),
        on: on.map(|on| origin(on, name_of)),
    }
}

impl GrantEntry {
    /// The wire form; `name_of` names what a grant comes from, `principal_name` whom a block covers.
    pub fn from(entry: &Entry, name_of: NameOf<'_>, principal_name: &dyn Fn(Principal) -> String) -> Self {
        let (id, kind) = parts(entry.principal);
        let (source, from, outweighed_by) = match entry.source {
            Source::Direct { outweighed_by } => ("direct", None, outweighed_by),
            Source::Inherited(from) => ("inherited", Some(from), None),
        };
        Self {
            principal: entry.principal.to_string(),
            id,
            name: entry
                .name
                .as_ref()
                .map_or_else(|| kind.to_string(), ToString::to_string),
            email: entry.email.as_ref().map(ToString::to_string),
            level: entry.level,
            source,
            from: from.map(name_of),
            origin: from.map(|from| origin(from, name_of)),
            outweighed_by: outweighed_by.map(|from| origin(from, name_of)),
            works: entry.broken.is_none(),
            why: entry.broken,
            repair: entry.repair.as_ref().map(|step| repair(step, name_of, principal_name)),
            frozen: entry.frozen_because(),
            lacks: entry.lacks.clone(),
            lacks_by_you: entry.lacks_by_you,
            you: entry.you,
            levels: levels(&entry.levels),
            can_remove: entry.remove.is_ok(),
            why_not: entry.remove.err().map(access::denied::Reason::code),
        }
    }
}

impl GrantList {
    /// The wire form.
    pub fn from(
        list: &List,
        can: Vec<&'static str>,
        name_of: NameOf<'_>,
        principal_name: &dyn Fn(Principal) -> String,
    ) -> Self {
        let mut wire = Self {
            users: Vec::new(),
            groups: Vec::new(),
            all: None,
            managers: list.managers,
            can,
        };
        for entry in &list.entries {
            let item = GrantEntry::from(entry, name_of, principal_name);
            match entry.principal {
                Principal::User(_) => wire.users.push(item),
                Principal::Group(_) => wire.groups.push(item),
                Principal::All => wire.all = Some(item),
            }
        }
        wire
    }
}

impl Candidate {
    /// The wire form.
    pub fn from(offered: &Offered) -> Self {
        let (id, kind) = parts(offered.principal);
        Self {
            principal: offered.principal.to_string(),
            id,
            name: offered
                .name
                .as_ref()
                .map_or_else(|| kind.to_string(), ToString::to_string),
            email: offered.email.as_ref().map(ToString::to_string),
            kind,
            has_access: offered.has_access,
            lacks: offered.lacks.clone(),
            levels: levels(&offered.levels),
        }
    }
}

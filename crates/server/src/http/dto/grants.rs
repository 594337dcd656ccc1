//! Wire types of grants, candidates and explanations.

use access::grant_list::{
    Candidate as Offered, From, GrantEntry as Entry, GrantList as List, LevelOption as Option_, Source,
};
use model::level::{GrantLevel, Level};
use model::principal::Principal;
use serde::{Deserialize, Serialize};

/// Who has a grant on a dashboard.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct GrantList {
    /// Users.
    pub users: Vec<GrantEntry>,
    /// Groups.
    pub groups: Vec<GrantEntry>,
    /// Everybody.
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
    /// `view`, `share`, `edit` or `block`.
    pub level: &'static str,
    /// `direct` or `inherited`.
    pub source: &'static str,
    /// Where an inherited one comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Whether it gives anything at present.
    pub works: bool,
    /// Why not: `no_access_to_workspace`, `disabled`, `blocked`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'static str>,
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

/// One level of a menu.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LevelOption {
    /// `view`, `share` or `edit`.
    pub level: &'static str,
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
    /// `user`, `group` or `all`.
    pub kind: &'static str,
    /// A grant would work at once.
    pub has_access: bool,
    /// Levels this caller may give.
    pub levels: Vec<LevelOption>,
}

/// Body of `PUT …/grants/{principal}`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantBody {
    /// `view`, `share`, `edit` or `block`.
    #[schema(value_type = String)]
    pub level: GrantLevel,
}

/// One change of `PATCH …/grants`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantPatch {
    /// Whose.
    #[schema(value_type = String)]
    pub principal: Principal,
    /// The new level; null removes.
    #[schema(value_type = Option<String>)]
    pub level: Option<GrantLevel>,
}

/// Why somebody can open the dashboard, or not.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Explanation {
    /// What it amounts to; null: does not open.
    pub level: Option<&'static str>,
    /// Every path, in the order of the decision.
    pub steps: Vec<Step>,
}

/// One path.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Step {
    /// A stable word.
    pub kind: &'static str,
    /// `gives`, `takes` or `limits`.
    pub effect: &'static str,
    /// A sentence.
    pub text: String,
}

/// Id and kind of a principal.
fn parts(principal: Principal) -> (String, &'static str) {
    match principal {
        Principal::User(id) => (id.to_string(), "user"),
        Principal::Group(id) => (id.to_string(), "group"),
        Principal::All => ("all".to_owned(), "all"),
    }
}

fn levels(options: &[Option_]) -> Vec<LevelOption> {
    let option = |option: &Option_| LevelOption {
        level: option.level.as_str(),
        allowed: option.allowed.is_ok(),
        why: option.allowed.err().map(access::denied::Reason::code),
    };
    options.iter().map(option).collect()
}

impl GrantEntry {
    /// The wire form; `name_of` names groups and workspaces that a grant comes from.
    pub fn from(entry: &Entry, name_of: &dyn Fn(From) -> String) -> Self {
        let (id, kind) = parts(entry.principal);
        let (source, from) = match entry.source {
            Source::Direct { .. } => ("direct", None),
            Source::Inherited(from) => ("inherited", Some(name_of(from))),
        };
        Self {
            principal: entry.principal.to_string(),
            id,
            name: entry.name.as_ref().map_or_else(|| kind.to_owned(), ToString::to_string),
            email: entry.email.as_ref().map(ToString::to_string),
            level: entry.level.as_str(),
            source,
            from,
            works: entry.broken.is_none(),
            why: entry.broken.map(access::grant_list::Broken::as_str),
            you: entry.you,
            levels: levels(&entry.levels),
            can_remove: entry.remove.is_ok(),
            why_not: entry.remove.err().map(access::denied::Reason::code),
        }
    }
}

impl GrantList {
    /// The wire form.
    pub fn from(list: &List, can: Vec<&'static str>, name_of: &dyn Fn(From) -> String) -> Self {
        let mut wire = Self {
            users: Vec::new(),
            groups: Vec::new(),
            all: None,
            managers: list.managers,
            can,
        };
        for entry in &list.entries {
            let item = GrantEntry::from(entry, name_of);
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
                .map_or_else(|| kind.to_owned(), ToString::to_string),
            email: offered.email.as_ref().map(ToString::to_string),
            kind,
            has_access: offered.has_access,
            levels: levels(&offered.levels),
        }
    }
}

impl Explanation {
    /// The wire form.
    pub fn from(explanation: &access::explain::Explanation) -> Self {
        let step = |step: &access::explain::Step| Step {
            kind: step.kind(),
            effect: step.effect().as_str(),
            text: step.to_string(),
        };
        Self {
            level: explanation.level.map(Level::as_str),
            steps: explanation.steps.iter().map(step).collect(),
        }
    }
}

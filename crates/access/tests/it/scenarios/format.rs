//! The written form of sharing stories: what a file in `tests/scenarios` may say. Reads; does not judge.

use std::collections::{BTreeMap, BTreeSet};

use model::name::AttributeName;
use model::people::GroupRule;
use model::permission::Permission;
use serde::Deserialize;

/// A file: a common organisation and stories that add to it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) organisation: Organisation,
    pub(super) stories: Vec<Chapter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Organisation {
    /// Name → parent; parents come first.
    pub(super) workspaces: Vec<(String, Option<String>)>,
    pub(super) users: BTreeMap<String, Person>,
    #[serde(default)]
    pub(super) groups: BTreeMap<String, Set>,
    /// Name, own workspace, the folder it lies in.
    #[serde(default)]
    pub(super) folders: Vec<(String, String, Option<String>)>,
    pub(super) dashboards: BTreeMap<String, Board>,
    /// Shares that chapters may make.
    #[serde(default)]
    pub(super) shares: Vec<String>,
    #[serde(default)]
    pub(super) permissions: Vec<Permissions>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Person {
    pub(super) disabled: bool,
    pub(super) attributes: BTreeMap<AttributeName, BTreeSet<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Set {
    pub(super) parents: Vec<String>,
    pub(super) members: Vec<String>,
    pub(super) rule: Option<GroupRule>,
}

/// A dashboard: its own workspace, perhaps with a place and settings.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Board {
    Home(String),
    Settings(Settings),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Settings {
    pub(super) r#in: String,
    #[serde(default)]
    pub(super) folder: Option<String>,
    #[serde(default)]
    pub(super) tags: Vec<String>,
    #[serde(default)]
    pub(super) restricted: bool,
    /// `viewer` or `user:NAME`.
    #[serde(default)]
    pub(super) display: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Permissions {
    pub(super) on: String,
    pub(super) to: String,
    #[serde(default)]
    pub(super) here: Vec<Permission>,
    #[serde(default)]
    pub(super) below: Vec<Permission>,
}

/// A state of affairs, what is expected of it, and the chapters that follow one after another. Lines replace what was said
/// about the same thing before; `level: none` takes away. The first chapter of a story names its source.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Chapter {
    pub(super) title: String,
    #[serde(default)]
    pub(super) source: String,
    #[serde(default)]
    pub(super) users: BTreeMap<String, Person>,
    #[serde(default)]
    pub(super) groups: BTreeMap<String, Set>,
    #[serde(default)]
    pub(super) dashboards: BTreeMap<String, Board>,
    /// Users and groups that are deleted.
    #[serde(default)]
    pub(super) gone: Vec<String>,
    #[serde(default)]
    pub(super) permissions: Vec<Permissions>,
    #[serde(default)]
    pub(super) grants: Vec<GrantLine>,
    #[serde(default)]
    pub(super) folder_grants: Vec<GrantLine>,
    #[serde(default)]
    pub(super) policies: Vec<PolicyLine>,
    /// Who → whom they may see beside what the rules give.
    #[serde(default)]
    pub(super) see: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(super) shares: BTreeMap<String, ShareLine>,
    #[serde(default)]
    pub(super) rules: Vec<RuleLine>,
    #[serde(default)]
    pub(super) expect: Vec<Expectation>,
    #[serde(default)]
    pub(super) then: Vec<Chapter>,
}

/// A grant on a dashboard or folder.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GrantLine {
    pub(super) on: String,
    pub(super) r#in: String,
    pub(super) to: String,
    pub(super) level: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PolicyLine {
    pub(super) name: String,
    pub(super) r#in: String,
    #[serde(default)]
    pub(super) below: bool,
    pub(super) tag: String,
    pub(super) to: String,
    pub(super) level: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShareLine {
    pub(super) on: String,
    pub(super) r#in: String,
    pub(super) owner: String,
}

/// A row rule on the one dataset of every story, `flights`, with the columns `carrier` and `origin`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleLine {
    pub(super) r#in: String,
    /// `workspace`, `all`, `user:NAME` or `group:NAME`.
    pub(super) to: String,
    #[serde(default)]
    pub(super) below: bool,
    pub(super) predicate: serde_json::Value,
}

/// What is expected of one caller on a dashboard (`on`), a folder (`folder`), or the workspace alone.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expectation {
    /// A user, or `share:NAME`.
    pub(super) who: String,
    #[serde(default)]
    pub(super) on: Option<String>,
    #[serde(default)]
    pub(super) folder: Option<String>,
    pub(super) r#in: String,
    /// `none` or a level.
    #[serde(default)]
    pub(super) level: Option<String>,
    #[serde(default)]
    pub(super) private: Option<bool>,
    /// Words of `can` that must be there.
    #[serde(default)]
    pub(super) can: Vec<String>,
    /// Words of `can` that must not.
    #[serde(default)]
    pub(super) cannot: Vec<String>,
    /// Changes of grants that must be possible: `user:bob edit`, `all remove`.
    #[serde(default)]
    pub(super) gives: Vec<String>,
    /// Changes that must not.
    #[serde(default)]
    pub(super) refuses: Vec<String>,
    /// Actions that succeed; the words are in `deeds`.
    #[serde(default)]
    pub(super) does: Vec<String>,
    /// Actions that fail → the code of the reason, or `hidden`.
    #[serde(default)]
    pub(super) fails: BTreeMap<String, String>,
    /// Entries of the list of grants as this caller sees it; `null`: there is none.
    #[serde(default)]
    pub(super) entries: BTreeMap<String, Option<EntryLine>>,
    /// Whether these are offered as new entries: `yes`, `no access yet`, `no`.
    #[serde(default)]
    pub(super) candidates: BTreeMap<String, String>,
    /// Parts of the steps of the explanation that this caller reads about a principal.
    #[serde(default)]
    pub(super) why: BTreeMap<String, Vec<String>>,
    /// Rows (`UA JFK`) that are seen through the dashboard.
    #[serde(default)]
    pub(super) sees: Vec<String>,
    /// Rows that are not.
    #[serde(default)]
    pub(super) misses: Vec<String>,
    /// Whether nothing at all is answered, as the data identity is not valid.
    #[serde(default)]
    pub(super) withheld: Option<bool>,
}

/// What is expected of an entry; what is not named is not looked at.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntryLine {
    pub(super) level: Option<String>,
    /// The word, or `works`.
    pub(super) state: Option<String>,
    /// Whether the caller can repair it in place.
    pub(super) repair_by_you: Option<bool>,
    /// Level → `yes`, the code of the reason, or `hidden`.
    #[serde(default)]
    pub(super) options: BTreeMap<String, String>,
    /// `yes`, or the code of the reason.
    pub(super) remove: Option<String>,
    /// The word, or `no`.
    pub(super) frozen: Option<String>,
}

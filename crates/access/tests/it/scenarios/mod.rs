//! Sharing stories as YAML, run on the gate and on the oracle. The files say where each story comes from.

use std::collections::BTreeMap;
use std::path::Path;

use access::action::{Ask, ChangeGrant, DashboardAt, GrantChange};
use access::facts::{DashboardFact, Facts};
use access::gate::Gate;
use model::grant::Grant;
use model::id::{DashboardId, GroupId, UserId, WorkspaceId};
use model::level::{GrantLevel, Level};
use model::name::AttributeName;
use model::people::{GroupRule, UserStatus};
use model::permission::Permission;
use model::principal::Principal;
use model::workspace::PermissionEntry;
use serde::Deserialize;

use crate::oracle::{Answer, Oracle};
use crate::org::{group, title, user, user_op, workspace};

/// A file: a common organisation and stories that add to it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    organisation: Organisation,
    stories: Vec<Story>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Organisation {
    /// Name → parent; parents come first.
    workspaces: Vec<(String, Option<String>)>,
    users: BTreeMap<String, Person>,
    #[serde(default)]
    groups: BTreeMap<String, Set>,
    /// Name → own workspace.
    dashboards: BTreeMap<String, String>,
    #[serde(default)]
    permissions: Vec<Permissions>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Person {
    disabled: bool,
    attributes: BTreeMap<AttributeName, std::collections::BTreeSet<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Set {
    parents: Vec<String>,
    members: Vec<String>,
    rule: Option<GroupRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Permissions {
    on: String,
    to: String,
    #[serde(default)]
    here: Vec<Permission>,
    #[serde(default)]
    below: Vec<Permission>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    title: String,
    #[expect(dead_code, reason = "read by people")]
    source: String,
    #[serde(default)]
    permissions: Vec<Permissions>,
    #[serde(default)]
    grants: Vec<GrantLine>,
    expect: Vec<Expectation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GrantLine {
    on: String,
    r#in: String,
    to: String,
    level: GrantLevel,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expectation {
    who: String,
    on: String,
    r#in: String,
    /// `none` or a level.
    level: Option<String>,
    /// Words of `can` that must be there.
    #[serde(default)]
    can: Vec<String>,
    /// Words of `can` that must not.
    #[serde(default)]
    cannot: Vec<String>,
    /// Changes of grants that must be possible: `user:bob edit`, `all remove`.
    #[serde(default)]
    gives: Vec<String>,
    /// Changes that must not.
    #[serde(default)]
    refuses: Vec<String>,
}

/// Names of one file with their ids.
struct Names<'f>(&'f File);

impl Names<'_> {
    fn position<'a>(mut names: impl Iterator<Item = &'a String>, name: &str) -> u128 {
        names
            .position(|n| n == name)
            .unwrap_or_else(|| panic!("unknown name {name}")) as u128
    }

    fn workspace(&self, name: &str) -> WorkspaceId {
        WorkspaceId::from_number(Self::position(
            self.0.organisation.workspaces.iter().map(|w| &w.0),
            name,
        ))
    }

    fn user(&self, name: &str) -> UserId {
        UserId::from_number(Self::position(self.0.organisation.users.keys(), name))
    }

    fn group(&self, name: &str) -> GroupId {
        GroupId::from_number(Self::position(self.0.organisation.groups.keys(), name))
    }

    fn dashboard(&self, name: &str) -> DashboardId {
        DashboardId::from_number(Self::position(self.0.organisation.dashboards.keys(), name))
    }

    fn principal(&self, text: &str) -> Principal {
        match text.split_once(':') {
            Some(("user", name)) => Principal::User(self.user(name)),
            Some(("group", name)) => Principal::Group(self.group(name)),
            _ if text == "all" => Principal::All,
            _ => panic!("a principal is user:NAME, group:NAME or all, not {text}"),
        }
    }

    fn facts(&self, story: &Story) -> Facts {
        let organisation = &self.0.organisation;
        let mut facts = Facts {
            generation: 1,
            ..Facts::default()
        };
        for (number, (name, parent)) in organisation.workspaces.iter().enumerate() {
            let mut node = workspace(number, None);
            node.parent = parent.as_deref().map(|p| self.workspace(p));
            node.name = title(name);
            facts.workspaces.push(node);
        }
        for (number, (_, person)) in organisation.users.iter().enumerate() {
            let mut user = user(number);
            user.attributes = person.attributes.clone();
            if person.disabled {
                user.status = UserStatus::Disabled;
            }
            facts.users.push(user);
        }
        for (number, (_, set)) in organisation.groups.iter().enumerate() {
            let mut group = group(number);
            group.parents = set.parents.iter().map(|g| self.group(g)).collect();
            group.members = set.members.iter().map(|u| self.user(u)).collect();
            group.rule = set.rule.clone();
            facts.groups.push(group);
        }
        for line in organisation.permissions.iter().chain(&story.permissions) {
            facts.permissions.push(PermissionEntry {
                workspace: self.workspace(&line.on),
                principal: self.principal(&line.to),
                here: line.here.iter().copied().collect(),
                below: line.below.iter().copied().collect(),
            });
        }
        for (name, home) in &organisation.dashboards {
            facts
                .dashboards
                .push(DashboardFact::new(self.dashboard(name), self.workspace(home)));
        }
        for line in &story.grants {
            facts.grants.push(Grant {
                dashboard: self.dashboard(&line.on),
                workspace: self.workspace(&line.r#in),
                principal: self.principal(&line.to),
                level: line.level,
            });
        }
        facts
    }

    fn change(&self, at: DashboardAt, text: &str) -> GrantChange {
        let (principal, to) = text.split_once(' ').unwrap();
        GrantChange {
            at,
            principal: self.principal(principal),
            to: (to != "remove").then(|| GrantLevel::from_word(to).unwrap_or_else(|| panic!("{to} is no level"))),
        }
    }
}

fn tell(file: &File, story: &Story) {
    let names = Names(file);
    let facts = names.facts(story);
    let gate = Gate::new(facts.clone());
    let oracle = Oracle(&facts);
    for expected in &story.expect {
        let told = format!(
            "{}: {} on {} in {}",
            story.title, expected.who, expected.on, expected.r#in
        );
        let user = names.user(&expected.who);
        let op = user_op(user);
        let at = DashboardAt {
            dashboard: names.dashboard(&expected.on),
            workspace: names.workspace(&expected.r#in),
        };
        if let Some(level) = &expected.level {
            let level = Level::ALL.into_iter().find(|l| l.as_str() == level);
            assert_eq!(gate.level(&op, at), level, "{told}");
            assert_eq!(oracle.level(user, at), level, "{told} (oracle)");
        }
        let can = gate.can_dashboard(&op, at);
        for word in &expected.can {
            assert!(can.contains(&word.as_str()), "{told}: can {word}, found {can:?}");
        }
        for word in &expected.cannot {
            assert!(!can.contains(&word.as_str()), "{told}: cannot {word}, found {can:?}");
        }
        assert_eq!(can.contains(&"save"), oracle.saves(user, at), "{told} (oracle)");
        assert_eq!(can.contains(&"open"), gate.check(&op, &Ask::Open(at)).is_ok(), "{told}");
        let lines = expected
            .gives
            .iter()
            .map(|l| (l, true))
            .chain(expected.refuses.iter().map(|l| (l, false)));
        for (line, possible) in lines {
            let change = names.change(at, line);
            assert_eq!(
                gate.allow::<ChangeGrant>(&op, change).is_ok(),
                possible,
                "{told}: {line}"
            );
            assert_eq!(
                oracle.changes(user, at, change.principal, change.to) == Answer::Yes,
                possible,
                "{told}: {line} (oracle)"
            );
        }
    }
}

#[test]
fn every_story_ends_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut told = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let file: File = serde_yaml_ng::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for story in &file.stories {
            tell(&file, story);
            told += 1;
        }
    }
    assert!(told >= 20, "only {told} stories were found");
}

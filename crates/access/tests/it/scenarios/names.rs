//! From the names in a story to facts. Applying a chapter changes the facts of the one before.

use access::facts::{DashboardFact, Facts};
use model::display::Display;
use model::folder::FolderGrant;
use model::grant::Grant;
use model::id::{DashboardId, FolderId, GroupId, PolicyId, RowRuleId, ShareId, UserId, WorkspaceId};
use model::level::GrantLevel;
use model::name::DatasetName;
use model::people::UserStatus;
use model::policy::Reach;
use model::principal::Principal;
use model::row_rule::{AppliesTo, RowRule};
use model::workspace::PermissionEntry;

use super::format::{Board, Chapter, File, Permissions, Person, Set};
use crate::org::{dataset, folder, group, policy, predicate, share, tag, title, user, workspace};

/// Names of one file with their ids: their place in the file.
pub(super) struct Names<'f>(pub(super) &'f File);

fn position<'a>(mut names: impl Iterator<Item = &'a String>, name: &str) -> usize {
    let found = names.position(|n| n == name);
    found.unwrap_or_else(|| panic!("unknown name {name}"))
}

/// Puts in the place of what is the same thing, or behind all.
fn put<T>(list: &mut Vec<T>, new: T, same: impl Fn(&T) -> bool) {
    match list.iter().position(same) {
        Some(place) => list[place] = new,
        None => list.push(new),
    }
}

/// A level, or `None` for `none`.
pub(super) fn level(word: &str) -> Option<GrantLevel> {
    let level = word.parse::<GrantLevel>().ok();
    assert!(level.is_some() || word == "none", "{word} is no level");
    level
}

impl Names<'_> {
    pub(super) fn workspace(&self, name: &str) -> WorkspaceId {
        let names = self.0.organisation.workspaces.iter().map(|w| &w.0);
        WorkspaceId::from_number(position(names, name) as u128)
    }

    pub(super) fn user(&self, name: &str) -> UserId {
        UserId::from_number(position(self.0.organisation.users.keys(), name) as u128)
    }

    pub(super) fn group(&self, name: &str) -> GroupId {
        GroupId::from_number(position(self.0.organisation.groups.keys(), name) as u128)
    }

    pub(super) fn folder(&self, name: &str) -> FolderId {
        let names = self.0.organisation.folders.iter().map(|f| &f.0);
        FolderId::from_number(position(names, name) as u128)
    }

    pub(super) fn dashboard(&self, name: &str) -> DashboardId {
        DashboardId::from_number(position(self.0.organisation.dashboards.keys(), name) as u128)
    }

    pub(super) fn share(&self, name: &str) -> ShareId {
        ShareId::from_number(position(self.0.organisation.shares.iter(), name) as u128)
    }

    /// A policy by its name among the facts of the moment.
    pub(super) fn policy(facts: &Facts, name: &str) -> PolicyId {
        let found = facts.policies.iter().find(|p| p.rule.name == title(name));
        found.unwrap_or_else(|| panic!("no policy {name}")).id
    }

    pub(super) fn principal(&self, text: &str) -> Principal {
        match text.split_once(':') {
            Some(("user", name)) => Principal::User(self.user(name)),
            Some(("group", name)) => Principal::Group(self.group(name)),
            _ if text == "all" => Principal::All,
            _ => panic!("a principal is user:NAME, group:NAME or all, not {text}"),
        }
    }

    pub(super) fn display(&self, text: &str) -> Display {
        match text.split_once(':') {
            Some(("user", name)) => Display::User(self.user(name)),
            _ if text == "viewer" => Display::Viewer,
            _ => panic!("a display is viewer or user:NAME, not {text}"),
        }
    }

    /// The organisation before the first chapter.
    pub(super) fn facts(&self) -> Facts {
        let organisation = &self.0.organisation;
        let mut facts = Facts::default();
        for (number, (name, parent)) in organisation.workspaces.iter().enumerate() {
            let mut node = workspace(number, None);
            node.parent = parent.as_deref().map(|p| self.workspace(p));
            node.name = title(name);
            facts.workspaces.push(node);
        }
        for (name, person) in &organisation.users {
            self.person(&mut facts, name, person);
        }
        for (name, set) in &organisation.groups {
            self.set(&mut facts, name, set);
        }
        for (number, (name, home, parent)) in organisation.folders.iter().enumerate() {
            let parent = parent.as_deref().map(|p| self.folder(p));
            let mut fact = folder(number, self.workspace(home), parent);
            fact.name = title(name);
            facts.folders.push(fact);
        }
        for (name, board) in &organisation.dashboards {
            self.board(&mut facts, name, board);
        }
        for line in &organisation.permissions {
            self.permit(&mut facts, line);
        }
        facts.datasets.push(dataset(0, "flights", facts.workspaces[0].id));
        facts
    }

    fn person(&self, facts: &mut Facts, name: &str, person: &Person) {
        let id = self.user(name);
        let mut user = user(position(self.0.organisation.users.keys(), name));
        user.name = title(name);
        user.attributes = person.attributes.clone();
        if person.disabled {
            user.status = UserStatus::Disabled;
        }
        put(&mut facts.users, user, |u| u.id == id);
    }

    fn set(&self, facts: &mut Facts, name: &str, set: &Set) {
        let id = self.group(name);
        let mut group = group(position(self.0.organisation.groups.keys(), name));
        group.name = title(name);
        group.parents = set.parents.iter().map(|g| self.group(g)).collect();
        group.members = set.members.iter().map(|u| self.user(u)).collect();
        group.rule = set.rule.clone();
        put(&mut facts.groups, group, |g| g.id == id);
    }

    fn board(&self, facts: &mut Facts, name: &str, board: &Board) {
        let id = self.dashboard(name);
        let fact = match board {
            Board::Home(home) => DashboardFact::new(id, self.workspace(home)),
            Board::Settings(set) => DashboardFact {
                folder: set.folder.as_deref().map(|f| self.folder(f)),
                tags: set.tags.iter().map(|text| tag(text)).collect(),
                restricted: set.restricted,
                display: set.display.as_deref().map_or(Display::Viewer, |d| self.display(d)),
                ..DashboardFact::new(id, self.workspace(&set.r#in))
            },
        };
        put(&mut facts.dashboards, fact, |d| d.id == id);
    }

    fn permit(&self, facts: &mut Facts, line: &Permissions) {
        let entry = PermissionEntry {
            workspace: self.workspace(&line.on),
            principal: self.principal(&line.to),
            here: line.here.iter().copied().collect(),
            below: line.below.iter().copied().collect(),
        };
        let place = (entry.workspace, entry.principal);
        put(&mut facts.permissions, entry, |e| (e.workspace, e.principal) == place);
    }

    /// The facts as this chapter leaves them.
    pub(super) fn apply(&self, facts: &mut Facts, chapter: &Chapter) {
        for (name, person) in &chapter.users {
            self.person(facts, name, person);
        }
        for (name, set) in &chapter.groups {
            self.set(facts, name, set);
        }
        for (name, board) in &chapter.dashboards {
            self.board(facts, name, board);
        }
        for line in &chapter.permissions {
            self.permit(facts, line);
        }
        self.grants(facts, chapter);
        self.policies(facts, chapter);
        for (who, whom) in &chapter.see {
            let who = self.user(who);
            facts.see.retain(|(other, _)| *other != who);
            facts.see.extend(whom.iter().map(|whom| (who, self.principal(whom))));
        }
        for (name, line) in &chapter.shares {
            let id = self.share(name);
            let number = position(self.0.organisation.shares.iter(), name);
            let place = (self.dashboard(&line.on), self.workspace(&line.r#in));
            let new = share(number, place.0, place.1, self.user(&line.owner));
            put(&mut facts.shares, new, |s| s.id == id);
        }
        for line in &chapter.rules {
            let applies_to = match line.to.as_str() {
                "workspace" => AppliesTo::Workspace,
                other => match self.principal(other) {
                    Principal::All => AppliesTo::All,
                    Principal::User(id) => AppliesTo::User(id),
                    Principal::Group(id) => AppliesTo::Group(id),
                },
            };
            facts.row_rules.push(RowRule {
                id: RowRuleId::from_number(facts.row_rules.len() as u128),
                workspace: self.workspace(&line.r#in),
                dataset: DatasetName::new("flights").unwrap(),
                applies_to,
                below: line.below,
                unless_manage: false,
                predicate: predicate(&line.predicate.to_string()),
            });
        }
        for gone in chapter.gone.iter().map(|name| self.principal(name)) {
            facts.users.retain(|u| gone != Principal::User(u.id));
            facts.groups.retain(|g| gone != Principal::Group(g.id));
        }
    }

    fn grants(&self, facts: &mut Facts, chapter: &Chapter) {
        for line in &chapter.grants {
            let (dashboard, workspace) = (self.dashboard(&line.on), self.workspace(&line.r#in));
            let principal = self.principal(&line.to);
            let place = (dashboard, workspace, principal);
            facts
                .grants
                .retain(|g| (g.dashboard, g.workspace, g.principal) != place);
            facts.grants.extend(level(&line.level).map(|level| Grant {
                dashboard,
                workspace,
                principal,
                level,
            }));
        }
        for line in &chapter.folder_grants {
            let (folder, workspace) = (self.folder(&line.on), self.workspace(&line.r#in));
            let principal = self.principal(&line.to);
            let place = (folder, workspace, principal);
            let other = |g: &FolderGrant| (g.folder, g.workspace, g.principal) != place;
            facts.folder_grants.retain(other);
            facts.folder_grants.extend(level(&line.level).map(|level| FolderGrant {
                folder,
                workspace,
                principal,
                level,
            }));
        }
    }

    fn policies(&self, facts: &mut Facts, chapter: &Chapter) {
        for line in &chapter.policies {
            facts.policies.retain(|p| p.rule.name != title(&line.name));
            let Some(level) = level(&line.level) else { continue };
            let number = facts.policies.iter().map(|p| p.id).max();
            let number = number.map_or(0, |last| (0..99).find(|n| PolicyId::from_number(*n) > last).unwrap());
            let (home, principal) = (self.workspace(&line.r#in), self.principal(&line.to));
            let mut new = policy(number as usize, home, &line.tag, principal, level);
            new.rule.name = title(&line.name);
            if line.below {
                new.rule.reach = Reach::HereAndBelow;
            }
            facts.policies.push(new);
        }
    }
}

//! Facts as entities of Cedar, decided by Cedar's policies. Groups within groups, the union of grants and that a block wins are
//! left to Cedar; which lists of grants are meant at a place is read off the facts here.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::error::Error;

use access::action::DashboardAt;
use access::facts::{DashboardFact, Facts};
use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityUid, PolicySet, Request, RestrictedExpression,
};
use model::id::{DashboardId, FolderId, UserId, WorkspaceId};
use model::level::{GrantLevel, Level};
use model::people::UserStatus;
use model::permission::Permission;
use model::policy::Reach;
use model::principal::Principal;

use crate::text;

/// The rules of levels (docs/access.md, steps 3 to 7), in Cedar's words.
const RULES: &str = r#"
    permit (principal, action == Action::"view", resource)
    when { principal in resource.edit || principal in resource.share || principal in resource.view };
    permit (principal, action == Action::"share", resource)
    when { principal in resource.edit || principal in resource.share };
    permit (principal, action == Action::"edit", resource)
    when { principal in resource.edit };
    permit (principal, action, resource)
    when { principal in resource.managers };

    forbid (principal, action, resource)
    when { principal in resource.block && !(principal in resource.managers) };
    forbid (principal, action, resource)
    unless { principal in resource.members };
    forbid (principal, action == Action::"edit", resource)
    unless { resource.own };
    forbid (principal, action, resource)
    unless { principal.active };
"#;

/// Whatever goes wrong while translating.
pub type Fault = Box<dyn Error + Send + Sync>;

/// Cedar with everything loaded.
#[derive(Debug)]
pub struct Cedar {
    authorizer: Authorizer,
    rules: PolicySet,
    entities: Entities,
    actions: [(Level, EntityUid); 3],
}

fn uid(kind: &str, name: &str) -> Result<EntityUid, Fault> {
    Ok(EntityUid::from_type_name_and_id(kind.parse()?, EntityId::new(name)))
}

fn principal(who: Principal) -> Result<EntityUid, Fault> {
    let (kind, name) = text::principal(who);
    uid(kind, &name)
}

fn place(at: DashboardAt) -> Result<EntityUid, Fault> {
    uid("Place", &format!("{} in {}", at.dashboard, at.workspace))
}

fn set(of: &BTreeSet<Principal>) -> Result<RestrictedExpression, Fault> {
    let uids: Result<Vec<_>, Fault> = of.iter().map(|who| principal(*who)).collect();
    Ok(RestrictedExpression::new_set(
        uids?.into_iter().map(RestrictedExpression::new_entity_uid),
    ))
}

/// Lists of the facts by what they are looked up by.
struct Lists<'f> {
    facts: &'f Facts,
    parents: HashMap<WorkspaceId, Option<WorkspaceId>>,
    grants: HashMap<DashboardId, Vec<(WorkspaceId, Principal, GrantLevel)>>,
    folder_grants: HashMap<FolderId, Vec<(WorkspaceId, Principal, GrantLevel)>>,
    folders: HashMap<FolderId, Option<FolderId>>,
    members: HashMap<WorkspaceId, BTreeSet<Principal>>,
    managers: HashMap<WorkspaceId, BTreeSet<Principal>>,
}

impl<'f> Lists<'f> {
    fn new(facts: &'f Facts) -> Self {
        let mut lists = Self {
            facts,
            parents: facts.workspaces.iter().map(|w| (w.id, w.parent)).collect(),
            grants: HashMap::new(),
            folder_grants: HashMap::new(),
            folders: facts.folders.iter().map(|f| (f.id, f.parent)).collect(),
            members: HashMap::new(),
            managers: HashMap::new(),
        };
        for g in &facts.grants {
            let entry = lists.grants.entry(g.dashboard).or_default();
            entry.push((g.workspace, g.principal, g.level));
        }
        for g in &facts.folder_grants {
            let entry = lists.folder_grants.entry(g.folder).or_default();
            entry.push((g.workspace, g.principal, g.level));
        }
        for workspace in &facts.workspaces {
            let chain = lists.chain(workspace.id);
            let (mut members, mut managers) = (BTreeSet::new(), BTreeSet::new());
            for entry in facts.permissions.iter().filter(|e| chain.contains(&e.workspace)) {
                let here = entry.workspace == workspace.id;
                let held = if here {
                    entry.here.union(entry.below)
                } else {
                    entry.below
                };
                if !held.is_empty() {
                    members.insert(entry.principal);
                }
                if held.has(Permission::Manage) {
                    managers.insert(entry.principal);
                }
            }
            lists.members.insert(workspace.id, members);
            lists.managers.insert(workspace.id, managers);
        }
        lists
    }

    /// From a workspace up to the root.
    fn chain(&self, from: WorkspaceId) -> Vec<WorkspaceId> {
        let mut chain = vec![from];
        let mut at = from;
        while let Some(up) = self.parents.get(&at).copied().flatten() {
            chain.push(up);
            at = up;
        }
        chain
    }

    /// Everything granted on a dashboard: on itself, on the folders around it, by policies.
    fn granted(&self, fact: &DashboardFact) -> Vec<(WorkspaceId, Principal, GrantLevel)> {
        let mut all = self.grants.get(&fact.id).cloned().unwrap_or_default();
        let mut around = fact.folder;
        while let Some(folder) = around {
            all.extend(self.folder_grants.get(&folder).into_iter().flatten());
            around = self.folders.get(&folder).copied().flatten();
        }
        let above = self.chain(fact.workspace);
        for policy in &self.facts.policies {
            let inherits = policy.rule.reach == Reach::HereAndBelow && above.contains(&policy.workspace);
            let meets = policy.workspace == fact.workspace || inherits;
            if meets && fact.tags.contains(policy.rule.tag.tag()) {
                all.push((fact.workspace, policy.rule.principal, policy.rule.level));
            }
        }
        all
    }

    fn place(&self, fact: &DashboardFact, workspace: WorkspaceId) -> Result<Option<Entity>, Fault> {
        let chain = self.chain(workspace);
        let Some(end) = chain.iter().position(|w| *w == fact.workspace) else {
            return Ok(None);
        };
        let mut sets: BTreeMap<&str, BTreeSet<Principal>> = ["view", "share", "edit", "block"]
            .into_iter()
            .map(|name| (name, BTreeSet::new()))
            .collect();
        for (made, who, level) in self.granted(fact) {
            let counts = chain.iter().take(end + 1).any(|w| *w == made);
            if let Some(set) = sets.get_mut(level.as_str()).filter(|_| counts) {
                set.insert(who);
            }
        }
        let none = BTreeSet::new();
        let (members, here) = (self.members.get(&workspace), self.managers.get(&workspace));
        let home = self.managers.get(&fact.workspace);
        let managers: BTreeSet<Principal> = here.into_iter().chain(home).flatten().copied().collect();
        let mut attributes: HashMap<String, RestrictedExpression> = HashMap::new();
        for (name, of) in &sets {
            attributes.insert((*name).to_owned(), set(of)?);
        }
        attributes.insert("members".to_owned(), set(members.unwrap_or(&none))?);
        attributes.insert("managers".to_owned(), set(&managers)?);
        attributes.insert("own".to_owned(), RestrictedExpression::new_bool(end == 0));
        let at = DashboardAt {
            dashboard: fact.id,
            workspace,
        };
        Ok(Some(Entity::new(place(at)?, attributes, HashSet::new())?))
    }
}

/// Users and groups with what they are directly inside of.
fn people(facts: &Facts) -> Result<Vec<Entity>, Fault> {
    let mut named: HashMap<UserId, Vec<Principal>> = HashMap::new();
    let mut ruled: HashMap<(&str, &str), Vec<Principal>> = HashMap::new();
    for group in &facts.groups {
        for member in &group.members {
            named.entry(*member).or_default().push(Principal::Group(group.id));
        }
        if let Some(rule) = &group.rule {
            let key = (rule.attribute.as_str(), rule.contains.as_str());
            ruled.entry(key).or_default().push(Principal::Group(group.id));
        }
    }
    let mut entities = vec![Entity::new_no_attrs(principal(Principal::All)?, HashSet::new())];
    for group in &facts.groups {
        let around = group.parents.iter().map(|id| Principal::Group(*id));
        let around: Result<HashSet<_>, Fault> = around.chain([Principal::All]).map(principal).collect();
        entities.push(Entity::new_no_attrs(principal(Principal::Group(group.id))?, around?));
    }
    for user in &facts.users {
        let values = user
            .attributes
            .iter()
            .flat_map(|(k, vs)| vs.iter().map(move |v| (k.as_str(), v.as_str())));
        let computed = values.filter_map(|pair| ruled.get(&pair)).flatten();
        let inside = named.get(&user.id).into_iter().flatten().chain(computed).copied();
        let inside: Result<HashSet<_>, Fault> = inside.chain([Principal::All]).map(principal).collect();
        let active = RestrictedExpression::new_bool(user.status == UserStatus::Active);
        let attributes = HashMap::from([("active".to_owned(), active)]);
        entities.push(Entity::new(principal(Principal::User(user.id))?, attributes, inside?)?);
    }
    Ok(entities)
}

impl Cedar {
    /// Loads all facts; dashboards as they stand at the places that `at` names for each.
    ///
    /// # Errors
    /// When Cedar does not take them.
    pub fn new(facts: &Facts, at: impl Fn(&DashboardFact) -> Vec<WorkspaceId>) -> Result<Self, Fault> {
        let mut entities = people(facts)?;
        let lists = Lists::new(facts);
        for fact in &facts.dashboards {
            for workspace in at(fact) {
                entities.extend(lists.place(fact, workspace)?);
            }
        }
        let action =
            |level: Level| -> Result<(Level, EntityUid), Fault> { Ok((level, uid("Action", level.as_str())?)) };
        Ok(Self {
            authorizer: Authorizer::new(),
            rules: RULES.parse()?,
            entities: Entities::from_entities(entities, None)?,
            actions: [action(Level::Edit)?, action(Level::Share)?, action(Level::View)?],
        })
    }

    /// A question, ready to be asked: whether this level is reached.
    ///
    /// # Errors
    /// When Cedar does not take it.
    pub fn question(&self, user: UserId, at: DashboardAt, level: Level) -> Result<Request, Fault> {
        let action = self.actions.iter().find(|(of, _)| *of == level).ok_or("a level")?;
        let who = principal(Principal::User(user))?;
        Ok(Request::new(who, action.1.clone(), place(at)?, Context::empty(), None)?)
    }

    /// The answer. A question on which a rule fails is refused, as Cedar does.
    #[must_use]
    pub fn allows(&self, question: &Request) -> bool {
        let answer = self.authorizer.is_authorized(question, &self.rules, &self.entities);
        answer.decision() == Decision::Allow && answer.diagnostics().errors().next().is_none()
    }

    /// The highest level that Cedar allows.
    ///
    /// # Errors
    /// As [`Self::question`].
    pub fn level(&self, user: UserId, at: DashboardAt) -> Result<Option<Level>, Fault> {
        for (level, _) in &self.actions {
            if self.allows(&self.question(user, at, *level)?) {
                return Ok(Some(*level));
            }
        }
        Ok(None)
    }
}

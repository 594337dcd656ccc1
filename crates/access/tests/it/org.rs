//! Random organisations, read off a tape of bytes: short tapes give small organisations, so that failures shrink well.

use std::collections::BTreeSet;

use access::facts::{DashboardFact, DatasetFact, Facts};
use access::op::Op;
use chrono::TimeDelta;
use identity::admitted::Admitted;
use identity::caller::{Caller, Via};
use identity::preview::Preview;
use model::Instant;
use model::column::{Column, ColumnType};
use model::dataset::Outside;
use model::display::Display;
use model::folder::{Folder, FolderGrant};
use model::grant::Grant;
use model::id::{
    DashboardId, DatasetId, FolderId, GroupId, PolicyId, RequestId, RowRuleId, SessionId, ShareId, ShareSessionId,
    UserId, WorkspaceId,
};
use model::level::GrantLevel;
use model::name::{AttributeName, ColumnName, DatasetName, Email, Tag, Title};
use model::people::{Attributes, Group, GroupRule, User, UserStatus};
use model::permission::{Permission, PermissionSet};
use model::policy::{Policy, PolicyRule, Reach, TagSelector};
use model::predicate::Predicate;
use model::principal::Principal;
use model::row_rule::{AppliesTo, RowRule};
use model::share::{Ability, Audience, EndReason, LinkAudience, Share, ShareRows, ShareState, ShareStop, Terms};
use model::workspace::{PermissionEntry, Workspace};

/// A tape of choices; past its end every choice is the first one.
pub(crate) struct Tape<'t>(std::slice::Iter<'t, u8>);

impl<'t> Tape<'t> {
    pub(crate) fn new(bytes: &'t [u8]) -> Self {
        Self(bytes.iter())
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or(0)) % bound.max(1)
    }

    fn chance(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 1
    }

    pub(crate) fn pick<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())].clone()
    }
}

pub(crate) fn now() -> Instant {
    chrono::DateTime::from_timestamp(1_795_000_000, 0).unwrap()
}

pub(crate) fn op(caller: Caller) -> Op {
    Op::new(caller, RequestId::from_number(1), now())
}

pub(crate) fn user_op(id: UserId) -> Op {
    let via = Via::Session(SessionId::from_number(1));
    op(Caller::User { id, via })
}

pub(crate) fn share_op(id: ShareId) -> Op {
    let session = ShareSessionId::from_number(1);
    op(Caller::reader(id, session))
}

/// Somebody who looks at a share as its readers will: at one that is kept, or at a draft.
pub(crate) fn preview_op(by: UserId, of: &Share, draft: bool) -> Op {
    let preview = Preview {
        attributes: Attributes::new(),
        by,
        via: Via::Session(SessionId::from_number(1)),
        ends: now() + TimeDelta::minutes(15),
        draft: draft.then(|| of.clone()),
    };
    op(Caller::Share {
        id: of.id,
        session: ShareSessionId::from_number(2),
        admitted: Admitted::Preview(Box::new(preview)),
    })
}

pub(crate) fn title(text: &str) -> Title {
    Title::new(text).unwrap()
}

pub(crate) fn predicate(json: &str) -> Predicate {
    model::invalid::parse(json.as_bytes()).unwrap()
}

pub(crate) fn workspace(number: usize, parent: Option<usize>) -> Workspace {
    Workspace {
        id: WorkspaceId::from_number(number as u128),
        name: title(&format!("workspace {number}")),
        parent: parent.map(|p| WorkspaceId::from_number(p as u128)),
        settings: Default::default(),
        sharing: Default::default(),
        brand: Default::default(),
    }
}

pub(crate) fn user(number: usize) -> User {
    User {
        id: UserId::from_number(number as u128),
        email: Email::new(&format!("user{number}@example.org")).unwrap(),
        name: title(&format!("User {number}")),
        attributes: Default::default(),
        status: UserStatus::Active,
        created_at: now(),
        sharing_consent: Some(now()),
    }
}

pub(crate) fn group(number: usize) -> Group {
    Group {
        id: GroupId::from_number(number as u128),
        name: title(&format!("Group {number}")),
        parents: BTreeSet::new(),
        members: BTreeSet::new(),
        rule: None,
    }
}

pub(crate) fn folder(number: usize, workspace: WorkspaceId, parent: Option<FolderId>) -> Folder {
    Folder {
        id: FolderId::from_number(number as u128),
        workspace,
        parent,
        name: title(&format!("Folder {number}")),
    }
}

pub(crate) fn policy(
    number: usize,
    workspace: WorkspaceId,
    tag: &str,
    principal: Principal,
    level: GrantLevel,
) -> Policy {
    Policy {
        id: PolicyId::from_number(number as u128),
        workspace,
        rule: PolicyRule {
            name: title(&format!("Policy {number}")),
            reach: Reach::Here,
            tag: TagSelector::new(tag).unwrap(),
            principal,
            level,
        },
    }
}

pub(crate) fn tag(text: &str) -> Tag {
    Tag::new(text).unwrap()
}

pub(crate) const LEVELS: [GrantLevel; 6] = [
    GrantLevel::View,
    GrantLevel::Share,
    GrantLevel::Edit,
    GrantLevel::Edit,
    GrantLevel::Share,
    GrantLevel::Block,
];

pub(crate) const TAGS: [&str; 3] = ["team=a", "team=b", "state=x"];

pub(crate) fn share(number: usize, dashboard: DashboardId, workspace: WorkspaceId, owner: UserId) -> Share {
    Share {
        id: ShareId::from_number(number as u128),
        dashboard,
        workspace,
        owner,
        title: title("a share"),
        description: String::new(),
        created_at: now(),
        audience: Audience::Link(LinkAudience { has_password: false }),
        terms: Terms::default(),
        state: ShareState::Live,
    }
}

pub(crate) fn dataset(number: usize, name: &str, workspace: WorkspaceId) -> DatasetFact {
    let column = |name: &str| Column::new(ColumnName::new(name).unwrap(), ColumnType::String);
    DatasetFact {
        id: DatasetId::from_number(number as u128),
        workspace,
        name: DatasetName::new(name).unwrap(),
        columns: vec![column("carrier"), column("origin")],
        outside: Outside::Anyone,
        tenant_bound: false,
    }
}

const PREDICATES: [&str; 12] = [
    r#"{"eq":["carrier",{"viewer":"carrier"}]}"#,
    r#"{"in":["carrier",{"viewer":"carrier"}]}"#,
    r#"{"eq":["carrier",{"workspace":"carrier"}]}"#,
    r#"{"eq":["carrier","UA"]}"#,
    r#"{"in":["origin",["JFK","EWR"]]}"#,
    r#"{"not":{"eq":["carrier",{"viewer":"carrier"}]}}"#,
    r#"{"ne":["carrier",{"viewer":"carrier"}]}"#,
    r#"{"or":[{"eq":["origin","JFK"]},{"eq":["carrier",{"viewer":"carrier"}]}]}"#,
    r#"{"lt":["carrier",{"workspace":"carrier"}]}"#,
    r#"{"not":{"is_null":"origin"}}"#,
    r#"{"between":["carrier","B6",{"viewer":"carrier"}]}"#,
    r#"{"or":[]}"#,
];

/// An organisation with up to 5 users, 4 groups, 5 workspaces three deep, 3 folders, 3 dashboards and the rest to match.
pub(crate) fn random(tape: &mut Tape<'_>) -> Facts {
    let mut facts = Facts {
        generation: 1,
        ..Facts::default()
    };
    let carriers = ["UA", "B6", "DL"];
    let carrier = || AttributeName::new("carrier").unwrap();
    let mut depth: Vec<usize> = Vec::new();
    for number in 0..1 + tape.below(5) {
        let roomy: Vec<usize> = (0..number).filter(|w| depth[*w] < 2).collect();
        let parent = (number > 0).then(|| tape.pick(&roomy));
        depth.push(parent.map_or(0, |p| depth[p] + 1));
        let mut node = workspace(number, parent);
        if tape.chance(3) {
            node.settings.insert(carrier(), tape.pick(&carriers).to_owned());
        }
        facts.workspaces.push(node);
    }
    for number in 0..1 + tape.below(5) {
        let mut user = user(number);
        let values: BTreeSet<String> = carriers
            .iter()
            .filter(|_| tape.chance(3))
            .map(|c| (*c).to_owned())
            .collect();
        if !values.is_empty() {
            user.attributes.insert(carrier(), values);
        }
        if tape.chance(6) {
            user.status = UserStatus::Disabled;
        }
        facts.users.push(user);
    }
    for number in 0..tape.below(5) {
        let mut group = group(number);
        group.parents = (0..number)
            .filter(|_| tape.chance(3))
            .map(|g| GroupId::from_number(g as u128))
            .collect();
        group.members = facts.users.iter().filter(|_| tape.chance(3)).map(|u| u.id).collect();
        if tape.chance(4) {
            let contains = tape.pick(&carriers).to_owned();
            group.rule = Some(GroupRule {
                attribute: carrier(),
                contains,
            });
        }
        facts.groups.push(group);
    }
    let principals = principals(&facts);
    let spaces: Vec<WorkspaceId> = facts.workspaces.iter().map(|w| w.id).collect();
    for _ in 0..tape.below(9) {
        let mut set = || -> PermissionSet { (0..tape.below(3)).map(|_| tape.pick(Permission::ALL)).collect() };
        let (here, below) = (set(), set());
        let entry = PermissionEntry {
            workspace: tape.pick(&spaces),
            principal: tape.pick(&principals),
            here,
            below,
        };
        let twice = |e: &PermissionEntry| e.workspace == entry.workspace && e.principal == entry.principal;
        if !facts.permissions.iter().any(twice) {
            facts.permissions.push(entry);
        }
    }
    folders(tape, &mut facts, &spaces, &principals);
    for number in 0..1 + tape.below(3) {
        facts.dashboards.push(dashboard(tape, &facts, &spaces, number));
    }
    for _ in 0..tape.below(10) {
        let fact = tape.pick(&facts.dashboards);
        let elsewhere = tape.chance(3);
        let workspace = if elsewhere { tape.pick(&spaces) } else { fact.workspace };
        let grant = Grant {
            dashboard: fact.id,
            workspace,
            principal: tape.pick(&principals),
            level: tape.pick(&LEVELS),
        };
        let twice =
            |g: &Grant| (g.dashboard, g.workspace, g.principal) == (grant.dashboard, grant.workspace, grant.principal);
        if !facts.grants.iter().any(twice) {
            facts.grants.push(grant);
        }
    }
    for _ in 0..tape.below(3) {
        facts.see.push((tape.pick(&facts.users).id, tape.pick(&principals)));
    }
    data(tape, &mut facts, &spaces);
    shares(tape, &mut facts, &spaces);
    facts
}

fn folders(tape: &mut Tape<'_>, facts: &mut Facts, spaces: &[WorkspaceId], principals: &[Principal]) {
    for number in 0..tape.below(4) {
        let workspace = tape.pick(spaces);
        let beside: Vec<FolderId> = facts
            .folders
            .iter()
            .filter(|f| f.workspace == workspace)
            .map(|f| f.id)
            .collect();
        let parent = (!beside.is_empty() && !tape.chance(3)).then(|| tape.pick(&beside));
        facts.folders.push(folder(number, workspace, parent));
    }
    for _ in 0..if facts.folders.is_empty() { 0 } else { tape.below(5) } {
        let folder = tape.pick(&facts.folders);
        let workspace = if tape.chance(4) {
            tape.pick(spaces)
        } else {
            folder.workspace
        };
        let grant = FolderGrant {
            folder: folder.id,
            workspace,
            principal: tape.pick(principals),
            level: tape.pick(&LEVELS),
        };
        let twice =
            |g: &FolderGrant| (g.folder, g.workspace, g.principal) == (grant.folder, grant.workspace, grant.principal);
        if !facts.folder_grants.iter().any(twice) {
            facts.folder_grants.push(grant);
        }
    }
    for number in 0..tape.below(4) {
        let (workspace, tag) = (tape.pick(spaces), tape.pick(&TAGS));
        let mut policy = policy(number, workspace, tag, tape.pick(principals), tape.pick(&LEVELS));
        policy.rule.reach = tape.pick(&[Reach::Here, Reach::HereAndBelow]);
        facts.policies.push(policy);
    }
}

/// A dashboard somewhere, with a place and settings.
pub(crate) fn dashboard(tape: &mut Tape<'_>, facts: &Facts, spaces: &[WorkspaceId], number: usize) -> DashboardFact {
    let mut fact = DashboardFact::new(DashboardId::from_number(number as u128), tape.pick(spaces));
    let beside: Vec<FolderId> = facts
        .folders
        .iter()
        .filter(|f| f.workspace == fact.workspace)
        .map(|f| f.id)
        .collect();
    if !beside.is_empty() && !tape.chance(4) {
        fact.folder = Some(tape.pick(&beside));
    }
    fact.tags = TAGS.iter().filter(|_| tape.chance(3)).map(|text| tag(text)).collect();
    fact.restricted = tape.chance(6);
    if tape.chance(4) {
        fact.display = Display::User(tape.pick(&facts.users).id);
    }
    fact
}

/// All principals of an organisation.
pub(crate) fn principals(facts: &Facts) -> Vec<Principal> {
    let users = facts.users.iter().map(|u| Principal::User(u.id));
    let groups = facts.groups.iter().map(|g| Principal::Group(g.id));
    users.chain(groups).chain([Principal::All]).collect()
}

fn data(tape: &mut Tape<'_>, facts: &mut Facts, spaces: &[WorkspaceId]) {
    for (number, name) in ["flights", "weather"].into_iter().enumerate() {
        let mut dataset = dataset(number, name, tape.pick(spaces));
        dataset.tenant_bound = tape.chance(4);
        dataset.outside = tape.pick(&[Outside::Anyone, Outside::Anyone, Outside::Nobody, Outside::Guests]);
        facts.datasets.push(dataset);
    }
    for number in 0..tape.below(5) {
        let applies_to = match tape.below(5) {
            0 => AppliesTo::Workspace,
            1 => AppliesTo::All,
            2 if !facts.groups.is_empty() => AppliesTo::Group(tape.pick(&facts.groups).id),
            _ => AppliesTo::User(tape.pick(&facts.users).id),
        };
        facts.row_rules.push(RowRule {
            id: RowRuleId::from_number(number as u128),
            workspace: tape.pick(spaces),
            dataset: DatasetName::new(tape.pick(&["flights", "weather"])).unwrap(),
            applies_to,
            below: tape.chance(2),
            unless_manage: tape.chance(3),
            predicate: predicate(tape.pick(&PREDICATES)),
        });
    }
}

fn shares(tape: &mut Tape<'_>, facts: &mut Facts, spaces: &[WorkspaceId]) {
    for number in 0..tape.below(4) {
        let fact = tape.pick(&facts.dashboards);
        let workspace = if tape.chance(3) {
            tape.pick(spaces)
        } else {
            fact.workspace
        };
        let mut share = share(number, fact.id, workspace, tape.pick(&facts.users).id);
        share.state = match tape.below(6) {
            1 => ShareState::Paused,
            2 => ShareState::Ended(EndReason::Revoked),
            _ => ShareState::Live,
        };
        let hour = chrono::TimeDelta::hours(1);
        share.terms.expires_at = tape.pick(&[None, Some(now() + hour), Some(now() - hour), Some(now())]);
        share.terms.starts_at = tape.pick(&[None, None, Some(now() - hour), Some(now() + hour)]);
        let abilities = [Ability::Interact, Ability::ExportDocument, Ability::ExportData];
        share.terms.abilities = abilities.into_iter().filter(|_| tape.chance(2)).collect();
        for _ in 0..tape.below(3) {
            let dataset = DatasetName::new(tape.pick(&["flights", "weather"])).unwrap();
            let predicate = predicate(tape.pick(&PREDICATES));
            share.terms.rows.push(ShareRows { dataset, predicate });
        }
        for _ in 0..tape.below(3) {
            let stop = ShareStop {
                dashboard: tape.pick(&facts.dashboards).id,
                workspace: tape.chance(2).then(|| tape.pick(spaces)),
                seconds: None,
            };
            if share.terms.stop(stop.dashboard).is_none() {
                share.terms.rotation.push(stop);
            }
        }
        facts.shares.push(share);
    }
}

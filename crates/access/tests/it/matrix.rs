//! Caller × action × object, written out: what each kind of caller is answered, committed as `tests/matrix.snap` and read in
//! reviews. `ACCEPT=1` writes the file anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use access::action::*;
use access::denied::Denied;
use access::facts::{DashboardFact, Facts};
use access::gate::Gate;
use access::op::Op;
use identity::caller::{Caller, Via};
use model::display::Display;
use model::folder::FolderGrant;
use model::grant::Grant;
use model::id::{DashboardId, DatasetId, FolderId, PolicyId, RowRuleId, ShareId, TokenId, UserId, WorkspaceId};
use model::level::GrantLevel;
use model::name::AttributeName;
use model::people::UserStatus;
use model::permission::{Permission, PermissionSet};
use model::principal::Principal;
use model::row_rule::{AppliesTo, RowRule};
use model::share::{Ability, EndReason, ShareRules, ShareState};
use model::workspace::PermissionEntry;

use crate::org::{dataset, folder, group, op, policy, predicate, share, share_op, user, user_op, workspace};

const ROOT: WorkspaceId = WorkspaceId::from_number(0);
const HOME: WorkspaceId = WorkspaceId::from_number(1);
const CHILD: WorkspaceId = WorkspaceId::from_number(2);
const BESIDE: WorkspaceId = WorkspaceId::from_number(3);
const BOARD: DashboardId = DashboardId::from_number(0);
const FOLDER: FolderId = FolderId::from_number(0);
const LINK: ShareId = ShareId::from_number(0);
const ENDED: ShareId = ShareId::from_number(1);
const UNOWNED: ShareId = ShareId::from_number(2);

/// Kinds of users: what they hold on the workspace, what they are granted on the dashboard and on the folder around it.
const USERS: [(&str, &[Permission], Option<GrantLevel>); 10] = [
    ("stranger", &[], None),
    ("outsider", &[], Some(GrantLevel::Edit)),
    ("member", &[Permission::View, Permission::App], None),
    ("viewer", &[Permission::View, Permission::App], Some(GrantLevel::View)),
    (
        "sharer",
        &[Permission::SharingCreate, Permission::App],
        Some(GrantLevel::Share),
    ),
    ("editor", &[Permission::View, Permission::App], Some(GrantLevel::Edit)),
    (
        "author",
        &[Permission::Analyze, Permission::App],
        Some(GrantLevel::Edit),
    ),
    (
        "blocked",
        &[Permission::Analyze, Permission::App],
        Some(GrantLevel::Block),
    ),
    ("manager", &[Permission::Manage], None),
    ("disabled", &[Permission::Manage], Some(GrantLevel::Edit)),
];
const BLOCKED: u128 = 7;
const MANAGER: u128 = 8;
const DISABLED: usize = 9;
const ADMIN: u128 = 10;
const SOMEBODY: u128 = 11;

fn facts() -> Facts {
    let mut facts = Facts {
        generation: 1,
        workspaces: vec![
            workspace(0, None),
            workspace(1, Some(0)),
            workspace(2, Some(1)),
            workspace(3, Some(0)),
        ],
        users: (0..=11).map(user).collect(),
        folders: vec![folder(0, HOME, None), folder(1, HOME, None)],
        datasets: vec![dataset(0, "flights", HOME)],
        policies: vec![policy(0, HOME, "team=a", Principal::All, GrantLevel::View)],
        ..Facts::default()
    };
    facts.users[DISABLED].status = UserStatus::Disabled;
    let set = |permissions: &[Permission]| -> PermissionSet { permissions.iter().copied().collect() };
    let mut permit = |workspace, user: u128, here, below| {
        let principal = Principal::User(UserId::from_number(user));
        let entry = PermissionEntry {
            workspace,
            principal,
            here,
            below,
        };
        facts.permissions.push(entry);
    };
    let manage = set(&[Permission::Manage]);
    permit(ROOT, ADMIN, manage, manage);
    for place in [HOME, CHILD] {
        permit(place, SOMEBODY, set(&[Permission::View]), PermissionSet::EMPTY);
    }
    for (number, (_, permissions, _)) in (0..).zip(USERS) {
        permit(HOME, number, set(permissions), PermissionSet::EMPTY);
        let below = if number == MANAGER { manage } else { set(permissions) };
        permit(CHILD, number, below, PermissionSet::EMPTY);
    }
    let mut board = DashboardFact::new(BOARD, HOME);
    board.folder = Some(FOLDER);
    facts.dashboards.push(board);
    for (number, (_, _, level)) in (0..).zip(USERS) {
        let principal = Principal::User(UserId::from_number(number));
        let Some(level) = level else { continue };
        facts.grants.push(Grant {
            dashboard: BOARD,
            workspace: HOME,
            principal,
            level,
        });
        facts.folder_grants.push(FolderGrant {
            folder: FOLDER,
            workspace: HOME,
            principal,
            level,
        });
    }
    // What is blocked is granted too, by a group.
    let mut friends = group(0);
    friends.members.insert(UserId::from_number(BLOCKED));
    facts.grants.push(Grant {
        dashboard: BOARD,
        workspace: HOME,
        principal: Principal::Group(friends.id),
        level: GrantLevel::Edit,
    });
    facts.groups.push(friends);
    let unowned = ShareState::Ended(EndReason::OwnerLostAccess);
    for (number, state) in [
        (0, ShareState::Live),
        (1, ShareState::Ended(EndReason::Revoked)),
        (2, unowned),
    ] {
        let mut share = share(number, BOARD, HOME, UserId::from_number(ADMIN));
        share.terms.abilities = [Ability::Interact].into_iter().collect();
        share.state = state;
        facts.shares.push(share);
    }
    facts.row_rules.push(RowRule {
        id: RowRuleId::from_number(0),
        workspace: HOME,
        dataset: model::name::DatasetName::new("flights").unwrap(),
        applies_to: AppliesTo::All,
        below: false,
        unless_manage: false,
        predicate: predicate(r#"{"eq":["carrier","UA"]}"#),
    });
    facts
}

fn callers() -> Vec<(&'static str, Op)> {
    let manager = |read_only, workspace| {
        let via = Via::Token {
            id: TokenId::from_number(1),
            read_only,
            workspace,
        };
        op(Caller::User {
            id: UserId::from_number(MANAGER),
            via,
        })
    };
    let users = (0..)
        .zip(USERS)
        .map(|(number, (name, ..))| (name, user_op(UserId::from_number(number))));
    let mut callers = vec![("nobody", op(Caller::Nobody))];
    callers.extend(users);
    callers.push(("admin", user_op(UserId::from_number(ADMIN))));
    callers.push((
        "job",
        op(Caller::Job {
            owner: UserId::from_number(3),
        }),
    ));
    callers.push(("token-ro", manager(true, None)));
    callers.push(("token-ws", manager(false, Some(CHILD))));
    callers.push(("link", share_op(LINK)));
    callers.push(("ended", share_op(ENDED)));
    callers
}

/// What is done to a dashboard opened there.
fn dashboard(workspace: WorkspaceId) -> Vec<Ask> {
    let at = DashboardAt {
        dashboard: BOARD,
        workspace,
    };
    let to = Some(GrantLevel::View);
    let principal = Principal::User(UserId::from_number(SOMEBODY));
    vec![
        Ask::Open(at),
        Ask::Interact(at),
        Ask::ExportDocument(at),
        Ask::ExportData(at),
        Ask::Save(at),
        Ask::DeleteDashboard(at),
        Ask::MoveDashboard(DashboardMove { at, to: None }),
        Ask::ChangeTags(TagChange { at, tags: Vec::new() }),
        Ask::SetRestricted(RestrictedChange { at, restricted: true }),
        Ask::SetDisplay(DisplayChange {
            at,
            to: Display::User(UserId::from_number(SOMEBODY)),
        }),
        Ask::ApproveDisplay(at),
        Ask::SeeGrants(at),
        Ask::ChangeGrant(GrantChange { at, principal, to }),
        Ask::SeeShares(at),
        Ask::CreateShare(at),
        Ask::SeeRequests(at),
        Ask::AnswerRequest(at),
        Ask::RequestAccess(at),
    ]
}

fn folders(workspace: WorkspaceId) -> Vec<Ask> {
    let at = FolderAt {
        folder: FOLDER,
        workspace,
    };
    let to = Some(GrantLevel::View);
    let principal = Principal::User(UserId::from_number(SOMEBODY));
    vec![
        Ask::SeeFolder(at),
        Ask::RenameFolder(at),
        Ask::DeleteFolder(at),
        Ask::MoveFolder(FolderMove { at, to: None }),
        Ask::SeeFolderGrants(at),
        Ask::ChangeFolderGrant(FolderGrantChange { at, principal, to }),
    ]
}

fn spaces(workspace: WorkspaceId) -> Vec<Ask> {
    let folder = Some(FOLDER);
    let principal = Principal::User(UserId::from_number(SOMEBODY));
    let (here, below) = (PermissionSet::EMPTY.with(Permission::View), PermissionSet::EMPTY);
    let rule = policy(1, workspace, "team=b", Principal::All, GrantLevel::View).rule;
    vec![
        Ask::SeeWorkspace(workspace),
        Ask::ListDashboards(workspace),
        Ask::CreateDashboard(workspace),
        Ask::CreateDashboardIn(NewAt { workspace, folder }),
        Ask::CreateFolder(NewAt {
            workspace,
            folder: None,
        }),
        Ask::SeeData(workspace),
        Ask::ManageData(workspace),
        Ask::ReadAudit(workspace),
        Ask::SeePolicies(workspace),
        Ask::SeeShareRules(workspace),
        Ask::ChangeShareRules(ShareRulesChange {
            workspace,
            rules: ShareRules::closed(),
        }),
        Ask::ChangePolicy(PolicyChange {
            workspace,
            policy: None,
            to: Some(rule),
        }),
        Ask::SeeReach(ReachOf { principal, workspace }),
        Ask::ManageWorkspace(workspace),
        Ask::ChangeBrand(workspace),
        Ask::ChangeSettings(SettingsChange {
            workspace,
            settings: [(AttributeName::new("code").unwrap(), "a".to_owned())].into(),
        }),
        Ask::ChangePermissions(PermissionChange {
            workspace,
            principal,
            here,
            below,
        }),
    ]
}

fn objects() -> Vec<(&'static str, Vec<Ask>)> {
    vec![
        ("dashboard in its own workspace", dashboard(HOME)),
        ("dashboard inherited into a child workspace", dashboard(CHILD)),
        (
            "dashboard asked for in a workspace it does not reach",
            dashboard(BESIDE),
        ),
        ("folder around the dashboard, in its own workspace", folders(HOME)),
        (
            "folder around the dashboard, seen from a child workspace",
            folders(CHILD),
        ),
        ("workspace", spaces(HOME)),
        ("workspace beside it", spaces(BESIDE)),
        (
            "policy of the workspace",
            vec![Ask::ChangePolicy(PolicyChange {
                workspace: HOME,
                policy: Some(PolicyId::from_number(0)),
                to: None,
            })],
        ),
        (
            "dataset and row rule of the workspace",
            vec![
                Ask::ReadDataset(DatasetId::from_number(0)),
                Ask::WriteDataset(DatasetId::from_number(0)),
                Ask::ManageRowRule(RowRuleId::from_number(0)),
            ],
        ),
        (
            "live share of the dashboard, made by the admin",
            vec![
                Ask::SeeShare(LINK),
                Ask::ApproveShare(LINK),
                Ask::EditShare(LINK),
                Ask::TakeOverShare(LINK),
                Ask::PreviewShare(LINK),
                Ask::EndShare(LINK),
            ],
        ),
        (
            "ended share",
            vec![
                Ask::SeeShare(ENDED),
                Ask::ApproveShare(ENDED),
                Ask::EditShare(ENDED),
                Ask::TakeOverShare(ENDED),
                Ask::PreviewShare(ENDED),
                Ask::EndShare(ENDED),
            ],
        ),
        (
            "share whose owner lost access",
            vec![
                Ask::SeeShare(UNOWNED),
                Ask::ApproveShare(UNOWNED),
                Ask::EditShare(UNOWNED),
                Ask::TakeOverShare(UNOWNED),
                Ask::EndShare(UNOWNED),
            ],
        ),
        (
            "organisation, and the manager's own account",
            vec![
                Ask::ManageOrganisation(Organisation),
                Ask::ReadWholeAudit(Organisation),
                Ask::SeePeople(Organisation),
                Ask::ManageSee(Organisation),
                Ask::ManageOwn(UserId::from_number(MANAGER)),
            ],
        ),
    ]
}

fn name(ask: &Ask) -> String {
    let text = format!("{ask:?}");
    text.split('(').next().unwrap_or_default().to_owned()
}

fn written() -> String {
    let gate = Gate::new(facts());
    let callers = callers();
    let mut out = String::from(
        "Caller by action by object. yes: done; 401: sign in; 404: as if it did not exist; 403: seen, not allowed (why: below each table).\n\
         \n\
         stranger: an active user who holds nothing. outsider: edit granted, no access to the workspace. member: access, nothing granted.\n\
         viewer, sharer, editor: that level is granted on dashboard and folder; the sharer makes shares. author: edit and analyze.\n\
         blocked: edit by a group, a block by name. manager: manages the workspace and its child. admin: the root and below. job: for the\n\
         viewer. token-ro, token-ws: of the manager, read-only, narrowed to the child workspace. link: a share that may interact. ended: one\n\
         that is over. Grants are changed for somebody who sees both workspaces. Whose data is shown is set to somebody else's.\n\
         \n\
         What may surprise:\n\
         - RequestAccess is open to every user for whatever they name, so that the answer tells nothing about it; a narrowed token asks for nothing.\n\
         - SetRestricted needs edit and no analyze: it changes who may have the dashboard, not the dashboard.\n\
         - The organisation is no secret to its users: 403, not 404. SeePeople shows the names of groups to who manages any workspace.\n\
         - The author may not move the dashboard out of its folder: that would lift the block which the folder holds.\n\
         - An ended share is still listed to who sees shares.\n",
    );
    for (object, asks) in objects() {
        write!(out, "\n## {object}\n{:20}", "").unwrap();
        for (caller, _) in &callers {
            write!(out, " {caller:8}").unwrap();
        }
        let mut reasons: BTreeMap<String, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
        for ask in &asks {
            write!(out, "\n{:20}", name(ask)).unwrap();
            for (caller, op) in &callers {
                let cell = match gate.check(op, ask) {
                    Ok(()) => "yes",
                    Err(Denied::Nobody) => "401",
                    Err(Denied::Hidden) => "404",
                    Err(Denied::Forbidden(reason)) => {
                        let of = reasons.entry(name(ask)).or_default();
                        of.entry(reason.code()).or_default().push(caller);
                        "403"
                    }
                };
                write!(out, " {cell:8}").unwrap();
            }
        }
        for (ask, whys) in reasons {
            let whys: Vec<String> = whys
                .iter()
                .map(|(why, who)| format!("{why} ({})", who.join(", ")))
                .collect();
            write!(out, "\n  {ask}: {}", whys.join("; ")).unwrap();
        }
        out.push('\n');
    }
    let lines: Vec<&str> = out.lines().map(str::trim_end).collect();
    lines.join("\n") + "\n"
}

#[test]
fn every_caller_is_answered_as_written() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/matrix.snap");
    let now = written();
    if std::env::var_os("ACCEPT").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    for (number, (now, kept)) in now.lines().zip(kept.lines()).enumerate() {
        assert_eq!(now, kept, "line {}; ACCEPT=1 takes the new one", number + 1);
    }
    assert_eq!(now.lines().count(), kept.lines().count());
}

/// No action is missing: a new one is a new row.
#[test]
fn the_matrix_holds_every_action() {
    let all: Vec<String> = objects().iter().flat_map(|(_, asks)| asks).map(name).collect();
    for action in Ask::NAMES {
        assert!(all.iter().any(|name| name == action), "{action} is in no table");
    }
}

//! The words for actions in stories: `move north`, `tag team=a`, `grant user:bob edit`, `permit all here=view`.

use access::action::*;
use access::denied::Denied;
use access::facts::Facts;
use model::permission::{Permission, PermissionSet};
use model::policy::{PolicyRule, Reach, TagSelector};

use super::names::{Names, level};
use crate::org::{tag, title};

/// What the story is looking at.
#[derive(Clone, Copy)]
pub(super) enum Object {
    Dashboard(DashboardAt),
    Folder(FolderAt),
    Workspace(model::id::WorkspaceId),
}

/// The code of a refusal.
pub(super) fn code(denied: Denied) -> &'static str {
    match denied {
        Denied::Nobody => "nobody",
        Denied::Hidden => "hidden",
        Denied::Forbidden(reason) => reason.code(),
    }
}

fn permissions(text: &str) -> PermissionSet {
    let words = text.split(',').filter(|word| !word.is_empty());
    let find = |word: &str| Permission::ALL.iter().copied().find(|p| p.as_str() == word);
    words
        .map(|word| find(word).unwrap_or_else(|| panic!("{word} is no permission")))
        .collect()
}

/// The question that a line of a story asks.
pub(super) fn ask(names: &Names<'_>, facts: &Facts, object: Object, line: &str) -> Ask {
    let words: Vec<&str> = line.split(' ').collect();
    let place = |name: &str| (name != "top").then(|| names.folder(name));
    let given = |word: &str| if word == "remove" { None } else { level(word) };
    match (object, words.as_slice()) {
        (Object::Dashboard(at), ["open"]) => Ask::Open(at),
        (Object::Dashboard(at), ["save"]) => Ask::Save(at),
        (Object::Dashboard(at), ["delete"]) => Ask::DeleteDashboard(at),
        (Object::Dashboard(at), ["see_grants"]) => Ask::SeeGrants(at),
        (Object::Dashboard(at), ["create_share"]) => Ask::CreateShare(at),
        (Object::Dashboard(at), ["export_document"]) => Ask::ExportDocument(at),
        (Object::Dashboard(at), ["export_data"]) => Ask::ExportData(at),
        (Object::Dashboard(at), ["request"]) => Ask::RequestAccess(at),
        (Object::Dashboard(at), ["restrict"]) => Ask::SetRestricted(RestrictedChange { at, restricted: true }),
        (Object::Dashboard(at), ["display", whose]) => Ask::SetDisplay(DisplayChange {
            at,
            to: names.display(whose),
        }),
        (Object::Dashboard(at), ["move", to]) => Ask::MoveDashboard(DashboardMove { at, to: place(to) }),
        (Object::Dashboard(at), ["tag", tags @ ..]) => Ask::ChangeTags(TagChange {
            at,
            tags: tags.iter().map(|text| tag(text)).collect(),
        }),
        (Object::Dashboard(at), ["grant", to, word]) => Ask::ChangeGrant(GrantChange {
            at,
            principal: names.principal(to),
            to: given(word),
        }),
        (Object::Folder(at), ["see"]) => Ask::SeeFolder(at),
        (Object::Folder(at), ["rename"]) => Ask::RenameFolder(at),
        (Object::Folder(at), ["delete"]) => Ask::DeleteFolder(at),
        (Object::Folder(at), ["move", to]) => Ask::MoveFolder(FolderMove { at, to: place(to) }),
        (Object::Folder(at), ["grant", to, word]) => Ask::ChangeFolderGrant(FolderGrantChange {
            at,
            principal: names.principal(to),
            to: given(word),
        }),
        (Object::Workspace(at), ["see"]) => Ask::SeeWorkspace(at),
        (Object::Workspace(at), ["list"]) => Ask::ListDashboards(at),
        (Object::Workspace(at), ["create"]) => Ask::CreateDashboard(at),
        (Object::Workspace(workspace), ["create_in", folder]) => Ask::CreateDashboardIn(NewAt {
            workspace,
            folder: place(folder),
        }),
        (Object::Workspace(at), ["manage"]) => Ask::ManageWorkspace(at),
        (Object::Workspace(at), ["audit"]) => Ask::ReadAudit(at),
        (Object::Workspace(_), ["organisation"]) => Ask::ManageOrganisation(Organisation),
        (Object::Workspace(_), ["whole_audit"]) => Ask::ReadWholeAudit(Organisation),
        (Object::Workspace(workspace), ["permit", to, sets @ ..]) => {
            let set = |name: &str| {
                let found = sets.iter().find_map(|set| set.strip_prefix(name)?.strip_prefix('='));
                permissions(found.unwrap_or_default())
            };
            Ask::ChangePermissions(PermissionChange {
                workspace,
                principal: names.principal(to),
                here: set("here"),
                below: set("below"),
            })
        }
        (Object::Workspace(workspace), ["policy", selector, to, word, reach @ ..]) => {
            let rule = PolicyRule {
                name: title("New"),
                reach: if *reach == ["below"] {
                    Reach::HereAndBelow
                } else {
                    Reach::Here
                },
                tag: TagSelector::new(selector).unwrap(),
                principal: names.principal(to),
                level: level(word).unwrap(),
            };
            Ask::ChangePolicy(PolicyChange {
                workspace,
                policy: None,
                to: Some(rule),
            })
        }
        (Object::Workspace(workspace), ["remove_policy", name @ ..]) => Ask::ChangePolicy(PolicyChange {
            workspace,
            policy: Some(Names::policy(facts, &name.join(" "))),
            to: None,
        }),
        _ => panic!("no story knows how to {line} here"),
    }
}

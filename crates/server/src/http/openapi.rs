//! The API description, made from the list of routes and the wire types. Committed as `openapi/api.json` and compared in a test.

use serde_json::{Map, Value as Json, json};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::dto::{
    Named, dashboards as d, data, explain, folders, grants, groups, people, policies, reach, requests, shares,
    workspaces,
};
use super::problem::{Problem, ProblemFault};
use super::router::{Need, Route};
use super::routes;

/// The description as text, with a newline at its end.
#[must_use]
pub fn text() -> String {
    let text = serde_json::to_string_pretty(&document()).unwrap_or_default();
    format!("{text}\n")
}

fn document() -> Json {
    let mut paths = Map::new();
    for route in routes::all() {
        let item = paths
            .entry(format!("/api/v1{}", route.path))
            .or_insert_with(|| json!({}));
        if let Some(item) = item.as_object_mut() {
            item.insert(route.method.as_str().to_lowercase(), operation(&route));
        }
    }
    paths.sort_keys();
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Vitrine", "version": env!("CARGO_PKG_VERSION"), "license": { "name": "MIT OR Apache-2.0" } },
        "paths": paths,
        "components": {
            "schemas": schemas(),
            "securitySchemes": {
                "session": { "type": "apiKey", "in": "cookie", "name": super::call::SESSION_COOKIE },
                "bearer": { "type": "http", "scheme": "bearer", "description": "An API token (vt_…) or a share session (vs_…)" }
            }
        }
    })
}

fn operation(route: &Route) -> Json {
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let body = |name: &str| json!({ "application/json": { "schema": reference(name) } });
    let mut operation = json!({
        "operationId": operation_id(route),
        "summary": route.does,
        "parameters": parameters(route.path),
        "responses": {
            "default": { "description": "Refused", "content": { "application/problem+json": { "schema": reference("Problem") } } }
        }
    });
    let success = match route.gives {
        Some(name) => json!({ "description": "Done", "content": body(name) }),
        None => json!({ "description": "Done" }),
    };
    if let Some(responses) = operation.get_mut("responses").and_then(Json::as_object_mut) {
        responses.insert("2XX".to_owned(), success);
    }
    if let Some(object) = operation.as_object_mut() {
        if let Some(name) = route.takes {
            object.insert(
                "requestBody".to_owned(),
                json!({ "required": true, "content": body(name) }),
            );
        }
        let (security, needs) = match route.need {
            Need::Open(why) => (json!([]), format!("open: {why}")),
            Need::Proof(action) => (json!([{ "session": [] }, { "bearer": [] }]), format!("proof: {action}")),
        };
        object.insert("security".to_owned(), security);
        object.insert("x-needs".to_owned(), needs.into());
    }
    operation
}

/// `get /dashboards/{id}/grants` → `get_dashboards_id_grants`.
fn operation_id(route: &Route) -> String {
    let words: Vec<_> = route
        .path
        .split(['/', '{', '}', '-'])
        .filter(|word| !word.is_empty())
        .collect();
    format!("{}_{}", route.method.as_str().to_lowercase(), words.join("_"))
}

fn parameters(path: &str) -> Vec<Json> {
    let names = path.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    names
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
        .collect()
}

fn schemas() -> Json {
    let mut all = Map::new();
    add::<Named>(&mut all);
    add::<Problem>(&mut all);
    add::<ProblemFault>(&mut all);
    people(&mut all);
    places(&mut all);
    boards(&mut all);
    outside(&mut all);
    page::<people::User>(&mut all, "UserPage");
    page::<people::Seen>(&mut all, "SeenPage");
    page::<groups::Group>(&mut all, "GroupPage");
    page::<folders::Folder>(&mut all, "FolderPage");
    page::<policies::Policy>(&mut all, "PolicyPage");
    page::<requests::AccessRequest>(&mut all, "AccessRequestPage");
    page::<reach::ReaderItem>(&mut all, "ReaderPage");
    page::<Named>(&mut all, "NamedPage");
    page::<people::Token>(&mut all, "TokenPage");
    page::<workspaces::Workspace>(&mut all, "WorkspacePage");
    page::<workspaces::PermissionItem>(&mut all, "PermissionPage");
    page::<workspaces::PrincipalItem>(&mut all, "PrincipalPage");
    page::<workspaces::AuditItem>(&mut all, "AuditPage");
    page::<data::Dataset>(&mut all, "DatasetPage");
    page::<data::RowRule>(&mut all, "RowRulePage");
    page::<d::DashboardSummary>(&mut all, "DashboardPage");
    page::<d::RevisionItem>(&mut all, "RevisionPage");
    page::<grants::Candidate>(&mut all, "CandidatePage");
    page::<shares::Share>(&mut all, "SharePage");
    all.sort_keys();
    Json::Object(all)
}

fn people(all: &mut Map<String, Json>) {
    add::<people::SetupBody>(all);
    add::<people::SetupState>(all);
    add::<people::LoginBody>(all);
    add::<people::SignedIn>(all);
    add::<people::User>(all);
    add::<people::Me>(all);
    add::<people::MeCaller>(all);
    add::<people::MeShare>(all);
    add::<people::OrganisationName>(all);
    add::<people::NewUserBody>(all);
    add::<people::UserPatch>(all);
    add::<people::UserGroup>(all);
    add::<people::NewUser>(all);
    add::<people::InviteBody>(all);
    add::<people::NewInvitation>(all);
    add::<people::Invitation>(all);
    add::<people::RedeemBody>(all);
    add::<people::Leaves>(all);
    add::<people::Seen>(all);
    add::<groups::Group>(all);
    add::<groups::GroupPeople>(all);
    add::<groups::NewGroupBody>(all);
    add::<groups::GroupPatch>(all);
    add::<people::NewTokenBody>(all);
    add::<people::NewToken>(all);
    add::<people::Token>(all);
}

fn places(all: &mut Map<String, Json>) {
    add::<workspaces::Workspace>(all);
    add::<workspaces::NewWorkspaceBody>(all);
    add::<workspaces::WorkspacePatch>(all);
    add::<workspaces::PermissionItem>(all);
    add::<workspaces::PrincipalItem>(all);
    add::<workspaces::PermissionsBody>(all);
    add::<workspaces::AuditItem>(all);
    add::<folders::Folder>(all);
    add::<folders::NewFolderBody>(all);
    add::<folders::FolderPatch>(all);
    add::<policies::Policy>(all);
    add::<policies::NewPolicyBody>(all);
    add::<policies::PolicyPatchBody>(all);
    add::<reach::Reach>(all);
    add::<reach::ReachedItem>(all);
    add::<reach::ReaderItem>(all);
    add::<data::Dataset>(all);
    add::<data::NewDatasetBody>(all);
    add::<data::IngestBody>(all);
    add::<data::DatasetPatch>(all);
    add::<data::ColumnPatch>(all);
    add::<data::Uploaded>(all);
    add::<data::Pushed>(all);
    add::<data::RowRule>(all);
    add::<data::NewRowRuleBody>(all);
}

fn boards(all: &mut Map<String, Json>) {
    add::<d::DashboardSummary>(all);
    add::<d::Dashboard>(all);
    add::<d::Display>(all);
    add::<d::Fixed>(all);
    add::<d::SharedBy>(all);
    add::<d::NewDashboardBody>(all);
    add::<d::SaveBody>(all);
    add::<d::CopyBody>(all);
    add::<d::MoveBody>(all);
    add::<d::RestrictedBody>(all);
    add::<d::DisplayBody>(all);
    add::<d::RevisionItem>(all);
    add::<d::DataBody>(all);
    add::<d::PreviewBody>(all);
    add::<d::CheckDocumentBody>(all);
    add::<d::Checked>(all);
    add::<d::ChoiceList>(all);
    add::<d::Choice>(all);
    add::<d::AnswerShape>(all);
    add::<grants::GrantList>(all);
    add::<grants::GrantEntry>(all);
    add::<grants::LevelOption>(all);
    add::<grants::Candidate>(all);
    add::<grants::GrantBody>(all);
    add::<grants::GrantPatch>(all);
    add::<explain::Explanation>(all);
    add::<explain::Step>(all);
    add::<grants::Origin>(all);
    add::<grants::Repair>(all);
    add::<requests::NewAccessRequestBody>(all);
    add::<requests::Taken>(all);
    add::<requests::AccessRequest>(all);
    add::<requests::Asker>(all);
    add::<requests::AnswerBody>(all);
}

fn outside(all: &mut Map<String, Json>) {
    add::<shares::NewShareBody>(all);
    add::<shares::SharePatch>(all);
    add::<shares::Share>(all);
    add::<shares::ShareWithLink>(all);
    add::<shares::ShareCheck>(all);
    add::<shares::Obstacle>(all);
    add::<shares::ObstaclePlace>(all);
    add::<shares::LiftBy>(all);
    add::<shares::Opens>(all);
    add::<shares::ShareSessionBody>(all);
    add::<shares::ShareSession>(all);
    add::<shares::ExportBody>(all);
    add::<shares::ExportState>(all);
}

fn add<T: ToSchema>(all: &mut Map<String, Json>) {
    let schema: RefOr<Schema> = <T as PartialSchema>::schema();
    all.insert(T::name().into_owned(), json!(schema));
}

fn page<T: ToSchema>(all: &mut Map<String, Json>, name: &str) {
    let item = format!("#/components/schemas/{}", T::name());
    let schema = json!({
        "type": "object",
        "required": ["items", "next_cursor"],
        "properties": { "items": { "type": "array", "items": { "$ref": item } }, "next_cursor": { "type": ["string", "null"] } }
    });
    all.insert(name.to_owned(), schema);
}

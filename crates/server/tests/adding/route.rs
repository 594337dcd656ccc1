//! A route that no product has: it decides before it reads, reads what it takes, and stands in the API description.

use axum::body::{Body, to_bytes};
use http::{Request, StatusCode, header};
use identity::caller::{Caller, Via};
use model::id::SessionId;
use tempfile::TempDir;
use tower::util::ServiceExt as _;

use crate::{administrator, app, op};

fn post(path: &str, body: &'static str) -> http::request::Builder {
    let json = Request::post(path).header(header::CONTENT_TYPE, "application/json");
    json.header(header::CONTENT_LENGTH, body.len())
}

#[tokio::test]
async fn a_new_route_decides_reads_and_is_described() {
    let folder = TempDir::new().unwrap();
    let app = app(&folder).await;
    let id = administrator(&app).await;
    let via = Via::Session(SessionId::from_number(1));
    let ada = op(Caller::User { id, via });
    let root = app.gate.visible_workspaces(&ada).ids().next().unwrap();
    // Requests come at the real time of day.
    let real = access::op::Op::new(ada.caller.clone(), ada.request, chrono::Utc::now());
    let session = app.open_session(&real, id).await.unwrap();
    let cookie = format!("vitrine_session={}", session.expose());
    let path = format!("/api/v1/workspaces/{root}/echo");
    let service = server::http::router::app(&app);

    let garbage = "{ not json";
    let request = post(&path, garbage).body(Body::from(garbage)).unwrap();
    let nobody = service.clone().oneshot(request).await.unwrap();
    assert_eq!(
        nobody.status(),
        StatusCode::UNAUTHORIZED,
        "decided before the body is read"
    );

    let as_ada = |body: &'static str| {
        let request = post(&path, body).header(header::COOKIE, &cookie);
        request
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body))
            .unwrap()
    };
    let wrong = service.clone().oneshot(as_ada(garbage)).await.unwrap();
    assert_eq!(wrong.status(), StatusCode::BAD_REQUEST);
    let right = service.oneshot(as_ada("{\"words\":\"hello\"}")).await.unwrap();
    assert_eq!(right.status(), StatusCode::OK);
    let body = to_bytes(right.into_body(), 1_000).await.unwrap();
    assert_eq!(body, "{\"words\":\"hello\"}");

    let described: serde_json::Value = serde_json::from_str(&server::http::openapi::text()).unwrap();
    let route = &described["paths"]["/api/v1/workspaces/{id}/echo"]["post"];
    assert_eq!(route["x-needs"], "proof: ReadAudit");
    let taken = &route["requestBody"]["content"]["application/json"]["schema"]["$ref"];
    assert_eq!(taken, "#/components/schemas/Echo");
    assert_eq!(
        described["components"]["schemas"]["Echo"]["properties"]["words"]["type"],
        "string"
    );
}

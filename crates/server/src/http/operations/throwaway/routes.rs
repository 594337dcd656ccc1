//! A route that no product has: shows in a test what adding one takes. This file, its folder in `operations/mod.rs`, and one line in
//! the list of routes.

use access::action::ReadAudit;
use axum::Json;
use serde::{Deserialize, Serialize};

use crate::http::call::{Body, Call, Reply};
use crate::http::route::Route;

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::post("/workspaces/{id}/echo", "Give back what was sent")
            .needs::<ReadAudit>()
            .takes::<Echo>()
            .gives::<Echo>()
            .to(echo),
    ]
}

/// What is sent and given back.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Echo {
    /// Any words.
    words: String,
}

async fn echo(_call: Call, Body(echo): Body<Echo>) -> Reply<Json<Echo>> {
    Ok(Json(echo))
}

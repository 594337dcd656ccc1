//! Being shown as the sharer: the caller's own word.

use access::action::ManageOwn;
use axum::Json;
use chrono::{DateTime, Utc};
use http::StatusCode;
use serde::{Deserialize, Serialize};

use crate::app::sharing::consent::Consent;
use crate::http::call::{Call, Params, Reply};
use crate::http::route::Route;
use crate::http::wire::Named;

/// So many of the shares that rest on it are named.
const NAMED: usize = 20;

/// Whether the caller may be shown as the sharer.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SharingConsent {
    /// Since when; nothing while they have not said so, and then nothing of theirs can be shared.
    #[schema(required)]
    pub given_at: Option<DateTime<Utc>>,
    /// Their name, as readers see it.
    pub name: String,
    /// Their address.
    pub email: String,
    /// How many live and paused shares rest on it: they end when it is taken back.
    pub shares: usize,
    /// The first of these.
    pub named: Vec<Named>,
}

impl From<Consent> for SharingConsent {
    fn from(consent: Consent) -> Self {
        let named = consent.shares.iter().take(NAMED).map(|(id, title)| Named {
            id: id.to_string(),
            name: title.to_string(),
        });
        Self {
            given_at: consent.user.sharing_consent,
            name: consent.user.name.to_string(),
            email: consent.user.email.to_string(),
            shares: consent.shares.len(),
            named: named.collect(),
        }
    }
}

/// Query of taking it back.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Withdrawing {
    #[serde(default)]
    end_shares: bool,
}

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/auth/me/sharing-consent",
            "Whether the caller may be shown as the sharer",
        )
        .needs::<ManageOwn>()
        .gives::<SharingConsent>()
        .to(read),
        Route::put(
            "/auth/me/sharing-consent",
            "Say that the caller may be shown as the sharer",
        )
        .needs::<ManageOwn>()
        .gives::<SharingConsent>()
        .to(give),
        Route::delete(
            "/auth/me/sharing-consent",
            "Take that back; with `end_shares` what they share ends",
        )
        .needs::<ManageOwn>()
        .to(withdraw),
    ]
}

async fn read(call: Call) -> Reply<Json<SharingConsent>> {
    let consent = call.reply(call.app.sharing_consent(&call.op))?;
    Ok(Json(consent.into()))
}

async fn give(call: Call) -> Reply<Json<SharingConsent>> {
    let consent = call.reply(call.app.give_sharing_consent(&call.op).await)?;
    Ok(Json(consent.into()))
}

async fn withdraw(call: Call, Params(query): Params<Withdrawing>) -> Reply<StatusCode> {
    let done = call.app.withdraw_sharing_consent(&call.op, query.end_shares).await;
    call.reply(done)?;
    Ok(StatusCode::NO_CONTENT)
}

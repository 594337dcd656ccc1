//! The only place that turns errors into HTTP: status, code and public sentence. Causes go to the log, never into a body.

use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use http::{HeaderValue, StatusCode, header};
use model::id::RequestId;
use model::invalid::{Fault, Invalid};
use model::permission::Permission;
use query::QueryError;
use query::limits::QUESTION_SECONDS;
use serde::Serialize;
use store::{Clash, StoreError};

use crate::app::error::{Ask, Error, Much, ShareAtStake};
use crate::http::wire::brand::BrandParts;
use access::denied::{Denied, Reason};
use access::share::rules::Outcome;

model::words! {
    /// What kind of refusal it is.
    pub enum Code {
        /// Nobody is signed in, or the credentials are wrong.
        Unauthenticated = "unauthenticated",
        /// The caller may see it but not do this to it.
        Forbidden = "forbidden",
        /// It does not exist, or not for this caller.
        NotFound = "not_found",
        /// The request is wrong; `errors` says where.
        Invalid = "invalid",
        /// The state of things does not allow it.
        Conflict = "conflict",
        /// More than a limit allows.
        TooLarge = "too_large",
        /// Too often.
        TooMany = "too_many",
        /// It took too long.
        Timeout = "timeout",
        /// For a moment nobody answers; try again.
        Unavailable = "unavailable",
        /// Our own mistake.
        Internal = "internal",
    }
}

model::words! {
    /// What the reader of a share is asked for.
    pub enum AskedFor {
        /// The password beside the link.
        Password = "password",
        /// A code that is sent to their address.
        Code = "code",
    }
}

/// `application/problem+json` (RFC 9457) with our code and request id.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// Always `about:blank`: the code says it all.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The status in words.
    title: &'static str,
    /// HTTP status.
    status: u16,
    /// What kind of refusal it is.
    code: Code,
    /// For the reader.
    detail: String,
    /// Why not, as a stable word, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// The permission that is missing, if one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    permission: Option<Permission>,
    /// What is asked for, if it opens for who says more.
    #[serde(skip_serializing_if = "Option::is_none")]
    ask: Option<AskedFor>,
    /// The address that a code goes to, veiled.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    /// The brand of who asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    brand: Option<BrandParts>,
    /// How many things it is about, such as shares that would end.
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<usize>,
    /// Those of the shares that would not go on as they are which the caller may see.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    shares: Vec<ProblemShare>,
    /// To find the call in the log.
    request_id: String,
    /// What is wrong where.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ProblemFault>,
}

/// A share that would not go on as it is.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ProblemShare {
    /// Id.
    id: String,
    /// As shown in lists.
    name: String,
    /// Title of its dashboard; absent where that is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    dashboard: Option<String>,
    /// What would become of it.
    becomes: ShareOutcome,
    /// Of one that would end earlier: when.
    #[serde(skip_serializing_if = "Option::is_none")]
    ends_at: Option<DateTime<Utc>>,
}

model::words! {
    /// What would become of a share.
    pub enum ShareOutcome {
        /// It would end at once.
        Ends = "ends",
        /// It would end earlier.
        EndsEarlier = "ends_earlier",
        /// It would let in fewer guests.
        LosesGuests = "loses_guests",
        /// It would not open until it is resumed.
        Pauses = "pauses",
    }
}

impl From<ShareAtStake> for ProblemShare {
    fn from(share: ShareAtStake) -> Self {
        let (becomes, ends_at) = match share.outcome {
            Outcome::Ends => (ShareOutcome::Ends, None),
            Outcome::Narrows(_) => (ShareOutcome::LosesGuests, None),
            Outcome::Shortens(at) => (ShareOutcome::EndsEarlier, Some(at)),
            Outcome::Pauses => (ShareOutcome::Pauses, None),
        };
        Self {
            id: share.id.to_string(),
            name: share.title.to_string(),
            dashboard: share.dashboard.map(|title| title.to_string()),
            becomes,
            ends_at,
        }
    }
}

/// One wrong place of the request.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ProblemFault {
    /// JSON pointer into the body.
    pointer: String,
    /// What is wrong and what would be right.
    message: String,
}

/// An error on its way out; the edge adds the request id.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    code: Code,
    detail: String,
    reason: Option<&'static str>,
    permission: Option<Permission>,
    ask: Option<AskedFor>,
    address: Option<String>,
    brand: Option<BrandParts>,
    count: Option<usize>,
    shares: Vec<ProblemShare>,
    faults: Vec<Fault>,
    retry_after: Option<u64>,
}

impl Refusal {
    const fn new(status: StatusCode, code: Code, detail: String) -> Self {
        Self {
            status,
            code,
            detail,
            reason: None,
            permission: None,
            ask: None,
            address: None,
            brand: None,
            count: None,
            shares: Vec::new(),
            faults: Vec::new(),
            retry_after: None,
        }
    }

    fn conflict(detail: String, reason: Option<&'static str>) -> Self {
        Self {
            reason,
            ..Self::new(StatusCode::CONFLICT, Code::Conflict, detail)
        }
    }

    /// What it says to the reader, alone.
    pub(in crate::http) fn in_words(self) -> String {
        self.detail
    }

    /// What kind of refusal it is, why, and which permission is missing, where that is said.
    pub(in crate::http) fn why(&self) -> (Option<Code>, Option<&'static str>, Option<Permission>) {
        (Some(self.code), self.reason, self.permission)
    }

    /// What the state of things does not allow is a conflict; what the caller's rights do not allow is forbidden.
    fn forbidden(reason: Reason) -> Self {
        if let Reason::LastManager | Reason::NotEmpty | Reason::Circle | Reason::TooDeep = reason {
            return Self::conflict(sentence(&reason.to_string()), Some(reason.code()));
        }
        let permission = match reason {
            Reason::MissingPermission(permission) => Some(permission),
            _ => None,
        };
        let detail = format!("You cannot do this: {reason}.");
        Self {
            reason: Some(reason.code()),
            permission,
            ..Self::new(StatusCode::FORBIDDEN, Code::Forbidden, detail)
        }
    }

    fn invalid(invalid: Invalid) -> Self {
        Self {
            faults: invalid.faults,
            ..Self::new(
                StatusCode::BAD_REQUEST,
                Code::Invalid,
                "The request is not right.".to_owned(),
            )
        }
    }

    fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            Code::NotFound,
            "There is nothing here, or it is not shared with you.".to_owned(),
        )
    }

    fn unauthenticated() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            Code::Unauthenticated,
            "Sign in first.".to_owned(),
        )
    }

    fn internal(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(%cause, "internal error");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            Code::Internal,
            "Something went wrong on our side.".to_owned(),
        )
    }

    fn unavailable(cause: &dyn std::fmt::Display) -> Self {
        tracing::warn!(%cause, "unavailable");
        let detail = "The server is busy. Try again in a moment.".to_owned();
        Self {
            retry_after: Some(1),
            ..Self::new(StatusCode::SERVICE_UNAVAILABLE, Code::Unavailable, detail)
        }
    }

    /// The response, with the id of the call.
    #[must_use]
    pub fn respond(self, request: RequestId) -> Response {
        let problem = Problem {
            kind: "about:blank",
            title: self.status.canonical_reason().unwrap_or("Error"),
            status: self.status.as_u16(),
            code: self.code,
            detail: self.detail,
            reason: self.reason,
            permission: self.permission,
            ask: self.ask,
            address: self.address,
            brand: self.brand,
            count: self.count,
            shares: self.shares,
            request_id: request.to_string(),
            errors: self
                .faults
                .into_iter()
                .map(|f| ProblemFault {
                    pointer: f.pointer,
                    message: f.message,
                })
                .collect(),
        };
        let mut response = (self.status, axum::Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl Refusal {
    /// A conflict with shares: how many, and those of them that the caller may see.
    fn of_shares(detail: String, reason: &'static str, count: usize, seen: Vec<ShareAtStake>) -> Self {
        Self {
            count: Some(count),
            shares: seen.into_iter().map(ProblemShare::from).collect(),
            ..Self::conflict(detail, Some(reason))
        }
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error {
            Error::Denied(Denied::Nobody) => Self::unauthenticated(),
            Error::Denied(Denied::Hidden) => Self::not_found(),
            Error::Denied(Denied::Forbidden(reason)) => Self::forbidden(reason),
            Error::CrossSite(address) => {
                let detail = format!(
                    "Changes are accepted from Vitrine's own pages only, and this server is set to {address}. If you came by \
                     another address, open that one, or have --base-url set to yours."
                );
                Self {
                    reason: Some("other_address"),
                    ..Self::new(StatusCode::FORBIDDEN, Code::Forbidden, detail)
                }
            }
            Error::Invalid(invalid) => Self::invalid(invalid),
            Error::Conflict(detail) => Self::conflict(detail, None),
            Error::LastAccess => {
                let detail = "This takes away your own last access. Confirm to go on.".to_owned();
                Self::conflict(detail, Some("own_last_access"))
            }
            Error::Ends { detail, count, seen } => Self::of_shares(detail, "ends_shares", count, seen),
            Error::Stops { detail, count, seen } => Self::of_shares(detail, "stops_shares", count, seen),
            Error::NotApproved => {
                let detail = "What this shows waits for the approval of whoever's data it is.".to_owned();
                Self::conflict(detail, Some("waits_for_approval"))
            }
            Error::Gone(detail) => Self::new(StatusCode::GONE, Code::NotFound, detail),
            Error::Precondition(detail) => Self::new(StatusCode::PRECONDITION_FAILED, Code::Conflict, detail),
            Error::Credentials(field) => {
                let faults = field.map(|field| Fault {
                    pointer: format!("/{field}"),
                    message: "This is not right.".to_owned(),
                });
                Self {
                    faults: faults.into_iter().collect(),
                    detail: "The credentials are missing, wrong or no longer valid.".to_owned(),
                    ..Self::unauthenticated()
                }
            }
            Error::Asks(Ask::Password) => Self {
                ask: Some(AskedFor::Password),
                ..Error::Credentials(Some("password")).into()
            },
            Error::Asks(Ask::Code { address }) => Self {
                ask: Some(AskedFor::Code),
                address,
                detail: "This opens with a code that is sent to the invited address.".to_owned(),
                ..Self::unauthenticated()
            },
            Error::AsksAs(ask, brand) => Self {
                brand: BrandParts::of_readers(&brand),
                ..Error::Asks(ask).into()
            },
            Error::TooMany(seconds) => {
                let detail = format!("Too many attempts. Try again in {seconds} seconds.");
                Self {
                    retry_after: Some(seconds),
                    ..Self::new(StatusCode::TOO_MANY_REQUESTS, Code::TooMany, detail)
                }
            }
            Error::TooMuch(what, seconds) => {
                let (reason, detail) = much(what);
                let told = match what {
                    // Nobody counts the seconds of a month.
                    Much::Cells => detail.to_owned(),
                    _ => format!("{detail} Go on in {seconds} seconds."),
                };
                Self {
                    reason: Some(reason),
                    retry_after: Some(seconds),
                    ..Self::new(StatusCode::TOO_MANY_REQUESTS, Code::TooMany, told)
                }
            }
            Error::TooSlow => {
                let detail = "The request came too slowly. Send it again.".to_owned();
                Self::new(StatusCode::REQUEST_TIMEOUT, Code::Timeout, detail)
            }
            Error::Busy(seconds) => {
                let detail = format!("Too much is waiting. Try again in {seconds} seconds.");
                Self {
                    retry_after: Some(seconds),
                    ..Self::new(StatusCode::SERVICE_UNAVAILABLE, Code::Unavailable, detail)
                }
            }
            Error::TooLarge(detail) => Self::new(StatusCode::PAYLOAD_TOO_LARGE, Code::TooLarge, detail),
            Error::Store(error) => error.into(),
            Error::Query(error) => error.into(),
            Error::Internal(cause) | Error::Final(cause) => Self::internal(&cause),
        }
    }
}

/// The stable word of what a caller has too much of, and a sentence.
const fn much(what: Much) -> (&'static str, &'static str) {
    match what {
        Much::Questions => ("questions", "You have asked many questions in a short time."),
        Much::Cells => ("cells", "This share has shown as much as it may this month."),
        Much::Exports => ("exports", "You have begun many exports in a short time."),
        Much::Openings => (
            "openings",
            "This was opened from your network very often in a short time.",
        ),
        Much::Streams => (
            "streams",
            "You have many pages open with a time or values of their own.",
        ),
        Much::Uploads => ("uploads", "You are sending several files already."),
        Much::Bodies => ("bodies", "You are sending much at once already."),
        Much::Codes => ("codes", "Many codes were asked for from your network in a short time."),
    }
}

/// A phrase as a sentence.
fn sentence(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().map_or_else(String::new, |first| {
        format!("{}{}.", first.to_uppercase(), letters.as_str())
    })
}

/// The stable word of what stands against a change.
const fn clash(what: Clash) -> &'static str {
    match what {
        Clash::SetUp => "set_up",
        Clash::Email => "email_taken",
        Clash::DatasetName => "name_taken",
        Clash::DatasetVersion => "later_version",
        Clash::GroupCycle | Clash::FolderCycle => Reason::Circle.code(),
        Clash::GroupHasRowRules => "has_row_rules",
        Clash::LastManager => Reason::LastManager.code(),
        Clash::WorkspaceNotEmpty | Clash::FolderNotEmpty => Reason::NotEmpty.code(),
        Clash::FolderDepth => Reason::TooDeep.code(),
        Clash::OpenShares => "ends_shares",
        Clash::RequestAnswered => "answered",
        Clash::Disabled => "disabled",
        Clash::ShareState => Reason::WrongState.code(),
        Clash::SigningKeys => "too_many_keys",
        Clash::Reference => "missing",
        Clash::Duplicate => "duplicate",
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::not_found(),
            StoreError::Conflict { what } => Self::conflict(sentence(&what.to_string()), Some(clash(what))),
            StoreError::Invalid(rule) => Self::invalid(Invalid::at("", rule)),
            StoreError::NeedsUser => Self::new(
                StatusCode::FORBIDDEN,
                Code::Forbidden,
                "Only a user can do this.".to_owned(),
            ),
            StoreError::Stale | StoreError::Unavailable => Self::unavailable(&error),
            other => Self::internal(&other),
        }
    }
}

impl From<QueryError> for Refusal {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Invalid(invalid) => Self::invalid(invalid),
            QueryError::TooLarge => {
                let detail = "The question needs more memory or rows than allowed. Ask for less.".to_owned();
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, Code::TooLarge, detail)
            }
            QueryError::Timeout => {
                let detail = "The question took too long. Ask for less.".to_owned();
                Self::new(StatusCode::GATEWAY_TIMEOUT, Code::Timeout, detail)
            }
            QueryError::Busy => Error::Busy(QUESTION_SECONDS).into(),
            QueryError::Unavailable => Self::unavailable(&error),
            other => Self::internal(&other),
        }
    }
}

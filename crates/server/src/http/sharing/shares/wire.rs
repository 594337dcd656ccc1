//! Wire types of shares. Their terms are not listed here: they come from the one list in `model`, flat between the other fields.

use std::collections::BTreeSet;

use access::share::stops::LeftOut;
use chrono::{DateTime, Utc};
use model::dataset::Outside;
use model::id::ShareId;
use model::name::{EmailDomain, Note, Title};
use model::origin::Origin;
use model::permission::Permission;
use model::share::{EndReason, ShareKind, ShareState, Terms};
use serde::{Deserialize, Serialize};

use crate::app::sharing::audience::{NewAudience, Wanted};
use crate::http::problem::Code;
use crate::http::sharing::keys::wire::FreshShareKey;
use crate::http::sharing::recipients::wire::Recipient;
use crate::http::wire::waiting::{Unreached, UnreachedChoices};
use crate::http::wire::{Named, present};

/// A body that says terms beside what is its own. The terms stand flat between its fields.
macro_rules! body {
    (
        { $(#[$meta:meta])* $name:ident { $($own:tt)* } }
        whole { $($(#[$doc:meta])* $whole:ident: $type:ty;)* }
        optional { $($(#[$about:meta])* $optional:ident: $of:ty;)* }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Deserialize, utoipa::ToSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($own)*
            $($(#[$doc])* #[serde(default)] pub $whole: $type,)*
            $($(#[$about])* pub $optional: Option<$of>,)*
        }

        impl $name {
            /// What it may see and do.
            pub fn terms(&self) -> Terms {
                Terms { $($whole: Clone::clone(&self.$whole),)* $($optional: Clone::clone(&self.$optional),)* }
            }
        }
    };
}

/// A body that changes terms beside what is its own: absent ones stay, `null` takes away those that may be absent.
macro_rules! patch {
    (
        { $(#[$meta:meta])* $name:ident { $($own:tt)* } }
        whole { $($(#[$doc:meta])* $whole:ident: $type:ty;)* }
        optional { $($(#[$about:meta])* $optional:ident: $of:ty;)* }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Deserialize, utoipa::ToSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($own)*
            $($(#[$doc])* pub $whole: Option<$type>,)*
            $(
                $(#[$about])*
                #[serde(default, deserialize_with = "present")]
                #[schema(value_type = Option<$of>)]
                pub $optional: Option<Option<$of>>,
            )*
        }

        impl $name {
            /// The terms with what changes; `None` when nothing of them does.
            pub fn terms(&self, now: &Terms) -> Option<Terms> {
                let terms = Terms {
                    $($whole: changed(self.$whole.as_ref(), &now.$whole),)*
                    $($optional: changed(self.$optional.as_ref(), &now.$optional),)*
                };
                (terms != *now).then_some(terms)
            }
        }
    };
}

/// An answer with terms beside what is its own.
macro_rules! answer {
    (
        { $(#[$meta:meta])* $name:ident { $($own:tt)* } }
        whole { $($(#[$doc:meta])* $whole:ident: $type:ty;)* }
        optional { $($(#[$about:meta])* $optional:ident: $of:ty;)* }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Serialize, utoipa::ToSchema)]
        pub struct $name {
            $($own)*
            $($(#[$doc])* pub $whole: $type,)*
            $($(#[$about])* #[schema(required)] pub $optional: Option<$of>,)*
        }
    };
}

/// A value of such an answer, with its terms.
macro_rules! with_terms {
    (
        { $terms:ident, $name:ident { $($own:tt)* } }
        whole { $($(#[$doc:meta])* $whole:ident: $type:ty;)* }
        optional { $($(#[$about:meta])* $optional:ident: $of:ty;)* }
    ) => {
        $name { $($own)* $($whole: $terms.$whole,)* $($optional: $terms.$optional,)* }
    };
}
pub(super) use with_terms;

fn changed<T: Clone>(new: Option<&T>, now: &T) -> T {
    new.unwrap_or(now).clone()
}

model::share_terms!(body! {
    /// Body of `POST /dashboards/{id}/shares` and of its check.
    NewShareBody {
        /// Whom it lets in.
        pub kind: ShareKind,
        /// As shown in lists.
        pub title: Option<Title>,
        /// For those who manage it.
        #[serde(default)]
        pub description: String,
        /// Asked before it opens.
        pub password: Option<String>,
        /// Guests: who is invited, each as `name@example.org` or `Name <name@example.org>`.
        #[serde(default)]
        pub addresses: Vec<String>,
        /// Guests: whoever proves an address at one of these domains is let in.
        #[serde(default)]
        pub domains: BTreeSet<EmailDomain>,
        /// Guests: as many are let in by their domain at most; 50 unless said.
        pub domain_cap: Option<u32>,
        /// Guests: a few words in the invitation.
        pub message: Option<Note>,
        /// Guests: each is let in until then.
        pub recipient_expires_at: Option<DateTime<Utc>>,
        /// Of an embed: the sites whose pages may show it, such as `https://intranet.example`.
        #[serde(default)]
        #[schema(value_type = Vec<String>)]
        pub origins: Vec<Origin>,
        /// `follow`: the share shows the current document; `pinned`: the revision that was looked at, unless `pinned` says another.
        pub version: Option<ShareVersion>,
        /// The revision that was looked at, as the check says it: refused (412) when the dashboard was saved since.
        pub revision: Option<u32>,
    }
});

model::words! {
    /// Which revision a share shows.
    pub enum ShareVersion {
        /// The current one, as far as it is approved.
        Follow = "follow",
        /// The one in `pinned`, and none that came later.
        Pinned = "pinned",
    }
}

model::words! {
    /// Whether a share opens; why it ended is said beside it.
    pub enum ShareStanding as "ShareState" {
        /// Opens.
        Live = "live",
        /// Does not open until somebody resumes it.
        Paused = "paused",
        /// Never opens again.
        Ended = "ended",
    }
}

impl From<ShareState> for ShareStanding {
    fn from(state: ShareState) -> Self {
        match state {
            ShareState::Live => Self::Live,
            ShareState::Paused => Self::Paused,
            ShareState::Ended(_) => Self::Ended,
        }
    }
}

impl NewShareBody {
    /// Whom it is to let in.
    pub fn audience(&self) -> NewAudience {
        let wanted = Wanted {
            password: self.password.clone(),
            addresses: self.addresses.clone(),
            domains: self.domains.clone(),
            domain_cap: self.domain_cap,
            message: self.message.clone(),
            recipient_expires_at: self.recipient_expires_at,
            origins: self.origins.clone(),
        };
        NewAudience::new(self.kind, wanted)
    }
}

model::share_terms!(patch! {
    /// Body of `PATCH /shares/{id}`: absent fields stay, `null` takes away.
    SharePatch {
        /// As shown in lists.
        pub title: Option<Title>,
        /// For those who manage it.
        pub description: Option<String>,
        /// Guests: other words in invitations to come.
        pub message: Option<Note>,
        /// Guests: other domains; who came by one that is left out is removed.
        pub domains: Option<BTreeSet<EmailDomain>>,
        /// Guests: as many are let in by their domain at most.
        pub domain_cap: Option<u32>,
        /// A new password.
        #[serde(default, deserialize_with = "present")]
        #[schema(value_type = Option<String>)]
        pub password: Option<Option<String>>,
        /// Of an embed: the sites whose pages may show it.
        #[schema(value_type = Option<Vec<String>>)]
        pub origins: Option<Vec<Origin>>,
    }
});

model::share_terms!(answer! {
    /// A share.
    Share {
        /// Id.
        pub id: String,
        /// Whom it lets in: `link`, `guests`, `embed`, or the word of a newer program.
        pub kind: String,
        /// What it opens.
        pub dashboard: String,
        /// Its title.
        pub dashboard_title: String,
        /// Where it opens the dashboard.
        pub workspace: String,
        /// As shown in lists.
        pub title: String,
        /// For those who manage it.
        pub description: String,
        /// Whose rights it narrows.
        pub owner: Named,
        /// When it was made.
        pub created_at: DateTime<Utc>,
        /// Whoever comes along is let in: no password, no network, nobody known.
        pub opens_to_anyone: bool,
        /// Whether a password is asked.
        pub has_password: bool,
        /// Guests: the words in their invitation.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub message: Option<String>,
        /// Guests: the domains whose addresses it lets in.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub domains: Option<BTreeSet<EmailDomain>>,
        /// Guests: as many are let in by their domain at most.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub domain_cap: Option<u32>,
        /// Guests: how many there are.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub recipients: Option<RecipientCounts>,
        /// Of an embed: the sites whose pages may show it.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<Vec<String>>)]
        pub origins: Option<Vec<Origin>>,
        /// Whether it follows the dashboard.
        pub version: ShareVersion,
        /// Whether it opens.
        pub state: ShareStanding,
        /// Why it ended.
        #[schema(required)]
        pub reason: Option<EndReason>,
        /// It is paused because this dataset does not give what it shows; it can be resumed once the dataset does.
        #[schema(required)]
        pub blocked_by: Option<Named>,
        /// Its readers do not see what was saved last: its questions wait for an approval.
        pub waiting: bool,
        /// Openings.
        pub views: u64,
        /// Last opening.
        #[schema(required)]
        pub last_seen_at: Option<DateTime<Utc>>,
        /// Readers with an open page right now.
        pub watching: u32,
        /// What of its rotation is not shown at present, and why.
        pub left_out: Vec<LeftOutStop>,
        /// What this caller may do with it.
        pub can: Vec<&'static str>,
    }
});

/// How many recipients a share has.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct RecipientCounts {
    /// Have not proven their address, and their invitation did not fail.
    pub invited: u64,
    /// Have proven it.
    pub verified: u64,
    /// Their invitation failed.
    pub failed: u64,
    /// Are let in no more.
    pub removed: u64,
}

/// One of a rotation that is not shown at present.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LeftOutStop {
    /// Which.
    pub dashboard: String,
    /// Why.
    pub why: LeftOut,
}

model::words! {
    /// What is done to several shares.
    pub enum BulkDo {
        /// They do not open until they are resumed.
        Pause = "pause",
        /// They open again.
        Resume = "resume",
        /// They never open again.
        End = "end",
        /// They end at `expires_at`, if they would not end earlier.
        Shorten = "shorten",
    }
}

/// Body of `POST /shares/bulk`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SharesBulkBody {
    /// Which shares.
    pub ids: Vec<ShareId>,
    /// What is done to each.
    #[serde(rename = "do")]
    pub act: BulkDo,
    /// The new end, where it is to end earlier.
    pub expires_at: Option<DateTime<Utc>>,
}

/// What came of several shares, in the order of the body.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SharesBulk {
    /// One for each.
    pub results: Vec<ShareBulkResult>,
}

/// What came of one share.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ShareBulkResult {
    /// Which.
    pub id: String,
    /// Whether it was done.
    pub done: bool,
    /// Why not, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What kind of refusal it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Code>,
    /// Why not, as a stable word, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    /// The permission that is missing, if one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permission: Option<Permission>,
}

/// Body of `POST /shares/{id}/take-over`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeOverBody {
    /// The revision that it shows and that was looked at: the pinned one, or what was saved last. It is approved with it.
    pub revision: u32,
}

/// What the readers of a share did.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ShareStatistics {
    /// Openings since it was made.
    pub views: u64,
    /// Last opening.
    #[schema(required)]
    pub last_seen_at: Option<DateTime<Utc>>,
    /// Readers with an open page right now.
    pub watching: u32,
    /// Cells (rows by columns of answers) that have left to its readers in this month of UTC.
    pub cells_this_month: u64,
    /// By day in UTC, the latest first; days without a view are left out.
    pub days: Vec<ShareDay>,
}

/// What the readers of a share did on one day.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ShareDay {
    /// The day, in UTC.
    #[schema(value_type = String)]
    pub day: chrono::NaiveDate,
    /// Openings.
    pub views: u64,
    /// Openings by somebody whose browser had not opened it lately.
    pub readers: u64,
    /// Minutes for which it was looked at, those of all readers together.
    pub minutes: u64,
}

/// Answer of making.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MadeShare {
    /// The share.
    pub share: Share,
    /// Shown this once; guests of whom each has a link of their own have none in common.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Of an embed: what its site signs with. Shown this once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<FreshShareKey>,
    /// Guests: who is invited. Their links are mailed and shown nowhere.
    pub recipients: Vec<Recipient>,
}

/// Answer of rotating.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ShareWithLink {
    /// The share.
    pub share: Share,
    /// Shown this once.
    pub link: String,
}

/// Answer of the check.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ShareCheck {
    /// What stands in the way, all at once.
    pub obstacles: Vec<Obstacle>,
    /// What it would open.
    pub opens: Opens,
    /// Widgets that the locked variables do not narrow: they stand against nothing, and should be looked at.
    pub unreached: Vec<Unreached>,
    /// Choices that they do not narrow, though their data has the column.
    pub unreached_choices: Vec<UnreachedChoices>,
    /// The revision of the dashboard that was looked at.
    pub revision: u32,
}

/// One thing that stands in the way.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Obstacle {
    /// A stable word.
    pub code: String,
    /// A sentence.
    pub detail: String,
    /// The permission that is missing, if one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permission: Option<&'static str>,
    /// The guest whom it is about, an address or a domain as it is shown, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The object it stands at.
    #[serde(rename = "where")]
    pub place: String,
    /// The same in its parts.
    pub on: ObstaclePlace,
    /// Who can lift it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lift: Option<String>,
    /// The same in its parts.
    pub lift_by: LiftBy,
    /// One act that lifts it, where this caller may do it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Remedy>,
}

/// One act that lifts an obstacle.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Remedy {
    /// `outside`: let the dataset leave as far as `outside`; `unrestrict` the dashboard; `switch_on` the kind in the workspace.
    pub act: &'static str,
    /// The dataset, workspace or dashboard that it is done to.
    pub on: String,
    /// How far the dataset has to be let.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outside: Option<Outside>,
}

/// The object an obstacle stands at.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ObstaclePlace {
    /// `dashboard`, `workspace`, `dataset`, or `caller`: what stands at themselves.
    pub kind: &'static str,
    /// Its id; absent for the dashboard and for what does not exist.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// As shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Who can lift an obstacle.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LiftBy {
    /// `holder` of a permission in a workspace, `sharer` or `editor` of the dashboard, `other_credentials` of the caller, `caller`: themselves.
    pub kind: &'static str,
    /// Of a holder: which.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permission: Option<&'static str>,
    /// Of a holder: where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workspace: Option<Named>,
}

/// What a share would open, in numbers.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Opens {
    /// Datasets its widgets read.
    pub datasets: Vec<String>,
    /// Their visible columns.
    pub columns: u64,
    /// Their rows under the share's rules.
    #[schema(required)]
    pub rows: Option<u64>,
    /// Their rows as its maker sees them: `rows` are so many of these.
    pub rows_of: u64,
    /// Those of them of which no row is left.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub empty: Vec<String>,
    /// Earliest instant in them.
    #[schema(required)]
    pub from: Option<String>,
    /// Latest instant in them.
    #[schema(required)]
    pub to: Option<String>,
    /// What its readers could choose from.
    pub choices: Vec<OfferedChoices>,
}

/// What the readers of a share could choose one variable from.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OfferedChoices {
    /// Which variable.
    pub variable: String,
    /// Its label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The values as people read them.
    pub values: Vec<String>,
    /// There are more.
    pub more: bool,
}

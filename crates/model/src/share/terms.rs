//! The terms of a share: what its readers see and do, and for how long. What its maker writes and may change.
//!
//! Every term is declared once, in `share_terms!`. The type kept here, the bodies of the API, its answers
//! and its patch are all made from that list, so a new term is one line, its check, and the place that applies it.

use std::net::IpAddr;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value as Json;

use crate::Instant;
use crate::document::{Span, TimeRange};
use crate::id::{DashboardId, WorkspaceId};
use crate::name::DatasetName;
use crate::predicate::Predicate;

/// Hands the list of terms to the macro `$make`, together with whatever else that macro needs.
///
/// `whole` terms have a value that means nothing is said (an empty list) and are replaced as a whole. `optional` ones may be
/// absent, and a patch takes them away with `null`.
#[macro_export]
macro_rules! share_terms {
    ($make:ident! { $($own:tt)* }) => {
        $make! {
            { $($own)* }
            whole {
                /// Row rules AND-ed to the owner's.
                rows: Vec<$crate::share::ShareRows>;
                /// Variables that are not free, by name.
                variables: std::collections::BTreeMap<$crate::name::VariableName, $crate::share::ShareVariable>;
                /// What a reader may do beside looking: `interact`, `export_document`, `export_data`.
                abilities: std::collections::BTreeSet<$crate::share::Ability>;
                /// The widgets that it shows; none named: all.
                widgets: std::collections::BTreeSet<$crate::name::WidgetId>;
                /// The networks from which it opens; none named: from everywhere.
                networks: Vec<$crate::network::Network>;
                /// The dashboards that take turns on a wall, in this order; the share's own is among them wherever it stands, else first.
                rotation: Vec<$crate::share::ShareStop>;
            }
            optional {
                /// Limits of the time range.
                time: $crate::share::ShareTime;
                /// Does not open before.
                starts_at: chrono::DateTime<chrono::Utc>;
                /// Ends then.
                expires_at: chrono::DateTime<chrono::Utc>;
                /// Ends after so many days without a view.
                idle_days: u32;
                /// Ends after so many views.
                max_views: u32;
                /// Hours after which a reader has to open it again; as long as any session when absent.
                session_hours: u32;
                /// Seconds between two pictures of a live page; as soon as something is new when absent.
                refresh_seconds: u32;
                /// The last revision that it shows; what is approved later is not followed. Follows when absent.
                pinned: u32;
                /// The language of its readers' page; their browser's when absent.
                language: $crate::share::Language;
                /// Whether previews of its link show what it opens: the title and the workspace.
                link_preview: bool;
                /// The time zone of its readers' page; their browser's when absent.
                time_zone: $crate::zone::Zone;
                /// Questions that its readers may ask in one minute, all together; as many as the server bears when absent.
                requests_a_minute: u32;
                /// Cells (rows by columns of answers) that leave to its readers in one month of UTC, all together; as many as are asked for
                /// when absent.
                cells_a_month: u64;
            }
        }
    };
}

macro_rules! terms {
    (
        {}
        whole { $($(#[$doc:meta])* $whole:ident: $type:ty;)* }
        optional { $($(#[$about:meta])* $optional:ident: $of:ty;)* }
    ) => {
        /// What a share may see and do, and for how long. One that is not known here is refused when it is read, never left
        /// out: most of them narrow.
        #[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Terms {
            $($(#[$doc])* #[serde(default)] pub $whole: $type,)*
            $($(#[$about])* #[serde(default)] pub $optional: Option<$of>,)*
        }
    };
}

share_terms!(terms! {});

impl Terms {
    /// Where one of the rotation stands; `None`: it takes no turns.
    #[must_use]
    pub fn stop(&self, dashboard: DashboardId) -> Option<&ShareStop> {
        self.rotation.iter().find(|stop| stop.dashboard == dashboard)
    }

    /// Whether a reader may do this.
    #[must_use]
    pub fn allows(&self, ability: Ability) -> bool {
        self.abilities.contains(&ability)
    }

    /// Whether it has begun at this moment.
    #[must_use]
    pub fn has_begun(&self, now: Instant) -> bool {
        self.starts_at.is_none_or(|start| start <= now)
    }

    /// Whether its time is up at this moment.
    #[must_use]
    pub fn has_expired(&self, now: Instant) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }

    /// Whether it has gone without a view for as many days as it allows. `since` is the last view, or when it was made.
    #[must_use]
    pub fn is_idle(&self, since: Instant, now: Instant) -> bool {
        let most = self.idle_days.map(|days| chrono::TimeDelta::days(i64::from(days)));
        most.is_some_and(|most| since.checked_add_signed(most).is_some_and(|end| end <= now))
    }

    /// Whether it opens from this address. What is bound to networks does not open from an address that is not known.
    #[must_use]
    pub fn opens_from(&self, address: Option<IpAddr>) -> bool {
        self.networks.is_empty()
            || address.is_some_and(|address| self.networks.iter().any(|network| network.includes(address)))
    }

    /// When the session of a reader is over that began at this moment, if these terms say so.
    #[must_use]
    pub fn session_ends(&self, began: Instant) -> Option<Instant> {
        let hours = chrono::TimeDelta::hours(i64::from(self.session_hours?));
        Some(began.checked_add_signed(hours).unwrap_or(began))
    }

    /// Whether so many views are all it allows.
    #[must_use]
    pub fn is_used_up(&self, views: u64) -> bool {
        self.max_views.is_some_and(|most| views >= u64::from(most))
    }
}

/// A row rule of a share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareRows {
    /// Of which dataset.
    pub dataset: DatasetName,
    /// The rows that stay visible.
    pub predicate: Predicate,
}

/// One dashboard of a rotation. Each is decided on its own: one that may not be shown is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareStop {
    /// Which.
    #[schema(value_type = String)]
    pub dashboard: DashboardId,
    /// The workspace it is opened in; the share's own when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub workspace: Option<WorkspaceId>,
    /// How long it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
}

/// What a share does with one variable.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareVariable {
    /// The only value. `null` is none, and is refused: it would leave the variable free.
    #[serde(
        default,
        deserialize_with = "given",
        skip_serializing_if = "Option::is_none",
        serialize_with = "crate::value::exact"
    )]
    #[schema(value_type = Option<crate::schema::JsonValue>)]
    pub locked: Option<Json>,
    /// The locked variable is not even named.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// The only values to choose from.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "crate::value::exact_list"
    )]
    #[schema(value_type = Option<Vec<crate::schema::JsonValue>>)]
    pub subset: Option<Vec<Json>>,
}

/// Keeps a `null` that was written apart from nothing written.
fn given<'de, D: Deserializer<'de>>(json: D) -> Result<Option<Json>, D::Error> {
    Json::deserialize(json).map(Some)
}

/// Limits of the time range.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareTime {
    /// Nothing older than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_at_most: Option<Span>,
    /// Nothing before this moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_at_earliest: Option<chrono::DateTime<chrono::Utc>>,
    /// Nothing from this moment on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_at_latest: Option<chrono::DateTime<chrono::Utc>>,
}

impl ShareTime {
    /// The only time it shows, when it says both ends: what opens when nobody chooses.
    #[must_use]
    pub fn window(&self) -> Option<TimeRange> {
        let (from, to) = (self.from_at_earliest?, self.until_at_latest?);
        Some(TimeRange::Between {
            from: Some(from),
            to: Some(to),
        })
    }
}

crate::words! {
    /// A language of pages.
    pub enum Language {
        /// English.
        En = "en",
        /// German.
        De = "de",
    }
}

crate::words! {
    /// What the reader of a share may do.
    pub enum Ability {
        /// Change free variables and the time range.
        Interact = "interact",
        /// PDF.
        ExportDocument = "export_document",
        /// CSV.
        ExportData = "export_data",
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, TimeZone as _, Utc};
    use serde_json::json;

    use super::*;

    #[test]
    fn a_term_that_is_not_known_is_refused() {
        assert!(serde_json::from_value::<Terms>(json!({ "planets": ["Mars"] })).is_err());
        assert_eq!(serde_json::from_value::<Terms>(json!({})).unwrap(), Terms::default());
    }

    #[test]
    fn a_life_ends_by_each_of_its_terms() {
        let now = Utc.with_ymd_and_hms(2026, 11, 21, 22, 0, 0).unwrap();
        let free = Terms::default();
        assert!(free.has_begun(now) && !free.has_expired(now) && !free.is_idle(now, now) && !free.is_used_up(1_000));
        let terms = Terms {
            starts_at: Some(now),
            expires_at: Some(now),
            idle_days: Some(3),
            max_views: Some(2),
            ..free
        };
        let before = now - TimeDelta::microseconds(1);
        assert!(terms.has_begun(now) && !terms.has_begun(before));
        assert!(terms.has_expired(now) && !terms.has_expired(before));
        assert!(terms.is_idle(now - TimeDelta::days(3), now) && !terms.is_idle(now - TimeDelta::days(2), now));
        assert!(terms.is_used_up(2) && !terms.is_used_up(1));
    }
}

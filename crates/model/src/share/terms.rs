//! The terms of a share: what its readers see and do, and for how long. What its maker writes and may change.
//!
//! Every term is declared once, in `share_terms!`. The type kept here, the bodies of the API, its answers
//! and its patch are all made from that list, so a new term is one line, its check, and the place that applies it.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value as Json;

use crate::Instant;
use crate::document::Span;
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

/// What a share does with one variable.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareVariable {
    /// The only value. `null` is none, and is refused: it would leave the variable free.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<crate::schema::JsonValue>)]
    pub locked: Option<Json>,
    /// The locked variable is not even named.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// The only values to choose from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<crate::schema::JsonValue>>)]
    pub subset: Option<Vec<Json>>,
}

/// Keeps a `null` that was written apart from nothing written.
fn given<'de, D: Deserializer<'de>>(json: D) -> Result<Option<Json>, D::Error> {
    Json::deserialize(json).map(Some)
}

/// Limits of the time range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareTime {
    /// Nothing older than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_at_most: Option<Span>,
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
        assert!(serde_json::from_value::<Terms>(json!({ "networks": ["10.0.0.0/8"] })).is_err());
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

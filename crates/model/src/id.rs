//! Typed, opaque, stable ids: a prefix and a UUIDv7 in base32 (`dsh_06f…`). Not a look-up: an id says nothing about rights.

use std::fmt;
use std::str::FromStr;

use data_encoding::Encoding;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Instant;

/// Lower-case base32 without look-alikes (Crockford's alphabet), 26 characters for 16 bytes.
fn base32() -> &'static Encoding {
    use std::sync::LazyLock;
    static ENCODING: LazyLock<Encoding> = LazyLock::new(|| {
        let mut spec = data_encoding::Specification::new();
        spec.symbols.push_str("0123456789abcdefghjkmnpqrstvwxyz");
        spec.encoding().unwrap_or(data_encoding::BASE32_DNSSEC)
    });
    &ENCODING
}

/// The text is not an id of the wanted kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a valid id")]
pub struct BadId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u128);

        impl $name {
            /// What every id of this kind begins with.
            pub const PREFIX: &'static str = $prefix;

            /// A fresh id. `now` only orders ids; 74 random bits keep them apart.
            #[must_use]
            pub fn new(now: Instant) -> Self {
                Self(uuid::Uuid::new_v7(timestamp(now)).as_u128())
            }

            /// An id made of a number: for tests and generated organisations.
            #[must_use]
            pub const fn from_number(number: u128) -> Self {
                Self(number)
            }

            /// When it was made, to the millisecond: ids hold their moment.
            #[must_use]
            pub fn made_at(self) -> Instant {
                let milliseconds = i64::try_from(self.0 >> 80).unwrap_or(i64::MAX);
                Instant::from_timestamp_millis(milliseconds).unwrap_or(Instant::MAX_UTC)
            }

            /// The number inside, for compact keys in memory.
            #[must_use]
            pub const fn number(self) -> u128 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}_{}", $prefix, base32().encode(&self.0.to_be_bytes()))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                let digits = text.strip_prefix(concat!($prefix, "_")).ok_or(BadId)?;
                let bytes = base32().decode(digits.as_bytes()).map_err(|_| BadId)?;
                Ok(Self(u128::from_be_bytes(bytes.try_into().map_err(|_| BadId)?)))
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                crate::schema::text(concat!("An id: `", $prefix, "_…`."))
            }
        }

        impl utoipa::ToSchema for $name {}

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

fn timestamp(now: Instant) -> uuid::Timestamp {
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    uuid::Timestamp::from_unix(uuid::NoContext, seconds, now.timestamp_subsec_nanos())
}

ids! {
    /// A person with an account.
    UserId = "usr";
    /// A set of users.
    GroupId = "grp";
    /// A node of the organisation's tree.
    WorkspaceId = "wsp";
    /// A dashboard; survives rename and move.
    DashboardId = "dsh";
    /// A folder of dashboards; survives rename and move.
    FolderId = "fld";
    /// A grant by tag.
    PolicyId = "pol";
    /// A request for access; `req_` is taken by calls.
    AccessRequestId = "arq";
    /// A named table.
    DatasetId = "dst";
    /// A row rule.
    RowRuleId = "rul";
    /// A share to the outside.
    ShareId = "shr";
    /// Somebody whom a share lets in by their address.
    RecipientId = "rcp";
    /// A browser in which somebody proved an address.
    GuestBrowserId = "gst";
    /// A code that was asked for.
    GuestCodeId = "gcd";
    /// A user's browser session.
    SessionId = "ses";
    /// One opening of a share by one browser.
    ShareSessionId = "vss";
    /// A key with which a site signs for its readers.
    ShareKeyId = "key";
    /// An API token.
    TokenId = "tok";
    /// An export of a dashboard.
    ExportId = "exp";
    /// One entry of the audit.
    AuditId = "aud";
    /// One call; shown with every error.
    RequestId = "req";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_form_returns_the_same_id_and_refuses_other_kinds() {
        let id = DashboardId::new(chrono::DateTime::from_timestamp(1_790_000_000, 5).unwrap());
        let text = id.to_string();
        assert_eq!(text.parse(), Ok(id));
        assert_eq!(text.parse::<UserId>(), Err(BadId));
        for bad in [
            "",
            "dsh_",
            "dsh",
            "dsh_*",
            ":id",
            "dsh_%3A",
            &text[..20],
            &format!("{text}0"),
            &text.to_uppercase(),
            &format!("/{text}"),
            &format!("{text}/"),
            &format!("{text}."),
            &format!("{text};x=1"),
            &format!("./{text}"),
            &text.replace('_', "%5f"),
            &format!(" {text}"),
            "*",
            "all",
            "0",
            "null",
            "../",
        ] {
            assert_eq!(bad.parse::<DashboardId>(), Err(BadId), "{bad}");
        }
    }
}

//! The clock a dashboard is read by: an IANA zone, or that of whoever looks, and the day on which a week begins. Only which clock, and
//! how far it is from UTC at a moment; cutting moments to days and months is `query`'s.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use chrono::{Offset as _, TimeZone as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

const RULE: &str = "name a time zone as America/New_York";

/// A zone of the IANA database. UTC unless said otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Zone(chrono_tz::Tz);

impl Default for Zone {
    fn default() -> Self {
        Self::UTC
    }
}

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self(chrono_tz::Tz::UTC);

    /// Every zone of the database.
    pub fn all() -> impl Iterator<Item = Self> {
        chrono_tz::TZ_VARIANTS.into_iter().map(Self)
    }

    /// Its IANA name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Whether its clock is that of UTC, whatever it is called: there is nothing to move.
    #[must_use]
    pub fn is_utc(self) -> bool {
        use chrono_tz::Tz;
        matches!(
            self.0,
            Tz::UTC | Tz::Etc__UTC | Tz::GMT | Tz::Etc__GMT | Tz::Zulu | Tz::Etc__Zulu | Tz::Universal
        )
    }

    /// Seconds that its clock is ahead of UTC at a moment (seconds since 1970); 0 for moments outside of the calendar.
    #[must_use]
    pub fn offset(self, seconds: i64) -> i64 {
        let Some(at) = chrono::DateTime::from_timestamp(seconds, 0) else {
            return 0;
        };
        let offset = self.0.offset_from_utc_datetime(&at.naive_utc());
        i64::from(offset.fix().local_minus_utc())
    }

    /// When its clock shows this: what it shows in seconds since 1970, as if it were UTC.
    #[must_use]
    pub fn shows(self, shown: i64) -> Shows {
        use chrono::MappedLocalTime;
        let Some(shown) = chrono::DateTime::from_timestamp(shown, 0) else {
            return Shows::Never;
        };
        match self.0.from_local_datetime(&shown.naive_utc()) {
            MappedLocalTime::Single(at) => Shows::Once(at.timestamp()),
            MappedLocalTime::Ambiguous(first, _) => Shows::Twice(first.timestamp()),
            MappedLocalTime::None => Shows::Never,
        }
    }

    /// The moment as its clock shows it.
    #[must_use]
    pub fn at(self, at: crate::Instant) -> chrono::DateTime<chrono_tz::Tz> {
        at.with_timezone(&self.0)
    }
}

/// When a clock shows a day and a time, in seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// It is put forward over it.
    Never,
    /// At this moment.
    Once(i64),
    /// At this moment, and once more when it was put back.
    Twice(i64),
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Zone {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self).map_err(|_| RULE)
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl utoipa::PartialSchema for Zone {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        <String as utoipa::PartialSchema>::schema()
    }
}

impl utoipa::ToSchema for Zone {}

/// Whose clock a dashboard shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneChoice {
    /// That of whoever looks: the same dashboard cuts its days elsewhere for readers elsewhere.
    Viewer,
    /// This one, for everybody.
    Fixed(Zone),
}

const VIEWER: &str = "viewer";

impl Serialize for ZoneChoice {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Viewer => s.serialize_str(VIEWER),
            Self::Fixed(zone) => zone.serialize(s),
        }
    }
}

impl<'de> Deserialize<'de> for ZoneChoice {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(d)?;
        if text == VIEWER {
            return Ok(Self::Viewer);
        }
        let zone = text.parse().map(Self::Fixed);
        zone.map_err(|rule| serde::de::Error::custom(format!("{rule}, or say {VIEWER}")))
    }
}

crate::words! {
    /// The day on which a week begins.
    pub enum WeekStart {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
    }
}

impl WeekStart {
    /// Days after Monday.
    #[must_use]
    pub const fn after_monday(self) -> i64 {
        match self {
            Self::Monday => 0,
            Self::Tuesday => 1,
            Self::Wednesday => 2,
            Self::Thursday => 3,
            Self::Friday => 4,
            Self::Saturday => 5,
            Self::Sunday => 6,
        }
    }
}

/// How days and weeks are told apart: part of every question, and of every kept answer's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Calendar {
    /// Where midnight is.
    pub zone: Zone,
    /// Where weeks begin.
    pub week_starts: WeekStart,
}

impl Calendar {
    /// UTC, weeks from Monday: what documents have that say nothing.
    pub const UTC: Self = Self {
        zone: Zone::UTC,
        week_starts: WeekStart::Monday,
    };
}

impl Default for Calendar {
    fn default() -> Self {
        Self::UTC
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::TimeSettings;
    use crate::invalid::parse;

    #[test]
    fn a_clock_shows_some_times_twice_and_some_never() {
        let berlin: Zone = "Europe/Berlin".parse().unwrap();
        let shows = |text: &str| {
            let shown: crate::Instant = text.parse().unwrap();
            berlin.shows(shown.timestamp())
        };
        let at = |text: &str| text.parse::<crate::Instant>().unwrap().timestamp();
        assert_eq!(shows("2024-07-01T12:00:00Z"), Shows::Once(at("2024-07-01T10:00:00Z")));
        assert_eq!(shows("2024-10-27T02:30:00Z"), Shows::Twice(at("2024-10-27T00:30:00Z")));
        assert_eq!(shows("2024-03-31T02:30:00Z"), Shows::Never);
    }

    #[test]
    fn a_document_names_a_zone_or_leaves_it_to_its_viewer() {
        let read = |text: &str| parse::<TimeSettings>(text.as_bytes());
        let settings = read(r#"{"zone":"America/New_York","week_starts":"sunday"}"#).unwrap();
        let calendar = settings.calendar(None);
        assert_eq!(
            (calendar.zone.name(), calendar.week_starts),
            ("America/New_York", WeekStart::Sunday)
        );
        let viewers = read(r#"{"zone":"viewer"}"#).unwrap();
        assert_eq!(viewers.calendar("Asia/Tokyo".parse().ok()).zone.name(), "Asia/Tokyo");
        assert_eq!(viewers.calendar(None), Calendar::UTC);
        assert_eq!(read("{}").unwrap().calendar("Asia/Tokyo".parse().ok()), Calendar::UTC);
        for wrong in [r#"{"zone":"Mars/Olympus"}"#, r#"{"zone":""}"#, r#"{"zone":"CET+1"}"#] {
            let invalid = read(wrong).unwrap_err();
            assert_eq!(invalid.faults.first().unwrap().pointer, "/zone", "{wrong}");
        }
    }

    #[test]
    fn offsets_follow_the_clock_changes() {
        let berlin: Zone = "Europe/Berlin".parse().unwrap();
        // 2024-10-27: at 01:00 UTC the clock goes back from three to two.
        assert_eq!(
            (berlin.offset(1_729_990_799), berlin.offset(1_729_990_800)),
            (7_200, 3_600)
        );
        assert_eq!(berlin.offset(i64::MAX), 0);
    }
}

//! How far a time zone is from UTC at a moment, for the chart code, whose engine knows no zones. Not a calendar.

use chrono::{Offset as _, TimeZone as _};

/// A moment in a format of strftime, such as one with its zone's short name; in UTC where the zone is unknown.
pub(crate) fn written(at: model::Instant, zone: &str, format: &str) -> String {
    let zone = zone.parse().unwrap_or(chrono_tz::Tz::UTC);
    at.with_timezone(&zone).format(format).to_string()
}

/// Minutes east of UTC in the IANA zone `zone` at `epoch_ms`; 0 for unknown zones and impossible moments, as the chart
/// code itself does.
pub(crate) fn offset_minutes(zone: &str, epoch_ms: f64) -> f64 {
    let Ok(zone) = zone.parse::<chrono_tz::Tz>() else {
        return 0.0;
    };
    if !epoch_ms.is_finite() {
        return 0.0;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "saturates, and what is out of range is refused on the next line"
    )]
    let Some(moment) = chrono::DateTime::from_timestamp_millis(epoch_ms as i64) else {
        return 0.0;
    };
    f64::from(
        zone.offset_from_utc_datetime(&moment.naive_utc())
            .fix()
            .local_minus_utc(),
    ) / 60.0
}

#[cfg(test)]
mod tests {
    use super::offset_minutes;

    #[test]
    fn summer_and_winter_differ() {
        let winter = 1_767_225_600_000.0; // 2026-01-01
        let summer = 1_782_864_000_000.0; // 2026-07-01
        assert_eq!(offset_minutes("Europe/Vienna", winter), 60.0);
        assert_eq!(offset_minutes("Europe/Vienna", summer), 120.0);
        assert_eq!(offset_minutes("America/New_York", winter), -300.0);
        assert_eq!(offset_minutes("Asia/Kathmandu", winter), 345.0);
    }

    #[test]
    fn nonsense_is_utc() {
        assert_eq!(offset_minutes("Mars/Olympus", 0.0), 0.0);
        assert_eq!(offset_minutes("Europe/Vienna", f64::NAN), 0.0);
        assert_eq!(offset_minutes("Europe/Vienna", 1e300), 0.0);
    }
}

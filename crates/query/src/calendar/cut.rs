//! Where the hour, day, week, month … begins that a moment lies in, on a clock that is put forward and back. Plain arithmetic over
//! seconds since 1970; knows nothing of the engine.
//!
//! A bucket begins at the first moment that the clock shows it: a day without a midnight begins when the clock jumps over it, and the
//! hour that comes twice is two hours.

use chrono::{Datelike as _, NaiveDate, TimeDelta};
use model::question::Grain;
use model::zone::Calendar;

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;
const MICROS: i64 = 1_000_000;
/// Offsets are looked up for so long at once.
const STRETCH: i64 = 6 * HOUR;
/// Stretches that are remembered: more than a year of them, since rows are seldom in order.
const REMEMBERED: usize = 2_048;
/// No clock is further from UTC than this.
const FAR: i64 = 26 * HOUR;

/// Cuts moments to one grain by one calendar.
#[derive(Debug)]
pub(crate) struct Cutter {
    calendar: Calendar,
    grain: Grain,
    /// Per stretch the offset that holds throughout.
    offsets: Vec<(i64, i64)>,
    /// The bucket of the row before: by the clock, and as a moment.
    last: Option<(i64, i64)>,
}

impl Cutter {
    /// For one batch of rows.
    pub(crate) fn new(calendar: Calendar, grain: Grain) -> Self {
        let offsets = if calendar.zone.is_utc() {
            Vec::new()
        } else {
            vec![(i64::MIN, 0); REMEMBERED]
        };
        Self {
            calendar,
            grain,
            offsets,
            last: None,
        }
    }

    /// The beginning of the bucket of a moment, both in microseconds since 1970.
    pub(crate) fn cut(&mut self, micros: i64) -> i64 {
        let seconds = micros.div_euclid(MICROS);
        let offset = self.offset(seconds);
        let shown = seconds.saturating_add(offset);
        let begins = if self.grain == Grain::Hour {
            let begins = seconds - shown.rem_euclid(HOUR);
            if self.offset(begins) == offset {
                begins
            } else {
                // The clock was changed within this hour: what it showed before was another one.
                self.change(begins, seconds)
            }
        } else {
            self.first_shown(shown_beginning(shown, self.grain, self.calendar))
        };
        begins.checked_mul(MICROS).unwrap_or(micros)
    }

    /// The calendar day that the clock shows at a moment, in days since 1970.
    pub(crate) fn day(&mut self, micros: i64) -> i64 {
        let seconds = micros.div_euclid(MICROS);
        seconds.saturating_add(self.offset(seconds)).div_euclid(DAY)
    }

    /// The moment as if the clock showed UTC: for functions that take a moment apart.
    pub(crate) fn shown(&mut self, micros: i64) -> i64 {
        micros.saturating_add(self.offset(micros.div_euclid(MICROS)).saturating_mul(MICROS))
    }

    /// The first moment at which the clock shows this, both in microseconds since 1970.
    pub(crate) fn first(&mut self, shown: i64) -> i64 {
        let seconds = self.first_shown(shown.div_euclid(MICROS));
        let first = seconds.checked_mul(MICROS);
        first.map_or(shown, |first| first.saturating_add(shown.rem_euclid(MICROS)))
    }

    fn offset(&mut self, seconds: i64) -> i64 {
        if self.offsets.is_empty() {
            return 0;
        }
        let zone = self.calendar.zone;
        let stretch = seconds.div_euclid(STRETCH);
        let slot = usize::try_from(stretch.rem_euclid(REMEMBERED as i64)).unwrap_or(0);
        match self.offsets.get(slot) {
            Some((known, offset)) if *known == stretch => return *offset,
            _ => {}
        }
        let begins = stretch.saturating_mul(STRETCH);
        let offset = zone.offset(begins);
        if offset != zone.offset(begins.saturating_add(STRETCH)) {
            return zone.offset(seconds);
        }
        if let Some(remembered) = self.offsets.get_mut(slot) {
            *remembered = (stretch, offset);
        }
        offset
    }

    /// The first moment at which the clock shows this or, where it jumps over it, later.
    fn first_shown(&mut self, shown: i64) -> i64 {
        if let Some((known, begins)) = self.last
            && known == shown
        {
            return begins;
        }
        let (low, high) = (shown.saturating_sub(FAR), shown.saturating_add(FAR));
        let (before, after) = (self.offset(low), self.offset(high));
        let (with_before, with_after) = (shown.saturating_sub(before), shown.saturating_sub(after));
        let begins = if before == after {
            with_before
        } else {
            let holds = |own: &mut Self, at: i64, offset: i64| (own.offset(at) == offset).then_some(at);
            let one = holds(self, with_before, before);
            let other = holds(self, with_after, after);
            match (one, other) {
                (Some(one), Some(other)) => one.min(other),
                (Some(only), None) | (None, Some(only)) => only,
                (None, None) => self.change(low, high),
            }
        };
        self.last = Some((shown, begins));
        begins
    }

    /// The first moment after `low` at which the clock goes by what holds at `high`.
    fn change(&mut self, low: i64, high: i64) -> i64 {
        let after = self.offset(high);
        let (mut low, mut high) = (low, high);
        while high.saturating_sub(low) > 1 {
            let middle = low + (high - low) / 2;
            if self.offset(middle) == after {
                high = middle;
            } else {
                low = middle;
            }
        }
        high
    }
}

/// What the clock shows at the beginning of the bucket, as if it were UTC.
fn shown_beginning(shown: i64, grain: Grain, calendar: Calendar) -> i64 {
    let days = shown.div_euclid(DAY);
    let begins = match grain {
        Grain::Hour => return shown - shown.rem_euclid(HOUR),
        Grain::Day => days,
        // 1970 began on a Thursday, three days after a Monday.
        Grain::Week => days - (days + 3 - calendar.week_starts.after_monday()).rem_euclid(7),
        Grain::Month | Grain::Quarter | Grain::Year => first_of(days, grain).unwrap_or(days),
    };
    begins.saturating_mul(DAY)
}

fn first_of(days: i64, grain: Grain) -> Option<i64> {
    let epoch = NaiveDate::from_ymd_opt(1970, 1, 1)?;
    let day = epoch.checked_add_signed(TimeDelta::try_days(days)?)?;
    let month = match grain {
        Grain::Year => 1,
        Grain::Quarter => day.month0() / 3 * 3 + 1,
        Grain::Hour | Grain::Day | Grain::Week | Grain::Month => day.month(),
    };
    let first = NaiveDate::from_ymd_opt(day.year(), month, 1)?;
    Some(first.signed_duration_since(epoch).num_days())
}

#[cfg(test)]
mod tests {
    use model::zone::{WeekStart, Zone};
    use proptest::prelude::*;

    use super::*;

    fn calendar(zone: &str) -> Calendar {
        Calendar {
            zone: zone.parse().unwrap(),
            week_starts: WeekStart::Monday,
        }
    }

    fn cut(at: &str, grain: Grain, calendar: Calendar) -> String {
        let at: model::Instant = at.parse().unwrap();
        let begins = Cutter::new(calendar, grain).cut(at.timestamp_micros());
        let begins = model::Instant::from_timestamp_micros(begins).unwrap();
        begins.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
    }

    #[test]
    fn the_hour_that_comes_twice_is_two_hours() {
        let berlin = calendar("Europe/Berlin");
        assert_eq!(cut("2024-10-27T00:30:00Z", Grain::Hour, berlin), "2024-10-27T00:00:00Z");
        assert_eq!(cut("2024-10-27T01:30:00Z", Grain::Hour, berlin), "2024-10-27T01:00:00Z");
        // Lord Howe puts the clock back by half an hour: the second half past one begins a new hour.
        let howe = calendar("Australia/Lord_Howe");
        assert_eq!(cut("2024-04-06T14:45:00Z", Grain::Hour, howe), "2024-04-06T14:00:00Z");
        assert_eq!(cut("2024-04-06T15:10:00Z", Grain::Hour, howe), "2024-04-06T15:00:00Z");
        assert_eq!(cut("2024-04-06T15:40:00Z", Grain::Hour, howe), "2024-04-06T15:30:00Z");
    }

    #[test]
    fn days_begin_at_midnight_of_the_clock_or_when_it_jumps_over_it() {
        let york = calendar("America/New_York");
        // A quarter past eight in the evening of the 13th.
        assert_eq!(cut("2025-01-14T01:15:00Z", Grain::Day, york), "2025-01-13T05:00:00Z");
        assert_eq!(cut("2025-01-01T04:59:59Z", Grain::Year, york), "2024-01-01T05:00:00Z");
        assert_eq!(
            cut("2025-04-02T00:00:00Z", Grain::Quarter, york),
            "2025-04-01T04:00:00Z"
        );
        // In Cairo the 28th of April 2023 began at one o'clock.
        let cairo = calendar("Africa/Cairo");
        assert_eq!(cut("2023-04-28T10:00:00Z", Grain::Day, cairo), "2023-04-27T22:00:00Z");
        // In Havana the first hour of the 3rd of November 2024 came twice: the day begins with the first.
        let havana = calendar("America/Havana");
        assert_eq!(cut("2024-11-03T05:30:00Z", Grain::Day, havana), "2024-11-03T04:00:00Z");
    }

    #[test]
    fn weeks_begin_on_the_day_that_was_said() {
        let week = |week_starts, at| {
            let calendar = Calendar {
                zone: Zone::UTC,
                week_starts,
            };
            cut(at, Grain::Week, calendar)
        };
        assert_eq!(week(WeekStart::Monday, "2025-01-05T12:00:00Z"), "2024-12-30T00:00:00Z");
        assert_eq!(week(WeekStart::Sunday, "2025-01-05T12:00:00Z"), "2025-01-05T00:00:00Z");
        assert_eq!(
            week(WeekStart::Saturday, "2025-01-05T12:00:00Z"),
            "2025-01-04T00:00:00Z"
        );
        assert_eq!(week(WeekStart::Monday, "1969-12-31T00:00:00Z"), "1969-12-29T00:00:00Z");
    }

    proptest! {
        #[test]
        fn a_bucket_holds_its_moment_and_begins_where_it_says(
            seconds in -2_000_000_000_i64..4_000_000_000,
            zone in prop::sample::select(Zone::all().collect::<Vec<_>>()),
            grain in prop::sample::select(Grain::ALL.to_vec()),
            starts in prop::sample::select(WeekStart::ALL.to_vec()),
        ) {
            let calendar = Calendar { zone, week_starts: starts };
            let mut cutter = Cutter::new(calendar, grain);
            let begins = cutter.cut(seconds * MICROS).div_euclid(MICROS);
            prop_assert!(begins <= seconds, "{zone} {grain}");
            prop_assert_eq!(cutter.cut(begins * MICROS), begins * MICROS);
            // By the clock it is the very beginning, unless the clock jumped over that or was changed within the hour.
            let shown = |at: i64| at + calendar.zone.offset(at);
            let beginning = shown_beginning(shown(seconds), grain, calendar);
            let changed = calendar.zone.offset(begins - 1) != calendar.zone.offset(begins);
            prop_assert!(shown(begins) == beginning || changed, "{} {} {} {}", zone, grain, seconds, begins);
            prop_assert!(shown(begins) >= beginning);
        }

        #[test]
        fn what_is_remembered_changes_nothing(
            all in prop::collection::vec(1_300_000_000_i64..1_800_000_000, 1..200),
            zone in prop::sample::select(Zone::all().collect::<Vec<_>>()),
            grain in prop::sample::select(Grain::ALL.to_vec()),
        ) {
            let calendar = calendar(zone.name());
            let mut kept = Cutter::new(calendar, grain);
            for seconds in all {
                let alone = Cutter::new(calendar, grain).cut(seconds * MICROS);
                prop_assert_eq!(kept.cut(seconds * MICROS), alone);
            }
        }
    }
}

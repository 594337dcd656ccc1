//! Checked values of a document's variables and its time range, and what a share fixes of them. Only values: they are checked in
//! `chosen`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use model::Instant;
use model::document::{Document, Span, TimeRange};
use model::name::{ColumnName, VariableName};
use model::share::{ShareTime, ShareVariable};
use model::variable::Chosen;
use model::zone::{Calendar, Zone};

/// Checked values for questions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Inputs {
    /// Chosen values; a declared variable without one matches nothing.
    pub variables: BTreeMap<VariableName, Chosen>,
    /// Beginning of the time range, included.
    pub from: Option<Instant>,
    /// End of the time range, not included.
    pub to: Option<Instant>,
    /// When the time range moves on by itself; none where it stands still.
    pub moves: Option<Instant>,
    /// How days and weeks are cut, and on which clock.
    pub calendar: Calendar,
    /// Only rows that a search finds.
    pub search: Option<Search>,
    /// Variables that hold days.
    pub dates: BTreeSet<String>,
    /// All variables of the document.
    pub declared: BTreeSet<String>,
}

/// A search for choices, for lists that are longer than an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// The column that is searched.
    pub column: ColumnName,
    /// What its text contains, whatever its case.
    pub text: String,
}

/// What a share fixes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Locks {
    /// Per variable.
    pub variables: BTreeMap<VariableName, ShareVariable>,
    /// Nothing outside of this time.
    pub time: ShareTime,
    /// The clock of its readers; their own when absent.
    pub zone: Option<Zone>,
}

impl Locks {
    /// The range of time that is shown when nobody chooses: the only one, where there is but one; else the document's.
    #[must_use]
    pub fn opening(&self, document: &Document) -> Option<TimeRange> {
        let own = || document.time.as_ref()?.default.clone();
        self.time.window().or_else(own)
    }
}

impl Locks {
    /// Whether readers are not even told of this variable.
    #[must_use]
    pub fn hides(&self, variable: &str) -> bool {
        self.variables.get(variable).is_some_and(|lock| lock.hidden)
    }
}

/// Checked values whose time range is still relative: for live topics, which evaluate it at every tick.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InputsSpec {
    /// Checked values; their own range is replaced.
    pub chosen: Inputs,
    /// The range as it was chosen.
    pub time: Option<TimeRange>,
    /// Nothing outside of this time.
    pub within: ShareTime,
}

impl InputsSpec {
    /// The values at a moment.
    #[must_use]
    pub fn at(&self, now: Instant) -> Inputs {
        let range = range(self.time.as_ref(), &self.within, now);
        Inputs {
            from: range.from,
            to: range.to,
            moves: range.moves,
            ..self.chosen.clone()
        }
    }
}

/// A range at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RangeNow {
    pub(crate) from: Option<Instant>,
    pub(crate) to: Option<Instant>,
    /// When it is another one.
    pub(crate) moves: Option<Instant>,
}

/// The instants of a range. A relative one ends now, and moves in steps, so that calls close to each other share an answer: it begins
/// at the beginning of a step and ends with the step that is running.
pub(crate) fn range(time: Option<&TimeRange>, within: &ShareTime, now: Instant) -> RangeNow {
    let last_at_most = within.last_at_most;
    let since = |span: Span| {
        let seconds = now.timestamp().saturating_sub(i64::from(span.as_seconds()));
        step_of(span, seconds)
    };
    let (from, to, moves) = match time {
        Some(TimeRange::Last { last }) => {
            let from = since(*last);
            let to = step_of(*last, now.timestamp()).and_then(|at| at.checked_add_signed(step(*last)));
            let next = from.and_then(|from| from.checked_add_signed(step(*last) + last.duration()));
            (from, to, [to, next].into_iter().flatten().min())
        }
        Some(TimeRange::Between { from, to }) => (*from, *to, None),
        None => (None, None, None),
    };
    let earliest = last_at_most.and_then(since);
    let moved = last_at_most.and_then(|span| earliest?.checked_add_signed(step(span) + span.duration()));
    // `None` is less than any instant: the later of the two beginnings holds.
    let bound = earliest > from;
    let from = from.max(earliest).max(within.from_at_earliest);
    // Here a missing end is later than any.
    let to = [to, within.until_at_latest].into_iter().flatten().min();
    RangeNow {
        from,
        // What ends before it begins is nothing, and stays that.
        to: to.map(|to| from.map_or(to, |from| to.max(from))),
        moves: [moves, moved.filter(|_| bound)].into_iter().flatten().min(),
    }
}

/// How often a range of this length moves on: so seldom that its end is not seen to lag on a chart of it.
const fn step(span: Span) -> TimeDelta {
    TimeDelta::seconds(match span.as_seconds() {
        0..=600 => 1,
        601..=3_600 => 5,
        3_601..=86_400 => 30,
        _ => 60,
    })
}

/// The beginning of the step that these seconds lie in.
fn step_of(span: Span, seconds: i64) -> Option<Instant> {
    let step = step(span).num_seconds();
    Instant::from_timestamp(seconds - seconds.rem_euclid(step), 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> Instant {
        chrono::NaiveDate::from_ymd_opt(2026, 11, day)
            .unwrap()
            .and_time(chrono::NaiveTime::MIN)
            .and_utc()
    }

    fn within(from: Option<u32>, until: Option<u32>) -> ShareTime {
        ShareTime {
            last_at_most: None,
            from_at_earliest: from.map(day),
            until_at_latest: until.map(day),
        }
    }

    fn between(from: Option<u32>, to: Option<u32>) -> TimeRange {
        TimeRange::Between {
            from: from.map(day),
            to: to.map(day),
        }
    }

    #[test]
    fn a_share_bounds_time_on_both_sides() {
        let now = day(20);
        let cut = |time: Option<&TimeRange>, limits: &ShareTime| {
            let range = range(time, limits, now);
            (range.from, range.to)
        };
        let both = within(Some(5), Some(10));
        assert_eq!(cut(None, &both), (Some(day(5)), Some(day(10))), "all there is");
        assert_eq!(cut(Some(&between(None, None)), &both), (Some(day(5)), Some(day(10))));
        assert_eq!(
            cut(Some(&between(Some(1), Some(7))), &both),
            (Some(day(5)), Some(day(7)))
        );
        assert_eq!(
            cut(Some(&between(Some(6), Some(30))), &both),
            (Some(day(6)), Some(day(10)))
        );
        for outside in [between(Some(1), Some(3)), between(Some(12), Some(14))] {
            let (from, to) = cut(Some(&outside), &both);
            assert_eq!(from, to, "nothing, and no other time");
        }
        let last = TimeRange::Last {
            last: Span::seconds(3_600),
        };
        let (from, to) = cut(Some(&last), &both);
        assert_eq!(from, to, "now lies behind it");
        assert_eq!(cut(None, &within(Some(5), None)), (Some(day(5)), None));
        assert_eq!(cut(None, &within(None, Some(10))), (None, Some(day(10))));
    }

    #[test]
    fn the_later_of_two_beginnings_holds() {
        let limits = ShareTime {
            last_at_most: Some(Span::seconds(86_400)),
            ..within(Some(5), None)
        };
        assert_eq!(range(None, &limits, day(20)).from, Some(day(19)));
        assert_eq!(range(None, &limits, day(5)).from, Some(day(5)));
    }

    #[test]
    fn the_only_time_opens_whatever_the_document_says() {
        let document: Document =
            serde_json::from_value(serde_json::json!({ "version": 1, "time": { "default": { "last": "7d" } } }))
                .unwrap();
        let locks = |time| Locks {
            time,
            ..Locks::default()
        };
        let both = locks(within(Some(5), Some(10)));
        assert_eq!(both.opening(&document), Some(between(Some(5), Some(10))));
        let own = document.time.clone().unwrap().default;
        assert_eq!(locks(within(Some(5), None)).opening(&document), own);
    }
}

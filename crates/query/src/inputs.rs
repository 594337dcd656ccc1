//! Checked values of a document's variables and its time range, and what a share fixes of them. Only values: they are checked in
//! `chosen`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use model::Instant;
use model::document::{Span, TimeRange};
use model::name::{ColumnName, VariableName};
use model::share::ShareVariable;
use model::variable::Chosen;
use model::zone::Calendar;

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
    /// Nothing older than this.
    pub last_at_most: Option<Span>,
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
    /// Nothing older than this.
    pub last_at_most: Option<Span>,
}

impl InputsSpec {
    /// The values at a moment.
    #[must_use]
    pub fn at(&self, now: Instant) -> Inputs {
        let range = range(self.time.as_ref(), self.last_at_most, now);
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
pub(crate) fn range(time: Option<&TimeRange>, last_at_most: Option<Span>, now: Instant) -> RangeNow {
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
    RangeNow {
        from: from.max(earliest),
        to,
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

//! Checked values of a document's variables and its time range, and what a share fixes of them. Only values: they are checked in
//! `chosen`.

use std::collections::{BTreeMap, BTreeSet};

use model::Instant;
use model::document::{Span, TimeRange};
use model::name::VariableName;
use model::share::ShareVariable;
use model::variable::Chosen;

/// Checked values for questions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Inputs {
    /// Chosen values; a declared variable without one matches nothing.
    pub variables: BTreeMap<VariableName, Chosen>,
    /// Beginning of the time range, included.
    pub from: Option<Instant>,
    /// End of the time range, not included.
    pub to: Option<Instant>,
    /// Variables that hold days.
    pub dates: BTreeSet<String>,
    /// All variables of the document.
    pub declared: BTreeSet<String>,
}

/// What a share fixes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Locks {
    /// Per variable.
    pub variables: BTreeMap<VariableName, ShareVariable>,
    /// Nothing older than this.
    pub last_at_most: Option<Span>,
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
        let (from, to) = range(self.time.as_ref(), self.last_at_most, now);
        Inputs {
            from,
            to,
            ..self.chosen.clone()
        }
    }
}

/// The instants of a range. A relative one begins at a full second, ten seconds or minute, so that calls close to each other share an answer.
pub(crate) fn range(
    time: Option<&TimeRange>,
    last_at_most: Option<Span>,
    now: Instant,
) -> (Option<Instant>, Option<Instant>) {
    let since = |span: Span| {
        let step: i64 = match span.as_seconds() {
            0..=3_600 => 1,
            3_601..=86_400 => 10,
            _ => 60,
        };
        let seconds = now.timestamp() - i64::from(span.as_seconds());
        Instant::from_timestamp(seconds - seconds.rem_euclid(step), 0)
    };
    let (from, to) = match time {
        Some(TimeRange::Last { last }) => (since(*last), None),
        Some(TimeRange::Between { from, to }) => (*from, *to),
        None => (None, None),
    };
    let earliest = last_at_most.and_then(since);
    // `None` is less than any instant: the later of the two beginnings holds.
    (from.max(earliest), to)
}

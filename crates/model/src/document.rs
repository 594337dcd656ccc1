//! The dashboard document (version 1): what an author writes and every viewer's page is made of. Checked in `validate`.

use std::collections::BTreeSet;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value as Json};

use crate::limits::{VARIABLES, WIDGETS};
use crate::name::{ColumnName, VariableName, WidgetId};
use crate::question::Question;
use crate::variable::Variable;
use crate::zone::{Calendar, WeekStart, Zone, ZoneChoice};

/// A whole dashboard, without its title.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Version of this shape; 1.
    pub version: u32,
    /// The time range it opens with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<TimeSettings>,
    /// What a viewer may choose, in the order of the bar.
    #[serde(default, deserialize_with = "crate::bounded::list::<_, _, VARIABLES>")]
    pub variables: Vec<Variable>,
    /// What is drawn.
    #[serde(default, deserialize_with = "crate::bounded::list::<_, _, WIDGETS>")]
    pub widgets: Vec<Widget>,
}

/// Time range of a dashboard.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TimeSettings {
    /// Range when the link says none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<TimeRange>,
    /// The column a new widget proposes for its time filter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column_hint: Option<ColumnName>,
    /// The clock that days are cut by and moments are shown on: an IANA name, or `viewer`. UTC when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub zone: Option<ZoneChoice>,
    /// The day on which weeks begin; Monday when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub week_starts: Option<WeekStart>,
}

impl TimeSettings {
    /// How days and weeks are cut for a viewer whose clock is in `viewer`.
    #[must_use]
    pub fn calendar(&self, viewer: Option<Zone>) -> Calendar {
        let zone = match self.zone {
            Some(ZoneChoice::Fixed(zone)) => zone,
            Some(ZoneChoice::Viewer) => viewer.unwrap_or_default(),
            None => Zone::UTC,
        };
        Calendar {
            zone,
            week_starts: self.week_starts.unwrap_or(WeekStart::Monday),
        }
    }
}

impl Document {
    /// How days and weeks are cut for a viewer whose clock is in `viewer`.
    #[must_use]
    pub fn calendar(&self, viewer: Option<Zone>) -> Calendar {
        self.time.as_ref().map_or(Calendar::UTC, |time| time.calendar(viewer))
    }
}

/// A time range: relative to now (`{"last":"7d"}`) or between two instants, the first included, the second not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(
    untagged,
    deny_unknown_fields,
    expecting = "a time range is {\"last\": \"7d\"}, or from and to as moments"
)]
pub enum TimeRange {
    /// Ends now.
    Last {
        /// How long.
        last: Span,
    },
    /// Between two instants; a missing one is open.
    Between {
        /// Included.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<chrono::DateTime<chrono::Utc>>)]
        from: Option<crate::Instant>,
        /// Not included.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<chrono::DateTime<chrono::Utc>>)]
        to: Option<crate::Instant>,
    },
}

impl TimeRange {
    /// The instants it means at `now`: from (included), to (not included).
    #[must_use]
    pub fn at(&self, now: crate::Instant) -> (Option<crate::Instant>, Option<crate::Instant>) {
        match self {
            Self::Last { last } => (now.checked_sub_signed(last.duration()), Some(now)),
            Self::Between { from, to } => (*from, *to),
        }
    }
}

/// A length of time such as `30s`, `15m`, `24h`, `7d`, `52w`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    seconds: u32,
}

impl Span {
    /// So many seconds.
    #[must_use]
    pub const fn seconds(seconds: u32) -> Self {
        Self { seconds }
    }

    /// As a duration.
    #[must_use]
    pub fn duration(self) -> chrono::TimeDelta {
        chrono::TimeDelta::seconds(i64::from(self.seconds))
    }

    /// How many seconds.
    #[must_use]
    pub const fn as_seconds(self) -> u32 {
        self.seconds
    }

    /// Reads `7d` and the like.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
        let unit = match unit {
            "s" => 1,
            "m" => 60,
            "h" => 3_600,
            "d" => 86_400,
            "w" => 604_800,
            _ => return None,
        };
        let count: u32 = digits.parse().ok().filter(|n| *n > 0)?;
        count.checked_mul(unit).map(Self::seconds)
    }
}

impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let units = [(604_800, 'w'), (86_400, 'd'), (3_600, 'h'), (60, 'm')];
        let fitting = units
            .into_iter()
            .find(|(seconds, _)| self.seconds.is_multiple_of(*seconds));
        let (size, letter) = fitting.unwrap_or((1, 's'));
        write!(f, "{}{letter}", self.seconds / size)
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        Self::parse(&text)
            .ok_or_else(|| serde::de::Error::custom("a length of time looks like 30s, 15m, 24h, 7d or 4w"))
    }
}

/// One widget.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Widget {
    /// Unique in the document.
    pub id: WidgetId,
    /// What it draws.
    pub kind: WidgetKind,
    /// Shown above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where it stands.
    pub place: GridPlace,
    /// What it asks; absent for widgets without data, and in what non-editors get.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Question>,
    /// When it asks again.
    #[serde(default, skip_serializing_if = "Refresh::is_manual")]
    pub refresh: Refresh,
    /// How it draws; each kind has its own keys, checked by the chart code.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    #[schema(value_type = crate::schema::JsonMap)]
    pub options: Map<String, Json>,
}

impl Widget {
    /// The variables whose change changes its answer.
    #[must_use]
    pub fn variables(&self) -> BTreeSet<VariableName> {
        self.question.as_ref().map(Question::variables).unwrap_or_default()
    }

    /// The variable that its reader sets with it, if it is a control of one.
    #[must_use]
    pub fn sets(&self) -> Option<&str> {
        match self.kind {
            WidgetKind::Dropdown => self.options.get("variable").and_then(Json::as_str),
            WidgetKind::TimeRange
            | WidgetKind::Stat
            | WidgetKind::Line
            | WidgetKind::Area
            | WidgetKind::Bar
            | WidgetKind::Pie
            | WidgetKind::Table
            | WidgetKind::Text => None,
        }
    }
}

crate::words! {
    /// The kinds of widgets.
    pub enum WidgetKind {
        /// One number.
        Stat = "stat",
        /// Lines.
        Line = "line",
        /// Filled lines.
        Area = "area",
        /// Bars.
        Bar = "bar",
        /// Pie or donut.
        Pie = "pie",
        /// Table.
        Table = "table",
        /// Markdown.
        Text = "text",
        /// Control: choose a variable's value.
        Dropdown = "dropdown",
        /// Control: choose the time range.
        TimeRange = "time-range",
    }
}

impl WidgetKind {
    /// Whether it draws an answer (and so needs a question).
    #[must_use]
    pub const fn has_data(self) -> bool {
        match self {
            Self::Stat | Self::Line | Self::Area | Self::Bar | Self::Pie | Self::Table => true,
            Self::Text | Self::Dropdown | Self::TimeRange => false,
        }
    }

    /// Whether it is a control: something to operate, which shows nothing by itself.
    #[must_use]
    pub const fn is_control(self) -> bool {
        match self {
            Self::Dropdown | Self::TimeRange => true,
            Self::Stat | Self::Line | Self::Area | Self::Bar | Self::Pie | Self::Table | Self::Text => false,
        }
    }
}

/// A place on the grid of 12 columns; rows are 40 px high.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = GridPlace)]
pub struct GridPlace {
    /// First column, 0–11.
    pub x: u16,
    /// First row.
    pub y: u16,
    /// Columns wide, 1–12.
    pub w: u16,
    /// Rows high, 1–100.
    pub h: u16,
}

/// When a widget asks again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Refresh {
    /// When its data changed.
    Live,
    /// Every so often, while somebody watches.
    Every(Span),
    /// When somebody asks.
    #[default]
    Manual,
}

impl Refresh {
    /// Whether it waits for somebody.
    #[must_use]
    pub const fn is_manual(&self) -> bool {
        matches!(self, Self::Manual)
    }
}

impl Serialize for Refresh {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Live => s.serialize_str("live"),
            Self::Every(span) => s.collect_str(span),
            Self::Manual => s.serialize_str("manual"),
        }
    }
}

impl<'de> Deserialize<'de> for Refresh {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        match text.as_ref() {
            "live" => Ok(Self::Live),
            "manual" => Ok(Self::Manual),
            other => Span::parse(other)
                .map(Self::Every)
                .ok_or_else(|| serde::de::Error::custom("refresh is live, manual, or a time such as 30s")),
        }
    }
}

//! One drawing to make, and how it is told to the chart code.

use model::answer::{Answer, AnswerColumn};
use model::document::WidgetKind;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use sha2::{Digest as _, Sha256};

use crate::cache::Digest;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Dark text on light ground; paper.
    #[default]
    Light,
    /// Light text on dark ground.
    Dark,
}

/// The range of time that a dashboard shows, both in RFC 3339.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Period {
    /// Its beginning.
    pub from: String,
    /// Its end; the present moment where the range reaches until now.
    pub to: String,
}

/// Which places of a chart's axis one of its several drawings shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// From this one on, counted from 0.
    pub from: usize,
    /// Up to the one before this.
    pub to: usize,
}

/// Everything a drawing depends on.
#[derive(Debug, Clone, Copy)]
pub struct Drawing<'a> {
    /// What it is.
    pub kind: WidgetKind,
    /// Its title; the chart code does not draw it, but may name things after it.
    pub title: Option<&'a str>,
    /// The widget's options.
    pub options: &'a Map<String, Json>,
    /// What is drawn; widgets without data have none.
    pub answer: Option<&'a Answer>,
    /// Light or dark.
    pub theme: Theme,
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels.
    pub height: u32,
    /// BCP 47, such as `de-AT`; `en` and `de` have words.
    pub locale: &'a str,
    /// IANA zone in which moments are shown.
    pub time_zone: &'a str,
    /// The range of time that is shown, if one is: a curve beside a number leaves out buckets that it cuts through.
    pub period: Option<&'a Period>,
    /// Of a chart that does not fit on one drawing, the places that this one shows.
    pub part: Option<Part>,
}

/// An answer without what no drawing shows: when and for whom it was asked. So two readers with the same rows share one
/// drawing in the cache.
#[derive(Serialize)]
pub(crate) struct Shown<'a> {
    columns: &'a [AnswerColumn],
    rows: &'a [Vec<Json>],
    row_count: usize,
    truncated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<usize>,
    notes: &'a [String],
    as_of: &'a str,
    cached: bool,
    fingerprint: &'a str,
}

impl<'a> Shown<'a> {
    pub(crate) fn of(answer: &'a Answer) -> Self {
        Self {
            columns: &answer.columns,
            rows: &answer.rows,
            row_count: answer.row_count,
            truncated: answer.truncated,
            limit: answer.limit,
            notes: &answer.notes,
            as_of: "",
            cached: false,
            fingerprint: "",
        }
    }
}

#[derive(Serialize)]
struct Request<'a> {
    kind: &'static str,
    title: Option<&'a str>,
    options: &'a Map<String, Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<Shown<'a>>,
    theme: Theme,
    width: u32,
    height: u32,
    locale: &'a str,
    time_zone: &'a str,
    labels: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<&'a Period>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<Part>,
}

impl Drawing<'_> {
    /// The request in JSON as the chart bundle reads it. `labels` fixes which label has which colour.
    pub(crate) fn request(&self, labels: &[String]) -> String {
        let request = Request {
            kind: self.kind.as_str(),
            title: self.title,
            options: self.options,
            answer: self.answer.map(Shown::of),
            theme: self.theme,
            width: self.width,
            height: self.height,
            locale: self.locale,
            time_zone: self.time_zone,
            labels,
            period: self.period.filter(|_| reads_period(self.kind)),
            part: self.part,
        };
        json(&request)
    }
}

/// Whether the drawing depends on the range of time that is shown. The other kinds stay one and the same drawing, which is
/// kept, while time goes on.
const fn reads_period(kind: WidgetKind) -> bool {
    match kind {
        WidgetKind::Stat => true,
        WidgetKind::Line
        | WidgetKind::Area
        | WidgetKind::Bar
        | WidgetKind::Pie
        | WidgetKind::Table
        | WidgetKind::Text
        | WidgetKind::Dropdown
        | WidgetKind::TimeRange => false,
    }
}

#[derive(Serialize)]
struct LabelsRequest<'a> {
    widgets: Vec<LabelsWidget<'a>>,
    locale: &'a str,
    time_zone: &'a str,
}

#[derive(Serialize)]
struct LabelsWidget<'a> {
    kind: &'static str,
    options: &'a Map<String, Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<Shown<'a>>,
}

/// The request for the labels of a whole dashboard.
pub(crate) fn labels_request(drawings: &[Drawing<'_>]) -> String {
    let (locale, time_zone) = drawings.first().map_or(("en", "UTC"), |d| (d.locale, d.time_zone));
    let widgets = drawings
        .iter()
        .map(|d| LabelsWidget {
            kind: d.kind.as_str(),
            options: d.options,
            answer: d.answer.map(Shown::of),
        })
        .collect();
    json(&LabelsRequest {
        widgets,
        locale,
        time_zone,
    })
}

/// These requests hold nothing that JSON cannot say, so writing them cannot fail; an empty text would be refused by the
/// chart code.
pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Digest of a request to a function of the bundle.
pub(crate) fn digest(function: &str, request: &str) -> Digest {
    let mut hash = Sha256::new();
    hash.update(function.as_bytes());
    hash.update([0]);
    hash.update(request.as_bytes());
    hash.finalize().into()
}

//! What the foot of every page says: whose document it is, when it was made, which filters and rows it shows.

use super::words::{Words, words};
use super::wrap::Type;
use crate::zone;

/// What the foot of every page says, in words ready to print. Empty texts are left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Footer {
    /// Who made it.
    pub made_by: String,
    /// When, with the zone.
    pub made_at: String,
    /// The variables and the time range that were chosen.
    pub filters: String,
    /// Whose rows these are.
    pub rows: String,
    /// What stands all over every page, and to be read in its head; empty: nothing does.
    pub watermark: String,
}

/// What a footer is written from.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// Who reads: a user's name, or a share's title.
    pub made_by: &'a str,
    /// When.
    pub made_at: model::Instant,
    /// Names and chosen values of the variables that the reader knows.
    pub chosen: &'a [(String, String)],
    /// Begin of the time range.
    pub from: Option<model::Instant>,
    /// End of the time range.
    pub to: Option<model::Instant>,
    /// Whether row rules hide rows from this reader.
    pub limited: bool,
    /// Through whose eyes they are seen, where these are another's.
    pub eyes: Option<&'a str>,
}

impl Footer {
    /// In the language of `locale` (BCP 47; English where there is no translation) and the IANA zone `time_zone`.
    #[must_use]
    pub fn new(reading: &Reading<'_>, locale: &str, time_zone: &str) -> Self {
        let words = words(locale);
        let moment = |at: model::Instant| zone::written(at, time_zone, words.moment);
        let mut filters: Vec<String> = reading
            .chosen
            .iter()
            .map(|(name, values)| format!("{name}: {values}"))
            .collect();
        filters.extend(reading.from.map(|at| format!("{}{}", words.since, moment(at))));
        filters.extend(reading.to.map(|at| format!("{}{}", words.until, moment(at))));
        let rows = if reading.limited {
            words.limited_rows
        } else {
            words.all_rows
        };
        let seen = reading.eyes.map(|name| words.seen_by.replace("{name}", name));
        let rows: Vec<&str> = seen.as_deref().into_iter().chain([rows]).collect();
        Self {
            made_by: reading.made_by.to_owned(),
            made_at: moment(reading.made_at),
            filters: filters.join(" · "),
            rows: rows.join(", "),
            watermark: String::new(),
        }
    }
}

/// Most lines that the foot of a page has room for, the one about missing characters included.
const LINES: usize = 3;
/// Size of its text, points.
const SIZE: f64 = 7.0;

/// What stands at the foot of each page, and in full at the end of the document what the foot has no room for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Foot {
    pub(crate) lines: Vec<String>,
    pub(crate) in_full: Vec<String>,
}

/// Lines of this width in points; a line that is cut ends in dots, and what it says stands in full at the end.
pub(crate) fn foot(footer: &Footer, missing: Option<String>, width: f64, words: &Words) -> Foot {
    let set = Type {
        size: SIZE,
        weight: 400.0,
    };
    let most = LINES - usize::from(missing.is_some());
    let mut in_full = Vec::new();
    let mut lines = Vec::new();
    let said = footer_lines(footer, words);
    for (at, line) in said.iter().enumerate() {
        let mut wrapped = set.broken(line, width).into_iter();
        // Each sentence has one line, and the last all that are left.
        let own = if at + 1 == said.len() {
            most.saturating_sub(lines.len())
        } else {
            1
        };
        lines.extend(wrapped.by_ref().take(own));
        if wrapped.next().is_some() {
            if let Some(last) = lines.last_mut() {
                *last = shortened(last, set, width);
            }
            in_full.push(words.in_full.replace("{text}", line));
        }
    }
    lines.extend(missing);
    Foot { lines, in_full }
}

/// Takes letters off the end until dots fit behind it.
fn shortened(line: &str, set: Type, width: f64) -> String {
    let mut kept = line.to_owned();
    while !kept.is_empty() && set.width(&format!("{kept} …")) > width {
        kept.pop();
    }
    format!("{} …", kept.trim_end())
}

/// The lines of the footer.
fn footer_lines(footer: &Footer, words: &Words) -> Vec<String> {
    let named = |name: &str, text: &str| (!text.trim().is_empty()).then(|| format!("{name}{}", text.trim()));
    let joined = |parts: [Option<String>; 2]| parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let lines = [
        joined([named(words.made_by, &footer.made_by), named("", &footer.made_at)]),
        joined([named(words.rows, &footer.rows), named(words.filters, &footer.filters)]),
    ];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Footer, Reading, foot, footer_lines, words};

    #[test]
    fn footers_speak_the_language_and_the_zone_of_their_reader() {
        let moment = |text: &str| text.parse::<model::Instant>().unwrap();
        let chosen = [("Flughafen".to_owned(), "JFK".to_owned())];
        let reading = Reading {
            made_by: "Ada",
            made_at: moment("2026-07-01T22:30:00Z"),
            chosen: &chosen,
            from: Some(moment("2013-01-01T00:00:00Z")),
            to: None,
            limited: true,
            eyes: None,
        };
        let footer = Footer::new(&reading, "de-AT", "Europe/Vienna");
        assert_eq!(footer.made_at, "02.07.2026, 00:30 CEST");
        assert_eq!(footer.filters, "Flughafen: JFK · von 01.01.2013, 01:00 CET");
        assert_eq!(footer.rows, "durch Zeilenregeln begrenzt");
        let footer = Footer::new(&reading, "fr", "UTC");
        assert_eq!(
            (footer.made_at.as_str(), footer.rows.as_str()),
            ("1 Jul 2026, 22:30 UTC", "limited by row rules")
        );
        let eyes = Some("Ada Lindqvist");
        let through = Footer::new(&Reading { eyes, ..reading }, "de", "UTC");
        assert_eq!(through.rows, "wie Ada Lindqvist sie sieht, durch Zeilenregeln begrenzt");
    }

    #[test]
    fn what_the_foot_has_no_room_for_stands_in_full_at_the_end() {
        let long = Footer {
            made_by: "Ada".to_owned(),
            filters: (0..60)
                .map(|n| format!("Variable {n}: Wert {n}"))
                .collect::<Vec<_>>()
                .join(" · "),
            ..Footer::default()
        };
        let made = foot(&long, Some("7 boxes".to_owned()), 400.0, words("de"));
        assert_eq!(
            (made.lines.len(), made.lines[0].as_str(), made.lines[2].as_str()),
            (3, "Erstellt von Ada", "7 boxes")
        );
        assert!(made.lines[1].ends_with(" …"), "{:?}", made.lines);
        assert!(made.in_full[0].contains("Variable 0: Wert 0") && made.in_full[0].ends_with("Variable 59: Wert 59"));
        let short = foot(
            &Footer {
                made_by: "Ada".to_owned(),
                ..Footer::default()
            },
            None,
            400.0,
            words("en"),
        );
        assert_eq!((short.lines.len(), short.in_full.len()), (1, 0));
    }

    #[test]
    fn footers_leave_out_what_is_empty() {
        let footer = Footer {
            made_by: "Ada".to_owned(),
            rows: "all".to_owned(),
            ..Footer::default()
        };
        assert_eq!(footer_lines(&footer, words("en")), ["Made by Ada", "Rows: all"]);
        assert!(footer_lines(&Footer::default(), words("en")).is_empty());
    }
}

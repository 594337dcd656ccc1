//! The few words that paper itself carries, in English and German, and what a drawing is called for those who cannot see
//! it. Texts that drawings carry are the chart code's.

use model::answer::{Answer, AnswerColumn};
use model::document::{Widget, WidgetKind};
use serde_json::Value as Json;

use super::page::{Footer, Reading};
use crate::zone;

/// The words of a language.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) made_by: &'static str,
    pub(crate) filters: &'static str,
    pub(crate) rows: &'static str,
    pub(crate) page: &'static str,
    pub(crate) of: &'static str,
    pub(crate) more_rows: &'static str,
    pub(crate) one_more_row: &'static str,
    pub(crate) untitled: &'static str,
    pub(crate) count: &'static str,
    pub(crate) no_rows: &'static str,
    pub(crate) and_more: &'static str,
    all_rows: &'static str,
    limited_rows: &'static str,
    since: &'static str,
    until: &'static str,
    pub(crate) not_answered: &'static str,
    kinds: [&'static str; 4],
}

static ENGLISH: Words = Words {
    made_by: "Made by ",
    filters: "Filters: ",
    rows: "Rows: ",
    page: "Page ",
    of: " of ",
    more_rows: "{n} more rows",
    one_more_row: "1 more row",
    untitled: "Dashboard",
    count: "rows",
    no_rows: "no rows",
    and_more: "and so on",
    all_rows: "all",
    limited_rows: "limited by row rules",
    since: "from ",
    until: "to ",
    not_answered: "This widget could not be answered.",
    kinds: ["Line chart", "Area chart", "Bar chart", "Pie chart"],
};

static GERMAN: Words = Words {
    made_by: "Erstellt von ",
    filters: "Filter: ",
    rows: "Zeilen: ",
    page: "Seite ",
    of: " von ",
    more_rows: "{n} weitere Zeilen",
    one_more_row: "1 weitere Zeile",
    untitled: "Dashboard",
    count: "Zeilen",
    no_rows: "keine Zeilen",
    and_more: "und so weiter",
    all_rows: "alle",
    limited_rows: "durch Zeilenregeln begrenzt",
    since: "von ",
    until: "bis ",
    not_answered: "Dieses Widget konnte nicht beantwortet werden.",
    kinds: ["Liniendiagramm", "Flächendiagramm", "Balkendiagramm", "Kreisdiagramm"],
};

/// The words of a locale; English where there is no translation.
pub(crate) fn words(locale: &str) -> &'static Words {
    if language(locale).0 == "de" { &GERMAN } else { &ENGLISH }
}

/// Language and region of a locale such as `de-AT`, as a page may declare them.
pub(crate) fn language(locale: &str) -> (String, Option<String>) {
    let letters =
        |part: &&str, most: usize| (2..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic());
    let mut parts = locale.split(['-', '_']);
    let Some(language) = parts.next().filter(|part| letters(part, 3)) else {
        return ("en".to_owned(), None);
    };
    let region = parts.find(|part| letters(part, 2)).map(str::to_ascii_uppercase);
    (language.to_ascii_lowercase(), region)
}

/// The footer of a reading, in the words, numbers and zone of who reads it.
pub(crate) fn footer(reading: &Reading<'_>, locale: &str, time_zone: &str) -> Footer {
    let words = words(locale);
    let moment = |at: model::Instant| zone::written(at, time_zone);
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
    Footer {
        made_by: reading.made_by.to_owned(),
        made_at: moment(reading.made_at),
        filters: filters.join(" · "),
        rows: rows.to_owned(),
    }
}

/// The lines of the footer.
pub(crate) fn footer_lines(footer: &Footer, words: &Words) -> Vec<String> {
    let named = |name: &str, text: &str| (!text.trim().is_empty()).then(|| format!("{name}{}", text.trim()));
    let joined = |parts: [Option<String>; 2]| parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let lines = [
        joined([named(words.made_by, &footer.made_by), named("", &footer.made_at)]),
        joined([named(words.rows, &footer.rows), named(words.filters, &footer.filters)]),
    ];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// "12 more rows".
pub(crate) fn more_rows(count: usize, words: &Words) -> String {
    if count == 1 {
        words.one_more_row.to_owned()
    } else {
        words.more_rows.replace("{n}", &count.to_string())
    }
}

/// What a chart shows, for those who cannot see it: its kind, its title, and its first rows.
pub(crate) fn alternative(widget: &Widget, answer: Option<&Answer>, words: &Words) -> String {
    let [line, area, bar, pie] = words.kinds;
    let kind = match widget.kind {
        WidgetKind::Line => line,
        WidgetKind::Area => area,
        WidgetKind::Pie => pie,
        _ => bar,
    };
    let title = widget
        .title
        .as_deref()
        .map(|title| format!(": {title}"))
        .unwrap_or_default();
    let Some(answer) = answer.filter(|answer| !answer.rows.is_empty()) else {
        return format!("{kind}{title}, {}.", words.no_rows);
    };
    let columns = answer.columns.iter().map(column_name).collect::<Vec<_>>().join(", ");
    let told = answer
        .rows
        .iter()
        .take(crate::limits::ROWS_READ_ALOUD)
        .map(|row| row.iter().map(plain).collect::<Vec<_>>().join(" "));
    let mut told = told.collect::<Vec<_>>().join("; ");
    if answer.rows.len() > crate::limits::ROWS_READ_ALOUD {
        told = format!("{told}; {}", words.and_more);
    }
    format!(
        "{kind}{title}. {} {} ({columns}): {told}.",
        answer.rows.len(),
        words.count
    )
}

fn column_name(column: &AnswerColumn) -> &str {
    column.label.as_deref().unwrap_or(&column.name)
}

fn plain(value: &Json) -> String {
    match value {
        Json::Null => "–".to_owned(),
        Json::String(text) => text.clone(),
        Json::Number(number) => match number.as_f64() {
            Some(value) if number.is_f64() => format!("{value:.2}"),
            _ => number.to_string(),
        },
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Footer, footer_lines, language, more_rows, words};

    #[test]
    fn locales() {
        assert_eq!(language("de-AT"), ("de".to_owned(), Some("AT".to_owned())));
        assert_eq!(language("zh-Hant-TW"), ("zh".to_owned(), Some("TW".to_owned())));
        assert_eq!(language("en"), ("en".to_owned(), None));
        assert_eq!(language("#panic()"), ("en".to_owned(), None));
        assert_eq!(words("de-CH").page, "Seite ");
        assert_eq!(words("fr").page, "Page ");
    }

    #[test]
    fn footers_speak_the_language_and_the_zone_of_their_reader() {
        let moment = |text: &str| text.parse::<model::Instant>().unwrap();
        let chosen = [("Flughafen".to_owned(), "JFK".to_owned())];
        let reading = super::Reading {
            made_by: "Ada",
            made_at: moment("2026-07-01T22:30:00Z"),
            chosen: &chosen,
            from: Some(moment("2013-01-01T00:00:00Z")),
            to: None,
            limited: true,
        };
        let footer = super::footer(&reading, "de-AT", "Europe/Vienna");
        assert_eq!(footer.made_at, "2026-07-02 00:30 CEST");
        assert_eq!(footer.filters, "Flughafen: JFK · von 2013-01-01 01:00 CET");
        assert_eq!(footer.rows, "durch Zeilenregeln begrenzt");
        let footer = super::footer(&reading, "fr", "UTC");
        assert_eq!(
            (footer.made_at.as_str(), footer.rows.as_str()),
            ("2026-07-01 22:30 UTC", "limited by row rules")
        );
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
        assert_eq!(more_rows(1, words("de")), "1 weitere Zeile");
    }
}

//! The few words that paper itself carries, in English and German, and what a drawing is called for those who cannot see
//! it. Texts that drawings carry are the chart code's.

use model::answer::{Answer, AnswerColumn};
use model::document::Widget;
use serde_json::Value as Json;

use crate::limits::{COLUMNS_NAMED, ROWS_READ_ALOUD};

/// The words of a language.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) made_by: &'static str,
    /// How a moment is written to the minute, as a format of strftime.
    pub(crate) moment: &'static str,
    pub(crate) filters: &'static str,
    pub(crate) rows: &'static str,
    pub(crate) page: &'static str,
    pub(crate) of: &'static str,
    pub(crate) more_rows: &'static str,
    pub(crate) one_more_row: &'static str,
    /// What a table in its place has no room for.
    pub(crate) more_columns: &'static str,
    pub(crate) one_more_column: &'static str,
    /// The part of a table that has more columns than a sheet.
    pub(crate) columns_of: &'static str,
    pub(crate) so_many_more: &'static str,
    pub(crate) text_cut: &'static str,
    pub(crate) continued: &'static str,
    pub(crate) more_bars: &'static str,
    pub(crate) missing: &'static str,
    pub(crate) one_missing: &'static str,
    pub(crate) in_full: &'static str,
    pub(crate) untitled: &'static str,
    pub(crate) count: &'static str,
    pub(crate) no_rows: &'static str,
    pub(crate) and_more: &'static str,
    pub(crate) all_rows: &'static str,
    pub(crate) limited_rows: &'static str,
    pub(crate) seen_by: &'static str,
    pub(crate) since: &'static str,
    pub(crate) until: &'static str,
    pub(crate) not_answered: &'static str,
    pub(crate) line: &'static str,
    pub(crate) area: &'static str,
    pub(crate) bar: &'static str,
    pub(crate) pie: &'static str,
}

static ENGLISH: Words = Words {
    made_by: "Made by ",
    moment: "%-d %b %Y, %H:%M %Z",
    filters: "Filters: ",
    rows: "Rows: ",
    page: "Page ",
    of: " of ",
    more_rows: "{n} more rows",
    one_more_row: "1 more row",
    more_columns: "{n} more columns have no room here: {names}",
    one_more_column: "1 more column has no room here: {names}",
    columns_of: "Columns {from} to {to} of {all}",
    so_many_more: "and {n} more",
    text_cut: "The rest of this does not fit here.",
    continued: "{title} (continued)",
    more_bars: "{title}: {n} more bars are not printed.",
    missing: "{n} characters have no font here and stand as boxes",
    one_missing: "1 character has no font here and stands as a box",
    in_full: "In full: {text}",
    untitled: "Dashboard",
    count: "rows",
    no_rows: "no rows",
    and_more: "and so on",
    all_rows: "all",
    limited_rows: "limited by row rules",
    seen_by: "as {name} sees them",
    since: "from ",
    until: "to ",
    not_answered: "This widget could not be answered.",
    line: "Line chart",
    area: "Area chart",
    bar: "Bar chart",
    pie: "Pie chart",
};

static GERMAN: Words = Words {
    made_by: "Erstellt von ",
    moment: "%d.%m.%Y, %H:%M %Z",
    filters: "Filter: ",
    rows: "Zeilen: ",
    page: "Seite ",
    of: " von ",
    more_rows: "{n} weitere Zeilen",
    one_more_row: "1 weitere Zeile",
    more_columns: "{n} weitere Spalten haben hier keinen Platz: {names}",
    one_more_column: "1 weitere Spalte hat hier keinen Platz: {names}",
    columns_of: "Spalten {from} bis {to} von {all}",
    so_many_more: "und {n} weitere",
    text_cut: "Der Rest hat hier keinen Platz.",
    continued: "{title} (Fortsetzung)",
    more_bars: "{title}: {n} weitere Balken sind nicht gedruckt.",
    missing: "{n} Zeichen haben hier keine Schrift und stehen als Kästchen da",
    one_missing: "1 Zeichen hat hier keine Schrift und steht als Kästchen da",
    in_full: "Ungekürzt: {text}",
    untitled: "Dashboard",
    count: "Zeilen",
    no_rows: "keine Zeilen",
    and_more: "und so weiter",
    all_rows: "alle",
    limited_rows: "durch Zeilenregeln begrenzt",
    seen_by: "wie {name} sie sieht",
    since: "von ",
    until: "bis ",
    not_answered: "Dieses Widget konnte nicht beantwortet werden.",
    line: "Liniendiagramm",
    area: "Flächendiagramm",
    bar: "Balkendiagramm",
    pie: "Kreisdiagramm",
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

/// "2 more columns have no room here: a, b".
pub(crate) fn more_columns(names: &[&str], words: &Words) -> String {
    let named = names.iter().take(COLUMNS_NAMED);
    let mut said = named.copied().collect::<Vec<_>>().join(", ");
    let more = names.len().saturating_sub(COLUMNS_NAMED);
    if more > 0 {
        said = format!("{said} {}", words.so_many_more.replace("{n}", &more.to_string()));
    }
    let sentence = if names.len() == 1 {
        words.one_more_column
    } else {
        words.more_columns
    };
    // Names last: one may hold what looks like a place for a number.
    sentence
        .replace("{n}", &names.len().to_string())
        .replace("{names}", &said)
}

/// "Columns 9 to 16 of 24", counted from 1.
pub(crate) fn columns_of(from: usize, to: usize, all: usize, words: &Words) -> String {
    let numbered = words.columns_of.replace("{from}", &from.to_string());
    numbered
        .replace("{to}", &to.to_string())
        .replace("{all}", &all.to_string())
}

/// What a chart shows, for those who cannot see it: `kind` in words, its title, and its first rows.
pub(crate) fn alternative(kind: &str, widget: &Widget, answer: Option<&Answer>, words: &Words) -> String {
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
        .take(ROWS_READ_ALOUD)
        .map(|row| row.iter().map(plain).collect::<Vec<_>>().join(" "));
    let mut told = told.collect::<Vec<_>>().join("; ");
    if answer.rows.len() > ROWS_READ_ALOUD {
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
    use super::{columns_of, language, more_columns, words};

    #[test]
    fn locales() {
        assert_eq!(language("de-AT"), ("de".to_owned(), Some("AT".to_owned())));
        assert_eq!(language("zh-Hant-TW"), ("zh".to_owned(), Some("TW".to_owned())));
        assert_eq!(language("en"), ("en".to_owned(), None));
        assert_eq!(language("#panic()"), ("en".to_owned(), None));
        assert_eq!(words("de-CH").page, "Seite ");
        assert_eq!(words("fr").page, "Page ");
        assert_eq!(columns_of(9, 16, 24, words("de")), "Spalten 9 bis 16 von 24");
        assert_eq!(
            more_columns(&["a {n}"], words("en")),
            "1 more column has no room here: a {n}"
        );
        let many = more_columns(&["a", "b", "c", "d", "e", "f", "g", "h"], words("en"));
        assert_eq!(many, "8 more columns have no room here: a, b, c, d, e, f and 2 more");
    }
}

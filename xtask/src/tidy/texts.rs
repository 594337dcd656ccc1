//! The texts of the screens: what English says, German says too, with the same placeholders.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::finding::Finding;
use super::source::SourceFile;

const FOLDER: &str = "web/src/i18n/";

/// Keys, placeholders or words that one language has and the other lacks.
pub(crate) fn check(files: &[SourceFile]) -> Vec<Finding> {
    let texts: Vec<&SourceFile> = files
        .iter()
        .filter(|f| f.path.starts_with(FOLDER) && f.is("json"))
        .collect();
    texts.iter().flat_map(|file| check_file(file, &texts)).collect()
}

fn check_file(file: &SourceFile, all: &[&SourceFile]) -> Vec<Finding> {
    let Some(other_path) = counterpart(&file.path) else {
        return vec![Finding::new(
            &file.path,
            0,
            "name it for its language: NAME.en.json and NAME.de.json",
        )];
    };
    let Some(other) = all.iter().find(|other| other.path == other_path) else {
        return vec![Finding::new(&file.path, 0, format!("{other_path} is missing"))];
    };
    match (read(file), read(other)) {
        (Ok(ours), Ok(theirs)) => compare(&file.path, &ours, &theirs),
        (Err(finding), _) => vec![finding],
        // The other file reports itself.
        (Ok(_), Err(_)) => Vec::new(),
    }
}

fn counterpart(path: &str) -> Option<String> {
    let swap = |from: &str, to: &str| {
        let start = path.strip_suffix(from)?;
        (start.ends_with('.') || start.ends_with('/')).then(|| format!("{start}{to}"))
    };
    swap("en.json", "de.json").or_else(|| swap("de.json", "en.json"))
}

type Texts = BTreeMap<String, String>;

fn read(file: &SourceFile) -> Result<Texts, Finding> {
    let json: Value =
        serde_json::from_str(&file.text).map_err(|error| Finding::new(&file.path, error.line(), "this is not JSON"))?;
    let mut texts = Texts::new();
    flatten("", &json, &mut texts);
    Ok(texts)
}

fn flatten(prefix: &str, json: &Value, texts: &mut Texts) {
    match json {
        Value::Object(map) => {
            for (key, value) in map {
                let path = if prefix.is_empty() {
                    key.clone()
                } else {
                    format!("{prefix}.{key}")
                };
                flatten(&path, value, texts);
            }
        }
        Value::String(text) => {
            texts.insert(prefix.to_owned(), text.clone());
        }
        other => {
            texts.insert(prefix.to_owned(), other.to_string());
        }
    }
}

fn compare(path: &str, ours: &Texts, theirs: &Texts) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (key, text) in ours {
        let message = match theirs.get(key) {
            None => format!("{key} is missing in the other language"),
            Some(_) if text.trim().is_empty() => format!("{key} says nothing"),
            Some(other) if placeholders(text) != placeholders(other) => {
                format!("{key} has other placeholders than in the other language")
            }
            Some(_) => continue,
        };
        findings.push(Finding::new(path, 0, message));
    }
    findings
}

/// Names in braces.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source::sample;

    fn messages(english: &str, german: &str) -> Vec<String> {
        let files = [
            sample("web/src/i18n/a.en.json", english),
            sample("web/src/i18n/a.de.json", german),
        ];
        check(&files)
            .into_iter()
            .map(|finding| format!("{} {}", finding.path, finding.message))
            .collect()
    }

    #[test]
    fn differences_between_languages_are_found() {
        let check = |english: &str, german: &str, expected: &str| {
            let found = messages(english, german).join("\n");
            assert!(found.contains(expected) && !expected.is_empty(), "{found}");
        };
        check(r#"{"a":"x","b":{"c":"y"}}"#, r#"{"a":"x"}"#, "b.c is missing");
        check(r#"{"a":"x"}"#, r#"{"a":"x","d":"z"}"#, "d is missing");
        check(r#"{"a":"{n} rows"}"#, r#"{"a":"{m} Zeilen"}"#, "other placeholders");
        check(r#"{"a":" "}"#, r#"{"a":"x"}"#, "says nothing");
        check("{", "{}", "not JSON");
        assert_eq!(messages(r#"{"a":"{n} rows"}"#, r#"{"a":"{n} Zeilen"}"#), [""; 0]);
    }

    #[test]
    fn a_language_alone_is_found() {
        assert!(!check(&[sample("web/src/i18n/a.en.json", "{}")]).is_empty());
        assert!(!check(&[sample("web/src/i18n/words.json", "{}")]).is_empty());
    }
}

//! Characters that no font here has: the typesetter draws a box for each. Which they are is said on the page, by name,
//! since they cannot be shown, and counted for the log.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use unicode_script::{Script, UnicodeScript as _};

use super::words::Words;
use crate::font;
use crate::limits::CHARACTERS_NAMED;

/// Characters of a document that stand on it as boxes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Missing(BTreeSet<char>);

impl Missing {
    /// Those in all texts of a document, drawings included.
    pub(crate) fn of<'a>(texts: &[&str], contents: impl IntoIterator<Item = &'a Json>) -> Self {
        let mut found = BTreeSet::new();
        texts.iter().for_each(|text| look_at(text, &mut found));
        contents.into_iter().for_each(|content| look(content, &mut found));
        Self(found)
    }

    /// How many different ones there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether every character has a font.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The scripts they belong to, with how many each: "Han 12, Thai 9". Says nothing of what was written.
    #[must_use]
    pub fn scripts(&self) -> String {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for c in &self.0 {
            let name = match c.script() {
                Script::Common | Script::Inherited | Script::Unknown => "Symbols",
                script => script.full_name(),
            };
            *counts.entry(name).or_default() += 1;
        }
        let said = counts.iter().map(|(name, count)| format!("{name} {count}"));
        said.collect::<Vec<_>>().join(", ")
    }

    /// For the foot of each page.
    pub(crate) fn short(&self, words: &Words) -> Option<String> {
        (!self.is_empty()).then(|| count(self.len(), words.one_missing, words.missing))
    }

    /// For the end of the document: scripts and code points.
    pub(crate) fn told(&self, words: &Words) -> Option<String> {
        let short = self.short(words)?;
        let named = self.0.iter().take(CHARACTERS_NAMED);
        let mut codes: Vec<String> = named.map(|c| format!("U+{:04X}", u32::from(*c))).collect();
        let more = self.len().saturating_sub(CHARACTERS_NAMED);
        if more > 0 {
            codes.push(words.so_many_more.replace("{n}", &more.to_string()));
        }
        Some(format!("{short}: {} ({}).", self.scripts(), codes.join(" ")))
    }
}

fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { one } else { many }.replace("{n}", &n.to_string())
}

fn look_at(text: &str, found: &mut BTreeSet<char>) {
    found.extend(text.chars().filter(|c| !c.is_ascii() && !font::has(*c)));
}

fn look(data: &Json, found: &mut BTreeSet<char>) {
    match data {
        Json::String(text) => look_at(text, found),
        Json::Array(items) => items.iter().for_each(|item| look(item, found)),
        Json::Object(fields) => fields.values().for_each(|field| look(field, found)),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Missing;
    use crate::paper::words::words;

    #[test]
    fn what_has_no_font_is_named() {
        let data = json!({ "title": "Απρίλιος Отчёт שלום ½ ≤", "rows": [["产品", "รายงาน"], ["🚀 产"]] });
        let missing = Missing::of(&[], [&data]);
        assert_eq!(missing.scripts(), "Han 2, Symbols 1, Thai 5");
        let told = missing.told(words("en")).unwrap();
        assert!(
            told.starts_with("8 characters have no font here and stand as boxes: Han 2"),
            "{told}"
        );
        assert!(told.contains("U+4EA7") && told.contains("U+1F680"), "{told}");
        assert_eq!(
            Missing::of(&["abc", "Größe"], [&json!(["−5\u{a0}€", 7])]).told(words("de")),
            None
        );
    }
}

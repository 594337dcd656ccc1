//! A pattern that a variable's texts must match. Its text is kept; the expression is compiled once, for all copies of it, within a
//! budget of memory. Compiling and matching take time: callers who serve others do it away from them.

use std::sync::{Arc, OnceLock};

use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

use crate::limits::{PATTERN_BYTES, PATTERN_CHARACTERS};

/// A regular expression, read but not yet compiled.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Pattern {
    text: Arc<str>,
    /// `None` inside: it is no expression, or one too large. It then matches nothing.
    compiled: Arc<OnceLock<Option<Regex>>>,
}

impl Pattern {
    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether a text matches as a whole; compiles the pattern if nobody did before.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    /// Whether it was compiled before, so that matching a text is quick.
    #[must_use]
    pub fn is_compiled(&self) -> bool {
        self.compiled.get().is_some()
    }

    /// Compiles it, unless somebody did before.
    pub fn compile(&self) {
        let _ = self.regex();
    }

    /// Refuses what is no regular expression, and one that is too large.
    ///
    /// # Errors
    /// A sentence for the author.
    pub fn check(&self) -> Result<(), String> {
        if self.text.chars().count() > PATTERN_CHARACTERS {
            return Err(format!("a pattern has at most {PATTERN_CHARACTERS} characters"));
        }
        match self.regex() {
            Some(_) => Ok(()),
            None => Err("this is not a regular expression, or one that takes too much memory".to_owned()),
        }
    }

    fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| compile(&self.text)).as_ref()
    }
}

/// The expression between the ends of the text. One that was accepted before its length was bounded is not compiled if it is longer.
fn compile(text: &str) -> Option<Regex> {
    let build = |text: &str| RegexBuilder::new(text).size_limit(PATTERN_BYTES).build().ok();
    if text.chars().count() > PATTERN_CHARACTERS {
        return None;
    }
    // By itself first: brackets that close what was never opened must not reach past the whole.
    build(text)?;
    build(&format!("^(?:{text})$"))
}

impl From<String> for Pattern {
    fn from(text: String) -> Self {
        Self {
            text: text.into(),
            compiled: Arc::default(),
        }
    }
}

impl From<Pattern> for String {
    fn from(pattern: Pattern) -> Self {
        pattern.text.as_ref().to_owned()
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> Pattern {
        Pattern::from(text.to_owned())
    }

    #[test]
    fn it_is_compiled_once_for_all_its_copies() {
        let first = pattern("[A-Z]{2}");
        let second = first.clone();
        assert!(!first.is_compiled());
        assert!(second.matches("UA") && !second.matches("UAL"));
        assert!(first.is_compiled());
    }

    #[test]
    fn what_takes_too_much_is_refused_and_matches_nothing() {
        let long = "x".repeat(PATTERN_CHARACTERS + 1);
        for text in ["(", "a)|(b", "((a{100}){100}){100}", long.as_str()] {
            let refused = pattern(text);
            assert!(refused.check().is_err(), "{text}");
            assert!(!refused.matches("x") && !refused.matches(text), "{text}");
        }
        assert!(pattern(&"x".repeat(PATTERN_CHARACTERS)).check().is_ok());
    }
}

//! Bounds stand together: a constant that says how many, how long or how big at most (or at least) is declared in a file
//! `limits.rs`, one for each crate or area, and so is a type of such bounds. A constant is taken for a bound by its name
//! and by what it counts in; a capacity given as a bare number is one too.

use super::finding::Finding;
use super::source::{SourceFile, identifiers, words_of};

/// Words in the name of a bound.
const WORDS: &str = "most max maximum min minimum limit limits deepest longest shortest largest smallest patience timeout \
    kept days hours minutes seconds readers connections tries waiting ahead";
/// Words that make a bound of a name when others stand before them: `UPLOAD_BYTES`.
const UNITS: &str = "bytes rows";
/// What a bound counts in.
const COUNTED: &str = "usize u64 u32 u16 u8 i64 i32 Duration TimeDelta NonZeroU32";
/// Calls whose first argument is how much is kept or may wait.
const CAPACITIES: [&str; 4] = ["Cache::new(", "max_capacity(", "broadcast::channel(", "mpsc::channel("];

/// A bound outside of a file for bounds.
pub(crate) fn check(file: &SourceFile) -> Vec<Finding> {
    let of_program = file.path.starts_with("crates/") && file.path.contains("/src/");
    if !file.is("rs") || !of_program || file.path.ends_with("/limits.rs") {
        return Vec::new();
    }
    let lines = file.rust_lines();
    let problems = lines.iter().enumerate().filter_map(|(number, line)| {
        let what = match bound(line) {
            Some(name) => format!("{name} is a bound"),
            None if unnamed(line) => "this number is a bound".to_owned(),
            None => return None,
        };
        let message = format!("{what}: declare it in the limits.rs of its crate or area");
        Some(Finding::new(&file.path, number + 1, message))
    });
    problems.collect()
}

/// The name of the bound, or of the type of bounds, that is declared on this line.
fn bound(line: &str) -> Option<&str> {
    if let Some((_, declared)) = line.split_once("struct ") {
        let name = identifiers(declared).first().map(|(_, name)| *name);
        return name.filter(|name| name.ends_with("Limits"));
    }
    let (before, declared) = line.split_once("const ")?;
    let (name, rest) = declared.split_once(':')?;
    let (kind, _) = rest.split_once('=')?;
    let declares = before.chars().all(|c| c.is_alphanumeric() || "_() ".contains(c));
    let kind = identifiers(kind).last().map(|(_, word)| *word)?;
    let words = words_of(name);
    let unit = words.len() > 1 && words.last().is_some_and(|last| is_one_of(UNITS, last));
    let bounds = unit || words.iter().any(|word| is_one_of(WORDS, word));
    (declares && bounds && is_one_of(COUNTED, kind)).then_some(name)
}

fn is_one_of(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|known| known == word)
}

/// Is a capacity of more than one given as a number?
fn unnamed(line: &str) -> bool {
    let mut arguments = CAPACITIES.iter().filter_map(|call| line.split_once(call));
    arguments.any(|(_, argument)| {
        let digits = argument.split(|c: char| !c.is_ascii_digit() && c != '_').next();
        let number = digits.unwrap_or_default().replace('_', "");
        number.parse().is_ok_and(|number: u64| number > 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source::sample;

    #[test]
    fn a_bound_outside_of_limits_is_found() {
        let finds = |text: &str| !check(&sample("crates/query/src/a.rs", text)).is_empty();
        for text in [
            "const MOST: usize = 1;",
            "pub(crate) const MAX_ROWS: u64 = 1;",
            "    const PATIENCE: Duration = Duration::from_secs(1);",
            "pub const SESSION_DAYS: i64 = 14;",
            "const WAIT_LIMIT: std::time::Duration = X;",
            "const UPLOAD_BYTES: usize = 1 << 30;",
            "pub struct Limits {",
            "struct UploadLimits;",
            "documents: moka::sync::Cache::new(1_000),",
            "changes: broadcast::channel(1024).0,",
        ] {
            assert!(finds(text), "{text}");
            assert!(check(&sample("crates/query/src/limits.rs", text)).is_empty(), "{text}");
            assert!(check(&sample("crates/query/tests/it/a.rs", text)).is_empty(), "{text}");
            assert!(check(&sample("xtask/src/a.rs", text)).is_empty(), "{text}");
        }
        assert!(!finds("const MOST_USED: &str = \"a\";"));
        assert!(!finds("const BYTES: usize = 20;"));
        assert!(!finds("limits: Limits, // struct Limits"));
        assert!(!finds("Cache::new(limits.documents); let (a, b) = mpsc::channel(1);"));
        assert!(!finds("const fn most(limit: usize) -> usize { limit }"));
        assert!(!finds("// const MOST: usize = 1;"));
        assert!(!finds("let x: &'static [u8] = b; const ALMOST: usize = 3;"));
        assert!(!finds("#[cfg(test)]\nconst MOST: usize = 1;"));
    }
}

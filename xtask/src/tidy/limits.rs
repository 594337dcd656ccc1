//! Bounds stand together: a constant that says how many, how long or how big at most (or at least) is declared in a file
//! `limits.rs`, one for each crate or area. A constant is taken for a bound by its name and by what it counts in.

use super::finding::Finding;
use super::source::{SourceFile, identifiers, words_of};

/// Words in the name of a bound.
const WORDS: [&str; 24] = [
    "most",
    "max",
    "maximum",
    "min",
    "minimum",
    "limit",
    "limits",
    "deepest",
    "longest",
    "shortest",
    "largest",
    "smallest",
    "patience",
    "timeout",
    "kept",
    "days",
    "hours",
    "minutes",
    "seconds",
    "readers",
    "connections",
    "tries",
    "waiting",
    "ahead",
];
/// Words that make a bound of a name when others stand before them: `UPLOAD_BYTES`.
const UNITS: [&str; 2] = ["bytes", "rows"];
/// What a bound counts in.
const COUNTED: [&str; 10] = [
    "usize",
    "u64",
    "u32",
    "u16",
    "u8",
    "i64",
    "i32",
    "Duration",
    "TimeDelta",
    "NonZeroU32",
];

/// A bound outside of a file for bounds.
pub(crate) fn check(file: &SourceFile) -> Vec<Finding> {
    let of_program = file.path.starts_with("crates/") && file.path.contains("/src/");
    if !file.is("rs") || !of_program || file.path.ends_with("/limits.rs") {
        return Vec::new();
    }
    let lines = file.rust_lines();
    let bounds = lines
        .iter()
        .enumerate()
        .filter_map(|(number, line)| Some((number, bound(line)?)));
    bounds
        .map(|(number, name)| {
            let message = format!("{name} is a bound: declare it in the limits.rs of its crate or area");
            Finding::new(&file.path, number + 1, message)
        })
        .collect()
}

/// The name of the bound that is declared on this line.
fn bound(line: &str) -> Option<&str> {
    let (before, declared) = line.split_once("const ")?;
    let (name, rest) = declared.split_once(':')?;
    let (kind, _) = rest.split_once('=')?;
    let declares = before.chars().all(|c| c.is_alphanumeric() || "_() ".contains(c));
    let kind = identifiers(kind).last().map(|(_, word)| *word)?;
    let words = words_of(name);
    let unit = words.len() > 1 && words.last().is_some_and(|last| UNITS.contains(&last.as_str()));
    let bounds = unit || words.iter().any(|word| WORDS.contains(&word.as_str()));
    (declares && bounds && COUNTED.contains(&kind)).then_some(name)
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
        ] {
            assert!(finds(text), "{text}");
            assert!(check(&sample("crates/query/src/limits.rs", text)).is_empty(), "{text}");
            assert!(check(&sample("crates/query/tests/it/a.rs", text)).is_empty(), "{text}");
            assert!(check(&sample("xtask/src/a.rs", text)).is_empty(), "{text}");
        }
        assert!(!finds("const MOST_USED: &str = \"a\";"));
        assert!(!finds("const BYTES: usize = 20;"));
        assert!(!finds("const fn most(limit: usize) -> usize { limit }"));
        assert!(!finds("// const MOST: usize = 1;"));
        assert!(!finds("let x: &'static [u8] = b; const ALMOST: usize = 3;"));
        assert!(!finds("#[cfg(test)]\nconst MOST: usize = 1;"));
    }
}

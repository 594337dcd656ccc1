//! Calls that only some files may make: the clock belongs to the operation, words on a terminal to the command line.

use super::finding::Finding;
use super::source::SourceFile;

/// The only files of the program that read the real clock; everybody else is told the time by `Op`.
const CLOCK: [&str; 1] = ["crates/server/src/clock.rs"];
const CLOCK_CALLS: [&str; 3] = ["SystemTime::now", "Utc::now", "Local::now"];
const PRINTS: [&str; 4] = ["println!", "print!", "eprintln!", "eprint!"];

/// A banned call in the program.
pub(crate) fn check(file: &SourceFile) -> Vec<Finding> {
    if !file.is("rs") || !file.path.starts_with("crates/") || file.is_beside_the_program() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (number, line) in file.rust_lines().iter().enumerate() {
        if !CLOCK.contains(&file.path.as_str()) && CLOCK_CALLS.iter().any(|call| line.contains(call)) {
            let message = "the clock is Op::now; only crates/server/src/clock.rs reads the real one";
            findings.push(Finding::new(&file.path, number + 1, message));
        }
        if !may_print(&file.path) && PRINTS.iter().any(|call| calls(line, call)) {
            let message = "print only in main and the command line; elsewhere say it with tracing";
            findings.push(Finding::new(&file.path, number + 1, message));
        }
    }
    findings
}

fn may_print(path: &str) -> bool {
    path.ends_with("/main.rs") || path.ends_with("/build.rs") || path.contains("/cli/") || path.ends_with("/cli.rs")
}

fn calls(line: &str, call: &str) -> bool {
    line.match_indices(call).any(|(at, _)| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source::sample;

    #[test]
    fn the_clock_and_the_terminal_are_guarded() {
        let finds = |path: &str, text: &str| !check(&sample(path, text)).is_empty();
        assert!(finds("crates/access/src/gate.rs", "let now = Utc::now();"));
        assert!(finds("crates/store/src/a.rs", "std::time::SystemTime::now()"));
        assert!(finds("crates/server/src/app/a.rs", "println!(\"hello\");"));
        assert!(finds("crates/query/src/a.rs", "eprintln!(\"hello\");"));
        assert!(!finds("crates/server/src/clock.rs", "Utc::now()"));
        assert!(!finds("crates/server/src/main.rs", "println!(\"hello\");"));
        assert!(!finds("crates/server/src/cli/demo.rs", "println!(\"hello\");"));
        assert!(!finds(
            "crates/query/examples/bench.rs",
            "println!(\"{}\", Utc::now());"
        ));
        assert!(!finds(
            "crates/access/src/gate.rs",
            "// Utc::now is forbidden\nmy_println!()"
        ));
        assert!(!finds(
            "crates/access/src/gate.rs",
            "#[cfg(test)]\nmod tests { fn a() { Utc::now(); } }"
        ));
    }
}

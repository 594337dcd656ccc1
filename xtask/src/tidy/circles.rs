//! Circles of files: files that need each other can be read, moved and tested only together. Counted are the modules of
//! each Rust crate and the files of web, imports of types included. A file that only lists or hands on what is below it
//! is not part of a circle.
//!
//! A circle that has to be is named where it closes, with its reason: in Rust `//! Circle with FILE: why.`, in
//! TypeScript `// tidy: circle with FILE: why`, in the file whose import it is.

use super::finding::Finding;
use super::graph::{self, Edge};
use super::source::SourceFile;

/// Words with which an exception begins, behind the marks of a comment.
const RUST: (&str, &str) = ("//!", "Circle with ");
const SCRIPT: (&str, &str) = ("//", "tidy: circle with ");

/// One import that may close a circle.
struct Exception<'f> {
    file: &'f str,
    line: usize,
    with: &'f str,
    reason: &'f str,
}

/// Circles without a reason, and reasons without a circle.
pub(crate) fn check(files: &[SourceFile], edges: &[Edge]) -> Vec<Finding> {
    let exceptions: Vec<Exception<'_>> = files.iter().flat_map(exceptions).collect();
    let rest = without(edges, &exceptions, None);
    let mut findings: Vec<Finding> = graph::circles(&rest).iter().map(|circle| tell(circle, edges)).collect();
    for (index, exception) in exceptions.iter().enumerate() {
        let problem = if exception.reason.is_empty() {
            "say why this circle has to be"
        } else if edges.iter().filter(|edge| exception.covers(edge)).count() > 1 {
            "more than one file is called so: name it with its folder"
        } else if is_needed(index, &exceptions, edges) {
            continue;
        } else {
            "there is no such circle any more: take this line away"
        };
        findings.push(Finding::new(exception.file, exception.line, problem));
    }
    findings
}

fn exceptions(file: &SourceFile) -> Vec<Exception<'_>> {
    let (marks, words) = match file {
        file if file.is("rs") => RUST,
        file if file.is_typescript() => SCRIPT,
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    for (number, line) in file.views().comments.lines().enumerate() {
        let text = line.trim_start().strip_prefix(marks).map(str::trim_start);
        if let Some(text) = text.and_then(|text| text.strip_prefix(words)) {
            let (with, reason) = text.split_once(':').unwrap_or((text, ""));
            found.push(Exception {
                file: &file.path,
                line: number + 1,
                with: with.trim_matches(|c: char| c == '`' || c.is_whitespace()),
                reason: reason.trim(),
            });
        }
    }
    found
}

impl Exception<'_> {
    fn covers(&self, edge: &Edge) -> bool {
        let before = edge.to.strip_suffix(self.with);
        edge.from == self.file && before.is_some_and(|before| before.is_empty() || before.ends_with('/'))
    }
}

fn without(edges: &[Edge], exceptions: &[Exception<'_>], keep: Option<usize>) -> Vec<Edge> {
    let excepted = |edge: &Edge| {
        let mut others = exceptions.iter().enumerate().filter(|(index, _)| Some(*index) != keep);
        others.any(|(_, exception)| exception.covers(edge))
    };
    edges.iter().filter(|edge| !excepted(edge)).cloned().collect()
}

/// Would there be a circle if only this exception were gone?
fn is_needed(index: usize, exceptions: &[Exception<'_>], edges: &[Edge]) -> bool {
    let edges_left = without(edges, exceptions, Some(index));
    let Some(exception) = exceptions.get(index) else {
        return false;
    };
    let mut covered = edges_left.iter().filter(|edge| exception.covers(edge));
    covered.any(|edge| graph::leads(&edges_left, &edge.to, &edge.from))
}

fn tell(circle: &[String], edges: &[Edge]) -> Finding {
    let line_of = |from: &str, to: &str| {
        edges
            .iter()
            .find(|e| e.from == from && e.to == to)
            .map_or(0, |e| e.line)
    };
    let first = circle.first().map_or("", String::as_str);
    let next = circle.iter().skip(1).map(String::as_str).chain([first]);
    let steps = circle.iter().zip(next);
    let told: String = steps
        .map(|(from, to)| format!("{}:{} → ", short(from), line_of(from, to)))
        .collect();
    let line = circle.get(1).map_or(0, |second| line_of(first, second));
    Finding::new(first, line, format!("a circle of files: {told}{}", short(first)))
}

/// The path as far as it says more than the crate's name.
fn short(path: &str) -> &str {
    path.split_once("/src/")
        .or_else(|| path.split_once("/tests/"))
        .map_or(path, |(_, short)| short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source::sample;

    fn messages(files: &[SourceFile]) -> Vec<String> {
        let edge = |from: &str, to: &str| Edge {
            from: from.to_owned(),
            to: to.to_owned(),
            line: 7,
        };
        let edges = [
            edge("crates/a/src/b.rs", "crates/a/src/c.rs"),
            edge("crates/a/src/c.rs", "crates/a/src/b.rs"),
            edge("crates/a/src/d.rs", "crates/a/src/b.rs"),
            edge("crates/a/src/e.rs", "crates/a/src/f/mod.rs"),
            edge("crates/a/src/e.rs", "crates/a/src/g/mod.rs"),
        ];
        check(files, &edges)
            .into_iter()
            .map(|finding| format!("{} {}", finding.path, finding.message))
            .collect()
    }

    #[test]
    fn a_circle_is_found() {
        assert_eq!(
            messages(&[]),
            ["crates/a/src/b.rs a circle of files: b.rs:7 → c.rs:7 → b.rs"]
        );
    }

    #[test]
    fn a_circle_with_a_reason_is_not() {
        let excepted = |text: &str| messages(&[sample("crates/a/src/c.rs", text)]);
        assert_eq!(
            excepted("//! C.\n//! Circle with `b.rs`: each is half of the parser.\n"),
            [""; 0]
        );
        assert_eq!(
            excepted("//! Circle with src/b.rs: each is half of the parser.\n"),
            [""; 0]
        );
        assert_eq!(
            excepted("//! Circle with b.rs:\n"),
            ["crates/a/src/c.rs say why this circle has to be"]
        );
        assert_eq!(excepted("//! Circle with .rs: nonsense.\n").len(), 2);
        let ambiguous = messages(&[sample("crates/a/src/e.rs", "//! Circle with mod.rs: one of them.\n")]);
        assert!(
            ambiguous.iter().any(|message| message.contains("more than one file")),
            "{ambiguous:?}"
        );
    }

    #[test]
    fn a_reason_without_a_circle_is_found() {
        let gone = ["there is no such circle any more: take this line away"];
        let d = sample("crates/a/src/d.rs", "//! Circle with b.rs: once it was so.\n");
        let c = sample(
            "crates/a/src/c.rs",
            "//! Circle with b.rs: each is half of the parser.\n",
        );
        assert_eq!(messages(&[c, d]), [format!("crates/a/src/d.rs {}", gone[0])]);
        let script = sample("web/src/a.ts", "// tidy: circle with b.ts: once it was so\n");
        assert!(messages(&[script])[1].ends_with(gone[0]));
    }
}

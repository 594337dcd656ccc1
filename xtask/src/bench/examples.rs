//! Benches that are examples of a crate. Each prints JSON lines: `bench`, `what`, figures, and for a figure `x` perhaps
//! its goal `goal_x`. Names that end in `_per_s` should be at least their goal, all others at most.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::Context as _;
use serde_json::{Map, Value};

use super::table::Row;

/// Goals of figures whose example does not say them itself.
const GOALS: [(&str, &str, f64); 2] = [("B8", "ratio", 1.1), ("B9", "rows_per_s", 500_000.0)];

/// Runs the built example and reads its rows.
///
/// # Errors
/// When it is missing or fails.
pub(super) fn run(target: &Path, package: &str, example: &str) -> anyhow::Result<Vec<Row>> {
    let output = output(target, package, example)?;
    let lines = output.lines().filter_map(|line| serde_json::from_str(line).ok());
    let rows: Vec<Row> = lines.flat_map(|line| read(&line)).collect();
    anyhow::ensure!(
        !rows.is_empty(),
        "the example of {package} printed nothing that can be read"
    );
    Ok(rows)
}

/// What an example prints.
///
/// # Errors
/// When it is missing or fails.
pub(super) fn output(target: &Path, package: &str, example: &str) -> anyhow::Result<String> {
    println!("measuring: {package}");
    let program = built(&target.join("release/examples"), package, example)?;
    let output = Command::new(&program)
        .output()
        .with_context(|| format!("cannot run {}", program.display()))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said
        .lines()
        .rev()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    anyhow::ensure!(output.status.success(), "the example of {package} failed: {last}");
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The newest program that was built from this package's example. Examples of different packages may have the same
/// name, and asking cargo to run one would build it again for that package alone; so the list of sources that the
/// compiler leaves beside each program says which is which.
fn built(folder: &Path, package: &str, example: &str) -> anyhow::Result<PathBuf> {
    // An example is a file, or a folder with a file `main.rs`.
    let source = format!("crates/{package}/examples/{example}");
    let sources = [format!("{source}.rs"), format!("{source}/main.rs")];
    let mut found: Option<(SystemTime, PathBuf)> = None;
    let missing = || format!("no program of {source}: run make bench");
    let is_from = |list: &str| sources.iter().any(|source| list.contains(source));
    for entry in std::fs::read_dir(folder).with_context(missing)? {
        let list = entry?.path();
        let is_list = list.extension().is_some_and(|end| end == "d");
        let program = list.with_extension("");
        // Only names with a hash: the plain name belongs to whichever was built last.
        let hashed = program
            .file_name()
            .is_some_and(|name| name.to_string_lossy().contains('-'));
        if is_list && hashed && program.exists() && is_from(&std::fs::read_to_string(&list)?) {
            let at = std::fs::metadata(&program)?.modified()?;
            if found.as_ref().is_none_or(|(newest, _)| at > *newest) {
                found = Some((at, program));
            }
        }
    }
    found.map(|(_, program)| program).with_context(missing)
}

fn read(line: &Map<String, Value>) -> Vec<Row> {
    let Some(bench) = line.get("bench").and_then(Value::as_str) else {
        return Vec::new();
    };
    let what = line.get("what").and_then(Value::as_str).unwrap_or_default();
    let figures = line
        .iter()
        .filter_map(|(name, value)| Some((name.as_str(), value.as_f64()?)));
    let (with_goal, others): (Vec<_>, Vec<_>) = figures
        .filter(|(name, _)| !name.starts_with("goal_"))
        .map(|(name, value)| (name, value, goal(line, bench, name)))
        .partition(|(_, _, goal)| goal.is_some());
    let beside = others
        .iter()
        .map(|(name, value, _)| format!("{} {}", words(name), number(*value)))
        .collect::<Vec<_>>()
        .join(", ");
    let mut rows: Vec<Row> = with_goal
        .iter()
        .filter_map(|(name, value, goal)| Some((name, value, (*goal)?)))
        .map(|(name, value, goal)| {
            let more = name.ends_with("_per_s");
            let met = if more { *value >= goal } else { *value <= goal };
            let sign = if more { "≥" } else { "≤" };
            Row::new(
                bench,
                &format!("{what}: {}", words(name)),
                number(*value),
                &format!("{sign} {}", number(goal)),
                Some(met),
            )
        })
        .collect();
    match rows.first_mut() {
        Some(first) => first.ratio = beside,
        None => rows.push(Row::new(bench, what, beside, "", None)),
    }
    rows
}

fn goal(line: &Map<String, Value>, bench: &str, name: &str) -> Option<f64> {
    let said = line.get(&format!("goal_{name}")).and_then(Value::as_f64);
    let known = || {
        GOALS
            .iter()
            .find(|(b, n, _)| *b == bench && *n == name)
            .map(|(_, _, goal)| *goal)
    };
    said.or_else(known)
}

fn words(name: &str) -> String {
    name.replace('_', " ")
}

/// A number with blanks between thousands, and decimals only where they matter.
pub(super) fn number(value: f64) -> String {
    if value.abs() < 100.0 && value.fract() != 0.0 {
        return format!("{value:.2}");
    }
    let digits = format!("{value:.0}");
    let mut out = String::new();
    for (index, c) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) && !out.ends_with('-') {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(json: &str) -> Vec<Row> {
        read(&serde_json::from_str(json).unwrap())
    }

    #[test]
    fn goals_decide_in_the_right_direction() {
        let met = |json: &str| rows(json).iter().map(|row| row.met).collect::<Vec<_>>();
        assert_eq!(
            met(r#"{"bench":"B1","what":"x","p50_ns":900,"p99_ns":2100,"goal_p50_ns":1000,"goal_p99_ns":2000}"#),
            [Some(true), Some(false)]
        );
        assert_eq!(met(r#"{"bench":"B9","rows_per_s":600000}"#), [Some(true)]);
        assert_eq!(met(r#"{"bench":"B9","rows_per_s":60000}"#), [Some(false)]);
        assert_eq!(met(r#"{"bench":"B8","ratio":1.2}"#), [Some(false)]);
        assert_eq!(met(r#"{"bench":"B3","cut_ms":12}"#), [None]);
        assert!(rows(r#"{"p50":1}"#).is_empty());
    }

    #[test]
    fn the_newest_program_of_the_right_package_is_run() {
        let folder = std::env::temp_dir().join(format!("vitrine-xtask-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for (name, source) in [("bench-1", "access"), ("bench-2", "query"), ("bench", "access")] {
            std::fs::write(folder.join(name), "").unwrap();
            std::fs::write(
                folder.join(format!("{name}.d")),
                format!("x: crates/{source}/examples/bench.rs"),
            )
            .unwrap();
        }
        std::fs::write(folder.join("bench-3"), "").unwrap();
        std::fs::write(folder.join("bench-3.d"), "x: crates/store/examples/bench/main.rs").unwrap();
        let name = |package: &str| built(&folder, package, "bench").map(|path| path.file_name().unwrap().to_owned());
        assert_eq!(name("access").unwrap(), "bench-1");
        assert_eq!(name("query").unwrap(), "bench-2");
        assert_eq!(name("store").unwrap(), "bench-3");
        assert!(name("render").is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn numbers_are_readable() {
        assert_eq!(number(1_234_567.0), "1 234 567");
        assert_eq!(number(999.0), "999");
        assert_eq!(number(1.128), "1.13");
        assert_eq!(number(-1234.0), "-1 234");
    }
}

//! B1 beside other engines: the gate, cedar and casbin answer the same questions over the same facts in one run of the program in
//! `peers/`, which fails where the gate and cedar differ. Reads what it says; measures nothing itself.

use std::path::Path;
use std::process::Command;

use anyhow::Context as _;
use serde_json::Value;

use super::examples::number;
use super::table::Row;

/// As many times faster than cedar a check has to be.
const FASTER: f64 = 14.0;

/// Runs the built program.
///
/// # Errors
/// When it is missing, fails or says something else.
pub(super) fn run(target: &Path) -> anyhow::Result<Vec<Row>> {
    println!("measuring: cedar and casbin");
    let program = target.join("peers/release/bench");
    let output = Command::new(&program)
        .output()
        .with_context(|| format!("no program {}: run make bench", program.display()))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().rev().find(|line| !line.trim().is_empty());
    anyhow::ensure!(output.status.success(), "peers failed: {}", last.unwrap_or_default());
    rows(&String::from_utf8_lossy(&output.stdout))
}

/// What one engine needed.
#[derive(Debug, Clone, Copy)]
struct Times {
    p50: f64,
    p99: f64,
}

fn rows(said: &str) -> anyhow::Result<Vec<Row>> {
    let lines: Vec<Value> = said
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    let name = |line: &Value| line.get("what").and_then(Value::as_str).unwrap_or_default().to_owned();
    let figure = |line: &Value, name: &str| line.get(name).and_then(Value::as_f64).unwrap_or(0.0);
    let times = |line: &Value| Times {
        p50: figure(line, "p50_ns"),
        p99: figure(line, "p99_ns"),
    };
    let ours = lines.iter().find(|line| name(line) == "gate").map(times);
    let ours = ours.context("the gate said nothing")?;
    let row = |line: &Value| {
        let (what, theirs) = (name(line), times(line));
        let memory = figure(line, "mib");
        let memory = if memory > 0.0 {
            format!(", {} MiB", number(memory))
        } else {
            String::new()
        };
        let figure = format!(
            "p50 {} ns, p99 {} ns{memory}, ready in {} ms",
            number(theirs.p50),
            number(theirs.p99),
            number(figure(line, "build_ms"))
        );
        let ratio = theirs.p50 / ours.p50.max(f64::MIN_POSITIVE);
        let judged = what.starts_with("cedar");
        let goal = if judged {
            format!("gate ≥ {FASTER:.0} × faster")
        } else {
            String::new()
        };
        let row = Row::new(
            "B1",
            &format!("the same by {what}"),
            figure,
            &goal,
            judged.then_some(ratio >= FASTER),
        );
        row.against(format!(
            "gate p50 {} ns, p99 {} ns: {} × and {} ×",
            number(ours.p50),
            number(ours.p99),
            number(ratio),
            number(theirs.p99 / ours.p99.max(f64::MIN_POSITIVE))
        ))
    };
    let others: Vec<Row> = lines.iter().filter(|line| name(line) != "gate").map(row).collect();
    anyhow::ensure!(!others.is_empty(), "no other engine said anything");
    Ok(others)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(cedar_p50: u32) -> String {
        format!(
            "{{\"bench\":\"B1\",\"what\":\"gate\",\"p50_ns\":500,\"p99_ns\":1000,\"build_ms\":9,\"mib\":80}}\n\
             a line of something else\n\
             {{\"bench\":\"B1\",\"what\":\"cedar-policy\",\"p50_ns\":{cedar_p50},\"p99_ns\":20000,\"build_ms\":9,\"mib\":400}}\n\
             {{\"bench\":\"B1\",\"what\":\"casbin\",\"p50_ns\":60000,\"p99_ns\":90000,\"build_ms\":9,\"mib\":0}}"
        )
    }

    #[test]
    fn others_are_rows_and_cedar_is_judged() {
        let met = |p50| rows(&said(p50)).unwrap().iter().map(|row| row.met).collect::<Vec<_>>();
        assert_eq!(met(7_000), [Some(true), None]);
        assert_eq!(met(6_999), [Some(false), None]);
        let first = rows(&said(10_000)).unwrap().remove(0);
        assert!(
            first.figure.contains("10 000 ns") && first.ratio.contains("20 ×"),
            "{first:?}"
        );
    }

    #[test]
    fn silence_is_an_error() {
        assert!(rows("").is_err());
        assert!(rows("{\"what\":\"gate\",\"p50_ns\":1}").is_err());
    }
}

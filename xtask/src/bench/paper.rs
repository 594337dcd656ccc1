//! B7: a document of ten charts and a table, by the program's own typesetter, and the same content as a static page
//! printed by headless Chromium in the same run.

use std::path::Path;
use std::process::Command;

use anyhow::Context as _;
use serde_json::Value;

use super::table::Row;

/// Measures both.
///
/// # Errors
/// When the own example fails; a missing Chromium only leaves the comparison out.
pub(super) fn run(root: &Path, target: &Path) -> anyhow::Result<Vec<Row>> {
    let said = super::examples::output(target, "render", "pdf_bench")?;
    let figure = |name: &str| figure(&said, name).with_context(|| format!("the example did not say {name}"));
    let (cold, warm, peak) = (figure("cold")?, figure("warm")?, figure("peak")?);
    println!("measuring: the same by headless Chromium");
    let chromium = chromium(root);
    let against = |ours: f64, key: &str| match &chromium {
        Ok(said) => match said.get(key).and_then(Value::as_f64) {
            Some(theirs) => format!("Chromium {theirs:.0}: {:.1} ×", theirs / ours.max(f64::MIN_POSITIVE)),
            None => String::new(),
        },
        Err(error) => format!("Chromium: {error:#}"),
    };
    let faster = chromium
        .as_ref()
        .ok()
        .and_then(|said| said.get("warm_ms")?.as_f64())
        .map(|theirs| theirs >= 8.0 * warm);
    Ok(vec![
        Row::new(
            "B7",
            "PDF, 10 charts + 400 rows, warm",
            format!("{warm:.0} ms"),
            "≤ 100 ms, Chromium ≥ 8 ×",
            Some(warm <= 100.0 && faster != Some(false)),
        )
        .against(against(warm, "warm_ms")),
        Row::new(
            "B7",
            "the same from a cold process",
            format!("{cold:.0} ms"),
            "≤ 250 ms",
            Some(cold <= 250.0),
        )
        .against(against(cold, "cold_ms")),
        Row::new(
            "B7",
            "the same, peak memory",
            format!("{peak:.0} MiB"),
            "≤ 80 MiB",
            Some(peak <= 80.0),
        )
        .against(against(peak, "peak_mib")),
    ])
}

/// `B7 pdf warm 33 ms (every drawing new)`: the first line of this name.
fn figure(said: &str, name: &str) -> Option<f64> {
    let line = said
        .lines()
        .find_map(|line| line.strip_prefix("B7 pdf ")?.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

fn chromium(root: &Path) -> anyhow::Result<Value> {
    let output = Command::new("node")
        .arg(root.join("xtask/bench/print.mjs"))
        .output()
        .context("node")?;
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said
        .lines()
        .rev()
        .find(|line| line.contains("Error"))
        .unwrap_or("no printing");
    anyhow::ensure!(output.status.success(), "{last}");
    serde_json::from_slice(&output.stdout).context("unreadable")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_understood() {
        let said = "B7 pdf cold 210 ms\nB7 pdf warm 33 ms (every drawing new)\nB7 pdf warm 12 ms (drawings kept)\nB7 pdf peak 90 MiB\n";
        assert_eq!(
            (figure(said, "cold"), figure(said, "warm"), figure(said, "peak")),
            (Some(210.0), Some(33.0), Some(90.0))
        );
        assert_eq!(figure(said, "size"), None);
    }
}

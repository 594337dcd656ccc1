//! The one table that a bench run prints, and the machine it ran on. No measuring.

/// One measured thing.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Which bench, such as `B4`.
    pub(super) bench: String,
    /// What was measured.
    pub(super) what: String,
    /// What was found.
    pub(super) figure: String,
    /// What it should be; empty where there is no goal.
    pub(super) goal: String,
    /// Against the peer measured in the same run; empty where there is none.
    pub(super) ratio: String,
    /// Whether the goal is met; `None` where there is none.
    pub(super) met: Option<bool>,
}

impl Row {
    /// A figure with a goal.
    pub(super) fn new(bench: &str, what: &str, figure: String, goal: &str, met: Option<bool>) -> Self {
        Self {
            bench: bench.to_owned(),
            what: what.to_owned(),
            figure,
            goal: goal.to_owned(),
            ratio: String::new(),
            met,
        }
    }

    /// The same with a comparison.
    pub(super) fn against(mut self, ratio: String) -> Self {
        self.ratio = ratio;
        self
    }

    /// A part that could not be measured.
    pub(super) fn failed(bench: &str, error: &anyhow::Error) -> Self {
        Self::new(bench, "not measured", format!("{error:#}"), "", Some(false))
    }

    fn cells(&self) -> [String; 6] {
        let verdict = match self.met {
            Some(true) => "PASS",
            Some(false) => "short",
            None => "",
        };
        [&self.bench, &self.what, &self.figure, &self.goal, &self.ratio, verdict].map(|cell| cell.replace('\n', " "))
    }
}

/// The rows as a Markdown table with aligned columns.
pub(super) fn print(rows: &[Row]) -> String {
    let head = ["bench", "what", "figure", "goal", "against", ""].map(str::to_owned);
    let mut lines = vec![head];
    lines.extend(rows.iter().map(Row::cells));
    let widths: Vec<usize> = (0..6)
        .map(|column| {
            lines
                .iter()
                .filter_map(|line| line.get(column))
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let write = |line: &[String; 6]| {
        let cells = line
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!(" {cell:<width$} "));
        format!("|{}|", cells.collect::<Vec<_>>().join("|"))
    };
    let rule = format!(
        "|{}|",
        widths
            .iter()
            .map(|width| "-".repeat(width + 2))
            .collect::<Vec<_>>()
            .join("|")
    );
    let mut written: Vec<String> = lines.iter().map(write).collect();
    written.insert(1, rule);
    written.join("\n")
}

/// Processor, cores and memory, where the system tells.
pub(super) fn machine() -> String {
    let model = first_value("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".to_owned());
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let memory = first_value("/proc/meminfo", "MemTotal");
    let memory = memory
        .and_then(|text| text.split_whitespace().next()?.parse::<u64>().ok())
        .map(|kib| kib / (1 << 20));
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split_whitespace().next().unwrap_or("?").to_owned();
    format!(
        "{model}, {cores} cores, {} GiB; load at the end {load}",
        memory.unwrap_or(0)
    )
}

fn first_value(path: &str, key: &str) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(key))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_in_line_and_misses_are_said() {
        let rows = [
            Row::new("B1", "check", "900 ns".to_owned(), "≤ 1 000 ns", Some(true)),
            Row::new("B10", "start", "2 s".to_owned(), "≤ 500 ms", Some(false)).against("3 ×".to_owned()),
        ];
        let table = print(&rows);
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines.len(), 4);
        assert!(
            lines
                .iter()
                .all(|line| line.chars().count() == lines[0].chars().count())
        );
        assert!(lines[2].contains("PASS") && lines[3].contains("short") && lines[3].contains("3 ×"));
    }
}

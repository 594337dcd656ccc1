//! `make bench`: what the program does against what it should do, measured on this machine in one run, with the peer in
//! the same run where there is one. Figures are printed as they are, also when they miss; nothing here is a test.

mod demo;
mod ended;
mod examples;
mod live;
mod nginx;
mod page;
mod paper;
mod peers;
mod requests;
mod table;

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use table::Row;

/// What is measured, and how much of it.
#[derive(Debug, Clone)]
struct Plan {
    /// Open pages in B3.
    streams: usize,
    /// Open pages in B4.
    viewers: usize,
    /// Length of the load in B5.
    seconds: u64,
    /// Only these; empty = all.
    only: Vec<String>,
}

impl Plan {
    fn read(arguments: &[String]) -> anyhow::Result<Self> {
        let mut plan = Self {
            streams: 10_000,
            viewers: 10_000,
            seconds: 10,
            only: Vec::new(),
        };
        let mut rest = arguments.iter();
        while let Some(flag) = rest.next() {
            let value = rest.next().with_context(|| format!("{flag} needs a value"))?;
            match flag.as_str() {
                "--streams" => plan.streams = value.parse().context("--streams needs a number")?,
                "--viewers" => plan.viewers = value.parse().context("--viewers needs a number")?,
                "--seconds" => plan.seconds = value.parse().context("--seconds needs a number")?,
                "--only" => plan.only = value.split(',').map(str::to_uppercase).collect(),
                _ => anyhow::bail!("unknown flag {flag}"),
            }
        }
        Ok(plan)
    }

    fn wants(&self, bench: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|wanted| wanted == bench)
    }
}

/// Measures and prints the table. A part that could not be measured says why and does not stop the others.
///
/// # Errors
/// Wrong arguments, or no runtime.
pub(crate) fn run(root: &Path, arguments: &[String]) -> anyhow::Result<ExitCode> {
    let plan = Plan::read(arguments)?;
    let target = demo::target_folder();
    let mut rows = Vec::new();
    for (benches, name, example) in [
        ("B1,B2", "access", "bench"),
        ("B8,B9", "query", "query_bench"),
        ("B13", "store", "audit_bench"),
    ] {
        if benches.split(',').any(|bench| plan.wants(bench)) {
            let measured = examples::run(&target, name, example);
            rows.extend(measured.unwrap_or_else(|error| vec![Row::failed(benches, &error)]));
        }
    }
    if plan.wants("B1") {
        rows.extend(peers::run(&target).unwrap_or_else(|error| vec![Row::failed("B1", &error)]));
    }
    if plan.wants("B7") {
        rows.extend(paper::run(root, &target).unwrap_or_else(|error| vec![Row::failed("B7", &error)]));
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    rows.extend(runtime.block_on(with_server(&plan, root, &target)));
    rows.retain(|row| plan.only.is_empty() || plan.only.iter().any(|wanted| row.bench.contains(wanted.as_str())));
    rows.sort_by_key(|row| row.bench.clone());
    println!("{}", table::machine());
    println!("{}", table::print(&rows));
    Ok(ExitCode::SUCCESS)
}

/// What needs a running server: B10 while it starts, then B6, B5, B3 and B4.
async fn with_server(plan: &Plan, root: &Path, target: &Path) -> Vec<Row> {
    if !["B3", "B4", "B5", "B6", "B10"].iter().any(|bench| plan.wants(bench)) {
        return Vec::new();
    }
    let started = match demo::Demo::start(target).await {
        Ok(started) => started,
        Err(error) => return vec![Row::failed("B3 B4 B5 B6 B10", &error)],
    };
    let mut rows = started.rows();
    if plan.wants("B6") {
        rows.extend(
            page::run(root, &started.demo, plan.seconds)
                .await
                .unwrap_or_else(|e| vec![Row::failed("B6", &e)]),
        );
    }
    if plan.wants("B5") {
        rows.extend(
            requests::run(&started.demo, plan.seconds)
                .await
                .unwrap_or_else(|e| vec![Row::failed("B5", &e)]),
        );
    }
    if plan.wants("B3") {
        rows.extend(
            ended::run(&started.demo, plan.streams)
                .await
                .unwrap_or_else(|e| vec![Row::failed("B3", &e)]),
        );
    }
    if plan.wants("B4") {
        rows.extend(
            live::run(&started.demo, plan.viewers)
                .await
                .unwrap_or_else(|e| vec![Row::failed("B4", &e)]),
        );
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_read_or_refused() {
        let read = |text: &str| Plan::read(&text.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        let plan = read("--viewers 50 --only b4,B5").unwrap();
        assert!(plan.viewers == 50 && plan.wants("B4") && plan.wants("B5") && !plan.wants("B1"));
        assert!(read("").unwrap().wants("B1"));
        assert!(read("--viewers").is_err() && read("--viewers many").is_err() && read("--colour red").is_err());
    }
}

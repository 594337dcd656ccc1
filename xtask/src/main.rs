//! `cargo xtask`: the project's own chores. `tidy` checks what compilers do not; `closing-lines` sums up what test
//! runners said; `bench` measures. Not part of the program, and knows none of its crates.
#![expect(clippy::print_stdout, reason = "a command line tool answers on standard output")]

mod bench;
mod closing;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "cargo xtask tidy | closing-lines FILE… | bench [--viewers N] [--seconds N] [--only B4,B5]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.split_first() {
        Some((command, rest)) => run(command, rest),
        None => Err(anyhow::anyhow!("{USAGE}")),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            println!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &str, rest: &[String]) -> anyhow::Result<ExitCode> {
    match command {
        "tidy" => tidy::run(&root()),
        "closing-lines" => Ok(closing::run(rest)),
        "bench" => bench::run(&root(), rest),
        _ => Err(anyhow::anyhow!("{USAGE}")),
    }
}

/// The top of the repository: cargo tells where this package lies.
fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let parent = here.as_deref().and_then(Path::parent).map(Path::to_path_buf);
    parent.unwrap_or_else(|| PathBuf::from("."))
}

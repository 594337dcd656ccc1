//! `cargo xtask closing-lines FILE…`: reads what nextest, vitest and Playwright printed and says `N passed, N failed`.
//! It counts what runners said and decides nothing: a run fails by its exit code.

use std::process::ExitCode;

/// What runners counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    passed: u64,
    failed: u64,
}

/// Prints each runner's closing line and the sum. A runner that left none did not get that far: that is a failure.
pub(crate) fn run(files: &[String]) -> ExitCode {
    let mut sum = Count::default();
    for file in files {
        let lines = closing_lines(&std::fs::read_to_string(file).unwrap_or_default());
        if lines.is_empty() {
            println!("no closing line in {file}: its runner did not get that far");
            sum.failed += 1;
        }
        for line in lines {
            let count = count(&line);
            println!("{}", line.trim());
            sum.passed += count.passed;
            sum.failed += count.failed;
        }
    }
    println!("{} passed, {} failed", sum.passed, sum.failed);
    ExitCode::SUCCESS
}

/// Lines in which runners sum up, without colours.
fn closing_lines(text: &str) -> Vec<String> {
    text.lines().map(plain).filter(|line| is_closing(line.trim())).collect()
}

/// nextest: `Summary [ 1.2s] 10 tests run: 9 passed, 1 failed`; vitest: `Tests  2 failed | 40 passed (42)`;
/// Playwright: `12 passed (30.1s)`, `1 failed`.
fn is_closing(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let nextest = first == "Summary" && (line.contains("tests run") || line.contains("test run"));
    let vitest = first == "Tests" && (line.contains("passed") || line.contains("failed"));
    let third = words.next();
    let ends = third.is_none_or(|third| third.starts_with('('));
    let playwright = first.parse::<u64>().is_ok() && ["passed", "failed", "flaky"].contains(&second) && ends;
    nextest || vitest || playwright
}

/// Numbers before the words passed, failed and their like. A flaky test failed at least once: it counts as failed.
fn count(line: &str) -> Count {
    let words: Vec<&str> = line
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let mut count = Count::default();
    for pair in words.windows(2) {
        if let [number, word] = pair
            && let Ok(number) = number.parse::<u64>()
        {
            match *word {
                "passed" => count.passed += number,
                "failed" | "flaky" | "timed" => count.failed += number,
                _ => {}
            }
        }
    }
    count
}

/// A line without the colours of terminals.
fn plain(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    let coloured = parts.map(|part| part.split_once('m').map_or(part, |(_, text)| text));
    coloured.fold(first, |text, part| text + part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(text: &str) -> (u64, u64) {
        let counts: Vec<Count> = closing_lines(text).iter().map(|line| count(line)).collect();
        (
            counts.iter().map(|c| c.passed).sum(),
            counts.iter().map(|c| c.failed).sum(),
        )
    }

    #[test]
    fn runners_are_understood() {
        assert_eq!(
            sum("     Summary [   1.234s] 10 tests run: 9 passed (1 slow), 1 failed, 2 skipped"),
            (9, 1)
        );
        assert_eq!(sum("     Summary [   0.002s] 1 test run: 1 passed, 0 skipped"), (1, 0));
        assert_eq!(
            sum("     Summary [   9.0s] 3 tests run: 2 passed, 1 timed out, 0 skipped"),
            (2, 1)
        );
        assert_eq!(
            sum(" Test Files  1 failed | 3 passed (4)\n      Tests  2 failed | 40 passed (42)"),
            (40, 2)
        );
        assert_eq!(
            sum("\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m40 passed\u{1b}[39m\u{1b}[22m (40)"),
            (40, 0)
        );
        assert_eq!(sum("  1 failed\n  12 passed (30.1s)\n  3 skipped"), (12, 1));
        assert_eq!(sum("  2 flaky\n  12 passed (1.5m)"), (12, 2));
    }

    #[test]
    fn other_lines_are_not_counted() {
        assert_eq!(
            sum("7 passed on to the next\n3 failed attempts were logged\nTests are fun"),
            (0, 0)
        );
    }
}

//! What is said at the end.

use std::fmt::{self, Display, Formatter};

/// What became of one case: it held, or what was seen instead.
pub(super) type Held = Result<(), String>;

/// A case and what became of it.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) name: &'static str,
    pub(super) held: Held,
}

/// All of them.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) lines: Vec<Line>,
}

impl Report {
    pub(super) fn holds(&self) -> bool {
        self.lines.iter().all(|line| line.held.is_ok())
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for line in &self.lines {
            match &line.held {
                Ok(()) => writeln!(f, "held    {}", line.name)?,
                Err(seen) => writeln!(f, "FAILED  {}\n        {seen}", line.name)?,
            }
        }
        let all = self.lines.len();
        let held = self.lines.iter().filter(|line| line.held.is_ok()).count();
        write!(f, "{held} of {all} held.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_that_did_not_hold_is_named_with_what_was_seen() {
        let line = |name, held| Line { name, held };
        let report = Report {
            lines: vec![line("One", Ok(())), line("Two", Err("200 for nobody".to_owned()))],
        };
        assert!(!report.holds());
        let text = report.to_string();
        assert!(text.contains("FAILED  Two") && text.contains("200 for nobody") && text.contains("1 of 2 held."));
    }
}

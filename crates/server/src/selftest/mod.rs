//! `vitrine selftest --attacks URL`: ways in which sharing has failed elsewhere, tried against a running installation. It makes objects of
//! its own in a workspace of its own, tries, says what held and what did not, and removes them. The tests of this crate try more; these
//! are the ones that make sense from outside.

mod cases;
mod ground;
mod installation;
mod report;

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;

use cases::CASES;
use ground::Ground;
use installation::Installation;
use report::{Line, Report};

/// What is to be tried.
#[derive(Debug, Args)]
pub struct SelftestCommand {
    /// Try known attacks on sharing against the installation at this address, such as <https://boards.example.org>
    #[arg(long, value_name = "URL")]
    attacks: String,
    /// A file with an API token of somebody who manages the organisation
    #[arg(long, value_name = "FILE")]
    token_file: PathBuf,
}

impl SelftestCommand {
    /// Tries everything; the report.
    ///
    /// # Errors
    /// Something did not hold (the error is the report), the objects could not be made or removed, or the installation does not answer.
    pub async fn run(self) -> anyhow::Result<String> {
        let installation = Installation::new(&self.attacks, self.token()?)?;
        let ground = Ground::lay(&installation).await?;
        let mut lines = Vec::new();
        for case in CASES {
            lines.push(Line {
                name: case.name,
                held: (case.run)(&ground).await,
            });
        }
        let removed = ground.remove().await;
        let report = Report { lines };
        removed.with_context(|| format!("{report}\nWhat was made could not be removed"))?;
        if report.holds() {
            Ok(report.to_string())
        } else {
            bail!("{report}")
        }
    }

    fn token(&self) -> anyhow::Result<String> {
        let file = &self.token_file;
        let token = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        Ok(token.trim().to_owned())
    }
}

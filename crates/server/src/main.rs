//! The program `vitrine`: reads the command line and starts. Everything it does is in the library.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use server::audit_command::AuditCommand;
use server::selftest::SelftestCommand;
use server::settings::{self, KEYS, Settings};
use server::{data_folder, demo, serve};

/// Live dashboards, shared precisely.
#[derive(Debug, Parser)]
#[command(name = "vitrine", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the dashboards of the data folder
    Serve(Settings),
    /// Serve the demo organisation; made at the first start, kept afterwards
    Demo(demo::DemoSettings),
    /// Say what can be set
    Config {
        /// List every key with its meaning and default
        #[arg(long)]
        explain: bool,
    },
    /// Print the API description
    Openapi,
    /// Check what proves the audit, without a server; make proofs of entries
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Try known attacks on sharing against a running installation
    Selftest(SelftestCommand),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let done = match runtime {
        Ok(runtime) => runtime.block_on(run(cli.command)),
        Err(error) => Err(error.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("vitrine: {error:#}"), true);
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Serve(settings) => {
            let config = settings.resolve()?;
            let (app, listener) = serve::open(config).await?;
            if !app.store.is_set_up().await? {
                let secret = data_folder::setup_secret(&app.config.data)?;
                say(
                    &format!("Set up this server once at {}/setup#{secret}", app.config.base_url),
                    false,
                );
            }
            say(&format!("Vitrine is at {}", app.config.base_url), false);
            if app.config.base_url.is_guessed() {
                let links = format!("Links lead to {}, which is this machine alone", app.config.base_url);
                say(
                    &format!("{links}: set --base-url to the address that people use"),
                    false,
                );
            }
            serve::run(app, listener).await
        }
        Command::Demo(settings) => {
            let (app, listener, sheet) = demo::open(settings).await?;
            say(&sheet, false);
            serve::run(app, listener).await
        }
        Command::Config { explain } => {
            let names = || KEYS.iter().map(|key| key.name).collect::<Vec<_>>().join("\n");
            let text = if explain { settings::explain(KEYS) } else { names() };
            say(text.trim_end(), false);
            Ok(())
        }
        Command::Openapi => {
            say(server::http::openapi::text().trim_end(), false);
            Ok(())
        }
        Command::Audit(command) => {
            say(command.run().await?.trim_end(), false);
            Ok(())
        }
        Command::Selftest(command) => {
            say(command.run().await?.trim_end(), false);
            Ok(())
        }
    }
}

/// The one place that prints.
#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line program talks to its terminal"
)]
fn say(text: &str, as_error: bool) {
    if as_error {
        eprintln!("{text}");
    } else {
        println!("{text}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_says_its_own_name() {
        use clap::CommandFactory as _;
        assert!(Cli::command().render_version().starts_with("vitrine "));
    }
}

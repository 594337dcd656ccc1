//! A setting that exists in tests only: one entry of a list is all that flag, environment, file, default and documents need.

use clap::Parser as _;

use super::{explain, settings, table};

settings! {
    "how loud it is" loudness "VITRINE_LOUDNESS": u8 = 3, "3";
    "what it plays" tune "VITRINE_TUNE": String = format!("tune-{loudness}"), "tune-LOUDNESS";
    "who listens" listener "VITRINE_LISTENER": String, "nobody";
}

#[derive(Debug, clap::Parser)]
struct Line {
    #[command(flatten)]
    settings: Settings,
}

fn given(arguments: &[&str]) -> Settings {
    let line = std::iter::once("program").chain(arguments.iter().copied());
    Line::try_parse_from(line).unwrap().settings
}

#[test]
fn one_entry_gives_flag_file_and_default() {
    let file: Settings = toml::from_str("loudness = 5\nlistener = \"Ada\"").unwrap();
    let config = given(&["--loudness", "7"]).or(file.clone()).with_defaults();
    assert_eq!(
        (config.loudness, config.tune.as_str()),
        (7, "tune-7"),
        "a flag beats the file"
    );
    assert_eq!(config.listener.as_deref(), Some("Ada"));
    assert_eq!(
        given(&[]).or(file).with_defaults().loudness,
        5,
        "the file beats the default"
    );
    let config = given(&[]).with_defaults();
    assert_eq!(
        (config.loudness, config.tune.as_str(), config.listener),
        (3, "tune-3", None)
    );
    assert!(
        toml::from_str::<Settings>("loudnes = 5").is_err(),
        "unknown keys are refused"
    );
}

#[test]
fn one_entry_gives_environment_and_documents() {
    let command = <Settings as clap::Args>::augment_args(clap::Command::new("program"));
    let argument = command
        .get_arguments()
        .find(|argument| argument.get_id() == "loudness")
        .unwrap();
    assert_eq!(
        argument.get_env().and_then(|name| name.to_str()),
        Some("VITRINE_LOUDNESS")
    );
    assert!(
        explain(KEYS)
            .lines()
            .next()
            .unwrap()
            .starts_with("loudness VITRINE_LOUDNESS")
    );
    assert!(table(KEYS).contains("| `--loudness` | `VITRINE_LOUDNESS` | 3 | how loud it is |\n"));
}

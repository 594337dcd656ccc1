//! What can be set is declared once, in the list of settings: its name on the command line and in the environment
//! stands nowhere else in the program. Tests, documents and the tools around it may name it.

use super::finding::Finding;
use super::source::{SourceFile, identifiers};

/// Where the settings are listed.
const LIST: [&str; 2] = ["crates/server/src/settings/", "crates/server/src/config.rs"];
/// Files that declare what a command is asked to do this once, which is no setting.
const COMMANDS: [&str; 4] = [
    "crates/server/src/main.rs",
    "crates/server/src/demo/mod.rs",
    "crates/server/src/audit_command.rs",
    "crates/server/src/selftest/mod.rs",
];
/// What a build is told, not the program, and by which file.
const BUILDS: [(&str, &str); 1] = [("VITRINE_CHARTS", "crates/render/build.rs")];
const PREFIX: &str = "VITRINE_";

/// A setting that is named or read outside of the list.
pub(crate) fn check(file: &SourceFile) -> Vec<Finding> {
    let of_program = file.path.starts_with("crates/") && !file.is_beside_the_program();
    if !file.is("rs") || !of_program || LIST.iter().any(|place| file.path.starts_with(place)) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let lines = file.rust_lines();
    for (number, (code, program)) in lines.iter().zip(file.views().program.lines()).enumerate() {
        let mut find = |message: String| findings.push(Finding::new(&file.path, number + 1, message));
        let names = identifiers(program).into_iter().map(|(_, word)| word);
        for name in names.filter(|name| name.starts_with(PREFIX) && !is_of_build(name, &file.path)) {
            find(format!("{name} is named only in the list of settings ({})", LIST[0]));
        }
        if code.contains("env::var") && !file.path.ends_with("/build.rs") {
            find(format!(
                "the environment is read only by the list of settings ({})",
                LIST[0]
            ));
        }
        if let Some(argument) = argument(code) {
            let has = |word: &str| identifiers(argument).iter().any(|(_, found)| *found == word);
            if has("env") || (has("long") && !COMMANDS.contains(&file.path.as_str())) {
                find(format!(
                    "a setting is declared only in the list of settings ({})",
                    LIST[0]
                ));
            }
        }
    }
    findings
}

fn is_of_build(name: &str, path: &str) -> bool {
    BUILDS.contains(&(name, path))
}

/// What clap is told of an argument on this line.
fn argument(code: &str) -> Option<&str> {
    ["#[arg(", "#[clap("]
        .iter()
        .find_map(|opening| code.split_once(opening).map(|(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source::sample;

    #[test]
    fn a_setting_outside_of_the_list_is_found() {
        let finds = |path: &str, text: &str| !check(&sample(path, text)).is_empty();
        for text in [
            "const A: &str = \"VITRINE_LISTEN\";",
            "let a = std::env::var_os(\"HOME\");",
            "#[arg(long, env = \"X\")]",
            "#[arg(long = \"listen\")]",
        ] {
            assert!(finds("crates/server/src/app/a.rs", text), "{text}");
            assert!(finds("crates/store/src/a.rs", text), "{text}");
            assert!(!finds("crates/server/src/settings/listen.rs", text), "{text}");
            assert!(!finds("crates/server/tests/it/settings.rs", text), "{text}");
        }
        assert!(finds("crates/server/src/main.rs", "#[arg(long, env = \"A\")]"));
        assert!(!finds("crates/server/src/main.rs", "#[arg(long)]"));
        assert!(!finds(
            "crates/server/src/app/a.rs",
            "// VITRINE_LISTEN says where.\n#[cfg(test)]\nenv::var()"
        ));
        assert!(finds("crates/deliver/build.rs", "env!(\"VITRINE_CHARTS\")"));
        assert!(!finds("crates/render/build.rs", "std::env::var(\"VITRINE_CHARTS\")"));
    }
}

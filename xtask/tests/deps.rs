//! `.ci/deps` on made-up machines: a folder of programs that is the whole PATH, with an apt-get that only notes what it was
//! asked for. Installs nothing.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a Debian with Rust and Node has before anything was installed; found where this machine has it.
const COMMON: [&str; 6] = ["bash", "cut", "dirname", "env", "head", "sort"];

struct Machine(PathBuf);

/// How `.ci/deps` ended.
struct Done {
    code: Option<i32>,
    said: String,
    /// What apt-get was called with, one call a line.
    installed: String,
}

impl Machine {
    /// Has Rust, Node, nextest and these programs; the user is not root and has sudo.
    fn with(name: &str, programs: &[&str]) -> Self {
        let folder = std::env::temp_dir().join(format!("vitrine-deps-{}-{name}", std::process::id()));
        fs::create_dir_all(folder.join("bin")).unwrap();
        let machine = Self(folder);
        for program in COMMON {
            let places = ["/usr/bin", "/bin"].map(|place| Path::new(place).join(program));
            let found = places.iter().find(|place| place.exists()).unwrap();
            symlink(found, machine.program(program)).unwrap();
        }
        machine.says("cargo", "echo cargo 1.95.0");
        machine.says("node", "echo v20.1.0");
        machine.says("id", "echo 1000");
        machine.says("sudo", "exec \"$@\"");
        machine.says("apt-get", "echo \"$*\" >>\"$HOME/installed\"");
        for program in programs.iter().chain(&["npm"]) {
            machine.says(program, "true");
        }
        machine
    }

    fn program(&self, name: &str) -> PathBuf {
        self.0.join("bin").join(name)
    }

    fn says(&self, name: &str, script: &str) {
        let path = self.program(name);
        fs::write(&path, format!("#!/bin/bash\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn deps(&self, purpose: &str) -> Done {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.ci/deps");
        let output = Command::new("/bin/bash")
            .arg(script)
            .arg(purpose)
            .env_clear()
            .env("PATH", self.0.join("bin"))
            .env("HOME", &self.0)
            .output()
            .unwrap();
        Done {
            code: output.status.code(),
            said: String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr),
            installed: fs::read_to_string(self.0.join("installed")).unwrap_or_default(),
        }
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.0);
    }
}

const ALL: [&str; 7] = ["cc", "chromium", "initdb", "kill", "pdftotext", "python3", "qpdf"];

#[test]
fn where_all_is_there_it_is_silent() {
    let machine = Machine::with("all", &ALL);
    for purpose in ["web", "demo", "check", "test"] {
        let done = machine.deps(purpose);
        assert_eq!((done.code, done.said.as_str()), (Some(0), ""), "{purpose}");
    }
}

#[test]
fn what_is_missing_is_said_and_installed() {
    let machine = Machine::with("some", &["initdb", "kill", "pdftotext", "python3"]);
    let done = machine.deps("test");
    assert_eq!(done.code, Some(0), "{}", done.said);
    assert!(done.said.contains("the browser that opens the pages"), "{}", done.said);
    assert!(
        done.said
            .contains("sudo apt-get install build-essential chromium qpdf\n"),
        "{}",
        done.said
    );
    let (update, install) = done.installed.split_once('\n').unwrap();
    assert_eq!(update, "update -q");
    assert!(
        install.trim_end().ends_with(" build-essential chromium qpdf"),
        "{install}"
    );
}

#[test]
fn what_rust_lacks_comes_by_its_own_ways() {
    let machine = Machine::with("rust", &ALL);
    machine.says("rustup", "echo \"rustup $*\" >>\"$HOME/installed\"");
    machine.says(
        "cargo",
        "case $1 in --version) echo cargo 1.95.0 ;; install) echo \"cargo $*\" >>\"$HOME/installed\" ;; *) exit 101 ;; esac",
    );
    let done = machine.deps("test");
    assert_eq!(done.code, Some(0), "{}", done.said);
    let asked: Vec<&str> = done.installed.lines().collect();
    assert_eq!(
        asked[..2],
        ["rustup component add rustfmt", "rustup component add clippy"]
    );
    assert!(asked[2].contains("cargo-nextest --version"), "{}", asked[2]);
    assert!(done.said.contains("which runs the Rust tests"), "{}", done.said);
}

#[test]
fn a_demo_needs_less_than_tests() {
    let done = Machine::with("demo", &[]).deps("demo");
    assert_eq!(done.code, Some(0), "{}", done.said);
    assert!(done.installed.ends_with(" build-essential\n"), "{}", done.installed);
}

#[test]
fn where_it_cannot_install_it_says_what_to_install() {
    for lacks in ["apt-get", "sudo"] {
        let machine = Machine::with(lacks, &["cc", "initdb", "kill", "pdftotext", "python3"]);
        fs::remove_file(machine.program(lacks)).unwrap();
        let done = machine.deps("test");
        assert_eq!((done.code, done.installed.as_str()), (Some(1), ""), "{lacks}");
        let last = done.said.lines().last().unwrap();
        assert!(
            last.contains(lacks) && last.ends_with("please install them yourself and start again: chromium qpdf"),
            "{last}"
        );
    }
    let machine = Machine::with("failing", &[]);
    machine.says("apt-get", "exit 100");
    let done = machine.deps("demo");
    assert_eq!(done.code, Some(1));
    assert!(
        done.said.trim_end().ends_with("start again: build-essential"),
        "{}",
        done.said
    );
}

#[test]
fn rust_and_node_are_asked_for_by_version() {
    let machine = Machine::with("old", &ALL);
    machine.says("cargo", "echo cargo 1.85.1");
    let done = machine.deps("demo");
    assert!(
        done.code == Some(1) && done.said.contains("1.95 or later"),
        "{}",
        done.said
    );
    machine.says("node", "echo v18.0.0");
    let done = machine.deps("web");
    assert!(
        done.code == Some(1) && done.said.contains("v20 or later"),
        "{}",
        done.said
    );
}

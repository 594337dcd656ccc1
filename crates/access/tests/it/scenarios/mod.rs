//! Sharing stories as YAML, run on the gate and on the oracle. The files say where each story comes from; what they may
//! say is in `format`.

mod deeds;
mod format;
mod names;

use std::path::Path;

use access::action::{Ask, ChangeFolderGrant, ChangeGrant, DashboardAt, FolderAt, FolderGrantChange, GrantChange};
use access::action::{ListDashboards, Open, SeeGrants};
use access::facts::Facts;
use access::gate::Gate;
use access::op::Op;
use model::id::UserId;
use model::level::{GrantLevel, Level};

use self::deeds::{Object, ask, code};
use self::format::{Chapter, EntryLine, Expectation, File};
use self::names::Names;
use crate::changes::differences;
use crate::oracle::{Answer, Oracle, Thing};
use crate::org::{predicate, share_op, user_op};
use crate::properties::rows;

/// A moment of a story.
struct Moment<'f> {
    names: &'f Names<'f>,
    facts: Facts,
    gate: Gate,
}

/// Tells a chapter and those that follow. Later ones reach the gate as changes, as they would in a running server; a gate that
/// reads everything anew must say the same.
fn tell(moment: &mut Moment<'_>, chapter: &Chapter, story: &str) -> usize {
    let before = moment.facts.clone();
    moment.names.apply(&mut moment.facts, chapter);
    for mut patch in differences(&before, &moment.facts) {
        patch.since = moment.gate.generation();
        patch.generation = patch.since + 1;
        moment.gate.apply(patch).unwrap();
    }
    let told = format!("{story}{}", chapter.title);
    for expected in &chapter.expect {
        expect(moment, &moment.gate, expected, &told);
        expect(
            moment,
            &Gate::new(moment.facts.clone()),
            expected,
            &format!("{told} (read anew)"),
        );
    }
    let told = format!("{told} > ");
    let later = chapter.then.iter().map(|next| tell(moment, next, &told)).sum::<usize>();
    later + chapter.expect.len()
}

fn expect(moment: &Moment<'_>, gate: &Gate, expected: &Expectation, story: &str) {
    let names = moment.names;
    let told = format!("{story}: {} in {}", expected.who, expected.r#in);
    let workspace = names.workspace(&expected.r#in);
    let object = match (&expected.on, &expected.folder) {
        (Some(on), None) => Object::Dashboard(DashboardAt {
            dashboard: names.dashboard(on),
            workspace,
        }),
        (None, Some(folder)) => Object::Folder(FolderAt {
            folder: names.folder(folder),
            workspace,
        }),
        (None, None) => Object::Workspace(workspace),
        (Some(_), Some(_)) => panic!("{told}: a dashboard or a folder"),
    };
    let (op, user) = match expected.who.strip_prefix("share:") {
        Some(share) => (share_op(names.share(share)), None),
        None => (user_op(names.user(&expected.who)), Some(names.user(&expected.who))),
    };
    let can = match object {
        Object::Dashboard(at) => gate.can_dashboard(&op, at),
        Object::Folder(at) => gate.can_folder(&op, at),
        Object::Workspace(id) => gate.can_workspace(&op, id),
    };
    for word in &expected.can {
        assert!(can.contains(&word.as_str()), "{told}: can {word}, found {can:?}");
    }
    for word in &expected.cannot {
        assert!(!can.contains(&word.as_str()), "{told}: cannot {word}, found {can:?}");
    }
    for line in &expected.does {
        let found = gate.check(&op, &ask(names, &moment.facts, object, line)).map_err(code);
        assert_eq!(found, Ok(()), "{told}: {line}");
    }
    for (line, why) in &expected.fails {
        let found = gate.check(&op, &ask(names, &moment.facts, object, line)).map_err(code);
        assert_eq!(found, Err(why.as_str()), "{told}: {line}");
    }
    if let Some(user) = user {
        levels(moment, gate, expected, (user, object), &told);
    }
    if let Object::Dashboard(at) = object {
        screens(moment, gate, expected, (&op, at), &told);
        data(gate, expected, (&op, at), &told);
    }
}

/// Levels, PRIVATE, handing out: what the oracle knows too.
fn levels(moment: &Moment<'_>, gate: &Gate, expected: &Expectation, (user, object): (UserId, Object), told: &str) {
    let oracle = Oracle(&moment.facts);
    let op = user_op(user);
    let thing: Thing = match object {
        Object::Dashboard(at) => {
            let (saves, opens) = (gate.check(&op, &Ask::Save(at)), gate.check(&op, &Ask::Open(at)));
            assert_eq!(saves.is_ok(), oracle.saves(user, at), "{told}: save (oracle)");
            let private = gate.facts(&op, at).map(|facts| facts.private);
            if let Some(expected) = expected.private {
                assert_eq!(private, Some(expected), "{told}: private");
                assert_eq!(oracle.private(user, at), expected, "{told}: private (oracle)");
            }
            if let Ok(may) = gate.allow::<ListDashboards>(&op, at.workspace) {
                let listed = gate.visible_dashboards(&may).contains(at.dashboard);
                assert_eq!(listed, opens.is_ok(), "{told}: listed as it opens");
            }
            at.into()
        }
        Object::Folder(at) => at.into(),
        Object::Workspace(_) => return,
    };
    if let Some(level) = &expected.level {
        let level = level.parse::<Level>().ok();
        let found = match object {
            Object::Folder(at) => gate.folder_facts(&op, at).and_then(|facts| facts.level),
            Object::Dashboard(at) => gate.level(&op, at),
            Object::Workspace(_) => None,
        };
        assert_eq!(found, level, "{told}: level");
        assert_eq!(oracle.level(user, thing), level, "{told}: level (oracle)");
    }
    let gives = expected.gives.iter().map(|line| (line, true));
    for (line, possible) in gives.chain(expected.refuses.iter().map(|line| (line, false))) {
        let (principal, word) = line.split_once(' ').unwrap();
        let principal = moment.names.principal(principal);
        let to = (word != "remove").then(|| {
            word.parse::<GrantLevel>()
                .unwrap_or_else(|_| panic!("{word} is no level"))
        });
        let found = match object {
            Object::Dashboard(at) => gate
                .allow::<ChangeGrant>(&op, GrantChange { at, principal, to })
                .is_ok(),
            Object::Folder(at) => {
                let change = FolderGrantChange { at, principal, to };
                gate.allow::<ChangeFolderGrant>(&op, change).is_ok()
            }
            Object::Workspace(_) => false,
        };
        assert_eq!(found, possible, "{told}: {line}");
        let answer = oracle.changes(user, thing, principal, to) == Answer::Yes;
        assert_eq!(answer, possible, "{told}: {line} (oracle)");
    }
}

/// The dialog and the explanation.
fn screens(moment: &Moment<'_>, gate: &Gate, expected: &Expectation, (op, at): (&Op, DashboardAt), told: &str) {
    if expected.entries.is_empty() && expected.candidates.is_empty() && expected.why.is_empty() {
        return;
    }
    let may = gate
        .allow::<SeeGrants>(op, at)
        .unwrap_or_else(|e| panic!("{told}: no dialog: {e}"));
    for (name, line) in &expected.entries {
        let principal = moment.names.principal(name);
        let found = gate.grant_entry(&may, principal);
        let listed = gate
            .grant_list(&may)
            .entries
            .into_iter()
            .find(|e| e.principal == principal);
        assert_eq!(found, listed, "{told}: {name} alone and in the list");
        match (line, &found) {
            (None, None) => {}
            (Some(line), Some(found)) => entry(line, found, &format!("{told}: entry of {name}")),
            _ => panic!("{told}: entry of {name}: found {found:?}"),
        }
    }
    let offered = gate.candidates(&may, "", None, usize::MAX);
    for (name, how) in &expected.candidates {
        let principal = moment.names.principal(name);
        let found = offered.iter().find(|c| c.principal == principal).map(|c| c.has_access);
        let word = match found {
            Some(true) => "yes",
            Some(false) => "no access yet",
            None => "no",
        };
        assert_eq!(word, how, "{told}: candidate {name}");
    }
    for (name, parts) in &expected.why {
        let explanation = gate
            .explain(&may, moment.names.principal(name))
            .expect("whoever is asked about is known");
        let steps: Vec<String> = explanation.steps.iter().map(ToString::to_string).collect();
        for part in parts {
            let found = steps.iter().any(|step| step.contains(part.as_str()));
            assert!(found, "{told}: why {name}: {part}, found {steps:#?}");
        }
    }
}

fn entry(line: &EntryLine, found: &access::grant_list::GrantEntry, told: &str) {
    if let Some(level) = &line.level {
        assert_eq!(found.level.as_str(), level, "{told}: level");
    }
    if let Some(state) = &line.state {
        assert_eq!(found.broken.map_or("works", |b| b.as_str()), state, "{told}: state");
    }
    if let Some(by_you) = line.repair_by_you {
        assert_eq!(found.repair.map(|r| r.by_you), Some(by_you), "{told}: repair");
    }
    for (level, word) in &line.options {
        let option = found.levels.iter().find(|o| o.level.as_str() == level);
        let answer = option.map_or("hidden", |o| o.allowed.err().map_or("yes", |reason| reason.code()));
        assert_eq!(answer, word, "{told}: option {level}");
    }
    if let Some(word) = &line.remove {
        assert_eq!(
            found.remove.err().map_or("yes", |reason| reason.code()),
            word,
            "{told}: remove"
        );
    }
    if let Some(word) = &line.frozen {
        assert_eq!(
            found.frozen_because().map_or("no", |f| f.as_str()),
            word,
            "{told}: frozen"
        );
    }
}

/// Rows that are seen through the dashboard.
fn data(gate: &Gate, expected: &Expectation, (op, at): (&Op, DashboardAt), told: &str) {
    if expected.sees.is_empty() && expected.misses.is_empty() && expected.withheld.is_none() {
        return;
    }
    let may = gate
        .allow::<Open>(op, at)
        .unwrap_or_else(|e| panic!("{told}: does not open: {e}"));
    let scope = gate.sight(&may).scope;
    if let Some(withheld) = expected.withheld {
        assert_eq!(scope.withheld().is_some(), withheld, "{told}: withheld");
    }
    let everything = predicate(r#"{"and":[]}"#);
    let facts = Facts::default();
    let oracle = Oracle(&facts);
    let shown = |text: &str| {
        let all = rows();
        let name = |row: &crate::oracle::Row| {
            row.iter()
                .map(|(_, v)| v.unwrap_or("null"))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let row = all
            .iter()
            .find(|row| name(row) == text)
            .unwrap_or_else(|| panic!("no row {text}"));
        scope.dataset("flights").is_some_and(|flights| {
            let rule = flights.rows.as_deref().unwrap_or(&everything);
            oracle.truth(rule, None, at.workspace, row) == Some(true)
        })
    };
    for row in &expected.sees {
        assert!(shown(row), "{told}: sees {row}");
    }
    for row in &expected.misses {
        assert!(!shown(row), "{told}: does not see {row}");
    }
}

/// All files of stories with their names.
fn files() -> Vec<(String, File)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let read = |path: &Path| {
        let text = std::fs::read_to_string(path).unwrap();
        let file = serde_yaml_ng::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        (path.file_stem().unwrap().to_string_lossy().into_owned(), file)
    };
    let paths = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    paths.map(|path| read(&path)).collect()
}

/// What the stories and their chapters name as their sources.
pub(crate) fn sources() -> Vec<String> {
    fn of(chapter: &Chapter) -> Vec<String> {
        let later = chapter.then.iter().flat_map(of);
        std::iter::once(chapter.source.clone()).chain(later).collect()
    }
    files()
        .iter()
        .flat_map(|(_, file)| file.stories.iter().flat_map(of))
        .collect()
}

/// A story that fails does not hide what the others say.
#[test]
fn every_story_ends_as_it_says() {
    let (mut stories, mut expectations, mut failed) = (0, 0, Vec::new());
    for (name, file) in files() {
        for story in &file.stories {
            assert!(!story.source.is_empty(), "{} has no source", story.title);
            let told = std::panic::catch_unwind(|| {
                let names = Names(&file);
                let facts = names.facts();
                let gate = Gate::new(facts.clone());
                let mut moment = Moment {
                    names: &names,
                    facts,
                    gate,
                };
                tell(&mut moment, story, &format!("{name}: "))
            });
            match told {
                Ok(told) => expectations += told,
                Err(_) => failed.push(format!("{name}: {}", story.title)),
            }
            stories += 1;
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(
        stories >= 80 && expectations >= 200,
        "{stories} stories, {expectations} expectations"
    );
}

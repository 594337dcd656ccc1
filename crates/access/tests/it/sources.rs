//! Every line of the research sheets that is about people is shown by a story or a test, and which lines these are stands here.
//! Stories name their lines themselves; this adds the tests that do, and what is shown elsewhere. Says nothing about rights.

use std::collections::BTreeSet;

use crate::scenarios::sources;

/// Lines that tests outside of the stories show: the sheet, its line, the file, the test in it.
const TESTS: [(&str, &str, &str, &str); 9] = [
    ("gooddata.md", "I2", CHANGES, "what_is_added_takes_nothing_away"),
    (
        "gooddata.md",
        "I8",
        LAWS,
        "missing_and_not_allowed_to_know_are_the_same",
    ),
    ("gooddata.md", "I9", PROPERTIES, "lists_hold_exactly_what_opens"),
    ("gooddata.md", "19", HANDING_OUT, "effective_vectors"),
    ("gooddata.md", "20", HANDING_OUT, "dialog_vectors_with_an_own_grant"),
    (
        "gooddata.md",
        "20",
        HANDING_OUT,
        "dialog_vectors_with_own_and_inherited",
    ),
    ("gooddata.md", "20", HANDING_OUT, "a_viewer_sees_no_dialog"),
    ("D2", "10", POLICY, "selectors_that_match_nothing_are_refused"),
    ("D2", "11", POLICY, "selectors_that_match_nothing_are_refused"),
];

const CHANGES: &str = include_str!("changes.rs");
const LAWS: &str = include_str!("laws.rs");
const PROPERTIES: &str = include_str!("properties.rs");
const HANDING_OUT: &str = include_str!("handing_out.rs");
const POLICY: &str = include_str!("../../../model/src/policy.rs");

/// What decisions cannot show: I11 is what the interface of permissions reads and writes, 26 the deletion of workspaces (moving
/// one is no action at all), 27 the life of tokens.
const AT_THE_SERVER: [&str; 3] = ["I11", "26", "27"];

/// The numbers in a source behind this mark, up to the next sheet: `case 1`, `cases 11 to 14`, `I6`. Sections (`§1.4`) are none.
fn lines(source: &str, mark: &str) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    for part in source.split(mark).skip(1) {
        let part = part.split([';', '(']).next().unwrap_or_default();
        let mut words = part
            .split([' ', ','])
            .filter(|word| !word.is_empty() && !word.starts_with('§'));
        let mut last: Option<u32> = None;
        while let Some(word) = words.next() {
            let number = word.parse::<u32>().ok();
            if word == "to" {
                let end = words.next().and_then(|end| end.parse().ok());
                let between = last.zip(end).map(|(start, end)| start..=end);
                lines.extend(between.into_iter().flatten().map(|line| line.to_string()));
            } else if number.is_some() || word.strip_prefix('I').is_some_and(|rest| rest.parse::<u32>().is_ok()) {
                lines.insert(word.to_owned());
            }
            last = number.or(last);
        }
    }
    lines
}

fn shown(sheet: &str, mark: &str) -> BTreeSet<String> {
    let mut shown: BTreeSet<String> = sources().iter().flat_map(|source| lines(source, mark)).collect();
    for (of, line, file, test) in TESTS {
        assert!(file.contains(&format!("fn {test}(")), "{test}");
        if of == sheet {
            shown.insert(line.to_owned());
        }
    }
    shown
}

fn missing(shown: &BTreeSet<String>, wanted: impl Iterator<Item = String>) -> Vec<String> {
    wanted.filter(|line| !shown.contains(line)).collect()
}

#[test]
fn every_line_about_people_is_shown() {
    let gooddata = shown("gooddata.md", "gooddata.md §8");
    let wanted = (1..=30)
        .map(|line| line.to_string())
        .chain((1..=13).map(|line| format!("I{line}")));
    let wanted = wanted.filter(|line| !AT_THE_SERVER.contains(&line.as_str()));
    assert_eq!(missing(&gooddata, wanted), [""; 0]);
    let tagoio = shown("D2", "D2 vector");
    assert_eq!(missing(&tagoio, (1..=15).map(|line| line.to_string())), [""; 0]);
    let inet = shown("B1", "B1 row");
    assert_eq!(missing(&inet, (1..=7).map(|line| line.to_string())), [""; 0]);
    let attacks = shown("peers.md", "peers.md §C");
    let wanted = [3, 4, 5, 6, 7, 8, 40, 44, 45].map(|line: u32| line.to_string());
    assert_eq!(missing(&attacks, wanted.into_iter()), [""; 0]);
}

#[test]
fn lines_are_read_from_sources() {
    let of = |source: &str| lines(source, "x.md §8").into_iter().collect::<Vec<_>>();
    assert_eq!(
        of("x.md §8 cases 9 to 11, §1.5, invariants I4 and I5; y.md §8 case 2"),
        ["10", "11", "9", "I4", "I5"]
    );
    assert_eq!(of("x.md §3.3 and case 4"), [""; 0]);
}

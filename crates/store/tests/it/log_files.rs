//! Files of the audit, changed in every way: what is found, and where. Without a database.

use identity::notes::{BadNote, NoteSigner};
use model::audit::checkpoint::Checkpoint;
use model::audit::lines::{EntryLine, Head, Holds, Line};
use model::audit::tree::{Frontier, Hash, Span, inclusion};
use proptest::prelude::*;
use store::{Fault, Found, LogCheck};

fn signer() -> NoteSigner {
    NoteSigner::new("vitrine/wsp_1", &[7; 32]).unwrap()
}

fn entry(index: u64) -> String {
    format!(r#"{{"id":"aud_{index}","action":"test.happen","details":{{"n":{index}}}}}"#)
}

fn entry_line(index: u64, text: &str) -> String {
    let leaf = Hash::leaf(text.as_bytes());
    EntryLine {
        index,
        leaf,
        entry: text,
    }
    .to_string()
}

fn checkpoint(signer: &NoteSigner, tree: &Frontier) -> String {
    let checkpoint = Checkpoint {
        origin: signer.verifier().name().to_owned(),
        size: tree.size(),
        root: tree.root(),
    };
    Line::Checkpoint(signer.sign(&checkpoint.to_string())).to_string()
}

fn head(holds: Holds) -> String {
    Line::Head(Head::new(holds, signer().verifier())).to_string()
}

/// A log of so many entries, with a checkpoint behind each of these sizes and at the end.
fn log(size: u64, between: &[u64]) -> Vec<String> {
    let signer = signer();
    let mut lines = vec![head(Holds::Log)];
    let mut tree = Frontier::default();
    for index in 0..size {
        let text = entry(index);
        lines.push(entry_line(index, &text));
        tree.push(Hash::leaf(text.as_bytes()));
        if tree.size() == size || between.contains(&tree.size()) {
            lines.push(checkpoint(&signer, &tree));
        }
    }
    lines
}

fn check(lines: &[String]) -> Result<Found, Fault> {
    let mut check = LogCheck::new(Some(signer().verifier().clone()));
    for line in lines {
        check.line(line)?;
    }
    check.finish()
}

#[test]
fn a_whole_log_is_found_whole() {
    let found = check(&log(100, &[10, 64])).unwrap();
    assert_eq!((found.entries, found.checkpoints, found.key_was_given), (100, 3, true));
    assert_eq!(found.key, *signer().verifier());
}

#[test]
fn the_first_entry_that_does_not_fit_is_named() {
    let whole = log(50, &[20]);
    let with = |change: fn(&mut Vec<String>)| {
        let mut lines = whole.clone();
        change(&mut lines);
        check(&lines).unwrap_err()
    };
    // Line 8 is entry 7.
    assert_eq!(with(|l| l[8] = l[8].replace("\"n\":7", "\"n\":8")), Fault::Changed(7));
    assert_eq!(with(|l| drop(l.remove(8))), Fault::Missing { index: 7, found: 8 });
    assert_eq!(with(|l| l.swap(8, 9)), Fault::Missing { index: 7, found: 8 });
    assert_eq!(
        with(|l| l.insert(8, l[8].clone())),
        Fault::Missing { index: 8, found: 7 }
    );
    assert_eq!(with(|l| l[8] = "{}".to_owned()), Fault::NoLine);
    assert_eq!(with(|l| l.insert(8, l[0].clone())), Fault::NoLine);
    // Whoever changes an entry together with the hash beside it is found by the next signed root.
    assert_eq!(
        with(|l| l[8] = entry_line(7, &entry(8))),
        Fault::Root { fit: 0, size: 20 }
    );
    assert_eq!(
        with(|l| l[40] = entry_line(38, &entry(8))),
        Fault::Root { fit: 20, size: 50 }
    );
    // As is who takes one out and counts anew.
    assert_eq!(
        with(|l| {
            drop(l.remove(8));
            for index in 7..19 {
                l[usize::try_from(index).unwrap() + 1] = entry_line(index, &entry(index + 1));
            }
        }),
        Fault::Size {
            entries: 19,
            checkpoint: 20
        }
    );
    assert_eq!(with(|l| drop(l.pop())), Fault::Cut);
    assert_eq!(with(|l| l.truncate(1)), Fault::Cut);
    assert_eq!(with(Vec::clear), Fault::NoHead);
    assert_eq!(with(|l| drop(l.remove(0))), Fault::NoHead);
    assert_eq!(with(|l| l[0] = head(Holds::Part)), Fault::Part);
}

#[test]
fn only_the_right_key_counts() {
    let other = NoteSigner::new("vitrine/wsp_1", &[8; 32]).unwrap();
    let mut lines = log(5, &[]);
    lines[0] = Line::Head(Head::new(Holds::Log, other.verifier())).to_string();
    assert_eq!(check(&lines), Err(Fault::Key), "another key than the given one");
    let mut tree = Frontier::default();
    (0..5).for_each(|index| tree.push(Hash::leaf(entry(index).as_bytes())));
    let mut lines = log(5, &[]);
    lines[6] = checkpoint(&other, &tree);
    assert_eq!(check(&lines), Err(Fault::Note(BadNote::OtherKey)));
    let mut lines = log(5, &[]);
    lines[6] = lines[6].replace("\\n5\\n", "\\n4\\n");
    assert_eq!(check(&lines), Err(Fault::Note(BadNote::Signature)));
    // A right signature under a text that names another log.
    let text = Checkpoint {
        origin: "vitrine/wsp_2".to_owned(),
        size: 5,
        root: tree.root(),
    };
    lines[6] = Line::Checkpoint(signer().sign(&text.to_string())).to_string();
    assert_eq!(check(&lines), Err(Fault::Origin));
    // Without a given key the one of the file is told, and that it was not given.
    let mut unknown = LogCheck::new(None);
    log(5, &[]).iter().for_each(|line| unknown.line(line).unwrap());
    assert!(!unknown.finish().unwrap().key_was_given);
}

fn proof(index: u64, size: u64) -> Vec<String> {
    let mut tree = Frontier::default();
    let leaves: Vec<Hash> = (0..size).map(|index| Hash::leaf(entry(index).as_bytes())).collect();
    leaves.iter().for_each(|leaf| tree.push(*leaf));
    let hash = |span: Span| {
        let mut part = Frontier::default();
        (span.start..span.end).for_each(|at| part.push(leaves[usize::try_from(at).unwrap()]));
        part.root()
    };
    let path = inclusion(index, size).into_iter().map(hash).collect();
    vec![
        head(Holds::Proof),
        entry_line(index, &entry(index)),
        Line::Path(path).to_string(),
        checkpoint(&signer(), &tree),
    ]
}

#[test]
fn a_proof_proves_its_entry_and_shows_no_other() {
    for (index, size) in [(0, 1), (7, 100), (99, 100), (64, 100)] {
        let lines = proof(index, size);
        let found = check(&lines).unwrap();
        assert_eq!((found.index, found.checkpoint.size), (Some(index), size));
        let text = lines.join("\n");
        for other in (0..size).filter(|other| *other != index) {
            assert!(!text.contains(&format!("aud_{other}\"")), "{other}");
        }
    }
    let with = |change: fn(&mut Vec<String>)| {
        let mut lines = proof(7, 100);
        change(&mut lines);
        check(&lines).unwrap_err()
    };
    assert_eq!(with(|l| l[1] = entry_line(7, &entry(8))), Fault::Path);
    assert_eq!(with(|l| l[1] = entry_line(8, &entry(7))), Fault::Path);
    assert_eq!(with(|l| l[1] = l[1].replace("\"n\":7", "\"n\":8")), Fault::Changed(7));
    assert_eq!(with(|l| l.insert(1, l[1].clone())), Fault::NoLine);
    assert_eq!(with(|l| l[2] = Line::Path(Vec::new()).to_string()), Fault::Path);
    assert_eq!(with(|l| drop(l.remove(2))), Fault::Cut);
    assert_eq!(with(|l| l[2] = log(3, &[])[1].clone()), Fault::NoLine);
}

#[test]
fn a_proof_in_a_log_of_billions_has_two_kilobytes_beside_its_entry() {
    let hash = Hash::leaf(b"x");
    let path: Vec<Hash> = inclusion(5, 1 << 32).iter().map(|_| hash).collect();
    assert_eq!(path.len(), 32);
    let name = "vitrine/wsp_00000000000000000000000000";
    let signer = NoteSigner::new(name, &[7; 32]).unwrap();
    let text = Checkpoint {
        origin: name.to_owned(),
        size: 1 << 32,
        root: hash,
    };
    let lines = [
        Line::Head(Head::new(Holds::Proof, signer.verifier())).to_string(),
        entry_line(5, ""),
        Line::Path(path).to_string(),
        Line::Checkpoint(signer.sign(&text.to_string())).to_string(),
    ];
    let bytes: usize = lines.iter().map(|line| line.len() + 1).sum();
    assert!(bytes <= 2_048, "{bytes}");
}

proptest! {
    /// Whatever byte is changed, nothing is found to be whole that says something else.
    #[test]
    fn no_change_of_a_byte_goes_through(line in 0_usize..12, at in 0_usize..400, to in 0_u8..128) {
        let mut lines = log(9, &[4]);
        let before = lines[line].clone();
        let mut bytes = before.clone().into_bytes();
        let at = at % bytes.len();
        bytes[at] = to;
        let changed = String::from_utf8(bytes).ok().filter(|changed| *changed != before);
        prop_assume!(changed.is_some());
        lines[line] = changed.unwrap();
        prop_assert!(check(&lines).is_err(), "{} became {}", before, lines[line]);
    }
}

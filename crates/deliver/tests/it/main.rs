//! Deliveries: folders on a real file system, mail over a real SMTP conversation.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

mod mail;

use std::fs;
use std::io::Read as _;
use std::time::{Duration, SystemTime};

use deliver::{Artifact, DeliverError, Folder};

fn artifact(bytes: &[u8]) -> Artifact {
    Artifact {
        name: "Delays.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        bytes: bytes.to_vec(),
    }
}

fn read(folder: &Folder, id: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    folder.get(id).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

#[test]
fn kept_whole_private_and_with_a_receipt() {
    let temp = tempfile::tempdir().unwrap();
    let folder = Folder::open(temp.path().join("exports")).unwrap();
    let receipt = folder.put("exp_01", &artifact(b"abc")).unwrap();
    assert_eq!(receipt.bytes, 3);
    assert_eq!(
        receipt.sha256,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    assert_eq!(receipt.path.file_name().unwrap(), "exp_01");
    assert_eq!(read(&folder, "exp_01"), b"abc");

    folder.put("exp_01", &artifact(b"second")).unwrap();
    assert_eq!(read(&folder, "exp_01"), b"second");
    assert_eq!(
        fs::read_dir(temp.path().join("exports")).unwrap().count(),
        1,
        "nothing unfinished is left"
    );
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let temp = tempfile::tempdir().unwrap();
    let folder = Folder::open(temp.path().join("exports")).unwrap();
    let receipt = folder.put("a", &artifact(b"secret")).unwrap();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&receipt.path), 0o600);
    assert_eq!(mode(receipt.path.parent().unwrap()), 0o700);
}

#[test]
fn ids_lead_nowhere_else() {
    let temp = tempfile::tempdir().unwrap();
    let folder = Folder::open(temp.path().join("in")).unwrap();
    let long = "x".repeat(121);
    for id in ["", ".", "..", "../out", "a/b", "a\\b", "a.pdf", "a\0b", "ä", &long] {
        assert!(
            matches!(folder.put(id, &artifact(b"x")), Err(DeliverError::BadId)),
            "{id:?}"
        );
        assert!(matches!(folder.get(id), Err(DeliverError::BadId)), "{id:?}");
        assert!(matches!(folder.remove(id), Err(DeliverError::BadId)), "{id:?}");
    }
    assert!(!temp.path().join("out").exists());
}

#[test]
fn a_failed_delivery_leaves_what_was_there() {
    let temp = tempfile::tempdir().unwrap();
    let folder = Folder::open(temp.path()).unwrap();
    // A folder stands where the unfinished file would: writing fails.
    fs::create_dir(temp.path().join("a.part")).unwrap();
    fs::write(temp.path().join("a"), b"before").unwrap();
    let error = folder.put("a", &artifact(b"after")).unwrap_err();
    assert!(matches!(error, DeliverError::Disk(_)));
    assert!(
        !error.to_string().contains(temp.path().to_str().unwrap()),
        "no paths in texts"
    );
    assert_eq!(read(&folder, "a"), b"before");
}

#[test]
fn missing_and_removed() {
    let temp = tempfile::tempdir().unwrap();
    let folder = Folder::open(temp.path()).unwrap();
    assert!(matches!(folder.get("none"), Err(DeliverError::Missing)));
    folder.put("a", &artifact(b"x")).unwrap();
    folder.remove("a").unwrap();
    folder.remove("a").unwrap();
    assert!(matches!(folder.get("a"), Err(DeliverError::Missing)));
}

#[test]
fn old_files_go_and_strangers_stay() {
    let temp = tempfile::tempdir().unwrap();
    let folder = Folder::open(temp.path()).unwrap();
    let day = Duration::from_secs(86_400);
    for id in ["old", "new"] {
        folder.put(id, &artifact(b"x")).unwrap();
    }
    fs::write(temp.path().join("crashed.part"), b"half").unwrap();
    fs::write(temp.path().join("notes.txt"), b"not ours").unwrap();
    let written = fs::metadata(temp.path().join("new")).unwrap().modified().unwrap();
    let age = |name: &str| {
        let file = fs::OpenOptions::new().write(true).open(temp.path().join(name)).unwrap();
        file.set_modified(written - 8 * day).unwrap();
    };
    for name in ["old", "crashed.part", "notes.txt"] {
        age(name);
    }
    assert_eq!(folder.remove_older(7 * day, written).unwrap(), ["crashed", "old"]);
    assert!(folder.get("new").is_ok());
    assert!(temp.path().join("notes.txt").exists());
    assert!(
        folder.remove_older(7 * day, SystemTime::UNIX_EPOCH).unwrap().is_empty(),
        "a clock set back removes nothing"
    );
}

//! What opening refuses, each time with one clear sentence and without a panic.

use store::{Store, StoreError};

async fn refusal(url: &str) -> String {
    match Store::open(url).await {
        Err(StoreError::CannotOpen(sentence)) => sentence,
        other => panic!("{url}: {other:?}"),
    }
}

#[tokio::test]
async fn a_folder_that_is_missing_or_a_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let missing = refusal(&format!("sqlite:{}", folder.path().join("no/vitrine.db").display())).await;
    assert!(missing.contains("cannot be opened for writing"), "{missing}");
    let file = folder.path().join("file");
    std::fs::write(&file, "x").unwrap();
    refusal(&format!("sqlite:{}", file.join("vitrine.db").display())).await;
    refusal(&format!("sqlite:{}", folder.path().display())).await;
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("letter.txt");
    let text = "Dear Sirs, ".repeat(1000);
    std::fs::write(&file, &text).unwrap();
    let sentence = refusal(&format!("sqlite:{}", file.display())).await;
    assert!(sentence.contains("letter.txt"), "{sentence}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
}

#[tokio::test]
async fn other_urls_are_refused() {
    for url in [
        "",
        "vitrine.db",
        "mysql://localhost/x",
        "sqlite:",
        "sqlite::memory:",
        "postgres://[bad",
    ] {
        refusal(url).await;
    }
}

#[tokio::test]
async fn the_file_is_readable_by_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vitrine.db");
    let store = Store::open(&format!("sqlite:{}", path.display())).await.unwrap();
    for name in ["vitrine.db", "vitrine.db-wal"] {
        let mode = std::fs::metadata(folder.path().join(name))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    store.close().await;
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(
        left,
        ["vitrine.db"],
        "closing folds the log into the file, and the probe is gone"
    );
}

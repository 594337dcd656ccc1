//! kill -9 in the middle of writes: whatever was acknowledged is there, and what is there is whole.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use access::action::{ListDashboards, Open, Save};
use access::gate::Gate;
use model::id::{DashboardId, ShareId};
use model::level::GrantLevel;
use sqlx::{Connection, Row, SqliteConnection};
use store::Store;

use crate::contract::sealing;
use crate::world::op_of;

/// The example beside the test's own program.
fn writer() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let folder = own.parent().and_then(std::path::Path::parent).unwrap();
    let path = folder.join("examples").join("writer");
    assert!(path.is_file(), "the example `writer` is built together with the tests");
    path
}

/// Lets it write until it has told `lines` things, and kills it; all that it told.
fn write_and_kill(url: &str, round: usize, lines: usize) -> Vec<(String, String)> {
    let mut child = Command::new(writer())
        .args([url, &round.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = Vec::new();
    let output = BufReader::new(child.stdout.take().unwrap());
    for line in output.lines() {
        let line = line.unwrap();
        // A last line may have been cut off by the kill.
        if let Some((kind, id)) = line.split_once(' ').filter(|(_, id)| id.len() == 30) {
            told.push((kind.to_owned(), id.to_owned()));
        }
        if told.len() == lines {
            child.kill().unwrap();
        }
    }
    let status = child.wait().unwrap();
    assert!(
        !status.success() && told.len() >= lines,
        "{status}, told {}",
        told.len()
    );
    told
}

#[tokio::test]
async fn what_was_acknowledged_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vitrine.db");
    let url = format!("sqlite:{}", path.display());
    let mut told = Vec::new();
    for (round, lines) in [1, 2, 3, 7, 20, 41, 5, 90].into_iter().enumerate() {
        told.extend(write_and_kill(&url, round, lines));
        check(&url, &told).await;
    }
}

async fn check(url: &str, told: &[(String, String)]) {
    let store = Store::open(url).await.unwrap();
    let facts = store.facts().await.unwrap();
    let user = facts.users[0].id;
    let root = facts.workspaces[0].id;
    let gate = Gate::new(facts.clone());
    let op = op_of(user);
    for (kind, id) in told {
        match kind.as_str() {
            "share" => {
                let id: ShareId = id.parse().unwrap();
                assert!(facts.shares.iter().any(|kept| kept.id == id), "share {id} is lost");
            }
            _ => {
                let id: DashboardId = id.parse().unwrap();
                let at = access::action::DashboardAt {
                    dashboard: id,
                    workspace: root,
                };
                let edition = gate.sight(&gate.allow::<Open>(&op, at).unwrap()).edition;
                let kept = store.dashboard_get(&edition).await.unwrap();
                let level = facts.grants.iter().find(|grant| grant.dashboard == id).unwrap().level;
                match kind.as_str() {
                    "grant" => assert_eq!(level, GrantLevel::Share, "grant of {id} is lost"),
                    "save" => assert_eq!(kept.revision, 2, "save of {id} is lost"),
                    _ => assert_eq!(kept.id, id),
                }
            }
        }
    }
    // Every generation is told of, except for the first, which no change made.
    let patch = store.facts_since(1).await.unwrap();
    assert!(patch.is_some_and(|patch| patch.generation == facts.generation) || facts.generation > 200);
    // What is there is whole: every dashboard has its maker's grant and its revisions, every step of the facts its entry.
    let visible = gate.visible_dashboards(&gate.allow::<ListDashboards>(&op, root).unwrap());
    for kept in store
        .dashboards_list(&visible, &store::DashboardFilter::default(), None, 100_000)
        .await
        .unwrap()
    {
        let at = access::action::DashboardAt {
            dashboard: kept.id,
            workspace: kept.workspace,
        };
        let revisions = store.revisions(&gate.allow::<Save>(&op, at).unwrap()).await.unwrap();
        assert_eq!(revisions.len(), usize::try_from(kept.revision).unwrap());
        assert!(facts.grants.iter().any(|grant| grant.dashboard == kept.id));
    }
    let entries = store
        .audit_list(&gate.allow(&op, root).unwrap(), None, 1_000_000)
        .await
        .unwrap();
    let steps = entries.iter().filter(|entry| entry.action != "dashboard.save").count();
    assert_eq!(u64::try_from(steps).unwrap() + 1, facts.generation);
    // Every entry has its place in the tree, once, and the tree is the one over these entries.
    let sealed = sealing::sealed(&store).await;
    assert_eq!(sealed.len(), entries.len());
    store.close().await;
    let mut connection = SqliteConnection::connect(url).await.unwrap();
    let sound = sqlx::query("PRAGMA integrity_check")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(sound.get::<String, _>(0), "ok");
    let orphans = sqlx::query("PRAGMA foreign_key_check")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    assert!(orphans.is_empty());
}

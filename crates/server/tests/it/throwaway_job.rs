//! A kind of job that exists in tests only: one file is all it takes. What holds for every kind is shown by it.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use access::op::Op;
use chrono::TimeDelta;
use identity::caller::{Caller, Owner};
use model::Instant;
use model::id::UserId;
use serde::{Deserialize, Serialize};
use serde_json::to_value;
use server::app::App;
use server::app::error::Error;
use server::jobs::{Job, Kind, run_due};
use server::settings::Config;
use store::{Hold, JobState, NewJob};
use tempfile::TempDir;

/// Writes down with whose rights it runs.
struct Note;

#[derive(Serialize, Deserialize)]
struct What {
    file: PathBuf,
    trouble: Option<String>,
}

impl Job for Note {
    const KIND: &'static str = "test-note";
    const AGAIN: Option<TimeDelta> = Some(TimeDelta::minutes(5));
    type Payload = What;

    async fn run(app: &Arc<App>, op: &Op, id: &str, what: What) -> Result<(), Error> {
        assert_ne!(what.trouble.as_deref(), Some("panic"), "a job panics");
        if what.trouble.is_some() {
            return Err(Error::Internal("trouble".to_owned()));
        }
        let organisation = app.store.organisation_name().await?;
        fs::write(
            &what.file,
            format!("{id} {} {}", op.caller.name(), organisation.is_some()),
        )?;
        Ok(())
    }
}

const KINDS: &[Kind] = &[Kind::of::<Note>()];

fn at(seconds: i64) -> Instant {
    Instant::from_timestamp(1_790_000_000 + seconds, 0).unwrap()
}

async fn app(folder: &TempDir) -> Arc<App> {
    let config = Config {
        listen: "127.0.0.1:0".parse().unwrap(),
        data: folder.path().to_owned(),
        database: format!("sqlite:{}", folder.path().join("vitrine.db").display()),
        base_url: "http://localhost".parse().unwrap(),
        trusted_proxies: server::settings::Proxies::default(),
        connections: 100,
        connections_per_network: 100,
        smtp: None,
        mail_from: "vitrine@localhost".to_owned(),
    };
    App::open(config, at(0)).await.unwrap()
}

/// An order, and the file it is to write.
fn order(folder: &TempDir, id: &str, owner: Option<Owner>, trouble: Option<&str>) -> (NewJob, PathBuf) {
    let file = folder.path().join(id);
    let payload = What {
        file: file.clone(),
        trouble: trouble.map(str::to_owned),
    };
    let job = NewJob {
        id: id.to_owned(),
        kind: Note::KIND,
        owner,
        node: None,
        payload: to_value(payload).unwrap(),
        run_at: at(0),
        keep_until: at(86_400),
    };
    (job, file)
}

#[tokio::test]
async fn an_ordered_job_runs_as_its_owner_or_as_the_server() {
    let folder = TempDir::new().unwrap();
    let app = app(&folder).await;
    let user = UserId::from_number(5);
    let (own, own_file) = order(&folder, "own", Owner::of(&Caller::Job { owner: user }), None);
    let (system, system_file) = order(&folder, "system", None, None);
    app.order(&own).await.unwrap();
    app.order(&system).await.unwrap();
    assert_eq!(run_due(&app, KINDS, at(-1)).await.unwrap(), 0, "not before its time");
    assert_eq!(run_due(&app, KINDS, at(0)).await.unwrap(), 2);
    assert_eq!(fs::read_to_string(own_file).unwrap(), format!("own job:{user} false"));
    assert_eq!(
        fs::read_to_string(system_file).unwrap(),
        "system system:test-note false"
    );
    assert_eq!(run_due(&app, KINDS, at(9_999)).await.unwrap(), 0, "once");
}

#[tokio::test]
async fn a_job_that_fails_is_tried_again_and_then_no_more() {
    let folder = TempDir::new().unwrap();
    let app = app(&folder).await;
    for trouble in ["error", "panic"] {
        let (job, _) = order(&folder, trouble, None, Some(trouble));
        app.order(&job).await.unwrap();
    }
    let minute = |minutes: i64| at(minutes * 60);
    let state = async |id: &str| app.store.job_get(id).await.unwrap().unwrap().state;
    for (now, run) in [(0, 2), (4, 0), (5, 2), (10, 2), (99, 0)] {
        assert_eq!(run_due(&app, KINDS, minute(now)).await.unwrap(), run, "minute {now}");
    }
    assert_eq!(
        (state("error").await, state("panic").await),
        (JobState::Failed, JobState::Failed)
    );
}

/// The process goes while it works on a job; the next process of the same folder begins it again, but not for ever.
#[tokio::test]
async fn a_job_that_is_cut_off_is_begun_again() {
    let folder = TempDir::new().unwrap();
    let (job, file) = order(&folder, "cut-off", None, None);
    for _ in 1..Note::BEGUN {
        let app = app(&folder).await;
        app.order(&job).await.unwrap();
        let hold = Hold {
            node: app.node(),
            now: at(0),
            until: at(3_600),
        };
        assert!(app.store.job_take(&[Note::KIND], hold).await.unwrap().is_some());
        assert_eq!(run_due(&app, KINDS, at(1)).await.unwrap(), 0, "somebody has it");
        app.store.jobs_of_node_again(app.node()).await.unwrap();
    }
    let app = app(&folder).await;
    assert_eq!(run_due(&app, KINDS, at(1)).await.unwrap(), 1);
    assert!(file.exists());

    let (job, file) = order(&folder, "cut-off-always", None, None);
    app.order(&job).await.unwrap();
    for n in 0..i64::from(Note::BEGUN) {
        let hold = Hold {
            node: "another",
            now: at(10 + n),
            until: at(10 + n),
        };
        assert!(app.store.job_take(&[Note::KIND], hold).await.unwrap().is_some());
    }
    assert_eq!(run_due(&app, KINDS, at(100)).await.unwrap(), 1);
    assert_eq!(
        app.store.job_get("cut-off-always").await.unwrap().unwrap().state,
        JobState::Failed
    );
    assert!(!file.exists(), "it was not begun once more");
}

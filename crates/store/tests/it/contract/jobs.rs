//! Jobs: taken by one node, taken over when it is not heard of, ended once.

use chrono::TimeDelta;
use identity::caller::{Caller, Owner, Via};
use model::Instant;
use model::id::TokenId;
use serde_json::json;
use store::{Hold, JobState, NewJob};

use crate::world::{World, now};

fn job(w: &World, id: &str, at: Instant) -> NewJob {
    let caller = Caller::User {
        id: w.ada,
        via: Via::Token {
            id: TokenId::from_number(7),
            read_only: true,
            workspace: Some(w.root),
        },
    };
    NewJob {
        id: id.to_owned(),
        kind: "test",
        owner: Owner::of(&caller),
        node: None,
        payload: json!({ "what": id }),
        run_at: at,
        keep_until: at + TimeDelta::hours(1),
    }
}

fn hold(node: &str, now: Instant) -> Hold<'_> {
    Hold {
        node,
        now,
        until: now + TimeDelta::seconds(60),
    }
}

pub(super) async fn jobs_are_done_once_and_taken_over(w: World) {
    let at = now();
    w.store.job_order(&job(&w, "a", at)).await.unwrap();
    w.store.job_order(&job(&w, "a", at)).await.unwrap();
    let later = at + TimeDelta::seconds(5);
    w.store.job_order(&job(&w, "b", later)).await.unwrap();

    assert_eq!(w.store.job_take(&["other"], hold("one", at)).await.unwrap(), None);
    let a = w
        .store
        .job_take(&["other", "test"], hold("one", at))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((a.id.as_str(), a.state, a.tries), ("a", JobState::Running, 1));
    assert_eq!(
        (&a.owner, &a.payload),
        (&job(&w, "a", at).owner, &json!({ "what": "a" }))
    );
    assert_eq!(
        w.store.job_take(&["test"], hold("two", at)).await.unwrap(),
        None,
        "ordered twice, held, or too early"
    );
    let b = w.store.job_take(&["test"], hold("two", later)).await.unwrap().unwrap();
    assert_eq!(b.id, "b");
    assert!(w.store.job_end("b", 1, true).await.unwrap());
    assert!(!w.store.job_end("b", 1, false).await.unwrap(), "an end is an end");

    // Node one is silent: after its time another takes the job, and what the first says then is not heard.
    let silent = at + TimeDelta::seconds(61);
    assert!(w.store.job_hold("a", 1, silent).await.unwrap());
    assert_eq!(
        w.store
            .job_take(&["test"], hold("two", silent - TimeDelta::seconds(1)))
            .await
            .unwrap(),
        None
    );
    let again = w.store.job_take(&["test"], hold("two", silent)).await.unwrap().unwrap();
    assert_eq!((again.id.as_str(), again.tries), ("a", 2));
    assert!(!w.store.job_hold("a", 1, silent).await.unwrap());
    assert!(!w.store.job_end("a", 1, false).await.unwrap());

    // Node two starts anew: what it held waits again.
    assert_eq!(w.store.jobs_of_node_again("one").await.unwrap(), 0);
    assert_eq!(w.store.jobs_of_node_again("two").await.unwrap(), 1);
    let third = w.store.job_take(&["test"], hold("one", silent)).await.unwrap().unwrap();
    assert_eq!(third.tries, 3);
    assert!(w.store.job_again("a", 3, silent + TimeDelta::seconds(9)).await.unwrap());
    assert_eq!(w.store.job_take(&["test"], hold("one", silent)).await.unwrap(), None);
    assert_eq!(w.store.job_get("a").await.unwrap().unwrap().state, JobState::Waiting);

    let hour = at + TimeDelta::hours(1);
    assert_eq!(w.store.jobs_forget(hour - TimeDelta::seconds(1)).await.unwrap(), 0);
    assert_eq!(w.store.jobs_forget(hour).await.unwrap(), 1);
    assert_eq!(w.store.job_get("a").await.unwrap(), None);
    assert_eq!(w.store.job_get("b").await.unwrap().unwrap().state, JobState::Done);
}

/// A job whose result lies at one node is run there.
pub(super) async fn jobs_of_one_node_stay_there(w: World) {
    let at = now();
    let mut here = job(&w, "here", at);
    here.node = Some("one".to_owned());
    w.store.job_order(&here).await.unwrap();
    assert_eq!(w.store.job_take(&["test"], hold("two", at)).await.unwrap(), None);
    assert!(w.store.job_take(&["test"], hold("one", at)).await.unwrap().is_some());
}

/// Many nodes at once: each job is taken by exactly one.
pub(super) async fn jobs_are_taken_by_one_of_many(w: World) {
    let at = now();
    for n in 0..20 {
        w.store.job_order(&job(&w, &format!("job-{n:02}"), at)).await.unwrap();
    }
    let node = async |name: &'static str| {
        let mut taken = Vec::new();
        while let Some(job) = w.store.job_take(&["test"], hold(name, at)).await.unwrap() {
            taken.push(job.id);
        }
        taken
    };
    let (one, two, three, four) = tokio::join!(node("one"), node("two"), node("three"), node("four"));
    let mut all = [one, two, three, four].concat();
    // Rows that others held were passed over: what is left is taken by who asks next.
    all.extend(node("five").await);
    all.sort_unstable();
    let expected: Vec<_> = (0..20).map(|n| format!("job-{n:02}")).collect();
    assert_eq!(all, expected);
}

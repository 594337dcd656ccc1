//! The jobs of all nodes: ordered, taken by one node at a time, ended, forgotten. What a job does is not known here. Narrow ports: who
//! orders a job was decided before, and what it does is decided when it runs.

use identity::caller::Owner;
use model::Instant;
use serde_json::Value as Json;

use crate::Store;
use crate::db::{Row, Tx, list, sql};
use crate::error::{Result, StoreError};

/// A job to be done.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// Named by who orders it: ordering it twice is ordering it once.
    pub id: String,
    /// Which work.
    pub kind: &'static str,
    /// With whose rights; `None`: the server's own work.
    pub owner: Option<Owner>,
    /// The only node that may run it, where that matters.
    pub node: Option<String>,
    /// What the work needs to know. Never secrets.
    pub payload: Json,
    /// Not before.
    pub run_at: Instant,
    /// It is forgotten then, done or not.
    pub keep_until: Instant,
}

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    /// Its time has not come, or no node has taken it.
    Waiting,
    /// A node works on it.
    Running,
    /// It did what it was to do.
    Done,
    /// It did not, and is not tried again.
    Failed,
}

impl JobState {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        let all = [Self::Waiting, Self::Running, Self::Done, Self::Failed];
        all.into_iter().find(|state| state.as_str() == word)
    }
}

/// A job as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct JobRecord {
    /// Its id.
    pub id: String,
    /// Which work.
    pub kind: String,
    /// With whose rights; `None`: the server's own work.
    pub owner: Option<Owner>,
    /// How far it is.
    pub state: JobState,
    /// What the work needs to know.
    pub payload: Json,
    /// How often it was begun, this time included.
    pub tries: u32,
    /// What it noted about its result.
    pub note: Option<Json>,
}

/// A job that is not done, with its time.
#[derive(Debug, Clone, PartialEq)]
pub struct DueJob {
    /// Which.
    pub job: JobRecord,
    /// When it is begun next.
    pub run_at: Instant,
}

/// Which node holds a job, from when to when.
#[derive(Debug, Clone, Copy)]
pub struct Hold<'n> {
    /// The node.
    pub node: &'n str,
    /// Now.
    pub now: Instant,
    /// When another node may take it.
    pub until: Instant,
}

/// Keeps a job in the transaction of a change, so that neither is without the other.
pub(crate) async fn order(tx: &mut Tx, job: &NewJob) -> Result<()> {
    let owner = job.owner.as_ref().map(serde_json::to_string).transpose();
    let owner = owner.map_err(|_| StoreError::Invalid("an owner cannot be written"))?;
    let order = sql(
        "INSERT INTO jobs (id, kind, owner, node, state, payload, run_at, keep_until, tries) \
         VALUES ($1, $2, $3, $4, 'waiting', $5, $6, $7, 0) ON CONFLICT (id) DO NOTHING",
    );
    let order = order
        .text(&job.id)
        .text(job.kind)
        .text_or_null(owner)
        .text_or_null(job.node.as_ref());
    let order = order.text(&job.payload).instant(job.run_at).instant(job.keep_until);
    tx.run(order).await.map(|_| ())
}

impl Store {
    /// Keeps a job. One of this id that is there already stays as it is.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn job_order(&self, job: &NewJob) -> Result<()> {
        let mut tx = self.db.write().await?;
        order(&mut tx, job).await?;
        tx.commit().await
    }

    /// Takes one job of these kinds whose time has come, or whose node has not been heard of for too long. Of two nodes that ask at once
    /// each gets another one.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn job_take(&self, kinds: &[&str], hold: Hold<'_>) -> Result<Option<JobRecord>> {
        // Mostly there is none: found without the lock of writers.
        let due = sql(
            "SELECT 1 FROM jobs WHERE kind IN {in $1} AND (node IS NULL OR node = $2) AND \
             ((state = 'waiting' AND run_at <= $3) OR (state = 'running' AND held_until <= $3)) LIMIT 1",
        );
        let due = due.text(list(kinds)).text(hold.node).instant(hold.now);
        if self.db.one(due, |_| Ok(())).await?.is_none() {
            return Ok(None);
        }
        let take = sql(
            "UPDATE jobs SET state = 'running', tries = tries + 1, held_by = $2, held_until = $4 WHERE id = ( \
             SELECT id FROM jobs WHERE kind IN {in $1} AND (node IS NULL OR node = $2) AND \
             ((state = 'waiting' AND run_at <= $3) OR (state = 'running' AND held_until <= $3)) \
             ORDER BY run_at, id LIMIT 1 {skip locked}) \
             RETURNING id, kind, owner, state, payload, tries, note",
        );
        let take = take
            .text(list(kinds))
            .text(hold.node)
            .instant(hold.now)
            .instant(hold.until);
        let mut tx = self.db.write().await?;
        let job = tx.one(take, record).await?;
        tx.commit().await?;
        Ok(job)
    }

    /// Holds a job for longer. `false`: it is not this node's any more, and what it does is for nothing.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn job_hold(&self, id: &str, tries: u32, until: Instant) -> Result<bool> {
        let hold = sql("UPDATE jobs SET held_until = $3 WHERE id = $1 AND tries = $2 AND state = 'running'");
        self.changed(hold.text(id).number(tries).instant(until)).await
    }

    /// Ends a job that this node took in this try. `false`: another has taken it since.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn job_end(&self, id: &str, tries: u32, done: bool) -> Result<bool> {
        let state = if done { JobState::Done } else { JobState::Failed };
        let end = sql(
            "UPDATE jobs SET state = $3, held_by = NULL, held_until = NULL WHERE id = $1 AND tries = $2 AND state = 'running'",
        );
        self.changed(end.text(id).number(tries).text(state.as_str())).await
    }

    /// Puts a job back that this node took in this try, to be tried again later. `false`: another has taken it since.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn job_again(&self, id: &str, tries: u32, run_at: Instant) -> Result<bool> {
        let again = sql(
            "UPDATE jobs SET state = 'waiting', run_at = $3, held_by = NULL, held_until = NULL \
             WHERE id = $1 AND tries = $2 AND state = 'running'",
        );
        self.changed(again.text(id).number(tries).instant(run_at)).await
    }

    /// Puts back what a node held when it ended: it starts now, so it runs none of them. Answers how many.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn jobs_of_node_again(&self, node: &str) -> Result<u64> {
        let again = sql(
            "UPDATE jobs SET state = 'waiting', held_by = NULL, held_until = NULL WHERE held_by = $1 AND state = 'running'",
        );
        let mut tx = self.db.write().await?;
        let count = tx.run(again.text(node)).await?;
        tx.commit().await?;
        Ok(count)
    }

    /// Notes something about the result of a job that runs. Never secrets.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn job_note(&self, id: &str, note: &Json) -> Result<()> {
        let put = sql("UPDATE jobs SET note = $2 WHERE id = $1");
        self.changed(put.text(id).text(note)).await.map(|_| ())
    }

    /// Forgets one job; one that is not there is forgotten already.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn job_forget(&self, id: &str) -> Result<()> {
        self.changed(sql("DELETE FROM jobs WHERE id = $1").text(id))
            .await
            .map(|_| ())
    }

    /// A job, whatever its state.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn job_get(&self, id: &str) -> Result<Option<JobRecord>> {
        let question = sql("SELECT id, kind, owner, state, payload, tries, note FROM jobs WHERE id = $1");
        self.db.one(question.text(id), record).await
    }

    /// Jobs of these kinds that are not done, the oldest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn jobs_of(&self, kinds: &[&str], limit: u32) -> Result<Vec<DueJob>> {
        let question = sql("SELECT id, kind, owner, state, payload, tries, note, run_at FROM jobs \
             WHERE kind IN {in $1} AND state <> 'done' ORDER BY run_at, id LIMIT $2");
        self.db.all(question.text(list(kinds)).number(limit), due).await
    }

    /// One of these kinds that is not done.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn job_due(&self, kinds: &[&str], id: &str) -> Result<Option<DueJob>> {
        let question = sql("SELECT id, kind, owner, state, payload, tries, note, run_at FROM jobs \
             WHERE kind IN {in $1} AND state <> 'done' AND id = $2");
        self.db.one(question.text(list(kinds)).text(id), due).await
    }

    /// Begins a job that has failed anew. `false`: it has not failed.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn job_revive(&self, id: &str, now: Instant, keep_until: Instant) -> Result<bool> {
        let again = sql(
            "UPDATE jobs SET state = 'waiting', tries = 0, run_at = $2, keep_until = $3 \
             WHERE id = $1 AND (state = 'failed' OR state = 'waiting')",
        );
        self.changed(again.text(id).instant(now).instant(keep_until)).await
    }

    /// Forgets jobs that are kept no longer and do not run. Answers how many.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn jobs_forget(&self, now: Instant) -> Result<u64> {
        let old = sql("SELECT 1 FROM jobs WHERE keep_until <= $1 AND state <> 'running' LIMIT 1");
        if self.db.one(old.instant(now), |_| Ok(())).await?.is_none() {
            return Ok(0);
        }
        let forget = sql("DELETE FROM jobs WHERE keep_until <= $1 AND state <> 'running'");
        let mut tx = self.db.write().await?;
        let count = tx.run(forget.instant(now)).await?;
        tx.commit().await?;
        Ok(count)
    }

    async fn changed(&self, change: crate::db::Sql) -> Result<bool> {
        let mut tx = self.db.write().await?;
        let changed = tx.run(change).await? == 1;
        tx.commit().await?;
        Ok(changed)
    }
}

fn record(row: &Row<'_>) -> Result<JobRecord> {
    Ok(JobRecord {
        id: row.text("id")?,
        kind: row.text("kind")?,
        owner: row.json_or_null("owner")?,
        state: row.word("state", JobState::from_word)?,
        payload: row.json("payload")?,
        tries: row.number("tries")?,
        note: row.json_or_null("note")?,
    })
}

fn due(row: &Row<'_>) -> Result<DueJob> {
    Ok(DueJob {
        job: record(row)?,
        run_at: row.instant("run_at")?,
    })
}

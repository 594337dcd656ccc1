//! Asking: from the cache, together with others who ask the same at the same moment, or by running the question within its limits.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use access::scope::{Asker, Scope};
use bytes::Bytes;
use chrono::TimeDelta;
use datafusion::physical_plan::{displayable, execute_stream};
use futures::TryStreamExt;
use model::Instant;
use model::answer::Answer;
use model::question::Question;

use crate::ask::Ask;
use crate::cache::{Kept, key};
use crate::engine::Engine;
use crate::error::{QueryError, classify};
use crate::inputs::Inputs;
use crate::limits::CLOCK_SECONDS;
use crate::prepared::Prepared;
use crate::shared::Shared;
use crate::stop::Stop;
use crate::values::{NOT_FINITE, Rows};
use crate::width::batch_bytes;

/// An answer as it is sent: encoded once for all who get it.
#[derive(Debug, Clone)]
pub struct Told {
    /// As JSON.
    pub json: Bytes,
    /// How many values it holds.
    pub cells: u64,
}

impl Told {
    fn of(kept: &Kept) -> Result<Self, QueryError> {
        Ok(Self {
            json: kept.json()?,
            cells: kept.answer.cells(),
        })
    }
}

impl Engine {
    /// Answers a question under a scope. Kept answers are shared only between equal scopes; equal calls at one time run once.
    ///
    /// # Errors
    /// `Invalid` with pointers below the question, or what stopped it.
    pub async fn ask(&self, scope: &Scope, ask: &Ask<'_>) -> Result<Arc<Answer>, QueryError> {
        if !ask.cache {
            return self.ask_uncached(scope, ask).await.map(Arc::new);
        }
        let (kept, fresh) = self.kept(scope, ask).await?;
        if !fresh {
            return Ok(Arc::clone(&kept.answer));
        }
        let mut answer = Answer::clone(&kept.answer);
        answer.cached = false;
        Ok(Arc::new(answer))
    }

    /// Like [`Engine::ask`] from the cache, as JSON that is encoded once for all who get it; its `cached` is always true.
    ///
    /// # Errors
    /// As [`Engine::ask`].
    pub async fn ask_json(&self, scope: &Scope, ask: &Ask<'_>) -> Result<Told, QueryError> {
        let (kept, _) = self.kept(scope, ask).await?;
        Told::of(&kept)
    }

    /// What [`Engine::ask_json`] would give from the cache, if it is there.
    ///
    /// # Errors
    /// As [`Engine::ask`].
    pub async fn kept_json(&self, scope: &Scope, ask: &Ask<'_>) -> Result<Option<Told>, QueryError> {
        let prepared = self.shared.prepared(ask.question).await?;
        let key = key(&self.shared.tables, scope, &prepared, ask.inputs, ask.now);
        let kept = self.shared.answers.get(&key).await;
        kept.map(|kept| Told::of(&kept)).transpose()
    }

    /// Answers without the cache.
    ///
    /// # Errors
    /// As [`Engine::ask`].
    pub async fn ask_uncached(&self, scope: &Scope, ask: &Ask<'_>) -> Result<Answer, QueryError> {
        let prepared = self.shared.prepared(ask.question).await?;
        let (answer, _) = self.run(scope, ask, prepared).await?;
        Ok(answer)
    }

    /// The plan of a question as text, for tests and whoever tunes it. It holds the values of row rules: never show it to viewers.
    ///
    /// # Errors
    /// As [`Engine::ask`].
    pub async fn plan_text(&self, scope: &Scope, ask: &Ask<'_>) -> Result<String, QueryError> {
        let prepared = self.shared.prepared(ask.question).await?;
        let shared = Arc::clone(&self.shared);
        let (scope, question) = (scope.clone(), ask.question.clone());
        let (inputs, now) = (ask.inputs.clone(), ask.now);
        self.limited(scope.asker(), self.shared.limits.time, move |stop| async move {
            let planned = shared.plan(&scope, &question, &prepared, &inputs, now, &stop)?;
            let plan = shared.physical(&planned, &stop).await?;
            Ok(displayable(plan.as_ref()).indent(false).to_string())
        })
        .await
    }

    /// The kept answer, and whether this call made it.
    pub(crate) async fn kept(&self, scope: &Scope, ask: &Ask<'_>) -> Result<(Arc<Kept>, bool), QueryError> {
        let prepared = self.shared.prepared(ask.question).await?;
        let key = key(&self.shared.tables, scope, &prepared, ask.inputs, ask.now);
        if let Some(kept) = self.shared.answers.get(&key).await {
            return Ok((kept, false));
        }
        let mut fresh = false;
        let work = async {
            let (mut answer, bytes) = self.run(scope, ask, prepared).await?;
            answer.cached = true;
            fresh = true;
            Ok(Arc::new(Kept::new(answer, bytes)))
        };
        let made: Result<_, Arc<QueryError>> = self.shared.answers.try_get_with(key, work).await;
        match made {
            Ok(kept) => Ok((kept, fresh)),
            Err(error) => Err(QueryError::clone(&error)),
        }
    }

    async fn run(&self, scope: &Scope, ask: &Ask<'_>, prepared: Arc<Prepared>) -> Result<(Answer, usize), QueryError> {
        let shared = Arc::clone(&self.shared);
        let (scope, question) = (scope.clone(), ask.question.clone());
        let (inputs, now) = (ask.inputs.clone(), ask.now);
        self.limited(scope.asker(), self.shared.limits.time, move |stop| async move {
            shared.queries.fetch_add(1, Ordering::Relaxed);
            shared.answer(&scope, &question, &prepared, &inputs, now, &stop).await
        })
        .await
    }

    /// Does work on a question: in its turn, on a thread of its own, within the time that all of it may take. The place is free again when
    /// the work has really ended.
    pub(crate) async fn limited<T, F>(
        &self,
        asker: Asker,
        time: Duration,
        work: impl FnOnce(Stop) -> F + Send + 'static,
    ) -> Result<T, QueryError>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, QueryError>> + Send + 'static,
    {
        let stop = Stop::default();
        let _waiting = stop.waiting();
        let work = async {
            let place = self.shared.queue.place(asker).await?;
            let stopped = stop.clone();
            let placed = async move {
                let done = work(stopped).await;
                drop(place);
                done
            };
            self.shared.workers.run(stop.clone(), placed).await
        };
        tokio::time::timeout(time, work)
            .await
            .unwrap_or(Err(QueryError::Timeout))
    }
}

impl Shared {
    async fn answer(
        &self,
        scope: &Scope,
        question: &Question,
        prepared: &Prepared,
        inputs: &Inputs,
        now: Instant,
        stop: &Stop,
    ) -> Result<(Answer, usize), QueryError> {
        let planned = self.plan(scope, question, prepared, inputs, now, stop)?;
        let plan = self.physical(&planned, stop).await?;
        let blamed = |error| classify(&error, planned.blame);
        let mut stream = execute_stream(plan, self.surroundings(stop)).map_err(blamed)?;
        let mut rows = Rows::default();
        let mut truncated = false;
        while let Some(batch) = stream.try_next().await.map_err(blamed)? {
            // Before the values are copied: one of them may be larger than an answer.
            if batch_bytes(&batch) > self.limits.answer_bytes.saturating_mul(2) {
                return Err(QueryError::TooLarge);
            }
            truncated |= rows.rows.len().saturating_add(batch.num_rows()) > planned.rows;
            let batch = match planned.newest {
                true => rows.newest_of(&batch).map_err(|error| blamed(error.into()))?,
                false => batch,
            };
            rows.append(&batch, planned.rows)
                .map_err(|error| classify(&error.into(), planned.blame))?;
            if rows.bytes > self.limits.answer_bytes {
                return Err(QueryError::TooLarge);
            }
        }
        let bytes = rows.bytes;
        // One that reads the clock itself may be another at any moment: it is asked again before long.
        let ticks = prepared.reads_clock.then(|| now + TimeDelta::seconds(CLOCK_SECONDS));
        let moves = inputs.moves.filter(|_| prepared.reads_time);
        let answer = Answer {
            columns: planned.columns,
            row_count: rows.rows.len(),
            rows: rows.rows,
            truncated,
            limit: truncated.then_some(planned.rows),
            as_of: now,
            until: [ticks, moves].into_iter().flatten().min(),
            newest: rows.newest.and_then(Instant::from_timestamp_micros),
            cached: false,
            fingerprint: scope.fingerprint().to_owned(),
            notes: if rows.not_finite {
                vec![NOT_FINITE.to_owned()]
            } else {
                Vec::new()
            },
        };
        Ok((answer, bytes))
    }
}

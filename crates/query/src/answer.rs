//! Asking: from the cache, together with others who ask the same at the same moment, or by running the question within its limits.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use access::scope::Scope;
use bytes::Bytes;
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
use crate::prepared::Prepared;
use crate::shared::Shared;
use crate::stop::Stop;
use crate::values::{NOT_FINITE, Rows};

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
    pub async fn ask_json(&self, scope: &Scope, ask: &Ask<'_>) -> Result<Bytes, QueryError> {
        let (kept, _) = self.kept(scope, ask).await?;
        kept.json()
    }

    /// What [`Engine::ask_json`] would give from the cache, if it is there.
    ///
    /// # Errors
    /// As [`Engine::ask`].
    pub async fn kept_json(&self, scope: &Scope, ask: &Ask<'_>) -> Result<Option<Bytes>, QueryError> {
        let prepared = self.shared.prepared(ask.question)?;
        let key = key(&self.shared.tables, scope, &prepared, ask.inputs, ask.now);
        let kept = self.shared.answers.get(&key).await;
        kept.map(|kept| kept.json()).transpose()
    }

    /// Answers without the cache.
    ///
    /// # Errors
    /// As [`Engine::ask`].
    pub async fn ask_uncached(&self, scope: &Scope, ask: &Ask<'_>) -> Result<Answer, QueryError> {
        let prepared = self.shared.prepared(ask.question)?;
        let (answer, _) = self.run(scope, ask, prepared).await?;
        Ok(answer)
    }

    /// The plan of a question as text, for tests and whoever tunes it. It holds the values of row rules: never show it to viewers.
    ///
    /// # Errors
    /// As [`Engine::ask`].
    pub async fn plan_text(&self, scope: &Scope, ask: &Ask<'_>) -> Result<String, QueryError> {
        let prepared = self.shared.prepared(ask.question)?;
        let planned = self.shared.plan(scope, ask.question, &prepared, ask.inputs, ask.now)?;
        let plan = self.shared.physical(&planned, &Stop::default()).await?;
        Ok(displayable(plan.as_ref()).indent(false).to_string())
    }

    /// The kept answer, and whether this call made it.
    pub(crate) async fn kept(&self, scope: &Scope, ask: &Ask<'_>) -> Result<(Arc<Kept>, bool), QueryError> {
        let prepared = self.shared.prepared(ask.question)?;
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
        let limit = shared.limits.time;
        let stop = Stop::default();
        let _waiting = stop.waiting();
        let work = async move {
            let permit = shared.running.acquire().await.map_err(|_| QueryError::Unavailable)?;
            shared.queries.fetch_add(1, Ordering::Relaxed);
            let done = shared.answer(&scope, &question, &prepared, &inputs, now, &stop).await;
            drop(permit);
            done
        };
        let work = self.shared.workers.run(work);
        tokio::time::timeout(limit, work)
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
        let planned = self.plan(scope, question, prepared, inputs, now)?;
        let plan = self.physical(&planned, stop).await?;
        let blamed = |error| classify(&error, planned.blame);
        let mut stream = execute_stream(plan, self.state.task_ctx()).map_err(blamed)?;
        let mut rows = Rows::default();
        let mut truncated = false;
        while let Some(batch) = stream.try_next().await.map_err(blamed)? {
            truncated |= rows.rows.len().saturating_add(batch.num_rows()) > planned.rows;
            rows.append(&batch, planned.rows)
                .map_err(|error| classify(&error.into(), planned.blame))?;
            if rows.bytes > self.limits.answer_bytes {
                return Err(QueryError::TooLarge);
            }
        }
        let bytes = rows.bytes;
        let answer = Answer {
            columns: planned.columns,
            row_count: rows.rows.len(),
            rows: rows.rows,
            truncated,
            as_of: now,
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

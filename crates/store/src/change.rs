//! One change: its transaction, the check that the decision still holds, and the audit entry it cannot be committed without.

use std::str::FromStr;

use access::action::Action;
use access::change::Fact;
use access::op::Op;
use access::proof::Granted;
use model::id::{AuditId, UserId, WorkspaceId};
use serde_json::Value as Json;

use crate::Store;
use crate::db::{Sql, Tx, sql};
use crate::error::{Result, StoreError};
use crate::log;

/// A change under way; undone when it is dropped.
pub(crate) struct Change<'op> {
    pub(crate) tx: Tx,
    op: &'op Op,
    generation: u64,
    /// `None`: it changes nothing that decisions rest on.
    touched: Option<Vec<Fact>>,
}

/// What the audit says about a change.
#[derive(Debug, Clone)]
pub(crate) struct Audit {
    /// Such as `grant.change`.
    pub(crate) action: &'static str,
    /// Id of what it was done to.
    pub(crate) object: String,
    /// Where; `None` for the organisation as a whole.
    pub(crate) workspace: Option<WorkspaceId>,
    /// Never secrets.
    pub(crate) details: Json,
}

impl Audit {
    #[expect(
        clippy::needless_pass_by_value,
        reason = "takes ids and borrowed texts alike, as they stand at the call"
    )]
    pub(crate) fn of(action: &'static str, object: impl ToString) -> Self {
        Self {
            action,
            object: object.to_string(),
            workspace: None,
            details: Json::Object(serde_json::Map::new()),
        }
    }

    pub(crate) const fn at(mut self, workspace: WorkspaceId) -> Self {
        self.workspace = Some(workspace);
        self
    }

    pub(crate) fn with(mut self, details: Json) -> Self {
        self.details = details;
        self
    }

    /// The statement that writes it.
    pub(crate) fn statement(self, op: &Op, actor: &str) -> Sql {
        let entry = sql(
            "INSERT INTO audit (id, at, actor, action, object, workspace, come_from, details, request) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        );
        let entry = entry.text(AuditId::new(op.now)).instant(op.now).text(actor);
        let entry = entry.text(self.action).text(self.object).text_or_null(self.workspace);
        entry.text_or_null(op.from).text(self.details).text(op.request)
    }
}

impl Store {
    /// Begins a change of what decisions rest on. All such changes stand in a row: the generation is the first thing they take.
    pub(crate) async fn change_facts<'op, A: Action>(&self, proof: &Granted<'op, A>) -> Result<Change<'op>> {
        let mut tx = self.db.write().await?;
        let step = sql("UPDATE facts_generation SET n = n + 1 WHERE id = 1 AND n = $1");
        if tx.run(step.number(proof.generation())).await? == 0 {
            return Err(StoreError::Stale);
        }
        Ok(Change {
            tx,
            op: proof.op(),
            generation: proof.generation() + 1,
            touched: Some(Vec::new()),
        })
    }

    /// Begins a change of something that decisions do not rest on. The facts cannot move until it is done.
    pub(crate) async fn change<'op, A: Action>(&self, proof: &Granted<'op, A>) -> Result<Change<'op>> {
        let mut tx = self.db.write().await?;
        let question = sql("SELECT n FROM facts_generation WHERE id = 1 AND n = $1 {for share}");
        if !tx.any(question.number(proof.generation())).await? {
            return Err(StoreError::Stale);
        }
        Ok(Change {
            tx,
            op: proof.op(),
            generation: proof.generation(),
            touched: None,
        })
    }

    /// Begins a change of facts that no caller's rights decide on: set-up, and shares that end by themselves.
    pub(crate) async fn change_facts_unproven<'op>(&self, op: &'op Op) -> Result<Change<'op>> {
        let mut tx = self.db.write().await?;
        tx.run(sql("UPDATE facts_generation SET n = n + 1 WHERE id = 1"))
            .await?;
        let question = sql("SELECT n FROM facts_generation WHERE id = 1");
        let generation = tx.one(question, |row| row.number("n")).await?;
        Ok(Change {
            tx,
            op,
            generation: generation.ok_or(StoreError::Damaged("the generation is missing"))?,
            touched: Some(Vec::new()),
        })
    }

    /// Begins a change of credentials, which no fact depends on.
    pub(crate) async fn change_unproven<'op>(&self, op: &'op Op) -> Result<Change<'op>> {
        Ok(Change {
            tx: self.db.write().await?,
            op,
            generation: 0,
            touched: None,
        })
    }
}

impl<'op> Change<'op> {
    pub(crate) const fn op(&self) -> &'op Op {
        self.op
    }

    /// Notes that what is known of this object is another after the change. Every change of facts says so of all it touches,
    /// or the gates of all nodes go on with what was.
    pub(crate) fn touch(&mut self, fact: Fact) {
        if let Some(touched) = &mut self.touched {
            touched.push(fact);
        }
    }

    /// Notes the objects whose `id` a question finds.
    pub(crate) async fn touch_those<Id>(&mut self, which: Sql, fact: fn(Id) -> Fact) -> Result<()>
    where
        Id: FromStr + Send + Unpin,
    {
        for id in self.tx.all(which, |row| row.parsed("id")).await? {
            self.touch(fact(id));
        }
        Ok(())
    }

    /// Runs a statement that must find its object.
    pub(crate) async fn must(&mut self, sql: Sql) -> Result<()> {
        match self.tx.run(sql).await? {
            0 => Err(StoreError::NotFound),
            _ => Ok(()),
        }
    }

    /// Notes one more entry, beside the one of the commit.
    pub(crate) async fn note(&mut self, audit: Audit) -> Result<()> {
        let actor = self.op.caller.name();
        self.note_as(&actor, audit).await
    }

    pub(crate) async fn note_as(&mut self, actor: &str, audit: Audit) -> Result<()> {
        self.tx.run(audit.statement(self.op, actor)).await.map(|_| ())
    }

    /// Notes the entry and makes the whole last. Answers the generation of the facts after it.
    pub(crate) async fn commit(mut self, audit: Audit) -> Result<u64> {
        self.note(audit).await?;
        self.finish().await
    }

    /// As [`Self::commit`], for a caller who showed who they are in this very call.
    pub(crate) async fn commit_as(mut self, actor: &str, audit: Audit) -> Result<u64> {
        self.note_as(actor, audit).await?;
        self.finish().await
    }

    async fn finish(mut self) -> Result<u64> {
        if let Some(touched) = self.touched.take() {
            log::write(&mut self.tx, self.generation, touched).await?;
        }
        self.tx.commit().await?;
        Ok(self.generation)
    }
}

/// The user who makes something that needs an owner.
pub(crate) fn maker(op: &Op) -> Result<UserId> {
    op.caller.user().ok_or(StoreError::NeedsUser)
}

/// The last of several proofs and the others. Decisions on different facts are no decision together.
pub(crate) fn of_one_generation<'p, 'op, A: Action>(
    proofs: &'p [Granted<'op, A>],
) -> Result<(&'p Granted<'op, A>, &'p [Granted<'op, A>])> {
    let Some((last, others)) = proofs.split_last() else {
        return Err(StoreError::Invalid("there is no grant to change"));
    };
    if others.iter().any(|proof| proof.generation() != last.generation()) {
        return Err(StoreError::Stale);
    }
    Ok((last, others))
}

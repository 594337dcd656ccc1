//! The weather of 2013, replayed through ingest on a clock that runs faster. Goes on where it stopped, year after year.

use std::sync::Arc;
use std::time::Duration;

use access::action::SeeData;
use access::op::Op;
use anyhow::Context as _;
use chrono::{TimeDelta, TimeZone as _, Utc};
use identity::caller::Caller;
use model::Instant;
use model::document::TimeRange;
use model::id::{DatasetId, RequestId, UserId, WorkspaceId};
use model::predicate::Predicate;
use model::question::{Question, Select, Structured, Take};
use query::{InputsSpec, NewRows};
use serde_json::{Map, Value as Json, json};

use super::organisation::Replay;
use super::sheet::Sheet;
use crate::app::App;
use crate::clock;

/// The readings repeat after so many days.
const YEAR: TimeDelta = TimeDelta::days(364);

/// What the replay needs.
struct Player {
    app: Arc<App>,
    administrator: UserId,
    workspace: WorkspaceId,
    into: DatasetId,
    replay: Replay,
}

/// Starts the replay in the background.
pub(super) fn start(app: &Arc<App>, sheet: &Sheet, replay: Replay) -> anyhow::Result<()> {
    let administrator = sheet
        .users
        .get(&sheet.administrator)
        .context("the demo has no administrator")?;
    let into = sheet
        .datasets
        .get(replay.into.as_str())
        .context("the demo has no live dataset")?;
    let into: DatasetId = into.parse()?;
    let player = Player {
        app: Arc::clone(app),
        administrator: administrator.id.parse()?,
        workspace: app.gate.dataset_home(into).context("the live dataset is gone")?,
        into,
        replay,
    };
    tokio::spawn(async move {
        if let Err(error) = player.play().await {
            tracing::warn!(%error, "the replay stopped");
        }
    });
    Ok(())
}

impl Player {
    async fn play(self) -> anyhow::Result<()> {
        let first = Utc
            .with_ymd_and_hms(2013, 1, 2, 0, 0, 0)
            .single()
            .context("no such day")?;
        let mut next = match self.last_reading().await? {
            Some(last) => last + TimeDelta::hours(1),
            None => {
                let history = TimeDelta::hours(self.replay.history_hours);
                self.push(first, first + history, first).await?;
                first + history
            }
        };
        let mut tick = tokio::time::interval(Duration::from_secs(u64::from(self.replay.hour_every.as_seconds())));
        loop {
            tick.tick().await;
            self.push(next, next + TimeDelta::hours(1), first).await?;
            next += TimeDelta::hours(1);
        }
    }

    fn op(&self) -> Op {
        let now = clock::now();
        Op::new(
            Caller::Job {
                owner: self.administrator,
            },
            RequestId::new(now),
            now,
        )
    }

    async fn ask(&self, op: &Op, question: Question, time: Option<TimeRange>) -> anyhow::Result<model::answer::Answer> {
        let may = self.app.gate.allow::<SeeData>(op, self.workspace)?;
        let scope = self.app.gate.data_scope(&may);
        let inputs = InputsSpec {
            time,
            ..InputsSpec::default()
        }
        .at(op.now);
        let ask = query::Ask {
            question: &question,
            inputs: &inputs,
            now: op.now,
            cache: false,
        };
        Ok(self.app.engine.ask_uncached(&scope, &ask).await?)
    }

    async fn last_reading(&self) -> anyhow::Result<Option<Instant>> {
        let question = json!({ "dataset": self.replay.into, "select": [{ "max": "time", "as": "time" }] });
        let answer = self.ask(&self.op(), serde_json::from_value(question)?, None).await?;
        let last = answer.rows.first().and_then(|row| row.first()).and_then(Json::as_str);
        Ok(last.map(str::parse).transpose()?)
    }

    /// Pushes the readings of these hours, taken from the recorded year and stamped with the replay's own time.
    async fn push(&self, from: Instant, to: Instant, first: Instant) -> anyhow::Result<()> {
        let years = i32::try_from((from - first).num_days() / YEAR.num_days())?;
        let shift = YEAR * years;
        let op = self.op();
        let time = TimeRange::Between {
            from: Some(from - shift),
            to: Some(to - shift),
        };
        let answer = self.ask(&op, self.question(), Some(time)).await?;
        let rows: Vec<Json> = answer
            .rows
            .iter()
            .map(|row| self.row(row, shift))
            .collect::<anyhow::Result<_>>()?;
        if rows.is_empty() {
            return Ok(());
        }
        let bytes = serde_json::to_vec(&rows)?.into();
        self.app.append(&op, self.into, NewRows::Json(bytes)).await?;
        Ok(())
    }

    fn question(&self) -> Question {
        let select = self.replay.columns.values();
        Question::Structured(Structured {
            dataset: self.replay.from.clone(),
            select: select
                .map(|column| Select {
                    take: Take::Column(column.clone(), None),
                    name: None,
                })
                .collect(),
            filter: Some(Predicate::Time(self.replay.time.clone())),
            order: Vec::new(),
            limit: None,
        })
    }

    fn row(&self, values: &[Json], shift: TimeDelta) -> anyhow::Result<Json> {
        let mut row = Map::new();
        for ((name, from), value) in self.replay.columns.iter().zip(values) {
            let value = match value.as_str() {
                Some(text) if *from == self.replay.time => json!(text.parse::<Instant>()? + shift),
                _ => value.clone(),
            };
            row.insert(name.to_string(), value);
        }
        Ok(Json::Object(row))
    }
}

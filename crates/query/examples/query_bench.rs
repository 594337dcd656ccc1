//! Benchmarks B8 (row rule against the same rule written by hand in the engine underneath) and B9 (durable rows per second), as JSON lines.
//! `cargo run -p query --example query_bench -- [FLIGHTS.parquet] [copies]`

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use access::action::SeeData;
use access::facts::{DatasetFact, Facts};
use access::gate::Gate;
use access::op::Op;
use access::scope::Scope;
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use identity::caller::Caller;
use model::dataset::{Dataset, Origin, Outside};
use model::id::{DatasetId, RequestId, RowRuleId, UserId, WorkspaceId};
use model::name::{ColumnName, DatasetName, Email, Title};
use model::people::{User, UserStatus};
use model::permission::{Permission, PermissionSet};
use model::principal::Principal;
use model::question::Question;
use model::row_rule::{AppliesTo, RowRule};
use model::workspace::{PermissionEntry, Workspace};
use query::{Ask, Engine, FileFormat, Inputs, Limits, NewRows, ReadOptions};

const WORKSPACE: WorkspaceId = WorkspaceId::from_number(1);
const USER: UserId = UserId::from_number(2);
const NOW: model::Instant = model::Instant::UNIX_EPOCH;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let flights = arguments.next();
    let flights = flights.unwrap_or_else(|| "fixtures/nycflights13/flights.parquet".to_owned());
    let copies: usize = arguments.next().map_or(Ok(1), |text| text.parse())?;
    let folder = std::env::temp_dir().join(format!("vitrine-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let file = folder.join("flights.parquet");
    copy(Path::new(&flights), &file, copies)?;
    let done = run(&folder, &file, copies).await;
    std::fs::remove_dir_all(&folder)?;
    done
}

async fn run(folder: &Path, file: &Path, copies: usize) -> Result<(), Box<dyn Error>> {
    let engine = Engine::open(&folder.join("data"), Limits::default()).await?;
    row_rule(&engine, folder, file, copies).await?;
    ingest(&engine).await
}

/// B8: each question, warm, median of many runs, on the very same file.
async fn row_rule(engine: &Engine, folder: &Path, file: &Path, copies: usize) -> Result<(), Box<dyn Error>> {
    let mut flights = dataset(1, "flights", Origin::Files)?;
    engine.register(&flights).await?;
    let staged = engine
        .stage(flights.id, FileFormat::Parquet, file, ReadOptions::default(), NOW)
        .await?;
    flights.columns = staged.columns.clone();
    engine.ready(staged).await?.swap().await?;
    let scope = scope(&flights, Some(r#"{"eq":["carrier","UA"]}"#))?;
    let kept = std::fs::read_dir(folder.join("data").join(flights.id.to_string()))?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|extension| extension == "parquet"))
        .ok_or("no file was kept")?;
    let by_hand = SessionContext::new_with_config(
        SessionConfig::new()
            .with_target_partitions(1)
            .set_bool("datafusion.execution.parquet.pushdown_filters", true)
            .set_bool("datafusion.execution.parquet.reorder_filters", true),
    );
    let path = kept.to_string_lossy().into_owned();
    by_hand
        .register_parquet("flights", path, ParquetReadOptions::default())
        .await?;
    for (name, ours, theirs) in [
        (
            "mean by origin",
            r#"{"sql":"select origin, avg(dep_delay) as m from flights group by origin order by origin"}"#,
            "select origin, avg(dep_delay) as m from flights where carrier = 'UA' group by origin order by origin",
        ),
        (
            "top rows",
            r#"{"sql":"select flight, dest, dep_delay from flights order by dep_delay desc limit 50"}"#,
            "select flight, dest, dep_delay from flights where carrier = 'UA' order by dep_delay desc limit 50",
        ),
        (
            "own condition",
            r#"{"sql":"select dest, count(*) as n from flights where origin = 'EWR' and dep_delay > 60 group by dest"}"#,
            "select dest, count(*) as n from flights where carrier = 'UA' and origin = 'EWR' and dep_delay > 60 group by dest",
        ),
        (
            "days",
            r#"{"dataset":"flights","select":[{"column":"time_hour","grain":"day","as":"d"},{"sum":"distance","as":"s"}],"order":[{"by":"d"}]}"#,
            "select date_trunc('day', time_hour) as d, sum(distance) as s from flights where carrier = 'UA' group by 1 order by 1",
        ),
    ] {
        let question: Question = serde_json::from_str(ours)?;
        let inputs = Inputs::default();
        let ask = Ask {
            question: &question,
            inputs: &inputs,
            now: NOW,
            cache: false,
        };
        let mut with_rule = Vec::new();
        let mut written = Vec::new();
        for _ in 0..40 {
            let started = Instant::now();
            engine.ask_uncached(&scope, &ask).await?;
            with_rule.push(started.elapsed());
            let started = Instant::now();
            by_hand.sql(theirs).await?.collect().await?;
            written.push(started.elapsed());
        }
        let (with_rule, written) = (median(with_rule), median(written));
        print(&serde_json::json!({
            "bench": "B8", "what": format!("row rule, {name}"), "rows": 336_776 * copies,
            "row_rule_ms": with_rule.as_secs_f64() * 1e3, "by_hand_ms": written.as_secs_f64() * 1e3,
            "ratio": with_rule.as_secs_f64() / written.as_secs_f64(),
        }));
    }
    let question: Question =
        serde_json::from_str(r#"{"sql":"select origin, avg(dep_delay) as m from flights group by origin"}"#)?;
    let inputs = Inputs::default();
    let ask = Ask {
        question: &question,
        inputs: &inputs,
        now: NOW,
        cache: true,
    };
    let started = Instant::now();
    for _ in 0..20_000 {
        engine.ask_json(&scope, &ask).await?;
    }
    let hits = 20_000.0 / started.elapsed().as_secs_f64();
    print(&serde_json::json!({ "bench": "cache hits per second, one task", "per_second": hits }));
    Ok(())
}

/// B9: several writers, calls of 500 rows, each on disk before it returns.
async fn ingest(engine: &Engine) -> Result<(), Box<dyn Error>> {
    let origin = Origin::Ingest {
        time_column: None,
        grow: false,
    };
    let mut readings = dataset(2, "readings", origin)?;
    for (name, kind) in [
        ("station", "string"),
        ("time", "timestamp"),
        ("temp", "float"),
        ("wind_speed", "float"),
        ("n", "int"),
    ] {
        let kind = serde_json::from_str(&format!("\"{kind}\""))?;
        readings
            .columns
            .push(model::column::Column::new(ColumnName::new(name)?, kind));
    }
    engine.register(&readings).await?;
    let line = |n: usize| {
        format!(
            "{{\"station\":\"EWR\",\"time\":\"2013-01-01T10:00:00Z\",\"temp\":{}.5,\"wind_speed\":3.25,\"n\":{n}}}\n",
            n % 40
        )
    };
    let body: String = (0..500).map(line).collect();
    let body = bytes::Bytes::from(body);
    for writers in [1_usize, 8] {
        let started = Instant::now();
        let calls = 800 / writers;
        let mut tasks = Vec::new();
        for _ in 0..writers {
            let (engine, body, id) = (engine.clone(), body.clone(), readings.id);
            tasks.push(tokio::spawn(async move {
                for _ in 0..calls {
                    engine.append(id, NewRows::Ndjson(body.clone()), NOW).await?;
                }
                Ok::<_, query::QueryError>(())
            }));
        }
        for task in tasks {
            task.await??;
        }
        #[expect(clippy::cast_precision_loss, reason = "a rate")]
        let rows = (calls * writers * 500) as f64 / started.elapsed().as_secs_f64();
        print(
            &serde_json::json!({ "bench": "B9", "what": format!("durable rows, {writers} writers"), "rows_per_call": 500, "rows_per_s": rows }),
        );
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "this program's output")]
fn print(line: &serde_json::Value) {
    println!("{line}");
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The file so many times in one.
fn copy(from: &Path, to: &Path, copies: usize) -> Result<(), Box<dyn Error>> {
    use datafusion::parquet::arrow::ArrowWriter;
    use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    let builder = ParquetRecordBatchReaderBuilder::try_new(std::fs::File::open(from)?)?;
    let mut writer = ArrowWriter::try_new(std::fs::File::create(to)?, Arc::clone(builder.schema()), None)?;
    for _ in 0..copies {
        for batch in ParquetRecordBatchReaderBuilder::try_new(std::fs::File::open(from)?)?.build()? {
            writer.write(&batch?)?;
        }
    }
    writer.close()?;
    Ok(())
}

fn dataset(number: u128, name: &str, origin: Origin) -> Result<Dataset, Box<dyn Error>> {
    Ok(Dataset {
        id: DatasetId::from_number(number),
        workspace: WORKSPACE,
        name: DatasetName::new(name)?,
        label: Title::new(name)?,
        origin,
        columns: Vec::new(),
        outside: Outside::Nobody,
        tenant_bound: false,
        version: 0,
        row_count: None,
        bad_rows: 0,
        updated_at: None,
    })
}

fn scope(dataset: &Dataset, rule: Option<&str>) -> Result<Scope, Box<dyn Error>> {
    let analyze = PermissionSet::EMPTY.with(Permission::View).with(Permission::Analyze);
    let mut row_rules = Vec::new();
    if let Some(rule) = rule {
        row_rules.push(RowRule {
            id: RowRuleId::from_number(1),
            workspace: WORKSPACE,
            dataset: dataset.name.clone(),
            applies_to: AppliesTo::All,
            below: true,
            unless_manage: false,
            predicate: serde_json::from_str(rule)?,
        });
    }
    let gate = Gate::new(Facts {
        generation: 1,
        users: vec![User {
            id: USER,
            email: Email::new("ada@example.org")?,
            name: Title::new("Ada")?,
            attributes: [].into(),
            status: UserStatus::Active,
            created_at: NOW,
            sharing_consent: None,
        }],
        workspaces: vec![Workspace {
            id: WORKSPACE,
            name: Title::new("Root")?,
            parent: None,
            settings: [].into(),
            sharing: model::share::ShareRules::default(),
            brand: model::brand::Brand::default(),
        }],
        permissions: vec![PermissionEntry {
            workspace: WORKSPACE,
            principal: Principal::User(USER),
            here: analyze,
            below: analyze,
        }],
        datasets: vec![DatasetFact {
            id: dataset.id,
            workspace: WORKSPACE,
            name: dataset.name.clone(),
            columns: dataset.columns.clone(),
            outside: Outside::Nobody,
            tenant_bound: false,
        }],
        row_rules,
        ..Facts::default()
    });
    let op = Op::new(Caller::Job { owner: USER }, RequestId::from_number(3), NOW);
    let may = gate.allow::<SeeData>(&op, WORKSPACE).map_err(|_| "not allowed")?;
    Ok(gate.data_scope(&may))
}

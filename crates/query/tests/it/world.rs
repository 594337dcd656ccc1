//! A small organisation around an engine: one workspace, one user who may see its data, datasets with rules on their rows.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use access::action::SeeData;
use access::facts::{DatasetFact, Facts};
use access::gate::Gate;
use access::op::Op;
use access::scope::Scope;
use identity::caller::Caller;
use model::Instant;
use model::answer::Answer;
use model::column::Column;
use model::dataset::{Dataset, Origin, Outside};
use model::id::{DatasetId, RequestId, RowRuleId, UserId, WorkspaceId};
use model::intake::FileRead;
use model::name::{ColumnName, DatasetName, Email, Title};
use model::people::{User, UserStatus};
use model::permission::{Permission, PermissionSet};
use model::predicate::Predicate;
use model::principal::Principal;
use model::question::Question;
use model::row_rule::{AppliesTo, RowRule};
use model::workspace::{PermissionEntry, Workspace};
use query::{Ask, Engine, FileFormat, Inputs, Limits, QueryError, ReadOptions, Staged};
use serde_json::{Value as Json, json};

pub(crate) const WORKSPACE: WorkspaceId = WorkspaceId::from_number(1);
const USER: UserId = UserId::from_number(2);

pub(crate) fn now() -> Instant {
    "2013-12-31T12:00:00Z".parse().unwrap()
}

pub(crate) struct World {
    pub(crate) engine: Engine,
    pub(crate) datasets: Vec<Dataset>,
    pub(crate) folder: tempfile::TempDir,
}

pub(crate) fn dataset(number: u128, name: &str, origin: Origin, columns: &[(&str, &str)]) -> Dataset {
    let column = |(name, kind): &(&str, &str)| {
        Column::new(
            ColumnName::new(name).unwrap(),
            serde_json::from_value(json!(kind)).unwrap(),
        )
    };
    Dataset {
        id: DatasetId::from_number(number),
        workspace: WORKSPACE,
        name: DatasetName::new(name).unwrap(),
        label: Title::new(name).unwrap(),
        origin,
        columns: columns.iter().map(column).collect(),
        outside: Outside::Nobody,
        tenant_bound: false,
        version: 0,
        row_count: None,
        bad_rows: 0,
        updated_at: None,
    }
}

/// The scope that the gate makes for these datasets with these rules.
pub(crate) fn scope_of(datasets: &[Dataset], rules: &[(&str, Predicate)]) -> Scope {
    let rule = |(index, (dataset, predicate)): (usize, &(&str, Predicate))| RowRule {
        id: RowRuleId::from_number(index as u128),
        workspace: WORKSPACE,
        dataset: DatasetName::new(dataset).unwrap(),
        applies_to: AppliesTo::All,
        below: true,
        unless_manage: false,
        predicate: predicate.clone(),
    };
    let fact = |dataset: &Dataset| DatasetFact {
        id: dataset.id,
        workspace: dataset.workspace,
        name: dataset.name.clone(),
        columns: dataset.columns.clone(),
        outside: dataset.outside,
        tenant_bound: dataset.tenant_bound,
    };
    let analyze = PermissionSet::EMPTY.with(Permission::View).with(Permission::Analyze);
    let gate = Gate::new(Facts {
        generation: 1,
        users: vec![User {
            id: USER,
            email: Email::new("ada@example.org").unwrap(),
            name: Title::new("Ada").unwrap(),
            attributes: [].into(),
            status: UserStatus::Active,
            created_at: now(),
            sharing_consent: None,
        }],
        workspaces: vec![Workspace {
            id: WORKSPACE,
            name: Title::new("Root").unwrap(),
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
        datasets: datasets.iter().map(fact).collect(),
        row_rules: rules.iter().enumerate().map(rule).collect(),
        ..Facts::default()
    });
    let op = Op::new(Caller::Job { owner: USER }, RequestId::from_number(3), now());
    let may = gate.allow::<SeeData>(&op, WORKSPACE).unwrap();
    gate.data_scope(&may)
}

pub(crate) fn predicate(json: Json) -> Predicate {
    serde_json::from_value(json).unwrap()
}

pub(crate) fn question(json: Json) -> Question {
    serde_json::from_value(json).unwrap()
}

pub(crate) fn sql(text: &str) -> Question {
    question(json!({ "sql": text }))
}

pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures/nycflights13")
        .join(format!("{name}.parquet"))
}

/// An odd file of the kind that people have.
pub(crate) fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures/cases")
        .join(name)
}

/// The bounds of a server, but for time: on a slow machine a right answer is a right answer.
pub(crate) fn patient() -> Limits {
    Limits {
        time: Duration::from_secs(600),
        check_time: Duration::from_secs(600),
        ..Limits::default()
    }
}

/// What an upload brought.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: u64,
    pub(crate) bad_rows: u64,
    pub(crate) version: u64,
    pub(crate) read: FileRead,
}

/// Replaces the rows of a dataset; `said` are the parameters of an upload, such as `types=n:int&header=2`.
pub(crate) async fn load(
    engine: &Engine,
    id: DatasetId,
    format: FileFormat,
    path: &Path,
    said: &str,
) -> Result<Loaded, QueryError> {
    let word = |name: &str| {
        said.split('&')
            .find_map(|one| one.strip_prefix(name)?.strip_prefix('='))
    };
    let options = ReadOptions::parse(word("separator"), word("header"), word("encoding"), word("types"))?;
    let staged: Staged = engine.stage(id, format, path, options, now()).await?;
    let (rows, bad_rows, read, columns) = (
        staged.rows,
        staged.bad_rows,
        staged.read.clone(),
        staged.columns.clone(),
    );
    let ready = engine.ready(staged).await?;
    let version = ready.version;
    ready.swap().await?;
    Ok(Loaded {
        columns,
        rows,
        bad_rows,
        version,
        read,
    })
}

impl World {
    pub(crate) async fn empty() -> Self {
        Self::limited(patient()).await
    }

    pub(crate) async fn limited(limits: Limits) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let engine = Engine::open(&folder.path().join("data"), limits).await.unwrap();
        Self {
            engine,
            datasets: Vec::new(),
            folder,
        }
    }

    /// Questions over a dataset `t` that no machine answers within the time of a test, and whose memory does not grow: of
    /// 90 000 000 000 pairs of rows one side is held and the other passes by. One finds no pair, the other finds all.
    pub(crate) async fn endless(&mut self) -> [Question; 2] {
        let numbers: String = (0..300_000).map(|n| format!("{n}\n")).collect();
        self.add_text("t", FileFormat::Csv, &format!("n\n{numbers}")).await;
        [
            sql("select count(*) as n from t a, t b where sin(a.n * b.n) + cos(a.n + b.n) = 3"),
            sql("select sum(sin(a.n + b.n)) as n from t a join t b on a.n * 0 = b.n * 0"),
        ]
    }

    /// New York's airports: `names` of the fixtures.
    pub(crate) async fn airports(names: &[&str]) -> Self {
        let mut world = Self::empty().await;
        for name in names {
            world.add_file(name, FileFormat::Parquet, &fixture(name)).await;
        }
        world
    }

    pub(crate) async fn add(&mut self, name: &str, origin: Origin, columns: &[(&str, &str)]) -> DatasetId {
        let dataset = dataset(100 + self.datasets.len() as u128, name, origin, columns);
        let id = dataset.id;
        self.engine.register(&dataset).await.unwrap();
        self.datasets.push(dataset);
        id
    }

    pub(crate) async fn add_file(&mut self, name: &str, format: FileFormat, path: &Path) -> DatasetId {
        let id = self.add(name, Origin::Files, &[]).await;
        let loaded = load(&self.engine, id, format, path, "").await.unwrap();
        self.datasets.last_mut().unwrap().columns = loaded.columns;
        id
    }

    pub(crate) async fn add_text(&mut self, name: &str, format: FileFormat, text: &str) -> DatasetId {
        let path = self.write(name, text);
        self.add_file(name, format, &path).await
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    pub(crate) fn scope(&self, rules: &[(&str, Json)]) -> Scope {
        let rules: Vec<_> = rules
            .iter()
            .map(|(name, rule)| (*name, predicate(rule.clone())))
            .collect();
        scope_of(&self.datasets, &rules)
    }

    pub(crate) fn all(&self) -> Scope {
        self.scope(&[])
    }

    pub(crate) async fn ask(&self, scope: &Scope, question: &Question) -> Result<Arc<Answer>, QueryError> {
        self.ask_with(scope, question, &Inputs::default()).await
    }

    pub(crate) async fn ask_with(
        &self,
        scope: &Scope,
        question: &Question,
        inputs: &Inputs,
    ) -> Result<Arc<Answer>, QueryError> {
        let ask = Ask {
            question,
            inputs,
            now: now(),
            cache: true,
        };
        self.engine.ask(scope, &ask).await
    }

    /// Rows of the answer under the scope of everything.
    pub(crate) async fn rows(&self, question: Question) -> Json {
        json!(self.ask(&self.all(), &question).await.unwrap().rows)
    }
}

/// The first fault's pointer and message.
pub(crate) fn fault(error: &QueryError) -> (String, String) {
    match error {
        QueryError::Invalid(invalid) => {
            let fault = invalid.faults[0].clone();
            (fault.pointer, fault.message)
        }
        other => panic!("{other:?}"),
    }
}

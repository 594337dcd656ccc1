//! Which facts each generation touched, so that a gate reads only those again. Written with every change of facts; read in `since`.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use model::id::{BadId, DashboardId, DatasetId, FolderId, GroupId, RowRuleId, ShareId, UserId, WorkspaceId};

use crate::db::{Row, Tx, list, sql};
use crate::error::{Result, StoreError};

/// More objects than this are not told one by one: who is that far behind reads everything.
pub(crate) const MOST: usize = crate::limits::CHANGES_TOLD;
/// How many generations the log reaches back.
pub(crate) const REACH: u64 = crate::limits::CHANGES_KEPT;
/// The log is trimmed once in so many generations.
const TRIM_EVERY: u64 = crate::limits::CHANGES_TRIMMED_EVERY;

/// An object that decisions rest on, with all that the gate knows of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fact {
    /// A user.
    User(UserId),
    /// A group with its parents, members and rule.
    Group(GroupId),
    /// A workspace with the permissions on it.
    Workspace(WorkspaceId),
    /// A folder with the grants on it.
    Folder(FolderId),
    /// All policies of a workspace.
    Policies(WorkspaceId),
    /// A dashboard with the grants on it.
    Dashboard(DashboardId),
    /// A dataset.
    Dataset(DatasetId),
    /// A row rule.
    RowRule(RowRuleId),
    /// A share.
    Share(ShareId),
    /// All that one user may see by relation.
    See(UserId),
    /// So much that everything is to be read again.
    Everything,
}

impl Fact {
    const fn kind(self) -> &'static str {
        match self {
            Self::User(_) => "user",
            Self::Group(_) => "group",
            Self::Workspace(_) => "workspace",
            Self::Folder(_) => "folder",
            Self::Policies(_) => "policies",
            Self::Dashboard(_) => "dashboard",
            Self::Dataset(_) => "dataset",
            Self::RowRule(_) => "row_rule",
            Self::Share(_) => "share",
            Self::See(_) => "see",
            Self::Everything => "everything",
        }
    }

    fn object(self) -> String {
        match self {
            Self::User(id) | Self::See(id) => id.to_string(),
            Self::Group(id) => id.to_string(),
            Self::Workspace(id) | Self::Policies(id) => id.to_string(),
            Self::Folder(id) => id.to_string(),
            Self::Dashboard(id) => id.to_string(),
            Self::Dataset(id) => id.to_string(),
            Self::RowRule(id) => id.to_string(),
            Self::Share(id) => id.to_string(),
            Self::Everything => "*".to_owned(),
        }
    }

    /// A kind that is not known was written by a newer program: everything is to be read again.
    fn read(row: &Row<'_>) -> Result<Self> {
        fn id<Id: FromStr<Err = BadId>>(object: &str, fact: fn(Id) -> Fact) -> Result<Fact> {
            let id = object
                .parse()
                .map_err(|_| StoreError::Damaged("an id has another form"))?;
            Ok(fact(id))
        }
        let object = row.text("object")?;
        match row.text("kind")?.as_str() {
            "user" => id(&object, Self::User),
            "group" => id(&object, Self::Group),
            "workspace" => id(&object, Self::Workspace),
            "folder" => id(&object, Self::Folder),
            "policies" => id(&object, Self::Policies),
            "dashboard" => id(&object, Self::Dashboard),
            "dataset" => id(&object, Self::Dataset),
            "row_rule" => id(&object, Self::RowRule),
            "share" => id(&object, Self::Share),
            "see" => id(&object, Self::See),
            _ => Ok(Self::Everything),
        }
    }
}

/// Writes what a generation touched. A change that names nothing is a defect; it is kept safe by reading everything again.
pub(crate) async fn write(tx: &mut Tx, generation: u64, touched: Vec<Fact>) -> Result<()> {
    let mut touched: BTreeSet<Fact> = touched.into_iter().collect();
    if touched.is_empty() {
        tracing::error!(generation, "a change of facts does not say what it touched");
    }
    if touched.is_empty() || touched.len() > MOST {
        touched = BTreeSet::from([Fact::Everything]);
    }
    let mut by_kind: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for fact in touched {
        by_kind.entry(fact.kind()).or_default().push(fact.object());
    }
    for (kind, objects) in by_kind {
        let insert = sql("INSERT INTO fact_changes (n, kind, object) SELECT $1, $2, x.value FROM {in $3} AS x");
        tx.run(insert.number(generation).text(kind).text(list(objects))).await?;
    }
    if generation.is_multiple_of(TRIM_EVERY) {
        let trim = sql("DELETE FROM fact_changes WHERE n <= $1");
        tx.run(trim.number(generation.saturating_sub(REACH))).await?;
    }
    Ok(())
}

/// What was touched after `since`, up to the generation `now` that this transaction sees. `None`: the log does not tell all of it,
/// or it is too much.
pub(crate) async fn read(tx: &mut Tx, since: u64, now: u64) -> Result<Option<BTreeSet<Fact>>> {
    let Some(steps) = now.checked_sub(since).filter(|steps| *steps <= REACH) else {
        return Ok(None);
    };
    // A generation without a row was written by a program that kept no log, or is trimmed away.
    let count = sql("SELECT COUNT(DISTINCT n) AS steps FROM fact_changes WHERE n > $1 AND n <= $2");
    let told: Option<u64> = tx
        .one(count.number(since).number(now), |row| row.number("steps"))
        .await?;
    if told != Some(steps) {
        return Ok(None);
    }
    let question = sql("SELECT DISTINCT kind, object FROM fact_changes WHERE n > $1 AND n <= $2 LIMIT $3");
    let question = question.number(since).number(now).number(MOST + 1);
    let touched: BTreeSet<Fact> = tx.all(question, Fact::read).await?.into_iter().collect();
    let tells_all = touched.len() <= MOST && !touched.contains(&Fact::Everything);
    Ok(tells_all.then_some(touched))
}

//! Which facts each generation touched, so that a gate reads only those again. Written with every change of facts; read in `since`.

use std::collections::{BTreeMap, BTreeSet};

use access::change::{Fact, FactKind};

use crate::db::{Row, Tx, list, sql};
use crate::error::{Result, StoreError};

/// More objects than this are not told one by one: who is that far behind reads everything.
pub(crate) use crate::limits::CHANGES_TOLD as MOST;
/// How many generations the log reaches back.
pub(crate) const REACH: u64 = crate::limits::CHANGES_KEPT;
/// The log is trimmed once in so many generations.
const TRIM_EVERY: u64 = crate::limits::CHANGES_TRIMMED_EVERY;

/// What one row of the log says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    One(Fact),
    /// So much that everything is to be read again.
    Everything,
}

const EVERYTHING: &str = "everything";

impl Told {
    /// A kind that is not known was written by a newer program: everything is to be read again.
    fn read(row: &Row<'_>) -> Result<Self> {
        let Some(kind) = FactKind::from_word(&row.text("kind")?) else {
            return Ok(Self::Everything);
        };
        let fact = kind.read(&row.text("object")?);
        fact.map(Self::One)
            .map_err(|_| StoreError::Damaged("an id has another form"))
    }
}

/// Writes what a generation touched. A change that names nothing is a defect; it is kept safe by reading everything again.
pub(crate) async fn write(tx: &mut Tx, generation: u64, touched: Vec<Fact>) -> Result<()> {
    let touched: BTreeSet<Fact> = touched.into_iter().collect();
    if touched.is_empty() {
        tracing::error!(generation, "a change of facts does not say what it touched");
    }
    let mut by_kind: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    if touched.is_empty() || touched.len() > MOST {
        by_kind.insert(EVERYTHING, vec!["*".to_owned()]);
    } else {
        for fact in touched {
            by_kind.entry(fact.kind().as_str()).or_default().push(fact.to_string());
        }
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
    let told: BTreeSet<Told> = tx.all(question, Told::read).await?.into_iter().collect();
    if told.len() > MOST {
        return Ok(None);
    }
    let each = told.into_iter().map(|told| match told {
        Told::One(fact) => Some(fact),
        Told::Everything => None,
    });
    Ok(each.collect())
}

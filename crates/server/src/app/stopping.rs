//! Shares that stop because data is taken away from them: their readers would see broken widgets, so that they are paused instead, and know by
//! what. Whoever takes it away is told before. Below the areas, because data is taken away in more than one.

use std::collections::BTreeSet;

use access::action::SeeShare;
use access::op::Op;
use access::scope::Scope;
use access::share::outlook::Outlook;
use access::share::rules::Outcome;
use model::document::Document;
use model::name::{ColumnName, DatasetName};
use model::predicate::Predicate;
use store::ShareBlocks;

use super::App;
use super::error::{Error, ShareAtStake};
use super::reads::columns_of;

impl App {
    /// What becomes of shares whose data changes like this: live ones that lose something they show stop, paused ones that a dataset had
    /// stopped may have it again.
    ///
    /// # Errors
    /// The store failed.
    pub(crate) async fn blocks(&self, outlooks: Vec<Outlook>) -> Result<ShareBlocks, Error> {
        let mut found = ShareBlocks::default();
        for outlook in outlooks {
            // What waits for an approval shows nothing that could be lost.
            let Some(shown) = self.shown_now(outlook.edition.clone()).await? else {
                continue;
            };
            for name in self.engine.opens(&shown.document) {
                let now = is_whole(&shown.document, &name, &outlook.now, &outlook.then);
                let then = is_whole(&shown.document, &name, &outlook.then, &outlook.now);
                let at = |scope: &Scope| scope.dataset(name.as_str()).map(|dataset| dataset.id);
                match (outlook.live, now, then) {
                    (true, true, false) => {
                        // One that takes turns may lose it in several places, and stops once.
                        let known = found.blocks.iter().any(|(share, ..)| *share == outlook.share);
                        if let Some(dataset) = at(&outlook.now).filter(|_| !known) {
                            found.blocks.push((outlook.share, dataset, name));
                            break;
                        }
                    }
                    (false, false, true) => found.frees.extend(at(&outlook.then).map(|id| (outlook.share, id))),
                    _ => {}
                }
            }
        }
        Ok(found)
    }

    /// Asks before shares stop: how many, and those of them that the caller may see by name.
    ///
    /// # Errors
    /// There are some, and nobody confirmed that.
    pub(crate) async fn confirmed(&self, op: &Op, blocks: &ShareBlocks, confirmed: bool) -> Result<(), Error> {
        if confirmed || blocks.blocks.is_empty() {
            return Ok(());
        }
        let mut seen = Vec::new();
        for (id, ..) in &blocks.blocks {
            if let Ok(may) = self.gate.allow::<SeeShare>(op, *id) {
                let found = self.store.share_get(&may).await?;
                seen.push(ShareAtStake {
                    id: found.share.id,
                    title: found.share.title,
                    dashboard: found.dashboard_title,
                    outcome: Outcome::Pauses,
                });
            }
        }
        let subject = match blocks.blocks.len() {
            1 => "1 share stops".to_owned(),
            count => format!("{count} shares stop"),
        };
        Err(Error::Stops {
            detail: format!(
                "It takes away what is shared to the outside: {subject}. Confirm with end_shares to go on."
            ),
            count: blocks.blocks.len(),
            seen,
        })
    }
}

/// Whether all is there that a document reads of a dataset: the dataset, some rows of it, and its columns, as far as either scope knows them.
fn is_whole(document: &Document, name: &DatasetName, scope: &Scope, other: &Scope) -> bool {
    let columns = |scope: &Scope| -> BTreeSet<ColumnName> {
        let dataset = scope.dataset(name.as_str());
        let columns = dataset.iter().flat_map(|dataset| dataset.columns.iter());
        columns.map(|column| column.name.clone()).collect()
    };
    let Some(dataset) = scope.dataset(name.as_str()) else {
        return false;
    };
    if dataset.rows.as_deref() == Some(&Predicate::Or(Vec::new())) {
        return false;
    }
    let (own, known) = (columns(scope), &columns(scope) | &columns(other));
    columns_of(document, name, &known.iter()).is_subset(&own)
}

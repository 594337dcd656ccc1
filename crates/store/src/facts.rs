//! Reads what decisions rest on: everything of one moment, or what changed since a generation.

use std::collections::BTreeSet;

use access::change::{Fact, FactKind, FactPatch};
use access::facts::Facts;
use model::id::UserId;
use model::principal::Principal;

use crate::Store;
use crate::db::{Row, Tx, list, sql};
use crate::error::{Result, StoreError};
use crate::log;
use crate::tables;

impl Store {
    /// Everything the gate needs, with the generation it belongs to. A narrow port: the gate itself asks.
    ///
    /// # Errors
    /// `Unavailable`, `Damaged`.
    pub async fn facts(&self) -> Result<Facts> {
        let mut tx = self.db.snapshot().await?;
        let facts = Facts {
            generation: generation(&mut tx).await?,
            users: tables::USERS.all(&mut tx).await?,
            groups: tables::groups(&mut tx, None).await?,
            workspaces: tables::WORKSPACES.all(&mut tx).await?,
            permissions: tables::PERMISSIONS.all(&mut tx).await?,
            folders: tables::FOLDERS.all(&mut tx).await?,
            folder_grants: tables::FOLDER_GRANTS.all(&mut tx).await?,
            policies: tables::POLICIES.all(&mut tx).await?,
            dashboards: tables::dashboards(&mut tx, None).await?,
            grants: tables::grants(&mut tx, None).await?,
            datasets: tables::DATASETS.all(&mut tx).await?,
            row_rules: tables::ROW_RULES.all(&mut tx).await?,
            shares: tables::SHARES.all(&mut tx).await?,
            see: tables::SEE.all(&mut tx).await?,
        };
        tx.commit().await?;
        Ok(facts)
    }

    /// What changed after this generation, leading to the present one. `None`: that cannot be told, or is too much; read
    /// [`Self::facts`]. A narrow port: the gate itself asks.
    ///
    /// # Errors
    /// `Unavailable`, `Damaged`.
    pub async fn facts_since(&self, since: u64) -> Result<Option<FactPatch>> {
        let mut tx = self.db.snapshot().await?;
        let generation = generation(&mut tx).await?;
        let Some(touched) = log::read(&mut tx, since, generation).await? else {
            return Ok(None);
        };
        let mut patch = read_touched(&mut tx, &touched).await?;
        patch.since = since;
        patch.generation = generation;
        tx.commit().await?;
        Ok(Some(patch))
    }
}

async fn generation(tx: &mut Tx) -> Result<u64> {
    let question = sql("SELECT n FROM facts_generation WHERE id = 1");
    let n = tx.one(question, |row: &Row<'_>| row.number("n")).await?;
    n.ok_or(StoreError::Damaged("the generation is missing"))
}

/// The ids of one kind among what was touched, in order.
fn ids<Id>(touched: &BTreeSet<Fact>, of: fn(Fact) -> Option<Id>) -> Vec<Id> {
    touched.iter().filter_map(|fact| of(*fact)).collect()
}

/// Each id with what was found of it.
fn each<Id: Copy + PartialEq, T>(ids: &[Id], mut found: Vec<T>, id_of: fn(&T) -> Id) -> Vec<(Id, Option<T>)> {
    let mut take = |id: Id| {
        let place = found.iter().position(|one| id_of(one) == id)?;
        Some(found.swap_remove(place))
    };
    ids.iter().map(|id| (*id, take(*id))).collect()
}

/// Takes those out of a list that belong to one object.
fn of<T>(all: &mut Vec<T>, belongs: impl FnMut(&mut T) -> bool) -> Vec<T> {
    all.extract_if(.., belongs).collect()
}

macro_rules! ids_of {
    ($touched:ident, $kind:ident) => {
        ids($touched, |fact| match fact {
            Fact::$kind(id) => Some(id),
            _ => None,
        })
    };
}

async fn read_touched(tx: &mut Tx, touched: &BTreeSet<Fact>) -> Result<FactPatch> {
    let mut patch = FactPatch::default();
    let kinds: BTreeSet<FactKind> = touched.iter().map(|fact| fact.kind()).collect();
    for kind in kinds {
        read_kind(tx, kind, touched, &mut patch).await?;
    }
    Ok(patch)
}

async fn read_kind(tx: &mut Tx, kind: FactKind, touched: &BTreeSet<Fact>, patch: &mut FactPatch) -> Result<()> {
    match kind {
        FactKind::User => {
            let ids = ids_of!(touched, User);
            patch.users = each(&ids, tables::USERS.these(tx, &ids).await?, |user| user.id);
        }
        FactKind::Group => {
            let ids = ids_of!(touched, Group);
            let found = tables::groups(tx, Some(list(&ids))).await?;
            patch.groups = each(&ids, found, |group| group.id);
        }
        FactKind::Workspace => {
            let ids = ids_of!(touched, Workspace);
            let found = tables::workspaces(tx, &ids).await?;
            patch.workspaces = each(&ids, found, |facts| facts.workspace.id);
        }
        FactKind::Folder => {
            let ids = ids_of!(touched, Folder);
            patch.folders = each(&ids, tables::folders(tx, &ids).await?, |facts| facts.folder.id);
        }
        FactKind::Policies => {
            let ids = ids_of!(touched, Policies);
            let mut found = tables::POLICIES.these(tx, &ids).await?;
            let lists = ids
                .into_iter()
                .map(|id| (id, of(&mut found, |policy| policy.workspace == id)));
            patch.policies = lists.collect();
        }
        FactKind::Dashboard => {
            let ids = ids_of!(touched, Dashboard);
            let found = tables::granted_dashboards(tx, &ids).await?;
            patch.dashboards = each(&ids, found, |facts| facts.fact.id);
        }
        FactKind::Dataset => {
            let ids = ids_of!(touched, Dataset);
            patch.datasets = each(&ids, tables::DATASETS.these(tx, &ids).await?, |fact| fact.id);
        }
        FactKind::RowRule => {
            let ids = ids_of!(touched, RowRule);
            patch.row_rules = each(&ids, tables::ROW_RULES.these(tx, &ids).await?, |rule| rule.id);
        }
        FactKind::Share => {
            let ids = ids_of!(touched, Share);
            patch.shares = each(&ids, tables::SHARES.these(tx, &ids).await?, |share| share.id);
        }
        FactKind::See => {
            let ids = ids_of!(touched, See);
            let mut found: Vec<(UserId, Principal)> = tables::SEE.these(tx, &ids).await?;
            let seen = ids.into_iter().map(|id| {
                let pairs = of(&mut found, |(user, _)| *user == id);
                (id, pairs.into_iter().map(|(_, principal)| principal).collect())
            });
            patch.see = seen.collect();
        }
    }
    Ok(())
}

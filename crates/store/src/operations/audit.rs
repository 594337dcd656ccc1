//! Reading the audit, and noting what changed nothing. What changes something is written in `change`, in its transaction. Of an entry that is
//! kept only its place in the tree is set, once, in `sealing`.

use access::action::{ReadAudit, ReadWholeAudit};
use access::op::Op;
use access::proof::Granted;
use model::Instant;
use model::audit::tree::Hash;
use model::audit::{AuditEntry, EntryText};
use model::id::{AuditId, WorkspaceId};
use serde_json::Value as Json;

use super::strips::Strips;
use crate::Store;
use crate::change::Audit;
use crate::db::{Row, Sql, sql};
use crate::error::{Result, StoreError};
use crate::limits::AUDIT_LOOKED_AT;

/// Something that happened and changed nothing: a refused password, a file that left.
#[derive(Debug, Clone)]
pub struct Happening {
    /// Such as `session.refuse`.
    pub action: &'static str,
    /// Id of what it was done to; a word where there is none.
    pub object: String,
    /// Where; `None` for the organisation as a whole.
    pub workspace: Option<WorkspaceId>,
    /// Never secrets, and never what a stranger wrote.
    pub details: Json,
}

/// How far a reader of the audit sees.
#[derive(Debug, Clone, Copy)]
pub enum AuditReach<'p, 'op> {
    /// Entries of exactly this workspace; of the root also those of the organisation as a whole.
    Workspace(&'p Granted<'op, ReadAudit>),
    /// Every entry, also those of workspaces that are gone.
    Whole(&'p Granted<'op, ReadWholeAudit>),
    /// Who runs the program by hand on the data folder, and could read the database as well. Never a request.
    ByHand,
}

impl AuditReach<'_, '_> {
    fn place(&self) -> Option<WorkspaceId> {
        match self {
            Self::Workspace(proof) => Some(*proof.on()),
            Self::Whole(_) | Self::ByHand => None,
        }
    }
}

/// Which entries of those in reach. What is not said narrows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// This caller; a text that ends with `:`, all callers of the kind.
    pub actor: Option<String>,
    /// This action; a text that ends with `.`, all of the kind.
    pub action: Option<String>,
    /// Done to this object.
    pub object: Option<String>,
    /// Not before.
    pub since: Option<Instant>,
    /// Before.
    pub until: Option<Instant>,
    /// Somewhere in the entry, whatever the case of its letters.
    pub text: Option<String>,
}

impl AuditFilter {
    /// Whether entries have to be looked through one by one.
    const fn looks(&self) -> bool {
        self.actor.is_some() || self.action.is_some() || self.text.is_some()
    }

    fn takes(&self, kept: &Kept, text: Option<&str>) -> bool {
        let fits = |wanted: &Option<String>, end: char, is: &str| match wanted {
            Some(kind) if kind.ends_with(end) => is.starts_with(kind.as_str()),
            Some(wanted) => wanted == is,
            None => true,
        };
        fits(&self.actor, ':', &kept.actor)
            && fits(&self.action, '.', &kept.action)
            && self.since.is_none_or(|since| kept.at >= since)
            && self.until.is_none_or(|until| kept.at < until)
            && text.is_none_or(|text| kept.canonical().to_lowercase().contains(text))
    }
}

/// An entry as its row has it.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    id: String,
    at: Instant,
    actor: String,
    action: String,
    object: String,
    workspace: Option<String>,
    from: Option<String>,
    details: String,
    request: String,
    index: Option<u64>,
}

impl Kept {
    pub(super) fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.text("id")?,
            at: row.instant("at")?,
            actor: row.text("actor")?,
            action: row.text("action")?,
            object: row.text("object")?,
            workspace: row.text_or_null("workspace")?,
            from: row.text_or_null("come_from")?,
            details: row.text("details")?,
            request: row.text("request")?,
            index: row.number_or_null("leaf")?,
        })
    }

    /// The bytes that are hashed.
    pub(super) fn canonical(&self) -> String {
        let text = EntryText {
            id: &self.id,
            at: self.at,
            actor: &self.actor,
            action: &self.action,
            object: &self.object,
            workspace: self.workspace.as_deref(),
            from: self.from.as_deref(),
            details: &self.details,
            request: &self.request,
        };
        text.canonical()
    }

    fn entry(self) -> Result<AuditEntry> {
        const BAD: StoreError = StoreError::Damaged("an entry of the audit has another form");
        Ok(AuditEntry {
            id: self.id.parse().map_err(|_| BAD)?,
            at: self.at,
            actor: self.actor,
            action: self.action,
            object: self.object,
            workspace: self.workspace.map(|id| id.parse()).transpose().map_err(|_| BAD)?,
            from: self.from.map(|from| from.parse()).transpose().map_err(|_| BAD)?,
            details: serde_json::from_str(&self.details).map_err(|_| BAD)?,
            request: self.request.parse().map_err(|_| BAD)?,
            index: self.index,
        })
    }
}

/// An entry that is in the tree.
#[derive(Debug, Clone)]
pub struct SealedEntry {
    /// Its place.
    pub index: u64,
    /// The hash it was sealed with; not that of its row, which somebody may have changed since.
    pub leaf: Hash,
    kept: Kept,
}

impl SealedEntry {
    /// The bytes that are hashed, of its row as it is now.
    #[must_use]
    pub fn canonical(&self) -> String {
        self.kept.canonical()
    }

    /// What it says.
    ///
    /// # Errors
    /// `Damaged`.
    pub fn entry(&self) -> Result<AuditEntry> {
        self.kept.clone().entry()
    }
}

macro_rules! entries {
    ($($rest:expr),+) => {
        concat!(
            "SELECT id, at, actor, action, object, workspace, come_from, details, request, leaf FROM audit WHERE ",
            $($rest),+
        )
    };
}

macro_rules! here {
    ($id:literal) => {
        concat!(
            "(workspace = ",
            $id,
            " OR (workspace IS NULL AND EXISTS (SELECT 1 FROM workspaces WHERE id = ",
            $id,
            " AND parent IS NULL)))"
        )
    };
}

macro_rules! page {
    ($($which:expr),+) => {
        entries!(
            $($which),+,
            " AND ($1 IS NULL OR id < $1) AND ($2 IS NULL OR id >= $2) AND ($3 IS NULL OR id < $3) ORDER BY id DESC LIMIT $4"
        )
    };
}

const OF_ALL: &str = page!("1 = 1");
const OF_OBJECT: &str = page!("object = $5");
const OF_PLACE: &str = page!(here!("$5"));
const OF_OBJECT_IN_PLACE: &str = page!("object = $5 AND ", here!("$6"));

/// What is not sealed yet.
pub(super) const UNSEALED: &str = entries!("leaf IS NULL ORDER BY id LIMIT $1");
const SEALED: &str = entries!("leaf >= $1 AND leaf < $2 ORDER BY leaf LIMIT $3");
const SEALED_HERE: &str = entries!("leaf >= $1 AND leaf < $2 AND ", here!("$4"), " ORDER BY leaf LIMIT $3");
const ONE: &str = entries!("id = $1 AND leaf IS NOT NULL");
const ONE_HERE: &str = entries!("id = $1 AND leaf IS NOT NULL AND ", here!("$2"));

impl Store {
    /// Notes something that happened. A narrow port: it says what a caller did or tried, and lets nobody do anything. Written together
    /// with what others note at the same time; durable when it is answered.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn audit_note(&self, op: &Op, happening: Happening) -> Result<()> {
        let entry = Audit {
            action: happening.action,
            object: happening.object,
            workspace: happening.workspace,
            details: happening.details,
        };
        let op = op.clone();
        let statement = move || entry.clone().statement(&op, &op.caller.name());
        self.noting.note(&self.db, Box::new(statement)).await
    }

    /// Entries of exactly this workspace, newest first; of the root also those of the organisation as a whole.
    /// `after` is the last entry of the page before.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn audit_list(
        &self,
        proof: &Granted<'_, ReadAudit>,
        after: Option<AuditId>,
        limit: u32,
    ) -> Result<Vec<AuditEntry>> {
        let reach = AuditReach::Workspace(proof);
        let (entries, _) = self.audit_search(reach, &AuditFilter::default(), after, limit).await?;
        Ok(entries)
    }

    /// A page of entries in reach that the filter takes, newest first, and where the next page goes on, if there may be one. A page may
    /// have fewer entries than `limit`, or none, with more to come: only so many are looked through for one page.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn audit_search(
        &self,
        reach: AuditReach<'_, '_>,
        filter: &AuditFilter,
        after: Option<AuditId>,
        limit: u32,
    ) -> Result<(Vec<AuditEntry>, Option<AuditId>)> {
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let looked = if filter.looks() {
            AUDIT_LOOKED_AT.max(limit)
        } else {
            limit.saturating_add(1)
        };
        let rows = self.db.all(page(reach, filter, after, looked), Kept::read).await?;
        let next = if rows.len() >= usize::try_from(looked).unwrap_or(usize::MAX) {
            rows.last().map(|kept| kept.id.clone())
        } else {
            None
        };
        let text = filter.text.as_ref().map(|text| text.to_lowercase());
        let mut found = rows.into_iter().filter(|kept| filter.takes(kept, text.as_deref()));
        let entries: Vec<AuditEntry> = found.by_ref().take(most).map(Kept::entry).collect::<Result<_>>()?;
        let next = match (found.next(), next) {
            (Some(_), _) => entries.last().map(|entry| entry.id),
            (None, Some(last)) => last.parse().ok(),
            (None, None) => None,
        };
        Ok((entries, next))
    }

    /// Sealed entries in reach with places from `from` up to before `to`, in this order.
    ///
    /// # Errors
    /// `Damaged`, `Unavailable`.
    pub async fn audit_sealed(
        &self,
        reach: AuditReach<'_, '_>,
        from: u64,
        to: u64,
        limit: u32,
    ) -> Result<Vec<SealedEntry>> {
        let question = match reach.place() {
            None => sql(SEALED).number(from).number(to).number(limit),
            Some(place) => sql(SEALED_HERE).number(from).number(to).number(limit).text(place),
        };
        let rows = self.db.all(question, Kept::read).await?;
        let mut strips = Strips::new(&self.db);
        let mut sealed = Vec::with_capacity(rows.len());
        for kept in rows {
            let index = kept.index.ok_or(StoreError::Damaged("a sealed entry has no place"))?;
            let leaf = strips.leaf(index).await?;
            sealed.push(SealedEntry { index, leaf, kept });
        }
        Ok(sealed)
    }

    /// Where an entry belongs, so that it can be decided who may see it: the workspace, or the organisation as a whole. `None`: there is no
    /// such entry. A narrow port for that alone.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn audit_place(&self, id: AuditId) -> Result<Option<Option<WorkspaceId>>> {
        let question = sql("SELECT workspace FROM audit WHERE id = $1").text(id);
        self.db.one(question, |row| row.parsed_or_null("workspace")).await
    }

    /// One sealed entry in reach.
    ///
    /// # Errors
    /// `NotFound`: no such entry, not sealed yet, or out of reach. `Damaged`: it is not what was sealed.
    pub async fn audit_entry(&self, reach: AuditReach<'_, '_>, id: AuditId) -> Result<SealedEntry> {
        let question = match reach.place() {
            None => sql(ONE).text(id),
            Some(place) => sql(ONE_HERE).text(id).text(place),
        };
        let kept = self.db.one(question, Kept::read).await?.ok_or(StoreError::NotFound)?;
        let index = kept.index.ok_or(StoreError::NotFound)?;
        let leaf = Strips::new(&self.db).leaf(index).await?;
        if Hash::leaf(kept.canonical().as_bytes()) != leaf {
            return Err(StoreError::Damaged("an entry of the audit is not what was sealed"));
        }
        Ok(SealedEntry { index, leaf, kept })
    }
}

fn page(reach: AuditReach<'_, '_>, filter: &AuditFilter, after: Option<AuditId>, looked: u32) -> Sql {
    let text = match (&filter.object, reach.place()) {
        (None, None) => OF_ALL,
        (None, Some(_)) => OF_PLACE,
        (Some(_), None) => OF_OBJECT,
        (Some(_), Some(_)) => OF_OBJECT_IN_PLACE,
    };
    // Ids hold their moment, to the millisecond.
    let from = filter.since.map(|since| first_of(since.timestamp_millis()));
    let to = filter
        .until
        .map(|until| first_of(until.timestamp_millis().saturating_add(1)));
    let mut question = sql(text).text_or_null(after).text_or_null(from).text_or_null(to);
    question = question.number(looked);
    if let Some(object) = &filter.object {
        question = question.text(object);
    }
    match reach.place() {
        Some(place) => question.text(place),
        None => question,
    }
}

/// The least id that an entry of this moment can have.
fn first_of(milliseconds: i64) -> AuditId {
    AuditId::from_number(u128::try_from(milliseconds).unwrap_or(0) << 80)
}

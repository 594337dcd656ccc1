//! Rows of shares as they are read, for decisions and for lists. The columns stand here once.

use model::id::DatasetId;
use model::name::Title;
use model::share::{Audience, RecipientCounts, Share, ShareState, ShareStatistics, Terms};
use serde_json::Value as Json;

use crate::db::Row;
use crate::error::{Result, StoreError};

/// A share as it is listed.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareRecord {
    /// The share.
    pub share: Share,
    /// What its readers did.
    pub statistics: ShareStatistics,
    /// Title of the dashboard; `None` when that is deleted.
    pub dashboard_title: Option<Title>,
    /// Its readers do not see the latest questions of the dashboard: they wait for an approval.
    pub waiting: bool,
    /// Whom it lets in by their address.
    pub recipients: RecipientCounts,
    /// It is paused because this dataset took away what it shows; with its name of that moment.
    pub blocked_by: Option<(DatasetId, String)>,
}

macro_rules! select {
    ($more:literal, $rest:literal) => {
        concat!(
            "SELECT s.id, s.dashboard, s.workspace, s.owner, s.title, s.description, s.created_at, s.kind, s.audience, s.terms, ",
            "s.state, s.end_reason",
            $more,
            " FROM shares s ",
            $rest
        )
    };
}

pub(crate) const ALL_SHARES: &str = select!("", "");
pub(crate) const THESE_SHARES: &str = select!("", "WHERE s.id IN {in $1}");
pub(super) const BY_ID: &str = select!("", "WHERE s.id = $1");
pub(super) const RECORD: &str = select!(
    ", s.views, s.last_seen_at, s.blocked_by, s.blocked_name, d.title AS dashboard_title, \
     CAST(CASE WHEN d.id IS NULL OR s.state = 'ended' OR s.pinned IS NOT NULL OR a.share IS NOT NULL THEN 0 ELSE 1 END AS BIGINT) AS waiting, \
     COALESCE(r.invited, 0) AS invited, COALESCE(r.verified, 0) AS verified, COALESCE(r.failed, 0) AS failed, \
     COALESCE(r.removed, 0) AS removed",
    "LEFT JOIN dashboards d ON d.id = s.dashboard LEFT JOIN approvals a ON a.dashboard = d.id AND a.share = s.id \
     AND a.eyes = d.display AND a.questions = d.questions LEFT JOIN (SELECT share, \
     CAST(SUM(CASE WHEN state = 'invited' AND COALESCE(mail, '') <> 'failed' THEN 1 ELSE 0 END) AS BIGINT) AS invited, \
     CAST(SUM(CASE WHEN state = 'verified' THEN 1 ELSE 0 END) AS BIGINT) AS verified, \
     CAST(SUM(CASE WHEN state = 'invited' AND mail = 'failed' THEN 1 ELSE 0 END) AS BIGINT) AS failed, \
     CAST(SUM(CASE WHEN state = 'removed' THEN 1 ELSE 0 END) AS BIGINT) AS removed FROM recipients WHERE share = $1 GROUP BY share) r \
     ON r.share = s.id WHERE s.id = $1"
);
pub(super) const RECORDS: &str = select!(
    ", s.views, s.last_seen_at, s.blocked_by, s.blocked_name, d.title AS dashboard_title, \
     CAST(CASE WHEN d.id IS NULL OR s.state = 'ended' OR s.pinned IS NOT NULL OR a.share IS NOT NULL THEN 0 ELSE 1 END AS BIGINT) AS waiting, \
     COALESCE(r.invited, 0) AS invited, COALESCE(r.verified, 0) AS verified, COALESCE(r.failed, 0) AS failed, \
     COALESCE(r.removed, 0) AS removed",
    "LEFT JOIN dashboards d ON d.id = s.dashboard LEFT JOIN approvals a ON a.dashboard = d.id AND a.share = s.id \
     AND a.eyes = d.display AND a.questions = d.questions LEFT JOIN (SELECT share, \
     CAST(SUM(CASE WHEN state = 'invited' AND COALESCE(mail, '') <> 'failed' THEN 1 ELSE 0 END) AS BIGINT) AS invited, \
     CAST(SUM(CASE WHEN state = 'verified' THEN 1 ELSE 0 END) AS BIGINT) AS verified, \
     CAST(SUM(CASE WHEN state = 'invited' AND mail = 'failed' THEN 1 ELSE 0 END) AS BIGINT) AS failed, \
     CAST(SUM(CASE WHEN state = 'removed' THEN 1 ELSE 0 END) AS BIGINT) AS removed FROM recipients WHERE share IN {in $1} GROUP BY share) r \
     ON r.share = s.id WHERE s.id IN {in $1} AND ($2 IS NULL OR s.dashboard = $2) \
     AND ($3 IS NULL OR s.state = $3) AND ($4 IS NULL OR s.kind = $4) \
     AND ($5 IS NULL OR s.title_folded LIKE $5 ESCAPE '\\' OR d.title_folded LIKE $5 ESCAPE '\\') AND ($6 IS NULL OR s.id < $6) \
     AND ($9 IS NULL OR s.last_seen_at >= $9) AND ($10 IS NULL OR s.last_seen_at IS NULL OR s.last_seen_at < $10) \
     AND ($8 = 0 OR (d.id IS NOT NULL AND s.state <> 'ended' AND s.pinned IS NULL AND a.share IS NULL)) ORDER BY s.id DESC LIMIT $7"
);

/// A share. A kind, an audience or terms that a newer program wrote make a share that is listed and does not open, and never keep
/// the server from starting.
pub(crate) fn share(row: &Row<'_>) -> Result<Share> {
    let kind = row.text("kind")?;
    let (audience, terms) = match terms(row)? {
        Some(terms) => (Audience::read(&kind, row.json::<Json>("audience")?), terms),
        None => (Audience::newer(&kind), Terms::default()),
    };
    Ok(Share {
        id: row.parsed("id")?,
        dashboard: row.parsed("dashboard")?,
        workspace: row.parsed("workspace")?,
        owner: row.parsed("owner")?,
        title: row.checked("title", Title::new)?,
        description: row.text("description")?,
        created_at: row.instant("created_at")?,
        audience,
        terms,
        state: ShareState::parse(&row.text("state")?, row.text_or_null("end_reason")?.as_deref()),
    })
}

/// The terms; `None` when a newer program wrote one that is not known here.
pub(super) fn terms(row: &Row<'_>) -> Result<Option<Terms>> {
    Ok(serde_json::from_value(row.json("terms")?).ok())
}

fn statistics(row: &Row<'_>) -> Result<ShareStatistics> {
    Ok(ShareStatistics {
        views: row.number("views")?,
        last_seen_at: row.instant_or_null("last_seen_at")?,
    })
}

fn blocked_by(row: &Row<'_>) -> Result<Option<(DatasetId, String)>> {
    let name = row.text_or_null("blocked_name")?.unwrap_or_default();
    let paused = row.text("state")? == "paused";
    Ok(row
        .parsed_or_null("blocked_by")?
        .filter(|_| paused)
        .map(|id| (id, name)))
}

/// A share as it is listed.
pub(super) fn record(row: &Row<'_>) -> Result<ShareRecord> {
    let title = |text: String| Title::new(&text).map_err(|_| StoreError::Damaged("a title does not keep its rule"));
    Ok(ShareRecord {
        share: share(row)?,
        statistics: statistics(row)?,
        dashboard_title: row.text_or_null("dashboard_title")?.map(title).transpose()?,
        waiting: row.flag("waiting")?,
        recipients: RecipientCounts {
            invited: row.number("invited")?,
            verified: row.number("verified")?,
            failed: row.number("failed")?,
            removed: row.number("removed")?,
        },
        blocked_by: blocked_by(row)?,
    })
}

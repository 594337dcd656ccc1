//! Who reaches what: all that one principal can open in a workspace, and all who can open one dashboard, each with the reasons.

use std::collections::BTreeMap;

use access::action::{DashboardAt, ListDashboards, Open, ReachOf, SeeGrants, SeeReach};
use access::op::Op;
use access::reach::{Reached, Reader, Shut};
use model::id::{DashboardId, UserId, WorkspaceId};
use model::permission::PermissionSet;
use store::{DashboardFilter, DashboardSummaryRecord};

use crate::app::App;
use crate::app::error::Error;
use crate::limits::{REACH_STRIDE, SHUT_OUT_SHOWN};

/// What one principal reaches in a workspace.
#[derive(Debug)]
pub struct Reaches {
    /// Dashboards that open, in the order of ids.
    pub items: Vec<(Reached, DashboardSummaryRecord)>,
    /// What the principal holds in the workspace, from wherever it comes.
    pub permissions: PermissionSet,
    /// Workspaces in which they hold something, as far as the caller may ask.
    pub workspaces: Vec<WorkspaceId>,
}

impl App {
    /// What a principal can open in a workspace: at most `limit`, those after one of them, whose title contains `q`.
    ///
    /// # Errors
    /// Not allowed, unknown principal.
    pub async fn reach(
        &self,
        op: &Op,
        of: ReachOf,
        q: Option<&str>,
        after: Option<DashboardId>,
        limit: usize,
    ) -> Result<Reaches, Error> {
        let may = self.gate.allow::<SeeReach>(op, of)?;
        // Who manages a workspace sees all that is in it, so that titles are read as in any list.
        let list = self.gate.allow::<ListDashboards>(op, of.workspace)?;
        let visible = self.gate.visible_dashboards(&list);
        let filter = DashboardFilter {
            q: q.map(str::to_owned),
            ..DashboardFilter::default()
        };
        let searched = match q {
            Some(_) => Some(self.store.dashboards_list(&visible, &filter, None, u32::MAX).await?),
            None => None,
        };
        let found: Option<BTreeMap<DashboardId, DashboardSummaryRecord>> =
            searched.map(|records| records.into_iter().map(|record| (record.id, record)).collect());
        let mut reached: Vec<Reached> = Vec::new();
        let mut last = after;
        while reached.len() < limit {
            let wanted = if found.is_some() { REACH_STRIDE } else { limit };
            let page = self.gate.reach(&may, last, wanted);
            let whole = page.len() == wanted;
            last = page.last().map(|one| one.dashboard).or(last);
            let met = |one: &Reached| found.as_ref().is_none_or(|found| found.contains_key(&one.dashboard));
            reached.extend(page.into_iter().filter(met));
            if !whole {
                break;
            }
        }
        reached.truncate(limit);
        let mut records = match found {
            Some(found) => found,
            None => {
                let mut these = visible;
                these.retain(|id, _| reached.iter().any(|one| one.dashboard == id));
                let records = self.store.dashboards_list(&these, &filter, None, u32::MAX).await?;
                records.into_iter().map(|record| (record.id, record)).collect()
            }
        };
        let items = reached.into_iter().filter_map(|one| {
            let record = records.remove(&one.dashboard)?;
            Some((one, record))
        });
        Ok(Reaches {
            items: items.collect(),
            permissions: self.gate.permissions_of(&may),
            workspaces: self.gate.reach_elsewhere(&may),
        })
    }

    /// Who can open a dashboard: at most `limit` by name, those after one of them, whose name or address contains `q`.
    ///
    /// # Errors
    /// Not allowed.
    pub async fn readers(
        &self,
        op: &Op,
        at: DashboardAt,
        q: &str,
        after: Option<UserId>,
        limit: usize,
    ) -> Result<Vec<Reader>, Error> {
        let may = self.gate.allow::<SeeGrants>(op, at)?;
        let q = q.trim().to_lowercase();
        let open = self.gate.allow::<Open>(op, at)?;
        let shown = self.shown_now(self.gate.sight(&open).edition).await?;
        let reads = shown
            .map(|shown| self.engine.opens(&shown.document))
            .unwrap_or_default();
        if q.is_empty() {
            return Ok(self.gate.readers(&may, &reads, after, limit));
        }
        let met =
            |reader: &Reader| reader.name.as_str().to_lowercase().contains(&q) || reader.email.as_str().contains(&q);
        let mut found: Vec<Reader> = Vec::new();
        let mut last = after;
        while found.len() < limit {
            let page = self.gate.readers(&may, &reads, last, REACH_STRIDE);
            let whole = page.len() == REACH_STRIDE;
            last = page.last().map(|reader| reader.user).or(last);
            found.extend(page.into_iter().filter(met));
            if !whole {
                break;
            }
        }
        found.truncate(limit);
        Ok(found)
    }

    /// Those who are searched for and cannot open it, with the reasons: the first few.
    ///
    /// # Errors
    /// Not allowed.
    pub fn shut_out(&self, op: &Op, at: DashboardAt, q: &str) -> Result<Vec<Shut>, Error> {
        let may = self.gate.allow::<SeeGrants>(op, at)?;
        if q.trim().is_empty() {
            return Ok(Vec::new());
        }
        Ok(self.gate.shut_out(&may, q, SHUT_OUT_SHOWN))
    }
}

//! The dashboards that take turns under a share, as its reader sees them at this moment. Each is decided on its own; one that does not open
//! is left out.

use std::sync::Arc;

use access::action::{DashboardAt, Open, SeeShare};
use access::edition::Sight;
use access::op::Op;
use access::proof::Granted;
use access::share::stops::LeftOut;
use identity::caller::Caller;
use model::dashboard::Dashboard;
use model::id::{DashboardId, ShareId, ShareSessionId};
use model::name::Title;
use model::share::Share;

use super::App;
use super::ask::locks_hold;

/// A dashboard that takes its turn.
#[derive(Debug)]
pub struct Turn {
    /// Which.
    pub dashboard: DashboardId,
    /// Its title.
    pub title: Title,
    /// How long it stands.
    pub seconds: Option<u32>,
}

impl App {
    /// The rotation of a share as its reader sees it; nothing for a share of one dashboard.
    pub async fn rotation(&self, op: &Op, share: &Share) -> Vec<Turn> {
        let stops = &share.terms.rotation;
        let own = share.terms.stop(share.dashboard).is_none() && !stops.is_empty();
        let first = own.then_some((share.dashboard, None));
        let all = stops.iter().map(|stop| (stop.dashboard, stop.seconds));
        let mut found = Vec::new();
        for (id, seconds) in first.into_iter().chain(all) {
            let Some(at) = self.gate.share_place(&op.caller, id) else {
                continue;
            };
            let Ok(may) = self.gate.allow::<Open>(op, at) else {
                continue;
            };
            if let Ok(dashboard) = self.turning(&may).await {
                found.push(Turn {
                    dashboard: id,
                    title: dashboard.title.clone(),
                    seconds,
                });
            }
        }
        found
    }

    /// One of a rotation as its reader sees it; or why it is left out: it would stand there empty, or refused, for its whole turn.
    async fn turning(&self, may: &Granted<'_, Open>) -> Result<Arc<Dashboard>, LeftOut> {
        let Sight { scope, edition } = self.gate.sight(may);
        let dashboard = self.dashboard(edition).await.map_err(|_| LeftOut::Gone)?;
        let names = self.read_by(&dashboard.document);
        if !names.iter().all(|name| scope.dataset(name.as_str()).is_some()) {
            return Err(LeftOut::Data);
        }
        locks_hold(&dashboard.document, &self.locks(may)).map_err(|_| LeftOut::Variables)?;
        Ok(dashboard)
    }

    /// What of the rotation of a share is left out at present, and why: for who sees the share.
    pub async fn left_out(&self, op: &Op, share: ShareId) -> Vec<(DashboardAt, LeftOut)> {
        let Ok(may) = self.gate.allow::<SeeShare>(op, share) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        // The same decision as for a reader. The session is nobody's: it is not kept, and opens nothing.
        let reader = Caller::reader(share, ShareSessionId::new(op.now));
        let reader = Op::new(reader, op.request, op.now).coming_from(op.from);
        for (at, why) in self.gate.turns_of(&may) {
            let why = match (why, self.gate.allow::<Open>(&reader, at)) {
                (None, Ok(may)) => self.turning(&may).await.err(),
                (why, _) => why,
            };
            found.extend(why.map(|why| (at, why)));
        }
        found
    }
}

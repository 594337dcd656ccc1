//! The dashboards that take turns under a share, as its reader sees them at this moment. Each is decided on its own; one that does not open
//! is left out.

use access::action::Open;
use access::op::Op;
use model::id::DashboardId;
use model::name::Title;
use model::share::Share;

use super::App;

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
            if let Ok(dashboard) = self.dashboard(self.gate.sight(&may).edition).await {
                found.push(Turn {
                    dashboard: id,
                    title: dashboard.title.clone(),
                    seconds,
                });
            }
        }
        found
    }
}

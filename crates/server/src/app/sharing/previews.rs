//! Looking at a share as its readers will: a session of a reader for who may make or change the share, also of one that is not made
//! yet. Whether it goes on is decided with every call, in `access`.

use access::action::{CreateShare, DashboardAt, PreviewShare};
use access::denied::Denied;
use access::op::Op;
use access::share::claims::attributes_read;
use access::share::obstacles::ObstacleKind;
use chrono::TimeDelta;
use identity::admitted::Admitted;
use identity::caller::Caller;
use identity::preview::Preview;
use identity::secret::{Purpose, Secret};
use model::Instant;
use model::id::{DashboardId, ShareId, ShareSessionId};
use model::invalid::Faults;
use model::people::Attributes;
use model::share::{Share, ShareState};

use crate::app::error::Error;
use crate::app::sharing::shares::NewShare;
use crate::app::{App, gone};
use crate::limits::PREVIEW_MINUTES;

/// A share that is looked at.
#[derive(Debug)]
pub struct Previewed {
    /// The bearer of the session.
    pub session: Secret,
    /// What it opens.
    pub dashboard: DashboardId,
    /// When it is over.
    pub ends: Instant,
}

impl App {
    /// Opens a share as its readers see it, whether it has begun or is paused: of an embed as the one of whom its site says this. Nothing is
    /// counted of it.
    ///
    /// # Errors
    /// Not allowed; the share would not open; something that its rules read is not said, or nothing reads it.
    pub async fn preview_share(&self, op: &Op, id: ShareId, attributes: Attributes) -> Result<Previewed, Error> {
        let may = self.gate.allow::<PreviewShare>(op, id)?;
        let share = self.gate.share_to_preview(&may).ok_or_else(Error::hidden)?;
        self.gate.claims_apply(id, &attributes)?;
        let mut faults = Faults::default();
        for missing in attributes_read(&share.terms)
            .into_iter()
            .filter(|name| !attributes.contains_key(*name))
        {
            faults.add(
                format!("/attributes/{missing}"),
                "say as whom: a rule of this share reads it",
            );
        }
        faults.finish()?;
        let preview = Preview {
            attributes,
            ..preview(op, None)?
        };
        let session = self.preview_opens(op, &share, &preview)?;
        let hash = *self.key.hash(&session).as_bytes();
        self.change(op, || async {
            let may = self.gate.allow::<PreviewShare>(op, id)?;
            let kept = self.store.preview_create(&may, &share, &hash, &preview).await;
            kept.map_err(gone)
        })
        .await?;
        Ok(previewed(session, &share, &preview))
    }

    /// Opens a share that is not made yet as its readers would see it.
    ///
    /// # Errors
    /// As making it, but for the word that its maker may be shown.
    pub async fn preview_draft(&self, op: &Op, at: DashboardAt, new: &NewShare) -> Result<Previewed, Error> {
        // Who looks is shown to nobody, and sees what readers would be shown of them before they say that it may.
        let (record, _secret, _check) = self.share_to_make(op, at, new, &[ObstacleKind::ConsentMissing]).await?;
        if !attributes_read(&record.terms).is_empty() {
            return Err(Error::Conflict(
                "Its rows depend on what a site says of each reader. Make it, and then look at it as one of them."
                    .to_owned(),
            ));
        }
        let draft = Share {
            id: ShareId::new(op.now),
            dashboard: at.dashboard,
            workspace: at.workspace,
            owner: op.caller.user().ok_or(Denied::Nobody)?,
            title: record.title,
            description: record.description,
            created_at: op.now,
            audience: record.audience,
            terms: record.terms,
            state: ShareState::Live,
        };
        let preview = preview(op, Some(draft.clone()))?;
        let session = self.preview_opens(op, &draft, &preview)?;
        let hash = *self.key.hash(&session).as_bytes();
        self.change(op, || async {
            let may = self.gate.allow::<CreateShare>(op, at)?;
            let kept = self.store.preview_create_of_draft(&may, &hash, &preview).await;
            kept.map_err(gone)
        })
        .await?;
        Ok(previewed(session, &draft, &preview))
    }

    /// Looks through the reader's eyes before there is a session: the same decision as for every later call.
    fn preview_opens(&self, op: &Op, share: &Share, preview: &Preview) -> Result<Secret, Error> {
        let caller = Caller::Share {
            id: share.id,
            session: ShareSessionId::new(op.now),
            admitted: Admitted::Preview(Box::new(preview.clone())),
        };
        let reader = Op::new(caller, op.request, op.now).coming_from(op.from);
        if self.opened_share(&reader).is_err() {
            return Err(Error::Conflict(
                "Its readers see nothing at present: the share does not open.".to_owned(),
            ));
        }
        self.quotas.opening(&reader)?;
        Ok(Secret::fresh(Purpose::Preview))
    }
}

fn preview(op: &Op, draft: Option<Share>) -> Result<Preview, Error> {
    let Caller::User { id: by, via } = op.caller else {
        return Err(Denied::Nobody.into());
    };
    let ends = op.now + TimeDelta::minutes(PREVIEW_MINUTES);
    Ok(Preview {
        by,
        via,
        ends,
        draft,
        attributes: Attributes::new(),
    })
}

fn previewed(session: Secret, share: &Share, preview: &Preview) -> Previewed {
    Previewed {
        session,
        dashboard: share.dashboard,
        ends: preview.ends,
    }
}

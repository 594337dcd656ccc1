//! Makes the demo organisation from top to bottom. What each step makes stands in `people`, `data` and `boards`.

use std::sync::Arc;

use anyhow::Context as _;
use model::Instant;

use super::builder::Builder;
use super::organisation::Organisation;
use super::sheet::Sheet;
use crate::app::App;

/// Makes everything.
pub(super) async fn build(app: &Arc<App>, organisation: &Organisation, now: Instant) -> anyhow::Result<Sheet> {
    let mut builder = Builder::new(app, now);
    builder.first_administrator(organisation).await?;
    builder.people(organisation).await?;
    builder.workspaces(organisation).await?;
    for dataset in &organisation.datasets {
        builder
            .dataset(dataset)
            .await
            .with_context(|| format!("dataset {}", dataset.name))?;
    }
    builder.row_rules(organisation).await?;
    builder.folders(organisation).await?;
    for dashboard in &organisation.dashboards {
        builder
            .dashboard(dashboard)
            .await
            .with_context(|| format!("dashboard {}", dashboard.key))?;
    }
    builder.policies(organisation).await?;
    for share in &organisation.shares {
        builder
            .share(share)
            .await
            .with_context(|| format!("share {}", share.key))?;
    }
    builder.tokens(organisation).await?;
    Ok(builder.sheet)
}

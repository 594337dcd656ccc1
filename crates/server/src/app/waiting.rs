//! What waits for an approval: how what was saved last differs, in what it asks, from what is shown. Who may approve is the gate's to
//! say.

use std::sync::Arc;

use model::Instant;
use model::approval::{Asks, Difference, ToldDifference, differences};
use model::dashboard::Dashboard;
use model::document::Document;
use model::id::UserId;

use super::App;
use super::error::Error;

/// Questions that wait.
#[derive(Debug)]
pub struct Waiting {
    /// What was saved last.
    pub latest: Arc<Dashboard>,
    /// The revision that is shown until then; `None`: nothing is.
    pub shown: Option<u32>,
    /// What would be asked otherwise.
    pub changes: Vec<ToldDifference>,
    /// Widgets whose questions are new or other ones.
    pub widgets: Vec<String>,
}

impl Waiting {
    /// What `latest` asks otherwise than what is shown.
    #[must_use]
    pub fn between(shown: Option<&Dashboard>, latest: Arc<Dashboard>) -> Self {
        let nothing = Document {
            version: latest.document.version,
            time: None,
            variables: Vec::new(),
            widgets: Vec::new(),
        };
        let before = shown.map_or(&nothing, |shown| &shown.document);
        let found = differences(before, &latest.document);
        let asking = found.iter().filter_map(|difference| match &difference.what {
            Asks::Widget(id) if difference.how != Difference::Removed => Some(id.to_string()),
            _ => None,
        });
        Self {
            shown: shown.map(|shown| shown.revision),
            widgets: asking.collect(),
            changes: found
                .iter()
                .map(|difference| difference.told(before, &latest.document))
                .collect(),
            latest,
        }
    }

    /// When it was saved.
    #[must_use]
    pub fn saved_at(&self) -> Instant {
        self.latest.updated_at
    }

    /// Who saved it.
    #[must_use]
    pub fn saved_by(&self) -> UserId {
        self.latest.updated_by
    }
}

impl App {
    /// What is shown at present in an edition; `None`: nothing was approved for it.
    ///
    /// # Errors
    /// Gone in between; the store failed.
    pub(crate) async fn shown_now(&self, edition: access::edition::Edition) -> Result<Option<Arc<Dashboard>>, Error> {
        match self.dashboard(edition).await {
            Ok(shown) => Ok(Some(shown)),
            Err(Error::NotApproved) => Ok(None),
            Err(other) => Err(other),
        }
    }
}

/// A revision that somebody approves has to be there.
pub(crate) fn known_revision(error: store::StoreError) -> Error {
    match error {
        store::StoreError::NotFound => no_such_revision(),
        other => other.into(),
    }
}

/// The revision of a body is none of the dashboard's.
pub(crate) fn no_such_revision() -> Error {
    model::invalid::Invalid::at("/revision", "this dashboard has no such revision").into()
}

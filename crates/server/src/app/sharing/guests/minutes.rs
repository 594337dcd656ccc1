//! Minutes in which readers look: noted in memory with every request of theirs, and brought to the store once a minute for all together.

use identity::caller::{Caller, Credential};
use model::Instant;
use model::id::ShareSessionId;

use crate::app::App;
use crate::app::error::Error;
use crate::limits::CREDENTIALS_ASKED;

impl App {
    /// A request of somebody: if they read a share, they look now.
    pub(crate) fn looks(&self, caller: &Caller) {
        if let Some(Credential::ShareSession(session)) = caller.credential() {
            self.sharing.looking.note(session);
        }
    }

    /// Counts a minute for every reader who looked since the last one or has a page open.
    ///
    /// # Errors
    /// The store failed.
    pub(crate) async fn count_minutes(&self, now: Instant) -> Result<(), Error> {
        let mut looked = self.sharing.looking.take();
        let open = self.watching.credentials().into_iter();
        looked.extend(open.filter_map(|credential| match credential {
            Credential::ShareSession(session) => Some(session),
            _ => None,
        }));
        let looked: Vec<ShareSessionId> = looked.into_iter().collect();
        for some in looked.chunks(CREDENTIALS_ASKED) {
            self.store.share_minutes(some, now).await?;
        }
        Ok(())
    }
}

//! What has been made of the demo so far, and who may be acted as. Makes nothing itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::op::Op;
use anyhow::Context as _;
use identity::caller::Caller;
use model::Instant;
use model::id::{DashboardId, FolderId, GroupId, RequestId, UserId, WorkspaceId};
use model::principal::Principal;

use super::sheet::Sheet;
use crate::app::App;

/// What has been made so far, by key.
pub(super) struct Builder<'a> {
    pub(super) app: &'a Arc<App>,
    pub(super) now: Instant,
    pub(super) workspaces: BTreeMap<String, WorkspaceId>,
    pub(super) users: BTreeMap<String, UserId>,
    pub(super) groups: BTreeMap<String, GroupId>,
    pub(super) folders: BTreeMap<String, FolderId>,
    pub(super) dashboards: BTreeMap<String, DashboardId>,
    pub(super) sheet: Sheet,
}

/// What was made under a key.
pub(super) fn find<T: Copy>(map: &BTreeMap<String, T>, key: &str) -> anyhow::Result<T> {
    map.get(key).copied().with_context(|| format!("the demo has no {key}"))
}

impl<'a> Builder<'a> {
    /// Nothing made yet.
    pub(super) fn new(app: &'a Arc<App>, now: Instant) -> Self {
        Self {
            app,
            now,
            workspaces: BTreeMap::new(),
            users: BTreeMap::new(),
            groups: BTreeMap::new(),
            folders: BTreeMap::new(),
            dashboards: BTreeMap::new(),
            sheet: Sheet::default(),
        }
    }

    /// Acts as a person of the demo.
    pub(super) fn acting(&self, key: &str) -> anyhow::Result<Op> {
        Ok(Op::new(
            Caller::Job {
                owner: find(&self.users, key)?,
            },
            RequestId::new(self.now),
            self.now,
        ))
    }

    pub(super) fn principal(&self, text: &str) -> anyhow::Result<Principal> {
        Ok(match text.split_once(':') {
            Some(("user", key)) => Principal::User(find(&self.users, key)?),
            Some(("group", key)) => Principal::Group(find(&self.groups, key)?),
            _ => Principal::All,
        })
    }

    /// Acts as the first administrator.
    pub(super) fn administrator(&self) -> anyhow::Result<Op> {
        self.acting(&self.sheet.administrator)
    }
}

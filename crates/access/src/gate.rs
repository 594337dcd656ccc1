//! The gate: holds the facts of one generation and hands out proofs, lists and scopes. The rules themselves are in `decide`.

use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;
use model::id::{DashboardId, DatasetId, FolderId, WorkspaceId};
use model::level::Level;
use model::principal::Principal;

use crate::action::{
    Action, Ask, ChangeFolderGrant, ChangeGrant, DashboardAt, FolderAt, ListDashboards, SeeData, SeeFolderGrants,
    SeeGrants,
};
use crate::basis::Basis;
use crate::change::{Behind, FactPatch, Touched};
use crate::denied::{Denied, Reason};
use crate::explain::Explanation;
use crate::facts::Facts;
use crate::grant_list::{Candidate, GrantEntry, GrantList};
use crate::op::Op;
use crate::proof::Granted;
use crate::scope::Scope;
use crate::snapshot::Snapshot;
use crate::visible::{DashboardFacts, FolderFacts, Visible};
use crate::who::Who;
use crate::{can, decide, explain, grant_list, listing, scoping};

/// Decides for everybody. Share it by `Arc`; replacing the facts does not disturb operations that are under way.
#[derive(Debug)]
pub struct Gate {
    current: ArcSwap<Snapshot>,
    /// One writer at a time; readers never wait.
    writing: Mutex<()>,
}

impl Gate {
    /// A gate over these facts.
    #[must_use]
    pub fn new(facts: Facts) -> Self {
        Self {
            current: ArcSwap::from_pointee(Snapshot::new(facts)),
            writing: Mutex::new(()),
        }
    }

    /// Takes newer facts at once for all that follows. Facts of an older generation are ignored.
    pub fn replace(&self, facts: Facts) {
        if facts.generation < self.generation() {
            return;
        }
        let new = Arc::new(Snapshot::new(facts));
        let _turn = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        if new.generation >= self.generation() {
            self.current.store(new);
        }
    }

    /// Takes a change of facts at once for all that follows, and says what it touched. A change that is known already is ignored and
    /// touches nothing. Costs as much as what it touches, not as much as all facts.
    ///
    /// # Errors
    /// [`Behind`]: the patch builds on facts that are not known here. Nothing was taken; read all facts again.
    pub fn apply(&self, patch: FactPatch) -> Result<Touched, Behind> {
        let _turn = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let current = self.current.load_full();
        let known = current.generation;
        if patch.generation <= known {
            return Ok(Touched::default());
        }
        if patch.since > known {
            let since = patch.since;
            return Err(Behind { known, since });
        }
        let mut next = Snapshot::clone(&current);
        let touched = next.apply(patch);
        self.current.store(Arc::new(next));
        Ok(touched)
    }

    /// Generation of the facts in use.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.current.load().generation
    }

    pub(crate) fn snapshot(&self) -> arc_swap::Guard<Arc<Snapshot>> {
        self.current.load()
    }

    /// The one door: a proof, or why not.
    ///
    /// # Errors
    /// [`Denied`], which knows whether the caller may learn that the object exists.
    pub fn allow<'op, A: Action>(&self, op: &'op Op, on: A::On) -> Result<Granted<'op, A>, Denied> {
        let snapshot = self.snapshot();
        decide::decide(&snapshot, op, &A::on(&on))?;
        Ok(Granted::new(op, on, snapshot.generation))
    }

    /// Whether the action would be allowed, without a proof: for actions chosen at run time.
    ///
    /// # Errors
    /// As [`Gate::allow`].
    pub fn check(&self, op: &Op, ask: &Ask) -> Result<(), Denied> {
        decide::decide(&self.snapshot(), op, ask)
    }

    /// The dashboard's own workspace, to say where it is opened. Reveals nothing by itself: ask before telling anybody.
    #[must_use]
    pub fn home(&self, dashboard: DashboardId) -> Option<WorkspaceId> {
        let snapshot = self.snapshot();
        let board = snapshot.boards.find(dashboard)?;
        Some(snapshot.tree.node(board.home)?.workspace.id)
    }

    /// The workspace above all others; `None` until the organisation is set up. Reveals nothing by itself.
    #[must_use]
    pub fn root(&self) -> Option<WorkspaceId> {
        let snapshot = self.snapshot();
        Some(snapshot.tree.node(snapshot.tree.root()?)?.workspace.id)
    }

    /// Where a dashboard opens when nobody said where: in its own workspace, else in the nearest one below in which it opens for this
    /// caller. `None` when it does not exist; whether it opens at all is decided after.
    #[must_use]
    pub fn place(&self, op: &Op, dashboard: DashboardId) -> Option<DashboardAt> {
        listing::place(&self.snapshot(), op, dashboard)
    }

    /// A user's level on a dashboard; `None` for share callers, who have abilities instead.
    #[must_use]
    pub fn level(&self, op: &Op, at: DashboardAt) -> Option<Level> {
        self.facts(op, at).map(|facts| facts.level)
    }

    /// What a list would say of this dashboard; `None` where it does not open, and for share callers.
    #[must_use]
    pub fn facts(&self, op: &Op, at: DashboardAt) -> Option<DashboardFacts> {
        listing::one(&self.snapshot(), op, at)
    }

    /// The words of a dashboard's `can`.
    #[must_use]
    pub fn can_dashboard(&self, op: &Op, at: DashboardAt) -> Vec<&'static str> {
        can::dashboard(&self.snapshot(), op, at)
    }

    /// The words of a workspace's `can`.
    #[must_use]
    pub fn can_workspace(&self, op: &Op, workspace: WorkspaceId) -> Vec<&'static str> {
        can::workspace(&self.snapshot(), op, workspace)
    }

    /// The words of a dataset's `can`; which of `upload` and `ingest` fits its kind is not known here.
    #[must_use]
    pub fn can_dataset(&self, op: &Op, dataset: DatasetId) -> Vec<&'static str> {
        can::dataset(&self.snapshot(), op, dataset)
    }

    /// What the caller may do in the organisation: `manage_organisation`, `see_people`, `manage_own`.
    #[must_use]
    pub fn can_organisation(&self, op: &Op) -> Vec<&'static str> {
        can::organisation(&self.snapshot(), op)
    }

    /// Why somebody with an `edit` grant may not save. `None`: they may, or nothing would lead to expect it.
    #[must_use]
    pub fn save_hint(&self, op: &Op, at: DashboardAt) -> Option<Reason> {
        let snapshot = self.snapshot();
        let eyes = Who::of(&snapshot, op).user()?;
        let spot = snapshot.spot(at)?;
        eyes.level(&spot)?;
        match decide::decide(&snapshot, op, &Ask::Save(at)) {
            Err(Denied::Forbidden(reason)) if eyes.holds_edit(&spot) => Some(reason),
            _ => None,
        }
    }

    /// What an open page of this caller rests on: as long as no change touches it, the decision, the scope, the eyes and the share's
    /// terms stay as they are. Time alone can end a page too; that is not looked at here.
    #[must_use]
    pub fn basis(&self, op: &Op, at: DashboardAt) -> Basis {
        Basis::of(&self.snapshot(), &op.caller, at)
    }

    /// Workspaces the caller may see.
    pub fn visible_workspaces(&self, op: &Op) -> Visible<WorkspaceId> {
        listing::workspaces(&self.snapshot(), op)
    }

    /// Dashboards that open in this workspace: its own and inherited ones.
    pub fn visible_dashboards(&self, may: &Granted<'_, ListDashboards>) -> Visible<DashboardId> {
        listing::dashboards(&self.snapshot(), may.op(), *may.on())
    }

    /// Folders of this workspace and inherited ones: those with a level, and those in which something opens.
    pub fn visible_folders(&self, may: &Granted<'_, ListDashboards>) -> Visible<FolderId> {
        listing::folders(&self.snapshot(), may.op(), *may.on())
    }

    /// What a list would say of this folder; `None` where it is not seen.
    #[must_use]
    pub fn folder_facts(&self, op: &Op, at: FolderAt) -> Option<FolderFacts> {
        listing::one_folder(&self.snapshot(), op, at)
    }

    /// The words of a folder's `can`.
    #[must_use]
    pub fn can_folder(&self, op: &Op, at: FolderAt) -> Vec<&'static str> {
        can::folder(&self.snapshot(), op, at)
    }

    /// Own and inherited datasets of this workspace.
    pub fn visible_datasets(&self, may: &Granted<'_, SeeData>) -> Visible<DatasetId> {
        listing::datasets(&self.snapshot(), *may.on())
    }

    /// What the caller sees while building in this workspace: their own rows.
    #[must_use]
    pub fn data_scope(&self, may: &Granted<'_, SeeData>) -> Scope {
        let snapshot = self.snapshot();
        let scope = match (Who::of(&snapshot, may.op()).user(), snapshot.tree.index(*may.on())) {
            (Some(eyes), Some(workspace)) => scoping::of_user(&eyes, workspace),
            _ => scoping::empty(),
        };
        scope.asked_by(&may.op().caller)
    }

    /// The grants of a dashboard, with what this caller may change.
    #[must_use]
    pub fn grant_list(&self, may: &Granted<'_, SeeGrants>) -> GrantList {
        let snapshot = self.snapshot();
        grant_list::list(&snapshot, may.op(), snapshot.spot(*may.on()))
    }

    /// The grants of a folder, with what this caller may change.
    #[must_use]
    pub fn folder_grant_list(&self, may: &Granted<'_, SeeFolderGrants>) -> GrantList {
        let snapshot = self.snapshot();
        grant_list::list(&snapshot, may.op(), snapshot.folder_spot(*may.on()))
    }

    /// One entry of the grants; `None` when the principal has none.
    #[must_use]
    pub fn grant_entry(&self, may: &Granted<'_, SeeGrants>, principal: Principal) -> Option<GrantEntry> {
        let snapshot = self.snapshot();
        grant_list::one(&snapshot, may.op(), snapshot.spot(*may.on()), principal)
    }

    /// As [`Self::grant_entry`], on a folder.
    #[must_use]
    pub fn folder_grant_entry(&self, may: &Granted<'_, SeeFolderGrants>, principal: Principal) -> Option<GrantEntry> {
        let snapshot = self.snapshot();
        grant_list::one(&snapshot, may.op(), snapshot.folder_spot(*may.on()), principal)
    }

    /// Principals that could be added, whose name or address contains `query`; the page that follows `after`.
    #[must_use]
    pub fn candidates(
        &self,
        may: &Granted<'_, SeeGrants>,
        query: &str,
        after: Option<Principal>,
        limit: usize,
    ) -> Vec<Candidate> {
        let snapshot = self.snapshot();
        grant_list::candidates(&snapshot, may.op(), snapshot.spot(*may.on()), query, after, limit)
    }

    /// As [`Self::candidates`], for a folder.
    #[must_use]
    pub fn folder_candidates(
        &self,
        may: &Granted<'_, SeeFolderGrants>,
        query: &str,
        after: Option<Principal>,
        limit: usize,
    ) -> Vec<Candidate> {
        let snapshot = self.snapshot();
        grant_list::candidates(
            &snapshot,
            may.op(),
            snapshot.folder_spot(*may.on()),
            query,
            after,
            limit,
        )
    }

    /// Whether the change takes away the caller's own last access; the edge asks before that.
    #[must_use]
    pub fn last_own_access(&self, change: &Granted<'_, ChangeGrant>) -> bool {
        let (snapshot, on) = (self.snapshot(), change.on());
        grant_list::last_own_access(&snapshot, change.op(), snapshot.spot(on.at), on.principal, on.to)
    }

    /// As [`Self::last_own_access`], on a folder.
    #[must_use]
    pub fn last_own_folder_access(&self, change: &Granted<'_, ChangeFolderGrant>) -> bool {
        let (snapshot, on) = (self.snapshot(), change.on());
        grant_list::last_own_access(&snapshot, change.op(), snapshot.folder_spot(on.at), on.principal, on.to)
    }

    /// Every path that gives a principal a level on the dashboard, or takes it. `None`: the caller may not know of the principal,
    /// which is answered like one that does not exist.
    #[must_use]
    pub fn explain(&self, may: &Granted<'_, SeeGrants>, who: Principal) -> Option<Explanation> {
        let snapshot = self.snapshot();
        explain::for_caller(&snapshot, may.op(), snapshot.spot(*may.on()), who)
    }

    /// As [`Self::explain`], for a folder.
    #[must_use]
    pub fn explain_folder(&self, may: &Granted<'_, SeeFolderGrants>, who: Principal) -> Option<Explanation> {
        let snapshot = self.snapshot();
        explain::for_caller(&snapshot, may.op(), snapshot.folder_spot(*may.on()), who)
    }
}

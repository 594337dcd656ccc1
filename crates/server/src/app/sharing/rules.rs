//! What a workspace says of shares: how they have to look, and which kinds are switched off. What that does to shares there are is said
//! before it is done.

use std::collections::BTreeSet;

use access::action::{ChangeShareRules, SeeShareRules, ShareRulesChange};
use access::op::Op;
use access::share::rules::{Outcome, RulesInForce};
use model::id::{ShareId, WorkspaceId};
use model::share::{ShareKind, SharePolicy, ShareRules};

use crate::app::error::{Error, ShareAtStake};
use crate::app::watching::Ground;
use crate::app::{App, gone};

impl App {
    /// What holds for the shares of a workspace, and where it is said.
    ///
    /// # Errors
    /// The caller may not see shares there.
    pub fn share_rules(&self, op: &Op, workspace: WorkspaceId) -> Result<RulesInForce, Error> {
        let may = self.gate.allow::<SeeShareRules>(op, workspace)?;
        Ok(self.gate.share_rules(&may))
    }

    /// Whether the caller may change what a workspace says of shares.
    ///
    /// # Errors
    /// They may not.
    pub fn may_change_share_rules(&self, op: &Op, workspace: WorkspaceId) -> Result<(), Error> {
        let rules = ShareRules::default();
        let _may = self
            .gate
            .allow::<ChangeShareRules>(op, ShareRulesChange { workspace, rules })?;
        Ok(())
    }

    /// Replaces how shares have to look. Those that break it end, or end earlier where that is enough.
    ///
    /// # Errors
    /// Not allowed; it contradicts itself; shares would end or be shortened, and nobody confirmed that.
    pub async fn put_share_policy(
        &self,
        op: &Op,
        workspace: WorkspaceId,
        policy: &SharePolicy,
        end_shares: bool,
    ) -> Result<RulesInForce, Error> {
        policy.check()?;
        let wanted = |own: ShareRules| ShareRules {
            policy: policy.clone(),
            ..own
        };
        self.put_share_rules(op, workspace, wanted, end_shares).await
    }

    /// Replaces which kinds are switched off. Their shares are cut at once, and paused: each is resumed by itself when its kind is
    /// switched on again.
    ///
    /// # Errors
    /// Not allowed.
    pub async fn put_share_switches(
        &self,
        op: &Op,
        workspace: WorkspaceId,
        off: &BTreeSet<ShareKind>,
    ) -> Result<RulesInForce, Error> {
        let wanted = |own: ShareRules| ShareRules {
            off: off.clone(),
            ..own
        };
        self.put_share_rules(op, workspace, wanted, true).await
    }

    async fn put_share_rules(
        &self,
        op: &Op,
        workspace: WorkspaceId,
        wanted: impl Fn(ShareRules) -> ShareRules + Sync,
        confirmed: bool,
    ) -> Result<RulesInForce, Error> {
        let narrowed = self
            .change(op, || async {
                let said = self.share_rules(op, workspace)?.said.pop();
                let rules = wanted(said.map(|at| at.rules).unwrap_or_default());
                let may = self
                    .gate
                    .allow::<ChangeShareRules>(op, ShareRulesChange { workspace, rules })?;
                let outcomes = self.gate.shares_under_new_rules(&may);
                if !confirmed && !outcomes.is_empty() {
                    return Err(self.shares_would_change(op, &outcomes).await);
                }
                self.store.share_rules_put(&may, &outcomes).await.map_err(gone)?;
                let narrowed = outcomes
                    .into_iter()
                    .filter(|(_, outcome)| matches!(outcome, Outcome::Narrows(_)));
                Ok(narrowed.map(|(id, _)| id).collect::<Vec<_>>())
            })
            .await?;
        for share in narrowed {
            self.credentials_ended(Ground::ReadersOf(share)).await;
        }
        self.share_rules(op, workspace)
    }

    /// Names the shares that the caller may see among those that a policy meets.
    async fn shares_would_change(&self, op: &Op, outcomes: &[(ShareId, Outcome)]) -> Error {
        let mut seen = Vec::new();
        for (id, outcome) in outcomes {
            if let Ok(found) = self.share(op, *id).await {
                seen.push(ShareAtStake {
                    id: *id,
                    title: found.share.title,
                    dashboard: found.dashboard_title,
                    outcome: outcome.clone(),
                });
            }
        }
        let ends = outcomes.iter().filter(|(_, outcome)| *outcome == Outcome::Ends).count();
        let narrowed = outcomes
            .iter()
            .filter(|(_, outcome)| matches!(outcome, Outcome::Narrows(_)));
        let narrowed = narrowed.count();
        let shortened = outcomes.len() - ends - narrowed;
        let guests = match narrowed {
            0 => String::new(),
            some => format!(", {some} would lose guests"),
        };
        Error::Ends {
            detail: format!(
                "Shares that there are break this: {ends} would end, {shortened} would end earlier{guests}. Confirm with end_shares to go on."
            ),
            count: outcomes.len(),
            seen,
        }
    }
}

//! Wire types of what a workspace says of shares.

use std::collections::BTreeMap;

use model::share::{ShareKind, SharePolicy};
use serde::{Deserialize, Serialize};

use crate::http::wire::Named;

/// How shares have to look here.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SharePolicyInForce {
    /// What this workspace says.
    pub own: SharePolicy,
    /// What the workspaces above say, from the root down.
    pub above: Vec<SharePolicyAbove>,
    /// All of it together: what a share made here has to keep to.
    pub in_force: SharePolicy,
    /// What this caller may do: `change`.
    pub can: Vec<&'static str>,
}

/// How shares have to look by a workspace above.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SharePolicyAbove {
    /// Which workspace.
    pub workspace: Named,
    /// What it says.
    pub policy: SharePolicy,
}

/// Body of `PUT /workspaces/{id}/share-policy`: the whole of what this workspace says.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SharePolicyBody {
    /// The kinds that there may be; absent: all.
    pub kinds: Option<std::collections::BTreeSet<ShareKind>>,
    /// A share lives at most so many days.
    pub longest_days: Option<u32>,
    /// A link has a password.
    #[serde(default)]
    pub password_required: bool,
    /// A share has an end.
    #[serde(default)]
    pub end_required: bool,
    /// How many days a new share lives unless its maker says otherwise.
    pub default_days: Option<u32>,
    /// A share opens from some of these networks only; none named: from everywhere.
    #[serde(default)]
    pub networks: Vec<model::network::Network>,
    /// Guests have an address at one of these domains; none named: at any.
    #[serde(default)]
    pub domains: std::collections::BTreeSet<model::name::EmailDomain>,
    /// What its readers see says on every page who they are. Stands against no share.
    #[serde(default)]
    pub watermark: bool,
    /// Shares that break it may end, or end earlier.
    #[serde(default)]
    pub end_shares: bool,
}

impl SharePolicyBody {
    /// The policy.
    pub fn policy(&self) -> SharePolicy {
        SharePolicy {
            kinds: self.kinds.clone(),
            longest_days: self.longest_days,
            password_required: self.password_required,
            end_required: self.end_required,
            default_days: self.default_days,
            networks: self.networks.clone(),
            domains: self.domains.clone(),
            watermark: self.watermark,
        }
    }
}

/// Body of `PUT /workspaces/{id}/share-switches`: `false` switches a kind off; what is not named is on.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct ShareSwitchesBody(pub BTreeMap<ShareKind, bool>);

/// Which kinds of shares are switched on.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ShareSwitches {
    /// What this workspace says, by kind: `false` is off.
    pub own: BTreeMap<&'static str, bool>,
    /// What holds here, by kind; off above is off here.
    pub in_force: BTreeMap<&'static str, bool>,
    /// Where a kind that is off was switched off.
    pub off_at: Vec<SwitchedOffAt>,
    /// Live shares in this workspace and below, by kind: what switching it off cuts. Who may not switch counts those that they see.
    pub live: BTreeMap<&'static str, usize>,
    /// What this caller may do: `change`.
    pub can: Vec<&'static str>,
}

/// A kind that is off, and where that is said.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SwitchedOffAt {
    /// The kind.
    pub kind: ShareKind,
    /// The workspace.
    pub workspace: Named,
}

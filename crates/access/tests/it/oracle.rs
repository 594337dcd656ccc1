//! The naive oracle: 01-access read aloud, over plain lists. Shares no code with the gate; slow and obvious on purpose.

use std::collections::BTreeSet;

use access::action::{DashboardAt, GrantChange};
use access::facts::Facts;
use model::Instant;
use model::dataset::Outside;
use model::id::{UserId, WorkspaceId};
use model::level::{GrantLevel, Level};
use model::people::UserStatus;
use model::permission::Permission;
use model::predicate::{Operand, Operands, Predicate};
use model::principal::Principal;
use model::row_rule::AppliesTo;
use model::share::{Share, ShareState};
use model::value::Literal;

pub(crate) struct Oracle<'f>(pub(crate) &'f Facts);

/// How a change of a grant is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Yes,
    No,
    Hidden,
}

pub(crate) type Row = Vec<(&'static str, Option<&'static str>)>;
type Principals = BTreeSet<Principal>;

impl Oracle<'_> {
    pub(crate) fn active(&self, user: UserId) -> bool {
        self.0
            .users
            .iter()
            .any(|u| u.id == user && u.status == UserStatus::Active)
    }

    /// Step 1.
    pub(crate) fn principals(&self, who: Principal) -> Principals {
        let mut set: Principals = [Principal::All, who].into();
        if let Principal::User(id) = who {
            let Some(user) = self.0.users.iter().find(|u| u.id == id) else {
                return set;
            };
            for group in &self.0.groups {
                let computed = group.rule.as_ref().is_some_and(|rule| {
                    user.attributes
                        .iter()
                        .any(|(k, vs)| *k == rule.attribute && vs.contains(&rule.contains))
                });
                if computed || group.members.contains(&id) {
                    set.insert(Principal::Group(group.id));
                }
            }
        }
        loop {
            let before = set.len();
            for group in &self.0.groups {
                if set.contains(&Principal::Group(group.id)) {
                    set.extend(group.parents.iter().map(|p| Principal::Group(*p)));
                }
            }
            if set.len() == before {
                return set;
            }
        }
    }

    pub(crate) fn chain(&self, from: WorkspaceId) -> Vec<WorkspaceId> {
        let mut chain = vec![from];
        while let Some(up) = self
            .0
            .workspaces
            .iter()
            .find(|w| Some(&w.id) == chain.last())
            .and_then(|w| w.parent)
        {
            chain.push(up);
        }
        chain
    }

    /// Step 2.
    pub(crate) fn holds(&self, who: &Principals, at: WorkspaceId, wanted: Permission) -> bool {
        use Permission as P;
        let chain = self.chain(at);
        let mut given = BTreeSet::new();
        for entry in self.0.permissions.iter().filter(|e| who.contains(&e.principal)) {
            if entry.workspace == at {
                given.extend(entry.here.iter());
            }
            if chain.contains(&entry.workspace) {
                given.extend(entry.below.iter());
            }
        }
        let sharing = [P::SharingCreate, P::SharingEdit, P::SharingEnd];
        given.contains(&wanted)
            || given.contains(&P::Manage)
            || (wanted == P::View && !given.is_empty())
            || (wanted == P::SharingSee && sharing.iter().any(|p| given.contains(p)))
    }

    /// Workspaces from where it is opened up to its own; `None` when it does not reach there.
    fn reach(&self, at: DashboardAt) -> Option<Vec<WorkspaceId>> {
        let home = self.0.dashboards.iter().find(|d| d.id == at.dashboard)?.workspace;
        self.0.workspaces.iter().find(|w| w.id == at.workspace)?;
        let chain = self.chain(at.workspace);
        let end = chain.iter().position(|w| *w == home)?;
        Some(chain[..=end].to_vec())
    }

    pub(crate) fn manages(&self, who: &Principals, at: DashboardAt) -> bool {
        let Some(reach) = self.reach(at) else { return false };
        self.holds(who, reach[0], Permission::Manage) || self.holds(who, reach[reach.len() - 1], Permission::Manage)
    }

    /// Steps 3 to 7.
    pub(crate) fn level_of(&self, who: &Principals, at: DashboardAt) -> Option<Level> {
        let reach = self.reach(at)?;
        if !self.holds(who, at.workspace, Permission::View) {
            return None;
        }
        let cap = if reach.len() == 1 { Level::Edit } else { Level::Share };
        if self.manages(who, at) {
            return Some(cap);
        }
        let grants = self
            .0
            .grants
            .iter()
            .filter(|g| g.dashboard == at.dashboard && reach.contains(&g.workspace) && who.contains(&g.principal));
        let levels: Vec<GrantLevel> = grants.map(|g| g.level).collect();
        if levels.contains(&GrantLevel::Block) {
            return None;
        }
        let order = [GrantLevel::Edit, GrantLevel::Share, GrantLevel::View];
        let best = order.into_iter().find(|l| levels.contains(l))?;
        Some(match best {
            GrantLevel::Edit => cap,
            GrantLevel::Share => Level::Share,
            _ => Level::View,
        })
    }

    pub(crate) fn level(&self, user: UserId, at: DashboardAt) -> Option<Level> {
        if !self.active(user) {
            return None;
        }
        self.level_of(&self.principals(Principal::User(user)), at)
    }

    /// Step 8.
    pub(crate) fn saves(&self, user: UserId, at: DashboardAt) -> bool {
        let own = self.reach(at).is_some_and(|reach| reach.len() == 1);
        let who = self.principals(Principal::User(user));
        own && self.level(user, at) == Some(Level::Edit) && self.holds(&who, at.workspace, Permission::Analyze)
    }

    pub(crate) fn shares_with(&self, user: UserId, at: DashboardAt, permission: Permission) -> bool {
        let who = self.principals(Principal::User(user));
        self.level(user, at) >= Some(Level::Share) && self.holds(&who, at.workspace, permission)
    }

    pub(crate) fn stands(&self, share: &Share, now: Instant) -> bool {
        let at = DashboardAt {
            dashboard: share.dashboard,
            workspace: share.workspace,
        };
        !matches!(share.state, ShareState::Ended(_))
            && share.terms.expires_at.is_none_or(|end| now < end)
            && self.level(share.owner, at) >= Some(Level::Share)
    }

    pub(crate) fn opens(&self, share: &Share, now: Instant) -> bool {
        share.state == ShareState::Live && share.terms.starts_at.is_none_or(|s| s <= now) && self.stands(share, now)
    }

    /// Handing out.
    pub(crate) fn changes(&self, actor: UserId, change: &GrantChange) -> Answer {
        let (at, target) = (change.at, change.principal);
        let Some(mine) = self.level(actor, at) else {
            return Answer::Hidden;
        };
        if mine == Level::View {
            return Answer::No;
        }
        let known = match target {
            Principal::All => true,
            Principal::User(id) => self.0.users.iter().any(|u| u.id == id),
            Principal::Group(id) => self.0.groups.iter().any(|g| g.id == id),
        };
        let Some(reach) = self.reach(at).filter(|_| known) else {
            return Answer::Hidden;
        };
        let own = reach.len() == 1;
        let me = self.principals(Principal::User(actor));
        let them = self.principals(target);
        let here = |g: &&model::grant::Grant| g.dashboard == at.dashboard && reach.contains(&g.workspace);
        let mut direct = None;
        let mut inherited = None;
        let mut mentioned = false;
        for grant in self.0.grants.iter().filter(here) {
            if grant.principal == target && grant.workspace == at.workspace {
                direct = Some(grant.level);
                mentioned = true;
            } else if grant.principal == target {
                inherited = inherited.max(grant.level.level());
                mentioned = true;
            } else if matches!(grant.principal, Principal::Group(_)) && them.contains(&grant.principal) {
                inherited = inherited.max(grant.level.level());
                mentioned |= grant.level.level().is_some();
            }
        }
        if !own {
            inherited = inherited.map(|l| l.min(Level::Share));
        }
        let member = |w: WorkspaceId| target == Principal::All || self.holds(&them, w, Permission::View);
        let related = self
            .0
            .see
            .iter()
            .any(|(who, whom)| *who == actor && them.contains(whom));
        let manages_here = self.holds(&me, at.workspace, Permission::Manage);
        let knows = target == Principal::User(actor) || member(at.workspace) || manages_here || related;
        if !mentioned && !knows {
            return Answer::Hidden;
        }
        let free = self.manages(&me, at);
        let mut current = direct.and_then(GrantLevel::level).max(inherited);
        if !own {
            current = current.map(|l| l.min(Level::Share));
        }
        let no_block = direct != Some(GrantLevel::Block) && change.to != Some(GrantLevel::Block);
        let reaches = free || (current <= Some(mine) && (no_block || mine == Level::Edit));
        let fine = match change.to {
            Some(GrantLevel::Block) => true,
            Some(to) => {
                let to = to.level();
                (to != Some(Level::Edit) || (own && member(at.workspace)))
                    && (free || to <= Some(mine))
                    && to >= inherited
            }
            None => match direct.map(GrantLevel::level) {
                None => inherited.is_none() && !mentioned,
                Some(None) => true,
                Some(direct) => direct >= inherited,
            },
        };
        if reaches && fine { Answer::Yes } else { Answer::No }
    }

    /// Whether a user sees this row of a dataset in a workspace; `None` when they do not see the dataset.
    pub(crate) fn row(&self, user: UserId, at: WorkspaceId, dataset: &str, row: &Row) -> Option<bool> {
        let chain = self.chain(at);
        let nearest = |w: &WorkspaceId| {
            self.0
                .datasets
                .iter()
                .find(|d| d.workspace == *w && d.name.as_str() == dataset)
        };
        let table = chain.iter().find_map(nearest)?;
        let who = self.principals(Principal::User(user));
        let rules = self.0.row_rules.iter().filter(|rule| {
            let place = rule.workspace == at || (rule.below && chain.contains(&rule.workspace));
            let person = match rule.applies_to {
                AppliesTo::Workspace | AppliesTo::All => true,
                AppliesTo::User(id) => id == user,
                AppliesTo::Group(id) => who.contains(&Principal::Group(id)),
            };
            let exempt = rule.unless_manage && self.holds(&who, rule.workspace, Permission::Manage);
            rule.dataset.as_str() == dataset && place && person && !exempt
        });
        let rules: Vec<&Predicate> = rules.map(|rule| &rule.predicate).collect();
        if rules.is_empty() {
            return Some(!table.tenant_bound);
        }
        Some(rules.into_iter().all(|rule| self.shown(rule, Some(user), at, row)))
    }

    pub(crate) fn share_row(&self, share: &Share, dataset: &str, row: &Row) -> Option<bool> {
        let owner = self.row(share.owner, share.workspace, dataset, row)?;
        let chain = self.chain(share.workspace);
        let nearest = |w: &WorkspaceId| {
            self.0
                .datasets
                .iter()
                .find(|d| d.workspace == *w && d.name.as_str() == dataset)
        };
        if chain.iter().find_map(nearest)?.outside != Outside::Anyone {
            return None;
        }
        let own = share.terms.rows.iter().filter(|rows| rows.dataset.as_str() == dataset);
        Some(
            owner
                && own
                    .into_iter()
                    .all(|rows| self.shown(&rows.predicate, None, share.workspace, row)),
        )
    }

    fn shown(&self, rule: &Predicate, user: Option<UserId>, at: WorkspaceId, row: &Row) -> bool {
        let mut whole = true;
        rule.walk(&mut |node| {
            let one = !matches!(node, Predicate::Eq(..) | Predicate::In(..));
            for operand in node.operands() {
                let count = self.values(operand, user, at).len();
                whole &= count == 1 || (count > 1 && !one);
            }
        });
        whole && self.truth(rule, user, at, row) == Some(true)
    }

    fn values(&self, operand: &Operand, user: Option<UserId>, at: WorkspaceId) -> Vec<String> {
        match operand {
            Operand::Literal(value) => vec![value.to_string()],
            Operand::Variable(_) => Vec::new(),
            Operand::Viewer(name) => {
                let user = self.0.users.iter().find(|u| Some(u.id) == user);
                user.and_then(|u| u.attributes.get(name))
                    .map(|v| v.iter().cloned().collect())
                    .unwrap_or_default()
            }
            Operand::Workspace(name) => {
                let chain = self.chain(at);
                let nodes = self.0.workspaces.iter().filter(|w| chain.contains(&w.id));
                let found: BTreeSet<String> = nodes.filter_map(|w| w.settings.get(name).cloned()).collect();
                if found.len() == 1 {
                    found.into_iter().collect()
                } else {
                    Vec::new()
                }
            }
        }
    }

    /// Three-valued truth, as SQL has it.
    pub(crate) fn truth(&self, rule: &Predicate, user: Option<UserId>, at: WorkspaceId, row: &Row) -> Option<bool> {
        use Predicate as P;
        let cell = |column: &str| {
            row.iter()
                .find(|(name, _)| *name == column)
                .and_then(|(_, value)| *value)
        };
        let values = |operand: &Operand| self.values(operand, user, at);
        let first = |operand: &Operand| values(operand).into_iter().next().unwrap_or_default();
        match rule {
            P::And(parts) => {
                let truths: Vec<_> = parts.iter().map(|p| self.truth(p, user, at, row)).collect();
                if truths.contains(&Some(false)) {
                    Some(false)
                } else {
                    (!truths.contains(&None)).then_some(true)
                }
            }
            P::Or(parts) => {
                let truths: Vec<_> = parts.iter().map(|p| self.truth(p, user, at, row)).collect();
                if truths.contains(&Some(true)) {
                    Some(true)
                } else {
                    (!truths.contains(&None)).then_some(false)
                }
            }
            P::Not(part) => self.truth(part, user, at, row).map(|t| !t),
            P::Eq(c, o) => cell(c.as_str()).map(|v| values(o).iter().any(|x| x == v)),
            P::Ne(c, o) => cell(c.as_str()).map(|v| v != first(o)),
            P::Lt(c, o) => cell(c.as_str()).map(|v| v < first(o).as_str()),
            P::Le(c, o) => cell(c.as_str()).map(|v| v <= first(o).as_str()),
            P::Gt(c, o) => cell(c.as_str()).map(|v| v > first(o).as_str()),
            P::Ge(c, o) => cell(c.as_str()).map(|v| v >= first(o).as_str()),
            P::In(c, Operands::Reference(o)) => cell(c.as_str()).map(|v| values(o).iter().any(|x| x == v)),
            P::In(c, Operands::List(list)) => {
                cell(c.as_str()).map(|v| list.iter().any(|x| matches!(x, Literal::Text(t) if t == v)))
            }
            P::Between(c, a, b) => cell(c.as_str()).map(|v| first(a).as_str() <= v && v <= first(b).as_str()),
            P::IsNull(c) => Some(cell(c.as_str()).is_none()),
            P::Time(_) => None,
        }
    }
}

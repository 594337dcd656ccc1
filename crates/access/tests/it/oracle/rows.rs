//! Which rows are seen, by the oracle.

use std::collections::BTreeSet;

use access::action::DashboardAt;
use model::dataset::Outside;
use model::display::Display;
use model::id::{UserId, WorkspaceId};
use model::permission::Permission;
use model::predicate::{Operand, Operands, Predicate};
use model::principal::Principal;
use model::row_rule::AppliesTo;
use model::share::Share;
use model::value::Literal;

use super::{Oracle, Row};

impl Oracle<'_> {
    /// Whose rows a user sees through a dashboard: `None` when the identity it displays is not valid.
    pub(crate) fn eyes(&self, user: UserId, at: DashboardAt) -> Option<UserId> {
        let fact = self.0.dashboards.iter().find(|d| d.id == at.dashboard)?;
        let Display::User(whose) = fact.display else {
            return Some(user);
        };
        let them = self.principals(Principal::User(whose));
        (self.active(whose) && self.holds(&them, at.workspace, Permission::View)).then_some(whose)
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

    pub(crate) fn share_row(&self, share: &Share, at: DashboardAt, dataset: &str, row: &Row) -> Option<bool> {
        let owner = self.row(self.eyes(share.owner, at)?, at.workspace, dataset, row)?;
        let chain = self.chain(at.workspace);
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
                    .all(|rows| self.shown(&rows.predicate, None, at.workspace, row)),
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

//! What a parsed SQL question reads: datasets, variables, the clock. Refuses everything that is not plain reading, and whatever would
//! grow when it is planned: names given by WITH are written out wherever they stand, so names that double each other are counted.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use datafusion::sql::sqlparser::ast::{
    Expr, GroupByExpr, ObjectName, Query, Select, SetExpr, Statement, TableFactor, Value, ValueWithSpan, Visit, Visitor,
};

use crate::functions::CLOCK;
use crate::limits::{GROUPING_SETS, SQL_PARTS, SQL_PATH, SQL_RELATIONS};

pub(crate) const ONE_SELECT: &str = "write one SELECT statement";
const TOO_WIDE: &str =
    "this question reads too many datasets, counting those behind names given by WITH wherever they are used";
const TOO_MANY_PARTS: &str = "this question has too many parts";
const TOO_MANY_GROUPINGS: &str = "this question groups in too many ways at once";

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Names that may be datasets.
    pub(crate) datasets: BTreeSet<String>,
    pub(crate) variables: BTreeSet<String>,
    /// Whether the time of the call is read.
    pub(crate) clock: bool,
}

/// Reads a statement.
///
/// # Errors
/// Why it is refused.
pub(crate) fn read(statement: &Statement) -> Result<Found, &'static str> {
    let mut reader = Reader::default();
    match statement.visit(&mut reader) {
        ControlFlow::Break(why) => Err(why),
        ControlFlow::Continue(()) => Ok(reader.found),
    }
}

/// How large a part of the question becomes.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    relations: usize,
    parts: usize,
}

impl Weight {
    fn add(&mut self, other: Self) {
        self.relations = self.relations.saturating_add(other.relations);
        self.parts = self.parts.saturating_add(other.parts);
    }
}

/// One question of the statement, while it is read.
#[derive(Debug, Default)]
struct Level {
    /// Names of its WITH whose questions are still to come, the next one last.
    coming: Vec<String>,
    /// Those that are known, in the order in which they hide each other.
    named: Vec<(String, Weight)>,
    weight: Weight,
}

#[derive(Debug, Default)]
struct Reader {
    found: Found,
    levels: Vec<Level>,
}

impl Reader {
    fn grow(&mut self, by: Weight) -> ControlFlow<&'static str> {
        let Some(level) = self.levels.last_mut() else {
            return ControlFlow::Continue(());
        };
        level.weight.add(by);
        if level.weight.relations > SQL_RELATIONS {
            return ControlFlow::Break(TOO_WIDE);
        }
        if level.weight.parts > SQL_PARTS {
            return ControlFlow::Break(TOO_MANY_PARTS);
        }
        ControlFlow::Continue(())
    }

    /// What a name given by WITH stands for here.
    fn named(&self, name: &str) -> Option<Weight> {
        let visible = self.levels.iter().rev().flat_map(|level| level.named.iter().rev());
        visible
            .into_iter()
            .find(|(known, _)| known == name)
            .map(|(_, weight)| *weight)
    }
}

impl Visitor for Reader {
    type Break = &'static str;

    fn pre_visit_statement(&mut self, statement: &Statement) -> ControlFlow<Self::Break> {
        match statement {
            Statement::Query(_) => ControlFlow::Continue(()),
            _ => ControlFlow::Break(ONE_SELECT),
        }
    }

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<Self::Break> {
        let recursive = query.with.as_ref().is_some_and(|with| with.recursive);
        if !query.locks.is_empty() || query.settings.is_some() || query.format_clause.is_some() || recursive {
            return ControlFlow::Break(ONE_SELECT);
        }
        // The questions of a WITH are visited first, in their order; each is known to those after it, and not to itself.
        let tables = query.with.iter().flat_map(|with| &with.cte_tables);
        let mut coming: Vec<String> = tables
            .map(|table| match table.alias.name.quote_style {
                Some(_) => table.alias.name.value.clone(),
                None => table.alias.name.value.to_ascii_lowercase(),
            })
            .collect();
        coming.reverse();
        self.levels.push(Level {
            coming,
            ..Level::default()
        });
        plain(&query.body)
    }

    fn post_visit_query(&mut self, _: &Query) -> ControlFlow<Self::Break> {
        let Some(done) = self.levels.pop() else {
            return ControlFlow::Continue(());
        };
        let weight = done.weight;
        match self.levels.last_mut() {
            Some(level) if !level.coming.is_empty() => {
                let name = level.coming.pop();
                level.named.extend(name.map(|name| (name, weight)));
                ControlFlow::Continue(())
            }
            _ => self.grow(weight),
        }
    }

    fn pre_visit_select(&mut self, select: &Select) -> ControlFlow<Self::Break> {
        let groups = match &select.group_by {
            GroupByExpr::Expressions(groups, modifiers) if modifiers.is_empty() => groups,
            GroupByExpr::All(modifiers) if modifiers.is_empty() => return ControlFlow::Continue(()),
            _ => return ControlFlow::Break("this question uses something that this server does not offer"),
        };
        let sets = groups
            .iter()
            .fold(1_usize, |sets, group| sets.saturating_mul(groupings(group)));
        if sets > GROUPING_SETS {
            return ControlFlow::Break(TOO_MANY_GROUPINGS);
        }
        self.grow(Weight {
            relations: 0,
            parts: sets,
        })
    }

    fn pre_visit_relation(&mut self, relation: &ObjectName) -> ControlFlow<Self::Break> {
        let name = relation_name(relation).unwrap_or_default();
        let one = Weight { relations: 1, parts: 1 };
        match self.named(&name) {
            Some(mut weight) => {
                weight.relations = weight.relations.max(1);
                self.grow(weight)
            }
            None => {
                self.found.datasets.insert(name);
                self.grow(one)
            }
        }
    }

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<Self::Break> {
        match factor {
            TableFactor::Table { args: None, .. }
            | TableFactor::Derived { .. }
            | TableFactor::NestedJoin { .. }
            | TableFactor::UNNEST { .. } => ControlFlow::Continue(()),
            _ => ControlFlow::Break("only datasets and sub-questions can stand after FROM"),
        }
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<Self::Break> {
        let mut parts = 1;
        match expr {
            Expr::Function(function) => {
                let name = function.name.to_string().to_ascii_lowercase();
                self.found.clock |= CLOCK.contains(&name.as_str());
            }
            // Each step of a path becomes a call around the one before.
            Expr::CompoundFieldAccess { access_chain, .. } if access_chain.len() > SQL_PATH => {
                return ControlFlow::Break(TOO_MANY_PARTS);
            }
            Expr::CompoundIdentifier(path) if path.len() > SQL_PATH => return ControlFlow::Break(TOO_MANY_PARTS),
            Expr::CompoundFieldAccess { access_chain, .. } => parts = access_chain.len(),
            _ => {}
        }
        self.grow(Weight { relations: 0, parts })
    }

    fn pre_visit_value(&mut self, value: &ValueWithSpan) -> ControlFlow<Self::Break> {
        if let Value::Placeholder(text) = &value.value {
            match text.strip_prefix('$') {
                Some(name) if !name.is_empty() => {
                    self.found.variables.insert(name.to_owned());
                }
                _ => return ControlFlow::Break("variables are written as $name"),
            }
        }
        ControlFlow::Continue(())
    }
}

/// In how many ways a part of GROUP BY groups.
fn groupings(group: &Expr) -> usize {
    match group {
        Expr::GroupingSets(sets) => sets.len(),
        Expr::Rollup(sets) => sets.len().saturating_add(1),
        Expr::Cube(sets) => u32::try_from(sets.len())
            .ok()
            .and_then(|sets| 1_usize.checked_shl(sets))
            .unwrap_or(usize::MAX),
        _ => 1,
    }
}

fn plain(body: &SetExpr) -> ControlFlow<&'static str> {
    match body {
        SetExpr::Select(select) if select.into.is_none() => ControlFlow::Continue(()),
        SetExpr::SetOperation { left, right, .. } => {
            plain(left)?;
            plain(right)
        }
        // The visitor comes to it by itself.
        SetExpr::Query(_) | SetExpr::Values(_) => ControlFlow::Continue(()),
        _ => ControlFlow::Break(ONE_SELECT),
    }
}

/// The dataset that a relation's name means, if it can be one.
fn relation_name(name: &ObjectName) -> Option<String> {
    let [part] = name.0.as_slice() else {
        return None;
    };
    let ident = part.as_ident()?;
    match ident.quote_style {
        Some(_) => Some(ident.value.clone()),
        None => Some(ident.value.to_ascii_lowercase()),
    }
}

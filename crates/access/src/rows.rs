//! Row rules resolved to literals. Whatever does not resolve shows no rows at all, also under a `not`.

use model::column::{Column, ColumnType};
use model::name::AttributeName;
use model::people::Attributes;
use model::predicate::{Operand, Operands, Predicate};
use model::value::Literal;

/// The condition that holds for no row.
pub(crate) const fn nothing() -> Predicate {
    Predicate::Or(Vec::new())
}

/// What references of a rule mean for one caller in one workspace.
pub(crate) struct Meaning<'a> {
    /// The viewer's attributes; `None` where there is no viewer, as in the rows of a link.
    pub(crate) viewer: Option<&'a Attributes>,
    /// All different values of a setting along the path of the opened workspace.
    pub(crate) settings: &'a dyn Fn(&AttributeName) -> Vec<String>,
    /// Columns of the dataset, hidden ones too: they give values their type.
    pub(crate) columns: &'a [Column],
}

impl Meaning<'_> {
    /// The rule with literals only. A rule with one reference that does not resolve holds for no row as a whole.
    pub(crate) fn resolve(&self, rule: &Predicate) -> Predicate {
        self.predicate(rule).unwrap_or_else(nothing)
    }

    fn predicate(&self, predicate: &Predicate) -> Option<Predicate> {
        use Predicate as P;
        let all = |parts: &[P]| {
            parts
                .iter()
                .map(|part| self.predicate(part))
                .collect::<Option<Vec<_>>>()
        };
        Some(match predicate {
            P::And(parts) => P::And(all(parts)?),
            P::Or(parts) => P::Or(all(parts)?),
            P::Not(part) => P::Not(Box::new(self.predicate(part)?)),
            P::Eq(column, Operand::Literal(value)) => P::Eq(column.clone(), Operand::Literal(value.clone())),
            P::Eq(column, reference) => P::In(column.clone(), Operands::List(self.values(column.as_str(), reference)?)),
            P::Ne(column, operand) => P::Ne(column.clone(), self.single(column.as_str(), operand)?),
            P::Lt(column, operand) => P::Lt(column.clone(), self.single(column.as_str(), operand)?),
            P::Le(column, operand) => P::Le(column.clone(), self.single(column.as_str(), operand)?),
            P::Gt(column, operand) => P::Gt(column.clone(), self.single(column.as_str(), operand)?),
            P::Ge(column, operand) => P::Ge(column.clone(), self.single(column.as_str(), operand)?),
            P::In(column, Operands::List(values)) => P::In(column.clone(), Operands::List(values.clone())),
            P::In(column, Operands::Reference(reference)) => {
                P::In(column.clone(), Operands::List(self.values(column.as_str(), reference)?))
            }
            P::Between(column, from, to) => P::Between(
                column.clone(),
                self.single(column.as_str(), from)?,
                self.single(column.as_str(), to)?,
            ),
            P::IsNull(column) => P::IsNull(column.clone()),
            P::Time(_) => return None,
        })
    }

    /// The values of an operand, at least one.
    fn values(&self, column: &str, operand: &Operand) -> Option<Vec<Literal>> {
        let texts: Vec<String> = match operand {
            Operand::Literal(value) => return Some(vec![value.clone()]),
            Operand::Viewer(attribute) => self.viewer?.get(attribute)?.iter().cloned().collect(),
            // A workspace cannot widen what one above it allows: different values meet in nothing.
            Operand::Workspace(setting) => {
                let values = (self.settings)(setting);
                if values.len() > 1 {
                    return None;
                }
                values
            }
            Operand::Variable(_) => return None,
        };
        if texts.is_empty() {
            return None;
        }
        texts.into_iter().map(|text| self.typed(column, text)).collect()
    }

    /// The only value of an operand.
    fn single(&self, column: &str, operand: &Operand) -> Option<Operand> {
        let mut values = self.values(column, operand)?.into_iter();
        match (values.next(), values.next()) {
            (Some(value), None) => Some(Operand::Literal(value)),
            _ => None,
        }
    }

    /// Attributes and settings are texts; a column of numbers needs a number.
    fn typed(&self, column: &str, text: String) -> Option<Literal> {
        let kind = self.columns.iter().find(|c| c.name.as_str() == column).map(|c| c.kind);
        match kind {
            Some(ColumnType::Int) => text.parse().ok().map(Literal::Int),
            Some(ColumnType::Float) => text.parse().ok().filter(|v: &f64| v.is_finite()).map(Literal::Float),
            Some(ColumnType::Bool) => text.parse().ok().map(Literal::Bool),
            _ => Some(Literal::Text(text)),
        }
    }
}

/// AND of rules, in an order that does not depend on where they were written; `None` when there is no rule.
pub(crate) fn all_of(rules: Vec<Predicate>) -> Option<Predicate> {
    let mut parts: Vec<(String, Predicate)> = Vec::with_capacity(rules.len());
    for rule in rules {
        match rule {
            Predicate::And(inner) => parts.extend(inner.into_iter().map(|part| (text(&part), part))),
            other => parts.push((text(&other), other)),
        }
    }
    if parts.is_empty() {
        return None;
    }
    if parts.iter().any(|(_, part)| *part == nothing()) {
        return Some(nothing());
    }
    parts.sort_by(|a, b| a.0.cmp(&b.0));
    parts.dedup_by(|a, b| a.0 == b.0);
    let mut parts: Vec<Predicate> = parts.into_iter().map(|(_, part)| part).collect();
    if parts.len() == 1 {
        return parts.pop();
    }
    Some(Predicate::And(parts))
}

/// Canonical text of a resolved condition.
pub(crate) fn text(predicate: &Predicate) -> String {
    serde_json::to_string(predicate).unwrap_or_else(|_| format!("{predicate:?}"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use model::name::ColumnName;

    fn rule(json: &str) -> Predicate {
        model::invalid::parse(json.as_bytes()).unwrap()
    }

    fn resolved(json: &str, carriers: &[&str], settings: &[&str]) -> String {
        let attributes: Attributes = [(
            AttributeName::new("carrier").unwrap(),
            carriers.iter().map(|c| (*c).to_owned()).collect::<BTreeSet<_>>(),
        )]
        .into();
        let columns = [Column::new(ColumnName::new("year").unwrap(), ColumnType::Int)];
        let settings = |_: &AttributeName| settings.iter().map(|s| (*s).to_owned()).collect();
        let meaning = Meaning {
            viewer: Some(&attributes),
            settings: &settings,
            columns: &columns,
        };
        text(&meaning.resolve(&rule(json)))
    }

    const NOTHING: &str = r#"{"or":[]}"#;

    #[test]
    fn a_viewer_reference_becomes_the_values() {
        let eq = r#"{"eq":["carrier",{"viewer":"carrier"}]}"#;
        assert_eq!(resolved(eq, &["UA", "B6"], &[]), r#"{"in":["carrier",["B6","UA"]]}"#);
        assert_eq!(resolved(eq, &[], &[]), NOTHING);
        assert_eq!(
            resolved(r#"{"eq":["carrier",{"viewer":"other"}]}"#, &["UA"], &[]),
            NOTHING
        );
    }

    #[test]
    fn what_does_not_resolve_shows_nothing_also_negated() {
        for text in [
            r#"{"not":{"eq":["carrier",{"viewer":"other"}]}}"#,
            r#"{"or":[{"eq":["origin","JFK"]},{"eq":["carrier",{"viewer":"other"}]}]}"#,
            r#"{"not":{"in":["carrier",{"workspace":"carrier"}]}}"#,
            r#"{"ne":["carrier",{"viewer":"carrier"}]}"#,
            r#"{"lt":["carrier",{"viewer":"carrier"}]}"#,
            r#"{"not":{"time":"time_hour"}}"#,
            r#"{"not":{"eq":["carrier",{"var":"x"}]}}"#,
            r#"{"not":{"eq":["year",{"viewer":"carrier"}]}}"#,
        ] {
            assert_eq!(resolved(text, &["UA", "B6"], &[]), NOTHING, "{text}");
        }
    }

    #[test]
    fn settings_and_types() {
        let eq = r#"{"eq":["year",{"workspace":"year"}]}"#;
        assert_eq!(resolved(eq, &[], &["2013"]), r#"{"in":["year",[2013]]}"#);
        assert_eq!(resolved(eq, &[], &["2013", "2014"]), NOTHING);
        let between = r#"{"between":["year",2000,{"workspace":"year"}]}"#;
        assert_eq!(resolved(between, &[], &["2013"]), r#"{"between":["year",2000,2013]}"#);
        assert_eq!(
            resolved(r#"{"ne":["carrier",{"viewer":"carrier"}]}"#, &["UA"], &[]),
            r#"{"ne":["carrier","UA"]}"#
        );
    }

    #[test]
    fn the_order_of_rules_does_not_matter() {
        let (a, b) = (rule(r#"{"eq":["a",1]}"#), rule(r#"{"eq":["b",2]}"#));
        assert_eq!(
            all_of(vec![a.clone(), b.clone(), a.clone()]),
            all_of(vec![b, a.clone()])
        );
        assert_eq!(all_of(vec![a.clone(), nothing()]), Some(nothing()));
        assert_eq!(all_of(vec![Predicate::And(vec![a.clone()])]), Some(a));
        assert_eq!(all_of(Vec::new()), None);
    }
}

//! A document with some of its widgets only: what it shows then, and nothing that only the others needed.

use std::collections::BTreeSet;

use crate::document::{Document, GridPlace};
use crate::name::{VariableName, WidgetId};
use crate::question::predicate_variables;
use crate::variable::Domain;

impl Document {
    /// The document with these widgets alone. They move up to where the others stood. Of the variables those stay that a widget here reads
    /// or sets, and those that the choices of these depend on.
    #[must_use]
    pub fn only(&self, widgets: &BTreeSet<WidgetId>) -> Self {
        let mut kept: Vec<_> = self
            .widgets
            .iter()
            .filter(|widget| widgets.contains(&widget.id))
            .cloned()
            .collect();
        let mut order: Vec<usize> = (0..kept.len()).collect();
        order.sort_by_key(|index| kept.get(*index).map(|widget| (widget.place.y, widget.place.x)));
        let mut placed: Vec<GridPlace> = Vec::new();
        for index in order {
            let Some(widget) = kept.get_mut(index) else { continue };
            let above = placed.iter().filter(|other| beside(other, &widget.place));
            widget.place.y = above.map(|other| other.y.saturating_add(other.h)).max().unwrap_or(0);
            placed.push(widget.place);
        }
        let read = |name: &VariableName| {
            let sets = |widget: &crate::document::Widget| widget.sets() == Some(name.as_str());
            kept.iter()
                .any(|widget| widget.variables().contains(name) || sets(widget))
        };
        let mut needed: BTreeSet<VariableName> = self
            .variables
            .iter()
            .map(|known| known.name.clone())
            .filter(read)
            .collect();
        // What the choices of one depend on may depend on another: no more rounds than there are variables.
        for _ in 0..self.variables.len() {
            let before = needed.len();
            let depends = self.variables.iter().filter(|known| needed.contains(&known.name));
            let depends = depends.filter_map(|known| match &known.domain {
                Some(Domain::Choices(choices)) => choices.filter.as_ref(),
                _ => None,
            });
            let more: Vec<_> = depends.flat_map(predicate_variables).collect();
            needed.extend(more);
            if needed.len() == before {
                break;
            }
        }
        Self {
            version: self.version,
            time: self.time.clone(),
            variables: self
                .variables
                .iter()
                .filter(|known| needed.contains(&known.name))
                .cloned()
                .collect(),
            widgets: kept,
        }
    }
}

/// Whether two places share a column.
const fn beside(one: &GridPlace, other: &GridPlace) -> bool {
    one.x < other.x.saturating_add(other.w) && other.x < one.x.saturating_add(one.w)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn some_widgets_stand_where_the_others_stood_and_bring_only_what_they_need() {
        let place = |x: u16, y: u16, w: u16, h: u16| json!({ "x": x, "y": y, "w": w, "h": h });
        let choices =
            |filter: serde_json::Value| json!({ "choices": { "dataset": "t", "value": "v", "where": filter } });
        let document: Document = serde_json::from_value(json!({
            "version": 1,
            "variables": [
                { "name": "country", "type": "string", "domain": choices(json!(null)) },
                { "name": "city", "type": "string", "domain": choices(json!({ "eq": ["country", { "var": "country" }] })) },
                { "name": "other", "type": "string", "domain": choices(json!(null)) },
            ],
            "widgets": [
                { "id": "head", "kind": "text", "place": place(0, 0, 12, 2) },
                { "id": "left", "kind": "table", "place": place(0, 2, 6, 4), "question": { "sql": "select $city from t" } },
                { "id": "right", "kind": "table", "place": place(6, 2, 6, 8), "question": { "sql": "select $other from t" } },
                { "id": "low", "kind": "text", "place": place(0, 12, 12, 2) },
            ],
        }))
        .unwrap();
        let names = ["left", "low"].map(|name| WidgetId::new(name).unwrap());
        let part = document.only(&names.into());
        let shown: Vec<_> = part
            .widgets
            .iter()
            .map(|widget| (widget.id.as_str(), widget.place.y))
            .collect();
        assert_eq!(shown, [("left", 0), ("low", 4)]);
        let variables: Vec<_> = part.variables.iter().map(|variable| variable.name.as_str()).collect();
        assert_eq!(variables, ["country", "city"]);
        assert!(document.only(&BTreeSet::new()).widgets.is_empty());
    }
}

//! Files that need each other: edges, and the circles among them. No rule lives here.

use std::collections::{BTreeMap, VecDeque};

/// One file needs another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edge {
    pub(crate) from: String,
    pub(crate) to: String,
    /// Where it says so, from 1.
    pub(crate) line: usize,
}

/// The shortest way from one file to another, both included. A way from a file to itself leads around.
fn way<'e>(next: &BTreeMap<&'e str, Vec<&'e str>>, from: &'e str, to: &'e str) -> Option<Vec<&'e str>> {
    let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
    let mut waiting = VecDeque::from([from]);
    while let Some(at) = waiting.pop_front() {
        for &file in next.get(at).into_iter().flatten() {
            if file == to {
                let mut way = vec![to, at];
                let mut back = at;
                while let Some(&before) = came_from.get(back).filter(|_| back != from) {
                    way.push(before);
                    back = before;
                }
                way.reverse();
                return Some(way);
            }
            if file != from && !came_from.contains_key(file) {
                came_from.insert(file, at);
                waiting.push_back(file);
            }
        }
    }
    None
}

fn by_file(edges: &[Edge]) -> BTreeMap<&str, Vec<&str>> {
    let mut next: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for edge in edges {
        next.entry(&edge.from).or_default().push(&edge.to);
    }
    next
}

/// Can one get from one file to the other?
pub(crate) fn leads(edges: &[Edge], from: &str, to: &str) -> bool {
    way(&by_file(edges), from, to).is_some()
}

/// Circles of files, of which no two share an edge: the shortest first, then the shortest of what is left without its
/// edges. Where there are none, there is no circle. Each begins with its first file in the alphabet and does not come
/// back to it.
pub(crate) fn circles(edges: &[Edge]) -> Vec<Vec<String>> {
    let next = by_file(edges);
    let mut left: Vec<Edge> = edges.to_vec();
    left.retain(|edge| way(&next, &edge.to, &edge.from).is_some());
    let mut circles = Vec::new();
    while let Some(circle) = shortest(&left) {
        let follows = |from: &String, to: &String| {
            let at = circle.iter().position(|file| file == from);
            at.is_some_and(|at| circle.iter().cycle().nth(at + 1) == Some(to))
        };
        left.retain(|edge| !follows(&edge.from, &edge.to));
        circles.push(circle);
    }
    circles
}

fn shortest(edges: &[Edge]) -> Option<Vec<String>> {
    let next = by_file(edges);
    let around = edges.iter().filter_map(|edge| way(&next, &edge.to, &edge.from));
    let mut circle = around.min_by_key(Vec::len)?;
    let first = circle.iter().enumerate().min_by_key(|(_, file)| **file)?.0;
    circle.rotate_left(first);
    Some(circle.into_iter().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(text: &str) -> Vec<Edge> {
        let pairs = text.split_whitespace().map(|pair| pair.split_at(1));
        pairs
            .map(|(from, to)| Edge {
                from: from.to_owned(),
                to: to.to_owned(),
                line: 1,
            })
            .collect()
    }

    fn found(text: &str) -> String {
        circles(&edges(text))
            .iter()
            .map(|circle| circle.concat())
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn circles_are_found() {
        assert_eq!(found("ab bc ad"), "");
        assert_eq!(found("ba ab"), "ab");
        assert_eq!(found("ca ab bc"), "abc");
        assert_eq!(found("ab ba bc cb cd da"), "ab bc");
        assert_eq!(found("ab bc ca cd da xy yx"), "xy abc");
        assert_eq!(found("ab ba bc cd db"), "ab bcd");
    }

    #[test]
    fn ways_are_told() {
        assert!(leads(&edges("ab bc"), "a", "c") && !leads(&edges("ab bc"), "c", "a"));
        assert!(leads(&edges("ab ba"), "a", "a") && !leads(&edges("ab"), "a", "a"));
    }
}

//! Wire types that several areas use: pages of lists, names, explanations. Those of one feature stand next to its routes.

pub mod brand;
pub mod explain;
pub mod waiting;

use serde::{Deserialize, Deserializer, Serialize};

/// One page of a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// Where the next page begins; null on the last.
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// Everything on one page.
    pub const fn all(items: Vec<T>) -> Self {
        Self {
            items,
            next_cursor: None,
        }
    }

    /// A page of `limit` items out of one more than that, if there is one more.
    pub fn of_more(mut items: Vec<T>, limit: usize, key: impl Fn(&T) -> String) -> Self {
        let more = items.len() > limit;
        items.truncate(limit);
        let next_cursor = if more { items.last().map(key) } else { None };
        Self { items, next_cursor }
    }

    /// The same page of something made of the items.
    pub fn map<U>(self, make: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(make).collect(),
            next_cursor: self.next_cursor,
        }
    }

    /// Cuts a whole list into the page that begins after `cursor`, by a text each item carries.
    pub fn cut(items: Vec<T>, paging: &Paging, key: impl Fn(&T) -> String) -> Self {
        let limit = paging.limit();
        let start = match &paging.cursor {
            Some(cursor) => items
                .iter()
                .position(|item| key(item) == *cursor)
                .map_or(items.len(), |at| at + 1),
            None => 0,
        };
        let more = items.len() > start + limit;
        let items: Vec<T> = items.into_iter().skip(start).take(limit).collect();
        let next_cursor = if more { items.last().map(key) } else { None };
        Self { items, next_cursor }
    }
}

/// `?limit=&cursor=`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paging {
    /// At most so many; 1 to 1000, 200 when absent.
    pub limit: Option<usize>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

impl Paging {
    /// The limit within its bounds.
    pub fn limit(&self) -> usize {
        self.limit
            .unwrap_or(crate::limits::PAGE_ITEMS)
            .clamp(1, crate::limits::PAGE_ITEMS_MOST)
    }
}

/// `?workspace=`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InWorkspace {
    /// Opened where; when absent the dashboard's own workspace, or the nearest one below in which it opens for the caller.
    pub workspace: Option<model::id::WorkspaceId>,
}

/// A field that may be `null` and must be there.
///
/// # Errors
/// The inner type's.
pub fn nullable<'de, D: Deserializer<'de>, T: Deserialize<'de>>(d: D) -> Result<Option<T>, D::Error> {
    Option::<T>::deserialize(d)
}

/// Tells `null` (take it away) from absent (leave it).
///
/// # Errors
/// The inner type's.
pub fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(d: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(d).map(Some)
}

/// `?end_shares=`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndShares {
    /// Shares that lose what they show may stop; without it they are a conflict.
    #[serde(default)]
    pub end_shares: bool,
}

/// `?workspace=&limit=&cursor=`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageInWorkspace {
    /// As [`InWorkspace`].
    pub workspace: Option<model::id::WorkspaceId>,
    /// As [`Paging`].
    pub limit: Option<usize>,
    /// As [`Paging`].
    pub cursor: Option<String>,
}

impl PageInWorkspace {
    /// Which page.
    pub fn paging(&self) -> Paging {
        Paging {
            limit: self.limit,
            cursor: self.cursor.clone(),
        }
    }
}

/// An id and a name.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// As shown.
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_join_to_the_whole_list() {
        let all: Vec<u32> = (0..7).collect();
        let mut paging = Paging {
            limit: Some(3),
            cursor: None,
        };
        let mut seen = Vec::new();
        loop {
            let page = Page::cut(all.clone(), &paging, u32::to_string);
            assert!(page.items.len() <= 3);
            seen.extend(page.items);
            match page.next_cursor {
                Some(cursor) => paging.cursor = Some(cursor),
                None => break,
            }
        }
        assert_eq!(seen, all);
    }
}

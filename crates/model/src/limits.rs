//! The bounds of documents, names and folders, and the macro by which every crate declares its own. A limit says how much; who may
//! do something is not decided by limits. `docs/limits.md` is made of these lists, and a test compares.

/// One limit, as documentation tells it.
#[derive(Clone, Copy)]
pub struct Limit {
    /// The area it bounds, such as `dashboards`; `ground` where areas share it.
    pub area: &'static str,
    /// Its name in the code.
    pub name: &'static str,
    /// How much.
    pub value: &'static (dyn std::fmt::Display + Sync),
    /// Of what, such as `bytes`.
    pub unit: &'static str,
    /// What it bounds and why.
    pub why: &'static str,
}

impl std::fmt::Debug for Limit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}::{} = {} {}", self.area, self.name, self.value, self.unit)
    }
}

/// Declares the limits of a crate by area: a constant each, and `ALL` for the documentation.
#[macro_export]
macro_rules! limits {
    ($($area:ident { $($(#[doc = $why:literal])+ $name:ident: $type:ty = $value:expr, $unit:literal;)* })*) => {
        $($(
            $(#[doc = $why])+
            #[doc = ""]
            #[doc = concat!("In ", $unit, ".")]
            pub const $name: $type = $value;
        )*)*

        /// Every limit of this crate, by area.
        pub const ALL: &[$crate::limits::Limit] = &[$($($crate::limits::Limit {
            area: stringify!($area),
            name: stringify!($name),
            value: &$name,
            unit: $unit,
            why: concat!($($why),+),
        },)*)*];
    };
}

limits! {
    ground {
        /// Length of a title or name shown to people: it has to fit into a line.
        TITLE_CHARACTERS: usize = 200, "characters";
        /// Faults that are told of one input; more help nobody.
        FAULTS: usize = 100, "faults";
        /// Length of a message to somebody.
        NOTE_CHARACTERS: usize = 500, "characters";
        /// Length of a name that documents refer to: a variable, a dataset, an attribute, a widget's id.
        IDENTIFIER_CHARACTERS: usize = 64, "characters";
    }
    people {
        /// Length of an e-mail address: what mail servers take.
        EMAIL_BYTES: usize = 254, "bytes";
    }
    workspaces {
        /// Folders nest this deep: every decision walks up to the top.
        FOLDER_DEPTH: usize = 16, "folders";
        /// Length of a tag.
        TAG_CHARACTERS: usize = 100, "characters";
    }
    dashboards {
        /// Widgets of a dashboard: each asks a question of its own.
        WIDGETS: usize = 200, "widgets";
        /// Height of a widget.
        WIDGET_ROWS: u16 = 100, "rows";
        /// Row of the grid in which the last widget begins.
        GRID_ROWS: u16 = 10_000, "rows";
        /// Variables of a dashboard.
        VARIABLES: usize = 50, "variables";
        /// Rows that a widget may ask for.
        QUESTION_ROWS: u32 = 10_000, "rows";
        /// Columns that a question selects.
        QUESTION_COLUMNS: usize = 100, "columns";
        /// Length of a question in SQL.
        SQL_BYTES: usize = 20_000, "bytes";
        /// Nesting of a condition: no honest one needs more, and each step is a step of recursion.
        PREDICATE_DEPTH: usize = 32, "steps";
        /// Comparisons of one condition and the words that join them: more belong into a list of values.
        PREDICATE_PARTS: usize = 1_000, "parts";
        /// Values in the lists of one condition.
        PREDICATE_VALUES: usize = 10_000, "values";
        /// Values that a variable lists.
        DOMAIN_VALUES: usize = 10_000, "values";
        /// Values chosen at once for one variable.
        CHOSEN_VALUES: usize = 1_000, "values";
        /// Length of a text that is chosen for a variable.
        CHOSEN_CHARACTERS: usize = 1_000, "characters";
        /// Length of all texts together that are chosen for a variable with a pattern: each is matched.
        MATCHED_CHARACTERS: usize = 20_000, "characters";
        /// Length of a variable's pattern.
        PATTERN_CHARACTERS: usize = 500, "characters";
        /// Memory that the pattern of a variable may take once it is compiled.
        PATTERN_BYTES: usize = 1 << 18, "bytes";
        /// Time between two refreshes of a dashboard.
        REFRESH_SECONDS: u32 = 86_400, "seconds";
    }
    sharing {
        /// Row rules of a share, and variables that it fixes.
        SHARE_RULES: usize = 100, "rules";
        /// Networks from which a share opens.
        SHARE_NETWORKS: usize = 100, "networks";
        /// Length of what is written of a share.
        SHARE_DESCRIPTION_CHARACTERS: usize = 2_000, "characters";
        /// Recipients of a share, those that were removed too; also addresses that are read of a pasted list.
        RECIPIENTS: usize = 500, "recipients";
        /// Domains whose addresses a share lets in, and those of a policy.
        SHARE_DOMAINS: usize = 50, "domains";
        /// Recipients who come by their domain, unless the share says fewer.
        DOMAIN_RECIPIENTS: u32 = 50, "recipients";
        /// Length of a list of addresses that is pasted.
        PASTED_BYTES: usize = 200_000, "bytes";
        /// Dashboards that take turns under one share.
        SHARE_STOPS: usize = 20, "dashboards";
        /// Longest turn of one of them.
        SHARE_STOP_SECONDS_MOST: u32 = 86_400, "seconds";
        /// Most questions a minute that a share may say.
        SHARE_REQUESTS_MOST: u32 = 100_000, "requests";
        /// Most cells a month that a share may say.
        SHARE_CELLS_MOST: u64 = 1_000_000_000_000, "cells";
        /// Sites whose pages may show an embed: they stand in one header.
        EMBED_ORIGINS: usize = 20, "sites";
        /// Length of a site's address: no host is longer.
        ORIGIN_CHARACTERS: usize = 280, "characters";
        /// Longest session of a reader that a share may say.
        SHARE_SESSION_HOURS_MOST: u32 = 720, "hours";
        /// Longest time between two pictures of a reader's live page.
        SHARE_REFRESH_SECONDS_MOST: u32 = 86_400, "seconds";
        /// Longest life of shares that a policy may say.
        SHARE_LONGEST_DAYS_MOST: u32 = 3_650, "days";
        /// Longest time without a view that a share may say.
        SHARE_IDLE_DAYS_MOST: u32 = 3_650, "days";
    }
    data {
        /// Length of a column's name.
        COLUMN_CHARACTERS: usize = 128, "characters";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::{ColumnName, Note, Tag, Title};

    #[test]
    fn sentences_name_the_limit_they_keep() {
        let refused = |text: Result<(), &'static str>, limit: usize| {
            assert!(
                text.unwrap_err().contains(&limit.to_string()),
                "{text:?} does not say {limit}"
            );
        };
        let long = |limit: usize| "x".repeat(limit + 1);
        refused(Title::new(&long(TITLE_CHARACTERS)).map(|_| ()), TITLE_CHARACTERS);
        refused(Note::new(&long(NOTE_CHARACTERS)).map(|_| ()), NOTE_CHARACTERS);
        refused(Tag::new(&long(TAG_CHARACTERS)).map(|_| ()), TAG_CHARACTERS);
        refused(ColumnName::new(&long(COLUMN_CHARACTERS)).map(|_| ()), COLUMN_CHARACTERS);
    }
}

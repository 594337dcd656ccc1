//! What each kind of widget is on paper. A kind that is added does not compile before it stands here.

use model::document::WidgetKind;

use super::words::Words;

/// What becomes of a widget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnPaper {
    /// The chart code draws it; read aloud, it has this name.
    Chart(&'static str),
    /// The chart code lays it out and the typesetter sets it.
    Layout,
    /// Nothing: nobody can operate a control on paper.
    LeftOut,
}

impl OnPaper {
    /// By its kind, in the words of the reader.
    pub(crate) const fn of(kind: WidgetKind, words: &Words) -> Self {
        match kind {
            WidgetKind::Line => Self::Chart(words.line),
            WidgetKind::Area => Self::Chart(words.area),
            WidgetKind::Bar => Self::Chart(words.bar),
            WidgetKind::Pie => Self::Chart(words.pie),
            WidgetKind::Stat | WidgetKind::Table | WidgetKind::Text => Self::Layout,
            WidgetKind::Dropdown | WidgetKind::TimeRange => Self::LeftOut,
        }
    }

    /// Whether a chart of this kind may need several drawings, since each of its parts has a least size.
    pub(crate) const fn may_be_dealt_out(kind: WidgetKind) -> bool {
        match kind {
            WidgetKind::Bar => true,
            WidgetKind::Line
            | WidgetKind::Area
            | WidgetKind::Pie
            | WidgetKind::Stat
            | WidgetKind::Table
            | WidgetKind::Text
            | WidgetKind::Dropdown
            | WidgetKind::TimeRange => false,
        }
    }

    /// Whether it has a size and colours of its own.
    pub(crate) const fn is_chart(self) -> bool {
        matches!(self, Self::Chart(_))
    }
}

#[cfg(test)]
mod tests {
    use model::document::WidgetKind;

    use super::OnPaper;
    use crate::paper::words::words;

    #[test]
    fn a_kind_is_read_aloud_as_itself() {
        let named = |kind, locale| OnPaper::of(kind, words(locale));
        assert_eq!(named(WidgetKind::Area, "de"), OnPaper::Chart("Flächendiagramm"));
        assert_eq!(named(WidgetKind::Bar, "en"), OnPaper::Chart("Bar chart"));
        assert_eq!(named(WidgetKind::Table, "en"), OnPaper::Layout);
        assert_eq!(named(WidgetKind::TimeRange, "en"), OnPaper::LeftOut);
    }
}

//! Server-sent events as bytes. An answer's bytes are shared by all who watch it; only the frame around them is made per page.

use bytes::Bytes;

use super::body::Event;

/// A comment line that keeps the connection open.
pub(super) const HEARTBEAT: Event = Event::Whole(Bytes::from_static(b": still here\n\n"));

/// An event with a small JSON body.
pub(super) fn event(name: &str, data: &serde_json::Value) -> Event {
    Event::Whole(Bytes::from(format!("event: {name}\ndata: {data}\n\n")))
}

/// An `answer` event: before, the shared answer, after.
pub(super) fn answer(id: &str, widget: &str, shared: &Bytes) -> Event {
    let before = format!("id: {id}\nevent: answer\ndata: {{\"widget\":\"{widget}\",\"answer\":");
    Event::Answer([Bytes::from(before), shared.clone(), Bytes::from_static(b"}\n\n")])
}

/// What a page has seen: a short digest per widget, in the order of the document. Travels as the event id.
#[derive(Debug, Default)]
pub(super) struct Seen {
    digests: Vec<u32>,
}

impl Seen {
    /// Nothing seen of `widgets` widgets.
    pub(super) fn nothing(widgets: usize) -> Self {
        Self {
            digests: vec![0; widgets],
        }
    }

    /// What the last event id of an earlier connection says; nothing when it does not fit.
    pub(super) fn resume(widgets: usize, last: Option<&str>) -> (Self, bool) {
        let Some(last) = last.filter(|last| last.len() == widgets * 8 && last.is_ascii()) else {
            return (Self::nothing(widgets), false);
        };
        let words = last.as_bytes().chunks(8).map(|word| {
            let word = std::str::from_utf8(word).ok()?;
            u32::from_str_radix(word, 16).ok()
        });
        words
            .collect::<Option<Vec<_>>>()
            .map_or_else(|| (Self::nothing(widgets), false), |digests| (Self { digests }, true))
    }

    /// Whether the page has an answer already; of a widget that it does not know nothing is wanted.
    pub(super) fn has(&self, index: usize, digest: &str) -> bool {
        self.digests.get(index).is_none_or(|seen| *seen == short(digest))
    }

    /// Notes an answer; false when the page has it already.
    pub(super) fn note(&mut self, index: usize, digest: &str) -> bool {
        let digest = short(digest);
        match self.digests.get_mut(index) {
            Some(seen) if *seen == digest => false,
            Some(seen) => {
                *seen = digest;
                true
            }
            None => false,
        }
    }

    /// The event id.
    pub(super) fn id(&self) -> String {
        self.digests.iter().map(|digest| format!("{digest:08x}")).collect()
    }
}

/// The first 32 bits of a digest in hexadecimal digits; never 0, which stands for nothing seen.
fn short(digest: &str) -> u32 {
    let digits = digest.get(..8).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    digits.unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_resumes_where_it_was() {
        let mut seen = Seen::nothing(2);
        assert!(!seen.has(0, "01020304aa") && seen.has(2, "01020304aa"));
        assert!(
            seen.note(0, "01020304aa")
                && seen.has(0, "01020304aa")
                && seen.note(1, "09090909bb")
                && !seen.note(1, "09090909bb")
        );
        let (mut again, resumed) = Seen::resume(2, Some(&seen.id()));
        assert!(resumed && !again.note(0, "01020304aa") && again.note(0, "01020305"));
        for wrong in ["", "zz", "0102030409090909ff", "ééééé"] {
            assert!(!Seen::resume(2, Some(wrong)).1);
        }
    }
}

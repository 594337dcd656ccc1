//! Every open live page of this process: what it rests on, and how it is woken when that changes. Decides nothing and sends nothing:
//! a woken page decides for itself, in `live`.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use access::basis::Basis;
use access::change::{Fact, Touched};
use identity::caller::{Caller, Credential};
use identity::preview::Preview;
use model::id::{DashboardId, RecipientId, ShareId, UserId};
use tokio::sync::{Notify, mpsc};

use crate::limits::DECIDING_SECONDS;

/// Something that an open page rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Ground {
    /// What the decision rests on.
    Fact(Fact),
    /// Any fact at all: the page cannot say which.
    AnyFact,
    /// What was saved last as this dashboard's document.
    Document(DashboardId),
    /// The very credential it was opened with.
    Credential(Credential),
    /// The browser sessions of a user.
    SessionsOf(UserId),
    /// The opened links of a share.
    ReadersOf(ShareId),
    /// What a recipient of a share has open.
    Recipient(RecipientId),
}

impl Ground {
    /// Everything that a page of this caller rests on.
    pub(crate) fn all(caller: &Caller, dashboard: DashboardId, basis: &Basis) -> Vec<Self> {
        let facts = basis.facts().map(Self::Fact);
        let unsure = basis.is_unsure().then_some(Self::AnyFact);
        let whose = match caller {
            Caller::User { id, .. } => Some(Self::SessionsOf(*id)),
            Caller::Share { id, admitted, .. } => Some(match admitted.preview() {
                Some(preview) => Self::SessionsOf(preview.by),
                None => Self::ReadersOf(*id),
            }),
            Caller::Job { .. } | Caller::System { .. } | Caller::Nobody => None,
        };
        // A preview ends with what its maker is signed in with.
        let makers = caller.preview().map(Preview::credential);
        let credential = caller.credential().into_iter().chain(makers).map(Self::Credential);
        let recipient = caller.recipient().map(Self::Recipient);
        facts
            .chain(unsure)
            .chain(whose)
            .chain(credential)
            .chain(recipient)
            .chain([Self::Document(dashboard)])
            .collect()
    }

    /// Whether a page that is woken over this has to look whether its credential still lives.
    const fn is_credential(self) -> bool {
        matches!(
            self,
            Self::Credential(_) | Self::SessionsOf(_) | Self::ReadersOf(_) | Self::Recipient(_)
        )
    }
}

/// All open pages. Cheap to clone; all clones are the same list.
#[derive(Debug, Clone, Default)]
pub(crate) struct Watching(Arc<Mutex<Pages>>);

#[derive(Debug, Default)]
struct Pages {
    next: u64,
    open: HashMap<u64, Open>,
    /// By what they rest on.
    resting: HashMap<Ground, HashSet<u64>>,
    /// How often pages were woken since the start.
    woken: u64,
}

#[derive(Debug)]
struct Open {
    signal: Arc<Signal>,
    grounds: Vec<Ground>,
}

impl Watching {
    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a page in. It rests on nothing yet, and is not waited for until it says that it sends.
    pub(crate) fn enter(&self) -> OpenPage {
        let signal = Arc::new(Signal::default());
        let mut pages = self.pages();
        let number = pages.next;
        pages.next += 1;
        let open = Open {
            signal: Arc::clone(&signal),
            grounds: Vec::new(),
        };
        pages.open.insert(number, open);
        OpenPage {
            of: self.clone(),
            number,
            signal,
        }
    }

    /// How many readers have a share open.
    pub(crate) fn count(&self, share: ShareId) -> u32 {
        let pages = self.pages();
        let readers = pages.resting.get(&Ground::ReadersOf(share)).map_or(0, HashSet::len);
        u32::try_from(readers).unwrap_or(u32::MAX)
    }

    /// How often pages were woken since the start, for metrics.
    pub(crate) fn woken(&self) -> u64 {
        self.pages().woken
    }

    /// The credentials that pages are open with.
    pub(crate) fn credentials(&self) -> BTreeSet<Credential> {
        let pages = self.pages();
        let grounds = pages.resting.keys();
        let credentials = grounds.filter_map(|ground| match ground {
            Ground::Credential(credential) => Some(*credential),
            _ => None,
        });
        credentials.collect()
    }

    /// Wakes the pages that rest on a fact that was touched. All others sleep on and cost nothing.
    pub(crate) fn wake(&self, touched: &Touched) -> Wave {
        let mut wave = Wave::default();
        let mut pages = self.pages();
        if touched.is_everything() {
            pages.woken += wave.rise(pages.open.values(), false);
            return wave;
        }
        let mut facts = touched.facts().map(Ground::Fact).peekable();
        if facts.peek().is_none() {
            return wave;
        }
        let mut met: HashSet<u64> = HashSet::new();
        for ground in facts.chain([Ground::AnyFact]) {
            met.extend(pages.resting.get(&ground).into_iter().flatten());
        }
        pages.woken += wave.rise(met.iter().filter_map(|number| pages.open.get(number)), false);
        wave
    }

    /// Wakes the pages that rest on this.
    pub(crate) fn wake_on(&self, ground: Ground) -> Wave {
        let mut wave = Wave::default();
        let mut pages = self.pages();
        let met = pages.resting.get(&ground).into_iter().flatten();
        let open = met.filter_map(|number| pages.open.get(number));
        pages.woken += wave.rise(open, ground.is_credential());
        wave
    }
}

impl Pages {
    fn rest(&mut self, number: u64, grounds: Vec<Ground>) {
        let Some(open) = self.open.get_mut(&number) else { return };
        if open.grounds == grounds {
            return;
        }
        let old = std::mem::replace(&mut open.grounds, grounds.clone());
        self.forget(number, &old);
        for ground in grounds {
            self.resting.entry(ground).or_default().insert(number);
        }
    }

    fn forget(&mut self, number: u64, grounds: &[Ground]) {
        for ground in grounds {
            if let Some(pages) = self.resting.get_mut(ground) {
                pages.remove(&number);
                if pages.is_empty() {
                    self.resting.remove(ground);
                }
            }
        }
    }
}

/// How a page is woken.
#[derive(Debug, Default)]
struct Signal {
    state: Mutex<State>,
    woken: Notify,
}

#[derive(Debug, Default)]
struct State {
    /// Whether the page may be sending something that rests on what it decided last.
    sends: bool,
    woken: Option<Woken>,
}

impl Signal {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A page was woken and has to decide again. Who woke it waits until this is dropped.
#[derive(Debug, Default)]
pub(crate) struct Woken {
    /// It has to look whether its credential still lives.
    pub(crate) credential: bool,
    waiting: Vec<mpsc::Sender<Infallible>>,
}

/// One open page's place in the list; it leaves when this is dropped.
#[derive(Debug)]
pub(crate) struct OpenPage {
    of: Watching,
    number: u64,
    signal: Arc<Signal>,
}

impl OpenPage {
    /// From now on the page rests on this and on nothing else.
    pub(crate) fn rest_on(&self, grounds: Vec<Ground>) {
        self.of.pages().rest(self.number, grounds);
    }

    /// Says whether the page sends. While it does not, a change wakes it but does not wait for it: it decides before it begins.
    pub(crate) fn sends(&self, sends: bool) {
        self.signal.state().sends = sends;
    }

    /// Waits until the page is woken.
    pub(crate) async fn woken(&self) -> Woken {
        loop {
            let woken = self.signal.state().woken.take();
            if let Some(woken) = woken {
                return woken;
            }
            self.signal.woken.notified().await;
        }
    }
}

impl Drop for OpenPage {
    fn drop(&mut self) {
        let mut pages = self.of.pages();
        if let Some(open) = pages.open.remove(&self.number) {
            pages.forget(self.number, &open.grounds);
        }
    }
}

/// Pages that a change has woken and that have yet to decide.
#[must_use = "who ends something answers only after the pages have decided"]
#[derive(Debug, Default)]
pub(crate) struct Wave {
    deciding: Vec<mpsc::Receiver<Infallible>>,
}

impl Wave {
    /// Wakes the pages; how many they were.
    fn rise<'p>(&mut self, pages: impl Iterator<Item = &'p Open>, credential: bool) -> u64 {
        let (waiting, deciding) = mpsc::channel(1);
        let mut count = 0;
        for page in pages {
            let mut state = page.signal.state();
            let sends = state.sends;
            let woken = state.woken.get_or_insert_default();
            woken.credential |= credential;
            if sends {
                woken.waiting.push(waiting.clone());
            }
            drop(state);
            page.signal.woken.notify_one();
            count += 1;
        }
        self.deciding.push(deciding);
        count
    }

    /// Both together.
    pub(crate) fn join(&mut self, other: Self) {
        self.deciding.extend(other.deciding);
    }

    /// Waits until every woken page has decided, so that none goes on with what it had before. Not longer than is bearable.
    pub(crate) async fn decided(self) {
        let all = async {
            for mut page in self.deciding {
                // Nothing is ever sent: this ends when the last page has dropped its side.
                let _none: Option<Infallible> = page.recv().await;
            }
        };
        if tokio::time::timeout(Duration::from_secs(DECIDING_SECONDS), all)
            .await
            .is_err()
        {
            tracing::warn!("an open page did not decide in time after a change");
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;

    use super::*;

    fn dashboard(number: u128) -> DashboardId {
        DashboardId::from_number(number)
    }

    #[tokio::test]
    async fn only_the_pages_concerned_are_woken_and_waited_for() {
        let watching = Watching::default();
        let (here, there) = (watching.enter(), watching.enter());
        here.rest_on(vec![Ground::Document(dashboard(1))]);
        there.rest_on(vec![Ground::Document(dashboard(2))]);
        here.sends(true);
        there.sends(true);
        let mut decided = watching.wake_on(Ground::Document(dashboard(1))).decided().boxed();
        assert!((&mut decided).now_or_never().is_none(), "the page has not decided yet");
        let woken = here.woken().now_or_never().expect("woken");
        assert!(!woken.credential && there.woken().now_or_never().is_none());
        assert!((&mut decided).now_or_never().is_none(), "the page decides");
        drop(woken);
        assert!(decided.now_or_never().is_some());
    }

    #[tokio::test]
    async fn a_page_that_leaves_or_does_not_send_is_not_waited_for() {
        let watching = Watching::default();
        let (quiet, gone) = (watching.enter(), watching.enter());
        let share = ShareId::from_number(1);
        quiet.rest_on(vec![Ground::ReadersOf(share)]);
        gone.rest_on(vec![Ground::ReadersOf(share)]);
        gone.sends(true);
        assert_eq!(watching.count(share), 2);
        let mut decided = watching.wake_on(Ground::ReadersOf(share)).decided().boxed();
        assert!((&mut decided).now_or_never().is_none());
        drop(gone);
        assert!(decided.now_or_never().is_some());
        assert!(quiet.woken().now_or_never().expect("woken all the same").credential);
        drop(quiet);
        assert_eq!((watching.count(share), watching.pages().resting.len()), (0, 0));
    }

    #[tokio::test]
    async fn everything_touches_everybody_and_nothing_nobody() {
        let watching = Watching::default();
        let page = watching.enter();
        let nothing = watching.wake(&Touched::default());
        assert!(page.woken().now_or_never().is_none());
        let _waves = (nothing, watching.wake(&Touched::everything()));
        assert!(page.woken().now_or_never().is_some());
    }
}

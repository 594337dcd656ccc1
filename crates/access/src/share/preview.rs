//! Previews: who may make or change a share looks at it as its readers will. The reader's decision, on the same share, with nothing
//! beside it but who they are; and that they still may make or change it, with every call. A share that is not made yet is in no facts:
//! it comes with the caller, and everything that would stand against making it closes the preview.

use identity::caller::Caller;
use identity::preview::Preview;
use model::share::Share;

use crate::eyes::Eyes;
use crate::op::Op;
use crate::share::policy::{Looks, breaches};
use crate::share::rights;
use crate::share::standing::{self, at};
use crate::snapshot::Snapshot;

/// The share whose reader this is: the one that is kept, or the one that is previewed before it is made.
pub(crate) fn share_of<'s>(snapshot: &'s Snapshot, caller: &'s Caller) -> Option<&'s Share> {
    let Caller::Share { id, admitted, .. } = caller else {
        return None;
    };
    match admitted.preview().and_then(|preview| preview.draft.as_ref()) {
        // The id says which one is meant; a draft has its own.
        Some(draft) => (draft.id == *id).then_some(draft),
        None => snapshot.boards.share(*id).map(AsRef::as_ref),
    }
}

/// Whether a preview goes on: its time is not up, the share would open once it has begun and is not paused, and whoever looks may
/// still make it or change it.
pub(crate) fn goes_on(snapshot: &Snapshot, preview: &Preview, share: &Share, op: &Op) -> bool {
    op.now < preview.ends && standing::would_open(snapshot, share, op.now) && may_look(snapshot, preview, share)
}

fn may_look(snapshot: &Snapshot, preview: &Preview, share: &Share) -> bool {
    let Some(eyes) = Eyes::by(snapshot, preview.by, Some(&preview.via)) else {
        return false;
    };
    let may = match &preview.draft {
        Some(draft) => {
            draft.owner == preview.by && keeps_to_policy(snapshot, draft) && rights::create(&eyes, at(draft)).is_ok()
        }
        None => rights::preview(&eyes, share.id).is_ok(),
    };
    may && !eyes.read_only
}

fn keeps_to_policy(snapshot: &Snapshot, draft: &Share) -> bool {
    let workspace = snapshot.tree.index(draft.workspace);
    let looks = Looks::of(draft).zip(workspace);
    looks.is_some_and(|(looks, workspace)| breaches(snapshot, workspace, &looks).is_empty())
}

//! Decisions about folders and what lies in them: seeing, making, moving. What is granted on them is handed out as on dashboards.

use model::id::FolderId;
use model::level::{GrantLevel, Level};
use model::permission::Permission;

use crate::action::{DashboardMove, FolderAt, FolderMove, NewAt, TagChange};
use crate::closed;
use crate::denied::{Denied, Reason};
use crate::eyes::Eyes;
use crate::handout::HandingOut;
use crate::needs::{Decision, edits, need, save};
use crate::snapshot::Snapshot;
use crate::snapshot::keys::Key;
use crate::spot::{Object, Spot};

/// The folder's spot, if the caller may know of it.
pub(crate) fn seen<'s>(eyes: &Eyes<'s>, at: FolderAt) -> Result<Spot<'s>, Denied> {
    let spot = eyes.snapshot.folder_spot(at).ok_or(Denied::Hidden)?;
    if eyes.level(&spot).is_some() || holds_something(eyes, &spot) {
        Ok(spot)
    } else {
        Err(Denied::Hidden)
    }
}

/// Handing out on a folder. Who may know of it without a level on it is told that the level is too low.
pub(crate) fn desk<'s>(eyes: &Eyes<'s>, at: FolderAt) -> Result<HandingOut<'s>, Denied> {
    let spot = seen(eyes, at)?;
    HandingOut::new(*eyes, spot).map_err(|_| Denied::Forbidden(Reason::LevelTooLow))
}

/// Whether something in it opens. Who has no level on it may still have one on a dashboard inside.
fn holds_something(eyes: &Eyes<'_>, spot: &Spot<'_>) -> bool {
    let Object::Folder(folder, _) = spot.object else {
        return false;
    };
    let snapshot = eyes.snapshot;
    let below = snapshot.folders.below(folder).into_iter();
    let mut boards = below.flat_map(|folder| snapshot.boards.in_folder(folder));
    boards.any(|board| {
        let spot = snapshot.spot_of(board, spot.workspace);
        spot.is_some_and(|spot| eyes.level(&spot).is_some())
    })
}

/// As [`seen`], with the level `edit` in the folder's own workspace.
fn editable<'s>(eyes: &Eyes<'s>, at: FolderAt) -> Result<Spot<'s>, Denied> {
    let spot = seen(eyes, at)?;
    if !spot.own() {
        return Err(Denied::Forbidden(Reason::ReadOnlyHere));
    }
    match eyes.level(&spot) {
        Some(Level::Edit) => Ok(spot),
        _ => Err(Denied::Forbidden(Reason::LevelTooLow)),
    }
}

/// Renaming and deleting, as saving a dashboard.
pub(crate) fn change<'s>(eyes: &Eyes<'s>, at: FolderAt) -> Result<Spot<'s>, Denied> {
    let spot = editable(eyes, at)?;
    need(eyes.has(spot.home, Permission::Analyze), Permission::Analyze)?;
    Ok(spot)
}

/// Only an empty one: what lies in it would lose the folder's grants, and its blocks.
pub(crate) fn delete(eyes: &Eyes<'_>, at: FolderAt) -> Decision {
    let spot = change(eyes, at)?;
    let Object::Folder(folder, _) = spot.object else {
        return Err(Denied::Hidden);
    };
    let snapshot = eyes.snapshot;
    let empty = snapshot.folders.below(folder).len() == 1 && snapshot.boards.in_folder(folder).next().is_none();
    if empty {
        Ok(())
    } else {
        Err(Denied::Forbidden(Reason::NotEmpty))
    }
}

/// Making something in a workspace, perhaps in a folder of it.
pub(crate) fn make(eyes: &Eyes<'_>, place: &NewAt) -> Decision {
    let home = eyes.snapshot.tree.index(place.workspace).ok_or(Denied::Hidden)?;
    if !eyes.has(home, Permission::View) {
        return Err(Denied::Hidden);
    }
    need(eyes.has(home, Permission::Analyze), Permission::Analyze)?;
    target(eyes, home, place.folder).map(|_| ())
}

/// A new folder is one deeper than the one it lies in.
pub(crate) fn make_folder(eyes: &Eyes<'_>, place: &NewAt) -> Decision {
    make(eyes, place)?;
    let around = place.folder.and_then(|folder| eyes.snapshot.folders.find(folder));
    deep_enough(around.map_or(0, |(_, node)| node.path.len()) + 1)
}

const fn deep_enough(depth: usize) -> Decision {
    if depth > model::limits::FOLDER_DEPTH {
        return Err(Denied::Forbidden(Reason::TooDeep));
    }
    Ok(())
}

/// The folders around something that is put here: `edit` on the folder, or `analyze` at the top.
fn target<'s>(eyes: &Eyes<'s>, home: u32, folder: Option<FolderId>) -> Result<&'s [u32], Denied> {
    let Some(folder) = folder else {
        need(eyes.has(home, Permission::Analyze), Permission::Analyze)?;
        return Ok(&[]);
    };
    let snapshot = eyes.snapshot;
    let (_, node) = snapshot.folders.find(folder).ok_or(Denied::Hidden)?;
    let workspace = snapshot.tree.node(home).ok_or(Denied::Hidden)?.workspace.id;
    if node.home != home {
        return Err(Denied::Hidden);
    }
    editable(eyes, FolderAt { folder, workspace })?;
    Ok(&node.path)
}

/// Putting a dashboard into a folder. Grants of the folder are at most `edit`, which the mover has.
pub(crate) fn move_dashboard(eyes: &Eyes<'_>, change: &DashboardMove) -> Decision {
    let spot = edits(eyes, change.at)?;
    let around = target(eyes, spot.home, change.to)?;
    keeps_blocks(
        eyes,
        &spot,
        &folder_blocks(eyes.snapshot, spot.folders()),
        &folder_blocks(eyes.snapshot, around),
    )
}

/// Putting a folder into another: as for each dashboard in it.
pub(crate) fn move_folder(eyes: &Eyes<'_>, wanted: &FolderMove) -> Decision {
    let spot = change(eyes, wanted.at)?;
    let Object::Folder(folder, _) = spot.object else {
        return Err(Denied::Hidden);
    };
    let snapshot = eyes.snapshot;
    let around = target(eyes, spot.home, wanted.to)?;
    if around.contains(&folder) {
        return Err(Denied::Forbidden(Reason::Circle));
    }
    let nodes = snapshot.folders.below(folder).into_iter();
    let depths = nodes.filter_map(|below| snapshot.folders.node(below).map(|node| node.path.len()));
    let height = depths.max().unwrap_or(1) - spot.folders().len();
    deep_enough(around.len() + height)?;
    if !eyes.manages(&spot) && closed::below(eyes, folder, spot.workspace) {
        return Err(Denied::Forbidden(Reason::ClosedBelow));
    }
    keeps_blocks(
        eyes,
        &spot,
        &folder_blocks(snapshot, spot.folders()),
        &folder_blocks(snapshot, around),
    )
}

/// Changing tags: policies that block must meet the dashboard afterwards as before.
pub(crate) fn change_tags(eyes: &Eyes<'_>, change: &TagChange) -> Decision {
    let spot = save(eyes, change.at)?;
    let snapshot = eyes.snapshot;
    let now = spot.board().map(|board| &*board.tags).unwrap_or_default();
    let then: Vec<u32> = change.tags.iter().filter_map(|tag| snapshot.tags.find(tag)).collect();
    let blocks = |tags: &[u32]| -> Vec<Block> {
        let meeting = snapshot.policies.meeting(spot.home);
        let rules = tags
            .iter()
            .filter_map(|tag| meeting?.get(tag))
            .flat_map(|rules| rules.iter());
        let blocks = rules.filter(|rule| rule.level == GrantLevel::Block);
        blocks
            .map(|rule| Block {
                key: rule.key,
                workspace: spot.home,
            })
            .collect()
    };
    keeps_blocks(eyes, &spot, &blocks(now), &blocks(&then))
}

/// Whom a block covers, and from where downwards.
#[derive(Debug, Clone, Copy)]
struct Block {
    key: Key,
    workspace: u32,
}

fn folder_blocks(snapshot: &Snapshot, folders: &[u32]) -> Vec<Block> {
    let nodes = folders.iter().filter_map(|folder| snapshot.folders.node(*folder));
    let cells = nodes.flat_map(|node| node.grants.iter());
    let blocks = cells.filter(|cell| cell.level == GrantLevel::Block);
    blocks
        .map(|cell| Block {
            key: cell.key,
            workspace: cell.workspace,
        })
        .collect()
}

/// Whoever was covered before is covered after, in as many workspaces; whoever manages may lift blocks.
fn keeps_blocks(eyes: &Eyes<'_>, spot: &Spot<'_>, before: &[Block], after: &[Block]) -> Decision {
    let snapshot = eyes.snapshot;
    let kept = |block: &Block| {
        let around = snapshot.people.keys_of(block.key);
        after
            .iter()
            .any(|other| around.hold(other.key) && snapshot.tree.within(block.workspace, other.workspace))
    };
    let mut existing = before.iter().filter(|block| snapshot.people.exists(block.key));
    if eyes.manages(spot) || existing.all(kept) {
        Ok(())
    } else {
        Err(Denied::Forbidden(Reason::LiftsBlock))
    }
}

//! The gate against the oracle on random organisations: folders, moving, policies, tags, display, permissions.

use access::action::*;
use access::denied::Denied;
use access::facts::Facts;
use access::gate::Gate;
use model::display::Display;
use model::id::FolderId;
use model::level::Level;
use model::permission::{Permission, PermissionSet};
use model::principal::Principal;
use proptest::prelude::*;

use crate::oracle::{Answer, Oracle};
use crate::org::{LEVELS, TAGS, Tape, policy, principals, random, tag, user_op};
use crate::properties::{CHANGES, cases, places, tapes};

fn folders(facts: &Facts) -> Vec<FolderAt> {
    let spaces = facts.workspaces.iter().map(|w| w.id);
    let pairs = spaces.flat_map(|w| facts.folders.iter().map(move |f| (f.id, w)));
    pairs
        .map(|(folder, workspace)| FolderAt { folder, workspace })
        .collect()
}

/// Every folder, the top, and one that does not exist.
fn targets(facts: &Facts) -> Vec<Option<FolderId>> {
    let ids = facts.folders.iter().map(|f| Some(f.id));
    ids.chain([None, Some(FolderId::from_number(99))]).collect()
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn folders_are_decided_as_by_the_oracle(tape in tapes()) {
        let mut tape = Tape::new(&tape);
        let facts = random(&mut tape);
        let oracle = Oracle(&facts);
        let gate = Gate::new(facts.clone());
        for user in &facts.users {
            let op = user_op(user.id);
            for at in folders(&facts) {
                let reaches = oracle.reach(at.into()).is_some();
                let sees = reaches && oracle.sees_folder(user.id, at);
                prop_assert_eq!(gate.allow::<SeeFolder>(&op, at).is_ok(), sees, "{:?} in {:?}", at, facts);
                let known = gate.folder_facts(&op, at);
                prop_assert_eq!(known.and_then(|f| f.level), oracle.level(user.id, at), "{:?} in {:?}", at, facts);
                prop_assert_eq!(gate.allow::<SeeFolderGrants>(&op, at).is_ok(), oracle.level(user.id, at) >= Some(Level::Share));
                prop_assert_eq!(gate.allow::<RenameFolder>(&op, at).is_ok(), oracle.renames_folder(user.id, at));
                prop_assert_eq!(gate.allow::<DeleteFolder>(&op, at).is_ok(), oracle.deletes_folder(user.id, at));
                for to in targets(&facts) {
                    let moves = gate.allow::<MoveFolder>(&op, FolderMove { at, to }).is_ok();
                    prop_assert_eq!(moves, oracle.moves_folder(user.id, at, to), "{:?} to {:?} in {:?}", at, to, facts);
                }
                let principal = tape.pick(&principals(&facts));
                for to in CHANGES {
                    let answer = match gate.allow::<ChangeFolderGrant>(&op, FolderGrantChange { at, principal, to }) {
                        Ok(_) => Answer::Yes,
                        Err(Denied::Hidden | Denied::Nobody) => Answer::Hidden,
                        Err(Denied::Forbidden(_)) => Answer::No,
                    };
                    prop_assert_eq!(answer, oracle.changes(user.id, at, principal, to), "{:?} {} {:?} in {:?}", at, principal, to, facts);
                }
            }
            for place in &facts.workspaces {
                let workspace = place.id;
                for folder in targets(&facts) {
                    let makes = gate.allow::<CreateDashboardIn>(&op, NewAt { workspace, folder }).is_ok();
                    prop_assert_eq!(makes, oracle.makes_in(user.id, workspace, folder), "{:?}", facts);
                    prop_assert_eq!(gate.allow::<CreateFolder>(&op, NewAt { workspace, folder }).is_ok(), makes);
                }
                let Ok(may) = gate.allow::<ListDashboards>(&op, workspace) else { continue };
                let listed = gate.visible_folders(&may);
                for folder in &facts.folders {
                    let at = FolderAt { folder: folder.id, workspace };
                    prop_assert_eq!(listed.get(folder.id).copied(), gate.folder_facts(&op, at), "{:?}", facts);
                }
            }
        }
    }

    #[test]
    fn moves_tags_and_settings_are_decided_as_by_the_oracle(tape in tapes()) {
        let mut tape = Tape::new(&tape);
        let facts = random(&mut tape);
        let oracle = Oracle(&facts);
        let gate = Gate::new(facts.clone());
        for user in &facts.users {
            let op = user_op(user.id);
            for at in places(&facts) {
                for to in targets(&facts) {
                    let moves = gate.allow::<MoveDashboard>(&op, DashboardMove { at, to }).is_ok();
                    prop_assert_eq!(moves, oracle.moves(user.id, at, to), "{:?} to {:?} in {:?}", at, to, facts);
                }
                let tags: Vec<_> = TAGS.iter().filter(|_| tape.below(2) == 1).map(|text| tag(text)).collect();
                let retags = gate.allow::<ChangeTags>(&op, TagChange { at, tags: tags.clone() }).is_ok();
                prop_assert_eq!(retags, oracle.retags(user.id, at, &tags), "{:?} {:?} in {:?}", at, tags, facts);
                let edits = oracle.displays(user.id, at, Display::Viewer);
                prop_assert_eq!(gate.allow::<SetRestricted>(&op, RestrictedChange { at, restricted: true }).is_ok(), edits);
                for whose in &facts.users {
                    let to = Display::User(whose.id);
                    let displays = gate.allow::<SetDisplay>(&op, DisplayChange { at, to }).is_ok();
                    prop_assert_eq!(displays, oracle.displays(user.id, at, to), "{:?} {:?} in {:?}", at, to, facts);
                }
                prop_assert_eq!(gate.allow::<RequestAccess>(&op, at).is_ok(), oracle.active(user.id));
            }
        }
    }

    #[test]
    fn permissions_and_policies_are_decided_as_by_the_oracle(tape in tapes()) {
        let mut tape = Tape::new(&tape);
        let facts = random(&mut tape);
        let oracle = Oracle(&facts);
        let gate = Gate::new(facts.clone());
        let root = facts.workspaces[0].id;
        let managed = |facts: &Facts| {
            let oracle = Oracle(facts);
            let holds = |u: &model::people::User| {
                oracle.active(u.id) && oracle.holds(&oracle.principals(Principal::User(u.id)), root, Permission::Manage)
            };
            facts.users.iter().any(holds)
        };
        for user in &facts.users {
            let op = user_op(user.id);
            let me = oracle.principals(Principal::User(user.id));
            for workspace in facts.workspaces.iter().map(|w| w.id) {
                let manages = oracle.active(user.id) && oracle.holds(&me, workspace, Permission::Manage);
                let principal = tape.pick(&principals(&facts));
                let sets = [PermissionSet::EMPTY, PermissionSet::EMPTY.with(Permission::Manage), PermissionSet::EMPTY.with(Permission::View)];
                let change = PermissionChange { workspace, principal, here: tape.pick(&sets), below: tape.pick(&sets) };
                let old = facts.permissions.iter().find(|e| e.workspace == workspace && e.principal == principal);
                let below = old.map_or(PermissionSet::EMPTY, |e| e.below);
                let mut after = facts.clone();
                after.permissions.retain(|e| e.workspace != workspace || e.principal != principal);
                let PermissionChange { here, below: wanted, .. } = change;
                after.permissions.push(model::workspace::PermissionEntry { workspace, principal, here, below: wanted });
                let reaches = below == wanted || oracle.manages_below(user.id, workspace);
                let allowed = manages && reaches && (workspace != root || managed(&after));
                prop_assert_eq!(gate.allow::<ChangePermissions>(&op, change).is_ok(), allowed, "{:?} in {:?}", change, facts);

                let rule = policy(9, workspace, tape.pick(&TAGS), principal, tape.pick(&LEVELS)).rule;
                let wide = rule.reach == model::policy::Reach::HereAndBelow;
                let member = principal == Principal::All || oracle.holds(&oracle.principals(principal), workspace, Permission::View);
                let fits = rule.level != model::level::GrantLevel::Edit || member;
                let writes = manages && fits && (!wide || oracle.manages_below(user.id, workspace));
                let change = PolicyChange { workspace, policy: None, to: Some(rule) };
                prop_assert_eq!(gate.allow::<ChangePolicy>(&op, change).is_ok(), writes, "{:?}", facts);
                for old in &facts.policies {
                    let wide = old.rule.reach == model::policy::Reach::HereAndBelow;
                    let removes = manages && old.workspace == workspace && (!wide || oracle.manages_below(user.id, workspace));
                    let change = PolicyChange { workspace, policy: Some(old.id), to: None };
                    prop_assert_eq!(gate.allow::<ChangePolicy>(&op, change).is_ok(), removes);
                }
                let of = ReachOf { principal, workspace };
                let Ok(may) = gate.allow::<SeeReach>(&op, of) else {
                    prop_assert!(!manages || !oracle.knows(user.id, workspace, principal));
                    continue;
                };
                let reached = gate.reach(&may, None, 99);
                for at in places(&facts).into_iter().filter(|at| at.workspace == workspace) {
                    let level = match principal {
                        Principal::User(id) => oracle.level(id, at),
                        other => oracle.level_of(&oracle.principals(other), at),
                    };
                    let line = reached.iter().find(|r| r.dashboard == at.dashboard);
                    prop_assert_eq!(line.map(|r| r.level), level, "{:?} in {:?}", of, facts);
                }
                let after = reached.first().map(|r| r.dashboard);
                prop_assert_eq!(gate.reach(&may, after, 99).len(), reached.len().saturating_sub(1));
            }
        }
    }

    #[test]
    fn readers_are_exactly_those_for_whom_it_opens(tape in tapes()) {
        let facts = random(&mut Tape::new(&tape));
        let oracle = Oracle(&facts);
        let gate = Gate::new(facts.clone());
        for user in &facts.users {
            let op = user_op(user.id);
            for at in places(&facts) {
                let Ok(may) = gate.allow::<SeeGrants>(&op, at) else { continue };
                let readers = gate.readers(&may, &std::collections::BTreeSet::new(), None, 99);
                for other in &facts.users {
                    let line = readers.iter().find(|r| r.user == other.id);
                    prop_assert_eq!(line.map(|r| r.level), oracle.level(other.id, at), "{:?}", facts);
                }
                let mut paged = Vec::new();
                while let Some(next) = gate.readers(&may, &std::collections::BTreeSet::new(), paged.last().copied(), 1).first() {
                    paged.push(next.user);
                }
                prop_assert!(paged.iter().eq(readers.iter().map(|r| &r.user)));
            }
        }
    }

    #[test]
    fn taking_the_own_last_access_to_a_folder_is_noticed(tape in tapes()) {
        let mut tape = Tape::new(&tape);
        let facts = random(&mut tape);
        let gate = Gate::new(facts.clone());
        for user in &facts.users {
            let op = user_op(user.id);
            for at in folders(&facts) {
                for principal in principals(&facts) {
                    let change = FolderGrantChange { at, principal, to: tape.pick(&CHANGES) };
                    let Ok(may) = gate.allow::<ChangeFolderGrant>(&op, change) else { continue };
                    let mut after = facts.clone();
                    after.folder_grants.retain(|g| (g.folder, g.workspace, g.principal) != (at.folder, at.workspace, principal));
                    after.folder_grants.extend(change.grant());
                    let loses = Oracle(&after).level(user.id, at).is_none();
                    prop_assert_eq!(gate.last_own_folder_access(&may), loses, "{:?} in {:?}", change, facts);
                }
            }
        }
    }
}

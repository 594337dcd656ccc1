//! The contract: every case runs on SQLite as a test of its own, and on one PostgreSQL server, each in an empty database.

mod approvals;
mod boards;
mod brands;
mod credentials;
mod data;
mod folders;
mod grants;
mod guests;
mod jobs;
mod people;
mod policies;
mod races;
mod requests;
mod schema;
pub(crate) mod sealing;
mod share_kinds;
mod shares;
mod since;
mod trail;

use std::future::Future;
use std::pin::Pin;

use crate::postgres::Server;
use crate::world::World;

type Case = fn(World) -> Pin<Box<dyn Future<Output = ()>>>;

macro_rules! contract {
    ($($group:ident :: $name:ident,)*) => {
        const CASES: &[(&str, Case)] = &[$((
            concat!(stringify!($group), "::", stringify!($name)),
            |world| Box::pin($group::$name(world)),
        ),)*];

        mod sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    super::$group::$name(super::World::on_sqlite().await).await;
                }
            )*
        }
    };
}

contract! {
    credentials::set_up_happens_once,
    credentials::sessions_live_until_they_expire_or_end,
    credentials::disabling_and_a_new_password_end_sessions,
    credentials::tokens_belong_to_their_users,
    credentials::liveness_ends_with_the_credential,
    people::users_round_trip_and_addresses_are_unique,
    people::deleting_a_user_takes_what_is_theirs,
    people::groups_are_acyclic,
    people::group_members_come_and_go,
    people::groups_with_row_rules_stay,
    people::somebody_active_always_manages,
    people::workspaces_are_deleted_only_when_empty,
    people::permissions_are_replaced_and_removed,
    data::dataset_names_are_unique_along_every_path,
    data::datasets_round_trip,
    data::what_is_set_on_a_column_survives_files_without_it,
    data::pushes_are_summed_by_token_and_hour_and_then_told,
    data::loading_moves_the_facts_only_with_the_columns,
    data::row_rules_round_trip,
    approvals::a_share_shows_what_was_approved_for_it,
    approvals::displayed_rows_show_what_was_approved_for_these_eyes,
    approvals::what_was_shown_before_goes_on_being_shown,
    boards::dashboards_are_saved_over_the_revision_seen,
    boards::lists_search_filter_and_page,
    boards::deleting_a_dashboard_ends_its_shares,
    boards::texts_that_no_database_keeps_are_refused,
    brands::each_part_of_a_brand_comes_from_the_nearest_that_says_it,
    brands::the_file_of_a_logo_is_there_as_long_as_it_is_shown,
    grants::grants_change_all_together_or_not_at_all,
    grants::proofs_of_two_generations_do_not_mix,
    guests::recipients_come_and_go_with_what_they_have_open,
    guests::the_last_place_of_a_domain_is_given_once,
    guests::codes_count_in_their_browser_and_few_times,
    jobs::jobs_are_done_once_and_taken_over,
    jobs::jobs_of_one_node_stay_there,
    jobs::jobs_are_taken_by_one_of_many,
    folders::folders_nest_move_and_go,
    folders::folders_are_not_too_deep_nor_of_two_workspaces,
    folders::folder_grants_change_together_and_follow_their_principals,
    folders::dashboards_move_and_list_by_folder,
    folders::restricting_ends_shares_when_told_to,
    folders::display_is_audited_with_old_and_new,
    folders::tags_are_facts,
    policies::policies_come_change_and_go,
    policies::policies_go_with_their_workspace,
    policies::who_sees_whom_is_kept,
    requests::requests_are_asked_once_and_answered_once,
    requests::requests_reveal_nothing_and_go_with_what_they_name,
    requests::invitations_set_a_password_once,
    requests::disabling_stops_tokens_too,
    since::what_the_log_does_not_tell_is_read_whole,
    since::the_log_is_trimmed,
    since::too_much_is_read_whole,
    since::every_kind_of_change_is_told,
    shares::shares_round_trip_and_are_filtered,
    shares::states_follow_one_another,
    shares::a_new_secret_or_password_ends_sessions,
    shares::views_never_exceed_their_limit,
    shares::cells_are_added_up_by_share_and_month,
    shares::lost_shares_end_once,
    share_kinds::what_a_newer_program_wrote_is_listed_and_does_not_open,
    share_kinds::older_shares_are_brought_up,
    races::a_stale_proof_changes_nothing,
    races::of_two_nodes_one_decides,
    races::concurrent_grant_changes_are_decided_once,
    races::concurrent_saves_keep_one,
    races::two_managers_cannot_remove_each_other,
    races::a_revocation_stops_a_save_under_way,
    races::an_abandoned_change_leaves_nothing,
    trail::every_change_leaves_an_entry,
    trail::entries_page_and_stay_in_their_workspace,
    sealing::entries_are_sealed_once_in_their_order_and_proven,
    sealing::old_entries_are_sealed_some_at_once,
    sealing::an_entry_that_comes_late_is_sealed_behind_younger_ones,
    sealing::two_nodes_seal_without_gaps_or_doubles,
    sealing::what_somebody_changes_in_the_database_is_found,
    sealing::the_last_checkpoint_of_each_day_is_kept,
    sealing::an_entry_that_cannot_be_kept_takes_no_other_with_it,
    sealing::pages_narrow_and_go_on,
    sealing::where_a_call_came_from_and_what_was_before_is_told,
    schema::opening_again_keeps_everything,
    schema::two_programs_may_open_an_empty_database_at_once,
    schema::a_newer_database_is_refused_untouched,
    schema::an_older_database_is_brought_up,
    schema::every_reference_is_enforced,
}

/// One server for all cases; says which of them failed.
#[test]
fn every_case_on_postgres() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Server::start());
    let mut failed = Vec::new();
    for (name, case) in CASES {
        let url = runtime.block_on(server.database());
        // A thread and a runtime of its own, as the cases on SQLite have: one that panics takes nothing along.
        let run = move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(async move { case(World::on(url, None).await).await });
        };
        if std::thread::spawn(run).join().is_err() {
            failed.push(*name);
        }
    }
    runtime.block_on(server.finish());
    assert!(failed.is_empty(), "failed on PostgreSQL: {failed:?}");
}

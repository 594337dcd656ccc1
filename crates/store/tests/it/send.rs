//! The server's routes move between threads: every future of the store must be able to. Compiling this is the test.

use access::action::{
    Action, AnswerRequest, ApproveDisplay, ApproveShare, ChangeBrand, ChangeFolderGrant, ChangeGrant,
    ChangePermissions, ChangePolicy, ChangeSettings, ChangeShareRules, CreateDashboard, CreateDashboardIn,
    CreateFolder, CreateShare, DeleteDashboard, DeleteFolder, EditShare, EndShare, ManageData, ManageOrganisation,
    ManageOwn, ManageRowRule, ManageSee, ManageWorkspace, MoveDashboard, MoveFolder, Open, ReadAudit, ReadDataset,
    RenameFolder, RequestAccess, Save, SeeData, SeePolicies, SeeRequests, SeeShare, SetDisplay, SetRestricted,
    WriteDataset,
};
use access::gate::Gate;
use access::op::Op;
use model::id::{DashboardId, DatasetId, FolderId, ShareId};
use store::Store;

/// Never called: stands for an argument.
fn some<T>() -> T {
    unreachable!("only compiled")
}

const fn moves<T: Send>(_: &T) {}

macro_rules! with_proof {
    ($($action:ident: $name:ident($($argument:expr),*);)*) => {$({
        moves(&async {
            let (store, gate, op): (Store, Gate, Op) = some();
            let proof = gate.allow::<$action>(&op, some::<<$action as Action>::On>()).unwrap();
            store.$name(&proof $(, $argument)*).await.unwrap();
        });
    })*};
}

macro_rules! without_proof {
    ($($name:ident($($argument:expr),*);)*) => {$({
        moves(&async {
            let store: Store = some();
            store.$name($($argument),*).await.unwrap();
        });
    })*};
}

#[expect(dead_code, reason = "compiling it is the test")]
fn every_future_moves() {
    with_proof! {
        ManageOrganisation: user_create(some());
        ManageOrganisation: user_update(some(), some());
        ManageOrganisation: user_delete(some());
        ManageOwn: password_set("");
        ManageOrganisation: group_create(some());
        ManageOrganisation: group_update(some(), some());
        ManageOrganisation: group_delete(some());
        ManageOrganisation: group_member_put(some(), some());
        ManageOrganisation: group_member_remove(some(), some());
        ManageOwn: token_create(some());
        ManageOrganisation: token_create_for(some(), some());
        ManageOwn: token_list();
        ManageOrganisation: tokens_of(some());
        ManageOrganisation: sessions_of(some());
        ManageOrganisation: session_delete_of(some(), some());
        ManageOwn: token_delete(some());
        ManageOrganisation: token_delete_of(some(), some());
        ManageWorkspace: workspace_create(some());
        ManageWorkspace: workspace_rename(&some());
        ChangeSettings: workspace_settings_put();
        ManageWorkspace: workspace_delete();
        ChangePermissions: permissions_put();
        CreateFolder: folder_create(some());
        RenameFolder: folder_rename(&some());
        MoveFolder: folder_move();
        DeleteFolder: folder_delete();
        ChangeFolderGrant: folder_grant_put();
        ChangePolicy: policy_change();
        SeePolicies: policies_of();
        CreateDashboardIn: dashboard_create_in(some(), some(), some());
        Open: dashboard_settings();
        MoveDashboard: dashboard_move();
        SetRestricted: dashboard_restricted_set(true);
        SetDisplay: dashboard_display_set(&some(), some());
        ApproveShare: approve_for_share(&some(), 1);
        ApproveDisplay: approve_for_display(&some(), 1);
        Save: waiting();
        RequestAccess: access_request_create(&some(), true);
        SeeRequests: access_requests_open();
        AnswerRequest: access_request_answer(some(), store::RequestAnswer::Decline);
        ManageSee: see_put(some(), some());
        ManageSee: see_remove(some(), some());
        ManageSee: see_list(some());
        ManageOrganisation: invitation_create(some(), &[0; 32], some());
        ManageOrganisation: invitations_list();
        ManageOrganisation: invitations_withdraw(some());
        ManageData: dataset_create(some());
        ReadDataset: dataset_get();
        WriteDataset: dataset_update(some(), &some());
        WriteDataset: dataset_loaded(some(), 0, 0, 0);
        WriteDataset: dataset_grown(some());
        WriteDataset: dataset_delete(&some());
        ManageData: row_rule_create(some(), &some());
        SeeData: row_rules_of();
        ManageRowRule: row_rule_delete(&some());
        CreateDashboard: dashboard_create(some(), some(), some());
        Save: dashboard_save(&some(), None, 1, some(), some());
        DeleteDashboard: dashboard_delete();
        Save: revisions();
        Save: revision_get(1);
        ChangeGrant: grant_put();
        ChangeShareRules: share_rules_put(some());
        ChangeBrand: brand_put(None, None);
        ChangeBrand: logo_put(some(), some());
        ChangeBrand: logo_delete();
        CreateShare: share_create(1, some());
        SeeShare: share_get();
        SeeShare: statistics();
        EditShare: share_update(some());
        EditShare: recipients_add(&[]);
        EditShare: recipient_remove(some());
        EditShare: share_pause();
        EditShare: share_resume();
        EditShare: share_rotate(&[0; 32]);
        EndShare: share_end();
        ReadAudit: audit_list(None, 1);
    }
    without_proof! {
        facts();
        generation();
        is_set_up();
        organisation_name();
        set_up(&some(), &some(), &some(), &some(), "");
        password_hash_of(&some());
        session_create(&some(), some(), &[0; 32], some());
        session_find(&[0; 32], some());
        session_end(&some(), &[0; 32]);
        token_find(&[0; 32], some());
        share_find(&[0; 32]);
        logo_file(some());
        share_session_create(&some(), some(), &[0; 32], some(), &some());
        share_session_find(&[0; 32], some());
        share_seen(some(), &some(), true, some());
        recipient_get(some());
        guest_proven(&some(), &some());
        guest_drops(&some(), some(), &some());
        guest_code_ask(&some());
        share_minutes(&[], some());
        shares_end_lost(&some(), &[]);
        dashboard_get(&some());
        audit_note(&some(), some());
        audit_seal();
        audit_size();
        audit_root(1);
        audit_inclusion(1, 1);
        audit_consistency(1, 1);
        audit_checkpoints(None, 1);
        audit_checkpoint_put(&some());
        audit_place(some());
        audit_search(some(), &some(), None, 1);
        audit_sealed(some(), 1, 1, 1);
        audit_entry(some(), some());
        job_note("", &some());
        job_forget("");
        datasets_all();
        rows_noted(some(), 1, 1, some());
        pushes_noted(&[]);
        pushes_told(&some());
        datasets_list(&some::<access::visible::Visible<DatasetId>>());
        dashboards_list(&some::<access::visible::Visible<DashboardId>>(), &some(), None, 1);
        folders_list(&some::<access::visible::Visible<FolderId>>());
        facts_since(1);
        access_requests_wait_at();
        invitation_find(&[0; 32], some());
        invitation_redeem(&some(), &[0; 32], "");
        shares_list(&some::<access::visible::Visible<ShareId>>(), &some(), None, 1);
    }
    moves(&async {
        let (store, gate, op): (Store, Gate, Op) = some();
        let proofs = vec![gate.allow::<ChangeGrant>(&op, some()).unwrap()];
        store.grants_patch(&proofs).await.unwrap();
        let proofs = vec![gate.allow::<ChangeFolderGrant>(&op, some()).unwrap()];
        store.folder_grants_patch(&proofs).await.unwrap();
    });
    moves(&async { Store::open("").await.unwrap().close().await });
}

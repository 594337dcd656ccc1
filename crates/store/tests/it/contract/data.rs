//! Datasets and row rules.

use access::action::{ManageData, ReadDataset, SeeData, WriteDataset};
use access::op::Op;
use model::column::{Column, ColumnType};
use model::dataset::{Dataset, Origin, Outside};
use model::id::WorkspaceId;
use model::name::{ColumnName, DatasetName};
use model::predicate::Predicate;
use model::row_rule::AppliesTo;
use store::{Clash, DatasetChange, NewDataset, NewRowRule, PushSum, StoreError, hour_of};

use crate::world::{World, is_stale, not_found, now, op_of, refused, title};

fn column(name: &str) -> Column {
    Column::new(ColumnName::new(name).unwrap(), ColumnType::Float)
}

fn new(name: &str) -> NewDataset {
    NewDataset {
        name: DatasetName::new(name).unwrap(),
        label: title("Flights"),
        origin: Origin::Ingest {
            time_column: Some(ColumnName::new("at").unwrap()),
            grow: true,
        },
        columns: vec![column("at")],
        outside: Outside::Guests,
        tenant_bound: true,
    }
}

async fn create(w: &World, workspace: WorkspaceId, name: &str) -> Result<Dataset, StoreError> {
    let op = op_of(w.ada);
    let made = w
        .store
        .dataset_create(&w.may::<ManageData>(&op, workspace), new(name))
        .await;
    w.refresh().await;
    made
}

pub(crate) async fn dataset_names_are_unique_along_every_path(w: World) {
    let left = w.workspace(w.root, "Left").await;
    let leaf = w.workspace(left, "Leaf").await;
    let right = w.workspace(w.root, "Right").await;
    create(&w, left, "flights").await.unwrap();
    refused(create(&w, left, "flights").await, Clash::DatasetName);
    refused(create(&w, leaf, "flights").await, Clash::DatasetName);
    refused(create(&w, w.root, "flights").await, Clash::DatasetName);
    create(&w, right, "flights").await.unwrap();
    create(&w, leaf, "flights_2").await.unwrap();
    refused(create(&w, w.root, "flights_2").await, Clash::DatasetName);

    let op = op_of(w.ada);
    let listed = async |workspace| {
        let visible = w.gate.visible_datasets(&w.may::<SeeData>(&op, workspace));
        let list = w.store.datasets_list(&visible).await.unwrap();
        list.into_iter().map(|kept| kept.name.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        listed(leaf).await,
        ["flights", "flights_2"],
        "own and inherited, by name"
    );
    assert_eq!(listed(right).await, ["flights"]);
    assert_eq!(listed(w.root).await, [""; 0]);
    assert_eq!(w.store.datasets_all().await.unwrap().len(), 3);
}

pub(crate) async fn datasets_round_trip(w: World) {
    let made = create(&w, w.root, "flights").await.unwrap();
    let op = op_of(w.ada);
    let read = || w.may::<ReadDataset>(&op, made.id);
    assert_eq!(w.store.dataset_get(&read()).await.unwrap(), made);
    let mut hidden = column("at");
    hidden.hidden = true;
    hidden.unit = Some("min".to_owned());
    let change = DatasetChange {
        label: Some(title("All flights")),
        outside: Some(Outside::Anyone),
        columns: Some(vec![hidden.clone()]),
        tenant_bound: Some(false),
    };
    let changed = w
        .store
        .dataset_update(
            &w.may::<WriteDataset>(&op, made.id),
            change,
            &store::ShareBlocks::default(),
        )
        .await
        .unwrap();
    w.refresh().await;
    assert_eq!(w.store.dataset_get(&read()).await.unwrap(), changed);
    assert_eq!(
        (changed.label, changed.outside, changed.tenant_bound),
        (title("All flights"), Outside::Anyone, false)
    );
    let fact = w.store.facts().await.unwrap().datasets.remove(0);
    assert_eq!(
        (fact.columns, fact.outside, fact.tenant_bound),
        (vec![hidden], Outside::Anyone, false)
    );

    let stale = w.may::<ReadDataset>(&op, made.id);
    w.store
        .dataset_delete(&w.may(&op, made.id), &store::ShareBlocks::default())
        .await
        .unwrap();
    not_found(w.store.dataset_get(&stale).await);
    w.refresh().await;
    create(&w, w.root, "flights").await.expect("the name is free again");
}

pub(crate) async fn loading_moves_the_facts_only_with_the_columns(w: World) {
    let made = create(&w, w.root, "flights").await.unwrap();
    let op = op_of(w.ada);
    let columns = || vec![column("at"), column("delay")];
    let before = w.store.generation().await.unwrap();
    let old = w.may::<WriteDataset>(&op, made.id);
    let loaded = w.store.dataset_loaded(&old, columns(), 10, 2, 1).await.unwrap().dataset;
    assert_eq!((loaded.row_count, loaded.bad_rows, loaded.version), (Some(10), 2, 1));
    assert_eq!(w.store.generation().await.unwrap(), before + 1);
    is_stale(w.store.dataset_loaded(&old, columns(), 11, 0, 2).await);
    w.refresh().await;

    let proof = w.may::<WriteDataset>(&op, made.id);
    let loaded = w
        .store
        .dataset_loaded(&proof, columns(), 20, 0, 2)
        .await
        .unwrap()
        .dataset;
    assert_eq!(
        w.store.generation().await.unwrap(),
        before + 1,
        "the same columns are no new fact"
    );
    refused(
        w.store.dataset_loaded(&proof, columns(), 30, 0, 2).await,
        Clash::DatasetVersion,
    );
    let read = w.may::<ReadDataset>(&op, made.id);
    assert_eq!(w.store.dataset_get(&read).await.unwrap(), loaded);

    let noted = now();
    w.store.rows_noted(made.id, 7, 100, noted).await.unwrap();
    w.store.rows_noted(made.id, 6, 90, now()).await.unwrap();
    let kept = w.store.dataset_get(&read).await.unwrap();
    assert_eq!((kept.version, kept.row_count, kept.bad_rows), (7, Some(100), 0));
    assert_eq!(
        kept.updated_at.map(|at| at.timestamp_micros()),
        Some(noted.timestamp_micros())
    );
    assert_eq!(w.store.generation().await.unwrap(), before + 1);
}

pub(crate) async fn row_rules_round_trip(w: World) {
    let bob = w.user("Bob").await.id;
    let below = w.workspace(w.root, "Below").await;
    let op = op_of(w.ada);
    let predicate: Predicate = serde_json::from_value(serde_json::json!({ "and": [
        { "in": ["carrier", { "viewer": "carrier" }] },
        { "not": { "between": ["delay", -1.5, 9_007_199_254_740_991_i64] } },
        { "or": [{ "is_null": "dest" }, { "eq": ["dest", "Zürich's \"best\""] }, { "ne": ["gate", { "workspace": "gate" }] }] }
    ] }))
    .unwrap();
    let mut made = Vec::new();
    for (workspace, applies_to) in [
        (w.root, AppliesTo::Workspace),
        (w.root, AppliesTo::All),
        (below, AppliesTo::User(bob)),
    ] {
        let rule = NewRowRule {
            dataset: DatasetName::new("flights").unwrap(),
            applies_to,
            below: workspace == w.root,
            unless_manage: applies_to == AppliesTo::All,
            predicate: predicate.clone(),
        };
        made.push(
            w.store
                .row_rule_create(
                    &w.may::<ManageData>(&op, workspace),
                    rule,
                    &store::ShareBlocks::default(),
                )
                .await
                .unwrap(),
        );
        w.refresh().await;
    }
    let mut facts = w.store.facts().await.unwrap().row_rules;
    facts.sort_by_key(|rule| rule.id);
    let mut expected = made.clone();
    expected.sort_by_key(|rule| rule.id);
    assert_eq!(facts, expected);
    let of_root = w.store.row_rules_of(&w.may::<SeeData>(&op, w.root)).await.unwrap();
    assert!(of_root.len() == 2 && of_root.iter().all(|rule| rule.workspace == w.root));

    let unknown = NewRowRule {
        dataset: DatasetName::new("flights").unwrap(),
        applies_to: AppliesTo::User(model::id::UserId::from_number(4)),
        below: true,
        unless_manage: false,
        predicate,
    };
    not_found(
        w.store
            .row_rule_create(
                &w.may::<ManageData>(&op, below),
                unknown,
                &store::ShareBlocks::default(),
            )
            .await,
    );
    w.store
        .row_rule_delete(&w.may(&op, made[2].id), &store::ShareBlocks::default())
        .await
        .unwrap();
    w.refresh().await;
    assert!(
        w.store
            .row_rules_of(&w.may::<SeeData>(&op, below))
            .await
            .unwrap()
            .is_empty()
    );
}

pub(crate) async fn what_is_set_on_a_column_survives_files_without_it(w: World) {
    let made = create(&w, w.root, "flights").await.unwrap();
    let op = op_of(w.ada);
    let mut hidden = column("at");
    hidden.hidden = true;
    hidden.label = Some("When".to_owned());
    let change = DatasetChange {
        columns: Some(vec![hidden.clone(), column("not_there")]),
        ..DatasetChange::default()
    };
    let changed = w
        .store
        .dataset_update(
            &w.may::<WriteDataset>(&op, made.id),
            change,
            &store::ShareBlocks::default(),
        )
        .await
        .unwrap();
    assert_eq!(changed.columns, [hidden.clone()], "columns come with rows alone");
    w.refresh().await;
    let load = async |names: &[&str], version| {
        let columns = names.iter().map(|name| column(name)).collect();
        let proof = w.may::<WriteDataset>(&op, made.id);
        let loaded = w.store.dataset_loaded(&proof, columns, 1, 0, version).await.unwrap();
        w.refresh().await;
        loaded
    };
    let without = load(&["delay"], 1).await;
    assert_eq!((without.before, without.start_hidden.len()), (vec![hidden.clone()], 1));
    let back = load(&["delay", "at"], 2).await;
    assert_eq!(back.dataset.columns[1], hidden);
    assert!(back.start_hidden.is_empty());
}

pub(crate) async fn pushes_are_summed_by_token_and_hour_and_then_told(w: World) {
    let made = create(&w, w.root, "flights").await.unwrap();
    let at = |text: &str| text.parse::<model::Instant>().unwrap();
    let sum = |token: &str, hour: &str, rows| PushSum {
        dataset: made.id,
        workspace: w.root,
        actor: format!("user:{}", w.ada),
        token: token.to_owned(),
        hour: hour_of(at(hour)),
        calls: 1,
        rows,
        duplicates: 2,
    };
    let (early, late) = ("2026-01-01T10:20:00Z", "2026-01-01T11:59:59Z");
    w.store
        .pushes_noted(&[sum("tok_a", early, 5), sum("tok_b", early, 1)])
        .await
        .unwrap();
    w.store
        .pushes_noted(&[sum("tok_a", early, 7), sum("tok_a", late, 100)])
        .await
        .unwrap();
    let tell = async |now: &str| {
        let op = Op::system("push-sums", at(now));
        w.store.pushes_told(&op).await.unwrap()
    };
    assert_eq!(tell("2026-01-01T10:59:59Z").await, 0, "the hour is not over");
    assert_eq!(tell("2026-01-01T11:00:00Z").await, 2);
    assert_eq!(tell("2026-01-01T11:00:01Z").await, 0, "each is told once");
    assert_eq!(tell("2026-01-01T13:00:00Z").await, 1);
    let entries = super::trail::read(&w, w.root).await;
    let pushes: Vec<_> = entries
        .into_iter()
        .filter(|entry| entry.action == "dataset.push")
        .collect();
    assert_eq!(pushes.len(), 3);
    let first = pushes.iter().find(|entry| entry.details["rows"] == 12).unwrap();
    assert_eq!(
        (&first.actor, &first.object),
        (&format!("user:{}", w.ada), &made.id.to_string())
    );
    assert_eq!(first.details["calls"], 2);
    assert_eq!(first.details["duplicates"], 4);
    assert_eq!(first.details["token"], "tok_a");
}

//! Brands of workspaces and the files of their logos.

use access::action::{ChangeBrand, ManageWorkspace};
use model::brand::{Brand, Colour, Logo, LogoId, LogoKind};
use model::id::WorkspaceId;
use model::name::Title;
use serde_json::json;
use store::LogoFile;

use crate::contract::trail::read;
use crate::raw::raw;
use crate::world::{World, is_stale, op_of, title};

fn file(word: &str) -> (Logo, LogoFile) {
    let bytes = word.as_bytes().to_vec();
    let logo = Logo {
        id: LogoId::of(&bytes),
        width: 320,
        height: 80,
    };
    let kind = LogoKind::Png;
    (logo, LogoFile { kind, bytes })
}

async fn say(w: &World, at: WorkspaceId, accent: Option<Colour>, name: Option<Title>) {
    let op = op_of(w.ada);
    w.store
        .brand_put(&w.may::<ChangeBrand>(&op, at), accent, name)
        .await
        .unwrap();
    w.refresh().await;
}

async fn show(w: &World, at: WorkspaceId, (logo, file): &(Logo, LogoFile)) {
    let op = op_of(w.ada);
    w.store
        .logo_put(&w.may::<ChangeBrand>(&op, at), *logo, file)
        .await
        .unwrap();
    w.refresh().await;
}

pub(crate) async fn each_part_of_a_brand_comes_from_the_nearest_that_says_it(w: World) {
    let below = w.workspace(w.root, "Below").await;
    let (green, blue): (Colour, Colour) = ("#0f766e".parse().unwrap(), "#0a4d8c".parse().unwrap());
    assert_eq!(w.gate.brand(below).brand(), Brand::default());
    say(&w, w.root, Some(green), Some(title("Port Authority"))).await;
    let first = file("first");
    show(&w, w.root, &first).await;
    say(&w, below, Some(blue), None).await;
    let found = w.gate.brand(below);
    assert_eq!(found.accent, Some((blue, below)));
    assert_eq!(found.name, Some((title("Port Authority"), w.root)));
    assert_eq!(found.logo, Some((first.0, w.root)));
    assert_eq!(w.gate.brand(w.root).accent, Some((green, w.root)));
    // What says colour and name keeps the logo, and the other way round.
    assert_eq!(w.gate.workspace(w.root).unwrap().brand.logo, Some(first.0));
    let entries = read(&w, w.root).await;
    let of_brand = entries.iter().filter(|entry| entry.action == "workspace.brand");
    let told: Vec<_> = of_brand.map(|entry| &entry.details["after"]).collect();
    let logo = json!({ "id": first.0.id, "width": 320, "height": 80 });
    assert!(
        told.contains(&&json!({ "accent": "#0f766e", "name": "Port Authority", "logo": logo })),
        "{told:?}"
    );
    say(&w, below, None, None).await;
    assert_eq!(w.gate.brand(below).accent, Some((green, w.root)));
    let op = op_of(w.ada);
    let late = w.may::<ChangeBrand>(&op, below);
    w.store.brand_put(&late, Some(blue), None).await.unwrap();
    is_stale(w.store.brand_put(&late, Some(green), None).await);
    w.refresh().await;
    assert_eq!(w.gate.brand(below).accent, Some((blue, below)));
    // What a newer program wrote is no brand, and stops nothing.
    raw(&w.url, "UPDATE workspaces SET brand = '{\"accent\":\"hsl(1)\"}'")
        .await
        .unwrap();
    let facts = w.store.facts().await.unwrap();
    assert!(facts.workspaces.iter().all(|workspace| workspace.brand.is_empty()));
}

pub(crate) async fn the_file_of_a_logo_is_there_as_long_as_it_is_shown(w: World) {
    let below = w.workspace(w.root, "Below").await;
    let (first, second) = (file("first"), file("second"));
    let kept = async |file: &(Logo, LogoFile)| w.store.logo_file(file.0.id).await.unwrap();
    assert_eq!(kept(&first).await, None);
    show(&w, w.root, &first).await;
    show(&w, below, &first).await;
    assert_eq!(kept(&first).await.as_ref(), Some(&first.1));
    show(&w, w.root, &second).await;
    assert_eq!(kept(&second).await.as_ref(), Some(&second.1));
    assert_eq!(kept(&first).await.as_ref(), Some(&first.1), "another one shows it");
    let op = op_of(w.ada);
    w.store
        .workspace_delete(&w.may::<ManageWorkspace>(&op, below))
        .await
        .unwrap();
    w.refresh().await;
    assert_eq!(kept(&first).await, None, "it went with its workspace");
    w.store.logo_delete(&w.may::<ChangeBrand>(&op, w.root)).await.unwrap();
    w.refresh().await;
    assert_eq!(kept(&second).await, None);
    assert!(w.gate.brand(w.root).brand().is_empty());
    // Nothing to take away is nothing wrong.
    w.store.logo_delete(&w.may::<ChangeBrand>(&op, w.root)).await.unwrap();
    w.refresh().await;
}

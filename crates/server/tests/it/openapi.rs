//! The committed API description is the one this program makes.

#[test]
fn the_committed_description_is_current() {
    let committed = std::fs::read_to_string("../../openapi/api.json").unwrap_or_default();
    let current = server::http::openapi::text();
    assert!(
        committed == current,
        "run `cargo run --bin vitrine -- openapi > openapi/api.json` and `npm run types` in web"
    );
}

#[test]
fn every_reference_resolves() {
    let document: serde_json::Value = serde_json::from_str(&server::http::openapi::text()).unwrap();
    let text = document.to_string();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let mut seen = 0;
    for part in text.split("#/components/schemas/").skip(1) {
        let name = part.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name} is not described");
        seen += 1;
    }
    assert!(seen > 100, "{seen}");
}

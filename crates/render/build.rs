//! Puts the chart code, which `make web` bundles from `web/src/charts`, where the crate can embed it. Builds nothing itself.

use std::path::PathBuf;
use std::{env, fs, process};

fn main() {
    println!("cargo::rerun-if-env-changed=VITRINE_CHARTS");
    let Some(manifest) = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from) else {
        stop("no CARGO_MANIFEST_DIR")
    };
    let Some(out) = env::var_os("OUT_DIR").map(PathBuf::from) else {
        stop("no OUT_DIR")
    };
    // Packagers without Node may point to a bundle they already have.
    let bundle =
        env::var_os("VITRINE_CHARTS").map_or_else(|| manifest.join("../../web/dist-charts/charts.js"), PathBuf::from);
    println!("cargo::rerun-if-changed={}", bundle.display());
    match fs::read(&bundle) {
        Ok(text) if text.is_empty() => stop("web/dist-charts/charts.js is empty: run `make web` first"),
        Ok(text) => {
            if let Err(error) = fs::write(out.join("charts.js"), text) {
                stop(&format!("cannot write the chart bundle into OUT_DIR: {error}"));
            }
        }
        Err(_) => stop("web/dist-charts/charts.js is missing: run `make web` first (it bundles the chart code)"),
    }
}

fn stop(why: &str) -> ! {
    println!("cargo::error={why}");
    process::exit(1)
}

//! Tells the linker how to link the program that people run. Makes no code.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let var = |name: &str| std::env::var(name).unwrap_or_default();
    // Generic code comes out alike for many types: equal functions are kept once, some megabytes of the file. The linker that
    // Rust brings along for this target can do it; nothing here compares addresses of functions.
    let lld = var("CARGO_CFG_TARGET_ARCH") == "x86_64" && var("CARGO_CFG_TARGET_OS") == "linux";
    if lld && var("PROFILE") == "release" {
        println!("cargo::rustc-link-arg-bins=-Wl,--icf=all");
        // A quarter of a million pointers that the loader sets right are written as a map of bits (glibc 2.36, Debian 12, reads it).
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
        // The profile says so too, and cargo forgets it for a package that has an `opt-level` of its own.
        println!("cargo::rustc-link-arg-bins=-Wl,--strip-all");
    }
}

//! Decides whether the interpreter can dispatch by tail calls, and makes the table of the library modules written in Python.
//!
//! LLVM makes the sibling calls that tail dispatch lives on from level 2 on; at level 1 some handlers keep a frame, and a long
//! loop would overflow the native stack.

use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-check-cfg=cfg(tail_dispatch)");
    let level = std::env::var("OPT_LEVEL").unwrap_or_default();
    let target = std::env::var("CARGO_CFG_TARGET_ARCH").unwrap_or_default();
    if matches!(level.as_str(), "2" | "3" | "s" | "z") && target == "x86_64" {
        println!("cargo:rustc-cfg=tail_dispatch");
    }
    // The same as `--cfg uncounted`, for this package alone: as a compiler flag it would rebuild every dependency.
    println!("cargo:rerun-if-env-changed=RCPY_UNCOUNTED");
    if std::env::var_os("RCPY_UNCOUNTED").is_some() {
        println!("cargo:rustc-cfg=uncounted");
    }
    python_sources();
}

/// Writes `python_sources.rs`: an array of (module, is it a package, source), sorted by name.
fn python_sources() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("src/stdlib/py");
    println!("cargo:rerun-if-changed={}", root.display());
    let mut found = Vec::new();
    collect(&root, "", &mut found);
    found.sort();
    let mut text = String::from("&[\n");
    for (name, package, path) in found {
        let _ = writeln!(text, "    ({name:?}, {package}, include_str!({:?})),", path.display().to_string());
    }
    text.push_str("]\n");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    std::fs::write(out.join("python_sources.rs"), text).expect("the output directory is writable");
}

/// Adds the modules in a folder, whose names start with `prefix`.
fn collect(folder: &Path, prefix: &str, found: &mut Vec<(String, bool, PathBuf)>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let Some(stem) = path.file_stem().and_then(|s| s.to_str()) else { continue };
        let name = if prefix.is_empty() { stem.to_owned() } else { format!("{prefix}.{stem}") };
        if path.is_dir() {
            collect(&path, &name, found);
        } else if path.extension().is_some_and(|e| e == "py") {
            if stem == "__init__" {
                found.push((prefix.to_owned(), true, path));
            } else {
                found.push((name, false, path));
            }
        }
    }
}

//! Decides whether the interpreter can dispatch by tail calls: LLVM makes the sibling calls at any optimisation level but 0.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-check-cfg=cfg(tail_dispatch)");
    let level = std::env::var("OPT_LEVEL").unwrap_or_default();
    let target = std::env::var("CARGO_CFG_TARGET_ARCH").unwrap_or_default();
    if level != "0" && target == "x86_64" {
        println!("cargo:rustc-cfg=tail_dispatch");
    }
}

//! The laboratory's command line; everything is in `src/lab`.
//!
//! The modules belong to this binary and not to the library, so that building the interpreter does not build them.

#[cfg(not(loom))]
#[path = "../lab/mod.rs"]
mod lab;

fn main() {
    #[cfg(not(loom))]
    std::process::exit(lab::main(rcpy::config::VARIANTS));
}

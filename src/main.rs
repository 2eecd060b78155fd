//! The command line: `rcpy [options] [file.py | -c code | -m module | -] [arguments]`.

fn main() {
    #[cfg(not(loom))]
    std::process::exit(rcpy::runtime::main::run());
}

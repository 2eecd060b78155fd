//! The command line: `rcpy [options] [file.py | -c code | -m module | -] [arguments]`.

fn main() {
    std::process::exit(rcpy::runtime::main::run());
}

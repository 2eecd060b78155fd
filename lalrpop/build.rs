//! Generates the parser from `src/python.lalrpop`.

fn main() {
    println!("cargo::rerun-if-changed=src/python.lalrpop");
    lalrpop::Configuration::new()
        .emit_rerun_directives(false)
        .set_in_dir("src")
        .use_cargo_dir_conventions()
        .process()
        .expect("the grammar is LALR(1)");
}

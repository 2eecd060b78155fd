//! Golden listings of the compiler's output: each `tests/dis/*.py` has its listing beside it.
//!
//! `RCPY_BLESS=1 cargo test --test dis` writes the listings anew; read the difference before committing it.

use std::fs;
use std::path::{Path, PathBuf};

use rcpy::bytecode::dis::dis;
use rcpy::compile::verify::verify;
use rcpy::compile::{Options, compile_module};

fn sources() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dis");
    let mut found: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("the folder of listings exists")
        .map(|entry| entry.expect("its entries can be read").path())
        .filter(|path| path.extension().is_some_and(|e| e == "py"))
        .collect();
    found.sort();
    found
}

#[test]
fn listings_are_as_recorded() {
    let bless = std::env::var_os("RCPY_BLESS").is_some();
    let mut wrong = Vec::new();
    for path in sources() {
        let source = fs::read_to_string(&path).expect("the source can be read");
        let parsed = rcpy_syntax::parse_module(&source, Default::default()).expect("the source is Python");
        let name = path.file_name().expect("a file has a name").to_string_lossy();
        let unit = compile_module(&parsed, &source, &name, Options::default()).expect("the source compiles").unit;
        verify(&unit).expect("the code is well-formed");
        let listing = dis(&unit);
        let golden = path.with_extension("dis");
        if bless {
            fs::write(&golden, listing).expect("the listing can be written");
        } else if fs::read_to_string(&golden).unwrap_or_default() != listing {
            wrong.push(name.into_owned());
        }
    }
    assert!(wrong.is_empty(), "listings differ (RCPY_BLESS=1 writes them anew): {wrong:?}");
}

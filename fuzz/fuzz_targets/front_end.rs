//! No bytes make the front end panic: decoding, lexing, parsing, compiling.
//!
//! With nightly Rust: `cargo fuzz run front_end`. On stable, the coverage counters are asked for by hand:
//!
//! ```sh
//! cd fuzz && RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=3 \
//!     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table -Ccodegen-units=1" \
//!     cargo run --release --bin front_end --target x86_64-unknown-linux-gnu -- -max_total_time=600 corpus ../examples
//! ```

#![no_main]

use libfuzzer_sys::fuzz_target;
use rcpy::compile::{Options, compile_module};
use rcpy_syntax::{ParseOptions, decode_source, parse_expression, parse_interactive, parse_module};

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = decode_source(bytes) else { return };
    let options = ParseOptions::default();
    for parsed in
        [parse_module(&source, options), parse_expression(&source, options), parse_interactive(&source, options)]
    {
        match parsed {
            Ok(parsed) => {
                let _ = compile_module(&parsed, &source, "<fuzz>", Options::default());
            }
            Err(e) => assert!(e.span.start <= e.span.end && e.span.end as usize <= source.len(), "{e:?}"),
        }
    }
});

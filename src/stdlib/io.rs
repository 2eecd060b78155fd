//! `_io`: streams. The module `io` in Python adds the abstract classes.
//!
//! * `base`: `_IOBase` and its three children, which Python classes derive from.
//! * `file`: `FileIO` over a file descriptor. `memory`: `BytesIO`. `string`: `StringIO`.
//! * `buffered`: `BufferedReader`, `BufferedWriter` and `BufferedRandom` share one payload. `pair`: `BufferedRWPair`.
//! * `text`: `TextIOWrapper`; `text_read`: its reading side; `newline`: line ends.
//! * `open`: the function. `stdio`: the standard streams. `turn`: the lock of a buffered stream.
//!
//! Every stream works on any object with the right methods. Where the layer below is exactly the native one, it is called
//! without going through Python's call protocol.

pub mod base;
pub mod buffered;
pub mod file;
pub mod memory;
pub mod newline;
pub mod open;
pub mod pair;
pub mod stdio;
pub mod string;
pub mod text;
pub mod text_read;
pub mod turn;

use crate::memory::Ref;
use crate::natives;
use crate::object::exception as ex;
use crate::object::module::ModuleDef;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Raised, Thread};

/// Bytes that a buffered stream buffers unless told otherwise.
pub const DEFAULT_BUFFER_SIZE: usize = 8192;

/// `io.UnsupportedOperation`.
pub static UNSUPPORTED_OPERATION: TypeDef = TypeDef {
    name: "io.UnsupportedOperation",
    base: Some(&ex::OS_ERROR),
    second_base: Some(&ex::VALUE_ERROR),
    methods: &[],
    getset: &[],
    doc: "",
    ..ex::OS_ERROR
};

/// The exception for what a stream cannot do.
#[cold]
pub fn unsupported(t: &Thread, message: &str) -> Raised {
    t.error(&UNSUPPORTED_OPERATION, message)
}

/// The exception for using a closed stream.
#[cold]
pub fn closed(t: &Thread) -> Raised {
    t.value_error("I/O operation on closed file.")
}

/// The size argument of `read`: none for "everything".
pub fn size_arg(t: &Thread, value: Option<&Ref>) -> PyResult<Option<usize>> {
    let Some(value) = value.filter(|v| !v.value().is_none(t)) else { return Ok(None) };
    if t.type_of(value).slots().index.is_none() && value.value().as_exact_int().is_none() {
        return Err(t.type_error(format!("argument should be integer or None, not '{}'", t.type_name(value))));
    }
    Ok(usize::try_from(t.to_index(value)?).ok())
}

fn text_encoding(t: &Thread, a: Args<'_>) -> PyResult {
    match a.opt_not_none(t, 0) {
        Some(encoding) => Ok(encoding.clone()),
        None => t.str("locale"),
    }
}

fn open_code(t: &Thread, a: Args<'_>) -> PyResult {
    open::open_file(t, a.get(0), "rb")
}

/// `_io`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "_io",
    doc: "Streams.",
    functions: natives![
        "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)" => open::open,
        "open_code(path)" => open_code,
        "text_encoding(encoding, stacklevel=2, /)" => text_encoding,
    ],
    constants: &[
        ("DEFAULT_BUFFER_SIZE", |t| t.int(DEFAULT_BUFFER_SIZE as i64)),
        ("BlockingIOError", |t| Ok(t.class(&ex::BLOCKING_IO_ERROR))),
    ],
    types: &[
        &base::IO_BASE,
        &base::RAW_IO_BASE,
        &base::BUFFERED_IO_BASE,
        &base::TEXT_IO_BASE,
        &file::FILE_IO,
        &memory::BYTES_IO,
        &string::STRING_IO,
        &buffered::BUFFERED_READER,
        &buffered::BUFFERED_WRITER,
        &buffered::BUFFERED_RANDOM,
        &pair::BUFFERED_RW_PAIR,
        &text::TEXT_IO_WRAPPER,
        &newline::INCREMENTAL_NEWLINE_DECODER,
        &UNSUPPORTED_OPERATION,
    ],
    init: Some(|t, _| {
        memory::announce(t);
        Ok(())
    }),
};

//! `SyntaxError`: its fields, its text, and how it is made from what the compiler reports.

use super::fields::fields;
use super::{Exception, INDENTATION_ERROR, SYNTAX_ERROR, TAB_ERROR, body};
use crate::memory::Ref;
use crate::object::kind;
use crate::object::slots::Slots;
use crate::object::typedef::GetSetDef;
use crate::runtime::{PyResult, Raised, Thread};

/// `msg`.
pub const MESSAGE: usize = 0;
/// `filename`.
pub const FILENAME: usize = 1;
/// `lineno`.
pub const LINE: usize = 2;
/// `offset`.
pub const OFFSET: usize = 3;
/// `text`.
pub const TEXT: usize = 4;
/// `end_lineno`.
pub const END_LINE: usize = 5;
/// `end_offset`.
pub const END_OFFSET: usize = 6;

/// What a `SyntaxError` does.
pub const SLOTS: Slots = Slots { str: Some(str), ..Slots::EMPTY };

/// Its attributes.
pub const GETSET: &[GetSetDef] = fields![
    "msg" => MESSAGE,
    "filename" => FILENAME,
    "lineno" => LINE,
    "offset" => OFFSET,
    "text" => TEXT,
    "end_lineno" => END_LINE,
    "end_offset" => END_OFFSET,
    "print_file_and_line" => 7,
];

/// `SyntaxError(msg, (filename, lineno, offset, text[, end_lineno, end_offset]))`.
pub fn initialise(t: &Thread, exception: &Exception, args: &[Ref]) -> PyResult<()> {
    let Some(message) = args.first() else { return Ok(()) };
    exception.set_field(MESSAGE, Some(message.clone()));
    let [_, details] = args else { return Ok(()) };
    let details = t.collect(details)?;
    match details.len() {
        4 | 6 => {}
        5 => return Err(t.type_error("end_offset must be provided when end_lineno is provided")),
        n if n < 4 => return Err(t.type_error(format!("function takes at least 4 arguments ({n} given)"))),
        n => return Err(t.type_error(format!("function takes at most 6 arguments ({n} given)"))),
    }
    for (field, value) in [FILENAME, LINE, OFFSET, TEXT, END_LINE, END_OFFSET].into_iter().zip(details) {
        exception.set_field(field, Some(value));
    }
    Ok(())
}

/// `invalid syntax (x.py, line 3)`.
fn str(t: &Thread, this: &Ref) -> PyResult {
    let exception = body(this);
    let message = t.to_str(&exception.field(MESSAGE).unwrap_or_else(|| t.none()))?;
    let file = exception.field(FILENAME).filter(|f| f.value().kind().layout() == kind::STR);
    let file = file.map(|f| {
        let path = t.str_of(&f).into_owned();
        path.rsplit('/').next().unwrap_or(&path).to_owned()
    });
    let line = exception.field(LINE).filter(|l| l.value().kind() == kind::INT).and_then(|l| t.as_i64(&l));
    let place = match (file, line) {
        (Some(file), Some(line)) => format!("{file}, line {line}"),
        (Some(file), None) => file,
        (None, Some(line)) => format!("line {line}"),
        (None, None) => return Ok(message),
    };
    t.string(format!("{} ({place})", t.str_of(&message)))
}

/// Is this what the tokenizer reports, as opposed to the grammar?
fn is_token_error(message: &str) -> bool {
    const STARTS: [&str; 7] = [
        "unmatched ",
        "closing parenthesis ",
        "invalid character ",
        "invalid non-printable character ",
        "unterminated ",
        "leading zeros ",
        "too many nested parentheses",
    ];
    STARTS.iter().any(|start| message.starts_with(start))
        || message.ends_with(" was never closed")
        || message.starts_with("invalid ") && message.ends_with(" literal")
        || message.starts_with("f-string: expecting '}'")
}

/// As `from_compiler`, for what is found after parsing: there the line comes from the file, if there is one.
#[cold]
pub fn from_code_generator(t: &Thread, error: &rcpy_syntax::SyntaxError, filename: &str) -> Raised {
    let raised = from_compiler(t, error, filename);
    if !std::path::Path::new(filename).is_file() {
        // An attribute of a fresh exception: cannot fail but for lack of memory.
        if let Err(failed) = t.setattr(&raised.0, "text", &t.none()) {
            return failed;
        }
    }
    raised
}

/// The exception for what the compiler reports about a text called `filename`.
#[cold]
pub fn from_compiler(t: &Thread, error: &rcpy_syntax::SyntaxError, filename: &str) -> Raised {
    use rcpy_syntax::ErrorKind;
    let class = match error.kind {
        ErrorKind::Syntax => &SYNTAX_ERROR,
        ErrorKind::Indentation => &INDENTATION_ERROR,
        ErrorKind::Tab => &TAB_ERROR,
    };
    let make = || -> PyResult<Raised> {
        let message = t.str(&error.message)?;
        if error.line == 0 {
            return Ok(t.error_with(class, vec![message]));
        }
        let number = |n: u32| t.int(i64::from(n));
        let text = if error.text.is_empty() && error.column == 0 {
            t.none()
        } else if is_token_error(&error.message) {
            // CPython's tokenizer has not read the line's end yet.
            t.str(&error.text)?
        } else {
            t.string(format!("{}\n", error.text))?
        };
        let details = vec![
            t.str(filename)?,
            number(error.line)?,
            number(error.column)?,
            text,
            number(error.end_line)?,
            number(error.end_column)?,
        ];
        Ok(t.error_with(class, vec![message, t.tuple(details)?]))
    };
    make().unwrap_or_else(|raised| raised)
}

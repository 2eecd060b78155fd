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
    place(exception, details);
    Ok(())
}

/// Sets where the error is.
fn place(exception: &Exception, details: Vec<Ref>) {
    for (field, value) in [FILENAME, LINE, OFFSET, TEXT, END_LINE, END_OFFSET].into_iter().zip(details) {
        exception.set_field(field, Some(value));
    }
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

/// A line of a file with its line end, if there is such a file and line: what CPython shows where it knows no source.
#[cold]
fn line_of_file(t: &Thread, filename: &str, line: u32) -> Option<String> {
    let path = std::path::Path::new(filename);
    if !path.is_file() {
        return None;
    }
    let bytes = t.blocking(|| std::fs::read(path)).ok()?;
    let text = rcpy_syntax::decode_source(&bytes).ok()?;
    let lines = text.split_inclusive('\n');
    lines.skip((line as usize).saturating_sub(1)).map(|line| line.replace("\r\n", "\n")).next()
}

/// The exception for what the compiler reports about a text called `filename`. `is_module` if the text is that of a
/// file or of `exec`, so that there may be a file to show the line of.
#[cold]
pub fn from_compiler(t: &Thread, error: &rcpy_syntax::SyntaxError, filename: &str, is_module: bool) -> Raised {
    use rcpy_syntax::{ErrorKind, Stage};
    let class = match error.kind {
        ErrorKind::Syntax => &SYNTAX_ERROR,
        ErrorKind::Indentation => &INDENTATION_ERROR,
        ErrorKind::Tab => &TAB_ERROR,
    };
    let make = || -> PyResult<Raised> {
        let message = t.str(&error.message)?;
        let shown = match error.stage {
            Stage::Nowhere => return Ok(t.error_with(class, vec![message])),
            Stage::Decoder => {
                let details = vec![t.str(filename)?, t.int(0)?, t.int(-1)?, t.none()];
                return Ok(t.error_with(class, vec![message, t.tuple(details)?]));
            }
            Stage::Tokens => Some(error.text.clone()),
            Stage::Grammar if is_module => {
                Some(line_of_file(t, filename, error.line).unwrap_or_else(|| error.text.clone()))
            }
            Stage::Grammar => Some(error.text.clone()),
            Stage::Scopes | Stage::Compiler => line_of_file(t, filename, error.line),
        };
        let number = |n: u32| t.int(i64::from(n));
        let details = vec![
            t.str(filename)?,
            number(error.line)?,
            number(error.column)?,
            shown.map_or_else(|| Ok(t.none()), |text| t.string(text))?,
            number(error.end_line)?,
            error.end_column.map_or_else(|| Ok(t.none()), |column| t.int(i64::from(column)))?,
        ];
        if error.stage != Stage::Scopes {
            return Ok(t.error_with(class, vec![message, t.tuple(details)?]));
        }
        // Its arguments are the message alone.
        let raised = t.error_with(class, vec![message]);
        place(body(&raised.0), details);
        Ok(raised)
    };
    make().unwrap_or_else(|raised| raised)
}

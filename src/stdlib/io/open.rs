//! `open()`.

use super::buffered::{BUFFERED_RANDOM, BUFFERED_READER, BUFFERED_WRITER, Buffered};
use super::file::FILE_IO;
use super::newline::Newline;
use super::text::{Setup, Text};
use super::{DEFAULT_BUFFER_SIZE, unsupported};
use crate::memory::Ref;
use crate::object::exception as ex;
use crate::runtime::{Args, PyResult, Thread};

/// A mode, taken apart.
#[derive(Default)]
struct Mode {
    kind: char,
    plus: bool,
    text: bool,
    binary: bool,
}

fn parse(t: &Thread, mode: &str, shown: &Ref) -> PyResult<Mode> {
    let mut parsed = Mode { kind: ' ', ..Mode::default() };
    let mut kinds = 0;
    let mut seen = Vec::new();
    for c in mode.chars() {
        if seen.contains(&c) {
            return Err(t.value_error(format!("invalid mode: {}", t.repr_text(shown)?)));
        }
        seen.push(c);
        match c {
            'r' | 'w' | 'a' | 'x' => (parsed.kind, kinds) = (c, kinds + 1),
            '+' => parsed.plus = true,
            't' => parsed.text = true,
            'b' => parsed.binary = true,
            _ => return Err(t.value_error(format!("invalid mode: {}", t.repr_text(shown)?))),
        }
    }
    if parsed.text && parsed.binary {
        return Err(t.value_error("can't have text and binary mode at once"));
    }
    if kinds > 1 {
        return Err(t.value_error("must have exactly one of create/read/write/append mode"));
    }
    Ok(parsed)
}

/// Opens a file for native code: `open(file, mode)`.
pub fn open_file(t: &Thread, file: &Ref, mode: &str) -> PyResult {
    let mode = t.str(mode)?;
    let open = crate::stdlib::io::MODULE.functions.first().expect("open is the first function");
    let function = t.new_native(open, None, None)?;
    t.call(&function, &[file.clone(), mode])
}

/// `open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)`.
pub fn open(t: &Thread, a: Args<'_>) -> PyResult {
    let default;
    let shown = match a.opt(1) {
        Some(mode) if mode.as_string().is_some() => mode,
        Some(mode) => {
            return Err(t.type_error(format!("open() argument 'mode' must be str, not {}", t.type_name(mode))));
        }
        None => {
            default = t.str("r")?;
            &default
        }
    };
    let mode = t.str_of(shown).into_owned();
    let parsed = parse(t, &mode, shown)?;
    let text_arg = |i: usize, name: &str| -> PyResult<Option<String>> {
        match a.opt_not_none(t, i) {
            Some(value) if value.as_string().is_some() => Ok(Some(t.str_of(value).into_owned())),
            Some(value) => {
                Err(t.type_error(format!("open() argument '{name}' must be str or None, not {}", t.type_name(value))))
            }
            None => Ok(None),
        }
    };
    let (encoding, errors) = (text_arg(3, "encoding")?, text_arg(4, "errors")?);
    if parsed.binary {
        for (given, name) in [(encoding.is_some(), "an encoding"), (errors.is_some(), "an errors")] {
            if given {
                return Err(t.value_error(format!("binary mode doesn't take {name} argument")));
            }
        }
        if a.opt_not_none(t, 5).is_some() {
            return Err(t.value_error("binary mode doesn't take a newline argument"));
        }
    }
    let newline = Newline::parse(t, a.opt(5))?;
    let mut buffering = a.opt(2).map_or(Ok(-1), |b| t.to_index(b))?;
    let raw_mode: String = parsed.kind.to_string().trim().to_owned() + if parsed.plus { "+" } else { "" };
    let close_fd = a.opt(6).map_or(Ok(true), |c| t.truth(c))?;
    let opener = a.opt(7).cloned().unwrap_or_else(|| t.none());
    let raw = t.call(&t.class(&FILE_IO), &[a.get(0).clone(), t.string(raw_mode)?, t.bool(close_fd), opener])?;
    let opened = finish(t, &parsed, &mode, &mut buffering, &raw, encoding.as_deref(), errors.as_deref(), newline);
    if opened.is_err() {
        let _ = t.call_method(&raw, "close", &[]);
    }
    opened
}

#[allow(clippy::too_many_arguments)]
fn finish(
    t: &Thread,
    parsed: &Mode,
    mode: &str,
    buffering: &mut i64,
    raw: &Ref,
    encoding: Option<&str>,
    errors: Option<&str>,
    newline: Newline,
) -> PyResult {
    let is_terminal = *buffering < 0 && {
        let answer = t.call_method(raw, "isatty", &[])?;
        t.truth(&answer)?
    };
    let line_buffering = (*buffering == 1 && !parsed.binary) || is_terminal;
    if *buffering == 1 && parsed.binary {
        crate::stdlib::warnings::warn(
            t,
            &ex::RUNTIME_WARNING,
            "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used",
            1,
        )?;
    }
    if *buffering < 0 || *buffering == 1 {
        *buffering = DEFAULT_BUFFER_SIZE as i64;
    }
    if *buffering == 0 {
        if parsed.binary {
            return Ok(raw.clone());
        }
        return Err(t.value_error("can't have unbuffered text I/O"));
    }
    let class = if parsed.plus {
        &BUFFERED_RANDOM
    } else if parsed.kind == 'r' {
        &BUFFERED_READER
    } else {
        &BUFFERED_WRITER
    };
    if parsed.plus {
        let able = t.call_method(raw, "seekable", &[])?;
        if !t.truth(&able)? {
            return Err(unsupported(t, "File or stream is not seekable."));
        }
    }
    let size = *buffering as usize;
    t.alloc_limit(size)?;
    let buffered = Buffered::make(t, class, raw.clone(), size)?;
    if parsed.binary {
        return Ok(buffered);
    }
    let setup = Setup { encoding, errors, newline: Some(newline), line_buffering, write_through: false };
    let text = Text::make(t, buffered, &setup)?;
    text.opaque::<Text>().expect("just made").set_mode(t.str(mode)?);
    Ok(text)
}

//! `print` and `input`.

use crate::memory::Ref;
use crate::object::string::Str;
use crate::runtime::{Args, PyResult, Thread};
use crate::stdlib::io;

/// A stream of `sys`; `None` when it is missing.
fn stream(t: &Thread, name: &str) -> PyResult<Option<Ref>> {
    match t.vm().sys.get() {
        Some(sys) => t.dict_get_str(&sys, name),
        None => Ok(None),
    }
}

/// `sep` or `end`: the text, or `None` for the default.
fn text_option<'a>(t: &Thread, given: Option<&'a Ref>, name: &str) -> PyResult<Option<&'a Ref>> {
    match given {
        Some(text) if text.downcast::<Str>().is_none() => {
            let found = t.type_name(text);
            Err(t.type_error(format!("{name} must be None or a string, not {found}")))
        }
        given => Ok(given),
    }
}

/// Adds the text of a value.
fn push(t: &Thread, line: &mut String, value: &Ref) -> PyResult<()> {
    use std::fmt::Write;
    if let Some(n) = value.value().as_exact_int() {
        // Writing to a String cannot fail.
        let _ = write!(line, "{n}");
        return Ok(());
    }
    let text = t.to_str(value)?;
    let text = text.downcast::<Str>().expect("checked by the conversion");
    match text.as_str() {
        Some(ascii) => line.push_str(ascii),
        None => line.push_str(&text.to_str()),
    }
    Ok(())
}

/// Prints with one write to the native standard output.
fn print_fast(t: &Thread, items: &[Ref], sep: Option<&Ref>, end: Option<&Ref>) -> PyResult<()> {
    let option = |given: Option<&Ref>, default: &str| -> String {
        given.map_or_else(|| default.to_owned(), |text| t.str_of(text).into_owned())
    };
    let mut line = String::new();
    let mut result = Ok(());
    let separator = option(sep, " ");
    for (i, item) in items.iter().enumerate() {
        if i != 0 {
            line.push_str(&separator);
        }
        result = push(t, &mut line, item);
        if result.is_err() {
            break;
        }
        if line.len() > 1 << 16 {
            io::stdio::fast_stdout_write(t, &line)?;
            line.clear();
        }
    }
    if result.is_ok() {
        match end {
            None => line.push('\n'),
            Some(end) => line.push_str(&t.str_of(end)),
        }
    }
    // What came before an item that cannot be printed is written all the same.
    io::stdio::fast_stdout_write(t, &line)?;
    result
}

/// Is there a lone surrogate, which only the stream itself knows how to treat?
fn has_surrogates(value: Option<&Ref>) -> bool {
    value.and_then(|v| v.downcast::<Str>()).is_some_and(Str::has_surrogates)
}

pub fn print(t: &Thread, a: Args<'_>) -> PyResult {
    let items = a.rest();
    let sep = text_option(t, a.opt_not_none(t, 0), "sep")?;
    let end = text_option(t, a.opt_not_none(t, 1), "end")?;
    let flush = a.opt(3).map_or(Ok(false), |f| t.truth(f))?;
    let file = match a.opt_not_none(t, 2) {
        Some(file) => file.clone(),
        None => match stream(t, "stdout")? {
            None => return Err(t.runtime_error("lost sys.stdout")),
            // A process without standard output prints nothing.
            Some(none) if none.value().is_none(t) => return Ok(t.none()),
            Some(file) => {
                let plain = !items.iter().any(|item| has_surrogates(Some(item)))
                    && !has_surrogates(sep)
                    && !has_surrogates(end);
                if plain && io::stdio::fast_stdout_write(t, "")? {
                    print_fast(t, items, sep, end)?;
                    if flush {
                        t.call_method(&file, "flush", &[])?;
                    }
                    return Ok(t.none());
                }
                file
            }
        },
    };
    let write = t.getattr(&file, "write")?;
    let space = match sep {
        Some(sep) => sep.clone(),
        None => t.str(" ")?,
    };
    for (i, item) in items.iter().enumerate() {
        if i != 0 {
            t.call(&write, std::slice::from_ref(&space))?;
        }
        t.call(&write, &[t.to_str(item)?])?;
    }
    let end = match end {
        Some(end) => end.clone(),
        None => t.str("\n")?,
    };
    t.call(&write, &[end])?;
    if flush {
        t.call_method(&file, "flush", &[])?;
    }
    Ok(t.none())
}

pub fn input(t: &Thread, a: Args<'_>) -> PyResult {
    let present = |name: &str| -> PyResult {
        match stream(t, name)?.filter(|s| !s.value().is_none(t)) {
            Some(stream) => Ok(stream),
            None => Err(t.runtime_error(format!("input(): lost sys.{name}"))),
        }
    };
    let stdin = present("stdin")?;
    let stdout = present("stdout")?;
    let stderr = present("stderr")?;
    // What is still buffered must not appear after the answer.
    drop(t.call_method(&stderr, "flush", &[]));
    if let Some(prompt) = a.opt(0) {
        let text = t.to_str(prompt)?;
        t.call_method(&stdout, "write", &[text])?;
    }
    t.call_method(&stdout, "flush", &[])?;
    let line = t.call_method(&stdin, "readline", &[])?;
    let Some(text) = line.downcast::<Str>() else {
        return Err(t.type_error("object.readline() returned non-string"));
    };
    if text.is_empty() {
        return Err(t.eof_error("EOF when reading a line"));
    }
    let len = text.len();
    if text.char_at(len - 1) == u32::from('\n') { t.str_part(text, 0..len - 1) } else { Ok(line.clone()) }
}

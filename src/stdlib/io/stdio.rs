//! The standard streams, and what native code writes to them.

use super::buffered::{BUFFERED_READER, BUFFERED_WRITER, Buffered};
use super::file::FileIo;
use super::text::{self, Setup, Text};
use crate::memory::Ref;
use crate::object::exception as ex;
use crate::runtime::{PyResult, Thread};

/// Makes `sys.stdin`, `sys.stdout` and `sys.stderr`. One whose descriptor is closed is None.
pub fn make(t: &Thread) -> PyResult<[Ref; 3]> {
    Ok([stream(t, 0, "<stdin>")?, stream(t, 1, "<stdout>")?, stream(t, 2, "<stderr>")?])
}

fn stream(t: &Thread, fd: i32, name: &str) -> PyResult {
    // SAFETY: plain call.
    if unsafe { libc::fcntl(fd, libc::F_GETFD) } < 0 {
        return Ok(t.none());
    }
    let raw = FileIo::standard(t, fd, name)?;
    let is_terminal = raw.opaque::<FileIo>().expect("just made").is_terminal();
    let class = if fd == 0 { &BUFFERED_READER } else { &BUFFERED_WRITER };
    let unbuffered = fd != 0 && t.vm().options.unbuffered;
    let buffered = if unbuffered { raw } else { Buffered::make(t, class, raw, super::DEFAULT_BUFFER_SIZE)? };
    let (encoding, errors) = environment();
    let setup = Setup {
        encoding: Some(encoding.as_deref().unwrap_or("utf-8")),
        errors: Some(match (fd, errors.as_deref()) {
            (2, _) => "backslashreplace",
            (_, Some(errors)) => errors,
            _ if is_plain_locale() => "surrogateescape",
            _ => "strict",
        }),
        newline: Some(if fd == 0 { super::newline::Newline::Universal } else { super::newline::Newline::Lf }),
        line_buffering: is_terminal || fd == 2 || unbuffered,
        write_through: unbuffered,
    };
    let text = Text::make(t, buffered, &setup)?;
    text.opaque::<Text>().expect("just made").set_mode(t.str(if fd == 0 { "r" } else { "w" })?);
    Ok(text)
}

/// Is the locale `C` or `POSIX`, or the one that CPython puts in their place? Then bytes that are no UTF-8 pass through the standard streams.
fn is_plain_locale() -> bool {
    let given =
        ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    given.is_none_or(|name| matches!(name.as_str(), "C" | "POSIX" | "C.UTF-8" | "C.utf8" | "UTF-8"))
}

/// `PYTHONIOENCODING`: the encoding and the error handler.
fn environment() -> (Option<String>, Option<String>) {
    let Ok(text) = std::env::var("PYTHONIOENCODING") else { return (None, None) };
    let (encoding, errors) = text.split_once(':').unwrap_or((&text, ""));
    let given = |s: &str| (!s.is_empty()).then(|| s.to_owned());
    (given(encoding), given(errors))
}

/// Writes a `str` to a stream, without a method call if the stream is exactly a native text stream.
pub fn write(t: &Thread, stream: &Ref, text: &Ref) -> PyResult<()> {
    if let Some(native) = text::native(stream) {
        return native.write(t, text);
    }
    t.call_method(stream, "write", std::slice::from_ref(text)).map(drop)
}

/// Writes ready text to a stream, if it is exactly a native text stream; says whether it was.
pub fn fast_write(t: &Thread, stream: &Ref, text: &str) -> PyResult<bool> {
    match text::native(stream) {
        Some(native) => native.write_str(t, text).map(|()| true),
        None => Ok(false),
    }
}

/// Writes ready text to `sys.stdout`, if that is exactly a native text stream; says whether it was.
pub fn fast_stdout_write(t: &Thread, text: &str) -> PyResult<bool> {
    match t.sys_attribute("stdout") {
        Some(stream) => fast_write(t, &stream, text),
        None => Ok(true),
    }
}

/// Flushes a stream.
pub fn flush(t: &Thread, stream: &Ref) -> PyResult<()> {
    if let Some(native) = text::native(stream) {
        return native.flush(t);
    }
    t.call_method(stream, "flush", &[]).map(drop)
}

/// Writes to `sys.stderr`, or to the descriptor where that fails. Never raises.
pub fn write_stderr(t: &Thread, message: &str) {
    // What a script printed comes before.
    if let Some(stream) = t.sys_attribute("stderr") {
        let written = match fast_write(t, &stream, message) {
            Ok(false) => t.str(message).and_then(|text| t.call_method(&stream, "write", &[text])).map(drop),
            done => done.map(drop),
        };
        if written.is_ok() {
            let _ = flush(t, &stream);
            return;
        }
    }
    use std::io::Write;
    let _ = std::io::stderr().write_all(message.as_bytes());
}

/// Flushes `sys.stdout` and `sys.stderr` at the end; false when something could not be written. Errors of standard output are
/// reported, but for a reader that has gone. What could not be written is given up, so that it is tried and reported once.
pub fn flush_at_exit(t: &Thread) -> bool {
    let mut done = true;
    for name in ["stdout", "stderr"] {
        let Some(stream) = t.sys_attribute(name) else { continue };
        if !matches!(super::base::is_closed(t, &stream), Ok(false)) {
            continue;
        }
        let Err(raised) = flush(t, &stream) else { continue };
        if let Some(text) = text::native(&stream) {
            text.discard(t);
        }
        if name == "stdout" {
            done = false;
            if !t.raised_is(&raised, &ex::BROKEN_PIPE_ERROR) {
                crate::runtime::report::unraisable(t, raised, "Exception ignored on flushing sys.stdout", None);
            }
        }
    }
    done
}

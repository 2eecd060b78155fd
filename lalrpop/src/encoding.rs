//! From the bytes of a source file to text: byte order mark, coding lines (PEP 263), null bytes.

use encoding_rs::Encoding;

use crate::ast::Span;
use crate::error::{Fault, Stage, SyntaxError};
use crate::lines::LineIndex;

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Where the bytes are from, which decides on messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// A file, which is read line by line.
    File,
    /// Bytes given to `compile`, `exec` or `eval`.
    Bytes,
}

/// Decodes a source file with the encodings known here.
///
/// # Errors
/// If it names an unknown encoding, is not valid in its own, or holds a null byte.
pub fn decode_source(bytes: &[u8]) -> Result<String, SyntaxError> {
    decode_source_with(bytes, Origin::File, decode_declared)
}

/// Decodes a source. `codec` decodes what is declared to be in an encoding other than UTF-8; it says why it cannot.
///
/// # Errors
/// As `decode_source`.
pub fn decode_source_with(
    bytes: &[u8],
    origin: Origin,
    codec: impl FnOnce(&[u8], &str) -> Result<String, String>,
) -> Result<String, SyntaxError> {
    let (has_bom, body) = match bytes.strip_prefix(BOM) {
        Some(rest) => (true, rest),
        None => (false, bytes),
    };
    if memchr::memchr(0, body).is_some() {
        let what = if origin == Origin::File { "code" } else { "code string" };
        return Err(SyntaxError::placeless(Stage::Nowhere, format!("source {what} cannot contain null bytes")));
    }
    let fail = |message| {
        let stage = if origin == Origin::File { Stage::Nowhere } else { Stage::Decoder };
        SyntaxError::placeless(stage, message)
    };
    let declared = declared_encoding(body);
    if let Some(name) = &declared {
        // With a mark CPython accepts this one spelling and what starts with it.
        let normal = name.to_ascii_lowercase().replace('_', "-");
        if has_bom && normal != "utf-8" && !normal.starts_with("utf-8-") {
            let shown = if is_latin(&normal) { "iso-8859-1" } else { name };
            return Err(fail(format!("encoding problem: {shown} with BOM")));
        }
    }
    match declared {
        Some(name) if !is_utf8(&name) => codec(body, &name).map_err(fail),
        declared => match std::str::from_utf8(body) {
            Ok(text) => Ok(text.to_owned()),
            Err(e) if origin == Origin::File && declared.is_none() => Err(not_declared(body, e.valid_up_to())),
            Err(e) => Err(not_utf8(body, e)),
        },
    }
}

fn not_declared(body: &[u8], at: usize) -> SyntaxError {
    let byte = body[at];
    let line = 1 + memchr::memchr_iter(b'\n', &body[..at]).count();
    let message = format!(
        "Non-UTF-8 code starting with '\\x{byte:02x}' on line {line}, but no encoding declared; see \
         https://peps.python.org/pep-0263/ for details"
    );
    SyntaxError::placeless(Stage::Nowhere, message)
}

/// CPython finds this in the token that holds the bytes, and gives their position in that.
fn not_utf8(body: &[u8], error: std::str::Utf8Error) -> SyntaxError {
    let at = error.valid_up_to();
    let length = error.error_len().unwrap_or(body.len() - at);
    let which = match length {
        1 => format!("byte 0x{:02x} in position 0", body[at]),
        n => format!("bytes in position 0-{}", n - 1),
    };
    let why = match (error.error_len(), body[at]) {
        (None, _) => "unexpected end of data",
        (_, 0xC2..=0xF4) => "invalid continuation byte",
        _ => "invalid start byte",
    };
    let shown = String::from_utf8_lossy(body);
    let message = format!("(unicode error) 'utf-8' codec can't decode {which}: {why}");
    let place = Span::new(at as u32, (at + char::REPLACEMENT_CHARACTER.len_utf8()) as u32);
    Fault::syntax(message, place).locate(&shown, &LineIndex::new(&shown), true)
}

/// CPython's normal form of a name, as far as it decides between UTF-8 and others.
fn is_utf8(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace('_', "-");
    matches!(name.as_str(), "utf-8" | "utf8" | "u8" | "cp65001" | "utf-8-sig") || name.starts_with("utf-8-")
}

fn is_latin(normal: &str) -> bool {
    let exact = ["latin-1", "latin1", "iso-8859-1", "iso8859-1", "8859", "cp819", "l1", "latin", "iso-latin-1"];
    let starts = ["latin-1-", "iso-8859-1-", "iso-latin-1-"];
    exact.contains(&normal) || starts.iter().any(|start| normal.starts_with(start))
}

/// Decodes text in an encoding known here.
fn decode_declared(body: &[u8], name: &str) -> Result<String, String> {
    let normal = name.to_ascii_lowercase().replace('_', "-");
    if is_latin(&normal) {
        return Ok(body.iter().map(|&b| char::from(b)).collect());
    }
    if matches!(normal.as_str(), "ascii" | "us-ascii" | "646") {
        return match body.iter().position(|b| !b.is_ascii()) {
            None => Ok(String::from_utf8_lossy(body).into_owned()),
            Some(at) => Err(format!(
                "'ascii' codec can't decode byte 0x{:02x} in position {at}: ordinal not in range(128)",
                body[at]
            )),
        };
    }
    let label = match normal.strip_prefix("cp") {
        Some(number) if number.starts_with("125") => format!("windows-{number}"),
        _ => normal.clone(),
    };
    let Some(encoding) = Encoding::for_label(label.as_bytes()) else {
        return Err(format!("unknown encoding: {name}"));
    };
    match encoding.decode_without_bom_handling_and_without_replacement(body) {
        Some(text) => Ok(text.into_owned()),
        None => Err(format!("'{normal}' codec can't decode the source")),
    }
}

/// The name in a coding line: a comment alone on the first line, or on the second if the first is blank or a comment.
fn declared_encoding(body: &[u8]) -> Option<String> {
    let mut lines = body.split(|&b| b == b'\n' || b == b'\r').take(3);
    // A carriage return and a line feed leave an empty piece between them.
    let first = lines.next()?;
    if let Some(name) = coding_name(first) {
        return Some(name);
    }
    let blank = first.iter().find(|b| !matches!(b, b' ' | b'\t' | 0x0C));
    if !matches!(blank, None | Some(b'#')) {
        return None;
    }
    let second = lines.next()?;
    let crlf = second.is_empty() && body.get(first.len()..first.len() + 2) == Some(b"\r\n");
    coding_name(if crlf { lines.next()? } else { second })
}

fn coding_name(line: &[u8]) -> Option<String> {
    let start = line.iter().position(|b| !matches!(b, b' ' | b'\t' | 0x0C))?;
    if line[start] != b'#' {
        return None;
    }
    let comment = &line[start..];
    let found = comment.windows(6).position(|w| w == b"coding")?;
    let after = comment.get(found + 6..)?;
    let after = after.strip_prefix(b":").or_else(|| after.strip_prefix(b"="))?;
    let name: String = after
        .iter()
        .skip_while(|b| matches!(b, b' ' | b'\t'))
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        .map(|&b| char::from(b))
        .collect();
    (!name.is_empty()).then_some(name)
}

//! From the bytes of a source file to text: byte order mark, coding lines (PEP 263), null bytes.

use encoding_rs::Encoding;

use crate::error::SyntaxError;

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Decodes a source file.
///
/// # Errors
/// If it names an unknown encoding, is not valid in its own, or holds a null byte.
pub fn decode_source(bytes: &[u8]) -> Result<String, SyntaxError> {
    let (has_bom, body) = match bytes.strip_prefix(BOM) {
        Some(rest) => (true, rest),
        None => (false, bytes),
    };
    let declared = declared_encoding(body);
    if let Some(name) = &declared {
        // With a mark CPython accepts this one spelling and what starts with it.
        let normal = name.to_ascii_lowercase().replace('_', "-");
        if has_bom && normal != "utf-8" && !normal.starts_with("utf-8-") {
            return Err(SyntaxError::placeless(format!("encoding problem: {name} with BOM")));
        }
    }
    if body.contains(&0) {
        return Err(SyntaxError::placeless("source code cannot contain null bytes".into()));
    }
    match declared {
        Some(name) if !is_utf8(&name) => decode_declared(body, &name),
        declared => match std::str::from_utf8(body) {
            Ok(text) => Ok(text.to_owned()),
            Err(e) => Err(not_utf8(body, e.valid_up_to(), declared.is_some())),
        },
    }
}

fn not_utf8(body: &[u8], at: usize, declared: bool) -> SyntaxError {
    let byte = body[at];
    if declared {
        let message = format!("(unicode error) 'utf-8' codec can't decode byte 0x{byte:02x} in position {at}: ");
        let what = if body.get(at + 1).is_none() { "unexpected end of data" } else { "invalid start byte" };
        return SyntaxError::placeless(message + what);
    }
    let line = 1 + memchr::memchr_iter(b'\n', &body[..at]).count();
    SyntaxError::placeless(format!(
        "Non-UTF-8 code starting with '\\x{byte:02x}' on line {line}, but no encoding declared; see \
         https://peps.python.org/pep-0263/ for details"
    ))
}

/// CPython's normal form of a name, as far as it decides between UTF-8 and others.
fn is_utf8(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace('_', "-");
    matches!(name.as_str(), "utf-8" | "utf8" | "u8" | "cp65001" | "utf-8-sig") || name.starts_with("utf-8-")
}

fn decode_declared(body: &[u8], name: &str) -> Result<String, SyntaxError> {
    let normal = name.to_ascii_lowercase().replace('_', "-");
    let latin = matches!(
        normal.as_str(),
        "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "8859" | "cp819" | "l1" | "latin" | "iso-latin-1"
    ) || normal.starts_with("latin-1-")
        || normal.starts_with("iso-8859-1-")
        || normal.starts_with("iso-latin-1-");
    if latin {
        return Ok(body.iter().map(|&b| char::from(b)).collect());
    }
    if matches!(normal.as_str(), "ascii" | "us-ascii" | "646") {
        return match body.iter().position(|b| !b.is_ascii()) {
            None => Ok(String::from_utf8_lossy(body).into_owned()),
            Some(at) => {
                let message = format!(
                    "(unicode error) 'ascii' codec can't decode byte 0x{:02x} in position {at}: ordinal not in \
                     range(128)",
                    body[at]
                );
                Err(SyntaxError::placeless(message))
            }
        };
    }
    let label = match normal.strip_prefix("cp") {
        Some(number) if number.starts_with("125") => format!("windows-{number}"),
        _ => normal.clone(),
    };
    let Some(encoding) = Encoding::for_label(label.as_bytes()) else {
        return Err(SyntaxError::placeless(format!("unknown encoding: {name}")));
    };
    match encoding.decode_without_bom_handling_and_without_replacement(body) {
        Some(text) => Ok(text.into_owned()),
        None => Err(SyntaxError::placeless(format!("(unicode error) '{normal}' codec can't decode the source"))),
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

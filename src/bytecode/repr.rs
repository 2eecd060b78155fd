//! Constants as text, for listings, messages and annotations that stay text.

use std::fmt::Write;

use super::code::Const;

/// A float as `repr` writes it: shortest digits that read back the same.
fn write_float(out: &mut String, f: f64) {
    if f.is_infinite() {
        // There is no literal for it but one that overflows.
        out.push_str(if f < 0.0 { "-1e309" } else { "1e309" });
        return;
    }
    let magnitude = f.abs();
    if magnitude != 0.0 && !(1e-4..1e16).contains(&magnitude) {
        let text = format!("{f:e}");
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let (sign, exponent) = exponent.strip_prefix('-').map_or(('+', exponent), |e| ('-', e));
        let _ = write!(out, "{digits}e{sign}{exponent:0>2}");
        return;
    }
    let _ = write!(out, "{f:?}");
}

/// A string as `repr` writes it, but that it takes every printable character to be what `char::is_control` denies.
pub(crate) fn write_str(out: &mut String, s: &str) {
    let quote = if s.contains('\'') && !s.contains('"') { '"' } else { '\'' };
    out.push(quote);
    for c in s.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() && (c as u32) < 0x100 => {
                let _ = write!(out, "\\x{:02x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push(quote);
}

fn write_bytes(out: &mut String, bytes: &[u8]) {
    let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') { '"' } else { '\'' };
    out.push('b');
    out.push(quote);
    for &b in bytes {
        match b {
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            b if b == quote as u8 => {
                out.push('\\');
                out.push(quote);
            }
            0x20..=0x7e => out.push(b as char),
            _ => {
                let _ = write!(out, "\\x{b:02x}");
            }
        }
    }
    out.push(quote);
}

fn write_items(out: &mut String, items: &[Const]) {
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        write_constant(out, item);
    }
}

/// A constant as `repr` writes it.
pub(crate) fn write_constant(out: &mut String, value: &Const) {
    match value {
        Const::None => out.push_str("None"),
        Const::True => out.push_str("True"),
        Const::False => out.push_str("False"),
        Const::Ellipsis => out.push_str("Ellipsis"),
        Const::Int(i) => {
            let _ = write!(out, "{i}");
        }
        Const::BigInt(s) => out.push_str(s),
        Const::Float(f) => write_float(out, *f),
        Const::Complex(re, im) => {
            if *re == 0.0 && !re.is_sign_negative() {
                write_part(out, *im);
                out.push('j');
            } else {
                out.push('(');
                write_part(out, *re);
                if !im.is_sign_negative() {
                    out.push('+');
                }
                write_part(out, *im);
                out.push_str("j)");
            }
        }
        Const::Str(s) => write_str(out, s),
        Const::WideStr(w) => {
            out.push('\'');
            for &c in w {
                match char::from_u32(c) {
                    Some(c) if c != '\'' && c != '\\' && !c.is_control() => out.push(c),
                    _ => {
                        let _ = write!(out, "\\u{c:04x}");
                    }
                }
            }
            out.push('\'');
        }
        Const::Bytes(b) => write_bytes(out, b),
        Const::Tuple(items) => {
            out.push('(');
            write_items(out, items);
            out.push_str(if items.len() == 1 { ",)" } else { ")" });
        }
        Const::FrozenSet(items) => {
            out.push_str("frozenset({");
            write_items(out, items);
            out.push_str("})");
        }
        Const::Code(code) => {
            let _ = write!(out, "<code object {}, line {}>", code.name, code.first_line);
        }
    }
}

/// A part of a complex number: without the `.0` of whole numbers.
fn write_part(out: &mut String, f: f64) {
    let start = out.len();
    write_float(out, f);
    if out[start..].ends_with(".0") {
        out.truncate(out.len() - 2);
    }
}

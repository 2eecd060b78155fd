//! ASCII and the single-byte code pages, whose tables come from `encoding_rs`.
//!
//! The web's tables give every byte a meaning; CPython's leave those undefined that the code pages leave undefined.

use super::DecodeFault;
use crate::text::TextBuilder;
use encoding_rs as web;

/// The upper half of a code page; 0 where a byte is undefined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    high: [u16; 128],
}

impl Table {
    /// The table of a web encoding. `keep_controls` is false for the code pages of Windows, where the web puts C1
    /// controls in the gaps.
    fn from_web(encoding: &'static web::Encoding, keep_controls: bool) -> Table {
        let mut high = [0; 128];
        for (i, slot) in high.iter_mut().enumerate() {
            let byte = [0x80 + i as u8];
            let (text, bad) = encoding.decode_without_bom_handling(&byte);
            let code = text.chars().next().map_or(0, u32::from) as u16;
            if !bad && (keep_controls || code >= 0xa0) {
                *slot = code;
            }
        }
        Table { high }
    }

    fn patched(mut self, patches: &[(u8, u16)]) -> Table {
        for (byte, code) in patches {
            self.high[usize::from(byte - 0x80)] = *code;
        }
        self
    }

    /// The table of this name in CPython's spelling (`cp1252`, `iso8859-2`, `koi8-r` …).
    pub fn from_name(name: &str) -> Option<Table> {
        let windows = |e| Some(Table::from_web(e, false));
        let iso = |e| Some(Table::from_web(e, true));
        match name {
            "cp1250" => windows(web::WINDOWS_1250),
            "cp1251" => windows(web::WINDOWS_1251),
            "cp1252" => windows(web::WINDOWS_1252),
            "cp1253" => windows(web::WINDOWS_1253),
            "cp1254" => windows(web::WINDOWS_1254),
            "cp1255" => Some(Table::from_web(web::WINDOWS_1255, false).patched(&[(0xca, 0)])),
            "cp1256" => windows(web::WINDOWS_1256),
            "cp1257" => windows(web::WINDOWS_1257),
            "cp1258" => windows(web::WINDOWS_1258),
            "cp874" => windows(web::WINDOWS_874),
            "cp866" => iso(web::IBM866),
            "koi8-r" => iso(web::KOI8_R),
            "koi8-u" => Some(Table::from_web(web::KOI8_U, true).patched(&[(0xae, 0x255d), (0xbe, 0x256c)])),
            "mac-roman" => iso(web::MACINTOSH),
            "mac-cyrillic" => iso(web::X_MAC_CYRILLIC),
            "iso8859-2" => iso(web::ISO_8859_2),
            "iso8859-3" => iso(web::ISO_8859_3),
            "iso8859-4" => iso(web::ISO_8859_4),
            "iso8859-5" => iso(web::ISO_8859_5),
            "iso8859-6" => iso(web::ISO_8859_6),
            "iso8859-7" => iso(web::ISO_8859_7),
            "iso8859-8" => iso(web::ISO_8859_8),
            "iso8859-9" => {
                let latin1 = Table { high: std::array::from_fn(|i| 0x80 + i as u16) };
                Some(latin1.patched(&[
                    (0xd0, 0x11e),
                    (0xdd, 0x130),
                    (0xde, 0x15e),
                    (0xf0, 0x11f),
                    (0xfd, 0x131),
                    (0xfe, 0x15f),
                ]))
            }
            "iso8859-10" => iso(web::ISO_8859_10),
            "iso8859-11" | "tis-620" => {
                let mut table = Table::from_web(web::WINDOWS_874, false);
                for i in 0..0x20 {
                    table.high[i] = 0x80 + i as u16;
                }
                if name == "tis-620" {
                    table.high[0x20] = 0;
                }
                Some(table)
            }
            "iso8859-13" => iso(web::ISO_8859_13),
            "iso8859-14" => iso(web::ISO_8859_14),
            "iso8859-15" => iso(web::ISO_8859_15),
            "iso8859-16" => iso(web::ISO_8859_16),
            _ => None,
        }
    }

    /// The code point of a byte.
    #[inline]
    pub fn decode(&self, byte: u8) -> Option<u32> {
        if byte < 0x80 {
            return Some(byte.into());
        }
        let code = self.high[usize::from(byte - 0x80)];
        (code != 0).then_some(code.into())
    }

    /// The byte of a code point.
    pub fn encode(&self, code: u32) -> Option<u8> {
        if code < 0x80 {
            return Some(code as u8);
        }
        let code = u16::try_from(code).ok()?;
        self.high.iter().position(|c| *c == code).map(|i| 0x80 + i as u8)
    }
}

pub(super) fn decode_ascii<E>(
    input: &[u8],
    out: &mut TextBuilder,
    on_error: &mut impl FnMut(&DecodeFault, &mut TextBuilder) -> Result<usize, E>,
) -> Result<usize, E> {
    let mut at = 0;
    while at < input.len() {
        let run = input[at..].iter().position(|b| *b >= 0x80).unwrap_or(input.len() - at);
        out.push_latin1(&input[at..at + run]);
        at += run;
        if at < input.len() {
            let fault = DecodeFault { encoding: "ascii", start: at, end: at + 1, reason: "ordinal not in range(128)" };
            at = on_error(&fault, out)?;
        }
    }
    Ok(input.len())
}

pub(super) fn decode<E>(
    table: &Table,
    input: &[u8],
    out: &mut TextBuilder,
    on_error: &mut impl FnMut(&DecodeFault, &mut TextBuilder) -> Result<usize, E>,
) -> Result<usize, E> {
    let mut at = 0;
    while at < input.len() {
        if let Some(code) = table.decode(input[at]) {
            out.push(code);
            at += 1;
            continue;
        }
        let fault =
            DecodeFault { encoding: "charmap", start: at, end: at + 1, reason: "character maps to <undefined>" };
        at = on_error(&fault, out)?;
    }
    Ok(input.len())
}

//! Which codec a name means, and how each encodes one code point.

use super::single::Table;
use super::{multibyte, put16, put32};
use crate::int::Endian;
use crate::text::is_surrogate;

/// A codec. For UTF-16 and UTF-32, `None` is the form with a byte order mark.
// A codec is looked up and passed on, never stored in numbers, so the table is kept in place.
#[allow(clippy::large_enum_variant)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Codec {
    /// UTF-8.
    Utf8,
    /// UTF-8 that starts with a byte order mark.
    Utf8Sig,
    /// UTF-16.
    Utf16(Option<Endian>),
    /// UTF-32.
    Utf32(Option<Endian>),
    /// ISO 8859-1.
    Latin1,
    /// ASCII.
    Ascii,
    /// A code page.
    Single(Table),
    /// Python's escapes over Latin-1.
    UnicodeEscape,
    /// Latin-1 with `\uXXXX` and `\UXXXXXXXX` for the rest.
    RawUnicodeEscape,
    /// An East Asian encoding.
    Multibyte(&'static encoding_rs::Encoding),
}

/// A name as codecs are looked up: lower case, every run of other characters than letters, digits and `.` one `_`.
pub fn normalize(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii_alphanumeric() || c == '.' {
            out.push(c.to_ascii_lowercase());
        } else if c.is_ascii() && !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
    }
    out.truncate(out.trim_end_matches('_').len());
    out
}

/// The codec of a name or alias, and its canonical name (`codecs.lookup(name).name`).
pub fn lookup(name: &str) -> Option<(Codec, &'static str)> {
    let name = normalize(name);
    let single = |n: &'static str| Table::from_name(n).map(|t| (Codec::Single(t), n));
    let multi = |e: &'static encoding_rs::Encoding, n| Some((Codec::Multibyte(e), n));
    match name.as_str() {
        "utf_8" | "utf8" | "u8" | "utf" | "utf8_ucs2" | "utf8_ucs4" | "cp65001" => Some((Codec::Utf8, "utf-8")),
        "utf_8_sig" => Some((Codec::Utf8Sig, "utf-8-sig")),
        "utf_16" | "utf16" | "u16" => Some((Codec::Utf16(None), "utf-16")),
        "utf_16_le" | "utf_16le" | "unicodelittleunmarked" => Some((Codec::Utf16(Some(Endian::Little)), "utf-16-le")),
        "utf_16_be" | "utf_16be" | "unicodebigunmarked" => Some((Codec::Utf16(Some(Endian::Big)), "utf-16-be")),
        "utf_32" | "utf32" | "u32" => Some((Codec::Utf32(None), "utf-32")),
        "utf_32_le" | "utf_32le" => Some((Codec::Utf32(Some(Endian::Little)), "utf-32-le")),
        "utf_32_be" | "utf_32be" => Some((Codec::Utf32(Some(Endian::Big)), "utf-32-be")),
        "latin_1" | "latin1" | "latin" | "l1" | "iso_8859_1" | "iso8859_1" | "iso8859" | "8859" | "cp819"
        | "ibm819" | "iso_8859_1_1987" | "iso_ir_100" | "csisolatin1" => Some((Codec::Latin1, "iso8859-1")),
        "ascii" | "us_ascii" | "646" | "ansi_x3.4_1968" | "ansi_x3_4_1968" | "ansi_x3.4_1986" | "cp367" | "ibm367"
        | "iso646_us" | "iso_646.irv_1991" | "iso_ir_6" | "us" | "csascii" => Some((Codec::Ascii, "ascii")),
        "unicode_escape" => Some((Codec::UnicodeEscape, "unicode_escape")),
        "raw_unicode_escape" => Some((Codec::RawUnicodeEscape, "raw-unicode-escape")),
        "cp1250" | "1250" | "windows_1250" => single("cp1250"),
        "cp1251" | "1251" | "windows_1251" => single("cp1251"),
        "cp1252" | "1252" | "windows_1252" => single("cp1252"),
        "cp1253" | "1253" | "windows_1253" => single("cp1253"),
        "cp1254" | "1254" | "windows_1254" => single("cp1254"),
        "cp1255" | "1255" | "windows_1255" => single("cp1255"),
        "cp1256" | "1256" | "windows_1256" => single("cp1256"),
        "cp1257" | "1257" | "windows_1257" => single("cp1257"),
        "cp1258" | "1258" | "windows_1258" => single("cp1258"),
        "cp866" | "866" | "ibm866" | "csibm866" => single("cp866"),
        "cp874" => single("cp874"),
        "koi8_r" | "cskoi8r" => single("koi8-r"),
        "koi8_u" => single("koi8-u"),
        "mac_roman" | "macroman" | "macintosh" => single("mac-roman"),
        "mac_cyrillic" | "maccyrillic" => single("mac-cyrillic"),
        "iso8859_2" | "iso_8859_2" | "latin2" | "l2" | "csisolatin2" => single("iso8859-2"),
        "iso8859_3" | "iso_8859_3" | "latin3" | "l3" | "csisolatin3" => single("iso8859-3"),
        "iso8859_4" | "iso_8859_4" | "latin4" | "l4" | "csisolatin4" => single("iso8859-4"),
        "iso8859_5" | "iso_8859_5" | "cyrillic" | "csisolatincyrillic" => single("iso8859-5"),
        "iso8859_6" | "iso_8859_6" | "arabic" | "csisolatinarabic" => single("iso8859-6"),
        "iso8859_7" | "iso_8859_7" | "greek" | "greek8" | "csisolatingreek" => single("iso8859-7"),
        "iso8859_8" | "iso_8859_8" | "hebrew" | "csisolatinhebrew" => single("iso8859-8"),
        "iso8859_9" | "iso_8859_9" | "latin5" | "l5" | "csisolatin5" => single("iso8859-9"),
        "iso8859_10" | "iso_8859_10" | "latin6" | "l6" | "csisolatin6" => single("iso8859-10"),
        "iso8859_11" | "iso_8859_11" | "thai" => single("iso8859-11"),
        "tis_620" | "tis620" => single("tis-620"),
        "iso8859_13" | "iso_8859_13" | "latin7" | "l7" => single("iso8859-13"),
        "iso8859_14" | "iso_8859_14" | "latin8" | "l8" => single("iso8859-14"),
        "iso8859_15" | "iso_8859_15" | "latin9" | "l9" => single("iso8859-15"),
        "iso8859_16" | "iso_8859_16" | "latin10" | "l10" => single("iso8859-16"),
        "shift_jis" | "sjis" | "s_jis" | "shiftjis" | "csshiftjis" => multi(encoding_rs::SHIFT_JIS, "shift_jis"),
        "cp932" | "932" | "ms932" | "mskanji" | "ms_kanji" | "windows_31j" => multi(encoding_rs::SHIFT_JIS, "cp932"),
        "euc_jp" | "eucjp" | "ujis" => multi(encoding_rs::EUC_JP, "euc_jp"),
        "euc_kr" | "euckr" | "korean" => multi(encoding_rs::EUC_KR, "euc_kr"),
        "cp949" | "949" | "ms949" | "uhc" => multi(encoding_rs::EUC_KR, "cp949"),
        "gbk" | "936" | "cp936" | "ms936" => multi(encoding_rs::GBK, "gbk"),
        "gb18030" | "gb18030_2000" => multi(encoding_rs::GB18030, "gb18030"),
        "gb2312" | "chinese" | "euc_cn" | "euccn" => multi(encoding_rs::GBK, "gb2312"),
        "big5" | "big5_tw" | "csbig5" => multi(encoding_rs::BIG5, "big5"),
        "cp950" | "950" | "ms950" => multi(encoding_rs::BIG5, "cp950"),
        _ => None,
    }
}

/// How a codec encodes one code point at a time.
pub(super) struct Encoder {
    codec: Codec,
    /// The codec's name in exceptions.
    pub(super) name: &'static str,
    /// Why a code point cannot be encoded.
    pub(super) reason: &'static str,
    /// True if a fault covers the whole run of code points that cannot be encoded.
    pub(super) runs: bool,
}

impl Encoder {
    pub(super) fn new(codec: Codec) -> Encoder {
        let surrogates = "surrogates not allowed";
        let (name, reason, runs) = match codec {
            Codec::Utf8 | Codec::Utf8Sig | Codec::UnicodeEscape | Codec::RawUnicodeEscape => {
                ("utf-8", surrogates, true)
            }
            Codec::Utf16(None) => ("utf-16", surrogates, false),
            Codec::Utf16(Some(Endian::Little)) => ("utf-16-le", surrogates, false),
            Codec::Utf16(Some(Endian::Big)) => ("utf-16-be", surrogates, false),
            Codec::Utf32(None) => ("utf-32", surrogates, false),
            Codec::Utf32(Some(Endian::Little)) => ("utf-32-le", surrogates, false),
            Codec::Utf32(Some(Endian::Big)) => ("utf-32-be", surrogates, false),
            Codec::Latin1 => ("latin-1", "ordinal not in range(256)", true),
            Codec::Ascii => ("ascii", "ordinal not in range(128)", true),
            Codec::Single(_) => ("charmap", "character maps to <undefined>", true),
            Codec::Multibyte(e) => (multibyte::name(e), "illegal multibyte sequence", false),
        };
        Encoder { codec, name, reason, runs }
    }

    /// Appends a code point; false if it cannot be encoded.
    #[inline]
    pub(super) fn put(&self, code: u32, out: &mut Vec<u8>) -> bool {
        match self.codec {
            Codec::Utf8 | Codec::Utf8Sig | Codec::UnicodeEscape | Codec::RawUnicodeEscape => {
                if code < 0x80 {
                    out.push(code as u8);
                    return true;
                }
                let Some(c) = char::from_u32(code) else {
                    return false;
                };
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
            Codec::Utf16(endian) => {
                let endian = endian.unwrap_or(Endian::NATIVE);
                let Some(c) = char::from_u32(code) else {
                    return false;
                };
                for unit in c.encode_utf16(&mut [0; 2]) {
                    put16(out, *unit, endian);
                }
            }
            Codec::Utf32(endian) => {
                if is_surrogate(code) {
                    return false;
                }
                put32(out, code, endian.unwrap_or(Endian::NATIVE));
            }
            Codec::Latin1 | Codec::Ascii => {
                let limit = if self.codec == Codec::Ascii { 0x80 } else { 0x100 };
                if code >= limit {
                    return false;
                }
                out.push(code as u8);
            }
            Codec::Single(ref table) => match table.encode(code) {
                Some(byte) => out.push(byte),
                None => return false,
            },
            Codec::Multibyte(encoding) => return multibyte::put(encoding, code, out),
        }
        true
    }
}

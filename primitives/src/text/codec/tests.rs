//! Values recorded from CPython 3.13.

use super::*;
use crate::text::unicode::fingerprint::Fnv;
use proptest::prelude::*;

fn codec(name: &str) -> Codec {
    lookup(name).unwrap().0
}

fn dec(name: &str, handler: &str, input: &[u8]) -> Result<Vec<u32>, (String, String)> {
    decode_with(codec(name), input, Handler::from_name(handler).unwrap()).map(|t| t.codes()).map_err(|e| match e {
        HandlerError::Fault(f) => (f.encoding.to_owned(), f.message(input)),
        HandlerError::Unsuitable => (String::new(), String::new()),
    })
}

fn enc(name: &str, handler: &str, text: &[u32]) -> Result<Vec<u8>, String> {
    encode_with(codec(name), text, Handler::from_name(handler).unwrap()).map_err(|e| match e {
        HandlerError::Fault(f) => f.message(text),
        HandlerError::Unsuitable => String::new(),
    })
}

#[test]
fn decoding_faults() {
    for (name, input, message) in [
        ("utf-8", &b"a\xff"[..], "'utf-8' codec can't decode byte 0xff in position 1: invalid start byte"),
        ("utf-8", b"\xe0\x80", "'utf-8' codec can't decode byte 0xe0 in position 0: invalid continuation byte"),
        ("utf-8", b"\xe1\x80", "'utf-8' codec can't decode bytes in position 0-1: unexpected end of data"),
        ("utf-8", b"\xf0\x90\x80a", "'utf-8' codec can't decode bytes in position 0-2: invalid continuation byte"),
        ("utf-8", b"\xed\xa0\x80", "'utf-8' codec can't decode byte 0xed in position 0: invalid continuation byte"),
        ("utf-8", b"\xf5", "'utf-8' codec can't decode byte 0xf5 in position 0: invalid start byte"),
        ("utf-8", b"\xc3", "'utf-8' codec can't decode byte 0xc3 in position 0: unexpected end of data"),
        ("ascii", b"\x80\x81", "'ascii' codec can't decode byte 0x80 in position 0: ordinal not in range(128)"),
        ("cp1252", b"\x81", "'charmap' codec can't decode byte 0x81 in position 0: character maps to <undefined>"),
        ("utf-16", b"\x00", "'utf-16-le' codec can't decode byte 0x00 in position 0: truncated data"),
        ("utf-16", b"\xfe\xff\x00", "'utf-16-be' codec can't decode byte 0x00 in position 2: truncated data"),
        ("utf-16-le", b"\x00\xd8", "'utf-16-le' codec can't decode bytes in position 0-1: unexpected end of data"),
        ("utf-16-le", b"\x00\xd8\x00", "'utf-16-le' codec can't decode bytes in position 0-2: unexpected end of data"),
        (
            "utf-16-le",
            b"\x00\xd8a\x00",
            "'utf-16-le' codec can't decode bytes in position 0-1: illegal UTF-16 surrogate",
        ),
        ("utf-16-le", b"\x00\xdca\x00", "'utf-16-le' codec can't decode bytes in position 0-1: illegal encoding"),
        ("utf-32-le", b"\x00\x00\x00", "'utf-32-le' codec can't decode bytes in position 0-2: truncated data"),
        (
            "utf-32-le",
            b"\x00\xd8\x00\x00",
            "'utf-32-le' codec can't decode bytes in position 0-3: code point in surrogate code point range(0xd800, 0xe000)",
        ),
        (
            "utf-32-be",
            b"\xff\xff\xff\xff",
            "'utf-32-be' codec can't decode bytes in position 0-3: code point not in range(0x110000)",
        ),
        (
            "unicode_escape",
            b"a\\x1",
            "'unicodeescape' codec can't decode bytes in position 1-3: truncated \\xXX escape",
        ),
    ] {
        assert_eq!(dec(name, "strict", input).unwrap_err().1, message);
    }
}

#[test]
fn decoding_handlers() {
    for (name, handler, input, expected) in [
        ("utf-8", "surrogatepass", &b"\xed\xa0\x80"[..], &[0xd800][..]),
        ("utf-8", "surrogateescape", b"a\xff\xfe", &[97, 0xdcff, 0xdcfe]),
        ("utf8", "replace", b"\xe1\x80a", &[0xfffd, 97]),
        ("utf8", "ignore", b"\xe1\x80a", &[97]),
        ("ascii", "surrogateescape", b"a\x80\x81", &[97, 0xdc80, 0xdc81]),
        ("utf-16-le", "surrogatepass", b"\x00\xd8", &[0xd800]),
        ("utf-32-le", "surrogatepass", b"\x00\xd8\x00\x00", &[0xd800]),
        ("utf-16-le", "replace", b"\x00\xd8", &[0xfffd]),
        ("utf-8-sig", "strict", b"\xef\xbb\xbfa", &[97]),
        ("utf-16", "strict", b"\xfe\xff\x00a", &[97]),
        ("utf-32", "strict", b"\xff\xfe\x00\x00a\x00\x00\x00", &[97]),
        ("unicode_escape", "strict", b"\xe9\\n", &[0xe9, 10]),
        ("raw_unicode_escape", "strict", b"\\u1234\xe9\\\\u12", &[0x1234, 0xe9, 92, 92, 117, 49, 50]),
        ("raw_unicode_escape", "replace", b"\\u12z\\", &[0xfffd, 122, 92]),
        ("cp1252", "strict", b"\x80", &[0x20ac]),
        ("shift_jis", "strict", b"\x82\xa0a", &[0x3042, 97]),
        ("gbk", "replace", b"\xffa", &[0xfffd, 97]),
    ] {
        assert_eq!(dec(name, handler, input).unwrap(), expected, "{name} {handler}");
    }
    assert_eq!(dec("utf-8", "backslashreplace", b"\xff").unwrap(), [92, 120, 102, 102]);
    assert_eq!(dec("utf-8", "namereplace", b"\xff").unwrap_err().1, "");
}

#[test]
fn encoding() {
    for (name, handler, text, expected) in [
        ("utf-8", "surrogatepass", &[97, 0xd800, 0xd801][..], &b"a\xed\xa0\x80\xed\xa0\x81"[..]),
        ("utf-8", "surrogateescape", &[97, 0xdc80], b"a\x80"),
        ("ascii", "backslashreplace", &[0x1234, 0x1f600, 0xe9], b"\\u1234\\U0001f600\\xe9"),
        ("ascii", "xmlcharrefreplace", &[0x1234, 0x1f600], b"&#4660;&#128512;"),
        ("ascii", "namereplace", &[0x1234, 0x1f600, 0x80], b"\\N{ETHIOPIC SYLLABLE SEE}\\N{GRINNING FACE}\\x80"),
        ("cp1252", "strict", &[0x20ac], b"\x80"),
        ("utf-16", "strict", &[97], b"\xff\xfea\x00"),
        ("utf-32", "strict", &[97, 0x1f600], b"\xff\xfe\x00\x00a\x00\x00\x00\x00\xf6\x01\x00"),
        ("utf-16-be", "surrogatepass", &[0xd800], b"\xd8\x00"),
        ("utf-8", "replace", &[0xd800], b"?"),
        ("utf-8-sig", "strict", &[97], b"\xef\xbb\xbfa"),
        ("unicode_escape", "strict", &[0xe9, 0x1234, 10, 0x1f600, 92], b"\\xe9\\u1234\\n\\U0001f600\\\\"),
        ("raw_unicode_escape", "strict", &[0xe9, 0x1234, 10, 0x1f600], b"\xe9\\u1234\n\\U0001f600"),
        ("shift_jis", "strict", &[0x3042], b"\x82\xa0"),
        ("latin-1", "strict", &[0xe9], b"\xe9"),
    ] {
        assert_eq!(enc(name, handler, text).unwrap(), expected, "{name} {handler}");
    }
    for (name, handler, text, message) in [
        (
            "utf-8",
            "strict",
            &[0xd800, 97][..],
            "'utf-8' codec can't encode character '\\ud800' in position 0: surrogates not allowed",
        ),
        (
            "utf-8",
            "surrogateescape",
            &[97, 0xd800],
            "'utf-8' codec can't encode character '\\ud800' in position 1: surrogates not allowed",
        ),
        (
            "ascii",
            "strict",
            &[0xe9, 0x1234],
            "'ascii' codec can't encode characters in position 0-1: ordinal not in range(128)",
        ),
        (
            "latin-1",
            "strict",
            &[97, 0x1234, 0x1235, 98],
            "'latin-1' codec can't encode characters in position 1-2: ordinal not in range(256)",
        ),
        (
            "cp1252",
            "strict",
            &[97, 0x81, 0x82],
            "'charmap' codec can't encode characters in position 1-2: character maps to <undefined>",
        ),
        (
            "utf-16",
            "surrogateescape",
            &[0xdc80],
            "'utf-16' codec can't encode character '\\udc80' in position 0: surrogates not allowed",
        ),
    ] {
        assert_eq!(enc(name, handler, text).unwrap_err(), message);
    }
}

#[test]
fn names() {
    for (name, canonical) in [
        ("UTF-8", "utf-8"),
        ("Latin 1", "iso8859-1"),
        ("windows-1252", "cp1252"),
        ("UTF-16LE", "utf-16-le"),
        ("646", "ascii"),
        ("ISO-8859-15", "iso8859-15"),
    ] {
        assert_eq!(lookup(name).unwrap().1, canonical);
    }
    assert!(lookup("nope").is_none() && lookup("").is_none());
}

#[test]
fn tables() {
    for (name, fingerprint) in [
        ("cp1250", 0x599ba0e7cad16366),
        ("cp1251", 0x731f8f3cb22e4b47),
        ("cp1252", 0xc7d282e1952e70aa),
        ("cp1253", 0xf67f51c96ac7e68),
        ("cp1254", 0x127ba4d8b9e379d4),
        ("cp1255", 0x9e276e1f1eced257),
        ("cp1256", 0x46711c5e8a2a8f88),
        ("cp1257", 0xae606605a49f7b20),
        ("cp1258", 0xf575fece05a9623c),
        ("cp866", 0x68e30d59366d3725),
        ("cp874", 0xa9d60fb08311536c),
        ("koi8-r", 0xf37e4e0d7449004e),
        ("koi8-u", 0x788fcb9ac26dcab3),
        ("mac-roman", 0x3b421ad187a4a9c5),
        ("mac-cyrillic", 0xa065bc066a108b7b),
        ("iso8859-2", 0x2a7f21e4753b7fd2),
        ("iso8859-3", 0x40ccf68b354351db),
        ("iso8859-4", 0xb3ff617df913944c),
        ("iso8859-5", 0x6bcbec491ec67d6a),
        ("iso8859-6", 0x776ca3a76a75570),
        ("iso8859-7", 0x46503fb388bbae60),
        ("iso8859-8", 0xb8e8e23bacfb1605),
        ("iso8859-9", 0x1f4993894b0f1f8c),
        ("iso8859-10", 0x4468ad9a3f4742b),
        ("iso8859-11", 0x8c13a8a23434bedf),
        ("tis-620", 0x7e9c53a090e2efff),
        ("iso8859-13", 0x980fcbef3f04b32),
        ("iso8859-14", 0x3eab2180b466be17),
        ("iso8859-15", 0x2a6e664d24635880),
        ("iso8859-16", 0xe3c4362601f6ff54),
    ] {
        let table = Table::from_name(name).unwrap();
        let mut f = Fnv::new();
        for b in 128..=255u8 {
            let c = table.decode(b).unwrap_or(0) as u16;
            c.to_le_bytes().into_iter().for_each(|b| f.add(b));
        }
        assert_eq!(f.0, fingerprint, "{name}");
    }
}

#[test]
fn pieces() {
    let mut out = TextBuilder::new();
    let used = decode(Codec::Utf8, b"a\xe1\x80", false, &mut out, |f, _| Err(f.clone())).unwrap();
    assert_eq!((used, out.len()), (1, 1));
    let used =
        decode(Codec::Utf16(Some(Endian::Little)), b"a\0\0\xd8", false, &mut out, |f, _| Err(f.clone())).unwrap();
    assert_eq!((used, out.len()), (2, 2));
}

proptest! {
    #[test]
    fn round_trips(s: String) {
        let codes: Vec<u32> = s.chars().map(u32::from).collect();
        for name in ["utf-8", "utf-16", "utf-16-be", "utf-32", "utf-32-le", "utf-8-sig", "unicode_escape", "gb18030"] {
            let bytes = enc(name, "strict", &codes).unwrap();
            if name != "gb18030" {
                prop_assert_eq!(dec(name, "strict", &bytes).unwrap(), codes.clone());
            }
        }
        prop_assert_eq!(enc("utf-8", "strict", &codes).unwrap(), s.as_bytes());
    }

    #[test]
    fn no_bytes_panic(bytes: Vec<u8>) {
        for name in ["utf-8", "utf-16", "utf-32", "unicode_escape", "raw_unicode_escape", "cp1253", "euc_jp", "iso8859-8", "gb18030", "big5"] {
            for handler in ["strict", "replace", "surrogateescape", "surrogatepass", "backslashreplace", "ignore"] {
                let _ = dec(name, handler, &bytes);
            }
        }
        let escaped = dec("utf-8", "surrogateescape", &bytes).unwrap();
        prop_assert_eq!(enc("utf-8", "surrogateescape", &escaped).unwrap(), bytes);
    }
}

//! Character predicates as of Unicode 15.1, the version of CPython 3.13.
//!
//! The crates behind them carry later versions. Characters assigned since then are masked as unassigned; the few
//! properties that changed on older characters are put back. A test compares a fingerprint over all code points with
//! the one recorded from CPython.

use super::numeric_data::RUNS;
use super::{Unit, is_surrogate};
use unicode_casing::CharExt;
use unicode_general_category::{GeneralCategory as G, get_general_category};

/// Ranges of characters assigned after Unicode 15.1 (and code points that stay unassigned between them).
#[rustfmt::skip]
const LATER: &[(u32, u32)] = &[
    (0x558, 0x558), (0x58b, 0x58c), (0x5c8, 0x5c9), (0x88f, 0x88f), (0x897, 0x897), (0xb53, 0xb54), (0xc5c, 0xc5c),
    (0xcdc, 0xcdc), (0x1acf, 0x1af0), (0x1b4e, 0x1b4f), (0x1b7f, 0x1b7f), (0x1c89, 0x1c8a), (0x208f, 0x208f),
    (0x209d, 0x209f), (0x20c1, 0x20c4), (0x2427, 0x2429), (0x2b96, 0x2b96), (0x2e60, 0x2e63), (0x31e4, 0x31e5),
    (0xa7cb, 0xa7cf), (0xa7d2, 0xa7d2), (0xa7d4, 0xa7d4), (0xa7da, 0xa7f1), (0xab6c, 0xab6d), (0xfbc3, 0xfbd2),
    (0xfd90, 0xfd91), (0xfdc8, 0xfdce), (0x105c0, 0x105f3), (0x107bb, 0x107bf), (0x10940, 0x10959),
    (0x10d40, 0x10d8f), (0x10ec2, 0x10efc), (0x11380, 0x113e2), (0x116d0, 0x116e3), (0x11b0a, 0x11bf9),
    (0x11db0, 0x11df1), (0x11f5a, 0x11f5a), (0x1246f, 0x1246f), (0x12475, 0x1247f), (0x12550, 0x12686),
    (0x13460, 0x143fa), (0x16100, 0x16139), (0x16d40, 0x16d79), (0x16ea0, 0x16ed3), (0x16ff2, 0x16ff6),
    (0x187f8, 0x187ff), (0x18cd6, 0x18cff), (0x18d09, 0x191d2), (0x1b123, 0x1b128), (0x1b168, 0x1b168),
    (0x1cc00, 0x1cefd), (0x1d127, 0x1d128), (0x1d1eb, 0x1d1ff), (0x1d250, 0x1d281), (0x1d6a6, 0x1d6a6),
    (0x1db00, 0x1db1c), (0x1df1f, 0x1df24), (0x1df2b, 0x1dfff), (0x1e5d0, 0x1e6ff), (0x1f1ae, 0x1f1ae),
    (0x1f6d8, 0x1f6d9), (0x1f777, 0x1f77a), (0x1f7da, 0x1f7db), (0x1f7f1, 0x1f7ff), (0x1f8b2, 0x1f8d8),
    (0x1fa54, 0x1fa57), (0x1fa89, 0x1fa8f), (0x1fabe, 0x1fabe), (0x1fac6, 0x1facd), (0x1fadc, 0x1fadf),
    (0x1fae9, 0x1faef), (0x1faf9, 0x1fafa), (0x1fbcb, 0x1fbef), (0x1fbfa, 0x1fbfa), (0x2b73a, 0x2b73f),
    (0x2b81e, 0x2b81e), (0x2cea2, 0x2cead), (0x323b0, 0x3fc3f),
];

/// The character, unless the code point is a surrogate or was assigned after Unicode 15.1.
#[inline]
pub(super) fn known(code: u32) -> Option<char> {
    if code < 0x558 {
        return char::from_u32(code);
    }
    let i = LATER.partition_point(|(_, last)| *last < code);
    if LATER.get(i).is_some_and(|(first, _)| *first <= code) {
        return None;
    }
    char::from_u32(code)
}

fn category(code: u32) -> G {
    match known(code) {
        Some(c) => get_general_category(c),
        None if is_surrogate(code) => G::Surrogate,
        None => G::Unassigned,
    }
}

/// `isalpha` of one character: any kind of letter.
#[inline]
pub fn is_alpha(code: u32) -> bool {
    if code < 0x80 {
        return (code as u8).is_ascii_alphabetic();
    }
    matches!(
        category(code),
        G::UppercaseLetter | G::LowercaseLetter | G::TitlecaseLetter | G::ModifierLetter | G::OtherLetter
    )
}

/// `isalnum` of one character.
pub fn is_alnum(code: u32) -> bool {
    is_alpha(code) || is_numeric(code)
}

/// The value of a decimal digit of any script (`isdecimal`).
#[inline]
pub fn decimal_value(code: u32) -> Option<u8> {
    if code < 0x80 {
        return (code as u8).is_ascii_digit().then(|| code as u8 - b'0');
    }
    if category(code) != G::DecimalNumber {
        return None;
    }
    // Decimal digits come in runs of ten from zero to nine. A run starts where the last hexadecimal digit of its
    // address is 0 or 6, but for the mathematical digits, which are five runs in a row.
    if (0x1d7ce..=0x1d7ff).contains(&code) {
        return Some(((code - 0x1d7ce) % 10) as u8);
    }
    let low = (code & 0xf) as u8;
    let starts_at_zero = category(code & !0xf) == G::DecimalNumber;
    Some(if starts_at_zero { low } else { low - 6 })
}

fn run(code: u32) -> Option<(i64, i64)> {
    let i = RUNS.partition_point(|r| r.0 <= code);
    let (first, count, numerator, denominator, step) = *RUNS.get(i.checked_sub(1)?)?;
    let offset = code - first;
    (offset < count).then(|| (numerator + step * i64::from(offset), denominator))
}

/// The value of a digit, superscripts, circled digits and the like among them (`isdigit`).
pub fn digit_value(code: u32) -> Option<u8> {
    decimal_value(code).or_else(|| {
        if code < 0x80 || category(code) != G::OtherNumber || !has_digit_type(code) {
            return None;
        }
        run(code).map(|(n, _)| n as u8)
    })
}

/// Characters with Numeric_Type=Digit; they are all of category No.
fn has_digit_type(code: u32) -> bool {
    const RANGES: &[(u32, u32)] = &[
        (0xb2, 0xb3),
        (0xb9, 0xb9),
        (0x1369, 0x1371),
        (0x19da, 0x19da),
        (0x2070, 0x2070),
        (0x2074, 0x2079),
        (0x2080, 0x2089),
        (0x2460, 0x2468),
        (0x2474, 0x247c),
        (0x2488, 0x2490),
        (0x24ea, 0x24ea),
        (0x24f5, 0x24fd),
        (0x24ff, 0x24ff),
        (0x2776, 0x277e),
        (0x2780, 0x2788),
        (0x278a, 0x2792),
        (0x10a40, 0x10a43),
        (0x10e60, 0x10e68),
        (0x11052, 0x1105a),
        (0x1f100, 0x1f10a),
    ];
    RANGES.iter().any(|(a, b)| (*a..=*b).contains(&code))
}

/// `isdigit` of one character.
pub fn is_digit(code: u32) -> bool {
    digit_value(code).is_some()
}

/// The value of a numeric character, fractions and ideographs among them (`unicodedata.numeric`).
pub fn numeric_value(code: u32) -> Option<f64> {
    if let Some(d) = decimal_value(code) {
        return Some(d.into());
    }
    run(code).map(|(n, d)| n as f64 / d as f64)
}

/// `isnumeric` of one character.
pub fn is_numeric(code: u32) -> bool {
    if code < 0x80 {
        return (code as u8).is_ascii_digit();
    }
    decimal_value(code).is_some() || run(code).is_some()
}

/// `isspace` of one character, also what `str.split()` and `str.strip()` take as white space.
#[inline]
pub fn is_space(code: u32) -> bool {
    match code {
        0x20 | 0x9..=0xd | 0x1c..=0x1f => true,
        0..0x80 => false,
        0x85 | 0xa0 | 0x1680 | 0x2000..=0x200a | 0x2028 | 0x2029 | 0x202f | 0x205f | 0x3000 => true,
        _ => false,
    }
}

/// `isprintable` of one character: what `repr` shows as it is.
#[inline]
pub fn is_printable(code: u32) -> bool {
    if code < 0x7f {
        return code >= 0x20;
    }
    !matches!(
        category(code),
        G::Control
            | G::Format
            | G::Surrogate
            | G::PrivateUse
            | G::Unassigned
            | G::LineSeparator
            | G::ParagraphSeparator
            | G::SpaceSeparator
    )
}

/// `islower` of one character.
pub fn is_lower(code: u32) -> bool {
    // 0295 was a small letter until Unicode 16.
    code == 0x295 || known(code).is_some_and(char::is_lowercase)
}

/// `isupper` of one character.
pub fn is_upper(code: u32) -> bool {
    known(code).is_some_and(char::is_uppercase)
}

/// True for title-case letters such as U+01C5.
pub fn is_title(code: u32) -> bool {
    code >= 0x1c5 && known(code).is_some_and(CharExt::is_titlecase)
}

/// True for letters with case.
pub fn is_cased(code: u32) -> bool {
    is_lower(code) || is_upper(code) || is_title(code)
}

/// True for characters that do not interrupt a word when a final sigma is looked for.
pub(super) fn is_case_ignorable(code: u32) -> bool {
    matches!(
        code,
        0x27 | 0x2e
            | 0x3a
            | 0xb7
            | 0x387
            | 0x55f
            | 0x5f4
            | 0x2018
            | 0x2019
            | 0x2024
            | 0x2027
            | 0xfe13
            | 0xfe52
            | 0xfe55
            | 0xff07
            | 0xff0e
            | 0xff1a
    ) || matches!(
        category(code),
        G::NonspacingMark | G::EnclosingMark | G::Format | G::ModifierLetter | G::ModifierSymbol
    )
}

/// True if an identifier may start with this character (`_` included).
#[inline]
pub fn is_xid_start(code: u32) -> bool {
    code == u32::from(b'_') || known(code).is_some_and(unicode_ident::is_xid_start)
}

/// True if an identifier may go on with this character.
#[inline]
pub fn is_xid_continue(code: u32) -> bool {
    known(code).is_some_and(unicode_ident::is_xid_continue)
}

/// `str.isidentifier()`.
pub fn is_identifier<T: Unit>(text: &[T]) -> bool {
    match text.split_first() {
        Some((first, rest)) => is_xid_start(first.code()) && rest.iter().all(|u| is_xid_continue(u.code())),
        None => false,
    }
}

/// `str.islower()`: at least one cased character and no upper- or title-case one.
pub fn is_lower_text<T: Unit>(text: &[T]) -> bool {
    let mut cased = false;
    for u in text {
        if is_upper(u.code()) || is_title(u.code()) {
            return false;
        }
        cased |= is_lower(u.code());
    }
    cased
}

/// `str.isupper()`: at least one cased character and no lower- or title-case one.
pub fn is_upper_text<T: Unit>(text: &[T]) -> bool {
    let mut cased = false;
    for u in text {
        if is_lower(u.code()) || is_title(u.code()) {
            return false;
        }
        cased |= is_upper(u.code());
    }
    cased
}

/// `str.istitle()`: upper case follows uncased characters only, lower case cased ones only.
pub fn is_title_text<T: Unit>(text: &[T]) -> bool {
    let (mut cased, mut previous) = (false, false);
    for u in text {
        let c = u.code();
        if is_upper(c) || is_title(c) {
            if previous {
                return false;
            }
            previous = true;
            cased = true;
        } else if is_lower(c) {
            if !previous {
                return false;
            }
            cased = true;
        } else {
            previous = false;
        }
    }
    cased
}

#[cfg(test)]
pub(super) mod fingerprint {
    /// FNV-1a, 64 bits.
    pub struct Fnv(pub u64);
    impl Fnv {
        pub fn new() -> Self {
            Fnv(0xcbf29ce484222325)
        }
        pub fn add(&mut self, byte: u8) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x100000001b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fingerprint::Fnv;
    use super::*;

    #[test]
    fn all_code_points_as_cpython() {
        let mut f = Fnv::new();
        for c in 0..0x110000u32 {
            let mut flags = 0u8;
            for (i, on) in [
                is_alpha(c),
                decimal_value(c).is_some(),
                is_digit(c),
                is_numeric(c),
                is_space(c),
                is_printable(c),
                is_lower(c),
                is_upper(c),
            ]
            .into_iter()
            .enumerate()
            {
                flags |= u8::from(on) << i;
            }
            f.add(flags);
            f.add(u8::from(is_xid_start(c)) | u8::from(is_xid_continue(c)) << 1 | u8::from(is_title(c)) << 2);
        }
        assert_eq!(f.0, 0xc6c6e85a0c02fb00);
    }

    #[test]
    fn numeric_values_as_cpython() {
        let mut f = Fnv::new();
        for c in 0..0x110000u32 {
            if let Some(v) = numeric_value(c) {
                c.to_le_bytes().into_iter().chain(v.to_le_bytes()).for_each(|b| f.add(b));
            }
        }
        assert_eq!(f.0, 0x31d6d28b585b6966);
        assert_eq!(digit_value(0x2468), Some(9));
        assert_eq!(digit_value(0x24ff), Some(0));
    }

    #[test]
    fn texts() {
        let t = |s: &str| s.chars().map(u32::from).collect::<Vec<_>>();
        assert!(is_lower_text(&t("a1")) && is_upper_text(&t("A1")) && is_title_text(&t("Ab Cd")));
        assert!(!is_lower_text(&t("1")) && is_title_text(&t("ǅa")) && is_title_text(&t("It'S")));
        assert!(is_identifier(&t("_é1")) && !is_identifier(&t("1a")) && !is_identifier::<u8>(&[]));
    }
}

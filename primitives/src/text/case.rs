//! Case mapping with the full Unicode rules: one character may become three, and a capital sigma at the end of a word
//! becomes the final sigma.

use super::unicode::{is_case_ignorable, is_cased, is_lower, is_title, is_upper, known};
use super::{Text, TextBuilder, Unit};
use caseless::Caseless;
use unicode_casing::CharExt;

const CAPITAL_SIGMA: u32 = 0x3a3;
const SIGMA: u32 = 0x3c3;
const FINAL_SIGMA: u32 = 0x3c2;

/// Emits the mapping of `code` that a later Unicode version gives, unless it leads to a character that Unicode 15.1
/// does not have: then the character had no mapping.
#[inline]
fn emit(code: u32, mapped: impl Iterator<Item = char>, mut out: impl FnMut(u32)) {
    // No mapping is longer than three characters.
    let mut slots = ['\0'; 3];
    let mut count = 0;
    for (slot, c) in slots.iter_mut().zip(mapped) {
        *slot = c;
        count += 1;
    }
    let mapped = &slots[..count];
    if mapped.iter().all(|c| known(u32::from(*c)).is_some()) {
        mapped.iter().for_each(|c| out(u32::from(*c)));
    } else {
        out(code);
    }
}

/// The lower case of one character out of context.
#[inline]
pub fn map_lower(code: u32, mut out: impl FnMut(u32)) {
    if code < 0x80 {
        return out((code as u8).to_ascii_lowercase().into());
    }
    match known(code) {
        Some(c) => emit(code, c.to_lowercase(), out),
        None => out(code),
    }
}

/// The upper case of one character.
#[inline]
pub fn map_upper(code: u32, mut out: impl FnMut(u32)) {
    if code < 0x80 {
        return out((code as u8).to_ascii_uppercase().into());
    }
    match known(code) {
        Some(c) => emit(code, c.to_uppercase(), out),
        None => out(code),
    }
}

/// The title case of one character.
pub fn map_title(code: u32, mut out: impl FnMut(u32)) {
    if code < 0x80 {
        return out((code as u8).to_ascii_uppercase().into());
    }
    let Some(c) = known(code) else {
        return out(code);
    };
    // The crate misses newer pairs, which have no title case of their own; Georgian letters have none at all.
    let georgian = (0x10d0..=0x10ff).contains(&code);
    if c.to_titlecase().eq([c]) && !georgian && !is_title(code) {
        return map_upper(code, out);
    }
    emit(code, c.to_titlecase(), out);
}

/// The full case folding of one character.
pub fn map_fold(code: u32, mut out: impl FnMut(u32)) {
    if code < 0x80 {
        return out((code as u8).to_ascii_lowercase().into());
    }
    match known(code) {
        Some(c) => emit(code, std::iter::once(c).default_case_fold(), out),
        None => out(code),
    }
}

fn ascii<T: Unit>(text: &[T]) -> Option<&[u8]> {
    T::as_bytes(text).filter(|b| b.is_ascii())
}

/// `str.lower()`.
pub fn lower<T: Unit>(text: &[T]) -> Text {
    if let Some(bytes) = ascii(text) {
        return Text::Ascii(bytes.to_ascii_lowercase());
    }
    let mut out = TextBuilder::with_capacity(text.len());
    let mut words = SigmaContext::default();
    for (i, u) in text.iter().enumerate() {
        if u.code() == CAPITAL_SIGMA {
            out.push(words.sigma(text, i));
        } else {
            map_lower(u.code(), |c| out.push(c));
        }
    }
    out.finish()
}

/// Remembers what was found around earlier sigmas, so that text of sigmas and ignorable characters is not scanned
/// again for each of them.
#[derive(Default)]
struct SigmaContext {
    /// The next character after the last sigma that is not ignorable: its index, and whether it is cased.
    next: Option<(usize, bool)>,
    /// The end of what was scanned backwards, and whether the last character there that is not ignorable is cased.
    seen: usize,
    cased: bool,
}

impl SigmaContext {
    fn sigma<T: Unit>(&mut self, text: &[T], i: usize) -> u32 {
        for u in &text[self.seen..i] {
            if !is_case_ignorable(u.code()) {
                self.cased = is_cased(u.code());
            }
        }
        self.seen = i;
        let next_is_cased = match self.next {
            Some((index, cased)) if index > i => cased,
            _ => {
                let found = (i + 1..text.len()).find(|j| !is_case_ignorable(text[*j].code()));
                let cased = found.is_some_and(|j| is_cased(text[j].code()));
                self.next = Some((found.unwrap_or(text.len()), cased));
                cased
            }
        };
        if self.cased && !next_is_cased { FINAL_SIGMA } else { SIGMA }
    }
}

/// `str.upper()`.
pub fn upper<T: Unit>(text: &[T]) -> Text {
    if let Some(bytes) = ascii(text) {
        return Text::Ascii(bytes.to_ascii_uppercase());
    }
    let mut out = TextBuilder::with_capacity(text.len());
    for u in text {
        map_upper(u.code(), |c| out.push(c));
    }
    out.finish()
}

/// `str.casefold()`.
pub fn casefold<T: Unit>(text: &[T]) -> Text {
    if let Some(bytes) = ascii(text) {
        return Text::Ascii(bytes.to_ascii_lowercase());
    }
    let mut out = TextBuilder::with_capacity(text.len());
    for u in text {
        map_fold(u.code(), |c| out.push(c));
    }
    out.finish()
}

/// `str.capitalize()`: the first character in title case, the others in lower case.
pub fn capitalize<T: Unit>(text: &[T]) -> Text {
    let mut out = TextBuilder::with_capacity(text.len());
    let mut words = SigmaContext::default();
    for (i, u) in text.iter().enumerate() {
        if i == 0 {
            map_title(u.code(), |c| out.push(c));
        } else if u.code() == CAPITAL_SIGMA {
            out.push(words.sigma(text, i));
        } else {
            map_lower(u.code(), |c| out.push(c));
        }
    }
    out.finish()
}

/// `str.title()`: each character after an uncased one in title case, the others in lower case.
pub fn title<T: Unit>(text: &[T]) -> Text {
    let mut out = TextBuilder::with_capacity(text.len());
    let mut words = SigmaContext::default();
    let mut previous = false;
    for (i, u) in text.iter().enumerate() {
        if !previous {
            map_title(u.code(), |c| out.push(c));
        } else if u.code() == CAPITAL_SIGMA {
            out.push(words.sigma(text, i));
        } else {
            map_lower(u.code(), |c| out.push(c));
        }
        previous = is_cased(u.code());
    }
    out.finish()
}

/// `str.swapcase()`.
pub fn swapcase<T: Unit>(text: &[T]) -> Text {
    let mut out = TextBuilder::with_capacity(text.len());
    let mut words = SigmaContext::default();
    for (i, u) in text.iter().enumerate() {
        let c = u.code();
        if c == CAPITAL_SIGMA {
            out.push(words.sigma(text, i));
        } else if is_upper(c) {
            map_lower(c, |c| out.push(c));
        } else if is_lower(c) {
            map_upper(c, |c| out.push(c));
        } else {
            out.push(c);
        }
    }
    out.finish()
}

#[cfg(test)]
mod tests {
    use super::super::unicode::fingerprint::Fnv;
    use super::*;

    #[test]
    fn all_code_points_as_cpython() {
        let mut f = Fnv::new();
        for c in 0..0x110000u32 {
            for text in [lower(&[c]), upper(&[c]), title(&[c]), casefold(&[c]), swapcase(&[c])] {
                for x in text.codes() {
                    x.to_le_bytes().into_iter().for_each(|b| f.add(b));
                }
                f.add(255);
            }
        }
        assert_eq!(f.0, 0xbcd4878697d466ff);
    }

    #[test]
    fn texts_as_cpython() {
        let t = |s: &str| s.chars().map(u32::from).collect::<Vec<_>>();
        for (s, expected) in [
            ("ΑΣ", ["ας", "Ας", "Ας", "ας", "ασ"]),
            ("ΑΣ.", ["ας.", "Ας.", "Ας.", "ας.", "ασ."]),
            ("Σ", ["σ", "Σ", "Σ", "σ", "σ"]),
            ("aΣ b", ["aς b", "Aς B", "Aς b", "Aς B", "aσ b"]),
            ("A\u{345}Σ", ["a\u{345}ς", "A\u{345}ς", "A\u{345}ς", "aΙς", "aισ"]),
            ("Α\u{ad}Σ", ["α\u{ad}ς", "Α\u{ad}Σ", "Α\u{ad}ς", "α\u{ad}ς", "α\u{ad}σ"]),
            ("ΑΣΑ", ["ασα", "Ασα", "Ασα", "ασα", "ασα"]),
            ("ǆabc ßx ŉa", ["ǆabc ßx ŉa", "ǅabc Ssx ʼNa", "ǅabc ßx ŉa", "ǄABC SSX ʼNA", "ǆabc ssx ʼna"]),
        ] {
            let s = t(s);
            let got = [lower(&s), title(&s), capitalize(&s), swapcase(&s), casefold(&s)].map(|t| t.to_string_lossy());
            assert_eq!(got, expected);
        }
        assert_eq!(title(b"hello'world 1a2b"), Text::Ascii(b"Hello'World 1A2B".to_vec()));
        // Long runs around sigmas take linear time.
        let long: Vec<u32> = (0..200_000).map(|i| if i % 2 == 0 { 0x3a3 } else { 0x27 }).collect();
        assert_eq!(lower(&long).len(), 200_000);
    }
}

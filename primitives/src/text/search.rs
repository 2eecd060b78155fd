//! Finding, counting and planning replacements of substrings, in time linear in both texts.
//!
//! A text and a needle may be stored with different widths. A needle with a code point that the haystack's width cannot
//! hold does not occur; any other is converted to the haystack's width once.

use super::Unit;
use super::two_way::{Backward, Forward, Searcher};
use std::borrow::Cow;

/// The needle in the haystack's element type, or `None` if it cannot occur.
fn convert<'n, T: Unit, N: Unit>(needle: &'n [N]) -> Option<Cow<'n, [T]>>
where
    [T]: ToOwned<Owned = Vec<T>>,
{
    needle.iter().map(|u| T::from_code(u.code())).collect::<Option<Vec<T>>>().map(Cow::Owned)
}

/// The first index of one code point.
pub fn find_unit<T: Unit>(haystack: &[T], code: u32) -> Option<usize> {
    let unit = T::from_code(code)?;
    match (T::as_bytes(haystack), u8::try_from(code)) {
        (Some(bytes), Ok(b)) => memchr::memchr(b, bytes),
        _ => haystack.iter().position(|u| *u == unit),
    }
}

fn rfind_unit<T: Unit>(haystack: &[T], code: u32) -> Option<usize> {
    let unit = T::from_code(code)?;
    match (T::as_bytes(haystack), u8::try_from(code)) {
        (Some(bytes), Ok(b)) => memchr::memrchr(b, bytes),
        _ => haystack.iter().rposition(|u| *u == unit),
    }
}

/// The first index of `needle`; an empty one is found at 0.
pub fn find<T: Unit, N: Unit>(haystack: &[T], needle: &[N]) -> Option<usize> {
    match needle {
        [] => return Some(0),
        [one] => return find_unit(haystack, one.code()),
        _ if needle.len() > haystack.len() => return None,
        _ => {}
    }
    if let (Some(h), Some(n)) = (T::as_bytes(haystack), N::as_bytes(needle)) {
        return memchr::memmem::find(h, n);
    }
    let needle = convert::<T, N>(needle)?;
    Searcher::new(Forward(&needle[..])).find(&Forward(haystack), 0)
}

/// The last index of `needle`; an empty one is found at the end.
pub fn rfind<T: Unit, N: Unit>(haystack: &[T], needle: &[N]) -> Option<usize> {
    match needle {
        [] => return Some(haystack.len()),
        [one] => return rfind_unit(haystack, one.code()),
        _ if needle.len() > haystack.len() => return None,
        _ => {}
    }
    if let (Some(h), Some(n)) = (T::as_bytes(haystack), N::as_bytes(needle)) {
        return memchr::memmem::rfind(h, n);
    }
    let needle = convert::<T, N>(needle)?;
    let from_end = Searcher::new(Backward(&needle[..])).find(&Backward(haystack), 0)?;
    Some(haystack.len() - from_end - needle.len())
}

/// Calls `f` with the index of each match from the front, matches not overlapping, until it returns false. An empty
/// needle matches before each code point and at the end.
pub fn each_match<T: Unit, N: Unit>(haystack: &[T], needle: &[N], mut f: impl FnMut(usize) -> bool) {
    if needle.is_empty() {
        let _ = (0..=haystack.len()).try_for_each(|i| f(i).then_some(()));
        return;
    }
    if needle.len() > haystack.len() {
        return;
    }
    if let (Some(h), Some(n)) = (T::as_bytes(haystack), N::as_bytes(needle)) {
        if let [one] = n {
            let _ = memchr::memchr_iter(*one, h).try_for_each(|i| f(i).then_some(()));
        } else {
            let _ = memchr::memmem::find_iter(h, n).try_for_each(|i| f(i).then_some(()));
        }
        return;
    }
    let Some(needle) = convert::<T, N>(needle) else {
        return;
    };
    let searcher = Searcher::new(Forward(&needle[..]));
    let mut from = 0;
    while let Some(i) = searcher.find(&Forward(haystack), from) {
        if !f(i) {
            return;
        }
        from = i + needle.len();
    }
}

/// `text.count(needle)`: matches that do not overlap, at most `limit`; an empty needle matches before each code point
/// and at the end.
pub fn count<T: Unit, N: Unit>(haystack: &[T], needle: &[N], limit: usize) -> usize {
    if needle.is_empty() {
        return (haystack.len() + 1).min(limit);
    }
    let mut n = 0;
    if limit > 0 {
        each_match(haystack, needle, |_| {
            n += 1;
            n < limit
        });
    }
    n
}

/// How many matches `text.replace(old, new, limit)` replaces, and the length of the result; [`each_match`] then gives
/// their places. `None` in place of the length means that it does not fit a `usize`: a `MemoryError`.
pub fn replace_plan<T: Unit, N: Unit>(
    haystack: &[T],
    old: &[N],
    new_length: usize,
    limit: usize,
) -> (usize, Option<usize>) {
    let matches = count(haystack, old, limit);
    let kept = haystack.len() - matches * old.len();
    (matches, matches.checked_mul(new_length).and_then(|n| n.checked_add(kept)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn mixed_widths() {
        let wide: Vec<u16> = "zażółć gęślą".encode_utf16().collect();
        assert_eq!(find(&wide, b"z"), Some(0));
        assert_eq!(find(&wide, &wide[7..9]), Some(7));
        assert_eq!(find(b"abc", &[0x17cu16, 0x61]), None);
        assert_eq!(find(b"abc", &[0x62u32, 0x63]), Some(1));
        assert_eq!(rfind(b"abcabc", b"bc"), Some(4));
        assert_eq!(rfind(&wide, b""), Some(12));
        assert_eq!(count(b"aaaa", b"aa", usize::MAX), 2);
        assert_eq!(count(b"abc", b"", usize::MAX), 4);
        assert_eq!(replace_plan(b"aXbX", b"X", 3, 1), (1, Some(6)));
        assert_eq!(replace_plan(b"ab", b"", 1, usize::MAX), (3, Some(5)));
        assert_eq!(replace_plan(b"ab", b"", usize::MAX, 5).1, None);
    }

    proptest! {
        #[test]
        fn widths_agree(h in prop::collection::vec(97u8..100, 0..50), n in prop::collection::vec(97u8..100, 0..5)) {
            let h16: Vec<u16> = h.iter().map(|b| u16::from(*b)).collect();
            let h32: Vec<u32> = h.iter().map(|b| u32::from(*b)).collect();
            prop_assert_eq!(find(&h, &n), find(&h16, &n));
            prop_assert_eq!(rfind(&h, &n), rfind(&h32, &n));
            prop_assert_eq!(count(&h, &n, 9), count(&h32, &n, 9));
            prop_assert_eq!(replace_plan(&h, &n, 2, 9), replace_plan(&h16, &n, 2, 9));
            let mut replaced = Vec::new();
            let mut from = 0;
            each_match(&h16, &n, |i| {
                replaced.extend_from_slice(&h16[from..i]);
                replaced.extend([120, 121]);
                from = i + n.len();
                true
            });
            replaced.extend_from_slice(&h16[from..]);
            let text = |v: &[u8]| String::from_utf8(v.to_vec()).unwrap();
            prop_assert_eq!(String::from_utf16(&replaced).unwrap(), text(&h).replace(&text(&n), "xy"));
            prop_assert_eq!(replace_plan(&h, &n, 2, usize::MAX).1, Some(replaced.len()));
        }
    }
}

//! Substring search over any element type in linear time and constant space (Crochemore and Perrin's two-way method).
//!
//! Bytes have `memchr`'s searcher; this one serves the wider arrays, where no crate does.

/// A sequence read by index, so that a search backwards is a search over the reversed view.
pub(super) trait Sequence {
    type Item: Ord + Copy;
    fn len(&self) -> usize;
    fn at(&self, i: usize) -> Self::Item;
}

/// A slice as it is.
pub(super) struct Forward<'a, T>(pub &'a [T]);

/// A slice from its end.
pub(super) struct Backward<'a, T>(pub &'a [T]);

impl<T: Ord + Copy> Sequence for Forward<'_, T> {
    type Item = T;
    fn len(&self) -> usize {
        self.0.len()
    }
    #[inline]
    fn at(&self, i: usize) -> T {
        self.0[i]
    }
}

impl<T: Ord + Copy> Sequence for Backward<'_, T> {
    type Item = T;
    fn len(&self) -> usize {
        self.0.len()
    }
    #[inline]
    fn at(&self, i: usize) -> T {
        self.0[self.0.len() - 1 - i]
    }
}

/// Start and period of the maximal suffix of `s` under the order, or under the opposite one.
fn maximal_suffix<S: Sequence>(s: &S, opposite: bool) -> (usize, usize) {
    let (mut best, mut candidate, mut offset, mut period) = (0, 1, 0, 1);
    while candidate + offset < s.len() {
        let (a, b) = (s.at(candidate + offset), s.at(best + offset));
        let less = if opposite { b < a } else { a < b };
        if less {
            candidate += offset + 1;
            offset = 0;
            period = candidate - best;
        } else if a == b {
            if offset + 1 == period {
                candidate += period;
                offset = 0;
            } else {
                offset += 1;
            }
        } else {
            best = candidate;
            candidate += 1;
            offset = 0;
            period = 1;
        }
    }
    (best, period)
}

/// A needle prepared for searching.
pub(super) struct Searcher<N> {
    needle: N,
    /// Where the needle is cut: the right part is compared first.
    cut: usize,
    period: usize,
    /// True if `period` is the period of the whole needle, so that a prefix need not be compared again.
    periodic: bool,
}

impl<N: Sequence> Searcher<N> {
    /// Prepares a needle, which must not be empty.
    pub(super) fn new(needle: N) -> Self {
        let (a, p) = maximal_suffix(&needle, false);
        let (b, q) = maximal_suffix(&needle, true);
        let (cut, period) = if a > b { (a, p) } else { (b, q) };
        let n = needle.len();
        let periodic = cut * 2 < n && (0..cut).all(|i| i + period < n && needle.at(i) == needle.at(i + period));
        let period = if periodic { period } else { cut.max(n - cut) + 1 };
        Searcher { needle, cut, period, periodic }
    }

    /// The first match in `haystack` at or after `from`.
    pub(super) fn find<H: Sequence<Item = N::Item>>(&self, haystack: &H, from: usize) -> Option<usize> {
        let n = self.needle.len();
        let mut at = from;
        // How much of the needle's front is known to match at `at`.
        let mut known = 0;
        while at.checked_add(n)? <= haystack.len() {
            let mut i = self.cut.max(known);
            while i < n && self.needle.at(i) == haystack.at(at + i) {
                i += 1;
            }
            if i < n {
                at += i - self.cut + 1;
                known = 0;
                continue;
            }
            let mut j = self.cut;
            while j > known && self.needle.at(j - 1) == haystack.at(at + j - 1) {
                j -= 1;
            }
            if j <= known {
                return Some(at);
            }
            at += self.period;
            known = if self.periodic { n - self.period } else { 0 };
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]
        #[test]
        fn agrees_with_the_naive_search(
            haystack in prop::collection::vec(0u16..3, 0..60),
            needle in prop::collection::vec(0u16..3, 1..9),
            from in 0usize..10,
        ) {
            let naive = (from..haystack.len()).find(|i| haystack[*i..].starts_with(&needle));
            let found = Searcher::new(Forward(&needle[..])).find(&Forward(&haystack[..]), from);
            prop_assert_eq!(found, naive);
            let reversed: Vec<u16> = haystack.iter().rev().copied().collect();
            let back: Vec<u16> = needle.iter().rev().copied().collect();
            let found = Searcher::new(Backward(&back[..])).find(&Backward(&reversed[..]), from);
            prop_assert_eq!(found, naive);
        }
    }
}

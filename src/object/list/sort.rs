//! `list.sort`: stable, by fast paths for keys of one simple type, else by a merge sort that any comparison may fail in.
//!
//! While a list is sorted it is empty to everybody else, as in CPython; its items are in the sorter's hands. What is sorted is a
//! permutation of indices, so whatever the comparisons answer, and wherever one raises, the outcome is a permutation of
//! the items. The merge sort finds runs, extends short ones by binary insertion and merges by the powersort policy, which
//! needs few comparisons on data that is partly in order.

use std::cmp::Ordering;

use super::{List, Taken};
use crate::bytecode::CompareOp;
use crate::memory::{Ref, Value};
use crate::object::dict::quick_equal;
use crate::object::kind;
use crate::object::string::{Str, Units};
use crate::object::tuple::Tuple;
use crate::runtime::long::STRIDE;
use crate::runtime::{PyResult, Thread};

impl List {
    /// Sorts in place by `<` of the items, or of what `key` makes of them.
    pub fn sort(&self, t: &Thread, key: Option<&Ref>, reverse: bool) -> PyResult<()> {
        sort(t, self, key, reverse)
    }
}

pub(super) fn sort(t: &Thread, list: &List, key: Option<&Ref>, reverse: bool) -> PyResult<()> {
    let Some(taken) = list.start_sort() else { return Ok(()) };
    let result = sort_taken(t, &taken, key, reverse);
    let unchanged = list.end_sort(taken);
    result?;
    if unchanged { Ok(()) } else { Err(t.value_error("list modified during sort")) }
}

fn sort_taken(t: &Thread, taken: &Taken, key: Option<&Ref>, reverse: bool) -> PyResult<()> {
    // SAFETY: the buffer was taken out of the list: its words are ours, and stay in place until the end.
    let items = unsafe { std::slice::from_raw_parts(taken.items.cast::<Ref>(), taken.len) };
    // Keys 8, pairs 16 and their merge buffer 8, the permuted words 8.
    let bytes = items.len().checked_mul(40).ok_or_else(|| t.memory_error())?;
    if items.len() > u32::MAX as usize {
        return Err(t.memory_error());
    }
    if bytes > 1 << 16 {
        t.alloc_limit(bytes)?;
    }
    let keys;
    let by: &[Ref] = match key {
        None => items,
        Some(key) => {
            let mut made = Vec::with_capacity(items.len());
            for (i, item) in items.iter().enumerate() {
                made.push(t.call(key, std::slice::from_ref(item))?);
                t.poll_every(i)?;
            }
            keys = made;
            &keys
        }
    };
    if items.len() < 2 {
        return Ok(());
    }
    let mut order = Vec::new();
    // About 5 ns a comparison. The items are held here, and texts and numbers do not change.
    let time = items.len().saturating_mul(5 * items.len().ilog2() as usize);
    let result = match t.apart(time, || quick_order(by, reverse)) {
        Some(sorted) => {
            order = sorted;
            Ok(())
        }
        None => {
            order.extend(0..items.len() as u32);
            if reverse {
                order.reverse();
            }
            let mut comparisons = 0;
            let result = merge_sort(&mut order, &mut |a, b| {
                comparisons += 1;
                if comparisons % STRIDE == 0 {
                    t.poll()?;
                }
                less(t, &by[a as usize], &by[b as usize])
            });
            if reverse {
                order.reverse();
            }
            result
        }
    };
    t.apart(items.len().saturating_mul(10), || {
        let words: Vec<Value> = order.iter().map(|&i| items[i as usize].value()).collect();
        for (i, word) in words.into_iter().enumerate() {
            // SAFETY: a permutation of the same words, in a buffer that is ours. One by one: who found it in the list may still be reading.
            unsafe { (*taken.items.add(i)).store_raw(word) };
        }
    });
    result
}

/// `a < b`, without calls for the simple types.
#[inline]
fn less(t: &Thread, a: &Ref, b: &Ref) -> PyResult<bool> {
    match quick_less(a.value(), b.value(), 4) {
        Some(answer) => Ok(answer),
        None => t.compare_bool(a, b, CompareOp::Lt),
    }
}

/// `a < b`, as far as no Python code is needed to tell.
#[inline]
pub(super) fn quick_less(a: Value, b: Value, depth: u32) -> Option<bool> {
    if Value::both_small(a, b) {
        return Some(a.small() < b.small());
    }
    let (ka, kb) = (a.kind(), b.kind());
    if ka != kb {
        return None;
    }
    match ka {
        kind::STR => {
            // SAFETY: the kinds say so; the caller keeps both alive.
            let (x, y) = unsafe { (Ref::peek(&a).cast_unchecked::<Str>(), Ref::peek(&b).cast_unchecked::<Str>()) };
            Some(x.cmp(y).is_lt())
        }
        kind::INT => Some(a.as_exact_int()? < b.as_exact_int()?),
        kind::FLOAT => Some(a.as_exact_float()? < b.as_exact_float()?),
        kind::TUPLE if depth > 0 => {
            // SAFETY: as above.
            let (x, y) = unsafe { (Ref::peek(&a).cast_unchecked::<Tuple>(), Ref::peek(&b).cast_unchecked::<Tuple>()) };
            let (x, y) = (x.items(), y.items());
            for (p, q) in x.iter().zip(y) {
                if !p.is(q) && !quick_equal(p.value(), q.value())? {
                    return quick_less(p.value(), q.value(), depth - 1);
                }
            }
            Some(x.len() < y.len())
        }
        _ => None,
    }
}

/// The order of keys that are all exact ints, floats or strings.
fn quick_order(keys: &[Ref], reverse: bool) -> Option<Vec<u32>> {
    let first = keys.first()?.value();
    if first.as_exact_int().is_some() {
        let pairs: Option<Vec<(i64, u32)>> =
            keys.iter().zip(0..).map(|(k, i)| Some((k.value().as_exact_int()?, i))).collect();
        return Some(ordered(pairs?, reverse, |a, b| a.0.cmp(&b.0)));
    }
    if first.as_exact_float().is_some() {
        let number = |k: &Ref| k.value().as_exact_float().filter(|x| !x.is_nan());
        let pairs: Option<Vec<(f64, u32)>> = keys.iter().zip(0..).map(|(k, i)| Some((number(k)?, i))).collect();
        // Without NaNs the order is total.
        return Some(ordered(pairs?, reverse, |a, b| a.0.partial_cmp(&b.0).unwrap_or(Ordering::Equal)));
    }
    keys.first()?.downcast_exact::<Str>()?;
    // The first eight characters decide most comparisons; where they are the same, or one is no Latin-1, the texts do.
    let mut latin = true;
    let mut pairs = Vec::with_capacity(keys.len());
    for (key, i) in keys.iter().zip(0u32..) {
        let text = key.downcast_exact::<Str>()?;
        let mut prefix = [0; 8];
        match text.units() {
            Units::One(bytes) => {
                let n = bytes.len().min(8);
                prefix[..n].copy_from_slice(&bytes[..n]);
            }
            _ => latin = false,
        }
        pairs.push((u64::from_be_bytes(prefix), i));
    }
    // SAFETY: all keys are strings, tested above.
    let text = |i: u32| unsafe { keys[i as usize].cast_unchecked::<Str>() };
    if latin {
        Some(ordered(pairs, reverse, |a, b| a.0.cmp(&b.0).then_with(|| text(a.1).cmp(text(b.1)))))
    } else {
        Some(ordered(pairs, reverse, |a, b| text(a.1).cmp(text(b.1))))
    }
}

/// The indices of pairs, sorted stably by a total order.
fn ordered<K>(mut pairs: Vec<(K, u32)>, reverse: bool, compare: impl Fn(&(K, u32), &(K, u32)) -> Ordering) -> Vec<u32> {
    if reverse {
        pairs.sort_by(|a, b| compare(b, a));
    } else {
        pairs.sort_by(compare);
    }
    pairs.into_iter().map(|(_, i)| i).collect()
}

/// Runs shorter than this are extended by binary insertion.
const MIN_RUN: usize = 32;

/// A run that waits to be merged.
struct Run {
    start: usize,
    len: usize,
    /// Depth at which the boundary to the next run lies in the merge tree.
    power: u32,
}

/// Sorts `order` by `less`, stably. After an error, and for a `less` that is no order, `order` is some permutation.
fn merge_sort<E>(order: &mut [u32], less: &mut impl FnMut(u32, u32) -> Result<bool, E>) -> Result<(), E> {
    let n = order.len();
    let min_run = min_run(n);
    let mut stack: Vec<Run> = Vec::new();
    let mut spare = Vec::new();
    let mut start = 0;
    while start < n {
        let mut len = find_run(&mut order[start..], less)?;
        if len < min_run {
            let forced = min_run.min(n - start);
            insert_from(&mut order[start..start + forced], len, less)?;
            len = forced;
        }
        if let Some(last) = stack.last() {
            let power = power(last.start, last.len, len, n);
            while stack.len() > 1 && stack[stack.len() - 2].power > power {
                merge_top(order, &mut stack, &mut spare, less)?;
            }
            if let Some(last) = stack.last_mut() {
                last.power = power;
            }
        }
        stack.push(Run { start, len, power: 0 });
        start += len;
    }
    while stack.len() > 1 {
        merge_top(order, &mut stack, &mut spare, less)?;
    }
    Ok(())
}

/// A length between half of `MIN_RUN` and `MIN_RUN` of which `n` is a bit less than a power of two times.
fn min_run(mut n: usize) -> usize {
    let mut rest = 0;
    while n >= 2 * MIN_RUN {
        rest |= n & 1;
        n >>= 1;
    }
    n + rest
}

/// The depth in a balanced merge tree over `n` items of the boundary between two adjacent runs.
fn power(start: usize, len: usize, next: usize, n: usize) -> u32 {
    // Twice the middles of the two runs as fractions of 2n; the first binary digit in which they differ.
    let mut a = 2 * start + len;
    let mut b = a + len + next;
    let mut depth = 0;
    loop {
        depth += 1;
        if a >= n {
            a -= n;
            b -= n;
        } else if b >= n {
            return depth;
        }
        a *= 2;
        b *= 2;
    }
}

/// Length of the run at the start of `order`; a descending one is turned round.
fn find_run<E>(order: &mut [u32], less: &mut impl FnMut(u32, u32) -> Result<bool, E>) -> Result<usize, E> {
    let n = order.len();
    if n < 2 {
        return Ok(n);
    }
    let mut len = 2;
    // Strictly descending only, so that turning it round keeps equal items in order.
    if less(order[1], order[0])? {
        while len < n && less(order[len], order[len - 1])? {
            len += 1;
        }
        order[..len].reverse();
    } else {
        while len < n && !less(order[len], order[len - 1])? {
            len += 1;
        }
    }
    Ok(len)
}

/// Sorts `order`, of which the first `sorted` items are in order, by binary insertion.
fn insert_from<E>(
    order: &mut [u32],
    sorted: usize,
    less: &mut impl FnMut(u32, u32) -> Result<bool, E>,
) -> Result<(), E> {
    for i in sorted..order.len() {
        let item = order[i];
        let place = upper_bound(&order[..i], item, less)?;
        order.copy_within(place..i, place + 1);
        order[place] = item;
    }
    Ok(())
}

/// How many of the sorted `run` come before `item` when equals do.
fn upper_bound<E>(run: &[u32], item: u32, less: &mut impl FnMut(u32, u32) -> Result<bool, E>) -> Result<usize, E> {
    let (mut low, mut high) = (0, run.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if less(item, run[middle])? {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(low)
}

/// How many of the sorted `run` come before `item` when equals do not.
fn lower_bound<E>(run: &[u32], item: u32, less: &mut impl FnMut(u32, u32) -> Result<bool, E>) -> Result<usize, E> {
    let (mut low, mut high) = (0, run.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if less(run[middle], item)? {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

/// Merges the two runs at the top of the stack.
fn merge_top<E>(
    order: &mut [u32],
    stack: &mut Vec<Run>,
    spare: &mut Vec<u32>,
    less: &mut impl FnMut(u32, u32) -> Result<bool, E>,
) -> Result<(), E> {
    let (Some(right), Some(left)) = (stack.pop(), stack.last_mut()) else { return Ok(()) };
    let both = &mut order[left.start..right.start + right.len];
    let middle = left.len;
    left.len += right.len;
    left.power = right.power;
    merge(both, middle, spare, less)
}

/// Merges the sorted parts before and from `middle`.
fn merge<E>(
    order: &mut [u32],
    middle: usize,
    spare: &mut Vec<u32>,
    less: &mut impl FnMut(u32, u32) -> Result<bool, E>,
) -> Result<(), E> {
    // What is in place already at either end stays there.
    let skip = upper_bound(&order[..middle], order[middle], less)?;
    if skip == middle {
        return Ok(());
    }
    let end = middle + lower_bound(&order[middle..], order[middle - 1], less)?;
    let order = &mut order[skip..end];
    let middle = middle - skip;
    spare.clear();
    if middle <= order.len() - middle {
        // The left part moves out; the gap travels right.
        spare.extend_from_slice(&order[..middle]);
        let (mut to, mut l, mut r) = (0, 0, middle);
        let mut outcome = Ok(());
        while l < spare.len() && r < order.len() {
            match less(order[r], spare[l]) {
                Ok(true) => {
                    order[to] = order[r];
                    r += 1;
                }
                Ok(false) => {
                    order[to] = spare[l];
                    l += 1;
                }
                Err(error) => {
                    outcome = Err(error);
                    break;
                }
            }
            to += 1;
        }
        order[to..to + spare.len() - l].copy_from_slice(&spare[l..]);
        outcome
    } else {
        // The right part moves out; the gap travels left.
        spare.extend_from_slice(&order[middle..]);
        let (mut to, mut l, mut r) = (order.len(), middle, spare.len());
        let mut outcome = Ok(());
        while l > 0 && r > 0 {
            match less(spare[r - 1], order[l - 1]) {
                Ok(true) => {
                    order[to - 1] = order[l - 1];
                    l -= 1;
                }
                Ok(false) => {
                    order[to - 1] = spare[r - 1];
                    r -= 1;
                }
                Err(error) => {
                    outcome = Err(error);
                    break;
                }
            }
            to -= 1;
        }
        order[to - r..to].copy_from_slice(&spare[..r]);
        outcome
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small generator of numbers.
    struct Numbers(u64);
    impl Numbers {
        fn next(&mut self, below: u64) -> u64 {
            self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (self.0 >> 33) % below
        }
    }

    fn inputs() -> Vec<Vec<u64>> {
        let mut numbers = Numbers(7);
        let mut all = vec![vec![], vec![1], vec![2, 1], vec![1, 1, 1]];
        for n in [5, 31, 32, 33, 63, 64, 65, 200, 1000, 4097] {
            for below in [2, 10, 1 << 30] {
                all.push((0..n).map(|_| numbers.next(below)).collect());
            }
            all.push((0..n).collect());
            all.push((0..n).rev().collect());
            all.push((0..n).map(|i| i % 17).collect());
            all.push((0..n).map(|i| if i % 50 == 0 { numbers.next(n) } else { i }).collect());
        }
        all
    }

    #[test]
    fn sorts_stably() {
        for keys in inputs() {
            let mut order: Vec<u32> = (0..keys.len() as u32).collect();
            let mut expected = order.clone();
            expected.sort_by_key(|i| keys[*i as usize]);
            let done: Result<(), ()> = merge_sort(&mut order, &mut |a, b| Ok(keys[a as usize] < keys[b as usize]));
            assert!(done.is_ok() && order == expected, "{} keys", keys.len());
        }
    }

    #[test]
    fn stays_a_permutation_whatever_the_comparisons_say() {
        let mut numbers = Numbers(3);
        for keys in inputs() {
            for limit in [0, 3, 40, 500, u64::MAX] {
                let mut order: Vec<u32> = (0..keys.len() as u32).collect();
                let mut calls = 0;
                let _ = merge_sort(&mut order, &mut |_, _| {
                    calls += 1;
                    if calls > limit { Err(()) } else { Ok(numbers.next(2) == 0) }
                });
                order.sort_unstable();
                assert!(order.iter().zip(0..).all(|(a, b)| *a == b));
            }
        }
    }

    #[test]
    fn compares_little_when_in_order() {
        let mut order: Vec<u32> = (0..10_000).collect();
        let mut calls = 0;
        let done: Result<(), ()> = merge_sort(&mut order, &mut |a, b| {
            calls += 1;
            Ok(a < b)
        });
        assert!(done.is_ok() && calls == 9_999);
    }
}

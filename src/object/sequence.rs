//! Arithmetic of indices, slices and repetition that all sequences share.

use super::slice::Slice;
use crate::memory::Ref;
use crate::runtime::{PyResult, Thread};

/// The places a slice means in a sequence of some length.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Indices {
    /// The first place.
    pub start: i64,
    /// Where it ends; not included.
    pub stop: i64,
    /// From one place to the next; not 0.
    pub step: i64,
    /// How many places.
    pub count: usize,
}

impl Indices {
    /// The places in order.
    pub fn iter(self) -> impl ExactSizeIterator<Item = usize> + use<> {
        (0..self.count).map(move |i| (self.start + i as i64 * self.step) as usize)
    }

    /// The same places from the lowest to the highest.
    pub fn ascending(self) -> Indices {
        if self.step > 0 || self.count == 0 {
            return self;
        }
        let last = self.start + (self.count as i64 - 1) * self.step;
        Indices { start: last, stop: self.start + 1, step: -self.step, count: self.count }
    }
}

/// What a slice object says: its numbers, cut to the range of `i64`; `None` where it says None.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
    /// The start as given.
    pub start: Option<i64>,
    /// The stop as given.
    pub stop: Option<i64>,
    /// The step; not 0.
    pub step: i64,
}

impl Bounds {
    /// The places in a sequence of `len` items.
    pub fn indices(self, len: usize) -> Indices {
        let len = len as i64;
        // A step beyond the length selects one item at most; cutting it keeps the arithmetic within range.
        let step = self.step.clamp(-i64::MAX, i64::MAX);
        let (lowest, highest) = if step < 0 { (-1, len - 1) } else { (0, len) };
        let place = |given: Option<i64>, default: i64| match given {
            None => default,
            Some(i) if i < 0 => i.saturating_add(len).max(lowest),
            Some(i) => i.min(highest),
        };
        let start = place(self.start, if step < 0 { highest } else { 0 });
        let stop = place(self.stop, if step < 0 { -1 } else { highest });
        let count = if step < 0 {
            if stop < start { (start - stop - 1) / step.saturating_neg() + 1 } else { 0 }
        } else if start < stop {
            (stop - start - 1) / step + 1
        } else {
            0
        };
        Indices { start, stop, step, count: count as usize }
    }
}

/// The places of `[start:stop:step]` in a sequence of `len` items; `None` for a step of 0.
pub fn slice_indices(start: Option<i64>, stop: Option<i64>, step: Option<i64>, len: usize) -> Option<Indices> {
    let step = step.unwrap_or(1);
    (step != 0).then(|| Bounds { start, stop, step }.indices(len))
}

impl Thread {
    /// The numbers of a slice object. May call `__index__`: take the sequence's length afterwards.
    pub fn slice_bounds(&self, slice: &Slice) -> PyResult<Bounds> {
        let step = match slice.step() {
            step if step.value().is_none(self) => 1,
            step => match self.slice_number(step)? {
                0 => return Err(self.value_error("slice step cannot be zero")),
                n => n,
            },
        };
        let number = |value: &Ref| -> PyResult<Option<i64>> {
            if value.value().is_none(self) { Ok(None) } else { self.slice_number(value).map(Some) }
        };
        Ok(Bounds { start: number(slice.start())?, stop: number(slice.stop())?, step })
    }

    fn slice_number(&self, value: &Ref) -> PyResult<i64> {
        if let Some(n) = value.value().as_exact_int() {
            return Ok(n);
        }
        if !self.has_index(value) {
            return Err(self.type_error("slice indices must be integers or None or have an __index__ method"));
        }
        self.to_index_clamped(value)
    }

    /// Can the value be used as an index?
    pub fn has_index(&self, value: &Ref) -> bool {
        self.type_of(value).slots().index.is_some()
    }

    /// An argument like `start` of `list.index`, cut to the range of `i64`.
    pub fn position_arg(&self, value: &Ref) -> PyResult<i64> {
        if let Some(n) = value.value().as_exact_int() {
            return Ok(n);
        }
        if !self.has_index(value) {
            return Err(self.type_error("slice indices must be integers or have an __index__ method"));
        }
        self.to_index_clamped(value)
    }

    /// The place an optional `start` or `stop` argument means in a sequence of `len` items: at least 0, maybe beyond the end.
    pub fn position_in(&self, value: Option<&Ref>, default: usize, len: usize) -> PyResult<usize> {
        match value {
            None => Ok(default),
            Some(value) => {
                let i = self.position_arg(value)?;
                Ok(if i < 0 { i.saturating_add(len as i64).max(0) as usize } else { i as usize })
            }
        }
    }

    /// The number in `sequence[key]`. `what` names the sequence for the error.
    #[inline]
    pub fn item_index(&self, key: &Ref, what: &str) -> PyResult<i64> {
        match key.value().as_exact_int() {
            Some(n) => Ok(n),
            None => self.item_index_slow(key, what),
        }
    }

    #[cold]
    fn item_index_slow(&self, key: &Ref, what: &str) -> PyResult<i64> {
        if !self.has_index(key) {
            let name = self.type_name(key);
            return Err(self.type_error(format!("{what} indices must be integers or slices, not {name}")));
        }
        let number = self.index_object(key)?;
        self.as_i64(&number).ok_or_else(|| self.index_error("cannot fit 'int' into an index-sized integer"))
    }

    /// The sequence and the times of a repetition (`a * b` in either order), where `is_sequence` tells which is which. `None`
    /// when the other operand is no integer. Negative times are 0.
    pub fn repetition<'a>(
        &self,
        a: &'a Ref,
        b: &'a Ref,
        is_sequence: impl Fn(&Ref) -> bool,
    ) -> PyResult<Option<(&'a Ref, usize)>> {
        let (sequence, times) = if is_sequence(a) { (a, b) } else { (b, a) };
        if let Some(n) = times.value().as_exact_int() {
            return Ok(Some((sequence, n.max(0) as usize)));
        }
        if !self.has_index(times) {
            return Ok(None);
        }
        let number = self.index_object(times)?;
        match self.as_i64(&number) {
            Some(n) => Ok(Some((sequence, n.max(0) as usize))),
            None => Err(self.overflow_error("cannot fit 'int' into an index-sized integer")),
        }
    }
}

/// A builtin function, as `__reduce__` of the iterators names it.
pub fn builtin(t: &Thread, name: &str) -> PyResult {
    let builtins = t.vm().builtins.get();
    let found = builtins.as_ref().and_then(|dict| dict.downcast::<super::dict::Dict>()?.get_str(t, name));
    found.ok_or_else(|| t.attribute_error(format!("module 'builtins' has no attribute '{name}'")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(start: Option<i64>, stop: Option<i64>, step: i64, len: i64) -> Vec<i64> {
        let fix = |x: Option<i64>, default: i64| match x {
            None => default,
            Some(i) => {
                let i = i128::from(i) + if i < 0 { i128::from(len) } else { 0 };
                let (low, high) = if step < 0 { (-1, i128::from(len) - 1) } else { (0, i128::from(len)) };
                i.clamp(low, high) as i64
            }
        };
        let (mut i, stop) =
            if step < 0 { (fix(start, len - 1), fix(stop, -1)) } else { (fix(start, 0), fix(stop, len)) };
        let mut all = Vec::new();
        while if step < 0 { i > stop } else { i < stop } {
            all.push(i);
            i = i.saturating_add(step);
        }
        all
    }

    #[test]
    fn slices_agree_with_the_definition() {
        let ends =
            [None, Some(0), Some(1), Some(3), Some(7), Some(-1), Some(-3), Some(-9), Some(i64::MAX), Some(i64::MIN)];
        for start in ends {
            for stop in ends {
                for step in [1, 2, 3, -1, -2, -3, i64::MAX, i64::MIN, 100, -100] {
                    for len in [0usize, 1, 4, 7] {
                        let found = slice_indices(start, stop, Some(step), len).expect("a step");
                        let places: Vec<i64> = found.iter().map(|i| i as i64).collect();
                        assert_eq!(
                            places,
                            model(start, stop, step, len as i64),
                            "[{start:?}:{stop:?}:{step}] of {len}"
                        );
                        let mut sorted = places.clone();
                        sorted.sort_unstable();
                        assert_eq!(found.ascending().iter().map(|i| i as i64).collect::<Vec<_>>(), sorted);
                    }
                }
            }
        }
        assert_eq!(slice_indices(None, None, Some(0), 3), None);
    }
}

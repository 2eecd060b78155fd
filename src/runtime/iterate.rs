//! Iteration.

use crate::memory::Ref;
use crate::object::dict::{Dict, What, viewed};
use crate::object::exception as ex;
use crate::object::generator::Generator;
use crate::object::kind;
use crate::object::list::List;
use crate::object::set::{FrozenSet, Hashes, Set, keys_of};
use crate::object::tuple::Tuple;
use crate::runtime::long::{STRIDE, Steps};
use crate::runtime::{PyResult, Thread};

impl Thread {
    /// `iter(object)`.
    pub fn iter(&self, object: &Ref) -> PyResult {
        let slots = self.type_of(object).slots();
        if let Some(iter) = slots.iter {
            let iterator = iter(self, object)?;
            self.check_iterator(&iterator)?;
            return Ok(iterator);
        }
        if slots.getitem.is_some() && !matches!(object.value().kind().layout(), kind::DICT) {
            return crate::object::iterator::sequence_iterator(self, object.clone());
        }
        Err(self.type_error(format!("'{}' object is not iterable", self.type_name(object))))
    }

    /// Is what `__iter__` gave an iterator?
    #[inline]
    pub fn check_iterator(&self, result: &Ref) -> PyResult<()> {
        if self.type_of(result).slots().next.is_some() {
            return Ok(());
        }
        Err(self.type_error(format!("iter() returned non-iterator of type '{}'", self.type_name(result))))
    }

    /// The next item of an iterator, or `None` when it is exhausted.
    #[inline]
    pub fn next(&self, iterator: &Ref) -> PyResult<Option<Ref>> {
        // Iterators over iterators nest as deep as a script likes.
        if !self.has_native_stack() {
            return Err(self.recursion_error(""));
        }
        if iterator.kind() == Some(kind::GENERATOR)
            && let Some(generator) = iterator.downcast_exact::<Generator>()
            && generator.is_plain()
        {
            // What it returns is of no interest here, and it raises no StopIteration.
            return (self.vm().interpreter.next)(self, iterator, generator).map(Result::ok);
        }
        match self.type_of(iterator).slots().next {
            Some(next) => match next(self, iterator) {
                Err(raised) if self.raised_is(&raised, &ex::STOP_ITERATION) => Ok(None),
                result => result,
            },
            None => Err(self.type_error(format!("'{}' object is not an iterator", self.type_name(iterator)))),
        }
    }

    /// Calls `f` with each item. Exact lists and tuples are read in place; a list that shrinks meanwhile ends early.
    pub fn for_each(&self, iterable: &Ref, mut f: impl FnMut(Ref) -> PyResult<()>) -> PyResult<()> {
        if let Some(tuple) = iterable.downcast_exact::<Tuple>() {
            for (i, some) in tuple.items().chunks(STRIDE).enumerate() {
                if i != 0 {
                    self.poll()?;
                }
                some.iter().try_for_each(|item| f(item.clone()))?;
            }
            return Ok(());
        }
        if let Some(list) = iterable.downcast_exact::<List>() {
            let mut i = 0;
            while let Some(item) = list.get(i) {
                f(item)?;
                self.poll_every(i)?;
                i += 1;
            }
            return Ok(());
        }
        if let Some(items) = self.snapshot(iterable)? {
            return items.into_iter().enumerate().try_for_each(|(i, item)| {
                f(item)?;
                self.poll_every(i)
            });
        }
        let iterator = self.iter(iterable)?;
        let mut steps = Steps::default();
        while let Some(item) = self.next(&iterator)? {
            f(item)?;
            steps.next(self)?;
        }
        Ok(())
    }

    /// All items.
    pub fn collect(&self, iterable: &Ref) -> PyResult<Vec<Ref>> {
        if let Some(tuple) = iterable.downcast_exact::<Tuple>() {
            return Ok(tuple.items().to_vec());
        }
        if let Some(list) = iterable.downcast_exact::<List>() {
            return Ok(list.snapshot());
        }
        if let Some(items) = self.snapshot(iterable)? {
            return Ok(items);
        }
        self.check_hint(iterable)?;
        let mut items = Vec::new();
        let mut charged = Charged { t: self, bytes: 0 };
        self.for_each(iterable, |item| {
            if items.len() == items.capacity() {
                let more = items.len().max(16);
                charged.add(more * 8)?;
                items.try_reserve(more).map_err(|_| self.memory_error())?;
            }
            items.push(item);
            Ok(())
        })?;
        Ok(items)
    }

    /// An iterator over the items that a builtin container has now, or over any other iterable.
    pub fn iter_now(&self, iterable: &Ref) -> PyResult {
        match self.snapshot(iterable)? {
            Some(items) => self.iter(&self.list(items)?),
            None => self.iter(iterable),
        }
    }

    /// The items of a builtin container as they are at one moment; iterating would see what other threads do meanwhile. `None` for anything
    /// else, and where nobody can come in between.
    pub fn snapshot(&self, iterable: &Ref) -> PyResult<Option<Vec<Ref>>> {
        if let Some(dict) = iterable.downcast_exact::<Dict>() {
            return Ok(self.comes_between(dict.len()).then(|| dict.keys()));
        }
        if iterable.downcast_exact::<Set>().is_some() || iterable.downcast_exact::<FrozenSet>().is_some() {
            return Ok(keys_of(iterable).filter(|keys| self.comes_between(keys.len())).map(Hashes::snapshot));
        }
        let Some((dict, what)) = viewed(iterable) else { return Ok(None) };
        let Some(dict) = dict.downcast_exact::<Dict>().filter(|dict| self.comes_between(dict.len())) else {
            return Ok(None);
        };
        Ok(Some(match what {
            What::Keys => dict.keys(),
            What::Values => dict.values(),
            What::Items => dict.entries().into_iter().map(|(k, v)| self.pair(k, v)).collect::<PyResult<_>>()?,
        }))
    }

    /// How many items the object says that it has, `None` where it does not know. A `TypeError` of `__len__` or `__length_hint__` means that.
    pub fn length_hint(&self, object: &Ref) -> PyResult<Option<usize>> {
        if self.type_of(object).slots().len.is_some()
            && let Some(length) = self.catch(self.len(object), &ex::TYPE_ERROR)?
        {
            return Ok(Some(length));
        }
        let hint = self.catch(self.call_special(object, &self.names().__length_hint__, &[]), &ex::TYPE_ERROR)?;
        let Some(hint) = hint.flatten().filter(|hint| !self.is_not_implemented(hint)) else { return Ok(None) };
        if !self.is_int(&hint) {
            return Err(self.type_error(format!("__length_hint__ must be an integer, not {}", self.type_name(&hint))));
        }
        match usize::try_from(self.to_index(&hint)?) {
            Ok(hint) => Ok(Some(hint)),
            Err(_) => Err(self.value_error("__length_hint__() should return >= 0")),
        }
    }

    /// Refuses to collect what will not fit by its length, as CPython does, which allocates by the hint.
    pub fn check_hint(&self, iterable: &Ref) -> PyResult<()> {
        /// Items for which there is room, or the growing container finds that there is none.
        const UNCHECKED: usize = 1 << 16;
        let hint = self.length_hint(iterable)?.unwrap_or(0);
        if hint > UNCHECKED { self.alloc_limit(hint.saturating_mul(size_of::<Ref>())) } else { Ok(()) }
    }

    /// A safepoint in a long native operation.
    #[inline]
    pub fn poll(&self) -> PyResult<()> {
        // Relaxed: the bits are hints; serving them synchronises.
        if self.base.poll.load(std::sync::atomic::Ordering::Relaxed) != 0 {
            return (self.vm().interpreter.safepoint)(self);
        }
        Ok(())
    }

    /// The safepoint of an instruction, which has borrowed nothing.
    #[inline]
    pub fn poll_at_instruction(&self) -> PyResult<()> {
        self.poll()?;
        if self.base.poll.load(std::sync::atomic::Ordering::Relaxed) & crate::thread::safepoint::KEPT != 0 {
            self.give_up_kept();
        }
        Ok(())
    }

    /// Calls the handlers of signals that have arrived, and raises what another thread asked for: before a call that may wait for long, which
    /// they would not end. For everything else that is asked of a thread it need not stay attached.
    #[inline]
    pub fn poll_signals(&self) -> PyResult<()> {
        use crate::thread::safepoint::{ASYNC_EXC, SIGNAL};
        // Relaxed: as in `poll`.
        if self.base.poll.load(std::sync::atomic::Ordering::Relaxed) & (SIGNAL | ASYNC_EXC) != 0 {
            return (self.vm().interpreter.safepoint)(self);
        }
        Ok(())
    }

    /// Asks whether `bytes` more could be had, before a large allocation that cannot fail softly.
    pub fn alloc_limit(&self, bytes: usize) -> PyResult<()> {
        self.heap().charge(bytes)?;
        self.heap().discharge(bytes);
        Ok(())
    }
}

/// Heap bytes charged for a temporary buffer.
struct Charged<'a> {
    t: &'a Thread,
    bytes: usize,
}

impl Charged<'_> {
    fn add(&mut self, bytes: usize) -> PyResult<()> {
        self.t.heap().charge(bytes)?;
        self.bytes += bytes;
        Ok(())
    }
}

impl Drop for Charged<'_> {
    fn drop(&mut self) {
        self.t.heap().discharge(self.bytes);
    }
}

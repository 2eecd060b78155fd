//! Instances of classes, and the attribute area that they share with instances of subclassed builtin types.
//!
//! ```text
//! plain instance       header | Attributes | __slots__ members … | attribute values (inline) … | overflow
//! subclass of a builtin  header | payload | Attributes | __slots__ members … | overflow
//! ```
//!
//! Values beyond the inline capacity are in an overflow buffer. When someone asks for `__dict__`, or a shape cannot be had,
//! the attributes move into a dict: the shape id is then 0 and the overflow word owns the dict. Instances without `__dict__` have members
//! alone, neither values nor an overflow word. What an area consists of never changes after its object's birth, so it is read without a
//! lock.

use std::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

use super::buffer;
use super::class::{Type, flags};
use super::dict::Dict;
use super::kind;
use super::shape::{MAX_ATTRIBUTES, Shape};
use super::slots::Slots;
use super::typedef::TypeDef;
use crate::config;
use crate::memory::object::{allocate_raw, write_header};
use crate::memory::reference::publish;
use crate::memory::slab::{LARGEST, Slab, class_of, class_size};
use crate::memory::{Header, Kind, Object, OutOfMemory, Own, Payload, Ref, Slot, Value, header};
use crate::runtime::{PyResult, Thread};

mod overflow;
#[cfg(test)]
mod sizes;

use overflow::Overflow;

/// The attributes of an object: the head of an area, with the tail behind it. Lies at `Type::attributes_offset` from the header.
#[repr(C, align(8))]
pub struct Attributes {
    /// Id of the shape; 0: the overflow word is a dict (or nothing yet), or there is no such word.
    pub shape: AtomicU32,
    /// Words of the tail that hold references: the members, and values that fit behind them. The overflow word follows.
    inside: u16,
    /// `__slots__` members; and `MEMBERS_ONLY`.
    members: u16,
}

/// Bit of `Attributes::members`: the object has no `__dict__`. Its shape is 0 for ever, and no overflow word follows the members.
const MEMBERS_ONLY: u16 = 1 << 15;

/// Most `__slots__` members that instances of a class may have.
pub const MAX_MEMBERS: u32 = 900;
const _: () = assert!(MAX_MEMBERS + MAX_ATTRIBUTES < MEMBERS_ONLY as u32);
const _: () = assert!(
    PLAIN_OFFSET as usize + Attributes::size(MAX_MEMBERS as u16, Some(MAX_ATTRIBUTES as u16)) <= LARGEST,
    "a block holds the largest instance"
);

/// In the place of a shape's id: the values are on their way to a dict, under the lock.
const MOVING: u32 = u32::MAX;

/// Bytes of the fixed part.
pub const ATTRIBUTES_SIZE: usize = size_of::<Attributes>();
const _: () = assert!(ATTRIBUTES_SIZE == 8);

impl Attributes {
    /// The area of an object that has neither members nor `__dict__`.
    pub const fn none() -> Attributes {
        Attributes { shape: AtomicU32::new(0), inside: 0, members: MEMBERS_ONLY }
    }

    /// Bytes of an area with this many members and, if the object has a `__dict__`, room for this many values.
    #[inline(always)]
    pub const fn size(members: u16, capacity: Option<u16>) -> usize {
        let behind_members = match capacity {
            Some(capacity) => capacity as usize + 1,
            None => 0,
        };
        ATTRIBUTES_SIZE + (members as usize + behind_members) * size_of::<Value>()
    }

    /// Writes an area without attributes. `root` are the first shape of an object that has a `__dict__`, and the capacity that goes
    /// with it.
    ///
    /// # Safety
    /// `place` is writable for as many bytes as `size` says.
    #[inline]
    pub unsafe fn init(place: *mut Attributes, members: u16, root: Option<(u32, u16)>) {
        let (shape, inside, marks) = match root {
            Some((shape, capacity)) => (shape, members + capacity, 0),
            None => (0, members, MEMBERS_ONLY),
        };
        // SAFETY: the caller's.
        unsafe {
            place.write(Attributes { shape: AtomicU32::new(shape), inside, members: members | marks });
            let tail = place.add(1).cast::<Value>();
            for i in 0..usize::from(inside) {
                tail.add(i).write(Value::NULL);
            }
            if marks == 0 {
                tail.add(usize::from(inside)).cast::<AtomicPtr<Overflow>>().write(AtomicPtr::new(std::ptr::null_mut()));
            }
        }
    }

    #[inline(always)]
    fn tail(&self) -> *const Slot {
        // SAFETY: the tail follows the fixed part.
        unsafe { std::ptr::from_ref(self).add(1).cast() }
    }

    /// Does the object have a `__dict__`? If not, it has members alone.
    #[inline(always)]
    pub fn has_dict(&self) -> bool {
        self.members & MEMBERS_ONLY == 0
    }

    /// The word behind everything: the buffer of further values, or with shape 0 the dict.
    #[inline(always)]
    fn overflow(&self) -> Option<&AtomicPtr<Overflow>> {
        // SAFETY: just tested.
        self.has_dict().then(|| unsafe { self.overflow_word() })
    }

    /// The same of an object that is known to have the word.
    ///
    /// # Safety
    /// The object has a `__dict__`: `has_dict` says so, or it has, or had, a shape.
    #[inline(always)]
    unsafe fn overflow_word(&self) -> &AtomicPtr<Overflow> {
        debug_assert!(self.has_dict());
        // SAFETY: the caller's: `init` wrote the word behind what is inside.
        unsafe { &*self.tail().add(usize::from(self.inside)).cast() }
    }

    /// Values that fit behind the members.
    #[inline(always)]
    fn capacity(&self) -> u32 {
        u32::from(self.inside) - self.member_count()
    }

    #[inline(always)]
    fn member(&self, i: u32) -> &Slot {
        debug_assert!(i < self.member_count());
        // SAFETY: members are the first words of the tail.
        unsafe { &*self.tail().add(i as usize) }
    }

    /// What member `i` of `__slots__` holds.
    pub fn member_value(&self, i: u32) -> Option<Ref> {
        let place = self.member(i);
        if !config::NOGIL {
            return place.get_held();
        }
        if let Ok(value) = place.try_get() {
            return value;
        }
        // SAFETY: a value leaves its place under the lock only.
        self.locked(|| unsafe { publish(place.load()) })
    }

    /// Replaces it; gives what it was.
    #[must_use = "drop the old value outside of any lock"]
    pub fn replace_member(&self, i: u32, value: Option<Ref>) -> Option<Ref> {
        let place = self.member(i);
        let mut value = value;
        self.locked(|| match value.take() {
            Some(value) => place.replace_held(value),
            None => place.take_held(),
        })
    }

    /// How many members there are.
    #[inline(always)]
    pub fn member_count(&self) -> u32 {
        u32::from(self.members & !MEMBERS_ONLY)
    }

    /// The place of value `i` when it lies inside the object.
    ///
    /// # Safety
    /// `i` is less than the capacity that the object's shape has.
    #[inline(always)]
    pub unsafe fn inline_value(&self, i: u32) -> &Slot {
        debug_assert!(i < self.capacity());
        // SAFETY: the caller's.
        unsafe { &*self.tail().add((self.member_count() + i) as usize) }
    }

    /// The place of the `i`-th value beyond the capacity.
    ///
    /// # Safety
    /// The object's shape has that value.
    #[inline(always)]
    pub unsafe fn overflow_value(&self, i: u32) -> &Slot {
        // SAFETY: the caller's: a shape with more attributes than the capacity comes with a large enough buffer.
        unsafe { &*self.overflow_word().load(Ordering::Acquire).add(1).cast::<Slot>().add(i as usize) }
    }

    /// The place of value `i` of an object that has a shape with more than `i` attributes.
    #[inline]
    pub fn value(&self, i: u32) -> &Slot {
        if i < self.capacity() {
            // SAFETY: just tested.
            return unsafe { self.inline_value(i) };
        }
        // SAFETY: the object's shape has that value.
        unsafe { self.overflow_value(i - self.capacity()) }
    }

    /// The dict that holds the attributes, if they have moved there.
    #[inline]
    pub fn dict(&self) -> Option<&Dict> {
        if self.shape.load(Ordering::Acquire) != 0 {
            return None;
        }
        let dict = self.overflow()?.load(Ordering::Acquire).cast::<Header>();
        // SAFETY: with shape 0 the word owns a dict, if it is set.
        if dict.is_null() { None } else { Some(unsafe { Object::<Dict>::body_of(dict) }) }
    }

    fn dict_ref(&self) -> Option<Ref> {
        self.overflow()?;
        self.locked(|| self.dict().map(Object::ref_of))
    }

    /// The object that this is part of.
    fn header(&self) -> &Header {
        let inside: *const Header = std::ptr::from_ref(self).cast();
        // SAFETY: the area lies in its object's block, in a slab.
        unsafe {
            let slab = &*Slab::of(inside);
            &*slab.block(slab.index_of(inside))
        }
    }

    /// The choke point of all changes. `f` runs no Python code, drops no reference and allocates nothing (I6).
    #[inline(always)]
    fn locked<R>(&self, f: impl FnOnce() -> R) -> R {
        if config::NOGIL { buffer::locked_header(self.header(), f) } else { f() }
    }

    /// The shape, unless the attributes are in a dict or on their way there.
    #[inline]
    fn shape_now<'a>(&self, t: &'a Thread) -> Option<&'a Shape> {
        t.vm().shapes.get(self.shape_id())
    }

    /// The id of the object's shape; 0 when it has none, or is about to have none.
    #[inline]
    pub fn shape_id(&self) -> u32 {
        match self.shape.load(Ordering::Acquire) {
            MOVING => 0,
            id => id,
        }
    }

    /// The value of attribute `name`.
    #[inline]
    pub fn get(&self, t: &Thread, name: &Ref) -> Option<Ref> {
        if config::NOGIL {
            return self.get_contended(t, name);
        }
        match t.vm().shapes.get(self.shape.load(Ordering::Acquire)) {
            Some(shape) => self.value(shape.find(name)?).get_held(),
            None => self.dict()?.get_interned(name),
        }
    }

    /// The place of value `i`, for a reader without the lock: `None` when the object has lost the shape.
    fn place(&self, shape: &Shape, i: u32) -> Option<&Slot> {
        if i < self.capacity() {
            // SAFETY: just tested.
            return Some(unsafe { self.inline_value(i) });
        }
        let overflow = self.overflow()?.load(Ordering::Acquire);
        // A dict may have taken the buffer's place: the shape goes first.
        if overflow.is_null() || self.shape.load(Ordering::Acquire) != shape.id {
            return None;
        }
        // SAFETY: a shape with more attributes than the capacity comes with a large enough buffer, which is not freed before the next
        // safepoint.
        unsafe { Some(&*overflow.add(1).cast::<Slot>().add((i - self.capacity()) as usize)) }
    }

    fn get_contended(&self, t: &Thread, name: &Ref) -> Option<Ref> {
        loop {
            let Some(shape) = self.shape_now(t) else {
                match self.dict_ref() {
                    Some(dict) => return dict.downcast::<Dict>().expect("a dict").get_interned(name),
                    None if self.shape.load(Ordering::Acquire) == 0 => return None,
                    None => continue,
                }
            };
            let i = shape.find(name)?;
            if config::PRIVATE
                && let Some(place) = self.place(shape, i)
                && let Ok(Some(value)) = place.try_get()
                && self.shape.load(Ordering::Acquire) == shape.id
                && place.load_acquire().same(value.value())
            {
                return Some(value);
            }
            // SAFETY: the lock is held, and the shape is the object's.
            let read =
                || (self.shape.load(Ordering::Relaxed) == shape.id).then(|| unsafe { publish(self.value(i).load()) });
            if let Some(found) = self.locked(read) {
                return found;
            }
        }
    }

    /// Sets attribute `name`; returns what it was. `class` is the object's class.
    pub fn set(&self, t: &Thread, class: &Type, name: &Ref, mut value: Ref) -> PyResult<Option<Ref>> {
        loop {
            let Some(shape) = self.shape_now(t) else {
                let Some(dict) = self.dict_ref() else {
                    self.install_dict(t.new_dict()?);
                    continue;
                };
                return dict.downcast::<Dict>().expect("a dict").set_interned(t, name, value);
            };
            if let Some(i) = shape.find(name) {
                let still = || self.shape.load(Ordering::Relaxed) == shape.id;
                let mut new = Some(value);
                let old = self.locked(|| {
                    if config::NOGIL && !still() {
                        return Err(new.take());
                    }
                    Ok(new.take().and_then(|value| self.value(i).replace_held(value)))
                });
                match old {
                    Ok(old) => return Ok(old),
                    Err(back) => value = back.expect("not stored"),
                }
                continue;
            }
            match class.shapes.with_attribute(t.vm(), shape, name) {
                Some(next) => match self.append(t, shape, next, value)? {
                    None => {
                        if class.shadows(name) {
                            class.invalidate();
                        }
                        return Ok(None);
                    }
                    Some(back) => value = back,
                },
                None => self.move_to_dict(t)?,
            }
        }
    }

    /// Takes the attribute that `next` has more than `shape`. Gives the value back when the object has another shape by now.
    #[inline]
    pub fn append(&self, t: &Thread, shape: &Shape, next: &Shape, value: Ref) -> Result<Option<Ref>, OutOfMemory> {
        let i = shape.len();
        let fresh = if i >= self.capacity() {
            self.room_for(t, shape.id, (i + 1 - self.capacity()) as usize)?
        } else {
            std::ptr::null_mut()
        };
        let mut value = Some(value);
        let old = self.locked(|| {
            if config::NOGIL && self.shape.load(Ordering::Relaxed) != shape.id {
                return fresh;
            }
            let mut old = std::ptr::null_mut();
            if !fresh.is_null() {
                // SAFETY: the object has a shape. The old buffer, if there is one, is smaller; the words move, so no count changes.
                unsafe {
                    let word = self.overflow_word();
                    old = word.load(Ordering::Relaxed);
                    Overflow::move_words(old, fresh);
                    // Release: who sees the buffer sees its contents.
                    word.store(fresh, Ordering::Release);
                }
            }
            let before = value.take().and_then(|value| self.value(i).replace_held(value));
            debug_assert!(before.is_none());
            std::mem::forget(before);
            // Release: whoever sees the shape sees the value.
            self.shape.store(next.id, Ordering::Release);
            old
        });
        if !old.is_null() {
            // SAFETY: not, or no longer, the object's.
            unsafe { Overflow::retire(t, old) };
        }
        Ok(value)
    }

    /// A new buffer if the object's has no room for `needed` values; else null.
    fn room_for(&self, t: &Thread, shape: u32, needed: usize) -> Result<*mut Overflow, OutOfMemory> {
        let have = self.locked(|| {
            // SAFETY: the object had the shape just now.
            let old = unsafe { self.overflow_word() }.load(Ordering::Relaxed);
            if old.is_null() || self.shape.load(Ordering::Relaxed) != shape {
                return 0;
            }
            // SAFETY: with a shape the word is null or a buffer.
            unsafe { (*old).capacity }
        });
        if needed <= have {
            return Ok(std::ptr::null_mut());
        }
        let capacity = (needed * 2).max(4);
        t.heap().charge(Overflow::bytes(capacity))?;
        Ok(Overflow::allocate(capacity))
    }

    /// Deletes attribute `name`; returns what it was.
    pub fn remove(&self, t: &Thread, class: &Type, name: &Ref) -> PyResult<Option<Ref>> {
        loop {
            let Some(shape) = self.shape_now(t) else {
                return match self.dict_ref() {
                    Some(dict) => Ok(dict.downcast::<Dict>().expect("a dict").remove_interned(t, name)),
                    None if self.shape.load(Ordering::Acquire) == 0 => Ok(None),
                    None => continue,
                };
            };
            let Some(place) = shape.find(name) else { return Ok(None) };
            // Who reads without a lock takes a place for what it was as long as the shape is the same: with other threads no object has a shape
            // twice, or the place could have been another name's in between.
            let may_return = !config::PRIVATE || t.shared.world.is_lonely();
            if place + 1 == shape.len() && may_return {
                // The last attribute: back to the shape before, found from the root.
                let mut before = class.shapes.root(t, class).filter(|root| root.capacity == shape.capacity);
                for name in &shape.names[..place as usize] {
                    before = before.and_then(|s| class.shapes.with_attribute(t.vm(), s, name));
                }
                if let Some(before) = before {
                    let taken = self.locked(|| {
                        if self.shape.load(Ordering::Relaxed) != shape.id {
                            return None;
                        }
                        self.shape.store(before.id, Ordering::Release);
                        Some(self.value(place).take_held())
                    });
                    match taken {
                        Some(taken) => return Ok(taken),
                        None => continue,
                    }
                }
            }
            self.move_to_dict(t)?;
        }
    }

    /// `__dict__` of an object that has one: from now on the attributes live in the dict that is returned.
    pub fn as_dict(&self, t: &Thread) -> PyResult {
        loop {
            if let Some(dict) = self.dict_ref() {
                return Ok(dict);
            }
            self.move_to_dict(t)?;
        }
    }

    /// Moves the attributes to a dict, unless they have changed meanwhile; the caller looks again.
    fn move_to_dict(&self, t: &Thread) -> PyResult<()> {
        let Some(shape) = self.shape_now(t) else {
            if self.dict_ref().is_none() {
                self.install_dict(t.new_dict()?);
            }
            return Ok(());
        };
        let dict = t.new_dict_with(shape.names.len().max(1))?;
        let body = dict.downcast::<Dict>().expect("just made");
        for name in &shape.names {
            // A place for each attribute; its value comes under the lock.
            body.set_interned(t, name, t.none())?;
        }
        let mut placeholders = Vec::with_capacity(shape.names.len());
        let mut absent = Vec::new();
        let buffer = self.locked(|| {
            if self.shape.load(Ordering::Relaxed) != shape.id {
                return None;
            }
            // Readers without the lock that come now wait for it.
            self.mark_moving();
            for (i, _) in shape.names.iter().enumerate() {
                match self.value(i as u32).take_held() {
                    Some(value) => placeholders.push(body.set_value_at(i as u32, value)),
                    None => absent.push(i),
                }
            }
            Some(self.put_dict(dict.clone()))
        });
        drop(placeholders);
        for i in absent {
            drop(body.remove_interned(t, &shape.names[i]));
        }
        if let Some(buffer) = buffer.filter(|buffer| !buffer.is_null()) {
            // SAFETY: no longer the object's.
            unsafe { Overflow::retire(t, buffer) };
        }
        Ok(())
    }

    /// Replaces the `__dict__` of an object that has one by a dict; the old attributes are dropped.
    pub fn replace_dict(&self, t: &Thread, dict: Ref) {
        loop {
            let shape = self.shape_now(t);
            let mut old = Vec::with_capacity(shape.map_or(1, |shape| shape.names.len()));
            let id = shape.map_or(0, |shape| shape.id);
            let done = self.locked(|| {
                if self.shape.load(Ordering::Relaxed) != id {
                    return None;
                }
                match shape {
                    Some(shape) => {
                        self.mark_moving();
                        old.extend((0..shape.len()).map(|i| self.value(i).take_held()));
                        Some(self.put_dict(dict.clone()))
                    }
                    None => {
                        let word = self.put_dict(dict.clone()).cast::<Header>();
                        if !word.is_null() {
                            // SAFETY: the word owned the dict.
                            old.push(Some(unsafe { Ref::adopt(Value::counted(word)) }));
                        }
                        Some(std::ptr::null_mut())
                    }
                }
            });
            drop(old);
            if let Some(buffer) = done {
                if !buffer.is_null() {
                    // SAFETY: no longer the object's.
                    unsafe { Overflow::retire(t, buffer) };
                }
                return;
            }
        }
    }

    fn mark_moving(&self) {
        if config::NOGIL {
            self.shape.store(MOVING, Ordering::Release);
        }
    }

    /// Makes a dict what holds the attributes; with the lock held. Gives what the overflow word was.
    fn put_dict(&self, dict: Ref) -> *mut Overflow {
        let overflow = self.overflow().expect("asked of objects that have a `__dict__`");
        let word = crate::memory::reference::heap_form(dict);
        let before = overflow.swap(word.address().cast(), Ordering::AcqRel);
        self.shape.store(0, Ordering::Release);
        before
    }

    /// Gives an object that has neither shape nor dict a dict, unless another thread was first.
    fn install_dict(&self, dict: Ref) {
        let mut dict = Some(dict);
        let overflow = self.overflow().expect("asked of objects that have a `__dict__`");
        self.locked(|| {
            if self.shape.load(Ordering::Relaxed) == 0 && overflow.load(Ordering::Relaxed).is_null() {
                self.put_dict(dict.take().expect("not used yet"));
            }
        });
    }

    /// Names and values in order.
    pub fn entries(&self, t: &Thread) -> Vec<(Ref, Ref)> {
        loop {
            let Some(shape) = self.shape_now(t) else {
                match self.dict_ref() {
                    Some(dict) => return dict.downcast::<Dict>().map(Dict::entries).unwrap_or_default(),
                    None if self.shape.load(Ordering::Acquire) == 0 => return Vec::new(),
                    None => continue,
                }
            };
            let mut all = Vec::with_capacity(shape.names.len());
            let done = self.locked(|| {
                if self.shape.load(Ordering::Relaxed) != shape.id {
                    return false;
                }
                for (i, name) in shape.names.iter().enumerate() {
                    if let Some(value) = self.value(i as u32).get_held() {
                        all.push((name.clone(), value));
                    }
                }
                true
            });
            if done {
                return all;
            }
        }
    }

    /// Calls back with every reference held.
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.for_each_slot(|slot| {
            let value = slot.load();
            if !value.is_null() {
                visit(value);
            }
        });
        if let Some(dict) = self.dict() {
            visit(Value::counted(std::ptr::from_ref(Object::header_of(dict)).cast_mut()));
        }
    }

    /// The references as one slice, unless there is a dict or an overflow buffer.
    #[inline(always)]
    pub fn run(&self) -> Option<&[Value]> {
        if self.overflow().is_some_and(|word| !word.load(Ordering::Acquire).is_null()) {
            return None;
        }
        // SAFETY: the tail has that many words, and `Slot` is transparent over one; asked at a stop only.
        Some(unsafe { std::slice::from_raw_parts(self.tail().cast(), usize::from(self.inside)) })
    }

    fn for_each_slot(&self, mut visit: impl FnMut(&Slot)) {
        for i in 0..usize::from(self.inside) {
            // SAFETY: the tail has that many words.
            visit(unsafe { &*self.tail().add(i) });
        }
        if self.shape.load(Ordering::Acquire) != 0 {
            // SAFETY: it has a shape.
            let overflow = unsafe { self.overflow_word() }.load(Ordering::Acquire);
            if !overflow.is_null() {
                // SAFETY: with a shape the word is a buffer with `capacity` words.
                unsafe {
                    for i in 0..(*overflow).capacity {
                        visit(&*overflow.add(1).cast::<Slot>().add(i));
                    }
                }
            }
        }
    }

    /// Drops all values and the dict, leaving the object without attributes.
    pub fn clear(&self) {
        self.for_each_slot(|slot| drop(slot.take_held()));
        if self.shape.load(Ordering::Acquire) == 0
            && let Some(word) = self.overflow()
        {
            let dict = word.swap(std::ptr::null_mut(), Ordering::AcqRel).cast::<Header>();
            if !dict.is_null() {
                // SAFETY: the word owned the dict.
                drop(unsafe { Ref::adopt(Value::counted(dict)) });
            }
        }
    }

    /// Drops everything, the buffer included; the object's destructor.
    pub fn destroy(&self) {
        // Nobody else has the object: its words are read as they are.
        let word = match self.overflow() {
            Some(word) if !word.load(Ordering::Relaxed).is_null() => word,
            _ => {
                for i in 0..usize::from(self.inside) {
                    // SAFETY: the tail has that many words.
                    drop(unsafe { &*self.tail().add(i) }.take_held());
                }
                return;
            }
        };
        self.clear();
        let buffer = word.swap(std::ptr::null_mut(), Ordering::AcqRel);
        if !buffer.is_null() {
            // SAFETY: the slab knows its heap. Nobody else has the object, so nobody reads the buffer.
            unsafe { Overflow::free(&*(*Slab::of(std::ptr::from_ref(self).cast())).heap, buffer) };
        }
    }

    /// What is wrong with the area; the auditor asks, at a stop.
    pub fn check(&self) -> Option<&'static str> {
        let shape = self.shape.load(Ordering::Acquire);
        let capacity = self.has_dict().then(|| self.capacity() as u16);
        let end = std::ptr::from_ref(self) as usize + Attributes::size(self.member_count() as u16, capacity);
        // SAFETY: the area lies in its object's block, in a slab.
        let block_size = unsafe { (*Slab::of(std::ptr::from_ref(self).cast())).block_size };
        if end > std::ptr::from_ref(self.header()) as usize + block_size as usize {
            return Some("its attribute area reaches beyond its block");
        }
        if capacity.is_none() && (shape != 0 || self.inside != self.members & !MEMBERS_ONLY) {
            return Some("it has no __dict__, and yet values");
        }
        (shape == MOVING).then_some("its attributes are on their way to a dict")
    }
}

/// The payload of plain instances: just the attribute area (its tail follows in the block).
#[repr(transparent)]
pub struct Instance {
    /// The attributes.
    pub attributes: Attributes,
}

// SAFETY: the kind is this payload's alone; the attributes visit what they hold.
unsafe impl Payload for Instance {
    const KIND: Kind = kind::INSTANCE;
    const TRACED: bool = true;
    const RUN: bool = true;
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.attributes.trace(visit);
    }
    fn run(&self) -> Option<&[Value]> {
        self.attributes.run()
    }
    fn check(&self) -> Option<&'static str> {
        self.attributes.check()
    }
    fn clear(&self) {
        self.attributes.clear();
    }
}

impl Drop for Instance {
    #[inline]
    fn drop(&mut self) {
        self.attributes.destroy();
    }
}

/// Offset of the attributes of a plain instance.
pub const PLAIN_OFFSET: u32 = size_of::<Header>() as u32;

/// How many values a plain instance with this many members has room for, that `wanted` at least: as many as its block holds.
pub fn capacity_for(members: u32, wanted: u32) -> u32 {
    let size = PLAIN_OFFSET as usize + Attributes::size(members as u16, Some(wanted as u16));
    let spare = class_size(class_of(size, true)) - size;
    (wanted + (spare / size_of::<Value>()) as u32).min(MAX_ATTRIBUTES)
}

impl Thread {
    /// Header flags for an instance of `class`.
    #[inline]
    pub fn instance_flags(&self, class: &Type) -> u8 {
        let mut bits = 0;
        let f = class.flags();
        if f & flags::HEAP != 0 && !crate::config::DEFERRED {
            bits |= header::COUNTS_TYPE;
        }
        if f & flags::HAS_DEL != 0 {
            bits |= header::HAS_FINALIZER;
        }
        bits
    }

    /// Allocates a plain instance of `class` without attributes.
    #[inline]
    pub fn new_instance(&self, class: &Type) -> PyResult {
        let members = class.member_count as u16;
        let root = if class.has(flags::HAS_DICT) {
            Some(class.shapes.root(self, class).map_or((0, 0), |root| (root.id, root.capacity as u16)))
        } else {
            None
        };
        let size = PLAIN_OFFSET as usize + Attributes::size(members, root.map(|(_, capacity)| capacity));
        let object = allocate_raw(&self.base, size, true)?;
        let ty = std::ptr::from_ref(Object::<Type>::header_of(class)).cast_mut();
        // SAFETY: the block has the size computed above and is ours; everything is written before it is shown (I8).
        unsafe {
            let flags = self.instance_flags(class) | self.base.births.flags();
            write_header(&self.base, object, kind::INSTANCE, flags, ty);
            Attributes::init(object.byte_add(PLAIN_OFFSET as usize).cast(), members, root);
            self.base.count_allocation();
            Ok(Ref::adopt(Value::counted(object)))
        }
    }

    /// Allocates an instance of a builtin type with payload `T`, or of a subclass of it.
    pub fn new_object<T: Payload>(&self, class: &Ref, body: T) -> PyResult {
        let ty = class.downcast::<Type>().expect("a class");
        let pointer = class.value().address();
        if ty.instance_kind == T::KIND && ty.attributes_offset == 0 {
            return Ok(Object::allocate_as(&self.base, T::KIND, self.instance_flags(ty), pointer, 0, body)?);
        }
        let members = ty.member_count as u16;
        let offset = ty.attributes_offset as usize;
        let root = ty.has(flags::HAS_DICT).then(|| (ty.shapes.root_without_room(self.vm()), 0));
        let area = Attributes::size(members, root.map(|(_, capacity)| capacity));
        let extra = (offset + area).saturating_sub(size_of::<Object<T>>());
        // A class whose instances need more members than a block holds was refused when it was made.
        let object = Object::allocate_as(&self.base, ty.instance_kind, self.instance_flags(ty), pointer, extra, body)?;
        // SAFETY: `extra` made room for the attribute area, and nobody else sees the object yet.
        unsafe { Attributes::init(object.value().address().byte_add(offset).cast(), members, root) };
        Ok(object)
    }

    /// The attribute area of an object, if it has one.
    #[inline(always)]
    pub fn attributes_of<'a>(&'a self, object: &'a Ref) -> Option<&'a Attributes> {
        if !object.value().is_pointer() {
            return None;
        }
        let offset = self.type_of(object).attributes_offset;
        // SAFETY: the class says that instances have an attribute area there.
        (offset != 0).then(|| unsafe { &*object.value().address().byte_add(offset as usize).cast::<Attributes>() })
    }
}

impl super::shape::Shapes {
    /// Id of the root for objects that have no room inside for values.
    pub fn root_without_room(&self, vm: &crate::runtime::Vm) -> u32 {
        self.bare_root(vm).map_or(0, |shape| shape.id)
    }
}

/// The description of `object`; its methods are in `object::base`.
pub static OBJECT: TypeDef = TypeDef {
    name: "object",
    kind: kind::INSTANCE,
    flags: flags::BASE,
    size: PLAIN_OFFSET as usize,
    slots: Slots {
        repr: Some(super::base::repr),
        str: Some(super::base::to_str),
        hash: Some(super::base::hash),
        compare: Some(super::base::compare),
        new: Some(&super::base::NEW),
        init: Some(&super::base::INIT),
        ..Slots::EMPTY
    },
    methods: super::base::METHODS,
    getset: super::base::GETSET,
    doc: "The base class of the class hierarchy.",
    ..TypeDef::EMPTY
};

/// A typed reference to a dict, from one that is known to be a dict.
pub fn own_dict(dict: Ref) -> Own<Dict> {
    debug_assert!(dict.downcast::<Dict>().is_some());
    // SAFETY: the caller's knowledge, checked in debug builds.
    unsafe { Own::new_unchecked(dict) }
}

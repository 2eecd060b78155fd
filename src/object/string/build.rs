//! Making strings: constructors on `Thread`, and `StrBuilder`.

use std::mem::MaybeUninit;
use std::ops::Range;
use std::ptr;

use rcpy_primitives::text::{Text, Unit};

use super::buffer::Buffer;
use super::{ASCII, EXTERNAL, FIXED, INLINE_MAX, LENGTH_SHIFT, Str, Units, WIDTH};
use crate::memory::{Object, Payload, Ref, Value};
use crate::object::kind;
use crate::runtime::{PyResult, Thread};
use crate::with_units;

/// The width flag of an element type.
const fn width_of<U>() -> u64 {
    match size_of::<U>() {
        1 => 0,
        2 => 1,
        _ => 2,
    }
}

/// Length and flags of a string of `length` elements of type `U`.
#[inline(always)]
fn meta_of<U>(length: usize, ascii: bool) -> u64 {
    (length as u64) << LENGTH_SHIFT | width_of::<U>() | if ascii { ASCII } else { 0 }
}

/// A new exact `str` of `length` elements that `fill` writes; `flags` are those of the header.
///
/// # Safety
/// `fill` initialises the whole slice; `U` is the narrowest type that holds the text, and `ascii` tells the truth.
pub(super) unsafe fn make<U: Unit>(
    t: &Thread,
    length: usize,
    ascii: bool,
    flags: u8,
    fill: impl FnOnce(&mut [MaybeUninit<U>]),
) -> PyResult {
    let bytes = length.checked_mul(size_of::<U>()).ok_or_else(|| t.memory_error())?;
    let ty = t.types().str.as_ptr();
    let meta = meta_of::<U>(length, ascii);
    if bytes <= INLINE_MAX {
        let extra = bytes.saturating_sub(FIXED);
        let made = Object::allocate_as(t, kind::STR, flags, ty, extra, Str::head(meta, 0))?;
        // SAFETY: the block has room for `bytes` at `data`, and nobody else sees the string yet.
        unsafe {
            let body = made.value().address().cast::<Object<Str>>();
            let text = body.cast::<u8>().add(size_of::<Object<Str>>() - FIXED).cast::<MaybeUninit<U>>();
            fill(std::slice::from_raw_parts_mut(text, length));
        }
        return Ok(made);
    }
    let buffer = Buffer::allocate(t.heap(), bytes)?;
    // SAFETY: the buffer has room for `length` elements and is aligned for them.
    let place = unsafe { std::slice::from_raw_parts_mut(buffer.text().cast(), length) };
    // The buffer is no object yet, and what it is filled with does not change. Fresh memory takes a nanosecond for two bytes.
    t.apart(bytes / 2, || fill(place));
    adopt_buffer(t, buffer, meta, flags)
}

/// A new exact `str` that owns a filled buffer.
pub(super) fn adopt_buffer(t: &Thread, buffer: Buffer, meta: u64, flags: u8) -> PyResult {
    let ty = t.types().str.as_ptr();
    let head = std::mem::ManuallyDrop::new(Str::head(meta | EXTERNAL, buffer.text() as u64));
    // The payload is handed over by value: should the allocation fail, its drop would look for a slab around it.
    match crate::memory::object::allocate_raw(t, size_of::<Object<Str>>(), Str::TRACED) {
        Ok(block) => {
            // SAFETY: the block is large enough and ours; header and payload are written before anyone sees it (I8).
            unsafe {
                crate::memory::object::write_header(t, block, kind::STR, flags, ty);
                let text = block.byte_add(size_of::<Object<Str>>() - size_of::<Str>()).cast::<Str>();
                text.write(std::mem::ManuallyDrop::into_inner(head));
                let immortal = flags & crate::memory::header::IMMORTAL != 0;
                Ok(Ref::adopt(if immortal { Value::uncounted(block) } else { Value::counted(block) }))
            }
        }
        Err(error) => {
            // SAFETY: nobody else knows the buffer.
            unsafe { buffer.free(t.heap()) };
            Err(error.into())
        }
    }
}

/// A place for the text of a string under construction, filled from the front.
pub(super) struct Sink<'a> {
    /// Width as the power of two.
    width: u64,
    text: *mut u8,
    /// Elements written.
    at: usize,
    length: usize,
    place: std::marker::PhantomData<&'a mut [u8]>,
}

impl Sink<'_> {
    /// Writes elements, none of which needs more than the sink's width.
    pub fn put(&mut self, units: Units<'_>) {
        fn write<S: Unit, U>(source: &[S], place: *mut U, convert: impl Fn(u32) -> U) {
            for (i, unit) in source.iter().enumerate() {
                // SAFETY: the caller checked that the source fits.
                unsafe { place.add(i).write(convert(unit.code())) };
            }
        }
        let n = units.len();
        assert!(n <= self.length - self.at, "a string's length was computed too small");
        // SAFETY: there is room for `n` elements of the sink's width from `at`; source and sink do not overlap.
        unsafe {
            match (self.width, units) {
                (0, Units::One(s)) => ptr::copy_nonoverlapping(s.as_ptr(), self.text.add(self.at), n),
                (1, Units::Two(s)) => ptr::copy_nonoverlapping(s.as_ptr(), self.text.cast::<u16>().add(self.at), n),
                (2, Units::Four(s)) => ptr::copy_nonoverlapping(s.as_ptr(), self.text.cast::<u32>().add(self.at), n),
                (0, _) => with_units!(units, s => write(s, self.text.add(self.at), |c| c as u8)),
                (1, _) => with_units!(units, s => write(s, self.text.cast::<u16>().add(self.at), |c| c as u16)),
                _ => with_units!(units, s => write(s, self.text.cast::<u32>().add(self.at), |c| c)),
            }
        }
        self.at += n;
    }

    /// Writes a code point `n` times.
    pub fn put_repeated(&mut self, code: u32, n: usize) {
        assert!(n <= self.length - self.at, "a string's length was computed too small");
        // SAFETY: there is room for `n` elements from `at`.
        unsafe {
            match self.width {
                0 => self.text.add(self.at).write_bytes(code as u8, n),
                1 => (0..n).for_each(|i| self.text.cast::<u16>().add(self.at + i).write(code as u16)),
                _ => (0..n).for_each(|i| self.text.cast::<u32>().add(self.at + i).write(code)),
            }
        }
        self.at += n;
    }

    /// Writes what has been written so far again and again, until `length` elements are there.
    pub fn repeat_to_end(&mut self) {
        while self.at < self.length && self.at > 0 {
            let n = self.at.min(self.length - self.at);
            // SAFETY: the first `n` elements are written, and there is room for as many.
            unsafe {
                let end = self.text.add(self.at << self.width);
                ptr::copy_nonoverlapping(self.text, end, n << self.width);
            }
            self.at += n;
        }
    }
}

/// What a string made of several parts needs: the widest of their widths.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// Width as the power of two.
    pub width: u64,
    /// Is all of it ASCII?
    pub ascii: bool,
}

impl Form {
    /// The form of the empty string.
    pub const NARROWEST: Form = Form { width: 0, ascii: true };

    /// The form that also holds `text`.
    #[inline]
    pub fn with(self, text: &Str) -> Form {
        Form { width: self.width.max(text.meta() & WIDTH), ascii: self.ascii && text.is_ascii() }
    }

    /// The form that also holds a code point.
    pub fn with_char(self, code: u32) -> Form {
        let width = match code {
            0..0x100 => 0,
            0x100..0x10000 => 1,
            _ => 2,
        };
        Form { width: self.width.max(width), ascii: self.ascii && code < 0x80 }
    }
}

/// A new exact `str` of `length` elements of the given form, which is the narrowest; `fill` writes all of them.
pub(super) fn compose(t: &Thread, length: usize, form: Form, fill: impl FnOnce(&mut Sink<'_>)) -> PyResult {
    fn run<U>(place: &mut [MaybeUninit<U>], fill: impl FnOnce(&mut Sink<'_>)) {
        let mut sink = Sink {
            width: width_of::<U>(),
            text: place.as_mut_ptr().cast(),
            at: 0,
            length: place.len(),
            place: std::marker::PhantomData,
        };
        fill(&mut sink);
        assert!(sink.at == sink.length, "a string's length was computed too large");
    }
    if length == 0 {
        return t.empty_str();
    }
    // SAFETY: `run` asserts that all elements were written; the form is the caller's claim.
    unsafe {
        match form.width {
            0 => make::<u8>(t, length, form.ascii, 0, |place| run(place, fill)),
            1 => make::<u16>(t, length, false, 0, |place| run(place, fill)),
            _ => make::<u32>(t, length, false, 0, |place| run(place, fill)),
        }
    }
}

/// A copy of a text that is known to be in its narrowest width.
#[inline]
pub(super) fn copy_of<U: Unit>(t: &Thread, text: &[U], ascii: bool, flags: u8) -> PyResult {
    // SAFETY: all elements are written; width and `ascii` are the caller's claim.
    unsafe {
        make::<U>(t, text.len(), ascii, flags, |place| {
            place.write_copy_of_slice(text);
        })
    }
}

/// The largest code point of a text, rounded up to what decides the width: one of 7f, ff, ffff, 10ffff.
fn needed<U: Unit>(text: &[U]) -> u32 {
    let all = text.iter().fold(0, |bits, u| bits | u.code());
    match all {
        0..0x80 => 0x7f,
        0x80..0x100 => 0xff,
        0x100..0x10000 => 0xffff,
        _ => 0x10ffff,
    }
}

/// Makes a string from elements that may be wider than necessary.
pub(super) fn narrowed<U: Unit>(t: &Thread, text: &[U], flags: u8) -> PyResult {
    let top = needed(text);
    // SAFETY: every element is written, and fits the width chosen by the largest.
    unsafe {
        match top {
            0x7f | 0xff => make::<u8>(t, text.len(), top == 0x7f, flags, |place| {
                for (p, u) in place.iter_mut().zip(text) {
                    p.write(u.code() as u8);
                }
            }),
            0xffff => make::<u16>(t, text.len(), false, flags, |place| {
                for (p, u) in place.iter_mut().zip(text) {
                    p.write(u.code() as u16);
                }
            }),
            _ => make::<u32>(t, text.len(), false, flags, |place| {
                for (p, u) in place.iter_mut().zip(text) {
                    p.write(u.code());
                }
            }),
        }
    }
}

/// A Rust string as a new `str`, the header's flags given.
pub(super) fn from_utf8(t: &Thread, text: &str, flags: u8) -> PyResult {
    if text.is_ascii() {
        return copy_of(t, text.as_bytes(), true, flags);
    }
    let (mut length, mut top) = (0, 0);
    for c in text.chars() {
        length += 1;
        top |= u32::from(c);
    }
    // SAFETY: `length` elements are written, and each fits the width.
    unsafe {
        match top {
            0..0x100 => make::<u8>(t, length, false, flags, |place| {
                place.iter_mut().zip(text.chars()).for_each(|(p, c)| _ = p.write(c as u8));
            }),
            0x100..0x10000 => make::<u16>(t, length, false, flags, |place| {
                place.iter_mut().zip(text.chars()).for_each(|(p, c)| _ = p.write(c as u16));
            }),
            _ => make::<u32>(t, length, false, flags, |place| {
                place.iter_mut().zip(text.chars()).for_each(|(p, c)| _ = p.write(c.into()));
            }),
        }
    }
}

impl Thread {
    /// A `str`.
    #[inline]
    pub fn str(&self, text: &str) -> PyResult {
        match text.as_bytes() {
            [] => self.empty_str(),
            [one] => self.str_char(u32::from(*one)),
            _ => from_utf8(self, text, 0),
        }
    }

    /// A `str`.
    pub fn string(&self, text: String) -> PyResult {
        self.str(&text)
    }

    /// The empty string.
    #[inline]
    pub fn empty_str(&self) -> PyResult {
        match self.vm().strings.empty() {
            Some(empty) => Ok(empty.clone()),
            None => copy_of::<u8>(self, &[], true, 0),
        }
    }

    /// A string of one code point, at most 10FFFF.
    #[inline]
    pub fn str_char(&self, code: u32) -> PyResult {
        if let Some(single) = self.vm().strings.single(code) {
            return Ok(single.clone());
        }
        match code {
            0..0x100 => copy_of(self, &[code as u8], code < 0x80, 0),
            0x100..0x10000 => copy_of(self, &[code as u16], false, 0),
            _ => copy_of(self, &[code], false, 0),
        }
    }

    /// A string of Latin-1 bytes.
    #[inline]
    pub fn str_latin1(&self, text: &[u8]) -> PyResult {
        match text {
            [] => self.empty_str(),
            [one] => self.str_char(u32::from(*one)),
            _ => copy_of(self, text, text.is_ascii(), 0),
        }
    }

    /// A string of code points, each at most 10FFFF.
    pub fn str_from_u32(&self, codes: &[u32]) -> PyResult {
        self.str_units(Units::Four(codes))
    }

    /// A string of elements that may be wider than necessary.
    pub fn str_units(&self, units: Units<'_>) -> PyResult {
        match units.len() {
            0 => self.empty_str(),
            1 => self.str_char(units.code(0)),
            _ => with_units!(units, s => narrowed(self, s, 0)),
        }
    }

    /// A string from finished text.
    pub fn str_text(&self, text: &Text) -> PyResult {
        if text.len() <= 1 {
            return if text.is_empty() { self.empty_str() } else { self.str_char(text.code(0)) };
        }
        match text {
            Text::Ascii(v) => copy_of(self, v, true, 0),
            Text::Latin1(v) => copy_of(self, v, false, 0),
            Text::Ucs2(v) => copy_of(self, v, false, 0),
            Text::Ucs4(v) => copy_of(self, v, false, 0),
        }
    }

    /// A part of a string; the range lies within it.
    #[inline]
    pub fn str_part(&self, text: &Str, range: Range<usize>) -> PyResult {
        let part = text.units().slice(range);
        match part {
            Units::One(s) if s.len() > 1 && text.is_ascii() => copy_of(self, s, true, 0),
            Units::One(s) => self.str_latin1(s),
            _ => self.str_units(part),
        }
    }

    /// The object itself if it is an exact `str` and the range is all of it, else a part of it.
    pub(super) fn str_part_or_same(&self, object: &Ref, text: &Str, range: Range<usize>) -> PyResult {
        if range.len() == text.len() { self.exact_str(object) } else { self.str_part(text, range) }
    }

    /// An exact `str` with the text of a `str` of any class.
    pub fn exact_str(&self, object: &Ref) -> PyResult {
        match object.downcast::<Str>() {
            Some(_) if object.kind() == Some(kind::STR) => Ok(object.clone()),
            Some(text) => self.str_part(text, 0..text.len()),
            None => Err(self.type_error("expected a str")),
        }
    }

    /// An instance of a subclass of `str` with this text.
    pub fn str_in_class(&self, class: &Ref, text: &Str) -> PyResult {
        let bytes = text.as_bytes();
        let flags = text.meta() & (WIDTH | ASCII) | (text.len() as u64) << LENGTH_SHIFT;
        if bytes.len() <= FIXED {
            let mut data = [0; FIXED];
            data[..bytes.len()].copy_from_slice(bytes);
            return self.new_object::<Str>(class, Str::head(flags, u64::from_ne_bytes(data)));
        }
        // The attributes of the instance lie behind the fixed part, so longer text goes into a buffer. It is attached
        // afterwards: a payload that owned it could not be dropped outside of a block.
        let buffer = Buffer::allocate(self.heap(), bytes.len())?;
        // SAFETY: the buffer has this capacity.
        unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), buffer.text(), bytes.len()) };
        match self.new_object::<Str>(class, Str::head(ASCII, 0)) {
            Ok(made) => {
                let body = made.downcast::<Str>().expect("just made");
                // Relaxed: nobody else sees the string yet.
                body.data.store(buffer.text() as u64, std::sync::atomic::Ordering::Relaxed);
                body.meta.store(flags | EXTERNAL, std::sync::atomic::Ordering::Relaxed);
                Ok(made)
            }
            Err(raised) => {
                // SAFETY: nobody else knows the buffer.
                unsafe { buffer.free(self.heap()) };
                Err(raised)
            }
        }
    }
}

/// Bytes a builder holds without a buffer.
const SMALL: usize = 128;

/// Collects text; widens as needed, and fails softly when the heap is full.
pub struct StrBuilder<'t> {
    t: &'t Thread,
    buffer: Option<Buffer>,
    /// Bytes that fit.
    capacity: usize,
    /// Code points so far.
    length: usize,
    /// Width as the power of two.
    width: u64,
    ascii: bool,
    small: MaybeUninit<[u64; SMALL / 8]>,
}

impl<'t> StrBuilder<'t> {
    /// No text.
    #[inline]
    pub fn new(t: &'t Thread) -> StrBuilder<'t> {
        StrBuilder { t, buffer: None, capacity: SMALL, length: 0, width: 0, ascii: true, small: MaybeUninit::uninit() }
    }

    /// Number of code points so far.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Is there no text yet?
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    fn text(&mut self) -> *mut u8 {
        match self.buffer {
            Some(buffer) => buffer.text(),
            None => self.small.as_mut_ptr().cast(),
        }
    }

    /// Makes room for `more` code points of the current width.
    #[inline]
    fn reserve(&mut self, more: usize) -> PyResult<()> {
        let needed = self.length.checked_add(more).and_then(|n| n.checked_mul(1 << self.width));
        match needed {
            Some(needed) if needed <= self.capacity => Ok(()),
            needed => self.grow(needed),
        }
    }

    /// Makes room for that many code points more, of the width that the text has now.
    pub fn reserve_exact(&mut self, more: usize) -> PyResult<()> {
        let needed = self.length.checked_add(more).and_then(|n| n.checked_mul(1 << self.width));
        match needed {
            Some(needed) if needed <= self.capacity => Ok(()),
            Some(needed) => self.resize(needed),
            None => Err(self.t.memory_error()),
        }
    }

    #[cold]
    fn grow(&mut self, needed: Option<usize>) -> PyResult<()> {
        let Some(needed) = needed else { return Err(self.t.memory_error()) };
        let wanted = needed.max(self.capacity.saturating_add(self.capacity / 2));
        match self.resize(wanted) {
            Err(_) if wanted > needed => self.resize(needed),
            result => result,
        }
    }

    fn resize(&mut self, capacity: usize) -> PyResult<()> {
        let heap = self.t.heap();
        let buffer = match self.buffer {
            Some(buffer) => buffer.resize(heap, capacity)?,
            None => {
                let buffer = Buffer::allocate(heap, capacity)?;
                // SAFETY: the small text is at most SMALL bytes, and a buffer is only asked for beyond that.
                unsafe {
                    ptr::copy_nonoverlapping(self.small.as_ptr().cast(), buffer.text(), self.length << self.width);
                }
                buffer
            }
        };
        self.buffer = Some(buffer);
        self.capacity = capacity;
        Ok(())
    }

    /// Widens the text so far to at least `width`, making room for `more` code points.
    #[cold]
    fn widen(&mut self, width: u64, more: usize) -> PyResult<()> {
        let needed = self.length.checked_add(more).and_then(|n| n.checked_mul(1 << width));
        let needed = needed.ok_or_else(|| self.t.memory_error())?;
        if needed > self.capacity {
            self.grow(Some(needed))?;
        }
        let (length, from) = (self.length, self.width);
        let text = self.text();
        // From the end, so that no element is overwritten before it is read.
        // SAFETY: the capacity holds `length` elements of the new width; `length` of the old width are initialised.
        unsafe {
            for i in (0..length).rev() {
                let code = match from {
                    0 => u32::from(text.add(i).read()),
                    _ => u32::from(text.cast::<u16>().add(i).read()),
                };
                match width {
                    1 => text.cast::<u16>().add(i).write(code as u16),
                    _ => text.cast::<u32>().add(i).write(code),
                }
            }
        }
        self.width = width;
        self.ascii = false;
        Ok(())
    }

    /// Adds a code point, at most 10FFFF.
    #[inline]
    pub fn push_char(&mut self, code: u32) -> PyResult<()> {
        let width = match code {
            0..0x100 => 0,
            0x100..0x10000 => 1,
            _ => 2,
        };
        if width > self.width {
            self.widen(width, 1)?;
        } else {
            self.reserve(1)?;
        }
        self.ascii &= code < 0x80;
        let length = self.length;
        let (now, text) = (self.width, self.text());
        // SAFETY: room was made above.
        unsafe {
            match now {
                0 => text.add(length).write(code as u8),
                1 => text.cast::<u16>().add(length).write(code as u16),
                _ => text.cast::<u32>().add(length).write(code),
            }
        }
        self.length += 1;
        Ok(())
    }

    /// Adds `n` times a code point.
    pub fn push_repeated(&mut self, code: u32, n: usize) -> PyResult<()> {
        if n == 0 {
            return Ok(());
        }
        self.push_char(code)?;
        self.reserve_exact(n - 1)?;
        for _ in 1..n {
            self.push_char(code)?;
        }
        Ok(())
    }

    /// Adds ASCII text, unchecked in release builds.
    #[inline]
    fn push_ascii(&mut self, text: &[u8]) -> PyResult<()> {
        debug_assert!(text.is_ascii() || !self.ascii);
        self.push_narrow(text)
    }

    fn push_narrow(&mut self, bytes: &[u8]) -> PyResult<()> {
        self.reserve(bytes.len())?;
        let length = self.length;
        let (width, text) = (self.width, self.text());
        // SAFETY: room was made above.
        unsafe {
            match width {
                0 => ptr::copy_nonoverlapping(bytes.as_ptr(), text.add(length), bytes.len()),
                1 => {
                    let place = text.cast::<u16>().add(length);
                    bytes.iter().enumerate().for_each(|(i, b)| place.add(i).write(u16::from(*b)));
                }
                _ => {
                    let place = text.cast::<u32>().add(length);
                    bytes.iter().enumerate().for_each(|(i, b)| place.add(i).write(u32::from(*b)));
                }
            }
        }
        self.length += bytes.len();
        Ok(())
    }

    /// Adds a Rust string.
    pub fn push_str(&mut self, text: &str) -> PyResult<()> {
        if text.is_ascii() {
            return self.push_ascii(text.as_bytes());
        }
        text.chars().try_for_each(|c| self.push_char(c.into()))
    }

    /// Adds elements that may be wider than necessary.
    pub fn push_units(&mut self, units: Units<'_>) -> PyResult<()> {
        match units {
            Units::One(s) => {
                self.ascii &= s.is_ascii();
                self.push_narrow(s)
            }
            Units::Two(s) if self.width == 1 => {
                self.reserve(s.len())?;
                let length = self.length;
                // SAFETY: room was made; the width is that of the source.
                unsafe { ptr::copy_nonoverlapping(s.as_ptr(), self.text().cast::<u16>().add(length), s.len()) };
                self.length += s.len();
                Ok(())
            }
            Units::Four(s) if self.width == 2 => {
                self.reserve(s.len())?;
                let length = self.length;
                // SAFETY: room was made; the width is that of the source.
                unsafe { ptr::copy_nonoverlapping(s.as_ptr(), self.text().cast::<u32>().add(length), s.len()) };
                self.length += s.len();
                Ok(())
            }
            _ => with_units!(units, s => s.iter().try_for_each(|u| self.push_char(u.code()))),
        }
    }

    /// Adds a string.
    #[inline]
    pub fn push_string(&mut self, text: &Str) -> PyResult<()> {
        if text.is_ascii() { self.push_ascii(text.as_bytes()) } else { self.push_units(text.units()) }
    }

    /// Adds the text of a `str` object; other objects are refused with a `TypeError`.
    pub fn push_ref(&mut self, object: &Ref) -> PyResult<()> {
        match object.downcast::<Str>() {
            Some(text) => self.push_string(text),
            None => Err(self.t.type_error(format!("expected str, got {}", self.t.type_name(object)))),
        }
    }

    /// Adds finished text.
    pub fn push_text(&mut self, text: &Text) -> PyResult<()> {
        self.push_units(match text {
            Text::Ascii(v) | Text::Latin1(v) => Units::One(v),
            Text::Ucs2(v) => Units::Two(v),
            Text::Ucs4(v) => Units::Four(v),
        })
    }

    /// The text so far.
    pub fn units(&self) -> Units<'_> {
        let text: *const u8 = match self.buffer {
            Some(buffer) => buffer.text(),
            None => self.small.as_ptr().cast(),
        };
        // SAFETY: `length` elements of this width are initialised.
        unsafe {
            match self.width {
                0 => Units::One(std::slice::from_raw_parts(text, self.length)),
                1 => Units::Two(std::slice::from_raw_parts(text.cast(), self.length)),
                _ => Units::Four(std::slice::from_raw_parts(text.cast(), self.length)),
            }
        }
    }

    /// The string. The width grew only for code points that needed it, so it is the narrowest.
    pub fn finish(mut self) -> PyResult {
        let t = self.t;
        let bytes = self.length << self.width;
        if let Some(buffer) = self.buffer
            && bytes > INLINE_MAX
        {
            self.buffer = None;
            let buffer =
                if buffer.capacity() > bytes { buffer.resize(t.heap(), bytes).unwrap_or(buffer) } else { buffer };
            let ascii = if self.ascii { ASCII } else { 0 };
            return adopt_buffer(t, buffer, (self.length as u64) << LENGTH_SHIFT | self.width | ascii, 0);
        }
        match self.units() {
            units if units.len() <= 1 => t.str_units(units),
            Units::One(s) => copy_of(t, s, self.ascii, 0),
            Units::Two(s) => copy_of(t, s, false, 0),
            Units::Four(s) => copy_of(t, s, false, 0),
        }
    }
}

impl Drop for StrBuilder<'_> {
    fn drop(&mut self) {
        if let Some(buffer) = self.buffer.take() {
            // SAFETY: the builder owned it.
            unsafe { buffer.free(self.t.heap()) };
        }
    }
}

//! The memory of an object, lent until the view is dropped.
//!
//! An object that lends its memory keeps its size meanwhile: `bytearray` counts its exports, other native types do so through
//! an [`Exporter`], which a module registers for its type. Views are copied from and to; no slice of memory that may
//! change leaves this file.

use std::borrow::Cow;
use std::ptr;

use parking_lot::RwLock;

use super::MemoryView;
use crate::memory::{Ref, Value};
use crate::object::boxed::Trace;
use crate::object::bytearray::ByteArray;
use crate::object::bytes::Bytes;
use crate::object::typedef::TypeDef;
use crate::runtime::{PyResult, Thread};

/// What an object lends.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    /// Where it starts.
    pub start: *mut u8,
    /// Its length in bytes.
    pub length: usize,
    /// May it not be written to?
    pub readonly: bool,
    /// The struct letter of the items.
    pub format: u8,
    /// Bytes of an item.
    pub item_size: usize,
}

// SAFETY: the object that lends the memory keeps it where it is; its bytes are copied from and to.
unsafe impl Send for Memory {}

/// How a native type lends the memory of its instances. Neither function runs Python code.
#[derive(Clone, Copy)]
pub struct Exporter {
    /// Lends the memory, which stays where it is until `release`.
    pub acquire: fn(&Thread, &Ref) -> PyResult<Memory>,
    /// Takes it back; called once for each `acquire`.
    pub release: fn(&Ref),
}

/// Exporters by the type they are for.
static EXPORTERS: RwLock<Vec<(&'static TypeDef, Exporter)>> = RwLock::new(Vec::new());

/// Announces that instances of a native type lend their memory. Announcing twice is harmless.
pub fn register(def: &'static TypeDef, exporter: Exporter) {
    let mut all = EXPORTERS.write();
    if !all.iter().any(|(d, _)| ptr::eq(*d, def)) {
        all.push((def, exporter));
    }
}

const BYTEARRAY: Exporter = Exporter {
    acquire: |_, object| {
        let (start, length) = object.downcast::<ByteArray>().expect("chosen by kind").begin_export();
        Ok(Memory { start, length, readonly: false, format: b'B', item_size: 1 })
    },
    release: |object| object.downcast::<ByteArray>().expect("chosen by kind").end_export(),
};

const BYTES: Exporter = Exporter {
    acquire: |_, object| {
        let content = object.downcast::<Bytes>().expect("chosen by kind").as_slice();
        let (start, length) = (content.as_ptr().cast_mut(), content.len());
        Ok(Memory { start, length, readonly: true, format: b'B', item_size: 1 })
    },
    release: |_| {},
};

/// How an object lends its memory, if it does; memoryviews aside.
fn direct_exporter(t: &Thread, object: &Ref) -> Option<Exporter> {
    if object.downcast::<Bytes>().is_some() {
        return Some(BYTES);
    }
    if object.downcast::<ByteArray>().is_some() {
        return Some(BYTEARRAY);
    }
    object.downcast::<crate::object::boxed::Boxed>()?;
    let all = EXPORTERS.read();
    all.iter().find(|(def, _)| t.is_instance(object, def)).map(|(_, exporter)| *exporter)
}

/// Does the object have a buffer?
pub fn is_exporter(t: &Thread, object: &Ref) -> bool {
    object.opaque::<MemoryView>().is_some() || direct_exporter(t, object).is_some()
}

/// Lent memory.
pub struct View {
    owner: Ref,
    memory: Memory,
    exporter: Exporter,
}

impl Trace for View {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.owner.trace(visit);
    }
}

impl Drop for View {
    fn drop(&mut self) {
        (self.exporter.release)(&self.owner);
    }
}

impl View {
    fn acquire(t: &Thread, owner: &Ref, exporter: Exporter) -> PyResult<View> {
        let memory = (exporter.acquire)(t, owner)?;
        Ok(View { owner: owner.clone(), memory, exporter })
    }

    /// The object whose memory this is.
    pub fn owner(&self) -> &Ref {
        &self.owner
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.memory.length
    }

    /// Are there no bytes?
    pub fn is_empty(&self) -> bool {
        self.memory.length == 0
    }

    /// May it not be written to?
    pub fn readonly(&self) -> bool {
        self.memory.readonly
    }

    /// The struct letter of the items.
    pub fn format(&self) -> u8 {
        self.memory.format
    }

    /// Bytes of an item.
    pub fn item_size(&self) -> usize {
        self.memory.item_size
    }

    pub(super) fn make_readonly(&mut self) {
        self.memory.readonly = true;
    }

    /// The same memory, lent once more.
    pub(super) fn share(&self, t: &Thread) -> PyResult<View> {
        let mut other = View::acquire(t, &self.owner, self.exporter)?;
        // The owner does not move its memory while it is lent; this view may be of a part of it.
        other.memory = self.memory;
        Ok(other)
    }

    /// A part of the memory, seen differently.
    pub(super) fn part(mut self, offset: usize, length: usize, format: u8, item_size: usize, readonly: bool) -> View {
        assert!(
            offset.checked_add(length).is_some_and(|end| end <= self.memory.length),
            "a part lies within the whole"
        );
        // SAFETY: within the memory, as asserted.
        self.memory.start = unsafe { self.memory.start.add(offset) };
        (self.memory.length, self.memory.format, self.memory.item_size) = (length, format, item_size);
        self.memory.readonly |= readonly;
        self
    }

    /// Appends bytes from `offset` on to `out`.
    pub fn read_into(&self, offset: usize, length: usize, out: &mut Vec<u8>) {
        assert!(offset.checked_add(length).is_some_and(|end| end <= self.memory.length), "reads lie within the memory");
        out.reserve(length);
        // SAFETY: the source lies within lent memory; `out` has the capacity. The bytes are copied through raw pointers, as other
        // views may write to them.
        unsafe {
            ptr::copy_nonoverlapping(self.memory.start.add(offset), out.as_mut_ptr().add(out.len()), length);
            out.set_len(out.len() + length);
        }
    }

    /// Copies all bytes.
    pub fn to_vec(&self, t: &Thread) -> PyResult<Vec<u8>> {
        t.alloc_limit(self.memory.length)?;
        let mut out = Vec::with_capacity(self.memory.length);
        self.read_into(0, self.memory.length, &mut out);
        Ok(out)
    }

    /// The bytes: in place where they never change, else copied.
    pub fn to_cow(&self, t: &Thread) -> PyResult<Cow<'_, [u8]>> {
        if self.owner.downcast::<Bytes>().is_some() {
            // SAFETY: the memory of a `bytes` object, which this view keeps alive and which never changes.
            return Ok(Cow::Borrowed(unsafe { std::slice::from_raw_parts(self.memory.start, self.memory.length) }));
        }
        self.to_vec(t).map(Cow::Owned)
    }

    /// Writes bytes from `offset` on. A `TypeError` where the memory is read-only.
    pub fn write(&self, t: &Thread, offset: usize, bytes: &[u8]) -> PyResult<()> {
        if self.memory.readonly {
            return Err(t.type_error("cannot modify read-only memory"));
        }
        self.put(offset, bytes);
        Ok(())
    }

    /// Writes bytes into memory that may be written to.
    pub(super) fn put(&self, offset: usize, bytes: &[u8]) {
        let fits = offset.checked_add(bytes.len()).is_some_and(|end| end <= self.memory.length);
        assert!(fits && !self.memory.readonly, "writes lie within writable memory");
        // SAFETY: within lent memory, as asserted; `bytes` is not a part of it, as no slice of it exists.
        unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), self.memory.start.add(offset), bytes.len()) };
    }
}

impl Thread {
    /// The memory of an object that lends it.
    pub fn buffer_of(&self, object: &Ref) -> PyResult<Option<View>> {
        if let Some(view) = object.opaque::<MemoryView>() {
            return view.contiguous(self).map(Some);
        }
        direct_exporter(self, object).map(|exporter| View::acquire(self, object, exporter)).transpose()
    }

    /// The memory of a bytes-like object; a `TypeError` for others.
    pub fn buffer(&self, object: &Ref) -> PyResult<View> {
        match self.buffer_of(object)? {
            Some(view) => Ok(view),
            None => {
                let found = self.type_name(object);
                Err(self.type_error(format!("a bytes-like object is required, not '{found}'")))
            }
        }
    }
}

//! `memoryview`, and the buffers that objects lend to it and to everything that takes bytes-like objects.
//!
//! * `view`: the memory of an object, lent until dropped; how native types announce that they lend theirs.
//! * `layout`: how items lie in the memory: shape and strides.
//! * `item`: items to and from objects. `methods`: the description of the type.

pub mod item;
pub mod layout;
pub mod methods;
pub mod view;

use std::sync::atomic::AtomicI64;

use parking_lot::Mutex;

use crate::memory::Ref;
use crate::opaque;
use crate::runtime::{Args, PyResult, Thread};

use layout::Layout;

pub use methods::MEMORYVIEW;
pub use view::{Exporter, Memory, View};

/// The payload of a `memoryview`.
pub struct MemoryView {
    /// The memory; `None` once released.
    view: Mutex<Option<View>>,
    layout: Layout,
    /// The struct letter of the items.
    format: u8,
    readonly: bool,
    /// The hash, or -1 while it is not known.
    hash: AtomicI64,
}

opaque!(MemoryView { view });

impl MemoryView {
    fn new(view: View, layout: Layout, format: u8) -> MemoryView {
        let readonly = view.readonly();
        MemoryView { view: Mutex::new(Some(view)), layout, format, readonly, hash: AtomicI64::new(-1) }
    }

    /// Uses the memory. `f` runs no Python code. A `ValueError` once released.
    fn with<R>(&self, t: &Thread, f: impl FnOnce(&View) -> R) -> PyResult<R> {
        match &*self.view.lock() {
            Some(view) => Ok(f(view)),
            None => Err(t.value_error("operation forbidden on released memoryview object")),
        }
    }

    /// All items in C order.
    fn gather(&self, t: &Thread) -> PyResult<Vec<u8>> {
        t.alloc_limit(self.layout.bytes())?;
        self.with(t, |view| {
            let mut out = Vec::with_capacity(self.layout.bytes());
            self.layout.for_each_offset(|offset| view.read_into(offset, self.layout.item, &mut out));
            out
        })
    }

    /// Another view of the same memory.
    fn share(&self, t: &Thread, layout: Layout, format: u8, readonly: bool) -> PyResult {
        let view = self.with(t, |view| view.share(t))??;
        self.made_of(t, view, layout, format, readonly)
    }

    /// A memoryview of memory that is lent already.
    fn made_of(&self, t: &Thread, mut view: View, layout: Layout, format: u8, readonly: bool) -> PyResult {
        if readonly {
            view.make_readonly();
        }
        t.opaque(&MEMORYVIEW, MemoryView::new(view, layout, format))
    }

    /// The memory as one piece: lent again where the items lie side by side, else a copy.
    fn contiguous(&self, t: &Thread) -> PyResult<View> {
        if self.layout.is_c_contiguous() {
            let view = self.with(t, |view| view.share(t))??;
            return Ok(view.part(
                self.layout.offset,
                self.layout.bytes(),
                self.format,
                self.layout.item,
                self.readonly,
            ));
        }
        let copy = t.bytes_from(self.gather(t)?)?;
        let view = t.buffer(&copy)?;
        let length = view.len();
        Ok(view.part(0, length, self.format, self.layout.item, true))
    }
}

/// `object.__buffer__(flags)`.
pub fn buffer(t: &Thread, a: Args<'_>) -> PyResult {
    let flags = t.to_index(a.get(1))?;
    let view = t.memoryview(a.get(0))?;
    const WRITABLE: i64 = 1;
    if flags & WRITABLE != 0 && view.opaque::<MemoryView>().is_some_and(|v| v.readonly) {
        return Err(t.buffer_error("Object is not writable."));
    }
    Ok(view)
}

/// `object.__release_buffer__(buffer)`.
pub fn release_buffer(t: &Thread, a: Args<'_>) -> PyResult {
    let Some(view) = a.get(1).opaque::<MemoryView>() else {
        let found = t.type_name(a.get(1));
        return Err(t.type_error(format!("expected a memoryview object, not '{found}'")));
    };
    let taken = view.view.lock().take();
    // Outside of the lock: the owner may die with it.
    drop(taken);
    Ok(t.none())
}

/// Do the items lie side by side, as they do in all that is no memoryview?
pub fn is_c_contiguous(object: &Ref) -> bool {
    object.opaque::<MemoryView>().is_none_or(|view| view.layout.is_c_contiguous())
}

impl Thread {
    /// `memoryview(object)`.
    pub fn memoryview(&self, object: &Ref) -> PyResult {
        if let Some(other) = object.opaque::<MemoryView>() {
            return other.share(self, other.layout.clone(), other.format, other.readonly);
        }
        let Some(view) = self.buffer_of(object)? else {
            let found = self.type_name(object);
            return Err(self.type_error(format!("memoryview: a bytes-like object is required, not '{found}'")));
        };
        let (layout, format) = (Layout::flat(view.len(), view.item_size()), view.format());
        self.opaque(&MEMORYVIEW, MemoryView::new(view, layout, format))
    }
}

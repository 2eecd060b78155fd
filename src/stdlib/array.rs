//! `array`: compact sequences of numbers or characters.
//!
//! The bytes are under the array's own lock. While the memory is lent to a view the array keeps its size.

mod item;
mod methods;

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::{Object, Ref, Slot};
use crate::natives;
use crate::object::boxed::Boxed;
use crate::object::class::flags;
use crate::object::iterator::itself;
use crate::object::kind;
use crate::object::memoryview::{Exporter, Memory, view::register};
use crate::object::module::ModuleDef;
use crate::object::sequence::Bounds;
use crate::object::slice::Slice;
use crate::object::slots::{Slots, mask};
use crate::object::tuple::compare_slices;
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::runtime::{Args, PyResult, Raised, Thread};

use crate::thread::mutex::Mutex;
use item::Kind;

/// The payload.
pub struct Array {
    kind: Kind,
    inner: Mutex<Inner>,
}

struct Inner {
    bytes: Vec<u8>,
    /// Views that the memory is lent to.
    exports: usize,
}

crate::opaque!(Array {});

impl Inner {
    /// The place that an index means where items take `size` bytes, perhaps beyond them: negative indices count from the end.
    fn place(&self, i: i64, size: usize) -> usize {
        if i < 0 { (i as usize).wrapping_add(self.bytes.len() / size) } else { i as usize }
    }
}

/// Why an item was not taken out.
enum Uncut {
    Empty,
    OutOfRange,
    Lent,
}

impl Array {
    fn new(kind: Kind, bytes: Vec<u8>) -> Array {
        Array { kind, inner: Mutex::new(Inner { bytes, exports: 0 }) }
    }

    /// Number of items.
    fn len(&self) -> usize {
        self.inner.lock().bytes.len() / self.kind.size
    }

    fn get(&self, t: &Thread, i: usize) -> PyResult<Option<Ref>> {
        i64::try_from(i).map_or(Ok(None), |i| self.item(t, i))
    }

    /// Item `i`, counted from the end if it is negative.
    fn item(&self, t: &Thread, i: i64) -> PyResult<Option<Ref>> {
        let size = self.kind.size;
        let item = {
            let inner = self.inner.lock();
            let i = inner.place(i, size);
            if size == 8 {
                inner.bytes.as_chunks::<8>().0.get(i).copied()
            } else {
                inner.bytes.chunks_exact(size).nth(i).map(|found| {
                    let mut item = [0; 8];
                    item[..size].copy_from_slice(found);
                    item
                })
            }
        };
        match item {
            Some(item) if self.kind.code == b'd' => t.float(f64::from_le_bytes(item)).map(Some),
            Some(item) => self.kind.load(t, &item).map(Some),
            None => Ok(None),
        }
    }

    /// Replaces item `i`, counted from the end if it is negative; false if there is none.
    fn set(&self, i: i64, item: [u8; 8]) -> bool {
        let size = self.kind.size;
        let mut inner = self.inner.lock();
        let i = inner.place(i, size);
        if size == 8 {
            let place = inner.bytes.as_chunks_mut::<8>().0.get_mut(i);
            return place.map(|place| *place = item).is_some();
        }
        let place = inner.bytes.chunks_exact_mut(size).nth(i);
        place.map(|place| place.copy_from_slice(&item[..size])).is_some()
    }

    /// A copy of the bytes.
    fn snapshot(&self, t: &Thread) -> PyResult<Vec<u8>> {
        t.alloc_limit(self.inner.lock().bytes.len())?;
        Ok(self.inner.lock().bytes.clone())
    }

    /// All items as objects.
    fn items(&self, t: &Thread) -> PyResult<Vec<Ref>> {
        let bytes = self.snapshot(t)?;
        t.alloc_limit(bytes.len() / self.kind.size * 8)?;
        let load = |(i, item)| {
            t.poll_every(i)?;
            self.kind.load(t, item)
        };
        bytes.chunks_exact(self.kind.size).enumerate().map(load).collect()
    }

    /// Takes item `i` out (negative: from the end), if there is one and no memory is lent.
    fn cut(&self, i: i64) -> Result<[u8; 8], Uncut> {
        let size = self.kind.size;
        let mut inner = self.inner.lock();
        let len = inner.bytes.len() / size;
        if len == 0 {
            return Err(Uncut::Empty);
        }
        let place = inner.place(i, size);
        if place >= len {
            return Err(Uncut::OutOfRange);
        }
        if inner.exports > 0 {
            return Err(Uncut::Lent);
        }
        let mut item = [0; 8];
        item[..size].copy_from_slice(&inner.bytes[place * size..(place + 1) * size]);
        inner.bytes.drain(place * size..(place + 1) * size);
        Ok(item)
    }

    /// Replaces `count` items from `start` by whole items in `new`; refused where that would change the size of lent memory.
    fn splice(&self, t: &Thread, start: usize, count: usize, new: &[u8]) -> PyResult<()> {
        let places = |total: usize| start.min(total)..start.saturating_add(count).min(total);
        self.splice_places(t, places, new)
    }

    /// As `splice`, for the places that `places` says for the number of items.
    pub(super) fn splice_places(
        &self,
        t: &Thread,
        places: impl FnOnce(usize) -> Range<usize>,
        new: &[u8],
    ) -> PyResult<()> {
        let size = self.kind.size;
        let mut inner = self.inner.lock();
        let Range { start, end } = places(inner.bytes.len() / size);
        let count = end - start;
        if new.len() != count * size {
            if inner.exports > 0 {
                return Err(lent(t));
            }
            let more = new.len().saturating_sub(count * size);
            if inner.bytes.len() + more > inner.bytes.capacity() {
                let wanted = more.max(inner.bytes.len() / 4).max(16);
                t.alloc_limit(inner.bytes.len().saturating_add(wanted))?;
                inner.bytes.try_reserve(wanted).map_err(|_| t.memory_error())?;
            }
        }
        inner.bytes.splice(start * size..end * size, new.iter().copied());
        Ok(())
    }

    /// Removes the items that bounds mean, in one step.
    fn remove_every(&self, t: &Thread, bounds: Bounds) -> PyResult<()> {
        let size = self.kind.size;
        let mut inner = self.inner.lock();
        let total = inner.bytes.len() / size;
        let places = bounds.indices(total).ascending();
        if places.count == 0 {
            return Ok(());
        }
        if inner.exports > 0 {
            return Err(lent(t));
        }
        let mut next = places.iter().peekable();
        let mut left = 0;
        for i in 0..total {
            if next.next_if_eq(&i).is_none() {
                inner.bytes.copy_within(i * size..(i + 1) * size, left * size);
                left += 1;
            }
        }
        inner.bytes.truncate(left * size);
        Ok(())
    }

    /// Replaces the items that bounds mean by as many in `new`, in one step. `Err` says how many they are if these are not as many.
    fn replace_every(&self, bounds: Bounds, new: &[u8]) -> Result<(), usize> {
        let size = self.kind.size;
        let mut inner = self.inner.lock();
        let places = bounds.indices(inner.bytes.len() / size);
        if new.len() != places.count * size {
            return Err(places.count);
        }
        for (i, item) in places.iter().zip(new.chunks_exact(size)) {
            inner.bytes[i * size..(i + 1) * size].copy_from_slice(item);
        }
        Ok(())
    }
}

#[cold]
fn lent(t: &Thread) -> Raised {
    t.buffer_error("cannot resize an array that is exporting buffers")
}

fn array(value: &Ref) -> &Array {
    value.opaque().expect("checked by the type")
}

fn make(t: &Thread, kind: Kind, bytes: Vec<u8>) -> PyResult {
    t.opaque(&ARRAY, Array::new(kind, bytes))
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let code = a.get(1).as_string().filter(|c| c.len() == 1);
    let Some(code) = code else {
        let name = t.type_name(a.get(1));
        return Err(t.type_error(format!("array() argument 1 must be a unicode character, not {name}")));
    };
    let Some(kind) = u8::try_from(code.char_at(0)).ok().and_then(Kind::of) else {
        return Err(t.value_error("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)"));
    };
    if code.char_at(0) == u32::from(b'u') {
        let message = "The 'u' type code is deprecated and will be removed in Python 3.16";
        crate::stdlib::warnings::warn(t, &crate::object::exception::DEPRECATION_WARNING, message, 1)?;
    }
    if let Some(initial) = a.opt(2) {
        let source = initial.opaque::<Array>();
        if initial.as_string().is_some() && !kind.is_text() {
            return Err(t.type_error(format!(
                "cannot use a str to initialize an array with typecode '{}'",
                char::from(kind.code)
            )));
        }
        if source.is_some_and(|s| s.kind.is_text()) && !kind.is_text() {
            return Err(t.type_error(format!(
                "cannot use a unicode array to initialize an array with typecode '{}'",
                char::from(kind.code)
            )));
        }
    }
    let made = t.new_object(a.get(0), Boxed(Box::new(Array::new(kind, Vec::new()))))?;
    if let Some(initial) = a.opt(2) {
        if crate::object::bytes::content::has_buffer(t, initial) && initial.opaque::<Array>().is_none() {
            methods::append_bytes(t, array(&made), initial)?;
        } else {
            methods::extend_with(t, array(&made), initial)?;
        }
    }
    Ok(made)
}

fn repr(t: &Thread, value: &Ref) -> PyResult {
    let this = array(value);
    let name = t.type_of(value).name.get().map_or_else(String::new, |n| t.str_of(&n).into_owned());
    let code = char::from(this.kind.code);
    if this.len() == 0 {
        return t.string(format!("{name}('{code}')"));
    }
    let content = if this.kind.is_text() { methods::text(t, this)? } else { t.list(this.items(t)?)? };
    t.string(format!("{name}('{code}', {})", t.repr_text(&content)?))
}

fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.opaque::<Array>(), b.opaque::<Array>()) else { return Ok(t.not_implemented()) };
    compare_slices(t, &x.items(t)?, &y.items(t)?, op)
}

fn getitem(t: &Thread, value: &Ref, key: &Ref) -> PyResult {
    let this = array(value);
    if let Some(i) = key.value().as_exact_int()
        && let Some(item) = this.item(t, i)?
    {
        return Ok(item);
    }
    if let Some(slice) = key.downcast::<Slice>() {
        let bounds = t.slice_bounds(slice)?;
        let bytes = this.snapshot(t)?;
        let size = this.kind.size;
        let places = bounds.indices(bytes.len() / size);
        let mut out = Vec::with_capacity(places.count * size);
        for i in places.iter() {
            out.extend_from_slice(&bytes[i * size..(i + 1) * size]);
        }
        return make(t, this.kind, out);
    }
    if !t.has_index(key) {
        return Err(t.type_error("array indices must be integers"));
    }
    let item = this.item(t, t.item_index(key, "array")?)?;
    item.ok_or_else(|| t.index_error("array index out of range"))
}

#[cold]
fn out_of_range(t: &Thread) -> Raised {
    t.index_error("array assignment index out of range")
}

/// `array[i] = new`.
fn assign(t: &Thread, this: &Array, i: i64, new: &Ref) -> PyResult<()> {
    // That there is no such item is said before what is wrong with the new one.
    let len = this.len();
    let place = if i < 0 { (i as usize).wrapping_add(len) } else { i as usize };
    if place >= len {
        return Err(out_of_range(t));
    }
    let item = this.kind.store(t, new)?;
    // A conversion in Python may have changed the array. The index means the place that it meant before, as in CPython.
    let plain = matches!(new.value().kind(), kind::INT | kind::FLOAT | kind::BOOL | kind::STR);
    let i = if plain { i } else { place as i64 };
    if this.set(i, item) { Ok(()) } else { Err(out_of_range(t)) }
}

fn setitem(t: &Thread, value: &Ref, key: &Ref, new: Option<&Ref>) -> PyResult<()> {
    let this = array(value);
    if let (Some(i), Some(new)) = (key.value().as_exact_int(), new) {
        return assign(t, this, i, new);
    }
    let size = this.kind.size;
    if let Some(slice) = key.downcast::<Slice>() {
        let bounds = t.slice_bounds(slice)?;
        let bytes = match new {
            None => Vec::new(),
            Some(new) => match new.opaque::<Array>() {
                Some(other) if other.kind == this.kind => other.snapshot(t)?,
                Some(_) => return Err(t.type_error("bad argument type for built-in operation")),
                None => {
                    let name = t.type_name(new);
                    return Err(t.type_error(format!("can only assign array (not \"{name}\") to array slice")));
                }
            },
        };
        if bounds.step == 1 {
            let places = |total| {
                let places = bounds.indices(total);
                places.start as usize..places.start as usize + places.count
            };
            return this.splice_places(t, places, &bytes);
        }
        if new.is_none() {
            return this.remove_every(t, bounds);
        }
        return this.replace_every(bounds, &bytes).map_err(|found| {
            let given = bytes.len() / size;
            t.value_error(format!("attempt to assign array of size {given} to extended slice of size {found}"))
        });
    }
    if !t.has_index(key) {
        return Err(t.type_error("array indices must be integers"));
    }
    let i = t.item_index(key, "array")?;
    match new {
        Some(new) => assign(t, this, i, new),
        None => match this.cut(i) {
            Ok(_) => Ok(()),
            Err(Uncut::Lent) => Err(lent(t)),
            Err(Uncut::Empty | Uncut::OutOfRange) => Err(out_of_range(t)),
        },
    }
}

fn contains(t: &Thread, value: &Ref, item: &Ref) -> PyResult<bool> {
    Ok(methods::find(t, array(value), item, 0, usize::MAX)?.is_some())
}

fn is_array(value: &Ref) -> bool {
    value.opaque::<Array>().is_some()
}

fn repeated(t: &Thread, this: &Array, times: usize) -> PyResult<Vec<u8>> {
    let bytes = this.snapshot(t)?;
    let total = bytes.len().checked_mul(times).ok_or_else(|| t.memory_error())?;
    t.alloc_limit(total)?;
    Ok(t.apart(total / 2, || bytes.repeat(times)))
}

fn binary(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    match op {
        BinaryOp::Add if is_array(a) => {
            let this = array(a);
            let Some(other) = b.opaque::<Array>() else {
                let name = t.type_name(b);
                return Err(t.type_error(format!("can only append array (not \"{name}\") to array")));
            };
            if this.kind != other.kind {
                return Err(t.type_error("bad argument type for built-in operation"));
            }
            let mut bytes = this.snapshot(t)?;
            bytes.extend(other.snapshot(t)?);
            make(t, this.kind, bytes)
        }
        BinaryOp::Mul => match t.repetition(a, b, is_array)? {
            Some((sequence, times)) => make(t, array(sequence).kind, repeated(t, array(sequence), times)?),
            None => Ok(t.not_implemented()),
        },
        _ => Ok(t.not_implemented()),
    }
}

fn inplace(t: &Thread, op: BinaryOp, a: &Ref, b: &Ref) -> PyResult {
    let this = array(a);
    match op {
        BinaryOp::Add => {
            if !is_array(b) {
                let name = t.type_name(b);
                return Err(t.type_error(format!("can only extend with array (not \"{name}\")")));
            }
            methods::extend_with(t, this, b)?;
        }
        BinaryOp::Mul => {
            let Some((_, times)) = t.repetition(a, b, is_array)? else { return Ok(t.not_implemented()) };
            let bytes = repeated(t, this, times)?;
            this.splice(t, 0, usize::MAX, &bytes)?;
        }
        _ => return Ok(t.not_implemented()),
    }
    Ok(a.clone())
}

/// `array.array`.
pub static ARRAY: TypeDef = TypeDef {
    name: "array.array",
    flags: flags::BASE | flags::SEQUENCE | flags::HAS_WEAKREF,
    size: size_of::<Object<Boxed>>(),
    slots: Slots {
        repr: Some(repr),
        unhashable: true,
        compare: Some(compare),
        iter: Some(iterate),
        len: Some(|_, value| Ok(array(value).len())),
        getitem: Some(getitem),
        setitem: Some(setitem),
        contains: Some(contains),
        binary: Some(binary),
        binary_mask: mask(&[BinaryOp::Add, BinaryOp::Mul]),
        inplace: Some(inplace),
        inplace_mask: mask(&[BinaryOp::Add, BinaryOp::Mul]),
        new: Some(&natives!["@tuple array(cls, typecode, initializer=(), /)" => new][0]),
        ..Slots::EMPTY
    },
    methods: methods::METHODS,
    getset: &[
        GetSetDef { name: "typecode", get: |t, v| t.str_char(u32::from(array(v).kind.code)), set: None },
        GetSetDef { name: "itemsize", get: |t, v| t.int(array(v).kind.size as i64), set: None },
    ],
    ..TypeDef::EMPTY
};

/// Walks over an array; the slot is empty when it is exhausted.
struct Walk {
    array: Slot,
    next: AtomicUsize,
}

crate::opaque!(Walk { array });

fn iterate(t: &Thread, value: &Ref) -> PyResult {
    t.opaque(&ITERATOR, Walk { array: Slot::new(value.clone()), next: AtomicUsize::new(0) })
}

fn next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let walk = value.opaque::<Walk>().expect("checked by the type");
    let Some(owner) = walk.array.get() else { return Ok(None) };
    // Relaxed: racing threads each get an item of their own.
    let item = array(&owner).get(t, walk.next.fetch_add(1, Ordering::Relaxed))?;
    if item.is_none() {
        drop(walk.array.take());
    }
    Ok(item)
}

fn walk_reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let walk = t.this_opaque::<Walk>(&a);
    let builtin = crate::object::sequence::builtin(t, "iter")?;
    match walk.array.get() {
        Some(array) => {
            let next = t.int_from_usize(walk.next.load(Ordering::Relaxed))?;
            t.tuple(vec![builtin, t.tuple(vec![array])?, next])
        }
        None => t.pair(builtin, t.tuple(vec![t.empty_tuple()])?),
    }
}

fn walk_setstate(t: &Thread, a: Args<'_>) -> PyResult {
    let walk = t.this_opaque::<Walk>(&a);
    let next = t.to_index(a.get(1))?.max(0) as usize;
    if let Some(owner) = walk.array.get() {
        walk.next.store(next.min(array(&owner).len()), Ordering::Relaxed);
    }
    Ok(t.none())
}

static ITERATOR: TypeDef = TypeDef {
    name: "array.arrayiterator",
    slots: Slots { iter: Some(itself), next: Some(next), ..Slots::EMPTY },
    methods: natives!["__reduce__(self, /)" => walk_reduce, "__setstate__(self, state, /)" => walk_setstate],
    ..TypeDef::EMPTY
};

const EXPORTER: Exporter = Exporter {
    acquire: |_, object| {
        let this = array(object);
        let mut inner = this.inner.lock();
        inner.exports += 1;
        let (start, length) = (inner.bytes.as_mut_ptr(), inner.bytes.len());
        Ok(Memory { start, length, readonly: false, format: this.kind.format(), item_size: this.kind.size })
    },
    release: |object| array(object).inner.lock().exports -= 1,
};

fn init(t: &Thread, module: &Ref) -> PyResult<()> {
    register(&ARRAY, EXPORTER);
    let class = t.class(&ARRAY);
    let abc = crate::runtime::import::import(t, "_collections_abc")?;
    t.call_method(&t.getattr(&abc, "MutableSequence")?, "register", std::slice::from_ref(&class))?;
    t.setattr(module, "ArrayType", &class)
}

/// `array`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "array",
    doc: "Compact sequences of numbers or characters.",
    types: &[&ARRAY],
    constants: &[("typecodes", |t| t.str("bBuwhHiIlLqQfd"))],
    init: Some(init),
    ..ModuleDef::EMPTY
};

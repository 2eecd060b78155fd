//! The description of the type `memoryview`.

use std::sync::atomic::Ordering;

use super::item::{pack, size_of_format, unpack};
use super::layout::Layout;
use super::{MemoryView, view};
use crate::bytecode::CompareOp;
use crate::memory::Ref;
use crate::natives;
use crate::object::bytes::codec::hex_of;
use crate::object::class::flags;
use crate::object::list::List;
use crate::object::slice::Slice;
use crate::object::slots::Slots;
use crate::object::string::Str;
use crate::object::string::search::shown_type;
use crate::object::tuple::Tuple;
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::runtime::native::NativeDef;
use crate::runtime::{Args, PyResult, Thread};

/// Most dimensions of a view.
const MAX_DIMENSIONS: usize = 64;

/// The description of `memoryview`.
pub static MEMORYVIEW: TypeDef = TypeDef {
    name: "memoryview",
    flags: flags::SEQUENCE | flags::HAS_WEAKREF,
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(compare),
        len: Some(len),
        getitem: Some(getitem),
        setitem: Some(setitem),
        new: Some(&NEW),
        ..Slots::EMPTY
    },
    methods: natives![
        "cast(self, /, format, shape=None)" => cast,
        "hex(self, /, sep=None, bytes_per_sep=1)" => hex,
        "release(self, /)" => release,
        "tobytes(self, /, order='C')" => tobytes,
        "tolist(self, /)" => tolist,
        "toreadonly(self, /)" => toreadonly,
        "__buffer__(self, flags, /)" => crate::object::memoryview::buffer,
        "__release_buffer__(self, buffer, /)" => crate::object::memoryview::release_buffer,
        "__enter__(self, /)" => enter,
        "@tuple __exit__(self, /, *args)" => release,
    ],
    getset: &[
        GetSetDef {
            name: "c_contiguous",
            get: |t, m| checked(t, m, |t, m| Ok(t.bool(m.layout.is_c_contiguous()))),
            set: None,
        },
        GetSetDef { name: "contiguous", get: |t, m| checked(t, m, contiguous), set: None },
        GetSetDef {
            name: "f_contiguous",
            get: |t, m| checked(t, m, |t, m| Ok(t.bool(m.layout.is_f_contiguous()))),
            set: None,
        },
        GetSetDef { name: "format", get: |t, m| checked(t, m, |t, m| t.str_char(m.format.into())), set: None },
        GetSetDef { name: "itemsize", get: |t, m| checked(t, m, |t, m| t.int(m.layout.item as i64)), set: None },
        GetSetDef { name: "nbytes", get: |t, m| checked(t, m, |t, m| t.int(m.layout.bytes() as i64)), set: None },
        GetSetDef { name: "ndim", get: |t, m| checked(t, m, |t, m| t.int(m.layout.shape.len() as i64)), set: None },
        GetSetDef { name: "obj", get: |t, m| this(m).with(t, |view| view.owner().clone()), set: None },
        GetSetDef { name: "readonly", get: |t, m| checked(t, m, |t, m| Ok(t.bool(m.readonly))), set: None },
        GetSetDef {
            name: "shape",
            get: |t, m| checked(t, m, |t, m| numbers(t, m.layout.shape.iter().map(|n| *n as i64))),
            set: None,
        },
        GetSetDef {
            name: "strides",
            get: |t, m| checked(t, m, |t, m| numbers(t, m.layout.strides.iter().map(|n| *n as i64))),
            set: None,
        },
        GetSetDef { name: "suboffsets", get: |t, m| checked(t, m, |t, _| t.tuple(Vec::new())), set: None },
    ],
    doc: "Create a new memoryview object which references the given object.",
    ..TypeDef::EMPTY
};

static NEW: NativeDef =
    NativeDef { signature: "memoryview(cls, object)", call: |t, a| t.memoryview(a.get(1)), doc: "" };

/// The payload of an operand of the type's own functions.
fn this(object: &Ref) -> &MemoryView {
    match object.opaque::<MemoryView>() {
        Some(view) => view,
        None => unreachable!("the type's own function is called with instances of the type"),
    }
}

/// An attribute that cannot be read once the view is released.
fn checked(t: &Thread, object: &Ref, get: fn(&Thread, &MemoryView) -> PyResult) -> PyResult {
    let this = this(object);
    this.with(t, |_| ())?;
    get(t, this)
}

fn contiguous(t: &Thread, m: &MemoryView) -> PyResult {
    Ok(t.bool(m.layout.is_c_contiguous() || m.layout.is_f_contiguous()))
}

fn numbers(t: &Thread, values: impl Iterator<Item = i64>) -> PyResult {
    t.tuple(values.map(|n| t.int(n)).collect::<PyResult<Vec<Ref>>>()?)
}

fn repr(t: &Thread, object: &Ref) -> PyResult {
    let released = this(object).view.lock().is_none();
    let address = object.value().address() as usize;
    t.string(format!("<{}memory at {address:#x}>", if released { "released " } else { "" }))
}

fn hash(t: &Thread, object: &Ref) -> PyResult<i64> {
    let this = this(object);
    let known = this.hash.load(Ordering::Relaxed);
    if known != -1 {
        return Ok(known);
    }
    this.with(t, |_| ())?;
    if !this.readonly {
        return Err(t.value_error("cannot hash writable memoryview object"));
    }
    if !matches!(this.format, b'B' | b'b' | b'c') {
        return Err(t.value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    }
    let owner = this.with(t, |view| view.owner().clone())?;
    t.hash(&owner)?;
    let hash = t.vm().strings.key().bytes(&this.gather(t)?);
    this.hash.store(hash, Ordering::Relaxed);
    Ok(hash)
}

fn len(t: &Thread, object: &Ref) -> PyResult<usize> {
    let this = this(object);
    this.with(t, |_| ())?;
    match this.layout.shape.first() {
        Some(length) => Ok(*length),
        None => Err(t.type_error("0-dim memory has no length")),
    }
}

/// The item at an offset.
fn read_item(t: &Thread, this: &MemoryView, offset: usize) -> PyResult {
    let mut item = Vec::with_capacity(8);
    this.with(t, |view| view.read_into(offset, this.layout.item, &mut item))?;
    unpack(t, this.format, &item)
}

/// The offset of an item from one index for each dimension.
fn offset_of(t: &Thread, this: &MemoryView, indices: &[i64]) -> PyResult<usize> {
    let mut offset = this.layout.offset as i64;
    for (dimension, i) in indices.iter().enumerate() {
        let length = this.layout.shape[dimension] as i64;
        let place = if *i < 0 { i.saturating_add(length) } else { *i };
        if !(0..length).contains(&place) {
            return Err(t.index_error(format!("index out of bounds on dimension {}", dimension + 1)));
        }
        offset += place * this.layout.strides[dimension] as i64;
    }
    Ok(offset as usize)
}

/// What a key picks.
enum Picked {
    Item(usize),
    Part(Layout),
    All,
}

/// Runs `__index__` of the key, which may release the view: what is done with the items has to look again.
fn pick(t: &Thread, this: &MemoryView, key: &Ref) -> PyResult<Picked> {
    this.with(t, |_| ())?;
    let dimensions = this.layout.shape.len();
    if dimensions == 0 {
        let empty = key.downcast::<Tuple>().is_some_and(|k| k.items().is_empty());
        return match key.value().kind() {
            _ if empty => Ok(Picked::Item(this.layout.offset)),
            crate::object::kind::ELLIPSIS => Ok(Picked::All),
            _ => Err(t.type_error("invalid indexing of 0-dim memory")),
        };
    }
    if t.has_index(key) {
        if dimensions > 1 {
            return Err(t.not_implemented_error("multi-dimensional sub-views are not implemented"));
        }
        let i = t.item_index(key, "memoryview")?;
        return Ok(Picked::Item(offset_of(t, this, &[i])?));
    }
    if let Some(slice) = key.downcast::<Slice>() {
        let places = t.slice_bounds(slice)?.indices(this.layout.shape[0]);
        return Ok(Picked::Part(this.layout.sliced(places.start, places.step, places.count)));
    }
    if let Some(keys) = key.downcast::<Tuple>() {
        let keys = keys.items();
        if keys.iter().all(|k| t.has_index(k)) {
            let given = keys.len();
            if given > dimensions {
                let message = format!("cannot index {dimensions}-dimension view with {given}-element tuple");
                return Err(t.type_error(message));
            }
            if given < dimensions {
                return Err(t.not_implemented_error("sub-views are not implemented"));
            }
            let indices = keys.iter().map(|k| t.item_index(k, "memoryview")).collect::<PyResult<Vec<i64>>>()?;
            return Ok(Picked::Item(offset_of(t, this, &indices)?));
        }
        if keys.iter().all(|k| k.downcast::<Slice>().is_some()) {
            return Err(t.not_implemented_error("multi-dimensional slicing is not implemented"));
        }
    }
    Err(t.type_error("memoryview: invalid slice key"))
}

fn getitem(t: &Thread, object: &Ref, key: &Ref) -> PyResult {
    let this = this(object);
    // A part stays readable even if a bound of the slice releases the view.
    let lent = match key.downcast::<Slice>() {
        Some(_) => Some(this.with(t, |view| view.share(t))??),
        None => None,
    };
    match pick(t, this, key)? {
        Picked::Item(offset) => read_item(t, this, offset),
        Picked::Part(layout) => match lent {
            Some(view) => this.made_of(t, view, layout, this.format, this.readonly),
            None => this.share(t, layout, this.format, this.readonly),
        },
        Picked::All => Ok(object.clone()),
    }
}

fn setitem(t: &Thread, object: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let this = this(object);
    this.with(t, |_| ())?;
    if this.readonly {
        return Err(t.type_error("cannot modify read-only memory"));
    }
    let Some(value) = value else { return Err(t.type_error("cannot delete memory")) };
    match pick(t, this, key)? {
        Picked::Item(offset) => {
            let packed = pack(t, this.format, value)?;
            this.with(t, |view| view.put(offset, &packed[..this.layout.item]))
        }
        Picked::All => {
            let packed = pack(t, this.format, value)?;
            this.with(t, |view| view.put(this.layout.offset, &packed[..this.layout.item]))
        }
        Picked::Part(layout) => {
            if layout.shape.len() > 1 {
                let message = "memoryview slice assignments are currently restricted to ndim = 1";
                return Err(t.not_implemented_error(message));
            }
            let source = t.buffer(value)?;
            if source.len() != layout.bytes() || source.format() != this.format {
                let message = "memoryview assignment: lvalue and rvalue have different structures";
                return Err(t.value_error(message));
            }
            // Copied first: source and target may overlap.
            let content = source.to_vec(t)?;
            this.with(t, |view| {
                let mut items = content.chunks_exact(layout.item);
                layout.for_each_offset(|offset| {
                    if let Some(item) = items.next() {
                        view.put(offset, item);
                    }
                });
            })
        }
    }
}

fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let equal_wanted = match op {
        CompareOp::Eq => true,
        CompareOp::Ne => false,
        _ => return Ok(t.not_implemented()),
    };
    let left = this(a);
    let released = |m: &Ref| m.opaque::<MemoryView>().is_some_and(|m| m.view.lock().is_none());
    if released(a) || released(b) {
        return Ok(t.bool(a.is(b) == equal_wanted));
    }
    if !view::is_exporter(t, b) {
        return Ok(t.not_implemented());
    }
    let right = t.memoryview(b)?;
    let right = this(&right);
    let equal = left.layout.shape == right.layout.shape && same_items(t, left, right)?;
    Ok(t.bool(equal == equal_wanted))
}

fn same_items(t: &Thread, left: &MemoryView, right: &MemoryView) -> PyResult<bool> {
    let (a, b) = (left.gather(t)?, right.gather(t)?);
    let plain = |format: u8| !matches!(format, b'e' | b'f' | b'd' | b'?');
    if left.format == right.format && plain(left.format) {
        return Ok(a == b);
    }
    if size_of_format(left.format).is_none() || size_of_format(right.format).is_none() {
        return Ok(left.format == right.format && a == b);
    }
    for (x, y) in a.chunks_exact(left.layout.item).zip(b.chunks_exact(right.layout.item)) {
        let (x, y) = (unpack(t, left.format, x)?, unpack(t, right.format, y)?);
        // By value: a NaN is not equal to itself here.
        if !t.compare_bool(&x, &y, CompareOp::Eq)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The struct letter in a format that may start with `@`.
fn letter(format: &Str) -> Option<u8> {
    let text = format.as_str()?;
    match text.strip_prefix('@').unwrap_or(text).as_bytes() {
        [letter] if size_of_format(*letter).is_some() => Some(*letter),
        _ => None,
    }
}

fn cast(t: &Thread, a: Args<'_>) -> PyResult {
    let this = this(a.get(0));
    this.with(t, |_| ())?;
    let Some(format) = a.get(1).downcast::<Str>() else {
        let found = shown_type(t, a.get(1));
        return Err(t.type_error(format!("cast() argument 'format' must be str, not {found}")));
    };
    if !this.layout.is_c_contiguous() {
        return Err(t.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    let given_shape = a.opt_not_none(t, 2);
    if (given_shape.is_some() || this.layout.shape.len() != 1) && this.layout.shape.len() > 1 && given_shape.is_some() {
        return Err(t.type_error("memoryview: cast must be 1D -> ND or ND -> 1D"));
    }
    let native = "format must be a native single character format prefixed with an optional '@'";
    let Some(format) = letter(format) else {
        return Err(t.value_error(format!("memoryview: destination {native}")));
    };
    if size_of_format(this.format).is_none() {
        return Err(t.value_error(format!("memoryview: source {native}")));
    }
    let is_byte = |format: u8| matches!(format, b'B' | b'b' | b'c');
    if !is_byte(format) && !is_byte(this.format) {
        return Err(t.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    let item = size_of_format(format).unwrap_or(1);
    let bytes = this.layout.bytes();
    if !bytes.is_multiple_of(item) {
        return Err(t.type_error("memoryview: length is not a multiple of itemsize"));
    }
    let shape = match given_shape {
        None => vec![bytes / item],
        Some(given) => shape_argument(t, given, bytes, item)?,
    };
    this.share(t, Layout::c_order(shape, this.layout.offset, item), format, this.readonly)
}

fn shape_argument(t: &Thread, given: &Ref, bytes: usize, item: usize) -> PyResult<Vec<usize>> {
    if given.downcast::<Tuple>().is_none() && given.downcast::<List>().is_none() {
        return Err(t.type_error("shape must be a list or a tuple"));
    }
    let given = t.collect(given)?;
    if given.len() > MAX_DIMENSIONS {
        return Err(t.value_error(format!("memoryview: number of dimensions must not exceed {MAX_DIMENSIONS}")));
    }
    let mut shape = Vec::with_capacity(given.len());
    for n in &given {
        if !t.has_index(n) {
            return Err(t.type_error("memoryview.cast(): elements of shape must be integers"));
        }
        match usize::try_from(t.to_index(n)?) {
            Ok(n) if n > 0 => shape.push(n),
            _ => return Err(t.value_error("memoryview.cast(): elements of shape must be integers > 0")),
        }
    }
    let product = shape.iter().try_fold(item, |product, n| product.checked_mul(*n));
    if product != Some(bytes) {
        return Err(t.type_error("memoryview: product(shape) * itemsize != buffer size"));
    }
    Ok(shape)
}

fn hex(t: &Thread, a: Args<'_>) -> PyResult {
    hex_of(t, &this(a.get(0)).gather(t)?, a.opt(1), a.opt(2))
}

fn release(t: &Thread, a: Args<'_>) -> PyResult {
    let view = this(a.get(0)).view.lock().take();
    // Outside of the lock: the owner may die with it.
    drop(view);
    Ok(t.none())
}

fn enter(t: &Thread, a: Args<'_>) -> PyResult {
    this(a.get(0)).with(t, |_| ())?;
    Ok(a.get(0).clone())
}

fn tobytes(t: &Thread, a: Args<'_>) -> PyResult {
    let this = this(a.get(0));
    let fortran = match a.opt_not_none(t, 1) {
        None => false,
        Some(order) => match order.downcast::<Str>() {
            Some(order) if order.is("C") => false,
            Some(order) if order.is("A") => this.layout.is_f_contiguous() && !this.layout.is_c_contiguous(),
            Some(order) if order.is("F") => true,
            Some(_) => return Err(t.value_error("order must be 'C', 'F' or 'A'")),
            None => {
                let found = shown_type(t, order);
                return Err(t.type_error(format!("tobytes() argument 'order' must be str or None, not {found}")));
            }
        },
    };
    if !fortran {
        return t.bytes_from(this.gather(t)?);
    }
    t.alloc_limit(this.layout.bytes())?;
    let content = this.with(t, |view| {
        let mut out = Vec::with_capacity(this.layout.bytes());
        this.layout.transposed().for_each_offset(|offset| view.read_into(offset, this.layout.item, &mut out));
        out
    })?;
    t.bytes_from(content)
}

fn tolist(t: &Thread, a: Args<'_>) -> PyResult {
    let this = this(a.get(0));
    let content = this.gather(t)?;
    if this.layout.shape.is_empty() {
        return unpack(t, this.format, &content);
    }
    let mut items = content.chunks_exact(this.layout.item.max(1));
    nested(t, this, 0, &mut items)
}

fn nested<'a>(t: &Thread, this: &MemoryView, dimension: usize, items: &mut impl Iterator<Item = &'a [u8]>) -> PyResult {
    let mut list = Vec::new();
    for i in 0..this.layout.shape[dimension] {
        t.poll_every(i)?;
        list.push(if dimension + 1 == this.layout.shape.len() {
            unpack(t, this.format, items.next().unwrap_or(&[]))?
        } else {
            nested(t, this, dimension + 1, items)?
        });
    }
    t.list(list)
}

fn toreadonly(t: &Thread, a: Args<'_>) -> PyResult {
    let this = this(a.get(0));
    this.share(t, this.layout.clone(), this.format, true)
}

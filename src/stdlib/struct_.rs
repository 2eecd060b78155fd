//! `_struct`: records of numbers and bytes in C's layout.

use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use rcpy_primitives::int::BigInt;
use rcpy_primitives::structs::{self, Field, Layout, Unpacked};
use rcpy_primitives::{Error, ErrorKind};
use rustc_hash::FxHashMap;

use crate::memory::{Object, Ref, Value};
use crate::natives;
use crate::object::boxed::{Boxed, Opaque, Trace};
use crate::object::bytes::Bytes;
use crate::object::bytes::content::{bytes_like, own_content};
use crate::object::class::flags;
use crate::object::exception as ex;
use crate::object::iterator::itself;
use crate::object::kind;
use crate::object::memoryview::View;
use crate::object::module::ModuleDef;
use crate::object::number::to_big;
use crate::object::slots::Slots;
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::runtime::{Args, PyResult, Raised, Thread};
use crate::thread::mutex::Mutex;

/// `struct.error`.
pub static STRUCT_ERROR: TypeDef = TypeDef {
    name: "struct.error",
    base: Some(&ex::EXCEPTION),
    kind: kind::EXCEPTION,
    flags: flags::BASE | flags::HAS_DICT | flags::EXCEPTION,
    size: size_of::<Object<ex::Exception>>(),
    attributes: ex::ATTRIBUTES_OFFSET,
    ..TypeDef::EMPTY
};

fn raise(t: &Thread, error: Error) -> Raised {
    if error.kind == ErrorKind::Struct { t.error(&STRUCT_ERROR, error.message) } else { t.raise_rule(error) }
}

/// Layouts that a thread remembers.
const REMEMBERED: usize = 64;

thread_local! {
    /// Parsed formats: what a format means never changes.
    static LAYOUTS: RefCell<FxHashMap<Vec<u8>, Arc<Layout>>> = RefCell::default();
}

/// The layout of a format given as `str` or `bytes`.
fn layout(t: &Thread, format: &Ref) -> PyResult<Arc<Layout>> {
    let text;
    let format: &[u8] = if let Some(string) = format.as_string() {
        text = string.to_str();
        if !string.is_ascii() {
            return Err(t.error(&STRUCT_ERROR, "bad char in struct format"));
        }
        text.as_bytes()
    } else if let Some(bytes) = format.downcast::<Bytes>() {
        bytes.as_slice()
    } else {
        let name = t.type_name(format);
        return Err(t.type_error(format!("Struct() argument 1 must be a str or bytes object, not {name}")));
    };
    if format.contains(&0) {
        return Err(t.error(&STRUCT_ERROR, "embedded null character"));
    }
    if let Some(known) = LAYOUTS.with_borrow(|all| all.get(format).cloned()) {
        return Ok(known);
    }
    let made = Arc::new(Layout::parse(format).map_err(|e| raise(t, e))?);
    LAYOUTS.with_borrow_mut(|all| {
        if all.len() >= REMEMBERED {
            all.clear();
        }
        all.insert(format.to_vec(), made.clone());
    });
    Ok(made)
}

fn pack_value(t: &Thread, field: &Field, value: &Ref, record: &mut [u8]) -> PyResult<()> {
    let wrong = || raise(t, structs::wrong_type(field));
    let result = match field.code {
        b'?' => {
            structs::pack_bool(field, t.truth(value)?, record);
            Ok(())
        }
        b'c' => match value.downcast::<Bytes>() {
            Some(bytes) => structs::pack_char(field, bytes.as_slice(), record),
            None => return Err(wrong()),
        },
        b's' | b'p' => {
            if !matches!(value.value().kind().layout(), kind::BYTES | kind::BYTEARRAY) {
                return Err(wrong());
            }
            structs::pack_bytes(field, &own_content(t, value)?, record);
            Ok(())
        }
        b'e' | b'f' | b'd' => {
            let x = t.catch(t.as_f64(value), &ex::TYPE_ERROR)?.ok_or_else(wrong)?;
            structs::pack_float(field, x, record)
        }
        _ => match value.value().as_exact_int() {
            Some(n) => structs::pack_int(field, &BigInt::from(n), record),
            None if t.has_index(value) => {
                let number = t.index_object(value)?;
                structs::pack_int(field, &to_big(&number).ok_or_else(wrong)?, record)
            }
            None => return Err(wrong()),
        },
    };
    result.map_err(|e| raise(t, e))
}

/// The record of these values.
fn record(t: &Thread, layout: &Layout, function: &str, values: &[Ref]) -> PyResult<Vec<u8>> {
    if values.len() != layout.values() {
        return Err(raise(t, layout.wrong_count(function, values.len())));
    }
    t.alloc_limit(layout.size())?;
    let mut record = vec![0; layout.size()];
    for (i, (field, value)) in layout.fields().zip(values).enumerate() {
        pack_value(t, &field, value, &mut record)?;
        t.poll_every(i)?;
    }
    Ok(record)
}

/// The values of a record.
fn values(t: &Thread, layout: &Layout, record: &[u8]) -> PyResult {
    t.alloc_limit(layout.values().saturating_mul(8))?;
    let mut items = Vec::with_capacity(layout.values());
    for (i, field) in layout.fields().enumerate() {
        t.poll_every(i)?;
        items.push(match structs::unpack(&field, record) {
            Unpacked::Int(n) => t.int(n)?,
            Unpacked::Uint(n) => t.int_from_u64(n)?,
            Unpacked::Float(x) => t.float(x)?,
            Unpacked::Bool(b) => t.bool(b),
            Unpacked::Bytes(bytes) => t.bytes(bytes)?,
        });
    }
    t.tuple(items)
}

fn pack_with(t: &Thread, layout: &Layout, args: &[Ref]) -> PyResult {
    t.bytes_from(record(t, layout, "pack", args)?)
}

fn writable(t: &Thread, object: &Ref) -> PyResult<View> {
    match t.buffer_of(object)? {
        Some(view) if !view.readonly() => Ok(view),
        _ => {
            let name = t.type_name(object);
            Err(t.type_error(format!("argument must be read-write bytes-like object, not {name}")))
        }
    }
}

fn pack_into_with(t: &Thread, layout: &Layout, args: &[Ref]) -> PyResult {
    let [buffer, offset, rest @ ..] = args else {
        let what =
            if args.is_empty() { "pack_into expected buffer argument" } else { "pack_into expected offset argument" };
        return Err(t.error(&STRUCT_ERROR, what));
    };
    if rest.len() != layout.values() {
        return Err(raise(t, layout.wrong_count("pack_into", rest.len())));
    }
    let view = writable(t, buffer)?;
    let at = layout.place(t.to_index(offset)?, view.len(), true).map_err(|e| raise(t, e))?;
    view.write(t, at, &record(t, layout, "pack_into", rest)?)?;
    Ok(t.none())
}

fn unpack_with(t: &Thread, layout: &Layout, buffer: &Ref) -> PyResult {
    let bytes = bytes_like(t, buffer)?;
    if bytes.len() != layout.size() {
        return Err(raise(t, layout.wrong_size()));
    }
    values(t, layout, &bytes)
}

fn unpack_from_with(t: &Thread, layout: &Layout, buffer: &Ref, offset: Option<&Ref>) -> PyResult {
    let offset = offset.map_or(Ok(0), |o| t.to_index(o))?;
    let view = t.buffer(buffer)?;
    let at = layout.place(offset, view.len(), false).map_err(|e| raise(t, e))?;
    t.alloc_limit(layout.size())?;
    let mut record = Vec::with_capacity(layout.size());
    view.read_into(at, layout.size(), &mut record);
    values(t, layout, &record)
}

/// Reads record after record.
struct Records {
    layout: Arc<Layout>,
    data: Vec<u8>,
    at: AtomicUsize,
}

crate::opaque!(Records {});

fn iter_unpack_with(t: &Thread, layout: Arc<Layout>, buffer: &Ref) -> PyResult {
    let data = bytes_like(t, buffer)?.into_owned();
    layout.check_iterable(data.len()).map_err(|e| raise(t, e))?;
    t.opaque(&UNPACK_ITERATOR, Records { layout, data, at: AtomicUsize::new(0) })
}

fn next(t: &Thread, value: &Ref) -> PyResult<Option<Ref>> {
    let records = value.opaque::<Records>().expect("checked by the type");
    // Relaxed: racing threads each get a record of their own.
    let at = records.at.fetch_add(records.layout.size(), Ordering::Relaxed);
    match records.data.get(at..).and_then(|rest| rest.get(..records.layout.size())) {
        Some(record) => values(t, &records.layout, record).map(Some),
        None => {
            records.at.store(records.data.len(), Ordering::Relaxed);
            Ok(None)
        }
    }
}

fn length_hint(t: &Thread, a: Args<'_>) -> PyResult {
    let records = t.this_opaque::<Records>(&a);
    let left = records.data.len().saturating_sub(records.at.load(Ordering::Relaxed));
    t.int((left / records.layout.size()) as i64)
}

static UNPACK_ITERATOR: TypeDef = TypeDef {
    name: "_struct.unpack_iterator",
    slots: Slots { iter: Some(itself), next: Some(next), ..Slots::EMPTY },
    methods: natives!["__length_hint__(self, /)" => length_hint],
    ..TypeDef::EMPTY
};

/// What a `Struct` was made for.
struct Parsed {
    layout: Arc<Layout>,
    format: Ref,
}

/// `struct.Struct`: `__init__` parses the format, so that a subclass can choose it there.
#[derive(Default)]
struct Struct {
    /// By the first `__init__`; read without a lock.
    first: OnceLock<Parsed>,
    /// By a later one.
    replaced: Mutex<Option<Arc<Parsed>>>,
    is_replaced: AtomicBool,
}

impl Opaque for Struct {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        if let Some(parsed) = self.first.get() {
            parsed.format.trace(visit);
        }
        // At a stop no thread is inside the lock.
        if let Some(replaced) = self.replaced.try_lock()
            && let Some(parsed) = &*replaced
        {
            parsed.format.trace(visit);
        }
    }
}

/// Uses what the `Struct` was made for.
fn with<R>(t: &Thread, value: &Ref, f: impl FnOnce(&Parsed) -> PyResult<R>) -> PyResult<R> {
    let this: &Struct = value.opaque().expect("checked by the type");
    if this.is_replaced.load(Ordering::Acquire) {
        // `f` may run Python code, which must not find the lock held.
        let parsed = this.replaced.lock().clone();
        if let Some(parsed) = parsed {
            return f(&parsed);
        }
    }
    match this.first.get() {
        Some(parsed) => f(parsed),
        None => Err(t.runtime_error("Struct object is not initialized")),
    }
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    t.new_object(a.get(0), Boxed(Box::new(Struct::default())))
}

fn init(t: &Thread, a: Args<'_>) -> PyResult {
    let layout = layout(t, a.get(1))?;
    let format = match a.get(1).downcast::<Bytes>() {
        Some(bytes) => t.str_latin1(bytes.as_slice())?,
        None => t.exact_str(a.get(1))?,
    };
    let this: &Struct = a.get(0).opaque().expect("checked by the type");
    if let Err(parsed) = this.first.set(Parsed { layout, format }) {
        let old = this.replaced.lock().replace(Arc::new(parsed));
        drop(old);
        this.is_replaced.store(true, Ordering::Release);
    }
    Ok(t.none())
}

fn repr(t: &Thread, value: &Ref) -> PyResult {
    let name = t.type_of(value).name.get().map_or_else(String::new, |n| t.str_of(&n).into_owned());
    let format = with(t, value, |parsed| Ok(parsed.format.clone()))?;
    t.string(format!("{name}({})", t.repr_text(&format)?))
}

static STRUCT: TypeDef = TypeDef {
    name: "_struct.Struct",
    flags: flags::BASE | flags::HAS_WEAKREF,
    size: size_of::<Object<Boxed>>(),
    slots: Slots {
        repr: Some(repr),
        new: Some(&natives!["Struct(cls, /, *args, **kwargs)" => new][0]),
        init: Some(&natives!["Struct(self, format)" => init][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "pack(self, *values)" => |t, a| with(t, a.get(0), |s| pack_with(t, &s.layout, a.rest())),
        "pack_into(self, *args)" => |t, a| with(t, a.get(0), |s| pack_into_with(t, &s.layout, a.rest())),
        "unpack(self, buffer, /)" => |t, a| with(t, a.get(0), |s| unpack_with(t, &s.layout, a.get(1))),
        "unpack_from(self, buffer, offset=0)" =>
            |t, a| with(t, a.get(0), |s| unpack_from_with(t, &s.layout, a.get(1), a.opt(2))),
        "iter_unpack(self, buffer, /)" =>
            |t, a| with(t, a.get(0), |s| iter_unpack_with(t, s.layout.clone(), a.get(1))),
    ],
    getset: &[
        GetSetDef { name: "format", get: |t, value| with(t, value, |s| Ok(s.format.clone())), set: None },
        GetSetDef { name: "size", get: |t, value| with(t, value, |s| t.int(s.layout.size() as i64)), set: None },
    ],
    ..TypeDef::EMPTY
};

/// `_struct`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "_struct",
    doc: "Functions to convert between Python values and C structs.",
    functions: natives![
        "calcsize(format, /)" => |t, a| t.int(layout(t, a.get(0))?.size() as i64),
        "pack(format, /, *values)" => |t, a| pack_with(t, &*layout(t, a.get(0))?, a.rest()),
        "pack_into(format, /, *args)" => |t, a| pack_into_with(t, &*layout(t, a.get(0))?, a.rest()),
        "unpack(format, buffer, /)" => |t, a| unpack_with(t, &*layout(t, a.get(0))?, a.get(1)),
        "unpack_from(format, /, buffer, offset=0)" => |t, a| unpack_from_with(t, &*layout(t, a.get(0))?, a.get(1), a.opt(2)),
        "iter_unpack(format, buffer, /)" => |t, a| iter_unpack_with(t, layout(t, a.get(0))?, a.get(1)),
        "_clearcache()" => |t, _| {
            LAYOUTS.with_borrow_mut(FxHashMap::clear);
            Ok(t.none())
        },
    ],
    types: &[&STRUCT, &STRUCT_ERROR],
    ..ModuleDef::EMPTY
};

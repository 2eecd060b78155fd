//! `types.SimpleNamespace`: an object with the attributes it is given.

use crate::bytecode::CompareOp;
use crate::memory::Ref;
use crate::natives;
use crate::object::class::{Type, flags};
use crate::object::instance::PLAIN_OFFSET;
use crate::object::kind;
use crate::object::slots::Slots;
use crate::object::string::Str;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    t.new_instance(a.get(0).downcast::<Type>().expect("the class is checked by the caller"))
}

fn init(t: &Thread, a: Args<'_>) -> PyResult {
    let dict = t.getattr(a.get(0), "__dict__")?;
    if let Some(mapping) = a.opt(1) {
        t.dict_update(&dict, mapping)?;
    }
    if let Some(kwargs) = a.kwargs() {
        for (name, value) in kwargs.entries() {
            t.dict_set(&dict, name, value)?;
        }
    }
    Ok(t.none())
}

fn repr(t: &Thread, this: &Ref) -> PyResult {
    let class = t.type_of(this);
    let name = match class.def {
        Some(_) => "namespace".to_owned(),
        None => t.class_name(class),
    };
    let Some(_guard) = t.repr_enter(this)? else { return t.string(format!("{name}(...)")) };
    let dict = t.getattr(this, "__dict__")?;
    let mut parts = Vec::new();
    for (key, value) in t.dict_body(&dict)?.entries() {
        if key.downcast::<Str>().is_some_and(|k| !k.is_empty()) {
            parts.push(format!("{}={}", t.str_of(&key), t.repr_text(&value)?));
        }
    }
    t.string(format!("{name}({})", parts.join(", ")))
}

fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    if !t.is_instance(a, &NAMESPACE) || !t.is_instance(b, &NAMESPACE) {
        return Ok(t.not_implemented());
    }
    t.compare(&t.getattr(a, "__dict__")?, &t.getattr(b, "__dict__")?, op)
}

fn replace(t: &Thread, a: Args<'_>) -> PyResult {
    let copy = t.call(&t.type_ref(a.get(0)), &[])?;
    let (to, from) = (t.getattr(&copy, "__dict__")?, t.getattr(a.get(0), "__dict__")?);
    t.dict_update(&to, &from)?;
    if let Some(kwargs) = a.kwargs() {
        t.dict_merge(t.dict_body(&to)?, kwargs)?;
    }
    Ok(copy)
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    t.tuple(vec![t.type_ref(a.get(0)), t.tuple(Vec::new())?, t.getattr(a.get(0), "__dict__")?])
}

/// See the module's documentation.
pub static NAMESPACE: TypeDef = TypeDef {
    name: "types.SimpleNamespace",
    kind: kind::INSTANCE,
    flags: flags::BASE | flags::HAS_DICT | flags::HAS_WEAKREF,
    size: PLAIN_OFFSET as usize,
    attributes: PLAIN_OFFSET,
    slots: Slots {
        repr: Some(repr),
        compare: Some(compare),
        unhashable: true,
        new: Some(&natives!["SimpleNamespace(cls, *args, **kwargs)" => new][0]),
        init: Some(&natives!["SimpleNamespace(self, mapping_or_iterable=(), /, **kwargs)" => init][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "__replace__(self, /, **kwargs)" => replace,
        "__reduce__(self, /)" => reduce,
    ],
    doc: "An object with the attributes it is given.",
    ..TypeDef::EMPTY
};

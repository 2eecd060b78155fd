//! Tuples with named fields, as `time.struct_time` and `sys.version_info` are.
//!
//! Such a type is a subclass of `tuple` without room for anything but the items; `sequence!` writes its description.
//! Fields that are no items (`st_mtime_ns`) are attributes of the instance.

use crate::memory::{Kind, Object, Ref};
use crate::object::class::Type;
use crate::object::dict::Dict;
use crate::object::kind;
use crate::object::tuple::Tuple;
use crate::object::typedef::TypeDef;
use crate::runtime::{Args, PyResult, Thread};

/// The kind of the instances.
pub const KIND: Kind = Kind(kind::TUPLE.0 | Kind::SUBCLASS);

/// Where the attributes of an instance lie.
pub const ATTRIBUTES: u32 = size_of::<Object<Tuple>>() as u32;

/// Describes a type: `sequence!(pub static NAME = "module.name" (min items) ["field", …]);` with the fields in order.
#[macro_export]
macro_rules! sequence {
    ($(#[$doc:meta])* $visible:vis static $def:ident = $name:literal [ $($field:literal),* $(,)? ]) => {
        $(#[$doc])*
        $visible static $def: $crate::object::typedef::TypeDef = $crate::object::typedef::TypeDef {
            name: $name,
            base: Some(&$crate::object::tuple::TUPLE),
            kind: $crate::stdlib::structseq::KIND,
            flags: $crate::object::class::flags::HAS_DICT | $crate::object::class::flags::SEQUENCE,
            size: size_of::<$crate::memory::Object<$crate::object::tuple::Tuple>>(),
            attributes: $crate::stdlib::structseq::ATTRIBUTES,
            slots: $crate::object::slots::Slots {
                repr: Some($crate::stdlib::structseq::repr),
                new: Some(&$crate::natives!["__new__(cls, sequence, dict=None)" => $crate::stdlib::structseq::new][0]),
                ..$crate::object::tuple::TUPLE.slots
            },
            methods: $crate::natives![
                "__reduce__(self, /)" => $crate::stdlib::structseq::reduce,
            ],
            getset: {
                const NAMES: &[&str] = &[$($field),*];
                const GETSET: [$crate::object::typedef::GetSetDef; NAMES.len()] =
                    $crate::stdlib::structseq::getset(NAMES);
                &GETSET
            },
            constants: &[
                ("n_fields", |t| t.int([$($field),*].len() as i64)),
                ("n_sequence_fields", |t| t.int([$($field),*].len() as i64)),
                ("n_unnamed_fields", |t| t.int(0)),
                ("__match_args__", |t| {
                    let names = [$($field),*].iter().map(|n| t.str(n)).collect::<$crate::runtime::PyResult<Vec<_>>>()?;
                    t.tuple(names)
                }),
            ],
            ..$crate::object::typedef::TypeDef::EMPTY
        };
    };
}

fn item<const I: usize>(t: &Thread, object: &Ref) -> PyResult {
    let items = object.downcast::<Tuple>().map_or(&[][..], Tuple::items);
    items.get(I).cloned().ok_or_else(|| t.index_error("tuple index out of range"))
}

type Getter = fn(&Thread, &Ref) -> PyResult;

/// Readers of the items, by place.
const ITEMS: [Getter; 24] = [
    item::<0>, item::<1>, item::<2>, item::<3>, item::<4>, item::<5>, item::<6>, item::<7>, item::<8>, item::<9>,
    item::<10>, item::<11>, item::<12>, item::<13>, item::<14>, item::<15>, item::<16>, item::<17>, item::<18>,
    item::<19>, item::<20>, item::<21>, item::<22>, item::<23>,
];

/// The computed attributes for these field names.
pub const fn getset<const N: usize>(names: &[&'static str]) -> [crate::object::typedef::GetSetDef; N] {
    use crate::object::typedef::GetSetDef;
    const NONE: GetSetDef = GetSetDef { name: "", get: item::<0>, set: None };
    let mut out = [NONE; N];
    let mut i = 0;
    while i < N {
        out[i] = GetSetDef { name: names[i], get: ITEMS[i], set: None };
        i += 1;
    }
    out
}

/// An instance of the type `def`, with `extra` attributes that are no items.
pub fn make(t: &Thread, def: &'static TypeDef, items: &[Ref], extra: &[(&str, Ref)]) -> PyResult {
    let object = t.new_object(&t.class(def), Tuple::external(t, items)?)?;
    for (name, value) in extra {
        if let (Some(attributes), name) = (t.attributes_of(&object), t.intern(name)) {
            drop(attributes.set(t, t.type_of(&object), &name, value.clone())?);
        }
    }
    Ok(object)
}

fn def_of(t: &Thread, object: &Ref) -> &'static TypeDef {
    t.type_of(object).def.expect("these types cannot be subclassed")
}

/// `repr()`: the type's name and the fields.
pub fn repr(t: &Thread, object: &Ref) -> PyResult {
    let _depth = t.enter(" while getting the repr of an object")?;
    let def = def_of(t, object);
    let items = object.downcast::<Tuple>().map_or(&[][..], Tuple::items);
    let mut text = format!("{}(", def.name);
    for (i, (field, value)) in def.getset.iter().zip(items).enumerate() {
        if i != 0 {
            text.push_str(", ");
        }
        text.push_str(field.name);
        text.push('=');
        text.push_str(&t.repr_text(value)?);
    }
    text.push(')');
    t.string(text)
}

/// `type(sequence)`.
pub fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let def = a.get(0).downcast::<Type>().and_then(|c| c.def).ok_or_else(|| t.type_error("not a class"))?;
    if matches!(def.name, "sys.flags" | "sys.version_info") {
        return Err(t.type_error(format!("cannot create '{}' instances", def.name)));
    }
    if t.type_of(a.get(1)).slots().iter.is_none() && t.type_of(a.get(1)).slots().getitem.is_none() {
        return Err(t.type_error("constructor requires a sequence"));
    }
    let items = t.collect(a.get(1))?;
    let (wanted, given) = (def.getset.len(), items.len());
    if given < wanted {
        return Err(
            t.type_error(format!("{}() takes an at least {wanted}-sequence ({given}-sequence given)", def.name))
        );
    }
    let object = make(t, def, &items[..wanted], &[])?;
    if let Some(extra) = a.opt(2) {
        let Some(extra) = extra.downcast::<Dict>() else {
            return Err(t.type_error(format!("{}() takes a dict as second arg, if any", def.name)));
        };
        for (name, value) in extra.entries() {
            if let Some(attributes) = t.attributes_of(&object) {
                drop(attributes.set(t, t.type_of(&object), &t.intern_ref(&name), value)?);
            }
        }
    }
    Ok(object)
}

/// `copy` and `pickle`: the class, its items and the attributes that are no items.
pub fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let items = a.get(0).downcast::<Tuple>().map_or(&[][..], Tuple::items);
    let extra = t.attributes_of(a.get(0)).map_or_else(Vec::new, |attributes| attributes.entries(t));
    let args = t.pair(t.tuple_from(items)?, t.dict_of(extra)?)?;
    t.pair(t.type_ref(a.get(0)), args)
}

//! `types.UnionType`: what `int | str` gives.

use super::boxed::Boxed;
use super::class::Type;
use super::kind;
use super::slots::{Slots, mask};
use super::tuple::Tuple;
use super::typedef::{GetSetDef, READONLY_MEMBER, TypeDef};
use crate::bytecode::{BinaryOp, CompareOp};
use crate::memory::{Object, Ref};
use crate::natives;
use crate::opaque;
use crate::runtime::{Args, PyResult, Thread};

/// The payload: a tuple of the members, None as its type.
pub struct Union {
    members: Ref,
}
opaque!(Union { members });

impl Union {
    /// The members.
    pub fn members(&self) -> &[Ref] {
        self.members.downcast::<Tuple>().map_or(&[], Tuple::items)
    }
}

/// Can the value be a member: a class, None, a generic alias, a union, or what `typing` makes?
fn fits(t: &Thread, value: &Ref) -> bool {
    value.downcast::<Type>().is_some()
        || value.value().is_none(t)
        || value.opaque::<Union>().is_some()
        || t.is_instance(value, &super::generic_alias::GENERIC_ALIAS)
}

/// `a | b` of two types; NotImplemented when either is no type.
pub fn union(t: &Thread, a: &Ref, b: &Ref) -> PyResult {
    if !fits(t, a) || !fits(t, b) {
        return Ok(t.not_implemented());
    }
    let mut members: Vec<Ref> = Vec::new();
    for side in [a, b] {
        let parts = match side.opaque::<Union>() {
            Some(union) => union.members().to_vec(),
            None if side.value().is_none(t) => vec![t.types().none_type.get()],
            None => vec![side.clone()],
        };
        for part in parts {
            let mut known = false;
            for member in &members {
                known = known || t.equal(member, &part)?;
            }
            if !known {
                members.push(part);
            }
        }
    }
    if let [only] = &members[..] {
        return Ok(only.clone());
    }
    let members = t.tuple(members)?;
    t.opaque(&UNION, Union { members })
}

fn this(union: &Ref) -> &Union {
    union.opaque::<Union>().expect("checked by the type")
}

fn repr(t: &Thread, union: &Ref) -> PyResult {
    let mut parts = Vec::new();
    for member in this(union).members() {
        parts.push(if member.value().same(t.types().none_type.get().value()) {
            "None".to_owned()
        } else if member.downcast::<Type>().is_some() {
            super::base::qualified_name(t, member)
        } else {
            t.repr_text(member)?
        });
    }
    t.string(parts.join(" | "))
}

/// Unions are equal when they have the same members in any order.
fn compare(t: &Thread, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.opaque::<Union>(), b.opaque::<Union>()) else { return Ok(t.not_implemented()) };
    let same = t.equal(&t.frozenset_of(x.members())?, &t.frozenset_of(y.members())?)?;
    Ok(match op {
        CompareOp::Eq => t.bool(same),
        CompareOp::Ne => t.bool(!same),
        _ => t.not_implemented(),
    })
}

fn hash(t: &Thread, union: &Ref) -> PyResult<i64> {
    t.hash(&t.frozenset_of(this(union).members())?)
}

fn check(t: &Thread, a: Args<'_>, test: impl Fn(&Ref) -> PyResult<bool>) -> PyResult {
    for member in this(a.get(0)).members() {
        if test(member)? {
            return Ok(t.bool(true));
        }
    }
    Ok(t.bool(false))
}

/// `types.UnionType`.
pub static UNION: TypeDef = TypeDef {
    name: "types.UnionType",
    kind: kind::BOXED,
    size: size_of::<Object<Boxed>>(),
    slots: Slots {
        repr: Some(repr),
        hash: Some(hash),
        compare: Some(compare),
        binary: Some(|t, _, a, b| union(t, a, b)),
        binary_mask: mask(&[BinaryOp::Or]),
        ..Slots::EMPTY
    },
    methods: natives![
        "__instancecheck__(self, instance, /)" => |t, a| check(t, a, |m| t.isinstance(a.get(1), m)),
        "__subclasscheck__(self, subclass, /)" => |t, a| check(t, a, |m| t.issubclass(a.get(1), m)),
    ],
    getset: &[
        GetSetDef { name: "__args__", get: |_, u| Ok(this(u).members.clone()), set: READONLY_MEMBER },
        GetSetDef { name: "__parameters__", get: |t, _| Ok(t.vm().empty_tuple()), set: None },
    ],
    ..TypeDef::EMPTY
};

//! `exit` and `quit`.

use crate::memory::Ref;
use crate::natives;
use crate::object::exception as ex;
use crate::object::slots::Slots;
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::runtime::native::CallArgs;
use crate::runtime::{PyResult, Thread};

struct Quitter {
    name: &'static str,
}

crate::opaque!(Quitter {});

fn this(value: &Ref) -> &Quitter {
    value.opaque().expect("checked by the type")
}

fn repr(t: &Thread, value: &Ref) -> PyResult {
    let name = this(value).name;
    t.string(format!("Use {name}() or Ctrl-D (i.e. EOF) to exit"))
}

fn call(t: &Thread, _value: &Ref, args: CallArgs<'_>) -> PyResult {
    if args.values.len() > 1 {
        let given = args.values.len() + 1;
        return Err(
            t.type_error(format!("Quitter.__call__() takes from 1 to 2 positional arguments but {given} were given"))
        );
    }
    let code = args.values.first().cloned().unwrap_or_else(|| t.none());
    Err(t.error_with(&ex::SYSTEM_EXIT, vec![code]))
}

fn get_name(t: &Thread, value: &Ref) -> PyResult {
    t.str(this(value).name)
}

/// The type of `exit` and `quit`.
static QUITTER: TypeDef = TypeDef {
    name: "Quitter",
    slots: Slots { repr: Some(repr), call: Some(call), ..Slots::EMPTY },
    methods: natives![],
    getset: &[GetSetDef { name: "name", get: get_name, set: None }],
    ..TypeDef::EMPTY
};

/// `exit`.
pub fn exit(t: &Thread) -> PyResult {
    t.opaque(&QUITTER, Quitter { name: "exit" })
}

/// `quit`.
pub fn quit(t: &Thread) -> PyResult {
    t.opaque(&QUITTER, Quitter { name: "quit" })
}

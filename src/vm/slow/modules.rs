//! Imports, and the expression statement of the interactive prompt.

use crate::memory::Ref;
use crate::object::dict::Dict;
use crate::object::exception as ex;
use crate::object::module::Module;
use crate::object::string::Str;
use crate::runtime::{PyResult, Thread};
use crate::vm::frame::Frame;

pub fn IMPORT_NAME(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let fromlist = f.pop();
    let level = f.pop();
    let name = f.konst(arg).clone();
    let import = super::names::builtins(f).get_interned(&t.names().__import__);
    let Some(import) = import else { return Err(t.error(&ex::IMPORT_ERROR, "__import__ not found")) };
    let globals = crate::memory::Object::ref_of(super::names::globals(f));
    let module = t.call(&import, &[name, globals, t.none(), fromlist, level])?;
    f.push(module);
    Ok(())
}

pub fn IMPORT_FROM(t: &Thread, f: &mut Frame, arg: u32) -> PyResult<()> {
    let module = f.peek(0).clone();
    let name = f.konst(arg).clone();
    let value = match t.getattr_opt_ref(&module, &name)? {
        Some(value) => value,
        None => crate::runtime::import::from_submodule(t, &module, &name)?,
    };
    f.push(value);
    Ok(())
}

pub fn IMPORT_STAR(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let module = f.pop();
    let namespace = f.local(0).expect("only modules import *").clone();
    let names: Vec<Ref> = match t.getattr_opt(&module, "__all__")? {
        Some(all) => t.collect(&all)?,
        None => {
            let dict = match module.downcast::<Module>() {
                Some(module) => module.dict.get().ok_or_else(|| t.system_error("module without namespace"))?,
                None => t.getattr(&module, "__dict__")?,
            };
            let keys = match dict.downcast::<Dict>() {
                Some(dict) => dict.keys(),
                None => t.collect(&dict)?,
            };
            keys.into_iter().filter(|k| !t.str_of(k).starts_with('_')).collect()
        }
    };
    for name in names {
        if name.downcast::<Str>().is_none() {
            let module_name =
                t.getattr_opt(&module, "__name__")?.map_or_else(String::new, |n| t.str_of(&n).into_owned());
            return Err(t.type_error(format!("Item in {module_name}.__all__ must be str, not {}", t.type_name(&name))));
        }
        let name = t.intern_ref(&name);
        let value = t.getattr_ref(&module, &name)?;
        t.setitem(&namespace, &name, &value)?;
    }
    Ok(())
}

pub fn PRINT_EXPR(t: &Thread, f: &mut Frame, _arg: u32) -> PyResult<()> {
    let value = f.pop();
    let sys = t.vm().sys.get().ok_or_else(|| t.runtime_error("lost sys"))?;
    let hook = t.dict_get_str(&sys, "displayhook")?;
    let Some(hook) = hook else { return Err(t.runtime_error("lost sys.displayhook")) };
    t.call(&hook, &[value])?;
    Ok(())
}

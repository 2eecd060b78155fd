//! What import statements mean by their names: `__import__`, relative names, lists of names, and `from module import name`.

use super::{import_absolute, import_error, is_initializing, modules, not_found, spec_of};
use crate::memory::Ref;
use crate::object::dict::Dict;
use crate::object::exception as ex;
use crate::object::exception::Exception;
use crate::object::string::Str;
use crate::runtime::{Args, PyResult, Thread};

/// `__import__(name, globals=None, locals=None, fromlist=(), level=0)`.
pub fn import_builtin(t: &Thread, a: Args<'_>) -> PyResult {
    let name = a.get(0);
    let Some(text) = name.downcast::<Str>() else { return Err(t.type_error("module name must be a string")) };
    let text = text.to_str().into_owned();
    let level = match a.opt(4) {
        Some(level) => t.to_index(level)?,
        None => 0,
    };
    if level < 0 {
        return Err(t.value_error("level must be >= 0"));
    }
    let fromlist = a.opt_not_none(t, 3);
    let absolute = if level > 0 {
        t.string(resolve(t, &text, a.opt_not_none(t, 1), level)?)?
    } else if text.is_empty() {
        return Err(t.value_error("Empty module name"));
    } else {
        name.clone()
    };
    let module = import_absolute(t, &absolute)?;
    let wants_names = match fromlist {
        Some(list) => t.truth(list)?,
        None => false,
    };
    if wants_names {
        if let Some(fromlist) = fromlist
            && t.getattr_opt_ref(&module, &t.names().__path__)?.is_some()
        {
            submodules(t, &module, fromlist, false)?;
        }
        return Ok(module);
    }
    // `import a.b.c` binds `a`; a relative name without a dot is the module itself.
    let Some((front, rest)) = text.split_once('.') else { return Ok(module) };
    let top = if level == 0 {
        front.to_owned()
    } else {
        let full = t.str_of(&absolute).into_owned();
        full[..full.len() - rest.len() - 1].to_owned()
    };
    let top = t.string(top)?;
    match modules(t)?.get(t, &top)? {
        Some(module) => Ok(module),
        None => Err(t.key_error(&top)),
    }
}

/// The package that relative imports of code with these globals are relative to.
fn package_of(t: &Thread, globals: &Dict) -> PyResult<String> {
    let names = t.names();
    let text = |value: &Ref, what: &str| match value.downcast::<Str>() {
        Some(text) => Ok(text.to_str().into_owned()),
        None => Err(t.type_error(format!("{what} must be a string"))),
    };
    if let Some(package) = globals.get_interned(&names.__package__).filter(|p| !p.value().is_none(t)) {
        return text(&package, "package");
    }
    if let Some(spec) = globals.get_interned(&names.__spec__).filter(|s| !s.value().is_none(t)) {
        let parent = t.getattr(&spec, "parent")?;
        return text(&parent, "__spec__.parent");
    }
    let Some(name) = globals.get_interned(&names.__name__) else {
        return Err(t.key_error(&t.str("'__name__' not in globals")?));
    };
    let name = text(&name, "__name__")?;
    if globals.get_interned(&names.__path__).is_some() {
        return Ok(name);
    }
    Ok(name.rsplit_once('.').map_or(String::new(), |(package, _)| package.to_owned()))
}

/// The absolute name of `level` dots and `name`.
fn resolve(t: &Thread, name: &str, globals: Option<&Ref>, level: i64) -> PyResult<String> {
    let Some(globals) = globals else { return Err(t.key_error(&t.str("'__name__' not in globals")?)) };
    let Some(globals) = globals.downcast::<Dict>() else { return Err(t.type_error("globals must be a dict")) };
    let package = package_of(t, globals)?;
    let fail = |message: &str| import_error(t, &ex::IMPORT_ERROR, message.to_owned(), None, None);
    if package.is_empty() {
        return Err(fail("attempted relative import with no known parent package"));
    }
    let mut base = package.as_str();
    for _ in 1..level {
        match base.rsplit_once('.') {
            Some((outer, _)) => base = outer,
            None => return Err(fail("attempted relative import beyond top-level package")),
        }
    }
    Ok(if name.is_empty() { base.to_owned() } else { format!("{base}.{name}") })
}

/// Imports the names of a `from package import …` that are modules of the package.
fn submodules(t: &Thread, package: &Ref, fromlist: &Ref, recursive: bool) -> PyResult<()> {
    let package_name = t.getattr_ref(package, &t.names().__name__)?;
    let package_name = t.str_of(&package_name).into_owned();
    for entry in t.collect(fromlist)? {
        let Some(text) = entry.downcast::<Str>() else {
            let place = if recursive { format!("{package_name}.__all__") } else { "``from list''".to_owned() };
            return Err(t.type_error(format!("Item in {place} must be str, not {}", t.type_name(&entry))));
        };
        let text = text.to_str().into_owned();
        if text == "*" {
            if !recursive && let Some(all) = t.getattr_opt(package, "__all__")? {
                submodules(t, package, &all, true)?;
            }
            continue;
        }
        if t.getattr_opt(package, &text)?.is_some() {
            continue;
        }
        let full = t.string(format!("{package_name}.{text}"))?;
        match import_absolute(t, &full) {
            Ok(_) => {}
            Err(raised) if t.raised_is(&raised, &ex::MODULE_NOT_FOUND_ERROR) => {
                // There is no such module; whether there is such an attribute shows when it is read.
                let name = raised.0.downcast::<Exception>().and_then(|e| e.field(ex::IMPORT_NAME));
                let is_it = match name {
                    Some(name) => t.equal(&name, &full)?,
                    None => false,
                };
                let blocked = modules(t)?.get(t, &full)?.is_some_and(|m| m.value().is_none(t));
                if !is_it || blocked {
                    return Err(raised);
                }
            }
            Err(raised) => return Err(raised),
        }
    }
    Ok(())
}

/// `from module import name` for a name that is no attribute: the submodule, if it is (being) imported.
///
/// # Errors
/// `ImportError`.
pub fn from_submodule(t: &Thread, module: &Ref, name: &Ref) -> PyResult {
    let package = t.getattr_opt_ref(module, &t.names().__name__)?;
    let package = package.as_ref().and_then(|p| p.downcast::<Str>()).map(|p| p.to_str().into_owned());
    let text = t.str_of(name).into_owned();
    if let Some(package) = &package {
        let full = t.string(format!("{package}.{text}"))?;
        if let Some(found) = modules(t)?.get(t, &full)? {
            if found.value().is_none(t) {
                return Err(not_found(t, format!("import of {package}.{text} halted; None in sys.modules"), &full));
            }
            return Ok(found);
        }
    }
    Err(cannot_import(t, module, package.as_deref(), name, &text))
}

#[cold]
fn cannot_import(t: &Thread, module: &Ref, package: Option<&str>, name: &Ref, text: &str) -> crate::runtime::Raised {
    let shown = package.map_or_else(|| "'<unknown module name>'".to_owned(), |p| quoted(t, p));
    let text = quoted(t, text);
    let origin = origin_of(t, module);
    let file = origin.as_ref().map(|o| t.str_of(o).into_owned());
    let message = if is_initializing(t, module) {
        let place = file.map(|f| format!(" ({f})")).unwrap_or_default();
        format!(
            "cannot import name {text} from partially initialized module {shown} (most likely due to a circular import){place}"
        )
    } else {
        let place = file.unwrap_or_else(|| "unknown location".to_owned());
        format!("cannot import name {text} from {shown} ({place})")
    };
    let package = package.and_then(|p| t.str(p).ok());
    let raised = import_error(t, &ex::IMPORT_ERROR, message, package.as_ref(), origin);
    if let Some(exception) = raised.0.downcast::<Exception>() {
        exception.set_field(ex::IMPORT_NAME_FROM, Some(name.clone()));
    }
    raised
}

fn quoted(t: &Thread, text: &str) -> String {
    t.str(text).and_then(|text| t.repr_text(&text)).unwrap_or_else(|_| format!("'{text}'"))
}

/// The file that a module is from, by its spec or its `__file__`.
fn origin_of(t: &Thread, module: &Ref) -> Option<Ref> {
    if let Some(spec) = spec_of(t, module)
        && t.getattr_opt(&spec, "has_location").ok().flatten().is_some_and(|h| h.value().is_true(t))
        && let Some(origin) = t.getattr_opt(&spec, "origin").ok().flatten()
        && origin.downcast::<Str>().is_some()
    {
        return Some(origin);
    }
    t.getattr_opt_ref(module, &t.names().__file__).ok().flatten().filter(|f| f.downcast::<Str>().is_some())
}

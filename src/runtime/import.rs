//! Imports: `__import__`, the search for modules, and loading them.
//!
//! The order of search is `sys.modules`, native modules, the library's Python modules, which are part of the program, the finders in
//! `sys.meta_path` if a script has put any there, then the folders of `sys.path` (or of the package's `__path__`).

mod locks;
mod names;
mod search;

pub use locks::Imports;
pub use names::{from_submodule, import_builtin};

use search::Found;

use crate::memory::{Own, Ref};
use crate::object::dict::Dict;
use crate::object::exception::{self as ex, Exception};
use crate::object::instance::own_dict;
use crate::object::module::Module;
use crate::runtime::native::CallArgs;
use crate::runtime::{PyResult, Raised, Thread};

/// Field `path` of an `ImportError`.
const ERROR_PATH: usize = 2;

/// The module `name` (dotted names give the last part), imported if it is not yet.
///
/// # Errors
/// `ModuleNotFoundError`, or whatever the module raises.
pub fn import(t: &Thread, name: &str) -> PyResult {
    import_absolute(t, &t.str(name)?)
}

/// Is this a module written in Rust?
pub fn is_builtin(t: &Thread, name: &str) -> bool {
    t.vm().native_modules.iter().any(|def| def.name == name)
}

/// `sys.modules`.
fn modules(t: &Thread) -> PyResult<Own<Dict>> {
    t.vm().modules.get().map(own_dict).ok_or_else(|| t.runtime_error("unable to get sys.modules"))
}

/// An `ImportError` or subclass with its fields.
#[cold]
fn import_error(
    t: &Thread,
    class: &'static crate::object::typedef::TypeDef,
    message: String,
    name: Option<&Ref>,
    path: Option<Ref>,
) -> Raised {
    let raised = t.error(class, message);
    if let Some(exception) = raised.0.downcast::<Exception>() {
        exception.set_field(ex::IMPORT_NAME, name.cloned());
        exception.set_field(ERROR_PATH, path);
    }
    raised
}

fn not_found(t: &Thread, message: String, name: &Ref) -> Raised {
    import_error(t, &ex::MODULE_NOT_FOUND_ERROR, message, Some(name), None)
}

/// The module with an absolute name, which may be dotted.
pub fn import_absolute(t: &Thread, name: &Ref) -> PyResult {
    let found = modules(t)?.get(t, name)?;
    if let Some(module) = found {
        if module.value().is_none(t) {
            let text = t.str_of(name);
            return Err(not_found(t, format!("import of {text} halted; None in sys.modules"), name));
        }
        if is_initializing(t, &module) {
            // Another thread may be at it: wait until it is done.
            drop(t.vm().imports.enter(t, &t.str_of(name)));
        }
        return Ok(module);
    }
    let text = t.str_of(name).into_owned();
    let guard = t.vm().imports.enter(t, &text);
    let found = modules(t)?.get(t, name)?;
    let result = match found {
        Some(module) => Ok(module),
        None => {
            let _depth = t.enter(" while importing a module")?;
            find_and_load(t, name, &text)
        }
    };
    drop(guard);
    result
}

/// Is the module's code still running?
fn is_initializing(t: &Thread, module: &Ref) -> bool {
    let Some(spec) = spec_of(t, module) else { return false };
    matches!(t.getattr_opt(&spec, "_initializing"), Ok(Some(value)) if value.value().is_true(t))
}

/// `module.__spec__`, if it is set.
fn spec_of(t: &Thread, module: &Ref) -> Option<Ref> {
    let spec = match module.downcast::<Module>() {
        Some(module) => module.namespace().get_interned(&t.names().__spec__)?,
        None => t.getattr_opt_ref(module, &t.names().__spec__).ok()??,
    };
    (!spec.value().is_none(t)).then_some(spec)
}

fn find_and_load(t: &Thread, name: &Ref, text: &str) -> PyResult {
    let mut path = None;
    let mut parent = None;
    if let Some((package, _)) = text.rsplit_once('.') {
        let package_name = t.str(package)?;
        let mut module = modules(t)?.get(t, &package_name)?;
        if module.is_none() {
            import_absolute(t, &package_name)?;
            // The package may have imported the module, or replaced itself.
            if let Some(found) = modules(t)?.get(t, name)? {
                return Ok(found);
            }
            module = modules(t)?.get(t, &package_name)?;
        }
        let Some(module) = module else { return Err(t.key_error(&package_name)) };
        match t.getattr_opt_ref(&module, &t.names().__path__)? {
            Some(list) => path = Some(list),
            None => {
                return Err(not_found(t, format!("No module named '{text}'; '{package}' is not a package"), name));
            }
        }
        parent = Some(module);
    }
    let Some(found) = search::find(t, name, text, path.as_ref())? else {
        return Err(not_found(t, format!("No module named '{text}'"), name));
    };
    let module = load(t, name, text, found)?;
    if let Some(parent) = parent {
        let child = text.rsplit_once('.').map_or(text, |(_, last)| last);
        // A parent that refuses attributes has its reasons.
        t.catch(t.setattr(&parent, child, &module), &ex::ATTRIBUTE_ERROR)?;
    }
    Ok(module)
}

/// Makes a module of what the search has found, and runs its code.
fn load(t: &Thread, name: &Ref, text: &str, found: Found) -> PyResult {
    match found {
        Found::Native(def) => {
            let module = t.native_module(def)?;
            set_spec(t, &module, text, Some("built-in"), None)?;
            modules(t)?.set(t, name.clone(), module.clone())?;
            Ok(module)
        }
        Found::Library { source, package } => {
            let file = format!("<frozen {text}>");
            let path = if package { vec![file.clone()] } else { Vec::new() };
            run(t, name, text, &file, package.then_some(path), |t| {
                crate::runtime::compile::compile_file(t, source, &file)
            })
        }
        Found::File { path, package } => {
            let shown = path.to_string_lossy().into_owned();
            let folder = path.parent().map(|p| p.to_string_lossy().into_owned());
            run(t, name, text, &shown, package.then(|| folder.into_iter().collect()), |t| compile_path(t, &path))
        }
        Found::Namespace(folders) => {
            let module = t.new_module(text, "")?;
            set_spec(t, &module, text, None, Some(&folders))?;
            modules(t)?.set(t, name.clone(), module.clone())?;
            Ok(module)
        }
        Found::Spec(spec) => load_spec(t, name, &spec),
    }
}

/// A module's source, for `-m`.
pub enum Source {
    /// Written in Rust.
    Native,
    /// A package, which is run by its `__main__`.
    Package,
    /// A module with code.
    Text {
        /// The file it is in, or what stands for one.
        file: String,
        /// Compiles it.
        code: Box<dyn FnOnce(&Thread) -> PyResult>,
    },
}

/// Finds a module without importing it; the packages around it are imported.
///
/// # Errors
/// `ImportError` for the packages around it.
pub fn find_source(t: &Thread, text: &str) -> PyResult<Option<Source>> {
    let mut path = None;
    if let Some((package, _)) = text.rsplit_once('.') {
        let module = import(t, package)?;
        match t.getattr_opt_ref(&module, &t.names().__path__)? {
            Some(list) => path = Some(list),
            None => {
                let name = t.str(text)?;
                let message = format!("__path__ attribute not found on '{package}' while trying to find '{text}'");
                return Err(not_found(t, message, &name));
            }
        }
    }
    Ok(match search::find(t, &t.str(text)?, text, path.as_ref())? {
        None => None,
        Some(Found::Native(_) | Found::Spec(_)) => Some(Source::Native),
        Some(Found::Namespace(_) | Found::Library { package: true, .. } | Found::File { package: true, .. }) => {
            Some(Source::Package)
        }
        Some(Found::Library { source, .. }) => {
            let file = format!("<frozen {text}>");
            let name = file.clone();
            let code = move |t: &Thread| crate::runtime::compile::compile_file(t, source, &name);
            Some(Source::Text { file, code: Box::new(code) })
        }
        Some(Found::File { path, .. }) => {
            let file = path.to_string_lossy().into_owned();
            Some(Source::Text { file, code: Box::new(move |t: &Thread| compile_path(t, &path)) })
        }
    })
}

/// Reads and compiles a file.
///
/// # Errors
/// `OSError`, `SyntaxError`.
pub fn compile_path(t: &Thread, path: &std::path::Path) -> PyResult {
    let shown = path.to_string_lossy();
    let bytes = t.blocking(|| std::fs::read(path));
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => return Err(t.os_error(&error, Some(&t.str(&shown)?))),
    };
    let source = crate::runtime::compile::decode(t, &bytes, &shown, rcpy_syntax::Origin::File)?;
    crate::runtime::compile::compile_file(t, &source, &shown)
}

/// Makes a module from code; `path` is that of a package.
fn run(
    t: &Thread,
    name: &Ref,
    text: &str,
    file: &str,
    path: Option<Vec<String>>,
    code: impl FnOnce(&Thread) -> PyResult,
) -> PyResult {
    let module = t.new_module(text, "")?;
    let spec = set_spec(t, &module, text, Some(file), path.as_deref())?;
    let dict = module.downcast::<Module>().and_then(|m| m.dict.get()).expect("just made");
    t.dict_set_str(&dict, "__file__", t.str(file)?)?;
    t.dict_set_str(&dict, "__cached__", t.none())?;
    t.dict_set_str(&dict, "__builtins__", t.vm().builtins_dict().into_ref())?;
    // Marked before another thread can find it.
    t.setattr(&spec, "_initializing", &t.bool(true))?;
    modules(t)?.set(t, name.clone(), module.clone())?;
    let result = code(t).and_then(|code| t.run_module_code(&code, &dict));
    let done = t.setattr(&spec, "_initializing", &t.bool(false));
    finish(t, name, result.and(done))
}

/// After a module's code: takes a module that failed out again, and gives what the module has put in its own place.
fn finish(t: &Thread, name: &Ref, result: PyResult<()>) -> PyResult {
    match result {
        Ok(()) => match modules(t)?.get(t, name)? {
            Some(module) => Ok(module),
            None => Err(t.key_error(name)),
        },
        Err(raised) => {
            drop(modules(t)?.remove(t, name)?);
            Err(raised)
        }
    }
}

/// Loads by the loader of a spec that a finder of a script has given.
fn load_spec(t: &Thread, name: &Ref, spec: &Ref) -> PyResult {
    let loader = t.getattr(spec, "loader")?;
    let text = t.str_of(name).into_owned();
    if loader.value().is_none(t) {
        return Err(import_error(t, &ex::IMPORT_ERROR, "missing loader".to_owned(), Some(name), None));
    }
    let made = match t.getattr_opt(&loader, "create_module")? {
        Some(create) => t.call(&create, std::slice::from_ref(spec))?,
        None => t.none(),
    };
    let module = if made.value().is_none(t) { t.new_module(&text, "")? } else { made };
    t.setattr(&module, "__spec__", spec)?;
    t.setattr(&module, "__loader__", &loader)?;
    let path = t.getattr_opt(spec, "submodule_search_locations")?.filter(|p| !p.value().is_none(t));
    let package = if path.is_some() { text.as_str() } else { text.rsplit_once('.').map_or("", |(package, _)| package) };
    t.setattr(&module, "__package__", &t.str(package)?)?;
    if let Some(path) = path {
        t.setattr(&module, "__path__", &path)?;
    }
    if let Some(origin) = t.getattr_opt(spec, "origin")?.filter(|o| !o.value().is_none(t))
        && t.getattr_opt(spec, "has_location")?.is_some_and(|h| h.value().is_true(t))
    {
        t.setattr(&module, "__file__", &origin)?;
    }
    let _ = t.setattr(spec, "_initializing", &t.bool(true));
    modules(t)?.set(t, name.clone(), module.clone())?;
    let result = t.call_method(&loader, "exec_module", &[module]);
    let _ = t.setattr(spec, "_initializing", &t.bool(false));
    finish(t, name, result.map(drop))
}

/// Gives a module its `__spec__`, `__package__` and, for a package, `__path__`; returns the spec.
///
/// # Errors
/// `MemoryError`.
pub fn set_spec(t: &Thread, module: &Ref, name: &str, origin: Option<&str>, path: Option<&[String]>) -> PyResult {
    let package = if path.is_some() { name } else { name.rsplit_once('.').map_or("", |(package, _)| package) };
    let package = t.str(package)?;
    let has_location = origin.is_some_and(|o| o != "built-in");
    let origin = match origin {
        Some(origin) => t.str(origin)?,
        None => t.none(),
    };
    let list = match path {
        Some(path) => {
            let items = path.iter().map(|p| t.str(p)).collect::<PyResult<Vec<_>>>()?;
            t.list(items)?
        }
        None => t.none(),
    };
    let fields = [
        ("name", t.str(name)?),
        ("loader", t.none()),
        ("origin", origin),
        ("parent", package.clone()),
        ("submodule_search_locations", list.clone()),
        ("has_location", t.bool(has_location)),
        ("cached", t.none()),
        ("_initializing", t.bool(false)),
    ];
    let (names, values): (Vec<Ref>, Vec<Ref>) = fields.into_iter().map(|(name, value)| (t.intern(name), value)).unzip();
    let class = t.class(&crate::stdlib::sys::namespace::NAMESPACE);
    let spec = t.call_kw(&class, CallArgs { values: &values, names: &names })?;
    let dict = module.downcast::<Module>().and_then(|m| m.dict.get()).expect("a module");
    t.dict_set_str(&dict, "__package__", package)?;
    t.dict_set_str(&dict, "__spec__", spec.clone())?;
    if path.is_some() {
        t.dict_set_str(&dict, "__path__", list)?;
    }
    Ok(spec)
}

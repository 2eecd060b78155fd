//! Where a module is.

use std::path::{Path, PathBuf};

use crate::memory::Ref;
use crate::object::module::ModuleDef;
use crate::object::string::Str;
use crate::runtime::{PyResult, Thread};

/// What a search finds.
pub enum Found {
    /// A module written in Rust.
    Native(&'static ModuleDef),
    /// A module of the library that is written in Python.
    Library {
        /// Its source.
        source: &'static str,
        /// Is it a package?
        package: bool,
    },
    /// A file.
    File {
        /// The file; of a package its `__init__.py`.
        path: PathBuf,
        /// Is it a package?
        package: bool,
    },
    /// Folders without an `__init__.py`, which make a package together.
    Namespace(Vec<String>),
    /// What a finder of a script has said.
    Spec(Ref),
}

/// Finds the module `name`; `path` is that of its package.
///
/// # Errors
/// Whatever finders and odd entries of the path raise.
pub fn find(t: &Thread, name: &Ref, text: &str, path: Option<&Ref>) -> PyResult<Option<Found>> {
    if let Some(def) = t.vm().native_modules.iter().find(|def| def.name == text) {
        return Ok(Some(Found::Native(def)));
    }
    if let Some((source, package, _)) = crate::stdlib::python_source(text) {
        return Ok(Some(Found::Library { source, package }));
    }
    if let Some(spec) = ask_finders(t, name, path)? {
        return Ok(Some(Found::Spec(spec)));
    }
    let folders = match path {
        Some(path) => t.collect(path)?,
        None => match t.sys_attribute("path") {
            Some(path) => t.collect(&path)?,
            None => Vec::new(),
        },
    };
    let last = text.rsplit_once('.').map_or(text, |(_, last)| last);
    if last.is_empty() || last.contains(['/', '\0']) {
        return Ok(None);
    }
    let mut portions = Vec::new();
    for folder in folders {
        let Some(folder) = folder.downcast::<Str>() else { continue };
        let folder = absolute(&folder.to_str());
        if let Some(found) = in_folder(&folder, last) {
            return Ok(Some(found));
        }
        let portion = folder.join(last);
        if portion.is_dir() {
            portions.push(portion.to_string_lossy().into_owned());
        }
    }
    Ok((!portions.is_empty()).then_some(Found::Namespace(portions)))
}

/// An entry of the path as an absolute folder; the empty one is the current folder.
fn absolute(entry: &str) -> PathBuf {
    if entry.is_empty() {
        return std::env::current_dir().unwrap_or_default();
    }
    std::path::absolute(entry).unwrap_or_else(|_| PathBuf::from(entry))
}

fn in_folder(folder: &Path, name: &str) -> Option<Found> {
    let package = folder.join(name).join("__init__.py");
    if package.is_file() {
        return Some(Found::File { path: package, package: true });
    }
    let file = folder.join(format!("{name}.py"));
    file.is_file().then_some(Found::File { path: file, package: false })
}

/// Asks the finders that a script has put in `sys.meta_path`.
fn ask_finders(t: &Thread, name: &Ref, path: Option<&Ref>) -> PyResult<Option<Ref>> {
    let Some(finders) = t.sys_attribute("meta_path") else { return Ok(None) };
    for finder in t.collect(&finders)? {
        let Some(find) = t.getattr_opt(&finder, "find_spec")? else { continue };
        let path = path.cloned().unwrap_or_else(|| t.none());
        let spec = t.call(&find, &[name.clone(), path, t.none()])?;
        if !spec.value().is_none(t) {
            return Ok(Some(spec));
        }
    }
    Ok(None)
}

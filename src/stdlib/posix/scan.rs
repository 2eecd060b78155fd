//! Directories: `listdir`, `scandir`, `DirEntry`.

use std::ffi::OsStr;
use std::os::unix::ffi::{OsStrExt, OsStringExt};

use parking_lot::Mutex;

use super::{name, stat, target};
use crate::memory::{Ref, Slot, Value};
use crate::natives;
use crate::object::boxed::{Opaque, Trace};
use crate::object::slots::Slots;
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::opaque;
use crate::runtime::{Args, PyResult, Raised, Thread};
use crate::stdlib::errno;

/// A directory to be read, and how its names are shown.
struct Folder {
    path: Vec<u8>,
    bytes: bool,
    /// The argument, for error messages.
    shown: Ref,
}

fn folder(t: &Thread, value: Option<&Ref>, function: &str) -> PyResult<Folder> {
    match value {
        None => Ok(Folder { path: b".".to_vec(), bytes: false, shown: t.str(".")? }),
        Some(value) => {
            let place = target(t, value, function, true)?;
            let path = match place.fd {
                Some(fd) => format!("/proc/self/fd/{fd}").into_bytes(),
                None => place.path.into_bytes(),
            };
            Ok(Folder { path, bytes: place.bytes, shown: value.clone() })
        }
    }
}

#[cold]
fn failed(t: &Thread, error: &std::io::Error, shown: Option<&Ref>) -> Raised {
    errno::os_error(t, error.raw_os_error().unwrap_or(libc::EIO), shown)
}

fn open(t: &Thread, folder: &Folder) -> PyResult<std::fs::ReadDir> {
    t.blocking(|| std::fs::read_dir(OsStr::from_bytes(&folder.path))).map_err(|e| failed(t, &e, Some(&folder.shown)))
}

pub fn listdir(t: &Thread, a: Args<'_>) -> PyResult {
    let folder = folder(t, a.opt_not_none(t, 0), "listdir")?;
    let mut names = Vec::new();
    for entry in open(t, &folder)? {
        let entry = entry.map_err(|e| failed(t, &e, Some(&folder.shown)))?;
        names.push(name(t, entry.file_name().as_bytes(), folder.bytes)?);
    }
    t.list(names)
}

/// The payload of the iterator.
struct Scan {
    entries: Mutex<Option<std::fs::ReadDir>>,
    folder: Slot,
    prefix: Vec<u8>,
    bytes: bool,
}

impl Opaque for Scan {
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.folder.trace(visit);
    }
}

pub fn scandir(t: &Thread, a: Args<'_>) -> PyResult {
    let folder = folder(t, a.opt_not_none(t, 0), "scandir")?;
    let entries = open(t, &folder)?;
    let mut prefix = folder.path;
    if !prefix.ends_with(b"/") {
        prefix.push(b'/');
    }
    let scan =
        Scan { entries: Mutex::new(Some(entries)), folder: Slot::new(folder.shown), prefix, bytes: folder.bytes };
    t.opaque(&SCANDIR_ITERATOR, scan)
}

fn scan_next(t: &Thread, this: &Ref) -> PyResult<Option<Ref>> {
    let scan = this.opaque::<Scan>().expect("checked by the type");
    let next = {
        let mut entries = scan.entries.lock();
        let next = entries.as_mut().and_then(Iterator::next);
        if next.is_none() {
            *entries = None;
        }
        next
    };
    let Some(next) = next else { return Ok(None) };
    let entry = next.map_err(|e| failed(t, &e, scan.folder.peek()))?;
    let kind = entry.file_type().ok();
    let file = entry.file_name().into_vec();
    let mut path = scan.prefix.clone();
    path.extend_from_slice(&file);
    use std::os::unix::fs::DirEntryExt;
    let body = DirEntry {
        name: Slot::new(name(t, &file, scan.bytes)?),
        path: Slot::new(name(t, &path, scan.bytes)?),
        inode: entry.ino(),
        directory: kind.is_some_and(|k| k.is_dir()),
        file: kind.is_some_and(|k| k.is_file()),
        link: kind.is_some_and(|k| k.is_symlink()),
    };
    t.opaque(&DIR_ENTRY, body).map(Some)
}

fn itself(_t: &Thread, this: &Ref) -> PyResult {
    Ok(this.clone())
}

fn enter(_t: &Thread, a: Args<'_>) -> PyResult {
    Ok(a.get(0).clone())
}

fn close(t: &Thread, a: Args<'_>) -> PyResult {
    let entries = a.get(0).opaque::<Scan>().expect("checked by the type").entries.lock().take();
    drop(entries);
    Ok(t.none())
}

static SCANDIR_ITERATOR: TypeDef = TypeDef {
    name: "posix.ScandirIterator",
    slots: Slots { iter: Some(itself), next: Some(scan_next), ..Slots::EMPTY },
    methods: natives![
        "close(self, /)" => close,
        "__enter__(self, /)" => enter,
        "__exit__(self, /, *args)" => close,
    ],
    ..TypeDef::EMPTY
};

/// The payload of `os.DirEntry`.
pub struct DirEntry {
    name: Slot,
    path: Slot,
    inode: u64,
    directory: bool,
    file: bool,
    link: bool,
}
opaque!(DirEntry { name, path });

fn entry(object: &Ref) -> &DirEntry {
    object.opaque::<DirEntry>().expect("checked by the type")
}

fn entry_path(object: &Ref) -> Ref {
    entry(object).path.get().expect("set at birth")
}

fn follows(t: &Thread, a: &Args<'_>) -> PyResult<bool> {
    a.opt(1).map_or(Ok(true), |f| t.truth(f))
}

/// Is the entry (or what it links to) of this kind?
fn is_kind(t: &Thread, a: &Args<'_>, known: bool, kind: libc::mode_t) -> PyResult {
    if !entry(a.get(0)).link || !follows(t, a)? {
        return Ok(t.bool(known));
    }
    match stat::of(t, &entry_path(a.get(0)), "stat", true, false) {
        Ok(info) => Ok(t.bool(info.st_mode & libc::S_IFMT == kind)),
        Err(raised) if t.raised_is(&raised, &crate::object::exception::FILE_NOT_FOUND_ERROR) => Ok(t.bool(false)),
        Err(raised) => Err(raised),
    }
}

fn is_dir(t: &Thread, a: Args<'_>) -> PyResult {
    is_kind(t, &a, entry(a.get(0)).directory, libc::S_IFDIR)
}

fn is_file(t: &Thread, a: Args<'_>) -> PyResult {
    is_kind(t, &a, entry(a.get(0)).file, libc::S_IFREG)
}

fn is_symlink(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(entry(a.get(0)).link))
}

fn is_junction(t: &Thread, _a: Args<'_>) -> PyResult {
    Ok(t.bool(false))
}

fn entry_stat(t: &Thread, a: Args<'_>) -> PyResult {
    let info = stat::of(t, &entry_path(a.get(0)), "stat", follows(t, &a)?, false)?;
    stat::result(t, &info)
}

fn inode(t: &Thread, a: Args<'_>) -> PyResult {
    t.int_from_u64(entry(a.get(0)).inode)
}

fn entry_fspath(_t: &Thread, a: Args<'_>) -> PyResult {
    Ok(entry_path(a.get(0)))
}

fn entry_repr(t: &Thread, object: &Ref) -> PyResult {
    let name = entry(object).name.get().expect("set at birth");
    t.string(format!("<DirEntry {}>", t.repr_text(&name)?))
}

fn get_name(_t: &Thread, object: &Ref) -> PyResult {
    Ok(entry(object).name.get().expect("set at birth"))
}

fn get_path(_t: &Thread, object: &Ref) -> PyResult {
    Ok(entry_path(object))
}

/// `os.DirEntry`.
pub static DIR_ENTRY: TypeDef = TypeDef {
    name: "posix.DirEntry",
    slots: Slots { repr: Some(entry_repr), ..Slots::EMPTY },
    methods: natives![
        "is_dir(self, /, *, follow_symlinks=True)" => is_dir,
        "is_file(self, /, *, follow_symlinks=True)" => is_file,
        "is_symlink(self, /)" => is_symlink,
        "is_junction(self, /)" => is_junction,
        "stat(self, /, *, follow_symlinks=True)" => entry_stat,
        "inode(self, /)" => inode,
        "__fspath__(self, /)" => entry_fspath,
    ],
    getset: &[
        GetSetDef { name: "name", get: get_name, set: None },
        GetSetDef { name: "path", get: get_path, set: None },
    ],
    ..TypeDef::EMPTY
};

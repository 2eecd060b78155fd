//! File status.

use super::{c_int, call, target};
use crate::memory::Ref;
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::runtime::{Args, PyResult, Thread};
use crate::sequence;
use crate::stdlib::structseq;

const FIELDS: &[&str] =
    &["st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime", "st_ctime"];

const GETSET: [GetSetDef; FIELDS.len()] = {
    let mut fields = structseq::getset(FIELDS);
    fields[7].get = |t, this| exact(t, this, "st_atime_ns");
    fields[8].get = |t, this| exact(t, this, "st_mtime_ns");
    fields[9].get = |t, this| exact(t, this, "st_ctime_ns");
    fields
};

/// A time as a float; as an item it is in whole seconds.
fn exact(t: &Thread, this: &Ref, nanos: &str) -> PyResult {
    let nanos = t.to_index(&t.getattr(this, nanos)?)?;
    t.float((nanos.div_euclid(NANOS)) as f64 + nanos.rem_euclid(NANOS) as f64 * 1e-9)
}

const NANOS: i64 = 1_000_000_000;

/// `os.stat_result`.
pub static STAT_RESULT: TypeDef = TypeDef { name: "os.stat_result", getset: &GETSET, ..ANY };

sequence! {
    /// What the description above takes over.
    static ANY = "os.stat_result" [
        "st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime", "st_ctime",
    ]
}

/// Makes a `stat_result`.
pub fn result(t: &Thread, info: &libc::stat) -> PyResult {
    let big = |n: u64| t.int_from_u64(n);
    let times = [
        ("st_atime_ns", info.st_atime, info.st_atime_nsec),
        ("st_mtime_ns", info.st_mtime, info.st_mtime_nsec),
        ("st_ctime_ns", info.st_ctime, info.st_ctime_nsec),
    ];
    let mut items = vec![
        t.int(i64::from(info.st_mode))?,
        big(info.st_ino)?,
        big(info.st_dev)?,
        big(info.st_nlink)?,
        t.int(i64::from(info.st_uid))?,
        t.int(i64::from(info.st_gid))?,
        t.int(info.st_size)?,
    ];
    let mut extra = Vec::new();
    for (name, seconds, nanos) in times {
        items.push(t.int(seconds)?);
        extra.push((name, t.int(seconds.saturating_mul(NANOS).saturating_add(nanos))?));
    }
    extra.push(("st_blksize", t.int(info.st_blksize)?));
    extra.push(("st_blocks", t.int(info.st_blocks)?));
    extra.push(("st_rdev", big(info.st_rdev)?));
    structseq::make(t, &STAT_RESULT, &items, &extra)
}

/// Status of a path (or what it links to), relative to a directory's descriptor.
pub fn of(t: &Thread, value: &Ref, function: &str, follow: bool, fd: bool) -> PyResult<libc::stat> {
    let place = target(t, value, function, fd)?;
    // SAFETY: integers, for which zero is a value.
    let mut info: libc::stat = unsafe { std::mem::zeroed() };
    // SAFETY: the path ends with a zero; the structure is filled in.
    call(t, Some(value), || {
        // SAFETY: as above.
        i64::from(unsafe {
            match place.fd {
                Some(fd) => libc::fstat(fd, &mut info),
                None if follow => libc::stat(place.path.as_ptr(), &mut info),
                None => libc::lstat(place.path.as_ptr(), &mut info),
            }
        })
    })?;
    Ok(info)
}

pub fn stat(t: &Thread, a: Args<'_>) -> PyResult {
    let follow = a.opt(2).map_or(Ok(true), |f| t.truth(f))?;
    result(t, &of(t, a.get(0), "stat", follow, true)?)
}

pub fn lstat(t: &Thread, a: Args<'_>) -> PyResult {
    result(t, &of(t, a.get(0), "lstat", false, false)?)
}

pub fn fstat(t: &Thread, a: Args<'_>) -> PyResult {
    let fd = c_int(t, a.get(0))?;
    // SAFETY: integers, for which zero is a value.
    let mut info: libc::stat = unsafe { std::mem::zeroed() };
    // SAFETY: the structure is filled in.
    call(t, None, || i64::from(unsafe { libc::fstat(fd, &mut info) }))?;
    result(t, &info)
}

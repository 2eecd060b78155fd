//! Calls that take a path.

use super::{c_int, call, name, named_target, target};
use crate::memory::Ref;
use crate::object::tuple::Tuple;
use crate::runtime::{Args, PyResult, Thread};
use crate::stdlib::errno;

pub fn access(t: &Thread, a: Args<'_>) -> PyResult {
    let place = target(t, a.get(0), "access", false)?;
    let mode = c_int(t, a.get(1))?;
    // SAFETY: the path ends with a zero.
    Ok(t.bool(t.blocking(|| unsafe { libc::access(place.path.as_ptr(), mode) }) == 0))
}

pub fn chdir(t: &Thread, a: Args<'_>) -> PyResult {
    let place = target(t, a.get(0), "chdir", true)?;
    call(t, Some(a.get(0)), || match place.fd {
        // SAFETY: plain call.
        Some(fd) => i64::from(unsafe { libc::fchdir(fd) }),
        // SAFETY: the path ends with a zero.
        None => i64::from(unsafe { libc::chdir(place.path.as_ptr()) }),
    })?;
    Ok(t.none())
}

pub fn chmod(t: &Thread, a: Args<'_>) -> PyResult {
    let place = target(t, a.get(0), "chmod", true)?;
    let mode = c_int(t, a.get(1))? as libc::mode_t;
    call(t, Some(a.get(0)), || match place.fd {
        // SAFETY: plain call.
        Some(fd) => i64::from(unsafe { libc::fchmod(fd, mode) }),
        // SAFETY: the path ends with a zero.
        None => i64::from(unsafe { libc::chmod(place.path.as_ptr(), mode) }),
    })?;
    Ok(t.none())
}

fn working_directory(t: &Thread) -> PyResult<Vec<u8>> {
    use std::os::unix::ffi::OsStringExt;
    match std::env::current_dir() {
        Ok(path) => Ok(path.into_os_string().into_vec()),
        Err(error) => Err(errno::os_error(t, error.raw_os_error().unwrap_or(libc::EIO), None)),
    }
}

pub fn getcwd(t: &Thread, _a: Args<'_>) -> PyResult {
    name(t, &working_directory(t)?, false)
}

pub fn getcwdb(t: &Thread, _a: Args<'_>) -> PyResult {
    name(t, &working_directory(t)?, true)
}

pub fn mkdir(t: &Thread, a: Args<'_>) -> PyResult {
    let place = target(t, a.get(0), "mkdir", false)?;
    let mode = a.opt(1).map_or(Ok(0o777), |m| c_int(t, m))? as libc::mode_t;
    // SAFETY: the path ends with a zero.
    call(t, Some(a.get(0)), || i64::from(unsafe { libc::mkdir(place.path.as_ptr(), mode) }))?;
    Ok(t.none())
}

pub fn rmdir(t: &Thread, a: Args<'_>) -> PyResult {
    let place = target(t, a.get(0), "rmdir", false)?;
    // SAFETY: the path ends with a zero.
    call(t, Some(a.get(0)), || i64::from(unsafe { libc::rmdir(place.path.as_ptr()) }))?;
    Ok(t.none())
}

fn unlink_as(t: &Thread, a: &Args<'_>, function: &str) -> PyResult {
    let place = target(t, a.get(0), function, false)?;
    // SAFETY: the path ends with a zero.
    call(t, Some(a.get(0)), || i64::from(unsafe { libc::unlink(place.path.as_ptr()) }))?;
    Ok(t.none())
}

pub fn remove(t: &Thread, a: Args<'_>) -> PyResult {
    unlink_as(t, &a, "remove")
}

pub fn unlink(t: &Thread, a: Args<'_>) -> PyResult {
    unlink_as(t, &a, "unlink")
}

/// Makes a call with two paths.
fn two(t: &Thread, a: &Args<'_>, function: &str, f: impl Fn(*const i8, *const i8) -> i32) -> PyResult {
    let (from, to) =
        (named_target(t, a.get(0), function, "src", false)?, named_target(t, a.get(1), function, "dst", false)?);
    let (result, code) = t.blocking(|| (f(from.path.as_ptr().cast(), to.path.as_ptr().cast()), errno::last_code()));
    if result < 0 {
        return Err(errno::os_error_two(t, code, Some(a.get(0)), Some(a.get(1))));
    }
    Ok(t.none())
}

pub fn rename(t: &Thread, a: Args<'_>) -> PyResult {
    // SAFETY: both paths end with a zero.
    two(t, &a, "rename", |from, to| unsafe { libc::rename(from.cast(), to.cast()) })
}

pub fn replace(t: &Thread, a: Args<'_>) -> PyResult {
    // SAFETY: both paths end with a zero.
    two(t, &a, "replace", |from, to| unsafe { libc::rename(from.cast(), to.cast()) })
}

pub fn link(t: &Thread, a: Args<'_>) -> PyResult {
    // SAFETY: both paths end with a zero.
    two(t, &a, "link", |from, to| unsafe { libc::link(from.cast(), to.cast()) })
}

pub fn symlink(t: &Thread, a: Args<'_>) -> PyResult {
    // SAFETY: both paths end with a zero.
    two(t, &a, "symlink", |from, to| unsafe { libc::symlink(from.cast(), to.cast()) })
}

pub fn readlink(t: &Thread, a: Args<'_>) -> PyResult {
    let place = target(t, a.get(0), "readlink", false)?;
    let mut room = vec![0u8; libc::PATH_MAX as usize];
    // SAFETY: the path ends with a zero; the buffer is writable for its length.
    let n = call(t, Some(a.get(0)), || unsafe {
        libc::readlink(place.path.as_ptr(), room.as_mut_ptr().cast(), room.len()) as i64
    })?;
    name(t, &room[..n as usize], place.bytes)
}

pub fn truncate(t: &Thread, a: Args<'_>) -> PyResult {
    let place = target(t, a.get(0), "truncate", true)?;
    let length = t.to_index(a.get(1))?;
    call(t, Some(a.get(0)), || match place.fd {
        // SAFETY: plain call.
        Some(fd) => i64::from(unsafe { libc::ftruncate(fd, length) }),
        // SAFETY: the path ends with a zero.
        None => i64::from(unsafe { libc::truncate(place.path.as_ptr(), length) }),
    })?;
    Ok(t.none())
}

fn pair<'a>(t: &Thread, value: &'a Ref, what: &str) -> PyResult<&'a [Ref]> {
    match value.downcast::<Tuple>().map(Tuple::items) {
        Some(items) if items.len() == 2 => Ok(items),
        _ => Err(t.type_error(format!("utime: '{what}' must be either a tuple of two ints or None"))),
    }
}

pub fn utime(t: &Thread, a: Args<'_>) -> PyResult {
    let place = target(t, a.get(0), "utime", false)?;
    let mut times = [libc::timespec { tv_sec: 0, tv_nsec: libc::UTIME_NOW }; 2];
    if let Some(value) = a.opt_not_none(t, 1) {
        for (time, item) in times.iter_mut().zip(pair(t, value, "times")?) {
            let seconds = t.as_f64(item)?;
            let whole = seconds.floor();
            (time.tv_sec, time.tv_nsec) = (whole as i64, ((seconds - whole) * 1e9) as i64);
        }
    } else if let Some(value) = a.opt_not_none(t, 2) {
        for (time, item) in times.iter_mut().zip(pair(t, value, "ns")?) {
            let nanos = t.to_index(item)?;
            (time.tv_sec, time.tv_nsec) = (nanos.div_euclid(1_000_000_000), nanos.rem_euclid(1_000_000_000));
        }
    }
    // SAFETY: the path ends with a zero; two times are read.
    call(t, Some(a.get(0)), || {
        // SAFETY: as above.
        i64::from(unsafe { libc::utimensat(libc::AT_FDCWD, place.path.as_ptr(), times.as_ptr(), 0) })
    })?;
    Ok(t.none())
}

pub fn umask(t: &Thread, a: Args<'_>) -> PyResult {
    let mask = c_int(t, a.get(0))?;
    // SAFETY: plain call.
    t.int(i64::from(unsafe { libc::umask(mask as libc::mode_t) }))
}

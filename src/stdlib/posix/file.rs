//! Calls that take a file descriptor.

use super::{c_int, call, target};
use crate::memory::Ref;
use crate::object::bytes::content::bytes_like;
use crate::runtime::{Args, PyResult, Thread};
use crate::sequence;
use crate::stdlib::io::file::{interrupted, read_fd, write_fd};
use crate::stdlib::{errno, structseq};

sequence! {
    /// `os.terminal_size`.
    pub static TERMINAL_SIZE = "os.terminal_size" ["columns", "lines"]
}

/// A descriptor: an int, or an object with `fileno()`.
pub fn descriptor(t: &Thread, value: &Ref) -> PyResult<i32> {
    if t.has_index(value) {
        return c_int(t, value);
    }
    let Some(method) = t.getattr_opt(value, "fileno")? else {
        return Err(t.type_error("argument must be an int, or have a fileno() method."));
    };
    let fd = t.call(&method, &[])?;
    c_int(t, &fd)
}

pub fn open(t: &Thread, a: Args<'_>) -> PyResult {
    let place = target(t, a.get(0), "open", false)?;
    let flags = c_int(t, a.get(1))? | libc::O_CLOEXEC;
    let mode = a.opt(2).map_or(Ok(0o777), |m| c_int(t, m))? as libc::mode_t;
    // SAFETY: the path ends with a zero.
    let fd = call(t, Some(a.get(0)), || i64::from(unsafe { libc::open(place.path.as_ptr(), flags, mode) }))?;
    t.int(fd)
}

pub fn close(t: &Thread, a: Args<'_>) -> PyResult {
    let fd = c_int(t, a.get(0))?;
    // Not repeated when interrupted: the descriptor is gone even then.
    // SAFETY: plain call; closing a descriptor that streams use makes their calls fail, nothing more.
    let (result, code) = t.blocking(|| (unsafe { libc::close(fd) }, errno::last_code()));
    if result < 0 && code != libc::EINTR {
        return Err(errno::os_error(t, code, None));
    }
    Ok(t.none())
}

pub fn closerange(t: &Thread, a: Args<'_>) -> PyResult {
    let (low, high) = (c_int(t, a.get(0))?.max(0), c_int(t, a.get(1))?);
    // SAFETY: plain call that reports the limit of descriptors.
    let most = unsafe { libc::sysconf(libc::_SC_OPEN_MAX) }.clamp(0, 1 << 20) as i32;
    for fd in low..high.min(most) {
        // SAFETY: as in `close`.
        unsafe { libc::close(fd) };
    }
    Ok(t.none())
}

pub fn read(t: &Thread, a: Args<'_>) -> PyResult {
    let fd = c_int(t, a.get(0))?;
    let length = t.to_index(a.get(1))?;
    let length = usize::try_from(length).map_err(|_| errno::os_error(t, libc::EINVAL, None))?;
    t.alloc_limit(length)?;
    let mut room = vec![0; length];
    match read_fd(t, fd, &mut room)? {
        Some(n) => t.bytes(&room[..n]),
        None => Err(errno::os_error(t, libc::EAGAIN, None)),
    }
}

pub fn write(t: &Thread, a: Args<'_>) -> PyResult {
    let fd = c_int(t, a.get(0))?;
    let data = bytes_like(t, a.get(1))?;
    match write_fd(t, fd, &data)? {
        Some(n) => {
            interrupted(t, n, &data)?;
            t.int(n as i64)
        }
        None => Err(errno::os_error(t, libc::EAGAIN, None)),
    }
}

pub fn lseek(t: &Thread, a: Args<'_>) -> PyResult {
    let (fd, place, whence) = (c_int(t, a.get(0))?, t.to_index(a.get(1))?, c_int(t, a.get(2))?);
    // SAFETY: plain call.
    t.int(call(t, None, || unsafe { libc::lseek(fd, place, whence) })?)
}

pub fn fsync(t: &Thread, a: Args<'_>) -> PyResult {
    let fd = descriptor(t, a.get(0))?;
    // SAFETY: plain call.
    call(t, None, || i64::from(unsafe { libc::fsync(fd) }))?;
    Ok(t.none())
}

pub fn ftruncate(t: &Thread, a: Args<'_>) -> PyResult {
    let (fd, length) = (c_int(t, a.get(0))?, t.to_index(a.get(1))?);
    // SAFETY: plain call.
    call(t, None, || i64::from(unsafe { libc::ftruncate(fd, length) }))?;
    Ok(t.none())
}

pub fn isatty(t: &Thread, a: Args<'_>) -> PyResult {
    let fd = c_int(t, a.get(0))?;
    // SAFETY: plain call.
    Ok(t.bool(unsafe { libc::isatty(fd) } == 1))
}

pub fn pipe(t: &Thread, _a: Args<'_>) -> PyResult {
    let mut ends = [0; 2];
    // SAFETY: the array has room for both.
    call(t, None, || i64::from(unsafe { libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC) }))?;
    t.tuple(vec![t.int(i64::from(ends[0]))?, t.int(i64::from(ends[1]))?])
}

pub fn dup(t: &Thread, a: Args<'_>) -> PyResult {
    let fd = c_int(t, a.get(0))?;
    // SAFETY: plain call.
    t.int(call(t, None, || i64::from(unsafe { libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0) }))?)
}

pub fn dup2(t: &Thread, a: Args<'_>) -> PyResult {
    let (from, to) = (c_int(t, a.get(0))?, c_int(t, a.get(1))?);
    let inheritable = a.opt(2).map_or(Ok(true), |i| t.truth(i))?;
    // SAFETY: plain call.
    let fd = call(t, None, || {
        // SAFETY: as above.
        i64::from(unsafe {
            if inheritable || from == to { libc::dup2(from, to) } else { libc::dup3(from, to, libc::O_CLOEXEC) }
        })
    })?;
    t.int(fd)
}

fn get_flag(t: &Thread, fd: i32, command: i32) -> PyResult<i32> {
    // SAFETY: plain call.
    Ok(call(t, None, || i64::from(unsafe { libc::fcntl(fd, command) }))? as i32)
}

fn set_flag(t: &Thread, fd: i32, (get, set): (i32, i32), flag: i32, on: bool) -> PyResult<()> {
    let old = get_flag(t, fd, get)?;
    let new = if on { old | flag } else { old & !flag };
    // SAFETY: plain call.
    call(t, None, || i64::from(unsafe { libc::fcntl(fd, set, new) })).map(drop)
}

pub fn get_inheritable(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(get_flag(t, c_int(t, a.get(0))?, libc::F_GETFD)? & libc::FD_CLOEXEC == 0))
}

pub fn set_inheritable(t: &Thread, a: Args<'_>) -> PyResult {
    let on = t.truth(a.get(1))?;
    set_flag(t, c_int(t, a.get(0))?, (libc::F_GETFD, libc::F_SETFD), libc::FD_CLOEXEC, !on)?;
    Ok(t.none())
}

pub fn get_blocking(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(get_flag(t, c_int(t, a.get(0))?, libc::F_GETFL)? & libc::O_NONBLOCK == 0))
}

pub fn set_blocking(t: &Thread, a: Args<'_>) -> PyResult {
    let on = t.truth(a.get(1))?;
    set_flag(t, c_int(t, a.get(0))?, (libc::F_GETFL, libc::F_SETFL), libc::O_NONBLOCK, !on)?;
    Ok(t.none())
}

pub fn get_terminal_size(t: &Thread, a: Args<'_>) -> PyResult {
    let fd = a.opt(0).map_or(Ok(1), |fd| c_int(t, fd))?;
    let mut size = libc::winsize { ws_row: 0, ws_col: 0, ws_xpixel: 0, ws_ypixel: 0 };
    // SAFETY: the call fills in the structure.
    call(t, None, || i64::from(unsafe { libc::ioctl(fd, libc::TIOCGWINSZ, &mut size) }))?;
    let items = [t.int(i64::from(size.ws_col))?, t.int(i64::from(size.ws_row))?];
    structseq::make(t, &TERMINAL_SIZE, &items, &[])
}

pub fn device_encoding(t: &Thread, a: Args<'_>) -> PyResult {
    let fd = c_int(t, a.get(0))?;
    // SAFETY: plain call.
    if unsafe { libc::isatty(fd) } == 1 { t.str("utf-8") } else { Ok(t.none()) }
}

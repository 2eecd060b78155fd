//! The process, its environment and the machine.

use std::ffi::{CStr, CString};

use super::{c_int, call, fspath, to_c};
use crate::memory::Ref;
use crate::object::bytes::Bytes;
use crate::runtime::{Args, PyResult, Thread};
use crate::sequence;
use crate::stdlib::{errno, structseq};

sequence! {
    /// `os.times_result`.
    pub static TIMES_RESULT = "posix.times_result" ["user", "system", "children_user", "children_system", "elapsed"]
}
sequence! {
    /// `os.uname_result`.
    pub static UNAME_RESULT = "posix.uname_result" ["sysname", "nodename", "release", "version", "machine"]
}

/// Makes `posix.environ`, a dict of bytes.
pub fn init(t: &Thread, module: &Ref) -> PyResult<()> {
    use std::os::unix::ffi::OsStrExt;
    let environ = t.new_dict()?;
    for (name, value) in std::env::vars_os() {
        t.dict_set(&environ, t.bytes(name.as_bytes())?, t.bytes(value.as_bytes())?)?;
    }
    t.setattr(module, "environ", &environ)?;
    let error = t.class(&crate::object::exception::OS_ERROR);
    t.setattr(module, "error", &error)
}

pub fn exit_now(t: &Thread, a: Args<'_>) -> PyResult {
    let status = c_int(t, a.get(0))?;
    // SAFETY: ends the process at once; nothing runs after it.
    unsafe { libc::_exit(status) }
}

pub fn abort(_t: &Thread, _a: Args<'_>) -> PyResult {
    std::process::abort()
}

pub fn cpu_count(t: &Thread, _a: Args<'_>) -> PyResult {
    // SAFETY: plain call.
    let count = unsafe { libc::sysconf(libc::_SC_NPROCESSORS_ONLN) };
    if count > 0 { t.int(count) } else { Ok(t.none()) }
}

macro_rules! ids {
    ($($name:ident)*) => { $(
        pub fn $name(t: &Thread, _a: Args<'_>) -> PyResult {
            // SAFETY: plain call that cannot fail.
            t.int(i64::from(unsafe { libc::$name() }))
        }
    )* };
}
ids! { getpid getppid getuid geteuid getgid getegid }

pub fn getloadavg(t: &Thread, _a: Args<'_>) -> PyResult {
    let mut loads = [0.0; 3];
    // SAFETY: three numbers are written.
    if unsafe { libc::getloadavg(loads.as_mut_ptr(), 3) } != 3 {
        return Err(t.error(&crate::object::exception::OS_ERROR, "Load averages are unobtainable"));
    }
    let loads = loads.iter().map(|l| t.float(*l)).collect::<PyResult<Vec<_>>>()?;
    t.tuple(loads)
}

pub fn kill(t: &Thread, a: Args<'_>) -> PyResult {
    let (pid, signal) = (c_int(t, a.get(0))?, c_int(t, a.get(1))?);
    // SAFETY: plain call.
    call(t, None, || i64::from(unsafe { libc::kill(pid, signal) }))?;
    t.poll()?;
    Ok(t.none())
}

fn variable(t: &Thread, value: &Ref) -> PyResult<CString> {
    to_c(t, &fspath(t, value)?)
}

pub fn putenv(t: &Thread, a: Args<'_>) -> PyResult {
    let (name, value) = (variable(t, a.get(0))?, variable(t, a.get(1))?);
    if name.as_bytes().is_empty() || name.as_bytes().contains(&b'=') {
        return Err(t.value_error("illegal environment variable name"));
    }
    // SAFETY: both strings end with a zero. Other native threads of this program read the environment through std only at start.
    if unsafe { libc::setenv(name.as_ptr(), value.as_ptr(), 1) } != 0 {
        return Err(errno::last_error(t, None));
    }
    Ok(t.none())
}

pub fn unsetenv(t: &Thread, a: Args<'_>) -> PyResult {
    let name = variable(t, a.get(0))?;
    // SAFETY: as in `putenv`.
    if unsafe { libc::unsetenv(name.as_ptr()) } != 0 {
        return Err(errno::last_error(t, None));
    }
    Ok(t.none())
}

pub fn sched_getaffinity(t: &Thread, a: Args<'_>) -> PyResult {
    let pid = c_int(t, a.get(0))?;
    // SAFETY: an array of bits, for which zero is a value; the call fills it in.
    let set = unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        if libc::sched_getaffinity(pid, size_of::<libc::cpu_set_t>(), &mut set) != 0 {
            return Err(errno::last_error(t, None));
        }
        set
    };
    let mut numbers = Vec::new();
    for i in 0..libc::CPU_SETSIZE as usize {
        // SAFETY: the index is below the size of the set.
        if unsafe { libc::CPU_ISSET(i, &set) } {
            numbers.push(t.int(i as i64)?);
        }
    }
    let list = t.list(numbers)?;
    t.call(&t.class(&crate::object::set::SET), &[list])
}

pub fn sched_yield(t: &Thread, _a: Args<'_>) -> PyResult {
    t.blocking(std::thread::yield_now);
    Ok(t.none())
}

pub fn strerror(t: &Thread, a: Args<'_>) -> PyResult {
    t.string(errno::message(c_int(t, a.get(0))?))
}

pub fn system(t: &Thread, a: Args<'_>) -> PyResult {
    let command = variable(t, a.get(0))?;
    t.poll_signals()?;
    // SAFETY: the command ends with a zero.
    let status = t.blocking(|| unsafe { libc::system(command.as_ptr()) });
    t.poll_signals()?;
    t.int(i64::from(status))
}

pub fn times(t: &Thread, _a: Args<'_>) -> PyResult {
    // SAFETY: the structure is filled in; the other call is plain.
    let (now, ticks, second) = unsafe {
        let mut now: libc::tms = std::mem::zeroed();
        let ticks = libc::times(&mut now);
        (now, ticks, libc::sysconf(libc::_SC_CLK_TCK).max(1) as f64)
    };
    let parts = [now.tms_utime, now.tms_stime, now.tms_cutime, now.tms_cstime, ticks];
    let parts = parts.iter().map(|p| t.float(*p as f64 / second)).collect::<PyResult<Vec<_>>>()?;
    structseq::make(t, &TIMES_RESULT, &parts, &[])
}

pub fn uname(t: &Thread, _a: Args<'_>) -> PyResult {
    // SAFETY: arrays of characters, filled in with strings that end with a zero.
    let info = unsafe {
        let mut info: libc::utsname = std::mem::zeroed();
        if libc::uname(&mut info) != 0 {
            return Err(errno::last_error(t, None));
        }
        info
    };
    let fields = [&info.sysname[..], &info.nodename, &info.release, &info.version, &info.machine];
    let items = fields
        .iter()
        // SAFETY: the call has put a zero into each.
        .map(|f| t.string(unsafe { CStr::from_ptr(f.as_ptr()) }.to_string_lossy().into_owned()))
        .collect::<PyResult<Vec<_>>>()?;
    structseq::make(t, &UNAME_RESULT, &items, &[])
}

pub fn urandom(t: &Thread, a: Args<'_>) -> PyResult {
    let size = t.to_index(a.get(0))?;
    let size = usize::try_from(size).map_err(|_| t.value_error("negative argument not allowed"))?;
    let fill = |start: *mut u8, size: usize| -> PyResult<()> {
        let mut done = 0;
        while done < size {
            // SAFETY: `size` bytes at `start` may be written, see below.
            let n = call(t, None, || unsafe { libc::getrandom(start.add(done).cast(), size - done, 0) as i64 })?;
            done += n as usize;
        }
        Ok(())
    };
    // The object of a single byte is shared.
    if size <= 1 {
        let mut byte = [0];
        fill(byte.as_mut_ptr(), size)?;
        return t.bytes(&byte[..size]);
    }
    let made = t.bytes_zeroed(size)?;
    // Nobody else has seen the object yet, so its bytes may be filled in.
    let content = made.downcast::<Bytes>().map(Bytes::as_slice).unwrap_or_default();
    fill(content.as_ptr().cast_mut(), content.len())?;
    Ok(made)
}

pub fn waitstatus_to_exitcode(t: &Thread, a: Args<'_>) -> PyResult {
    let status = c_int(t, a.get(0))?;
    if libc::WIFEXITED(status) {
        return t.int(i64::from(libc::WEXITSTATUS(status)));
    }
    if libc::WIFSIGNALED(status) {
        return t.int(-i64::from(libc::WTERMSIG(status)));
    }
    Err(t.value_error(format!("invalid wait status: {status}")))
}

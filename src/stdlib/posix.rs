//! `posix`: the operating system's calls; `os` in Python wraps them.
//!
//! * `file`: what takes a descriptor. `path`: what takes a path. `stat`: file status. `scan`: directories.
//! * `process`: the process, its environment and the machine. `fork`: processes made from this one, and waiting for them.

mod file;
mod fork;
mod path;
mod process;
mod scan;
mod stat;

pub use fork::AtFork;

use std::ffi::CString;

use crate::memory::Ref;
use crate::natives;
use crate::object::bytes::Bytes;
use crate::object::module::ModuleDef;
use crate::object::string::encode::{decode, encode_to_vec};
use crate::runtime::{Args, PyResult, Thread};
use crate::stdlib::errno;

/// `os.fspath()`: a `str` or `bytes`.
///
/// # Errors
/// `TypeError` for objects that are no paths.
pub fn fspath(t: &Thread, value: &Ref) -> PyResult {
    if value.as_string().is_some() || value.downcast::<Bytes>().is_some() {
        return Ok(value.clone());
    }
    let class = t.type_name(value);
    let Some(method) = t.lookup_special(value, "__fspath__")? else {
        return Err(t.type_error(format!("expected str, bytes or os.PathLike object, not {class}")));
    };
    let path = t.call(&method, &[])?;
    if path.as_string().is_some() || path.downcast::<Bytes>().is_some() {
        return Ok(path);
    }
    Err(t.type_error(format!("expected {class}.__fspath__() to return str or bytes, not {}", t.type_name(&path))))
}

/// The bytes of a path that is `str` or `bytes` already, with a zero behind.
fn to_c(t: &Thread, path: &Ref) -> PyResult<CString> {
    let bytes = match path.as_string() {
        Some(text) => encode_to_vec(t, text, "utf-8", "surrogateescape")?,
        None => path.downcast::<Bytes>().map(|b| b.as_slice().to_vec()).unwrap_or_default(),
    };
    CString::new(bytes).map_err(|_| t.value_error("embedded null byte"))
}

/// A path argument of `open()`.
///
/// # Errors
/// `TypeError` for what is no path, `ValueError` when it contains a zero.
pub fn path_arg(t: &Thread, value: &Ref, _function: &str, _argument: &str) -> PyResult<CString> {
    to_c(t, &fspath(t, value)?)
}

/// A path argument, or a descriptor where `fd` allows one.
pub(crate) struct Target {
    /// The path.
    pub path: CString,
    /// The descriptor given in its place.
    pub fd: Option<i32>,
    /// Was the path given as `bytes`?
    pub bytes: bool,
}

/// Reads a path argument of a function of this module.
pub(crate) fn target(t: &Thread, value: &Ref, function: &str, fd: bool) -> PyResult<Target> {
    named_target(t, value, function, "path", fd)
}

/// As `target`, for an argument of another name.
pub(crate) fn named_target(t: &Thread, value: &Ref, function: &str, argument: &str, fd: bool) -> PyResult<Target> {
    let kinds = if matches!(function, "listdir" | "scandir") {
        "string, bytes, os.PathLike, integer or None"
    } else if fd {
        "string, bytes, os.PathLike or integer"
    } else {
        "string, bytes or os.PathLike"
    };
    if fd && value.as_string().is_none() && t.has_index(value) {
        let number = t.to_index(value)?;
        let number = i32::try_from(number).map_err(|_| t.overflow_error("fd is greater than maximum"))?;
        return Ok(Target { path: CString::default(), fd: Some(number), bytes: false });
    }
    let is_path = value.as_string().is_some()
        || value.downcast::<Bytes>().is_some()
        || t.lookup_special(value, "__fspath__")?.is_some();
    if !is_path {
        return Err(t.type_error(format!("{function}: {argument} should be {kinds}, not {}", t.type_name(value))));
    }
    let path = fspath(t, value)?;
    let bytes = path.as_string().is_none();
    let path = to_c(t, &path).map_err(|raised| {
        let null = t.raised_is(&raised, &crate::object::exception::VALUE_ERROR) && bytes_contain_null(&path);
        if null { t.value_error(format!("{function}: embedded null character in {argument}")) } else { raised }
    })?;
    Ok(Target { path, fd: None, bytes })
}

fn bytes_contain_null(path: &Ref) -> bool {
    path.as_string().is_some_and(|s| s.chars().any(|c| c == 0))
        || path.downcast::<Bytes>().is_some_and(|b| b.as_slice().contains(&0))
}

/// A name from the system as `str` or `bytes`.
pub(crate) fn name(t: &Thread, bytes: &[u8], as_bytes: bool) -> PyResult {
    if as_bytes { t.bytes(bytes) } else { decode(t, bytes, "utf-8", "surrogateescape") }
}

/// An `int` argument of C's size.
pub(crate) fn c_int(t: &Thread, value: &Ref) -> PyResult<i32> {
    let n = t.to_index(value)?;
    i32::try_from(n).map_err(|_| {
        t.overflow_error(format!(
            "signed integer is {} than {}",
            if n > 0 { "greater" } else { "less" },
            if n > 0 { "maximum" } else { "minimum" }
        ))
    })
}

/// Makes a system call outside of the gate, again when it was interrupted; a negative result is an error about `filename`.
pub(crate) fn call(t: &Thread, filename: Option<&Ref>, mut f: impl FnMut() -> i64) -> PyResult<i64> {
    loop {
        t.poll_signals()?;
        let (result, code) = t.blocking(|| (f(), errno::last_code()));
        match code {
            _ if result >= 0 => return Ok(result),
            libc::EINTR => {}
            code => return Err(errno::os_error(t, code, filename)),
        }
    }
}

fn fspath_function(t: &Thread, a: Args<'_>) -> PyResult {
    fspath(t, a.get(0))
}

macro_rules! numbers {
    ($($name:ident)*) => { &[ $( (stringify!($name), |t| t.int(libc::$name as i64)), )* ("O_LARGEFILE", |t| t.int(0)), ("EX_OK", |t| t.int(0)) ] };
}

/// `posix`.
pub static MODULE: ModuleDef = ModuleDef {
    name: "posix",
    doc: "The operating system's calls.",
    functions: natives![
        "fspath(path)" => fspath_function,
        "open(path, flags, mode=0o777, *, dir_fd=None)" => file::open,
        "close(fd)" => file::close,
        "closerange(fd_low, fd_high, /)" => file::closerange,
        "read(fd, length, /)" => file::read,
        "write(fd, data, /)" => file::write,
        "lseek(fd, position, whence, /)" => file::lseek,
        "fsync(fd)" => file::fsync,
        "ftruncate(fd, length, /)" => file::ftruncate,
        "isatty(fd, /)" => file::isatty,
        "pipe()" => file::pipe,
        "dup(fd, /)" => file::dup,
        "dup2(fd, fd2, inheritable=True)" => file::dup2,
        "get_inheritable(fd, /)" => file::get_inheritable,
        "set_inheritable(fd, inheritable, /)" => file::set_inheritable,
        "get_blocking(fd, /)" => file::get_blocking,
        "set_blocking(fd, blocking, /)" => file::set_blocking,
        "get_terminal_size(fd=1, /)" => file::get_terminal_size,
        "device_encoding(fd)" => file::device_encoding,
        "stat(path, *, dir_fd=None, follow_symlinks=True)" => stat::stat,
        "lstat(path, *, dir_fd=None)" => stat::lstat,
        "fstat(fd)" => stat::fstat,
        "listdir(path=None)" => scan::listdir,
        "scandir(path=None)" => scan::scandir,
        "access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)" => path::access,
        "chdir(path)" => path::chdir,
        "chmod(path, mode, *, dir_fd=None, follow_symlinks=True)" => path::chmod,
        "getcwd()" => path::getcwd,
        "getcwdb()" => path::getcwdb,
        "link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)" => path::link,
        "mkdir(path, mode=0o777, *, dir_fd=None)" => path::mkdir,
        "readlink(path, *, dir_fd=None)" => path::readlink,
        "remove(path, *, dir_fd=None)" => path::remove,
        "rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)" => path::rename,
        "replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None)" => path::replace,
        "rmdir(path, *, dir_fd=None)" => path::rmdir,
        "symlink(src, dst, target_is_directory=False, *, dir_fd=None)" => path::symlink,
        "truncate(path, length)" => path::truncate,
        "unlink(path, *, dir_fd=None)" => path::unlink,
        "utime(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True)" => path::utime,
        "umask(mask, /)" => path::umask,
        "fork()" => fork::fork,
        "register_at_fork(*, before=None, after_in_child=None, after_in_parent=None)" => fork::register_at_fork,
        "wait()" => fork::wait,
        "waitpid(pid, options, /)" => fork::waitpid,
        "WCOREDUMP(status, /)" => fork::dumped_core,
        "WIFCONTINUED(status)" => fork::is_continued,
        "WIFSTOPPED(status)" => fork::is_stopped,
        "WIFSIGNALED(status)" => fork::is_signaled,
        "WIFEXITED(status)" => fork::is_exited,
        "WEXITSTATUS(status)" => fork::exit_status,
        "WTERMSIG(status)" => fork::term_signal,
        "WSTOPSIG(status)" => fork::stop_signal,
        "_exit(status)" => process::exit_now,
        "abort()" => process::abort,
        "cpu_count()" => process::cpu_count,
        "getegid()" => process::getegid,
        "geteuid()" => process::geteuid,
        "getgid()" => process::getgid,
        "getloadavg()" => process::getloadavg,
        "getpid()" => process::getpid,
        "getppid()" => process::getppid,
        "getuid()" => process::getuid,
        "kill(pid, signal, /)" => process::kill,
        "putenv(name, value, /)" => process::putenv,
        "unsetenv(name, /)" => process::unsetenv,
        "sched_getaffinity(pid, /)" => process::sched_getaffinity,
        "sched_yield()" => process::sched_yield,
        "strerror(code, /)" => process::strerror,
        "system(command)" => process::system,
        "times()" => process::times,
        "uname()" => process::uname,
        "urandom(size, /)" => process::urandom,
        "getrandom(size, flags=0)" => process::urandom,
        "waitstatus_to_exitcode(status)" => process::waitstatus_to_exitcode,
    ],
    constants: numbers![
        O_RDONLY O_WRONLY O_RDWR O_APPEND O_CREAT O_EXCL O_TRUNC O_NONBLOCK O_CLOEXEC O_DIRECTORY O_NOFOLLOW O_SYNC O_NOCTTY
        F_OK R_OK W_OK X_OK SEEK_DATA SEEK_HOLE WNOHANG WUNTRACED WCONTINUED
    ],
    types: &[
        &stat::STAT_RESULT,
        &scan::DIR_ENTRY,
        &file::TERMINAL_SIZE,
        &process::TIMES_RESULT,
        &process::UNAME_RESULT,
    ],
    init: Some(process::init),
};

//! `errno`: the numbers of system errors; and the exceptions made of them.

use crate::memory::Ref;
use crate::object::exception as ex;
use crate::object::module::ModuleDef;
use crate::object::typedef::TypeDef;
use crate::runtime::{PyResult, Raised, Thread};

macro_rules! codes {
    ($($name:ident)*) => {
        /// Names and numbers.
        pub static CODES: &[(&str, i32)] = &[ $( (stringify!($name), libc::$name), )* ];
    };
}

codes! {
    EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST EXDEV
    ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EDEADLK
    ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY ELOOP EWOULDBLOCK ENOMSG EIDRM ENOSTR ENODATA ETIME ENOSR ENOLINK EPROTO
    EBADMSG EOVERFLOW EILSEQ EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT
    ESOCKTNOSUPPORT EOPNOTSUPP ENOTSUP EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET
    ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN
    EHOSTUNREACH EALREADY EINPROGRESS ESTALE EDQUOT ECANCELED EOWNERDEAD ENOTRECOVERABLE
}

/// The class of the exception for an error number.
pub fn class_of(code: i32) -> &'static TypeDef {
    match code {
        libc::EAGAIN | libc::EALREADY | libc::EINPROGRESS => &ex::BLOCKING_IO_ERROR,
        libc::EPIPE | libc::ESHUTDOWN => &ex::BROKEN_PIPE_ERROR,
        libc::ECHILD => &ex::CHILD_PROCESS_ERROR,
        libc::ECONNABORTED => &ex::CONNECTION_ABORTED_ERROR,
        libc::ECONNREFUSED => &ex::CONNECTION_REFUSED_ERROR,
        libc::ECONNRESET => &ex::CONNECTION_RESET_ERROR,
        libc::EEXIST => &ex::FILE_EXISTS_ERROR,
        libc::ENOENT => &ex::FILE_NOT_FOUND_ERROR,
        libc::EISDIR => &ex::IS_A_DIRECTORY_ERROR,
        libc::ENOTDIR => &ex::NOT_A_DIRECTORY_ERROR,
        libc::EINTR => &ex::INTERRUPTED_ERROR,
        libc::EACCES | libc::EPERM => &ex::PERMISSION_ERROR,
        libc::ESRCH => &ex::PROCESS_LOOKUP_ERROR,
        libc::ETIMEDOUT => &ex::TIMEOUT_ERROR,
        _ => &ex::OS_ERROR,
    }
}

/// The system's text for an error number.
pub fn message(code: i32) -> String {
    let text = std::io::Error::from_raw_os_error(code).to_string();
    match text.rfind(" (os error") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

/// The exception for an error number, with the file it is about.
#[cold]
pub fn os_error(t: &Thread, code: i32, filename: Option<&Ref>) -> Raised {
    os_error_two(t, code, filename, None)
}

/// As `os_error`, for operations on two files.
#[cold]
pub fn os_error_two(t: &Thread, code: i32, filename: Option<&Ref>, second: Option<&Ref>) -> Raised {
    let args = || -> PyResult<Vec<Ref>> {
        let mut args = vec![t.int(i64::from(code))?, t.string(message(code))?];
        args.extend(filename.cloned());
        if let Some(second) = second {
            args.push(t.int(0)?);
            args.push(second.clone());
        }
        Ok(args)
    };
    match args() {
        Ok(args) => t.error_with(class_of(code), args),
        Err(raised) => raised,
    }
}

/// The exception for the calling thread's last failed system call.
#[cold]
pub fn last_error(t: &Thread, filename: Option<&Ref>) -> Raised {
    os_error(t, last_code(), filename)
}

/// `errno` of the calling thread.
pub fn last_code() -> i32 {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

fn init(t: &Thread, module: &Ref) -> PyResult<()> {
    let names = t.new_dict()?;
    for (name, code) in CODES {
        let number = t.int(i64::from(*code))?;
        t.setattr(module, name, &number)?;
        // EAGAIN and EWOULDBLOCK are one number; the first name stays.
        if !t.dict_contains(&names, &number)? {
            t.dict_set(&names, number, t.str(name)?)?;
        }
    }
    t.setattr(module, "errorcode", &names)
}

/// `errno`.
pub static MODULE: ModuleDef = ModuleDef { name: "errno", init: Some(init), ..ModuleDef::EMPTY };

//! `FileIO`: a stream without a buffer over a file descriptor.

use std::ffi::CString;
use std::sync::atomic::{AtomicI8, AtomicI32, AtomicU8, Ordering};

use super::base::{RAW_IO_BASE, finalize, iter, next};
use super::{size_arg, unsupported};
use crate::memory::{Object, Ref, Slot};
use crate::natives;
use crate::object::boxed::Boxed;
use crate::object::class::flags;
use crate::object::exception as ex;
use crate::object::slots::Slots;
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::opaque;
use crate::runtime::{Args, PyResult, Thread};
use crate::stdlib::{errno, posix};

const READABLE: u8 = 1;
const WRITABLE: u8 = 2;
const APPENDING: u8 = 4;
const CREATED: u8 = 8;
const CLOSE_FD: u8 = 16;

/// The payload of `FileIO`.
pub struct FileIo {
    /// The descriptor; -1 when closed.
    fd: AtomicI32,
    flags: AtomicU8,
    /// 1 and 0: it can (not) seek; -1: not asked yet.
    seekable: AtomicI8,
    name: Slot,
}
opaque!(FileIo { name });

impl Drop for FileIo {
    fn drop(&mut self) {
        let fd = *self.fd.get_mut();
        if fd >= 0 && self.has(CLOSE_FD) {
            // SAFETY: the object owned the descriptor.
            unsafe { libc::close(fd) };
        }
    }
}

/// Reads once; `None` when the descriptor does not block and has nothing. Repeats interrupted calls.
///
/// # Errors
/// `OSError`, and what a signal's handler raises; then nothing was read.
pub fn read_fd(t: &Thread, fd: i32, room: &mut [u8]) -> PyResult<Option<usize>> {
    loop {
        t.poll_signals()?;
        // SAFETY: `room` is writable for its length.
        let (n, code) = t.blocking(|| {
            // SAFETY: as above.
            let n = unsafe { libc::read(fd, room.as_mut_ptr().cast(), room.len()) };
            (n, errno::last_code())
        });
        match (usize::try_from(n), code) {
            (Ok(n), _) => return Ok(Some(n)),
            (Err(_), libc::EINTR) => {}
            (Err(_), libc::EAGAIN) => return Ok(None),
            (Err(_), code) => return Err(errno::os_error(t, code, None)),
        }
    }
}

/// Writes once; `None` when the descriptor does not block and takes nothing.
///
/// # Errors
/// `OSError`, and what a signal's handler raises; then nothing was written.
pub fn write_fd(t: &Thread, fd: i32, data: &[u8]) -> PyResult<Option<usize>> {
    loop {
        t.poll_signals()?;
        // SAFETY: `data` is readable for its length.
        let (n, code) = t.blocking(|| {
            // SAFETY: as above.
            let n = unsafe { libc::write(fd, data.as_ptr().cast(), data.len()) };
            (n, errno::last_code())
        });
        match (usize::try_from(n), code) {
            (Ok(n), _) => return Ok(Some(n)),
            (Err(_), libc::EINTR) => {}
            (Err(_), libc::EAGAIN) => return Ok(None),
            (Err(_), code) => return Err(errno::os_error(t, code, None)),
        }
    }
}

/// After `n` bytes of `data` were written for a caller who may not write the rest: it may have been a signal that ended the call.
pub fn interrupted(t: &Thread, n: usize, data: &[u8]) -> PyResult<()> {
    if n < data.len() { t.poll_signals() } else { Ok(()) }
}

impl FileIo {
    fn has(&self, flag: u8) -> bool {
        // Relaxed: set when the file was opened.
        self.flags.load(Ordering::Relaxed) & flag != 0
    }

    /// A stream over a descriptor that it does not own, as the standard streams are.
    pub fn standard(t: &Thread, fd: i32, name: &str) -> PyResult {
        let direction = if fd == 0 { READABLE } else { WRITABLE };
        let body = FileIo {
            fd: AtomicI32::new(fd),
            flags: AtomicU8::new(direction),
            seekable: AtomicI8::new(-1),
            name: Slot::new(t.str(name)?),
        };
        t.new_object(&t.class(&FILE_IO), Boxed(Box::new(body)))
    }

    /// The descriptor.
    ///
    /// # Errors
    /// `ValueError` when it is closed.
    pub fn fd(&self, t: &Thread) -> PyResult<i32> {
        match self.fd.load(Ordering::Acquire) {
            -1 => Err(t.value_error("I/O operation on closed file")),
            fd => Ok(fd),
        }
    }

    /// Is it closed?
    pub fn is_closed(&self) -> bool {
        self.fd.load(Ordering::Acquire) < 0
    }

    /// Moves the position.
    pub fn seek(&self, t: &Thread, offset: i64, whence: i32) -> PyResult<i64> {
        let fd = self.fd(t)?;
        // SAFETY: plain call.
        let (place, code) = t.blocking(|| (unsafe { libc::lseek(fd, offset, whence) }, errno::last_code()));
        if place < 0 { Err(errno::os_error(t, code, None)) } else { Ok(place) }
    }

    /// Can the position be moved?
    pub fn can_seek(&self, t: &Thread) -> PyResult<bool> {
        let fd = self.fd(t)?;
        let known = self.seekable.load(Ordering::Relaxed);
        if known >= 0 {
            return Ok(known == 1);
        }
        // SAFETY: plain call.
        let can = unsafe { libc::lseek(fd, 0, libc::SEEK_CUR) } >= 0;
        self.seekable.store(i8::from(can), Ordering::Relaxed);
        Ok(can)
    }

    fn check(&self, t: &Thread, flag: u8, action: &str) -> PyResult<i32> {
        let fd = self.fd(t)?;
        if self.has(flag) { Ok(fd) } else { Err(unsupported(t, &format!("File not open for {action}"))) }
    }

    /// Reads once into `room`.
    pub fn read_into(&self, t: &Thread, room: &mut [u8]) -> PyResult<Option<usize>> {
        read_fd(t, self.check(t, READABLE, "reading")?, room)
    }

    /// Reads to the end.
    pub fn read_all(&self, t: &Thread, out: &mut Vec<u8>) -> PyResult<()> {
        let fd = self.check(t, READABLE, "reading")?;
        let mut step = remaining(fd).map_or(super::DEFAULT_BUFFER_SIZE, |n| n + 1);
        loop {
            t.alloc_limit(out.len() + step)?;
            let start = out.len();
            out.resize(start + step, 0);
            let read = read_fd(t, fd, &mut out[start..]);
            let n = match &read {
                Ok(n) => n.unwrap_or(0),
                Err(_) => 0,
            };
            out.truncate(start + n);
            read?;
            if n == 0 {
                return Ok(());
            }
            step = out.len().clamp(super::DEFAULT_BUFFER_SIZE, 1 << 24);
        }
    }

    /// Writes once.
    pub fn write(&self, t: &Thread, data: &[u8]) -> PyResult<Option<usize>> {
        write_fd(t, self.check(t, WRITABLE, "writing")?, data)
    }

    /// Is it a terminal?
    pub fn is_terminal(&self) -> bool {
        // SAFETY: plain call.
        unsafe { libc::isatty(self.fd.load(Ordering::Acquire)) == 1 }
    }

    /// Closes the descriptor.
    pub fn close(&self, t: &Thread) -> PyResult<()> {
        let fd = self.fd.swap(-1, Ordering::AcqRel);
        if fd >= 0 && self.has(CLOSE_FD) {
            // SAFETY: the object owned the descriptor, and has just given it up.
            let (result, code) = t.blocking(|| (unsafe { libc::close(fd) }, errno::last_code()));
            if result < 0 {
                return Err(errno::os_error(t, code, None));
            }
        }
        Ok(())
    }

    /// `mode` as Python spells it.
    fn mode(&self) -> &'static str {
        match (self.has(CREATED), self.has(APPENDING), self.has(READABLE), self.has(WRITABLE)) {
            (true, _, true, _) => "xb+",
            (true, _, false, _) => "xb",
            (_, true, true, _) => "ab+",
            (_, true, false, _) => "ab",
            (_, _, true, true) => "rb+",
            (_, _, true, false) => "rb",
            _ => "wb",
        }
    }
}

/// How many bytes lie between the position and the end of a regular file.
fn remaining(fd: i32) -> Option<usize> {
    // SAFETY: the structure is filled in by the call; zeroes are a value of it.
    let (size, place) = unsafe {
        let mut info: libc::stat = std::mem::zeroed();
        if libc::fstat(fd, &mut info) != 0 || info.st_mode & libc::S_IFMT != libc::S_IFREG {
            return None;
        }
        (info.st_size, libc::lseek(fd, 0, libc::SEEK_CUR))
    };
    (place >= 0).then(|| usize::try_from(size - place).ok())?
}

fn this<'a>(a: &Args<'a>) -> &'a FileIo {
    a.get(0).opaque::<FileIo>().expect("checked by the method")
}

fn new(t: &Thread, a: Args<'_>) -> PyResult {
    let body =
        FileIo { fd: AtomicI32::new(-1), flags: AtomicU8::new(0), seekable: AtomicI8::new(-1), name: Slot::empty() };
    t.new_object(a.get(0), Boxed(Box::new(body)))
}

/// Reads a mode; flags of ours and of `open(2)`.
fn parse_mode(t: &Thread, mode: &str) -> PyResult<(u8, i32)> {
    let wrong = || t.value_error("Must have exactly one of create/read/write/append mode and at most one plus");
    let (mut flags, mut kinds, mut plus, mut extra) = (0u8, 0, 0, 0);
    for c in mode.chars() {
        match c {
            'x' => (flags, extra, kinds) = (flags | CREATED | WRITABLE, libc::O_EXCL | libc::O_CREAT, kinds + 1),
            'r' => (flags, kinds) = (flags | READABLE, kinds + 1),
            'w' => (flags, extra, kinds) = (flags | WRITABLE, libc::O_CREAT | libc::O_TRUNC, kinds + 1),
            'a' => (flags, extra, kinds) = (flags | WRITABLE | APPENDING, libc::O_CREAT | libc::O_APPEND, kinds + 1),
            '+' => plus += 1,
            'b' => {}
            _ => return Err(t.value_error(format!("invalid mode: {mode}"))),
        }
    }
    if kinds != 1 || plus > 1 {
        return Err(wrong());
    }
    if plus == 1 {
        flags |= READABLE | WRITABLE;
    }
    let access = match (flags & READABLE != 0, flags & WRITABLE != 0) {
        (true, true) => libc::O_RDWR,
        (true, false) => libc::O_RDONLY,
        _ => libc::O_WRONLY,
    };
    Ok((flags, access | extra | libc::O_CLOEXEC))
}

/// Opens a path; repeats interrupted calls.
fn open_path(t: &Thread, path: &CString, flags: i32, name: &Ref) -> PyResult<i32> {
    loop {
        t.poll_signals()?;
        // SAFETY: the path ends with a zero.
        let (fd, code) = t.blocking(|| (unsafe { libc::open(path.as_ptr(), flags, 0o666) }, errno::last_code()));
        match code {
            _ if fd >= 0 => return Ok(fd),
            libc::EINTR => {}
            code => return Err(errno::os_error(t, code, Some(name))),
        }
    }
}

fn init(t: &Thread, a: Args<'_>) -> PyResult {
    let file = this(&a);
    file.close(t)?;
    let mode = a.opt(2).map_or_else(|| "r".into(), |m| t.str_of(m));
    let (mut bits, flags) = parse_mode(t, &mode)?;
    let name = a.get(1);
    let close_fd = a.opt(3).map_or(Ok(true), |c| t.truth(c))?;
    if close_fd {
        bits |= CLOSE_FD;
    }
    let number = if t.has_index(name) { Some(t.to_index(name)?) } else { None };
    let fd = match (number, a.opt_not_none(t, 4)) {
        (Some(fd), _) if fd < 0 => return Err(t.value_error("negative file descriptor")),
        (Some(fd), _) => i32::try_from(fd).map_err(|_| t.overflow_error("Python int too large to convert to C int"))?,
        (None, _) if !close_fd => return Err(t.value_error("Cannot use closefd=False with file name")),
        (None, Some(opener)) => {
            let made = t.call(opener, &[name.clone(), t.int(i64::from(flags))?])?;
            if !t.has_index(&made) {
                return Err(t.type_error("expected integer from opener"));
            }
            let fd = t.to_index(&made)?;
            i32::try_from(fd)
                .ok()
                .filter(|fd| *fd >= 0)
                .ok_or_else(|| t.value_error(format!("opener returned {fd}")))?
        }
        (None, None) => open_path(t, &posix::path_arg(t, name, "open", "file")?, flags, name)?,
    };
    // SAFETY: the structure is filled in by the call; zeroes are a value of it.
    let (result, code, kind) = unsafe {
        let mut info: libc::stat = std::mem::zeroed();
        let result = libc::fstat(fd, &mut info);
        (result, errno::last_code(), info.st_mode & libc::S_IFMT)
    };
    let failure = if result != 0 {
        Some(code)
    } else if kind == libc::S_IFDIR {
        Some(libc::EISDIR)
    } else {
        None
    };
    if let Some(code) = failure {
        if number.is_none() {
            // SAFETY: opened above and shown to nobody.
            unsafe { libc::close(fd) };
        }
        return Err(errno::os_error(t, code, Some(name)));
    }
    file.flags.store(bits, Ordering::Relaxed);
    drop(file.name.replace(name.clone()));
    file.fd.store(fd, Ordering::Release);
    if bits & APPENDING != 0 {
        // Pipes cannot seek; that is no error.
        // SAFETY: plain call.
        unsafe { libc::lseek(fd, 0, libc::SEEK_END) };
    }
    Ok(t.none())
}

fn read(t: &Thread, a: Args<'_>) -> PyResult {
    let file = this(&a);
    file.check(t, READABLE, "reading")?;
    let Some(size) = size_arg(t, a.opt(1))? else { return readall(t, a) };
    t.alloc_limit(size)?;
    let mut room = vec![0; size];
    match file.read_into(t, &mut room)? {
        Some(n) => t.bytes(&room[..n]),
        None => Ok(t.none()),
    }
}

fn readall(t: &Thread, a: Args<'_>) -> PyResult {
    let mut all = Vec::new();
    this(&a).read_all(t, &mut all)?;
    t.bytes_from(all)
}

fn readinto(t: &Thread, a: Args<'_>) -> PyResult {
    let view = t.buffer(a.get(1))?;
    t.alloc_limit(view.len())?;
    let mut room = vec![0; view.len()];
    match this(&a).read_into(t, &mut room)? {
        Some(n) => {
            view.write(t, 0, &room[..n])?;
            t.int(n as i64)
        }
        None => Ok(t.none()),
    }
}

fn write(t: &Thread, a: Args<'_>) -> PyResult {
    this(&a).check(t, WRITABLE, "writing")?;
    let data = crate::object::bytes::content::bytes_like(t, a.get(1))?;
    match this(&a).write(t, &data)? {
        Some(n) => {
            interrupted(t, n, &data)?;
            t.int(n as i64)
        }
        None => Ok(t.none()),
    }
}

fn seek(t: &Thread, a: Args<'_>) -> PyResult {
    let whence = a.opt(2).map_or(Ok(0), |w| t.to_index(w))?;
    t.int(this(&a).seek(t, t.to_index(a.get(1))?, whence as i32)?)
}

fn tell(t: &Thread, a: Args<'_>) -> PyResult {
    t.int(this(&a).seek(t, 0, libc::SEEK_CUR)?)
}

fn truncate(t: &Thread, a: Args<'_>) -> PyResult {
    let file = this(&a);
    let fd = file.check(t, WRITABLE, "writing")?;
    let size = match a.opt_not_none(t, 1) {
        Some(size) => t.to_index(size)?,
        None => file.seek(t, 0, libc::SEEK_CUR)?,
    };
    // SAFETY: plain call.
    let (result, code) = t.blocking(|| (unsafe { libc::ftruncate(fd, size) }, errno::last_code()));
    if result < 0 { Err(errno::os_error(t, code, None)) } else { t.int(size) }
}

fn close(t: &Thread, a: Args<'_>) -> PyResult {
    let flushed = if a.get(0).kind() == Some(crate::object::kind::BOXED) {
        Ok(t.none())
    } else {
        t.call_method(a.get(0), "flush", &[])
    };
    this(&a).close(t)?;
    flushed?;
    Ok(t.none())
}

fn flush(t: &Thread, a: Args<'_>) -> PyResult {
    this(&a).fd(t)?;
    Ok(t.none())
}

fn seekable(t: &Thread, a: Args<'_>) -> PyResult {
    Ok(t.bool(this(&a).can_seek(t)?))
}
fn readable(t: &Thread, a: Args<'_>) -> PyResult {
    this(&a).fd(t)?;
    Ok(t.bool(this(&a).has(READABLE)))
}
fn writable(t: &Thread, a: Args<'_>) -> PyResult {
    this(&a).fd(t)?;
    Ok(t.bool(this(&a).has(WRITABLE)))
}
fn fileno(t: &Thread, a: Args<'_>) -> PyResult {
    t.int(i64::from(this(&a).fd(t)?))
}
fn isatty(t: &Thread, a: Args<'_>) -> PyResult {
    this(&a).fd(t)?;
    Ok(t.bool(this(&a).is_terminal()))
}

fn body(object: &Ref) -> &FileIo {
    object.opaque::<FileIo>().expect("checked by the descriptor")
}

fn repr(t: &Thread, object: &Ref) -> PyResult {
    let file = body(object);
    if file.is_closed() {
        return t.str("<_io.FileIO [closed]>");
    }
    let close = if file.has(CLOSE_FD) { "True" } else { "False" };
    let place = match file.name.get() {
        Some(name) => {
            let Some(_guard) = t.repr_enter(object)? else {
                return Err(t.runtime_error("reentrant call inside _io.FileIO.__repr__"));
            };
            format!("name={}", t.repr_text(&name)?)
        }
        None => format!("fd={}", file.fd(t)?),
    };
    t.string(format!("<_io.FileIO {place} mode='{}' closefd={close}>", file.mode()))
}

fn get_closed(t: &Thread, object: &Ref) -> PyResult {
    Ok(t.bool(body(object).is_closed()))
}
fn get_closefd(t: &Thread, object: &Ref) -> PyResult {
    Ok(t.bool(body(object).has(CLOSE_FD)))
}
fn get_mode(t: &Thread, object: &Ref) -> PyResult {
    t.str(body(object).mode())
}
fn get_name(t: &Thread, object: &Ref) -> PyResult {
    body(object).name.get().ok_or_else(|| t.no_attribute(object, &t.intern("name")))
}
fn set_name(t: &Thread, object: &Ref, value: Option<&Ref>) -> PyResult<()> {
    match value {
        Some(value) => drop(body(object).name.replace(value.clone())),
        None => return Err(t.error(&ex::ATTRIBUTE_ERROR, "name")),
    }
    Ok(())
}
fn get_blksize(t: &Thread, _object: &Ref) -> PyResult {
    t.int(super::DEFAULT_BUFFER_SIZE as i64)
}

/// A dying `FileIO` itself does nothing here: its descriptor is closed with the payload, after the finalisers of everything that
/// dies together with it have written through it.
fn del(t: &Thread, object: &Ref) -> PyResult<()> {
    if object.downcast_exact::<Boxed>().is_some() { Ok(()) } else { finalize(t, object) }
}

/// `_io.FileIO`.
pub static FILE_IO: TypeDef = TypeDef {
    name: "_io.FileIO",
    base: Some(&RAW_IO_BASE),
    flags: flags::BASE | flags::HAS_WEAKREF | flags::HAS_DEL,
    size: size_of::<Object<Boxed>>(),
    slots: Slots {
        repr: Some(repr),
        iter: Some(iter),
        next: Some(next),
        del: Some(del),
        new: Some(&natives!["FileIO(cls, *args, **kwargs)" => new][0]),
        init: Some(&natives!["FileIO(self, file, mode='r', closefd=True, opener=None)" => init][0]),
        ..Slots::EMPTY
    },
    methods: natives![
        "read(self, size=-1, /)" => read,
        "readall(self, /)" => readall,
        "readinto(self, buffer, /)" => readinto,
        "write(self, b, /)" => write,
        "seek(self, pos, whence=0, /)" => seek,
        "tell(self, /)" => tell,
        "truncate(self, size=None, /)" => truncate,
        "close(self, /)" => close,
        "flush(self, /)" => flush,
        "seekable(self, /)" => seekable,
        "readable(self, /)" => readable,
        "writable(self, /)" => writable,
        "fileno(self, /)" => fileno,
        "isatty(self, /)" => isatty,
    ],
    getset: &[
        GetSetDef { name: "closed", get: get_closed, set: None },
        GetSetDef { name: "closefd", get: get_closefd, set: None },
        GetSetDef { name: "mode", get: get_mode, set: None },
        GetSetDef { name: "name", get: get_name, set: Some(set_name) },
        GetSetDef { name: "_blksize", get: get_blksize, set: None },
    ],
    ..TypeDef::EMPTY
};

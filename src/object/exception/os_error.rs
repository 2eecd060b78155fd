//! `OSError`: which subclass an errno means, and its fields.

use super::fields::field;
use super::{
    BLOCKING_IO_ERROR, BROKEN_PIPE_ERROR, CHILD_PROCESS_ERROR, CONNECTION_ABORTED_ERROR, CONNECTION_REFUSED_ERROR,
    CONNECTION_RESET_ERROR, FILE_EXISTS_ERROR, FILE_NOT_FOUND_ERROR, INTERRUPTED_ERROR, IS_A_DIRECTORY_ERROR,
    NOT_A_DIRECTORY_ERROR, OS_ERROR, PERMISSION_ERROR, PROCESS_LOOKUP_ERROR, TIMEOUT_ERROR, allocate, base, body,
};
use crate::memory::Ref;
use crate::object::class::Type;
use crate::object::kind;
use crate::object::slots::Slots;
use crate::object::tuple::Tuple;
use crate::object::typedef::{GetSetDef, TypeDef};
use crate::runtime::native::{Args, NativeDef};
use crate::runtime::{PyResult, Raised, Thread};

const ERRNO: usize = 0;
const STRERROR: usize = 1;
const FILENAME: usize = 2;
const FILENAME2: usize = 3;
const WRITTEN: usize = 4;

/// What an `OSError` does.
pub const SLOTS: Slots = Slots { str: Some(str), ..Slots::EMPTY };

/// Methods of `OSError`.
pub const METHODS: &[NativeDef] = crate::natives!["__reduce__(self, /)" => reduce];

/// Attributes of `OSError`.
pub const GETSET: &[GetSetDef] = &[
    field!("errno", ERRNO),
    field!("strerror", STRERROR),
    field!("filename", FILENAME),
    field!("filename2", FILENAME2),
    GetSetDef { name: "characters_written", get: get_written, set: Some(set_written) },
];

/// The subclass that stands for an errno.
fn class_of(errno: i64) -> Option<&'static TypeDef> {
    Some(match i32::try_from(errno).ok()? {
        libc::EAGAIN | libc::EALREADY | libc::EINPROGRESS => &BLOCKING_IO_ERROR,
        libc::EPIPE | libc::ESHUTDOWN => &BROKEN_PIPE_ERROR,
        libc::ECHILD => &CHILD_PROCESS_ERROR,
        libc::ECONNABORTED => &CONNECTION_ABORTED_ERROR,
        libc::ECONNREFUSED => &CONNECTION_REFUSED_ERROR,
        libc::ECONNRESET => &CONNECTION_RESET_ERROR,
        libc::EEXIST => &FILE_EXISTS_ERROR,
        libc::ENOENT => &FILE_NOT_FOUND_ERROR,
        libc::EISDIR => &IS_A_DIRECTORY_ERROR,
        libc::ENOTDIR => &NOT_A_DIRECTORY_ERROR,
        libc::EINTR => &INTERRUPTED_ERROR,
        libc::EACCES | libc::EPERM => &PERMISSION_ERROR,
        libc::ESRCH => &PROCESS_LOOKUP_ERROR,
        libc::ETIMEDOUT => &TIMEOUT_ERROR,
        _ => return None,
    })
}

/// Does the class leave the fields to `__init__`, because it has one of its own and the `__new__` of `OSError`?
fn uses_init(t: &Thread, class: &Type) -> bool {
    if class.def.is_some() {
        return false;
    }
    let names = t.names();
    let os_error = t.class(&OS_ERROR);
    let os_error = os_error.downcast::<Type>().expect("a class");
    let same = |name: &Ref| match (class.lookup(name), os_error.lookup(name)) {
        (Some(own), Some(inherited)) => own.is(&inherited),
        _ => false,
    };
    !same(&names.__init__) && same(&names.__new__)
}

/// Keywords given to `__new__`, which no class takes that `__new__` fills.
pub fn check_keywords(t: &Thread, class: &Ref) -> PyResult<()> {
    let ty = class.downcast::<Type>().expect("a class");
    if super::Family::of(ty) == super::Family::Os && !uses_init(t, ty) {
        return Err(t.type_error(format!("{}() takes no keyword arguments", t.class_name(ty))));
    }
    Ok(())
}

/// `OSError.__new__`.
pub fn create(t: &Thread, class: &Ref, args: &[Ref]) -> PyResult {
    let ty = class.downcast::<Type>().expect("a class");
    let mut target = class.clone();
    if let (2..=5, true) = (args.len(), ty.def.is_some_and(|def| std::ptr::eq(def, &OS_ERROR)))
        && let Some(def) = t.as_i64(&args[0]).and_then(class_of)
    {
        target = t.class(def);
    }
    if uses_init(t, ty) {
        return allocate(t, &target, t.vm().empty_tuple());
    }
    let this = allocate(t, &target, t.tuple_from(args)?)?;
    parse(t, &this, args)?;
    Ok(this)
}

/// `OSError.__init__`.
pub fn initialise(t: &Thread, this: &Ref, args: &[Ref]) -> PyResult<()> {
    if uses_init(t, t.type_of(this)) {
        body(this).set_args(t.tuple_from(args)?);
        parse(t, this, args)?;
    }
    Ok(())
}

fn parse(t: &Thread, this: &Ref, args: &[Ref]) -> PyResult<()> {
    let (2..=5, [errno, strerror, rest @ ..]) = (args.len(), args) else { return Ok(()) };
    let exception = body(this);
    exception.set_field(ERRNO, Some(errno.clone()));
    exception.set_field(STRERROR, Some(strerror.clone()));
    let given = |i: usize| rest.get(i).filter(|value| !value.value().is_none(t)).cloned();
    let Some(filename) = given(0) else { return Ok(()) };
    if t.is_instance(this, &BLOCKING_IO_ERROR) && matches!(filename.value().kind().layout(), kind::INT | kind::BIG_INT)
    {
        exception.set_field(WRITTEN, Some(filename));
        return Ok(());
    }
    exception.set_field(FILENAME, Some(filename));
    exception.set_field(FILENAME2, given(2));
    exception.set_args(t.tuple_from(&args[..2])?);
    Ok(())
}

/// `[Errno 2] No such file or directory: 'x' -> 'y'`.
fn str(t: &Thread, this: &Ref) -> PyResult {
    let exception = body(this);
    let shown = |i: usize| exception.field(i).unwrap_or_else(|| t.none());
    let (Some(errno), Some(strerror)) = (exception.field(ERRNO), exception.field(STRERROR)) else {
        if exception.field(FILENAME).is_none() {
            return base::str(t, this);
        }
        return named(t, &shown(ERRNO), &shown(STRERROR), exception.field(FILENAME), exception.field(FILENAME2));
    };
    named(t, &errno, &strerror, exception.field(FILENAME), exception.field(FILENAME2))
}

fn named(t: &Thread, errno: &Ref, strerror: &Ref, from: Option<Ref>, to: Option<Ref>) -> PyResult {
    let mut text = crate::object::string::build::StrBuilder::new(t);
    text.push_str("[Errno ")?;
    text.push_ref(&t.to_str(errno)?)?;
    text.push_str("] ")?;
    text.push_ref(&t.to_str(strerror)?)?;
    if let Some(from) = from {
        text.push_str(": ")?;
        text.push_ref(&t.repr(&from)?)?;
        if let Some(to) = to {
            text.push_str(" -> ")?;
            text.push_ref(&t.repr(&to)?)?;
        }
    }
    text.finish()
}

fn reduce(t: &Thread, a: Args<'_>) -> PyResult {
    let exception = body(a.get(0));
    let mut args = exception.args(t);
    if let Some(filename) = exception.field(FILENAME) {
        let pair = args.downcast::<Tuple>().map(|tuple| tuple.items().to_vec()).unwrap_or_default();
        if pair.len() == 2 {
            let mut parts = pair;
            parts.push(filename);
            if let Some(filename2) = exception.field(FILENAME2) {
                parts.extend([t.none(), filename2]);
            }
            args = t.tuple(parts)?;
        }
    }
    let mut parts = vec![t.type_ref(a.get(0)), args];
    parts.extend(base::state(t, a.get(0))?);
    t.tuple(parts)
}

fn get_written(t: &Thread, this: &Ref) -> PyResult {
    body(this).field(WRITTEN).ok_or_else(|| t.attribute_error("characters_written"))
}

fn set_written(t: &Thread, this: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let written = match value {
        Some(value) => Some(t.int(t.to_index(value)?)?),
        None if body(this).field(WRITTEN).is_none() => return Err(t.attribute_error("characters_written")),
        None => None,
    };
    body(this).set_field(WRITTEN, written);
    Ok(())
}

impl Thread {
    /// The `OSError` for an error of the operating system, of the subclass that fits, with the file it is about.
    #[cold]
    pub fn os_error(&self, error: &std::io::Error, filename: Option<&Ref>) -> Raised {
        let make = || -> PyResult<Raised> {
            // The library's text carries the number behind it.
            let text = error.to_string();
            let end = text.rfind(" (os error ").unwrap_or(text.len());
            let errno = error.raw_os_error().unwrap_or(0);
            let mut args = vec![self.int(i64::from(errno))?, self.str(&text[..end])?];
            args.extend(filename.cloned());
            Ok(self.error_with(&OS_ERROR, args))
        };
        make().unwrap_or_else(|raised| raised)
    }
}

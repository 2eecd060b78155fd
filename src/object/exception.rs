//! Exceptions: the payload of every instance of `BaseException`, and what the rest of the interpreter does with them.
//!
//! All exception classes share one payload. Classes with fields of their own (`OSError.errno`, `StopIteration.value` …) have
//! them in `fields`, a boxed slice whose length follows from the class's [`Family`] and never changes. The payload ends in an
//! attribute area, so a class statement adds `__dict__` entries and `__slots__` members without another layout.

mod base;
mod fields;
mod group;
mod hierarchy;
mod os_error;
mod raise;
pub mod syntax_error;
mod unicode_error;

use std::mem::offset_of;
use std::sync::atomic::{AtomicBool, Ordering};

pub use fields::{ATTRIBUTE_OBJECT, ATTRIBUTE_OF_SELF, IMPORT_NAME, IMPORT_NAME_FROM};
pub use group::{members as group_members, prep_reraise_star, split_group};
pub use hierarchy::*;
pub use raise::{
    add_traceback, instance_with, is_exception_class, link_context, matches, normalise_raise, set_cause, set_context,
};
pub use syntax_error::from_compiler;

use super::boxed::Trace;
use super::class::{Type, flags};
use super::instance::Attributes;
use super::kind;
use super::tuple::Tuple;
use super::typedef::TypeDef;
use crate::memory::{Header, Kind, Payload, Ref, Slot, Value};
use crate::runtime::{PyResult, Raised, Thread};

/// Which builtin class gave an exception its fields.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Family {
    /// No fields.
    Plain,
    /// `value`.
    StopIteration,
    /// `code`.
    SystemExit,
    /// `msg`, `name`, `path`, `name_from`.
    Import,
    /// `name`, and the locals of the frame where it was not found, until a traceback entry takes them.
    Name,
    /// `name`, `obj`, and whether the object was the running method's `self`.
    Attribute,
    /// `errno`, `strerror`, `filename`, `filename2`, `characters_written`.
    Os,
    /// `msg`, `filename`, `lineno`, `offset`, `text`, `end_lineno`, `end_offset`, `print_file_and_line`.
    Syntax,
    /// `encoding`, `object`, `start`, `end`, `reason`.
    UnicodeEncode,
    /// As `UnicodeEncode`.
    UnicodeDecode,
    /// As `UnicodeEncode`, without an encoding.
    UnicodeTranslate,
    /// `message`, `exceptions`.
    Group,
}

/// Classes that start a family. Every other builtin class belongs to the family of the first of these in its MRO.
static ROOTS: [(&TypeDef, Family); 11] = [
    (&STOP_ITERATION, Family::StopIteration),
    (&ATTRIBUTE_ERROR, Family::Attribute),
    (&OS_ERROR, Family::Os),
    (&NAME_ERROR, Family::Name),
    (&IMPORT_ERROR, Family::Import),
    (&SYSTEM_EXIT, Family::SystemExit),
    (&UNICODE_ENCODE_ERROR, Family::UnicodeEncode),
    (&UNICODE_DECODE_ERROR, Family::UnicodeDecode),
    (&UNICODE_TRANSLATE_ERROR, Family::UnicodeTranslate),
    (&SYNTAX_ERROR, Family::Syntax),
    (&BASE_EXCEPTION_GROUP, Family::Group),
];

/// Do instances of a builtin exception class have fields that its base's do not have?
pub fn has_own_fields(def: &TypeDef) -> bool {
    std::ptr::eq(def, &BASE_EXCEPTION) || ROOTS.iter().any(|(root, _)| std::ptr::eq(*root, def))
}

impl Family {
    /// The family of a class's instances.
    pub fn of(class: &Type) -> Family {
        let Some(mro) = class.mro.peek().and_then(|mro| mro.downcast::<Tuple>()) else { return Family::Plain };
        for class in mro.items() {
            let Some(def) = class.downcast::<Type>().and_then(|c| c.def) else { continue };
            if let Some((_, family)) = ROOTS.iter().find(|(root, _)| std::ptr::eq(*root, def)) {
                return *family;
            }
        }
        Family::Plain
    }

    /// How many fields its instances have.
    const fn fields(self) -> usize {
        match self {
            Family::Plain => 0,
            Family::StopIteration | Family::SystemExit => 1,
            Family::Name | Family::Group => 2,
            Family::Attribute => 3,
            Family::Import => 4,
            Family::Os | Family::UnicodeEncode | Family::UnicodeDecode | Family::UnicodeTranslate => 5,
            Family::Syntax => 8,
        }
    }
}

/// The payload of exceptions.
#[repr(C)]
pub struct Exception {
    /// `args`, a tuple.
    args: Slot,
    /// `__cause__`.
    pub cause: Slot,
    /// `__context__`.
    pub context: Slot,
    /// `__traceback__`.
    pub traceback: Slot,
    /// What the class's family adds.
    pub fields: Box<[Slot]>,
    /// `__suppress_context__`.
    suppress: AtomicBool,
    /// Which fields there are.
    pub family: Family,
    /// `__dict__`; members of `__slots__` follow it in the block.
    attributes: Attributes,
}

// SAFETY: the kind is this payload's alone; every slot and the attributes are visited.
unsafe impl Payload for Exception {
    const KIND: Kind = kind::EXCEPTION;
    const TRACED: bool = true;
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        [&self.args, &self.cause, &self.context, &self.traceback].into_iter().for_each(|slot| slot.trace(visit));
        self.fields.iter().for_each(|slot| slot.trace(visit));
        self.attributes.trace(visit);
    }
    fn check(&self) -> Option<&'static str> {
        self.attributes.check()
    }
    fn clear(&self) {
        [&self.args, &self.cause, &self.context, &self.traceback].into_iter().for_each(|slot| drop(slot.take()));
        self.fields.iter().for_each(|slot| drop(slot.take()));
        self.attributes.clear();
    }
}

impl Drop for Exception {
    fn drop(&mut self) {
        self.attributes.destroy();
    }
}

/// Where the attribute area lies, in bytes from the header.
pub const ATTRIBUTES_OFFSET: u32 = (size_of::<Header>() + offset_of!(Exception, attributes)) as u32;
const _: () = assert!(align_of::<Exception>() <= align_of::<Header>());

/// Flags of every builtin exception class.
const CLASS_FLAGS: u32 = flags::BASE | flags::HAS_DICT | flags::EXCEPTION;

impl Exception {
    /// `args`.
    pub fn args(&self, t: &Thread) -> Ref {
        self.args.get().unwrap_or_else(|| t.vm().empty_tuple())
    }

    /// Replaces `args` by a tuple.
    pub fn set_args(&self, args: Ref) {
        debug_assert!(args.downcast::<Tuple>().is_some());
        drop(self.args.replace(args));
    }

    /// Field `i` of the family; `None` when it is not set.
    pub fn field(&self, i: usize) -> Option<Ref> {
        self.fields.get(i).and_then(Slot::get)
    }

    /// Sets field `i` of the family.
    pub fn set_field(&self, i: usize, value: Option<Ref>) {
        let Some(slot) = self.fields.get(i) else { return };
        drop(match value {
            Some(value) => slot.replace(value),
            None => slot.take(),
        });
    }

    /// `__suppress_context__`.
    pub fn suppresses_context(&self) -> bool {
        self.suppress.load(Ordering::Relaxed)
    }

    /// Sets `__suppress_context__`.
    pub fn suppress_context(&self, on: bool) {
        self.suppress.store(on, Ordering::Relaxed);
    }

    /// Sets `__cause__`, which hides the context.
    pub fn set_cause(&self, cause: Option<Ref>) {
        self.suppress_context(true);
        drop(match cause {
            Some(cause) => self.cause.replace(cause),
            None => self.cause.take(),
        });
    }

    /// Sets `__traceback__`.
    pub fn set_traceback(&self, traceback: Option<Ref>) {
        drop(match traceback {
            Some(traceback) => self.traceback.replace(traceback),
            None => self.traceback.take(),
        });
    }

    /// Takes cause, context, traceback and notes over from another exception, as the parts of a split group do.
    fn copy_origin(&self, other: &Exception) {
        if let Some(cause) = other.cause.get() {
            drop(self.cause.replace(cause));
        }
        self.suppress_context(other.suppresses_context());
        if let Some(context) = other.context.get() {
            drop(self.context.replace(context));
        }
        self.set_traceback(other.traceback.get());
    }
}

/// The payload of a raised exception.
pub fn body(exception: &Ref) -> &Exception {
    exception.downcast::<Exception>().expect("only exceptions are raised")
}

/// A new instance of an exception class with these `args` and empty fields.
fn allocate(t: &Thread, class: &Ref, args: Ref) -> PyResult {
    let ty = class.downcast::<Type>().expect("a class");
    let family = Family::of(ty);
    let exception = Exception {
        args: Slot::new(args),
        cause: Slot::empty(),
        context: Slot::empty(),
        traceback: Slot::empty(),
        fields: (0..family.fields()).map(|_| Slot::empty()).collect(),
        suppress: AtomicBool::new(false),
        family,
        // `new_object` writes the real area over it.
        attributes: Attributes::none(),
    };
    t.new_object(class, exception)
}

/// `class(*args)` for an exception class. The classes of this file are made without a call.
pub fn instantiate(t: &Thread, class: &Ref, args: Vec<Ref>) -> PyResult {
    let is_builtin = class.downcast::<Type>().is_some_and(|c| c.def.is_some());
    if !is_builtin {
        return t.call(class, &args);
    }
    let exception = base::create(t, class, &args)?;
    base::initialise(t, &exception, &args, None)?;
    Ok(exception)
}

/// The `StopIteration` that carries a generator's return value, a tuple included.
#[cold]
pub fn stop_with(t: &Thread, value: Ref) -> Raised {
    t.error_with(&STOP_ITERATION, vec![value])
}

/// What a `StopIteration` carries.
pub fn stop_value(t: &Thread, exception: &Ref) -> Ref {
    let value =
        exception.downcast::<Exception>().filter(|e| e.family == Family::StopIteration).and_then(|e| e.field(0));
    value.unwrap_or_else(|| t.none())
}

/// `exception.__traceback__`.
pub fn traceback(t: &Thread, exception: &Ref) -> Ref {
    exception.downcast::<Exception>().and_then(|e| e.traceback.get()).unwrap_or_else(|| t.none())
}

/// `exception.add_note(note)`.
///
/// # Errors
/// What reading or setting `__notes__` raises.
pub fn add_note(t: &Thread, raised: &Raised, note: &str) -> PyResult<()> {
    base::append_note(t, &raised.0, t.str(note)?)
}

/// Notes on an `AttributeError` which attribute of which object is missing.
#[cold]
pub fn set_attribute_error(t: &Thread, raised: &Raised, object: &Ref, name: &Ref) {
    let Some(exception) = raised.0.downcast::<Exception>() else { return };
    if exception.family == Family::Attribute {
        exception.set_field(fields::ATTRIBUTE_NAME, Some(name.clone()));
        exception.set_field(fields::ATTRIBUTE_OBJECT, Some(object.clone()));
        if super::frame::is_own_object(t, object) {
            exception.set_field(fields::ATTRIBUTE_OF_SELF, Some(t.bool(true)));
        }
    }
}

/// The same for one that a property or `__getattr__` raised, unless it says something already.
#[cold]
pub fn complete_attribute_error(t: &Thread, raised: &Raised, object: &Ref, name: &Ref) {
    let Some(exception) = raised.0.downcast::<Exception>() else { return };
    if exception.family == Family::Attribute
        && exception.field(fields::ATTRIBUTE_NAME).is_none()
        && exception.field(fields::ATTRIBUTE_OBJECT).is_none()
    {
        set_attribute_error(t, raised, object, name);
    }
}

/// Notes on a `NameError` which name is missing, and the locals that the running frame has, for suggestions.
#[cold]
pub fn set_name(t: &Thread, raised: &Raised, name: &str) {
    let Some(exception) = raised.0.downcast::<Exception>() else { return };
    if exception.family == Family::Name {
        exception.set_field(fields::NAME, Some(t.intern(name)));
        exception.set_field(fields::NAME_SCOPE, super::frame::innermost_locals(t));
    }
}

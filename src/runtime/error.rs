//! Python exceptions as Rust values.

use crate::memory::{OutOfMemory, Ref};
use crate::object::exception as ex;
use crate::object::typedef::TypeDef;
use crate::runtime::Thread;

/// A raised exception on its way to a handler: an exception instance.
#[derive(Debug)]
pub struct Raised(pub Ref);

/// What everything that can raise returns.
pub type PyResult<T = Ref> = Result<T, Raised>;

impl From<OutOfMemory> for Raised {
    fn from(_: OutOfMemory) -> Raised {
        Thread::current().memory_error()
    }
}

macro_rules! constructors {
    ($( $name:ident $def:ident )*) => {
        impl Thread {
            $(
                #[doc = concat!("Makes the exception `", stringify!($def), "` with a message.")]
                #[cold]
                pub fn $name(&self, message: impl Into<String>) -> Raised {
                    self.error(&ex::$def, message)
                }
            )*
        }
    };
}

constructors! {
    type_error TYPE_ERROR
    value_error VALUE_ERROR
    index_error INDEX_ERROR
    attribute_error ATTRIBUTE_ERROR
    overflow_error OVERFLOW_ERROR
    zero_division_error ZERO_DIVISION_ERROR
    runtime_error RUNTIME_ERROR
    system_error SYSTEM_ERROR
    lookup_error LOOKUP_ERROR
    buffer_error BUFFER_ERROR
    eof_error EOF_ERROR
    not_implemented_error NOT_IMPLEMENTED_ERROR
}

impl Thread {
    /// Makes an exception of a builtin class with one string argument.
    #[cold]
    pub fn error(&self, class: &'static TypeDef, message: impl Into<String>) -> Raised {
        match self.string(message.into()) {
            Ok(message) => self.error_with(class, vec![message]),
            Err(raised) => raised,
        }
    }

    /// Makes an exception of a builtin class with these arguments.
    #[cold]
    pub fn error_with(&self, class: &'static TypeDef, args: Vec<Ref>) -> Raised {
        let class = self.class(class);
        match ex::instantiate(self, &class, args) {
            Ok(exception) => Raised(exception),
            Err(raised) => raised,
        }
    }

    /// Makes a `KeyError` for a key.
    #[cold]
    pub fn key_error(&self, key: &Ref) -> Raised {
        self.error_with(&ex::KEY_ERROR, vec![key.clone()])
    }

    /// Makes a `StopIteration`, with the generator's return value if there is one.
    #[cold]
    pub fn stop_iteration(&self, value: Option<Ref>) -> Raised {
        self.error_with(&ex::STOP_ITERATION, value.into_iter().collect())
    }

    /// The `MemoryError` kept ready for when nothing can be allocated.
    #[cold]
    pub fn memory_error(&self) -> Raised {
        Raised(self.vm().memory_error())
    }

    /// Is the exception an instance of this builtin class (or of a subclass)?
    pub fn raised_is(&self, raised: &Raised, class: &'static TypeDef) -> bool {
        self.is_instance(&raised.0, class)
    }

    /// Turns the error `class` into `Ok(None)`.
    pub fn catch<T>(&self, result: PyResult<T>, class: &'static TypeDef) -> PyResult<Option<T>> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(raised) if self.raised_is(&raised, class) => Ok(None),
            Err(raised) => Err(raised),
        }
    }
}

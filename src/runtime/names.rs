//! Names that the runtime itself looks up, interned once for each Vm.

use crate::memory::{Ref, Value};
use crate::runtime::Thread;

macro_rules! names {
    ($($name:ident)*) => {
        /// See the module's documentation. Each field is the interned string of its own name.
        #[allow(non_snake_case, missing_docs)]
        pub struct Names { $( pub $name: Ref, )* }

        impl Names {
            /// Interns them all.
            pub fn new(t: &Thread) -> Names {
                Names { $( $name: t.intern_immortal(stringify!($name)), )* }
            }

            /// Calls back with each of them.
            pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
                $( crate::object::boxed::Trace::trace(&self.$name, visit); )*
            }
        }
    };
}

names! {
    __abs__ __add__ __aenter__ __aexit__ __aiter__ __and__ __anext__ __annotations__ __await__ __bases__ __bool__ __build_class__
    __bytes__ __call__ __class__ __class_getitem__ __classcell__ __complex__ __contains__ __del__ __delattr__ __delete__ __delitem__
    __dict__ __dir__ __divmod__ __doc__ __enter__ __eq__ __exit__ __file__ __float__ __floor__ __floordiv__ __format__ __ge__
    __get__ __getattr__ __getattribute__ __getitem__ __gt__ __hash__ __iadd__ __iand__ __ifloordiv__ __ilshift__ __imatmul__
    __imod__ __import__ __imul__ __index__ __init__ __init_subclass__ __instancecheck__ __int__ __invert__ __ior__ __ipow__
    __irshift__ __isub__ __iter__ __itruediv__ __ixor__ __le__ __len__ __length_hint__ __lshift__ __lt__ __matmul__ __missing__
    __mod__ __module__ __mro_entries__ __mul__ __name__ __ne__ __neg__ __new__ __next__ __or__ __package__ __path__ __pos__
    __pow__ __prepare__ __qualname__ __radd__ __rand__ __rdivmod__ __repr__ __reversed__ __rfloordiv__ __rlshift__ __rmatmul__
    __rmod__ __rmul__ __ror__ __round__ __rpow__ __rrshift__ __rshift__ __rsub__ __rtruediv__ __rxor__ __set__ __set_name__
    __setattr__ __setitem__ __slots__ __spec__ __static_attributes__ __str__ __sub__ __subclasscheck__ __subclasses__
    __subclasshook__ __truediv__ __trunc__ __weakref__ __xor__ __ceil__ __main__ __builtins__ __abstractmethods__ metaclass
}

impl Thread {
    /// The interned names.
    #[inline(always)]
    pub fn names(&self) -> &Names {
        self.vm().names()
    }
}

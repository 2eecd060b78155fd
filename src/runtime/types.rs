//! The types that the interpreter has at hand without a lookup, and how type objects are made from descriptions.

use crate::memory::{Header, Own, Ref, Value};
use crate::object::class::Type;
use crate::object::typedef::TypeDef;
use crate::runtime::Thread;

macro_rules! well_known {
    ($( $field:ident $($path:ident)::+; )*) => {
        /// Well-known types. Filled when the Vm starts, then constant.
        #[allow(missing_docs)]
        pub struct Types { $( pub $field: TypeRef, )* }

        impl Types {
            /// A table with nothing in it yet.
            pub const EMPTY: Types = Types { $( $field: TypeRef(Value::NULL), )* };

            /// Each field with its description.
            pub fn fields(&mut self) -> Vec<(&mut TypeRef, &'static TypeDef)> {
                vec![ $( (&mut self.$field, &crate::object::$($path)::+) ),* ]
            }
        }
    };
}

well_known! {
    object instance::OBJECT;
    type_ class_type::TYPE;
    tuple tuple::TUPLE;
    dict dict::DICT;
    str string::STR;
    int number::INT;
    bool number::BOOL;
    float number::FLOAT;
    complex number::COMPLEX;
    bytes bytes::BYTES;
    bytearray bytearray::BYTEARRAY;
    list list::LIST;
    set set::SET;
    frozenset set::FROZENSET;
    range range::RANGE;
    range_iterator range::RANGE_ITERATOR;
    list_iterator list::LIST_ITERATOR;
    tuple_iterator tuple::TUPLE_ITERATOR;
    slice slice::SLICE;
    none_type singleton::NONE_TYPE;
    ellipsis singleton::ELLIPSIS_TYPE;
    not_implemented singleton::NOT_IMPLEMENTED_TYPE;
    function function::FUNCTION;
    code code::CODE;
    cell cell::CELL;
    bound_method method::BOUND_METHOD;
    native_function native::NATIVE_FUNCTION;
    method_descriptor native::METHOD_DESCRIPTOR;
    wrapper wrapper::WRAPPER;
    method_wrapper wrapper::METHOD_WRAPPER;
    module module::MODULE;
    generator generator::GENERATOR;
    coroutine generator::COROUTINE;
    async_generator generator::ASYNC_GENERATOR;
    traceback traceback::TRACEBACK;
    property descriptor::PROPERTY;
    static_method descriptor::STATIC_METHOD;
    class_method descriptor::CLASS_METHOD;
    super_ descriptor::SUPER;
    getset descriptor::GETSET;
    member descriptor::MEMBER;
    frame frame::FRAME;
    base_exception exception::BASE_EXCEPTION;
}

/// A well-known type: a word that the Vm keeps alive.
#[derive(Clone, Copy)]
pub struct TypeRef(Value);

impl TypeRef {
    /// Sets the field; the Vm owns the reference elsewhere.
    pub fn set(&mut self, class: &Ref) {
        self.0 = class.value();
    }

    /// The type's address, as headers hold it. Null until the type exists.
    #[inline(always)]
    pub fn as_ptr(&self) -> *mut Header {
        if self.0.is_null() { std::ptr::null_mut() } else { self.0.address() }
    }

    /// The payload.
    #[inline(always)]
    pub fn body(&self) -> &Type {
        // SAFETY: set at start to a type that lives as long as the Vm.
        unsafe { crate::memory::Object::<Type>::body_of(self.0.address()) }
    }

    /// A reference to the type object.
    pub fn get(&self) -> Ref {
        // SAFETY: the Vm keeps it alive.
        unsafe { Ref::copy_of(self.0) }
    }

    /// Is `value` an instance of exactly this type?
    #[inline(always)]
    pub fn is_type_of(&self, t: &Thread, value: Value) -> bool {
        value.type_pointer(t) == self.as_ptr()
    }
}

impl Thread {
    /// The type of a value.
    #[inline(always)]
    pub fn type_of<'a>(&'a self, value: &'a Ref) -> &'a Type {
        // SAFETY: an object keeps its type alive.
        unsafe { crate::memory::Object::<Type>::body_of(value.value().type_pointer(self)) }
    }

    /// The type object of a value, counted.
    pub fn type_ref(&self, value: &Ref) -> Ref {
        // SAFETY: the object keeps its type alive.
        unsafe { Ref::copy_of(Value::of(value.value().type_pointer(self))) }
    }

    /// The class that a `Ref` is known to be.
    pub fn as_class(&self, class: &Ref) -> Option<Own<Type>> {
        class.clone().into_own::<Type>().ok()
    }

    /// The type's name as error messages show it.
    pub fn type_name(&self, value: &Ref) -> String {
        self.class_name(self.type_of(value))
    }

    /// A class's name as error messages show it: `tp_name`, without the module except for what C types carry in it.
    pub fn class_name(&self, class: &Type) -> String {
        if let Some(def) = class.def
            && def.name.contains('.')
        {
            return def.name.to_owned();
        }
        class.name.peek().map_or_else(|| "?".to_owned(), |name| self.str_of(name).into_owned())
    }
}

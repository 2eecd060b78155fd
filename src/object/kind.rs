//! Kinds: which payload an object has. One line a kind; the heap's table is made from it.

use crate::memory::{Kind, KindOps, Object};

macro_rules! kinds {
    ($( $name:ident = $number:literal, $label:literal, $payload:ty; )*) => {
        $( #[doc = concat!("`", $label, "`")] pub const $name: Kind = Kind($number); )*

        /// What the heap knows of each kind, indexed by its number.
        pub static KINDS: &[KindOps] = &{
            const NOTHING: KindOps =
                KindOps { name: "free", trace: None, run: None, settle: None, check: |_| None, clear: None, drop: None };
            let mut table = [NOTHING; 128];
            $( table[$number] = Object::<$payload>::ops($label); )*
            table
        };
    };
}

kinds! {
    NONE = 1, "NoneType", crate::object::singleton::Singleton<1>;
    ELLIPSIS = 2, "ellipsis", crate::object::singleton::Singleton<2>;
    NOT_IMPLEMENTED = 3, "NotImplementedType", crate::object::singleton::Singleton<3>;
    BOOL = 4, "bool", crate::object::singleton::BoolBody;
    INT = 5, "int", crate::object::number::BoxedInt;
    BIG_INT = 6, "int", crate::object::number::BigBody;
    FLOAT = 7, "float", crate::object::number::BoxedFloat;
    COMPLEX = 8, "complex", crate::object::number::ComplexBody;
    STR = 9, "str", crate::object::string::Str;
    BYTES = 10, "bytes", crate::object::bytes::Bytes;
    LIST = 11, "list", crate::object::list::List;
    TUPLE = 12, "tuple", crate::object::tuple::Tuple;
    DICT = 13, "dict", crate::object::dict::Dict;
    SET = 14, "set", crate::object::set::Set;
    FROZENSET = 15, "frozenset", crate::object::set::FrozenSet;
    RANGE = 16, "range", crate::object::range::Range;
    SLICE = 17, "slice", crate::object::slice::Slice;
    FUNCTION = 18, "function", crate::object::function::Function;
    CODE = 19, "code", crate::object::code::Code;
    CELL = 20, "cell", crate::object::cell::Cell;
    BOUND_METHOD = 21, "method", crate::object::method::BoundMethod;
    NATIVE = 22, "builtin_function_or_method", crate::object::native::Native;
    TYPE = 23, "type", crate::object::class::Type;
    INSTANCE = 24, "object", crate::object::instance::Instance;
    MODULE = 25, "module", crate::object::module::Module;
    EXCEPTION = 26, "BaseException", crate::object::exception::Exception;
    TRACEBACK = 27, "traceback", crate::object::traceback::Traceback;
    GENERATOR = 28, "generator", crate::object::generator::Generator;
    PROPERTY = 29, "property", crate::object::descriptor::Property;
    STATIC_METHOD = 30, "staticmethod", crate::object::descriptor::StaticMethod;
    CLASS_METHOD = 31, "classmethod", crate::object::descriptor::ClassMethod;
    SUPER = 32, "super", crate::object::descriptor::Super;
    GETSET = 33, "getset_descriptor", crate::object::descriptor::GetSet;
    MEMBER = 34, "member_descriptor", crate::object::descriptor::Member;
    LIST_ITERATOR = 35, "list_iterator", crate::object::list::ListIterator;
    TUPLE_ITERATOR = 36, "tuple_iterator", crate::object::tuple::TupleIterator;
    RANGE_ITERATOR = 37, "range_iterator", crate::object::range::RangeIterator;
    BYTEARRAY = 38, "bytearray", crate::object::bytearray::ByteArray;
    BOXED = 39, "object", crate::object::boxed::Boxed;
    FRAME = 40, "frame", crate::object::frame::Frame;
    WRAPPER = 41, "wrapper_descriptor", crate::object::wrapper::Wrapper;
}

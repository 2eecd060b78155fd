//! The builtin exception classes.

use super::{ATTRIBUTES_OFFSET, CLASS_FLAGS, Exception, base, fields, group, os_error, syntax_error, unicode_error};
use crate::memory::Object;
use crate::object::kind;
use crate::object::slots::Slots;
use crate::object::typedef::TypeDef;

/// What all descriptions have in common.
const COMMON: TypeDef = TypeDef {
    kind: kind::EXCEPTION,
    flags: CLASS_FLAGS,
    size: size_of::<Object<Exception>>(),
    attributes: ATTRIBUTES_OFFSET,
    ..TypeDef::EMPTY
};

/// `BaseException`.
pub static BASE_EXCEPTION: TypeDef = TypeDef {
    name: "BaseException",
    slots: base::SLOTS,
    methods: base::METHODS,
    getset: base::GETSET,
    doc: "Common base class for all exceptions.",
    ..COMMON
};

macro_rules! classes {
    ($( $def:ident $name:literal ($parent:ident) { $($field:ident: $value:expr),* } $doc:literal; )*) => {
        $(
            #[doc = concat!("`", $name, "`.")]
            pub static $def: TypeDef =
                TypeDef { name: $name, base: Some(&$parent), doc: $doc, $($field: $value,)* ..COMMON };
        )*

        /// Every builtin exception class with its name in `builtins`, the aliases of `OSError` included.
        pub static EXCEPTIONS: &[(&str, &TypeDef)] = &[
            ("BaseException", &BASE_EXCEPTION),
            $( ($name, &$def), )*
            ("EnvironmentError", &OS_ERROR),
            ("IOError", &OS_ERROR),
        ];
    };
}

classes! {
    EXCEPTION "Exception" (BASE_EXCEPTION) {} "Common base class for all non-exit exceptions.";
    GENERATOR_EXIT "GeneratorExit" (BASE_EXCEPTION) {} "Request that a generator exit.";
    KEYBOARD_INTERRUPT "KeyboardInterrupt" (BASE_EXCEPTION) {} "Program interrupted by user.";
    SYSTEM_EXIT "SystemExit" (BASE_EXCEPTION) { getset: fields::SYSTEM_EXIT } "Request to exit from the interpreter.";
    BASE_EXCEPTION_GROUP "BaseExceptionGroup" (BASE_EXCEPTION) {
        slots: Slots { new: Some(&group::NEW), str: Some(group::str), ..Slots::EMPTY },
        methods: group::METHODS,
        getset: group::GETSET
    } "A combination of multiple unrelated exceptions.";
    EXCEPTION_GROUP "ExceptionGroup" (BASE_EXCEPTION_GROUP) {
        second_base: Some(&EXCEPTION)
    } "A combination of multiple unrelated exceptions.";

    ARITHMETIC_ERROR "ArithmeticError" (EXCEPTION) {} "Base class for arithmetic errors.";
    FLOATING_POINT_ERROR "FloatingPointError" (ARITHMETIC_ERROR) {} "Floating-point operation failed.";
    OVERFLOW_ERROR "OverflowError" (ARITHMETIC_ERROR) {} "Result too large to be represented.";
    ZERO_DIVISION_ERROR "ZeroDivisionError" (ARITHMETIC_ERROR) {}
        "Second argument to a division or modulo operation was zero.";
    ASSERTION_ERROR "AssertionError" (EXCEPTION) {} "Assertion failed.";
    ATTRIBUTE_ERROR "AttributeError" (EXCEPTION) { getset: fields::ATTRIBUTE } "Attribute not found.";
    BUFFER_ERROR "BufferError" (EXCEPTION) {} "Buffer error.";
    EOF_ERROR "EOFError" (EXCEPTION) {} "Read beyond end of file.";
    IMPORT_ERROR "ImportError" (EXCEPTION) {
        slots: Slots { str: Some(fields::import_str), ..Slots::EMPTY },
        getset: fields::IMPORT
    } "Import can't find module, or can't find name in module.";
    MODULE_NOT_FOUND_ERROR "ModuleNotFoundError" (IMPORT_ERROR) {} "Module not found.";
    LOOKUP_ERROR "LookupError" (EXCEPTION) {} "Base class for lookup errors.";
    INDEX_ERROR "IndexError" (LOOKUP_ERROR) {} "Sequence index out of range.";
    KEY_ERROR "KeyError" (LOOKUP_ERROR) {
        slots: Slots { str: Some(fields::key_error_str), ..Slots::EMPTY }
    } "Mapping key not found.";
    MEMORY_ERROR "MemoryError" (EXCEPTION) {} "Out of memory.";
    NAME_ERROR "NameError" (EXCEPTION) { getset: fields::NAMES } "Name not found globally.";
    UNBOUND_LOCAL_ERROR "UnboundLocalError" (NAME_ERROR) {} "Local name referenced but not bound to a value.";
    OS_ERROR "OSError" (EXCEPTION) {
        slots: os_error::SLOTS,
        methods: os_error::METHODS,
        getset: os_error::GETSET
    } "Base class for I/O related errors.";
    BLOCKING_IO_ERROR "BlockingIOError" (OS_ERROR) {} "I/O operation would block.";
    CHILD_PROCESS_ERROR "ChildProcessError" (OS_ERROR) {} "Child process error.";
    CONNECTION_ERROR "ConnectionError" (OS_ERROR) {} "Connection error.";
    BROKEN_PIPE_ERROR "BrokenPipeError" (CONNECTION_ERROR) {} "Broken pipe.";
    CONNECTION_ABORTED_ERROR "ConnectionAbortedError" (CONNECTION_ERROR) {} "Connection aborted.";
    CONNECTION_REFUSED_ERROR "ConnectionRefusedError" (CONNECTION_ERROR) {} "Connection refused.";
    CONNECTION_RESET_ERROR "ConnectionResetError" (CONNECTION_ERROR) {} "Connection reset.";
    FILE_EXISTS_ERROR "FileExistsError" (OS_ERROR) {} "File already exists.";
    FILE_NOT_FOUND_ERROR "FileNotFoundError" (OS_ERROR) {} "File not found.";
    INTERRUPTED_ERROR "InterruptedError" (OS_ERROR) {} "Interrupted by signal.";
    IS_A_DIRECTORY_ERROR "IsADirectoryError" (OS_ERROR) {} "Operation doesn't work on directories.";
    NOT_A_DIRECTORY_ERROR "NotADirectoryError" (OS_ERROR) {} "Operation only works on directories.";
    PERMISSION_ERROR "PermissionError" (OS_ERROR) {} "Not enough permissions.";
    PROCESS_LOOKUP_ERROR "ProcessLookupError" (OS_ERROR) {} "Process not found.";
    TIMEOUT_ERROR "TimeoutError" (OS_ERROR) {} "Timeout expired.";
    REFERENCE_ERROR "ReferenceError" (EXCEPTION) {} "Weak ref proxy used after referent went away.";
    RUNTIME_ERROR "RuntimeError" (EXCEPTION) {} "Unspecified run-time error.";
    NOT_IMPLEMENTED_ERROR "NotImplementedError" (RUNTIME_ERROR) {} "Method or function hasn't been implemented yet.";
    PYTHON_FINALIZATION_ERROR "PythonFinalizationError" (RUNTIME_ERROR) {} "Operation blocked during Python finalization.";
    RECURSION_ERROR "RecursionError" (RUNTIME_ERROR) {} "Recursion limit exceeded.";
    STOP_ASYNC_ITERATION "StopAsyncIteration" (EXCEPTION) {} "Signal the end from iterator.__anext__().";
    STOP_ITERATION "StopIteration" (EXCEPTION) { getset: fields::STOP_ITERATION }
        "Signal the end from iterator.__next__().";
    SYNTAX_ERROR "SyntaxError" (EXCEPTION) {
        slots: syntax_error::SLOTS,
        getset: syntax_error::GETSET
    } "Invalid syntax.";
    INCOMPLETE_INPUT_ERROR "_IncompleteInputError" (SYNTAX_ERROR) {} "incomplete input.";
    INDENTATION_ERROR "IndentationError" (SYNTAX_ERROR) {} "Improper indentation.";
    TAB_ERROR "TabError" (INDENTATION_ERROR) {} "Improper mixture of spaces and tabs.";
    SYSTEM_ERROR "SystemError" (EXCEPTION) {} "Internal error in the interpreter.";
    TYPE_ERROR "TypeError" (EXCEPTION) {} "Inappropriate argument type.";
    VALUE_ERROR "ValueError" (EXCEPTION) {} "Inappropriate argument value (of correct type).";
    UNICODE_ERROR "UnicodeError" (VALUE_ERROR) {} "Unicode related error.";
    UNICODE_DECODE_ERROR "UnicodeDecodeError" (UNICODE_ERROR) {
        slots: unicode_error::SLOTS,
        getset: unicode_error::GETSET
    } "Unicode decoding error.";
    UNICODE_ENCODE_ERROR "UnicodeEncodeError" (UNICODE_ERROR) {
        slots: unicode_error::SLOTS,
        getset: unicode_error::GETSET
    } "Unicode encoding error.";
    UNICODE_TRANSLATE_ERROR "UnicodeTranslateError" (UNICODE_ERROR) {
        slots: unicode_error::SLOTS,
        getset: unicode_error::GETSET
    } "Unicode translation error.";

    WARNING "Warning" (EXCEPTION) {} "Base class for warning categories.";
    BYTES_WARNING "BytesWarning" (WARNING) {}
        "Base class for warnings about bytes and buffer related problems, mostly related to conversion from str or comparing to str.";
    DEPRECATION_WARNING "DeprecationWarning" (WARNING) {} "Base class for warnings about deprecated features.";
    ENCODING_WARNING "EncodingWarning" (WARNING) {} "Base class for warnings about encodings.";
    FUTURE_WARNING "FutureWarning" (WARNING) {}
        "Base class for warnings about constructs that will change semantically in the future.";
    IMPORT_WARNING "ImportWarning" (WARNING) {} "Base class for warnings about probable mistakes in module imports.";
    PENDING_DEPRECATION_WARNING "PendingDeprecationWarning" (WARNING) {}
        "Base class for warnings about features which will be deprecated in the future.";
    RESOURCE_WARNING "ResourceWarning" (WARNING) {} "Base class for warnings about resource usage.";
    RUNTIME_WARNING "RuntimeWarning" (WARNING) {} "Base class for warnings about dubious runtime behavior.";
    SYNTAX_WARNING "SyntaxWarning" (WARNING) {} "Base class for warnings about dubious syntax.";
    UNICODE_WARNING "UnicodeWarning" (WARNING) {}
        "Base class for warnings about Unicode related problems, mostly related to conversion problems.";
    USER_WARNING "UserWarning" (WARNING) {} "Base class for warnings generated by user code.";
}

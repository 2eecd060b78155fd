# the tree of builtin exceptions
import builtins
def walk(c, depth=0):
    print("  " * depth + c.__name__, [b.__name__ for b in c.__bases__][1:])
    for s in sorted(c.__subclasses__(), key=lambda s: s.__name__):
        if s.__module__ == "builtins" and hasattr(builtins, s.__name__): walk(s, depth + 1)
skip = {"PythonFinalizationError"}
names = ["ArithmeticError", "AssertionError", "AttributeError", "BufferError", "EOFError", "ImportError", "LookupError", "MemoryError", "NameError", "OSError", "ReferenceError", "RuntimeError", "StopAsyncIteration", "StopIteration", "SyntaxError", "SystemError", "TypeError", "ValueError", "Warning"]
for n in names: print(n, [c.__name__ for c in getattr(builtins, n).__mro__])
for a, b in [("ZeroDivisionError", "ArithmeticError"), ("OverflowError", "ArithmeticError"), ("FloatingPointError", "ArithmeticError"), ("KeyError", "LookupError"), ("IndexError", "LookupError"), ("ModuleNotFoundError", "ImportError"), ("UnboundLocalError", "NameError"), ("FileNotFoundError", "OSError"), ("PermissionError", "OSError"), ("ConnectionResetError", "ConnectionError"), ("BrokenPipeError", "ConnectionError"), ("TimeoutError", "OSError"), ("NotImplementedError", "RuntimeError"), ("RecursionError", "RuntimeError"), ("IndentationError", "SyntaxError"), ("TabError", "IndentationError"), ("UnicodeError", "ValueError"), ("UnicodeDecodeError", "UnicodeError"), ("UnicodeEncodeError", "UnicodeError"), ("DeprecationWarning", "Warning"), ("KeyboardInterrupt", "BaseException"), ("SystemExit", "BaseException"), ("GeneratorExit", "BaseException"), ("ExceptionGroup", "BaseExceptionGroup"), ("ExceptionGroup", "Exception"), ("IsADirectoryError", "OSError"), ("InterruptedError", "OSError"), ("EncodingWarning", "Warning")]:
    print(a, issubclass(getattr(builtins, a), getattr(builtins, b)))
print(issubclass(KeyboardInterrupt, Exception), EnvironmentError is OSError, IOError is OSError)

# what functions, methods, wrappers, descriptors, modules and types tell of themselves
def blocks(text):
    found = []
    for line in text.strip("\n").split("\n"):
        if found and (line.startswith((" ", "except", "finally")) or found[-1][-1].startswith("@")): found[-1].append(line)
        else: found.append([line])
    return ["\n".join(block) for block in found]
def show(text):
    for source in blocks(text):
        shown = source.replace("\n", " | ")
        try:
            try: code = compile(source, "<test>", "eval")
            except SyntaxError: code = None
            if code is None: exec(source, globals())
            else: print(shown, "->", repr(eval(code, globals())))
        except BaseException as e: print(shown, "!!", f"{type(e).__name__}: {e}")
show(r'''
class A:
    """doc"""
    a = 1
    def f(self): "fdoc"; return 1
A.__doc__, A.f.__doc__, A().__doc__
dir(A)[-2:]
sorted(A.__dict__)
sorted(vars(A()))
A.__dict__.get("a"), A.__dict__["a"], "a" in A.__dict__, len(A.__dict__) > 3
type(A.__dict__)
A.__dict__.copy()["a"]
A.__dict__ | {"z": 1} != {}
A.f.__code__.co_name, A.f.__code__.co_varnames, A.f.__code__.co_argcount, A.f.__code__.co_consts[0]
A.f.__code__.co_name = 5
A.f.__code__.foo
A.f.__get__(A())()
A.f.__get__(None, A) is A.f
A.f.__get__(None)
A.f.__get__()
A.f.__call__(5)
A.f.__defaults__, A.f.__kwdefaults__, A.f.__closure__, A.f.__annotations__, A.f.__module__
A.f.__wrapped__
A.f.__objclass__
A.f()
[].append.__name__, [].append.__qualname__, [].append.__self__, [].append.__module__
list.append.__name__, list.append.__qualname__, list.append.__objclass__
list.append.__self__
list.append.__module__
list.append.__get__(5)
list.append.__call__([], 1)
int.__add__.__name__, int.__add__.__qualname__, int.__add__.__objclass__
(1).__add__.__self__, (1).__add__.__name__, (1).__add__.__qualname__, (1).__add__.__objclass__
(1).__add__ == (1).__add__, (1).__add__ == (2).__add__, hash((1).__add__) == hash((1).__add__)
(1).__add__.__self__ = 5
object.__new__.__qualname__, int.__new__.__qualname__
len == len, [].append == [].append
x = []; x.append == x.append, hash(x.append) == hash(x.append)
len.foo = 1
len.__name__ = "x"
[].append.foo
int.real.__get__(5), int.real.__get__(None, int)
int.real.__get__("a")
int.real.__set__(5, 1)
int.real.__delete__(5)
property.fget.__get__(property(1))
range.start, range.start.__get__(range(5))
range.start.__get__(5)
slice.start.__set__(slice(1), 5)
type.__dict__["__name__"].__get__(int)
type.__dict__["__name__"].__get__(5)
type.__name__, type.__qualname__, type.__module__, type.__bases__, type.__mro__
type(type), type(object), isinstance(type, object), isinstance(object, type), issubclass(type, object)
object.__bases__, object.__base__, object.__mro__
(5).__module__
int.__module__, A.__module__, len.__module__, type(5).__module__
Exception.__module__, ValueError().__class__.__module__
hasattr([], "__bool__"), hasattr({}, "__bool__"), hasattr(5, "__bool__"), hasattr(None, "__bool__"), hasattr("", "__bool__")
hasattr(5, "__len__"), hasattr([], "__next__"), hasattr(iter([]), "__next__"), hasattr(5, "__hash__"), [].__hash__
hasattr(5, "__iadd__"), hasattr([], "__iadd__"), hasattr((), "__iadd__"), hasattr("", "__radd__"), hasattr([], "__radd__"), hasattr("", "__rmod__"), hasattr(1.0, "__radd__")
[n for n in dir(5) if not n.startswith("_")]
[n for n in dir(1.5) if not n.startswith("_")]
[n for n in dir("") if not n.startswith("_")]
[n for n in dir(b"") if not n.startswith("_")]
[n for n in dir([]) if not n.startswith("_")]
[n for n in dir({}) if not n.startswith("_")]
[n for n in dir(set()) if not n.startswith("_")]
[n for n in dir(()) if not n.startswith("_")]
[n for n in dir(range(1)) if not n.startswith("_")]
[n for n in dir(1j) if not n.startswith("_")]
[n for n in dir(ValueError()) if not n.startswith("_")]
[n for n in dir(OSError()) if not n.startswith("_")]
[n for n in dir(ExceptionGroup) if not n.startswith("_")]
[n for n in dir(lambda: 1) if n.startswith("__")]
[n for n in dir(x for x in []) if n.startswith("gi") or n in ("send", "throw", "close")]
[n for n in dir(object()) ]
[n for n in dir(5) if n.startswith("__")]
[n for n in dir([]) if n.startswith("__")]
[n for n in dir({}) if n.startswith("__")]
[n for n in dir("") if n.startswith("__")]
[n for n in dir(None) if n.startswith("__")]
[n for n in dir(A()) if n.startswith("__")]
list[int].__origin__, list[int].__args__, list[int].__parameters__, repr(list[int]), list[int].__class__
list[int] | None, int | None, (int | str).__args__, int | str == str | int
int | 5
int | "a"
5 | int
isinstance(5, int | None), isinstance(None, int | None)
isinstance(5, int | list[int])
(int | str)()
(int | str).foo
list[int](), list[int]([1]), dict[str, int](a=1)
list[int].append
list[int].__foo__
list[int][str]
list[int] = 5
[*list[int]]
tuple[int, ...], type[int], type[int, str], set[()], frozenset[int]
type[int].__origin__, type[int]()
int.__class_getitem__
NotImplemented.__class__, Ellipsis.__class__, None.__class__
None.__bool__(), None.__eq__(None), None.__eq__(1), None == None
...(5)
Ellipsis == ..., repr(...), str(NotImplemented), hash(None) == hash(None), bool(...)
True.__class__, True.real, True.imag, True.numerator, repr(True.real)
"a".__class__("b"), [].__class__((1,)), {}.__class__(a=1)
5 .__class__.__class__.__class__
().__class__.__base__.__subclasses__ is not None
type("Foo", (object,), dict(x=1))().x
repr(A)[-4:], str(A) == repr(A), A.__qualname__
def outer():
    class Inner:
        def m(self): pass
    def fn(): pass
    return Inner, fn
outer()[0].__qualname__, outer()[1].__qualname__, outer()[0].m.__qualname__, repr(outer()[0])
(lambda: 1).__name__, (lambda: 1).__qualname__, (x for x in []).__name__
def d(a, b=1, /, c=2, *args, e, f=3, **kw): pass
d.__defaults__, d.__kwdefaults__, d.__code__.co_posonlyargcount, d.__code__.co_kwonlyargcount, d.__code__.co_flags & 12
d()
d(1)
d(1, e=1, a=2)
d(1, 2, 3, 4, 5, e=1, z=1)
d(e=1)
d(**{"a": 1, "e": 2})
import inspect
str(inspect.signature(d)), str(inspect.signature(A)), str(inspect.signature(A.f)), str(inspect.signature(A().f))
inspect.signature(5)
globals()["A"] is A, "A" in dir(), type(globals()), type(locals())
__name__, __builtins__ is not None
exec("y = 5"), y
exec("z = x0"), z
eval("1 + 1"), eval("[a for a in range(3)]")
eval(compile("1+1", "f", "eval")), exec(compile("q = 7", "f", "exec")), q
eval("a b")
eval("x = 1")
eval("1\n2")
exec("if")
exec("  x = 1")
exec("def f(:\n pass")
compile("a b", "f", "exec")
compile("1+", "f", "eval")
compile("x=1", "f", "eval")
compile("\0", "f", "exec")
compile("1", "f", "exec", 99999)
compile("1", "f", "exec", optimize=5)
eval("1", {}, {}, {})
eval("__import__('math').pi")
eval("x", {"x": 1}, {"x": 2})
exec("a = 1", {}, 5)
exec("a", {"__builtins__": {}})
eval("len([])", {"__builtins__": {}})
eval("len([])", {"__builtins__": {"len": lambda x: 99}})
print("a", "b", sep="-", end="!\n")
print(1, None, [1], sep=None, end=None)
print("x", flush=True)
input.__name__
import nope
import sys.foo
from sys import nope
from nope import x
import math.foo
import math as m, sys as s; m.pi > 3, s.__name__
sys.nope
sys.modules["math"] is m, "math" in sys.modules
math.__name__, math.__doc__[:10], repr(math)[:14]
math.foo = 1; math.foo
del math.foo
del math.foo
del math.nope
math.__dict__["pi"] > 3, vars(math) is math.__dict__
math.__dict__ = 5
math.__class__ = 5
type(math)("x"), type(math)("x", "doc").__doc__
type(math)()
type(math)(5)
import types
types.ModuleType("m").__name__, types.SimpleNamespace(a=1), types.SimpleNamespace(a=1) == types.SimpleNamespace(a=1)
types.SimpleNamespace(1)
types.SimpleNamespace({"a": 1})
types.SimpleNamespace(a=1).b
types.FunctionType(5, {})
types.FunctionType(d.__code__, 5)
types.FunctionType(d.__code__, {}, 5)
types.FunctionType((lambda: 5).__code__, {})()
types.MethodType(5, 6)
types.MethodType(len, None)
types.MethodType(len, [1, 2])()
types.MappingProxyType(5)
types.MappingProxyType({"a": 1}), types.MappingProxyType({"a": 1})["a"]
types.MappingProxyType({})["a"]
types.MappingProxyType({})["a"] = 1
types.CellType().cell_contents
types.new_class("N", (int,), {}, lambda ns: ns.update(a=1)).a
types.new_class("N", 5)
types.prepare_class("N")
types.resolve_bases((int, list[int]))
types.get_original_bases(int)
types.get_original_bases(5)
types.DynamicClassAttribute
types.coroutine(5)
types.GenericAlias(list, int), types.UnionType, types.NoneType
types.TracebackType(None, sys._getframe(), 0, 1).tb_lineno
types.TracebackType(5, sys._getframe(), 0, 1)
types.TracebackType(None, 5, 0, 1)
''')

# classes: slots, bases, names, __class__, __dict__, property and super given right and wrong things
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
class A: pass
A(1)
A(x=1)
A().x
A.x
del A().x
del A.x
A.__init__
A.__init__(1)
A().__init__(1)
A.__new__(A, 1)
A.__new__()
A.__new__(1)
A.__new__(int)
object.__new__(A, 1)
class B:
    def __init__(self, a, /, b, *, c): pass
B()
B(1)
B(1, 2)
B(1, 2, 3)
B(1, 2, c=3, d=4)
B(1, b=2, c=3, a=5)
B(a=1, b=2, c=3)
class C:
    def __new__(cls, x): return super().__new__(cls)
C()
C(1, 2)
class D:
    __slots__ = ("a", "b")
D().a
D().c = 1
D().a = 1
d = D()
d.a
del d.a
d.a = 5
d.a
del d.a
D.a
D.a.__get__(d)
D.a.__set__(d, 6)
D.a.__get__(5)
D.a.__set__(5, 1)
D.a.__delete__(d)
D.a.__name__, D.a.__objclass__
D.__slots__
d.__dict__
vars(d)
vars(5)
D.__dict__["a"]
D.a = 5
class E(D):
    __slots__ = ["c"]
E().c
e = E()
e.c = 1; e.a = 2
class F(D): pass
F().zz = 1
F().__dict__
class G:
    __slots__ = ("x",)
    x = 1
class G:
    __slots__ = ("1a",)
class G:
    __slots__ = (1,)
class G:
    __slots__ = "single"
G().single
class G:
    __slots__ = {"a": "doc a", "b": "doc b"}
G.a.__doc__
G.__slots__
class G(int):
    __slots__ = ("a",)
class G(tuple):
    __slots__ = ("a",)
class G(tuple):
    __slots__ = ()
class G(list):
    __slots__ = ("a",)
class P:
    __slots__ = ("x",)
class Q:
    __slots__ = ("y",)
class R(P, Q): pass
class R(P, Q): __slots__ = ()
class W:
    __slots__ = ("__weakref__", "__dict__")
W().x = 1
class W2(W):
    __slots__ = ("__dict__",)
class W3(W):
    __slots__ = ("__weakref__",)
class Priv:
    __slots__ = ("__x",)
    def __init__(self): self.__x = 1
Priv()._Priv__x
Priv.__dict__.keys() >= {"_Priv__x"}
class S:
    __qualname__ = 5
class S:
    __qualname__ = "Foo.Bar"
S
S.__name__, S.__qualname__
class T(5): pass
class T("a"): pass
class T(None): pass
class T(bool): pass
class T(type(None)): pass
class T(type(lambda: 0)): pass
class T(range): pass
class T(slice): pass
class T(type(...)): pass
class T(int, str): pass
class T(A, A): pass
class T(object, A): pass
class T(int, float): pass
class T(list, dict): pass
class T(A, metaclass=int): pass
class T(A, metaclass=lambda *a, **k: (a[0], k)): pass
T
class T(A, foo=1): pass
class T(metaclass=5): pass
type("X", (), {})
type("X", (), {}).__module__
type("X", (int,), {"a": 1}).a
type("X", int, {})
type("X", (), [])
type(5, (), {})
type("X", (5,), {})
type("X", ())
type()
type("X\0", (), {})
type("", (), {})
type(1, 2, 3, 4)
type("X", (), {}, foo=1)
type(A), type(A())
type.__new__(type)
type.__new__(int, "X", (), {})
type.__new__(5, "X", (), {})
type.__call__()
A.__name__ = "AA"
A
A.__name__ = 5
A.__name__ = "a\0b"
del A.__name__
A.__qualname__ = 5
del A.__qualname__
A.__module__ = 5
A.__module__
A.__bases__ = ()
A.__bases__ = (int,)
A.__bases__ = 5
A.__bases__ = (A,)
del A.__bases__
A.__mro__ = ()
A.__dict__ = {}
A.__dict__["x"] = 1
A.__doc__ = "x"
A.__doc__
del A.__doc__
A.__class__ = type
A.__class__ = int
a = A()
a.__class__ = D
a.__class__ = int
a.__class__ = 5
del a.__class__
a.__class__ = F
a.__dict__ = 5
a.__dict__ = {"q": 1}
a.q
del a.__dict__
a.__dict__
a.q
a.__doc__
a.__module__
a.__weakref__
a.__weakref__ = 5
int.__mro__, int.__mro__ is int.__mro__
type.mro(int)
A.__subclasses__(1)
A.__instancecheck__(a)
A.__subclasscheck__(int)
A.__subclasscheck__(5)
isinstance(1, 5)
isinstance(1, (int, 5))
isinstance(1, ("a", int))
isinstance(1, int | str)
isinstance(1, list[int])
isinstance(1)
issubclass(1, int)
issubclass(int, 5)
issubclass(int, (str, int))
issubclass(int, list[int])
class M:
    def m(self): return 1
    @staticmethod
    def s(): return 2
    @classmethod
    def c(cls): return cls
    p = property(lambda self: 3)
M.m()
M.m(5)
M().m(1)
M.s(1)
M.c
M.c(1)
M().p
M().p = 1
del M().p
M.__dict__["s"]()
M.__dict__["c"]()
M.m.__self__
M().m.__self__.__class__
M().m.__func__ is M.m
M().m.__func__ = 5
M().m.x = 1
M.m.x = 1
M().m.x
M().m.__name__, M().m.__qualname__, M().m.__doc__, M().m.__module__
M().m == M().m
hash(M().m) != 0
property(1, 2, 3, 4, 5)
property(foo=1)
property(1).fget
property(1).fget = 5
property().__get__(5)
property().__set__(5, 6)
property(lambda s: 1).__get__(5)
property(lambda s: 1).__set__(5, 6)
property().getter(5).fget
property().__doc__
property(doc="x").__doc__
property(lambda: 1).__name__
staticmethod()
staticmethod(1)
staticmethod(1)()
classmethod(1)
classmethod(1).__get__(5)()
classmethod()
super()
super(int)
super(int, 5)
super(int, 5).__add__(3)
super(5)
super(int, "a")
super(int, str)
super(int, int)
super(int, bool)
super(bool, True).__add__(1)
super(int, 5).foo
super(int, 5).x = 1
super(A, a).__init__()
super(A, a).__init__(1)
super(1, 2, 3)
super(A).__get__(a)
super(A, None)
''')

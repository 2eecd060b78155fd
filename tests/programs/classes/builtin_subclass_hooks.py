# subclasses of builtin types that override hooks, proxies, properties that raise, metaclass hooks
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
class K: pass
class Proxy:
    def __init__(self, o): object.__setattr__(self, "_o", o)
    def __getattr__(self, n): return getattr(self._o, n)
    def __setattr__(self, n, v): setattr(self._o, n, v)
p = Proxy(K()); p.x = 5; p.x, p._o.x
p.zzz
class Meta(type):
    def __setattr__(c, n, v): print("set", n); super().__setattr__(n, v)
    def __delattr__(c, n): print("del", n); super().__delattr__(n)
    def __getattribute__(c, n): return super().__getattribute__(n)
    def __dir__(c): return ["d"]
    def __eq__(c, o): return True
    def __hash__(c): return 5
    def __lt__(c, o): return True
    def __or__(c, o): return "or"
    def __ror__(c, o): return "ror"
    def __call__(c, *a): return a
    def __str__(c): return "S"
    def __instancecheck__(c, i): return i
    __slots__ = ()
class MC(metaclass=Meta): a = 1
MC.b = 5; MC.b
del MC.b
dir(MC), MC == 5, hash(MC), MC < 1, MC | 1, 1 | MC, MC(1, 2), str(MC), isinstance(0, MC), isinstance(5, MC)
class AttrMeta(type):
    x = property(lambda c: "prop")
    y = 1
class AM(metaclass=AttrMeta):
    y = 2
AM.x, AM.y
AM().x
AM.x = 5
class Cls2:
    def __init_subclass__(cls, **kw): print("isub", cls.__name__, kw); super().__init_subclass__()
    def __class_getitem__(cls, k): return k
class Sub2(Cls2, a=1): pass
type("Dyn", (Cls2,), {}, b=2)[3]
class Static:
    @staticmethod
    def a(): return 1
    @classmethod
    def b(cls): return cls.__name__
    c = staticmethod(len)
    d = classmethod(lambda cls: 5)
Static.a(), Static().a(), Static.b(), Static().b(), Static.c([1]), Static().c([1, 2]), Static.d()
Static.a.foo
Static.__dict__["a"].__wrapped__.__name__, Static.__dict__["b"].__wrapped__.__name__, Static.__dict__["a"].__name__
class Prop:
    def __init__(self): self._x = 1
    @property
    def x(self):
        "xdoc"
        return self._x
    @x.setter
    def x(self, v): self._x = v
    @x.deleter
    def x(self): del self._x
    @property
    def err(self): raise AttributeError("inner")
    @property
    def key(self): raise KeyError("k")
q = Prop(); q.x = 5; q.x, Prop.x.__doc__, Prop.x.fget.__name__, Prop.x.__name__
del q.x; q.x
q.err
hasattr(q, "err"), getattr(q, "err", "d")
q.key
hasattr(q, "key")
class PropGA(Prop):
    def __getattr__(self, n): return "ga " + n
PropGA().err
try: q.err
except AttributeError as e: z = (e.name, type(e.obj).__name__)
z
class Slotted:
    __slots__ = ("a", "__dict__")
s = Slotted(); s.a = 1; s.b = 2; s.__dict__, s.a
class Inh(Slotted):
    __slots__ = ("c",)
i = Inh(); i.a, i.c, i.d = 1, 2, 3
i.a, i.c, i.d, i.__dict__
class WeakS:
    __slots__ = ()
import weakref
weakref.ref(WeakS())
class WeakS2:
    __slots__ = ("__weakref__",)
type(weakref.ref(WeakS2())).__name__
class Cmp:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return NotImplemented if not isinstance(o, Cmp) else self.v == o.v
    def __lt__(self, o): return NotImplemented if not isinstance(o, Cmp) else self.v < o.v
Cmp(1) == Cmp(1), Cmp(1) == 1, Cmp(1) != 1, Cmp(1) < Cmp(2), Cmp(1) > Cmp(2), sorted([Cmp(2), Cmp(1)])[0].v
Cmp(1) < 1
Cmp(1) <= Cmp(1)
hash(Cmp(1))
Cmp.__hash__
class HashInh(Cmp):
    __hash__ = object.__hash__
class D1(dict):
    def __missing__(self, k): return k * 2
D1()["a"], D1().get("a"), "a" in D1(), D1(a=1)["a"]
class D2(dict):
    def __getitem__(self, k): return "got"
    def __contains__(self, k): return True
    def __iter__(self): return iter("xy")
    def keys(self): return ["k"]
d = D2(a=1); d["z"], "q" in d, list(d), dict(d), {**d}, len(d), d.get("a"), (lambda **k: k)(**d)
class L1(list):
    def __getitem__(self, i): return "item"
    def __iter__(self): return iter("it")
    def __len__(self): return 99
l = L1([1, 2]); l[0], list(l), [*l], tuple(l), len(l), l == [1, 2], bool(l), l + [3], sorted(l), sum([1], 0), max(l), l[:1]
class S1(str):
    def __str__(self): return "str!"
    def __len__(self): return 42
    def __eq__(self, o): return True
    __hash__ = str.__hash__
s = S1("ab"); str(s), f"{s}", "%s" % s, s + "c", len(s), s == "q", s.upper(), type(s.upper()), "".join([s]), s[0], repr(s), print(s)
class T1(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
    def __getitem__(self, i): return "t"
    def __repr__(self): return "T1!"
t = T1(1, 2); t[0], list(t), t, str(t), t + (3,), t == (1, 2), hash(t) == hash((1, 2)), len(t), t * 2, t[:1]
a, b = t; a, b
class I1(int):
    def __new__(cls, v, tag=None): o = super().__new__(cls, v); o.tag = tag; return o
    def __add__(self, o): return I1(int(self) + int(o), "sum")
    def __index__(self): return 7
    def __int__(self): return 8
    def __bool__(self): return False
    def __hash__(self): return 99
n = I1(5, "t"); n.tag, (n + 1).tag, n + 1, [0] * n, int(n), bool(n), hash(n), {n: 1}, range(n), f"{n:d}", "%d" % n, n * 2, n == 5, list(range(10))[n]
class F1(float):
    def __float__(self): return 9.5
    def __repr__(self): return "F1"
f = F1(1.5); float(f), f + 1, f, str(f), f"{f}", f"{f:.1f}", "%.1f" % f, round(f), f == 1.5, int(f)
class E1(Exception):
    def __str__(self): return "e1str"
str(E1(1)), repr(E1(1)), E1(1).args
class E2(KeyError): pass
str(E2("a")), repr(E2("a")), [str(x("q")) for x in (LookupError, KeyError, IndexError)]
class E3(Exception):
    def __init__(self, a, b=2): super().__init__(a); self.b = b
E3(1), E3(1).args, E3(1, b=5).b, E3(a=1)
E3()
class E4(ValueError, KeyError): pass
E4("x"), str(E4("x")), isinstance(E4(), LookupError), E4.__mro__[1:4]
class E5(OSError):
    def __init__(self, msg): self.m = msg
E5("x").m, E5("x").args, str(E5("x")), E5("x").errno
class E6(OSError): pass
E6(2, "x").errno, type(E6(2, "x")), str(E6(2, "x", "f"))
E6(2, "x", k=1)
class E7(StopIteration): pass
def g(): return (yield)
it = g(); next(it)
try: it.send(5)
except StopIteration as e: z = e.value, e.args
z
[*map(lambda x: x, [1])], [*filter(None, [0, 1])], [*zip("ab", [1])], [*enumerate("a", 5)], [*reversed([1, 2])]
list[int] | None, None | list[int], list[int] | dict[str, int], int | list[int], (list[int] | str).__args__
def f(x: list[int] | None = None, *a: *tuple[int, ...]) -> dict[str, int] | None: pass
f.__annotations__
[*list[int]], (*tuple[int, ...],)
isinstance([], list[int] | None)
set.__or__({1}, {2}), set.__or__({1}, [2]), int.__sub__(5, 3), int.__rsub__(5, 3), str.__mul__("a", 3), list.__add__([1], [2])
list.__add__([1], (2,))
str.__mod__("%s", 5), str.__contains__("abc", "b"), dict.__contains__({1: 2}, 1), tuple.__getitem__((1, 2), 0), list.__len__([1])
str.__contains__("abc", 5)
str.__add__("a", 5)
str.__add__(5, "a")
list.__iadd__([1], 5)
int.__truediv__(1, 0)
float.__add__(1.0, "a"), float.__radd__(1.0, 2), complex.__mul__(1j, 2)
bool.__and__(True, 5), bool.__or__(True, False), int.__and__(True, False), int.__invert__(5), int.__neg__(5), int.__abs__(-5)
object.__eq__(1, 1), object.__ne__(1, 2), object.__repr__(5)[:12], object.__str__(5), object.__format__(5, "")
object.__setattr__(5, "a", 1)
object.__getattribute__(5, "real")
object.__getattribute__(5, "zzz")
type.__getattribute__(int, "mro")()[0], type.__repr__(int), type.__call__(int, "5"), type.__instancecheck__(int, True)
type.__setattr__(int, "x", 1)
object.__delattr__(K(), "x")
''')

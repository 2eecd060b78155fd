# dunder methods that return the wrong thing, hooks of classes and metaclasses, operators by hand
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
class Desc:
    def __get__(self, o, t=None): return (o is None, t.__name__)
    def __set__(self, o, v): raise AttributeError("no set")
    def __set_name__(self, o, n): self.n = n
class H:
    d = Desc()
H.d, H().d
H().d = 5
del H().d
H.__dict__["d"].n
class SN:
    def __set_name__(self, o, n): raise ValueError("bad")
class X:
    a = SN()
class Bad:
    def __set_name__(self): pass
class X:
    a = Bad()
class NonData:
    def __get__(self, o, t): return "nd"
class X:
    n = NonData()
x = X(); x.n = 1; x.n, X.n
class GA:
    def __getattr__(self, n): raise AttributeError(n)
GA().foo
hasattr(GA(), "x"), getattr(GA(), "x", 5)
class GB:
    def __getattribute__(self, n): raise ValueError(n)
GB().foo
hasattr(GB(), "x")
class GC:
    def __getattr__(self, n): return n
GC().foo, GC().__foo__, GC().__class__.__name__
len(GC())
class SA:
    def __setattr__(self, n, v): raise TypeError("ro " + n)
    def __delattr__(self, n): raise TypeError("del " + n)
SA().x = 1
del SA().x
class Eq:
    def __eq__(self, o): return "eq"
Eq() == 1, Eq() != 1, 1 == Eq(), Eq() in [5]
hash(Eq())
class NE:
    def __eq__(self, o): return NotImplemented
    def __ne__(self, o): return NotImplemented
NE() == 1, NE() != 1
class LT:
    def __lt__(self, o): return NotImplemented
LT() < LT()
LT() > 1
sorted([LT(), LT()])
max(LT(), LT())
class Len:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
len(Len(5)), bool(Len(0)), bool(Len(1))
len(Len(-1))
len(Len("a"))
len(Len(1.5))
len(Len(2 ** 70))
bool(Len(-1))
bool(Len("a"))
class BoolBad:
    def __bool__(self): return 1
bool(BoolBad())
if BoolBad(): pass
not BoolBad()
[1 for _ in [1] if BoolBad()]
class It:
    def __iter__(self): return 5
iter(It())
for x in It(): pass
list(It())
class It2:
    def __iter__(self): return self
iter(It2())
class It3:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i
list(It3()), 1 in It3(), 5 in It3()
tuple(reversed(It3()))
class It4(It3):
    __iter__ = None
list(It4())
1 in It4()
class Co:
    __contains__ = None
1 in Co()
class Co2:
    def __contains__(self, x): return 5
1 in Co2(), 1 not in Co2()
class Idx:
    def __index__(self): return 2
[1, 2, 3][Idx()], "abc"[Idx():], range(Idx()), hex(Idx()), [0] * Idx(), 1 << Idx()
class IdxBad:
    def __index__(self): return "a"
[1][IdxBad()]
range(IdxBad())
hex(IdxBad())
int(IdxBad())
class IntBad:
    def __int__(self): return "a"
int(IntBad())
class FloatBad:
    def __float__(self): return 1
float(FloatBad())
float("abc"), 
float("")
float([])
float("1_0"), float(" 1 "), float("nan"), float("-inf")
complex("1+j"), complex(1, 2), complex("1+2j")
complex("abc")
complex("1", 2)
complex(1, "2")
complex([])
complex(1, [])
class CBad:
    def __complex__(self): return 1
complex(CBad())
class StrBad:
    def __str__(self): return 5
    def __repr__(self): return 6
str(StrBad())
repr(StrBad())
f"{StrBad()}"
"%s" % StrBad()
print(StrBad())
[StrBad()]
class BytesBad:
    def __bytes__(self): return 5
bytes(BytesBad())
class FmtBad:
    def __format__(self, s): return 5
format(FmtBad())
f"{FmtBad()}"
"{}".format(FmtBad())
class HashBad:
    def __hash__(self): return "a"
hash(HashBad())
{HashBad(): 1}
class HashNeg:
    def __hash__(self): return -1
hash(HashNeg())
class HashBig:
    def __hash__(self): return 2 ** 65
hash(HashBig())
class CallBad:
    __call__ = 5
CallBad()()
class Enter:
    def __enter__(self): return self
    def __exit__(self, a, b): pass
with Enter(): pass
class Op:
    def __add__(self, o): return "add"
    def __radd__(self, o): return "radd"
    def __iadd__(self, o): return "iadd"
    def __neg__(self): return "neg"
    def __getitem__(self, k): return k
    def __matmul__(self, o): return "mm"
    def __divmod__(self, o): return "dm"
    def __rdivmod__(self, o): return "rdm"
    def __pow__(self, o, m=None): return ("pow", m)
    def __rpow__(self, o): return "rpow"
    def __round__(self, n=None): return ("round", n)
    def __trunc__(self): return 5
    def __floor__(self): return 6
    def __ceil__(self): return 7
o = Op(); o + 1, 1 + o, -o, o[1:2, ..., 3], o @ 1, divmod(o, 1), divmod(1, o), o ** 2, 2 ** o, pow(o, 1, 2), round(o), round(o, 2)
o += 1; o
o = Op(); +o
~o
abs(o)
o - 1
1 - o
1 @ o
o // 1
o < 1
o()
o.x
del o[0]
o[0] = 1
import math
math.floor(Op()), math.ceil(Op()), math.trunc(Op())
math.floor("a")
math.trunc("a")
class SubR:
    def __radd__(self, o): return "R"
class SubL(SubR):
    def __radd__(self, o): return "SL"
SubR() + SubL()
int.__add__(1, SubL())
1 + SubL()
class IntSub(int):
    def __radd__(self, o): return "isub"
    def __add__(self, o): return "iadd"
1 + IntSub(2), IntSub(1) + 2, IntSub(1) + IntSub(2), sum([IntSub(1)])
class ListSub(list):
    def __radd__(self, o): return "lr"
    def __eq__(self, o): return "leq"
[1] + ListSub([2]), [1] == ListSub([1])
class Cls:
    @classmethod
    @property
    def p(cls): return 5
Cls.p
class CI:
    def __class_getitem__(cls, k): return (cls.__name__, k)
CI[5], CI[1, 2]
CI()[5]
class CI2:
    @staticmethod
    def __class_getitem__(k): return k
CI2[1]
class NoGet: pass
NoGet[1]
int[1]
class ISub:
    def __init_subclass__(cls, /, x=1, **k): super().__init_subclass__(**k); cls.x = x
class I2(ISub, x=5): pass
I2.x
class I3(ISub, y=5): pass
class I4(ISub):
    def __init_subclass__(cls): raise ValueError("no")
class I5(I4): pass
class Meta(type):
    @classmethod
    def __prepare__(m, n, b, **k): return {"prepared": 1}
    def __call__(c, *a, **k): return "called"
class WM(metaclass=Meta): pass
WM.prepared, WM()
class Meta2(type):
    def __prepare__(n, b): return 5
class WM(metaclass=Meta2): pass
class Meta3(type):
    def mro(cls): return [cls, object]
class WM(int, metaclass=Meta3): pass
class WM(metaclass=Meta3): pass
WM.__mro__
class Meta4(type):
    def mro(cls): return 5
class WM(metaclass=Meta4): pass
class Meta5(type):
    def mro(cls): return [int]
class WM(metaclass=Meta5): pass
class MR:
    def __mro_entries__(self, b): return (int,)
class WM(MR()): pass
class MR2:
    def __mro_entries__(self, b): return 5
class WM(MR2()): pass
import abc
class AB(abc.ABC):
    @abc.abstractmethod
    def f(self): pass
    @property
    @abc.abstractmethod
    def g(self): pass
AB()
class AB2(AB):
    def f(self): pass
AB2()
class AB3(AB2):
    g = 1
AB3().g
AB.register(int); isinstance(5, AB), issubclass(bool, AB)
AB.register(5)
sorted(AB.__abstractmethods__)
object.__abstractmethods__
int.__abstractmethods__
object().__reduce__()[0].__name__
object().__reduce_ex__(2)[0].__name__
object().__reduce_ex__(2)[1:]
object().__getstate__()
object().__format__("x")
object().__format__(5)
object().__init_subclass__()
object().__subclasshook__(int)
object().__eq__(5), object().__ne__(5), object().__lt__(5)
o = object(); o == o, o.__eq__(o), o.__ne__(o), o.__hash__() == hash(o)
object().x = 1
object().__class__ = int
object.x = 1
object(1)
object(x=1)
str(object())[:15]
type(None)(), type(...)(), type(NotImplemented)()
type(None)(1)
NoneType = type(None); NoneType
class Foo:
    x: int
    y: "str" = 5
Foo.__annotations__
Foo.x
Foo().__annotations__
int.__annotations__
class Fin:
    def __del__(self): raise ValueError("in del")
import weakref
weakref.ref(5)
weakref.ref([])
weakref.ref(Foo())()
weakref.ref()
r = weakref.ref(Foo); r() is Foo, r
r(1)
weakref.proxy(5)
weakref.ref(Foo) is weakref.ref(Foo), weakref.ref(Foo) == weakref.ref(Foo), hash(weakref.ref(Foo)) == hash(Foo)
''')

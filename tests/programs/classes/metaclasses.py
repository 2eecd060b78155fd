# metaclasses: __new__, __init__, __call__, __prepare__, attributes, conflicts, inheritance
class Reg(type):
    classes = []
    def __new__(m, n, b, d, **k):
        c = super().__new__(m, n, b, d)
        m.classes.append(n)
        return c
    def __init__(c, n, b, d, **k): super().__init__(n, b, d); c.opts = k
    def __call__(c, *a, **k): print("call", c.__name__, a, k); return super().__call__(*a, **k)
    def meta_method(c): return "meta " + c.__name__
    def __repr__(c): return f"<reg {c.__name__}>"
    def __len__(c): return 42
    def __iter__(c): return iter("abc")
    def __contains__(c, x): return x == c.__name__
    def __getitem__(c, k): return (c.__name__, k)
    def __add__(c, o): return c.__name__ + o.__name__
    def __instancecheck__(c, o): return o == "fake" or super().__instancecheck__(o)
    def __subclasscheck__(c, o): return o is int or super().__subclasscheck__(o)
    def __bool__(c): return False
    def __getattr__(c, n): return f"{c.__name__}.{n}?" if n.startswith("dyn") else super().__getattribute__(n)
    def __dir__(c): return ["listed"]
class A(metaclass=Reg, opt=1):
    def __init__(self, x=0): self.x = x
class B(A): pass
print(Reg.classes, A.opts, B.opts, A, B(5).x, A.meta_method(), len(A), list(B), "A" in A, A[3], A + B, bool(A))
print(isinstance("fake", A), isinstance(A(), A), isinstance(1, A), issubclass(int, A), issubclass(B, A), A.dyn1, dir(A), type(A).__name__, type(B) is Reg)
try: A().meta_method
except AttributeError as e: print(e)
try: A.static
except AttributeError as e: print(e)
class M2(type): pass
class Z(metaclass=M2): pass
try:
    class Conflict(A, Z): pass
except TypeError as e: print(e)
class Both(Reg, M2): pass
class Fine(A, Z, metaclass=Both): pass
print(type(Fine).__name__)
class Single(type):
    inst = {}
    def __call__(c, *a):
        if c not in c.inst: c.inst[c] = super().__call__(*a)
        return c.inst[c]
class S(metaclass=Single): pass
print(S() is S())
def func_meta(name, bases, ns): return (name, bases, sorted(k for k in ns if not k.startswith("__")))
class F(metaclass=func_meta): x = 1
print(F)
class Order(type):
    @classmethod
    def __prepare__(m, n, b): return {"from_prepare": n}
class P(metaclass=Order): y = 1
print(P.from_prepare)
class BadPrep(type):
    @classmethod
    def __prepare__(m, n, b): return 5
try:
    class Q(metaclass=BadPrep): pass
except TypeError as e: print(e)

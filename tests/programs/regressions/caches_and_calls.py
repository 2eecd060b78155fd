# Call sites and attribute reads that see many shapes, and what changes under their caches.
class A:
    k = 1
    def m(self): return "A.m"
class B(A):
    def __init__(self): self.x = 1
class C(A):
    def __init__(self): self.y = 2; self.x = 3
class D(dict):
    z = 9
    def go(self): return len(self)
class E(Exception):
    def __init__(self, a): self.a = a; super().__init__(a)
def get(o): return o.x
def meth(o): return o.m()
def kk(o): return o.k
objs = [B(), C(), B(), C()]
for r in range(3):
    print([get(o) for o in objs], [meth(o) for o in objs], [kk(o) for o in objs])
objs[0].k = 5; objs[1].m = lambda: "own"
print([kk(o) for o in objs], [meth(o) for o in objs])
A.k = 7; print([kk(o) for o in objs])
del objs[0].k; print([kk(o) for o in objs])
B.x = property(lambda s: "prop")
try: print([get(o) for o in objs])
except Exception as e: print(e)
del B.x; print([get(o) for o in objs])
A.m = lambda s: "new"; print([meth(o) for o in objs])
d = D(); d["a"] = 1; d.q = 4
for r in range(3): print(d.go(), d.q, d.z)
d.z = 10; print(d.z); del d.z; print(d.z)
for r in range(3):
    e = E(r); print(e.a, e.args)
import math, types
def pi(): return math.pi
def fl(x): return math.floor(x)
for r in range(3): print(pi(), fl(2.5))
old = math.floor; math.floor = lambda x: "patched"; print(fl(2.5)); math.floor = old; print(fl(2.5))
class Meta(type):
    @property
    def p(cls): return "meta p"
class M(metaclass=Meta):
    v = 1
    @staticmethod
    def s(): return "s"
    @classmethod
    def c(cls): return cls.__name__
def rv(): return M.v
for r in range(3): print(rv(), M.p, M.s(), M.c())
M.v = 2; print(rv())
Meta.v = property(lambda cls: "data desc"); print(rv())
del Meta.v; print(rv())
class S1: 
    __slots__ = ("a",)
class S2:
    __slots__ = ("a", "b")
def ga(o): return o.a
s1 = S1(); s2 = S2(); s1.a = 1; s2.a = 2
for r in range(3): print(ga(s1), ga(s2))
del s1.a
try: ga(s1)
except AttributeError as e: print(e)
class Base:
    def f(self): return ["Base"]
class X(Base):
    def f(self): return ["X"] + super().f()
class Y(Base):
    def f(self): return ["Y"] + super().f()
class Z(X, Y):
    def f(self): return ["Z"] + super().f()
for r in range(3): print(Z().f(), X().f())
Base.f = lambda self: ["patched"]; print(Z().f())
Z.__bases__ = (Y, X); print(Z().f())
def swap(o, c): o.__class__ = c
b = B(); swap(b, C); print(get(b), meth(b))
class Many:
    def __init__(self):
        for i in range(20): setattr(self, "a%d" % i, i)
def a19(o): return o.a19
for r in range(5):
    o = Many(); print(a19(o)); o.a19 = r; print(a19(o))
def f(a, b, /, c=3, *args, d, e=5, **kw): return a, b, c, args, d, e, kw
print(f(1, 2, d=4), f(1, 2, 3, 4, 5, d=6, z=7), f(1, 2, d=1, c=9))
for bad in ("f(1, d=2)", "f(1,2)", "f(1,2,3,c=4,d=5)", "f(a=1,b=2,d=3)", "A(1)", "B(1)", "C(y=1)"):
    try: print(eval(bad))
    except TypeError as e: print(e)
def g(*, a=1, b): return a, b
print(g(b=2), g(b=3, a=4))
class K:
    def __call__(self, x, y=2): return x, y
print(K()(1), K()(1, y=3), K().__call__(5))
it = iter({1: 2, 3: 4}.items())
for k, v in it: print(k, v)
for i, c in enumerate("ab"): print(i, c)
for x in map(lambda v: v * 2, [1, 2]): print(x)
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
for x in It(): print(x)
def gen():
    try:
        x = yield 1
        print("got", x)
        yield 2
    except ValueError: print("ve"); yield 99
    finally: print("fin")
g1 = gen()
for v in g1: print(v)
g1 = gen(); next(g1); print(g1.throw(ValueError)); g1.close()
def outer():
    r = yield from gen()
    return r
for v in outer(): print(v)
print(sum(x for x in range(10)), any(x > 3 for x in range(5)), list(zip((1, 2), (x for x in "ab"))))

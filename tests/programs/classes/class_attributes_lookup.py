# where attributes are found; instance dict manipulation; class changes seen by instances; deletions
class A:
    x = 1
    def m(self): return "A.m"
class B(A): pass
b = B()
print(b.x, B.x)
B.x = 2
print(b.x, A.x)
b.x = 3
print(b.x, B.x)
del b.x
print(b.x)
del B.x
print(b.x)
A.x = 10
print(b.x)
A.m = lambda self: "replaced"
print(b.m())
b.m = "not callable"
try: b.m()
except TypeError as e: print(e)
del b.m
B.m = staticmethod(lambda: "static now")
print(b.m())
B.m = property(lambda self: "property now")
print(b.m)
b.__dict__["m"] = "instance"
print(b.m)
del B.m
print(b.m)
b.__dict__.clear()
print(b.m())
b.__dict__ = {"fresh": 1}
print(b.fresh, vars(b))
try: b.__dict__ = 5
except TypeError as e: print(e)
b.__dict__.update(u=1, v=2)
print(b.u + b.v, sorted(vars(b)))
for i in range(50): setattr(b, f"a{i}", i)
print(len(vars(b)), b.a49, list(vars(b))[:3])
for i in range(0, 50, 2): delattr(b, f"a{i}")
print(len(vars(b)), hasattr(b, "a0"), b.a1)
del A.m
try: b.m
except AttributeError as e: print(e)
class Dyn:
    pass
for n in ("p", "q"):
    setattr(Dyn, n, (lambda n: lambda self: n)(n))
print(Dyn().p(), Dyn().q())
def f(o): return o.v
class V1: v = "v1"
class V2:
    def __init__(self): self.v = "v2"
class V3:
    @property
    def v(self): return "v3"
class V4:
    def __getattr__(self, n): return "v4"
class V5: __slots__ = ("v",)
v5 = V5(); v5.v = "v5"
for _ in range(3): print([f(o) for o in (V1(), V2(), V3(), V4(), v5, V1)])
V1.v = "changed"
print([f(V1()), f(V2())])

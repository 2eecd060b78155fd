# one access site sees many shapes, classes change, instance attributes shadow and unshadow
class A:
    def m(self): return "A.m"
class B(A): pass
class C:
    def __getattr__(self, n): return lambda: "C dyn"
class D:
    m = staticmethod(lambda: "D static")
class E:
    m = classmethod(lambda c: "E class")
class F:
    @property
    def m(self): return lambda: "F prop"
class G: pass
g = G(); g.m = lambda: "G inst"
def call(o): return o.m()
objs = [A(), B(), C(), D(), E(), F(), g, D, E]
for _ in range(30): r = [call(o) for o in objs]
print(r)
A.m = lambda self: "A changed"; print([call(o) for o in objs])
objs[0].m = lambda: "shadow"; print(call(objs[0]), call(objs[1])); del objs[0].m; print(call(objs[0]))
B.m = lambda self: "B own"; print(call(objs[1])); del B.m; print(call(objs[1]))
B.__bases__ = (type("Z", (A,), {"m": lambda s: "Z.m"}),); print(call(objs[1]))
def get(o): return o.v
class S: v = 1
s = S()
for _ in range(20): get(s)
s.v = 2; print(get(s)); del s.v; print(get(s)); S.v = property(lambda self: "p"); print(get(s)); S.v = 5; print(get(s)); del S.v
try: get(s)
except AttributeError as e: print(e)
def glob(): return name
name = 1
for _ in range(20): glob()
name = 2; print(glob()); del name
try: glob()
except NameError as e: print(e)
import builtins
builtins.name = "builtin"; print(glob()); name = "global again"; print(glob()); del name; print(glob()); del builtins.name
def ln(x): return len(x)
for _ in range(20): ln("ab")
len = lambda x: "shadowed len"; print(ln("ab")); del len; print(ln("ab"))
def add(a, b): return a + b
for _ in range(20): add(1, 2)
print(add("a", "b"), add(1.5, 1), add([1], [2]), add(True, 1), add(2 ** 62, 2 ** 62), add((1,), ()))

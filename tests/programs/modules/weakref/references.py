# weakref: ref, proxy, callbacks, WeakValueDictionary, WeakKeyDictionary, WeakSet, finalize, WeakMethod
import weakref
class C:
    def __init__(self, n): self.n = n
    def __repr__(self): return f"C{self.n}"
    def m(self): return self.n
a = C(1)
r = weakref.ref(a); r2 = weakref.ref(a, lambda x: print("callback", x() is None))
print(r() is a, r is weakref.ref(a), r == r2, weakref.getweakrefcount(a), len(weakref.getweakrefs(a)), hash(r) == hash(a), type(r).__name__)
p = weakref.proxy(a); print(p.n, p.m(), p == a, type(p).__name__); p.n = 5; print(a.n)
del a
print(r(), r2(), "dead" in repr(r))
try: p.n
except ReferenceError as e: print(e)
for o in (5, "s", (1,), [1], {}, None, object()):
    try: weakref.ref(o); print("ok", o)
    except TypeError as e: print(e)
def fn(): pass
s = {1}
print(weakref.ref(fn)() is fn, weakref.ref(s)() is s, weakref.ref(C)() is C, weakref.ref(len) is not None)
d = weakref.WeakValueDictionary(); x, y = C("x"), C("y"); d["x"], d["y"] = x, y
print(sorted(d), len(d), d["x"], d.get("q"), "x" in d, dict(sorted(d.items()))); del x; print(sorted(d.keys()), len(d), d.get("x"))
k = weakref.WeakKeyDictionary(); z = C("z"); k[z] = "v"; print(k[z], len(k), z in k, list(k.items())); del z; print(len(k))
ws = weakref.WeakSet(); u = C("u"); ws.add(u); print(len(ws), u in ws, list(ws)); del u; print(len(ws))
f = C("f"); fin = weakref.finalize(f, print, "finalized", 1); print(fin.alive); del f; print(fin.alive, fin())
g = C("g"); fin2 = weakref.finalize(g, lambda: "ret"); print(fin2(), fin2.alive); h = C("h"); fin3 = weakref.finalize(h, print, "never"); print(fin3.detach() is not None); del h
o = C("o"); wm = weakref.WeakMethod(o.m); print(wm()(), weakref.ref(o.m)() is None); del o; print(wm())
class S: __slots__ = ("__weakref__",)
v = S(); print(weakref.ref(v)() is v)
e1, e2 = C(1), C(1); print(weakref.ref(e1) == weakref.ref(e2), weakref.ref(e1) == weakref.ref(e1))
try: hash(weakref.ref(C(9)))
except TypeError as e: print(e)
l = []
q = C("q"); refs = [weakref.ref(q, lambda _, i=i: l.append(i)) for i in range(3)]; del q; print(l)
print(callable(r), r.__callback__, len(weakref.WeakValueDictionary(a=C(1))))
t = C("at exit"); weakref.finalize(t, print, "at exit runs")

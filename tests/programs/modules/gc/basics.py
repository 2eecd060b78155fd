# gc: collect finds cycles; enable, disable; finalisers of cyclic garbage; get_objects-like queries
import gc, weakref
class N:
    def __init__(self, n): self.n = n; self.o = None
    def __del__(self): dead.append(self.n)
dead = []
gc.disable(); print(gc.isenabled()); gc.collect()
a, b = N("a"), N("b"); a.o, b.o = b, a
del a, b; print(dead); gc.collect(); print(sorted(dead))
s = N("self"); s.o = s; w = weakref.ref(s); del s; print(w() is not None); gc.collect(); print(w(), dead[-1])
l = []; l.append(l); del l; print(gc.collect() >= 1)
d = {}; d["d"] = d; d["n"] = N("in dict"); del d; gc.collect(); print(dead[-1])
def f():
    n = N("closure")
    def g(): return g, n
f(); gc.collect(); print(dead[-1])
class Cls:
    x = N("class attr")
del Cls; gc.collect(); print(dead[-1])
def gen():
    me = yield
    n = N("generator")
    yield me, n
g = gen(); next(g); g.send(g); del g; gc.collect(); print(dead[-1])
try:
    n = N("traceback")
    raise ValueError
except ValueError as e:
    n.o = e
del n; gc.collect(); print(dead[-1])
class Res:
    def __del__(self): global saved; saved = self; print("resurrected")
r = Res(); r.me = r; del r; gc.collect(); print(saved.me is saved); del saved; gc.collect(); print("second time no __del__")
cb = []
x = N("x"); x.o = x; wr = weakref.ref(x, lambda _: cb.append("called")); del x; gc.collect(); print(cb)
gc.enable(); print(gc.isenabled(), isinstance(gc.get_threshold(), tuple), gc.is_tracked([]), gc.is_tracked(5), isinstance(gc.get_count(), tuple), gc.garbage, isinstance(gc.get_stats(), list), isinstance(gc.get_objects(), list))
print(gc.collect(0) >= 0, gc.freeze(), gc.unfreeze())
for i in range(20000):
    c = N(None) if i % 1000 == 0 else [None]
    if isinstance(c, N): c.o = c
    else: c[0] = c
print("many cycles made")
try: gc.collect(5)
except ValueError as e: print(e)
t = [1]; u = [t]; print(any(r is u for r in gc.get_referrers(t)), gc.get_referents(u))

# an object pool, an LRU cache and a rate limiter written as classes
from collections import OrderedDict
class LRU:
    def __init__(self, n): self.n, self.d, self.hits = n, OrderedDict(), 0
    def get(self, k, make):
        if k in self.d: self.hits += 1; self.d.move_to_end(k)
        else:
            self.d[k] = make(k)
            if len(self.d) > self.n: old, _ = self.d.popitem(last=False); evicted.append(old)
        return self.d[k]
evicted = []; c = LRU(2); print([c.get(k, str.upper) for k in "abacab"], c.hits, evicted, list(c.d))
class Pool:
    made = 0
    def __init__(self): self.free = []
    def __enter__(self):
        if self.free: return self.free.pop()
        Pool.made += 1; return ["obj", Pool.made]
    def __exit__(self, *a): self.free.append(["obj", "back"])
p = Pool()
with p as a:
    with p as b: print(a, b)
with p as x: print(x, Pool.made, len(p.free))
class Limiter:
    def __init__(self, n, per): self.n, self.per, self.t = n, per, []
    def allow(self, now): self.t = [x for x in self.t if x > now - self.per]; ok = len(self.t) < self.n; ok and self.t.append(now); return ok
l = Limiter(2, 10); print([l.allow(t) for t in (0, 1, 2, 10, 11, 11.5, 30)])

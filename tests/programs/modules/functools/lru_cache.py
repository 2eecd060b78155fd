# lru_cache, cache: hits, misses, eviction order, typed, unhashable, methods, recursion
import functools
calls = []
@functools.lru_cache(maxsize=2)
def f(x): calls.append(x); return x * 2
for x in (1, 2, 1, 3, 2, 1): f(x)
print(calls, f.cache_info(), f.cache_parameters())
f.cache_clear(); print(f.cache_info(), f.__wrapped__(9), f.__name__)
@functools.cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(200), fib.cache_info())
@functools.lru_cache
def g(*a, **k): calls.append((a, k)); return len(calls)
calls.clear()
print(g(1), g(1.0), g(x=1), g(x=1), g(1, 2), g(x=1, y=2), g(y=2, x=1), g(True))
@functools.lru_cache(maxsize=None, typed=True)
def t(x): return type(x).__name__
print(t(1), t(1.0), t(True), t.cache_info())
@functools.lru_cache(maxsize=0)
def z(x): calls.append("z"); return x
z(1); z(1); print(calls.count("z"), z.cache_info())
for h in (lambda: g([]), lambda: functools.lru_cache("x"), lambda: fib()):
    try: h()
    except TypeError as e: print(e)
class C:
    def __init__(self, v): self.v = v
    @functools.lru_cache
    def m(self, x): calls.append("m"); return self.v + x
c = C(1); print(c.m(2), c.m(2), calls.count("m"), C.m.cache_info())
@functools.cache
def err(x): calls.append("err"); raise ValueError(x)
for _ in range(2):
    try: err(1)
    except ValueError: pass
print(calls.count("err"))
@functools.lru_cache(maxsize=128)
def grid(r, c): return 1 if r == 0 or c == 0 else grid(r - 1, c) + grid(r, c - 1)
print(grid(12, 12), grid.cache_info().currsize)

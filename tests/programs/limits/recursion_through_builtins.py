# endless recursion through map, sorted, functools, exec, comparisons, and comprehension callbacks
import functools, copy
def kinds():
    def f1(x): return list(map(f1, [x]))
    def f2(x): return sorted([1, 2], key=f2)
    def f3(x): return max([1, 2], key=f3)
    def f4(x): return [f4(x) for _ in range(1)]
    def f5(x): return functools.reduce(lambda a, b: f5(a), [1, 2])
    def f6(x): return eval("f6(x)", {"f6": f6, "x": x})
    def f7(x): return sum(f7(x) for _ in range(1))
    def f8(x): return getattr(type("T", (), {"__getattr__": lambda s, n: f8(x)})(), "z")
    def f9(x): return list(filter(f9, [x]))
    def f10(x): return functools.partial(f10, x)()
    def f11(*a): return f11(*a)
    def f12(**k): return f12(**k)
    def f13(x): return any(f13(x) for _ in "a")
    def f14(x): return str.join("", map(f14, [x]))
    return [f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, lambda x: f12(a=x), f13, f14]
for i, f in enumerate(kinds()):
    try: f(1); print(i, "no error")
    except RecursionError as e: print(i, type(e).__name__)
@functools.lru_cache(None)
def cached(n): return cached(n + 1)
try: cached(0)
except RecursionError: print("lru_cache")
class D(dict):
    def __missing__(self, k): return self[k + 1]
try: D()[0]
except RecursionError: print("__missing__")
class E(Exception):
    def __str__(self): return str(self)
try: str(E())
except RecursionError: print("exception str")
class It:
    def __iter__(self): return self
    def __next__(self): return next(self)
try: list(It())
except RecursionError: print("next")
class De:
    def __get__(self, o, t): return o.d
class H: d = De()
try: H().d
except RecursionError: print("descriptor")
class Cmp:
    def __init__(self, o=None): self.o = o
    def __eq__(self, o): return [self] == [o]
try: Cmp() == Cmp()
except RecursionError: print("list comparison")
class Co:
    def __deepcopy__(self, m): return copy.deepcopy([self])
try: copy.deepcopy(Co())
except RecursionError: print("deepcopy")
print("alive")

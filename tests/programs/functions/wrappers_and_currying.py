# functions returning functions: composition, currying, memo, counters, decorators with state
import functools
def compose(*fs): return functools.reduce(lambda f, g: lambda x: f(g(x)), fs)
print(compose(str, lambda x: x + 1, int)("41"))
def curry(f, *a): return f(*a) if len(a) >= f.__code__.co_argcount else lambda *b: curry(f, *a, *b)
add3 = lambda a, b, c: (a, b, c)
print(curry(add3)(1)(2)(3), curry(add3, 1)(2, 3), curry(add3)(1, 2)(3))
def memo(f):
    cache = {}
    def w(*a):
        if a not in cache: cache[a] = f(*a)
        return cache[a]
    w.cache = cache
    return w
@memo
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), len(fib.cache))
class Count:
    def __init__(self, f): self.f, self.n = f, 0
    def __call__(self, *a, **k): self.n += 1; return self.f(*a, **k)
    def __get__(self, o, t=None): return functools.partial(self, o)
class T:
    @Count
    def m(self, x): return x * 2
t = T(); print(t.m(3), t.m(4), T.__dict__["m"].n)
def stack(*ds):
    def deco(f):
        for d in reversed(ds): f = d(f)
        return f
    return deco
bold = lambda f: lambda *a: f"<b>{f(*a)}</b>"; it = lambda f: lambda *a: f"<i>{f(*a)}</i>"
@stack(bold, it)
def hi(n): return f"hi {n}"
print(hi("x"), (lambda f: f(f))(lambda s: 5), [*map(lambda f: f(3), [lambda x: x + 1, lambda x: x * x])])

# partial, partialmethod, reduce, cmp_to_key, total_ordering, wraps
import functools, operator
def f(a, b=2, *args, **kw): return a, b, args, kw
p = functools.partial(f, 1, x=5)
print(p(), p(3), p(3, 4, y=6), p(x=7), p.func is f, p.args, p.keywords, functools.partial(p, 9)(), repr(functools.partial(int, base=2)))
print(functools.partial(int, base=2)("101"), list(map(functools.partial(pow, 2), range(5))), functools.partial(print, "pre", sep="-")("x"))
for g in (lambda: functools.partial(), lambda: functools.partial(5), lambda: functools.reduce(operator.add, []), lambda: functools.reduce(operator.add, 5), lambda: functools.reduce(5, [1, 2]), lambda: functools.reduce(operator.add)):
    try: print(g())
    except TypeError as e: print(e)
print(functools.reduce(operator.add, [1, 2, 3]), functools.reduce(operator.mul, range(1, 6), 10), functools.reduce(lambda a, b: f"({a}{b})", "abcd"), functools.reduce(max, [3, 9, 2]), functools.reduce(None, [], 5), functools.reduce(None, [7]))
class C:
    def m(self, a, b): return self, a, b
    half = functools.partialmethod(m, 1)
c = C(); print(c.half(2)[1:])
@functools.total_ordering
class O:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(O(1) <= O(1), O(2) > O(1), O(1) >= O(2), O(1) != O(2))
try:
    @functools.total_ordering
    class Bad: pass
except ValueError as e: print(e)
def deco(fn):
    @functools.wraps(fn)
    def w(*a, **k):
        "wrapper doc"
        return ("wrapped", fn(*a, **k))
    return w
@deco
def orig(x: int) -> str:
    "orig doc"
    return x
orig.attr = 1
print(orig(5), orig.__name__, orig.__doc__, orig.__wrapped__(6), orig.__annotations__, orig.__qualname__)
k = functools.cmp_to_key(lambda a, b: b - a)
print(sorted([3, 1, 2], key=k), k(1) < k(2), k(1) == k(1), max([1, 2], key=k))
class P:
    n = 0
    @functools.cached_property
    def cp(self): P.n += 1; return P.n
p = P(); print(p.cp, p.cp, P.n, vars(p)); del p.cp; print(p.cp, P().cp)

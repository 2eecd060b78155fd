# default values: evaluated once, in order, in the enclosing scope; mutable; keyword-only
def f(x, l=[]):
    l.append(x)
    return l
print(f(1), f(2), f(3, []), f(4))
n = 5
def g(a=n): return a
n = 6
print(g())
class C:
    k = 7
    def m(self, v=k): return v
print(C().m())
def h(a, b=2, *args, c=3, d, **kw): return a, b, args, c, d, kw
print(h(1, d=4), h(1, 9, 8, 7, d=0, z=1), h(d=1, a=2))
def order(log, a=print("a"), b=print("b"), *, c=print("c")): return log
print(order("x"))
def none_default(x=None):
    x = x or []
    x.append(1)
    return x
print(none_default(), none_default())
d = {}
def cached(k, memo={}):
    if k not in memo: memo[k] = k * k
    return memo[k], len(memo)
print(cached(2), cached(3), cached(2))
def pos(a=1, /, b=2): return a, b
print(pos(), pos(5), pos(b=6), pos(7, 8))
def shadow(a=1, /, **kw): return a, kw
print(shadow(a=5), shadow(2, a=6))
fs = [lambda x=i: x for i in range(3)]
print([f() for f in fs], fs[0](9))

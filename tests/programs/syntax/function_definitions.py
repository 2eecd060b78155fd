# every shape of def and call syntax
def a(): return "a"
def b(x): return x
def c(x, y=2, *args, z, w=4, **kw): return (x, y, args, z, w, kw)
def d(x, /): return x
def e(x, /, y, *, z): return (x, y, z)
def f(x=1, /, y=2, *, z=3): return (x, y, z)
def g(*, k): return k
def h(*args): return args
def i(**kw): return kw
def j(x, y, /, z=0, *args, k=1, **kw): return (x, y, z, args, k, kw)
def k(x: int, /, *a: str, b: "B" = 2, **c: dict) -> None: return (x, a, b, c)
def l(a, b,): return a + b
def m(*a, b,): return (a, b)
def n(**k,): return k
print(a(), b(1), c(1, z=3), c(1, 2, 3, 4, z=5, q=6), d(1), e(1, 2, z=3), e(1, y=2, z=3), f(), f(5, z=6, y=7))
print(g(k=1), h(), h(1, 2), i(), i(x=1), j(1, 2), j(1, 2, 3, 4, 5, k=6, l=7, x=8), k(1, "a", b=3, d=4))
print(l(1, 2,), m(1, b=2,), n(x=1,), l(*[1], **{"b": 5}), h(*"ab", *"cd"), i(**{"a": 1}, **{"b": 2}))
def outer(x):
    def inner(y=x):
        return y
    x += 1
    return inner() + x
print(outer(1))
def default_once(l=[]):
    l.append(len(l))
    return l
print(default_once(), default_once())
def evaluated(v):
    print("default", v)
    return v
def order(a=evaluated(1), b=evaluated(2), *, c=evaluated(3)) -> evaluated("return annotation"): pass
def late(x: evaluated("x"), y: evaluated("y") = evaluated("default y")): pass
def one(): return 1; print("unreachable")
print(one(), (lambda: (yield))().__class__.__name__)

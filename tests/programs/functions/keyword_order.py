# order of evaluation in calls; kwargs keep order; positional after star
def show(v):
    print(v, end=" ")
    return v
def f(*a, **k): return a, k
print(f(show(1), *show([2]), show(3), x=show(4), **show({"y": 5}), z=show(6)))
print(list(f(z=1, a=2, m=3)[1]), list(f(**{"q": 1}, b=2, **{"a": 3})[1]))
def g(**k):
    k["added"] = 1
    return k
d = {"x": 1}
print(g(**d), d)
def h(*a): return a
l = [1, 2]
t = (1, 2)
print(h(*l) == t, h(*l) is t, h(*t) is t, h(*h(*t)) == t)
def m(a, b, c): return f"{a}{b}{c}"
print(m(c=3, a=1, b=2), m(1, c=3, b=2), m(*"ab", c="c"), m(*(1,), **{"b": 2, "c": 3}))
print(show(len)(show("a1")))
class Logger:
    def __getattr__(self, n):
        print("get", n, end=" ")
        return lambda *a, **k: (n, a, k)
print(Logger().method(show("arg"), k=show("kw")))

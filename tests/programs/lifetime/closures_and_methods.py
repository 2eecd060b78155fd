# cells, bound methods, partials, properties, generators and frames keep things alive exactly as long as needed
import functools
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
    def m(self): return self.n
def make():
    d = D("cell")
    return lambda: d.n
f = make(); print(f()); del f; print("-")
b = D("bound").m; print(b()); del b; print("-")
p = functools.partial(print, D("partial").n, D("dropped")); del p; print("-")
def outer():
    d = D("outer")
    def inner(): return d
    del inner
    print("inner gone")
outer(); print("-")
g = (x for x in [D("genexp item")]); del g; print("-")
g = (x.n for x in [D("consumed")]); print(list(g)); print("-"); del g
print((lambda d: d.n)(D("lambda arg"))); print("-")
class K:
    attr = D("class attribute")
    def method(self, d=None): return d
k = K(); print(k.method(D("passed through")).n); print("-")
K.attr = None; print("-")
def rec(n):
    d = D(f"level {n}")
    if n: rec(n - 1)
rec(2); print("-")
def nonl():
    d = D("first value")
    def s():
        nonlocal d
        d = D("second value")
    s(); print("rebound"); return s
s = nonl(); print("-"); del s; print("-")
x = [lambda d=D(f"l{i}"): d for i in range(2)]; x.pop(); print("-"); x = 0; print("-")
def deco(fn):
    def w(*a): return fn(*a)
    return w
@deco
def h(d): return d.n
print(h(D("through decorator"))); print("end")

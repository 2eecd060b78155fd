# the order in which the items of containers, locals and attributes die
from collections import deque, OrderedDict
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print(self.n, end=" ")
def line(s): print("|", s)
def ds(): return [D(0), D(1), D(2)]
t = tuple(ds()); t = 0; line("tuple")
t = (D(0), D(1), D(2)); t = 0; line("tuple display")
l = ds(); l = 0; line("list")
l = ds(); l.clear(); line("list clear")
l = ds(); del l[:]; line("list del slice")
l = ds(); l[:] = []; line("list slice assign")
l = ds(); l[0:2] = [1]; line("list slice assign 2"); l = 0; line("rest")
l = ds(); del l[::2]; line("ext slice"); l = 0; line("rest")
l = ds(); l[::2] = [1,2]; line("ext slice assign"); l = 0; line("rest")
l = ds(); l *= 0; line("mul 0")
d = dict(enumerate(ds())); d = 0; line("dict")
d = dict(enumerate(ds())); d.clear(); line("dict clear")
d = {D("k1"): D("v1"), D("k2"): D("v2")}; d = 0; line("dict keys")
d = OrderedDict(enumerate(ds())); d = 0; line("odict")
s = deque(ds()); s = 0; line("deque")
s = deque(ds()); s.clear(); line("deque clear")
class C: pass
c = C(); c.a = D("a"); c.b = D("b"); c.c = D("c"); c = 0; line("inst")
class S:
    __slots__ = ("a", "b", "c")
c = S(); c.b = D("b"); c.a = D("a");  c.c = D("c"); c = 0; line("slots")
def f(a, b, *c, **d):
    x = D("x"); y = D("y")
f(D("a"), D("b"), D("c1"), D("c2"), k=D("k")); line("func")
def f(a, b):
    x = D("x"); y = D("y")
    return a
f(D("a"), D("b")); line("func ret a")
def g():
    a = D("a"); b = D("b"); yield 1
    c = D("c"); yield 2
h = g(); next(h); next(h); h = 0; line("gen del")
h = g(); list(h); line("gen end")
h = g(); next(h); h.close(); line("gen close")
def f():
    a = D("a"); b = D("b")
    1/0
def f2():
    a = D("a2"); b = D("b2")
    f()
try: f2()
except ZeroDivisionError: print("h", end=" ")
line("exc")
try: f2()
except ZeroDivisionError as e: print("h", end=" "); k = e
line("exc"); k = 0; line("k")
def cl():
    a = D("a"); b = D("b")
    def f(): return a, b
    return f
f = cl(); f = 0; line("closure")
def rec(n):
    a = D(n)
    if n: rec(n-1)
    else: 1/0
try: rec(4)
except ZeroDivisionError: pass
line("rec")
class M(list): pass
m = M(ds()); m.x = D("x"); m = 0; line("list sub")

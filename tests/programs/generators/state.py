# local state across yields: loops, try, with, closures, frames
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
f = fib()
print([next(f) for _ in range(15)])
class CM:
    def __init__(self, n): self.n = n
    def __enter__(self): print("enter", self.n); return self.n
    def __exit__(self, *a): print("exit", self.n, a[0] and a[0].__name__)
def w():
    with CM(1) as a:
        yield a
        with CM(2) as b: yield b
        yield "between"
    yield "after"
print(list(w()))
g = w(); next(g); next(g); g.close()
g = w(); next(g)
try: g.throw(KeyError)
except KeyError: print("KeyError out")
def tr():
    for i in range(3):
        try:
            yield i
            if i == 1: raise ValueError
        except ValueError: yield "handled"
        finally: yield f"fin {i}"
print(list(tr()))
def nested():
    def inner():
        nonlocal n
        n += 1
        yield n
    n = 0
    yield from inner()
    yield from inner()
    yield n
print(list(nested()))
a, b = fib(), fib()
print(next(a), next(a), next(a), next(b), next(a))
def args(*a, k=1, **kw):
    yield a; yield k; yield kw
print(list(args(1, 2, k=3, z=4)))
def lazy(x):
    print("body starts")
    yield x
l = lazy(1)
print("created")
print(next(l))
try: lazy()
except TypeError as e: print(e)
class G:
    def __init__(self): self.items = [1, 2]
    def __iter__(self):
        for i in self.items: yield i
    @property
    def prop(self): yield "p"
    @staticmethod
    def st(): yield "s"
o = G()
print(list(o), list(o), list(o.prop), list(G.st()))
def swap():
    x = y = None
    while True:
        x, y = (yield y), x
s = swap(); next(s)
print([s.send(i) for i in range(4)])
def big(n):
    for i in range(n): yield i
print(sum(big(20000)))
gens = [big(i) for i in range(5)]
print([list(g) for g in gens])

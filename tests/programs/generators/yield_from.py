# delegation: values, sends, throws, return values, non-generators, closing
def inner():
    try:
        a = yield 1
        print("inner got", a)
        b = yield 2
        print("inner got", b)
    except ValueError as e:
        print("inner caught", e)
        yield "recovered"
    finally: print("inner finally")
    return "inner result"
def outer():
    r = yield from inner()
    print("r", r)
    s = yield from [10, 20]
    print("s", s)
    t = yield from "ab"
    return "outer result"
o = outer()
print(next(o), o.send("x"), o.send("y"), next(o), next(o), next(o))
try: next(o)
except StopIteration as e: print(e.value)
o = outer(); next(o)
print(o.throw(ValueError("thrown")), next(o))
o = outer(); next(o); print(o.gi_yieldfrom.__name__); o.close()
o = outer(); next(o)
try: o.throw(KeyError("through"))
except KeyError as e: print("escaped", e)
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 2: raise StopIteration("it value")
        return self.n
    def send(self, v): print("send", v); return next(self)
    def throw(self, *a): print("throw", a[0] if isinstance(a[0], type) else type(a[0]).__name__); return "thrown"
    def close(self): print("close")
def d(): return (yield from It())
g = d(); print(next(g), g.send("hello"))
g = d(); next(g); print(g.throw(ValueError("e")))
g = d(); next(g); g.close()
try:
    g = d(); next(g); next(g); next(g)
except StopIteration as e: print(e.value)
def bad(x): yield from x
for x in (5, None):
    try: list(bad(x))
    except TypeError as e: print(e)
def flatten(x):
    for i in x:
        if isinstance(i, list): yield from flatten(i)
        else: yield i
print(list(flatten([1, [2, [3, [4], []], 5], [[6]]])))
def count(n):
    if n: yield n; yield from count(n - 1)
print(sum(count(100)))
def deep(n):
    if n == 0: return "bottom"
    return (yield from deep(n - 1))
def run():
    r = yield from deep(50)
    yield r
print(next(run()))
def empty_from():
    x = yield from ()
    yield x
print(list(empty_from()))

# What each kind of operation adds to an object's count while it lasts, and that nothing of it stays.
import gc
import sys


class C:
    pass


x = object()
base = sys.getrefcount(x)


def more():
    return sys.getrefcount(x) - base


def show(name, value=None):
    print(name, more())


y = x
show("assignment")
y = None
show("rebinding")
y = z = w = x
show("chain of targets")
del y
show("del")
z = w = None

items = [x]
show("list")
items.append(x)
show("append")
items += [x, x]
show("augmented assignment")
part = items[1:3]
show("slice")
part.clear()
show("clear")
items[1:] = [x]
show("slice assignment")
items *= 3
show("repetition in place")
items.pop()
show("pop")
items.reverse()
items.sort(key=id)
show("reverse and sort")
del items[0]
show("del of an item")
items.extend(items)
show("extend by itself")
items.remove(x)
show("remove")
items = None
show("list gone")

pair = (x, x)
show("tuple")
a, b = pair
show("unpacking")
first, *rest = pair
show("starred unpacking")
(a, b), c = (b, a), x
show("nested unpacking")
a = b = c = first = rest = pair = None
show("all gone")

d = {"k": x, x: 1}
show("dict")
d["k"] = x
show("same value again")
d.setdefault("k", x)
d.setdefault("m", x)
show("setdefault")
d.update(n=x, o=x)
show("update")
copy = dict(d)
show("copy")
copy.popitem()
show("popitem")
del d[x], d["k"]
show("del of keys")
d |= {"p": x}
show("union in place")
copy = d = None
show("dicts gone")

s = {x}
show("set")
s.add(x)
t = s | {x}
f = frozenset(s)
show("union and frozenset")
s.discard(x)
show("discard")
s = t = f = None
show("sets gone")

o = C()
o.a = x
show("attribute")
o.a = x
o.b = x
show("two attributes")
o.__dict__["c"] = x
show("through __dict__")
del o.a
show("del of an attribute")
C.shared = x
show("class attribute")
del C.shared
o = None
show("instance gone")


def plain(p):
    return more()


def keeps(p):
    q = p
    r = [p]
    return more()


def star(*args, **kwargs):
    return more()


def default(p=x):
    pass


show("default value")
del default
# Functions of a module may live until the next collection (`deferred`).
gc.collect()
show("default gone")
print("call leaves", plain(x) * 0, more())
print("locals leave", keeps(x) * 0, more())
star(x, x, k=x)
show("star-arguments")
star(*[x, x], **{"k": x})
show("unpacked arguments")
list(map(lambda v: v, [x, x]))
show("native callback")
print(sorted([3, 1], key=lambda n: (n, x)[0]), more())


def closure():
    inside = x

    def inner():
        return inside

    return inner


fn = closure()
show("closure")
fn()
fn = None
show("closure gone")


def gen(p):
    try:
        yield p
        yield p
    finally:
        show("generator's finally")


g = gen(x)
show("generator made")
next(g)
show("generator suspended")
g.close()
show("generator closed")
g = None
show("generator gone")
g = gen(x)
next(g)
del g
show("generator dropped")
print(sum(1 for _ in (v for v in [x, x])), more())
print([v is x for v in [x] * 3], {i: x for i in range(3)}[0] is x, more())


def raising(p):
    local = p
    raise ValueError(p)


try:
    raising(x)
except ValueError as e:
    print("caught", more() > 0)
show("exception gone")
try:
    try:
        raising(x)
    finally:
        pass
except ValueError:
    pass
show("finally passed")
try:
    try:
        raising(x)
    except ValueError as e:
        raise KeyError(x) from e
except KeyError as e:
    print("chained", more() > 0)
show("chain gone")


class Manager:
    def __init__(self, v):
        self.v = v

    def __enter__(self):
        return self.v

    def __exit__(self, *info):
        return True


with Manager(x) as m:
    show("with")
show("with has ended")
m = None
with Manager(x) as m:
    raise ValueError(x)
m = None
show("with swallowed")


class Meth:
    def method(self):
        pass


o = Meth()
before = sys.getrefcount(o)
bound = o.method
print("bound method", sys.getrefcount(o) - before)
bound()
del bound
o.method()
print("method called", sys.getrefcount(o) - before)
p = super(Meth, o)
print("super", sys.getrefcount(o) - before)
del p

match [x, {"k": x}]:
    case [u, {"k": v}]:
        show("match")
u = v = None
show("match gone")
print(f"{type(x).__name__!r:>10}", more())
x == x, x != x, x is x, not x, x and x, x or x
show("comparisons")
lam = lambda q=x: q
show("lambda default")
lam = None
it = iter([x, x, x])
next(it)
show("iterator")
it = None
z = zip([x], [x])
next(z)
z = None
show("zip")
e = enumerate([x])
next(e)
e = None
show("enumerate")
show("end")

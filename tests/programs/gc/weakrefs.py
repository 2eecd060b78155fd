# Weak references and the collector: cleared before finalisers, callbacks only of references that are alive themselves.
import gc
import weakref

gc.disable()


class Node:
    def __init__(self, name):
        self.name = name
        self.me = self


log = []
n = Node("n")
r1 = weakref.ref(n, lambda r: log.append("first"))
r2 = weakref.ref(n, lambda r: log.append(("second", r() is None)))
del n
gc.collect()
print(sorted(map(str, log)), r1(), r2())

# The reference is garbage too: no callback.
log = []
n = Node("n")
n.ref = weakref.ref(n, lambda r: log.append("never"))
del n
gc.collect()
print(log)

# A callback sees all weak references to the garbage dead.
a, b = Node("a"), Node("b")
a.b, b.a = b, a
rb = weakref.ref(b)
ra = weakref.ref(a, lambda r: log.append(rb()))
del a, b
gc.collect()
print(log)

d = weakref.WeakValueDictionary()
k = weakref.WeakKeyDictionary()
s = weakref.WeakSet()
n = Node("n")
d["n"] = n
k[n] = 1
s.add(n)
print(len(d), len(k), len(s))
del n
gc.collect()
print(len(d), len(k), len(s))

f = weakref.finalize(Node("fin"), print, "finalize ran")
print(f.alive)
gc.collect()
print(f.alive)

n = Node("m")


class HasMethod:
    def __init__(self):
        self.me = self

    def m(self):
        return "m"


h = HasMethod()
wm = weakref.WeakMethod(h.m)
print(wm()())
del h
gc.collect()
print(wm())


# A dead class leaves its base's list of subclasses.
class Base:
    pass


def derive():
    class Derived(Base):
        pass


derive()
gc.collect()
print(Base.__subclasses__())

# Which weak references are shared, their order, and what their repr asks for.
import itertools
import weakref


class O:
    pass


class R(weakref.ref):
    pass


o = O()
r1 = R(o)
called = weakref.ref(o, print)
later = weakref.ref(o, print)
p = weakref.proxy(o)
r2 = weakref.ref(o)
found = weakref.getweakrefs(o)
print([found.index(r) if type(r) is not type(p) else None for r in (r2, later, called, r1)])
print(found[0] is r2, found[1] is p, found[2] is later, found[3] is called, found[4] is r1, weakref.ref(o) is r2)


class Config(dict):
    def __getattr__(self, name):
        return self[name]


c = Config(offset=5)
print(repr(weakref.ref(c)).partition(" at")[0], "(" in repr(weakref.ref(c)), "(O)" in repr(weakref.ref(O)))
first, second = itertools.tee([1, 2])
r = weakref.ref(first)
print(r() is first)
del first
print(r(), list(second))

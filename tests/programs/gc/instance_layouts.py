# Cycles of instances through members, values inside of them, values beyond their room, and dicts; finalisers and weak references in them
import gc
import weakref

gc.disable()


class Slot: __slots__ = ("a", "__weakref__")
class Slots(Slot): __slots__ = ("b", "c")
class NoWeak: __slots__ = ("a",)
class Plain: pass
class Listed:
    def __init__(self): self.a = self.b = None
class Mixed(Slot): pass
class List(list): __slots__ = ("a", "__weakref__")
class ListDict(list): pass
class Dict(dict): __slots__ = ("a", "__weakref__")
class Error(Exception): pass


def ring(make, name, n=4):
    """Objects that refer to each other through the attribute `name`; what observes their end."""
    objects = [make() for _ in range(n)]
    for i, x in enumerate(objects):
        setattr(x, name, objects[i - 1])
    died = []
    for i, x in enumerate(objects):
        weakref.finalize(x, died.append, i)
    return objects, died


def full(c, n):
    def make():
        x = c()
        for i in range(n):
            setattr(x, f"n{i}", i)
        return x
    return make


def as_dict(c):
    def make():
        x = c()
        x.__dict__
        return x
    return make


cases = [(c.__name__, c, "a") for c in (Slot, Plain, Listed, Mixed, List, ListDict, Dict, Error)]
cases += [("last member", Slots, "c"), ("value behind a member", Mixed, "z"), ("replaced dict", as_dict(Plain), "z")]
cases += [(f"{c.__name__} after {n}", full(c, n), "z") for c in (Plain, Listed, Mixed, ListDict, Error) for n in (1, 2, 3, 4, 5, 9, 64, 70)]
gc.collect()
for title, make, name in cases:
    objects, died = ring(make, name)
    gc.collect()
    assert not died and all(getattr(x, name) is objects[i - 1] for i, x in enumerate(objects))
    # Its dict would be one more that is found.
    first = weakref.ref(objects[0])
    del objects
    assert first() is not None
    gc.collect()
    print(title, sorted(died), first())

print("-- finalisers")
said = []


class Final(Slots):
    __slots__ = ("name",)
    def __del__(self):
        said.append(f"{self.name} {self.c.name}")


class FinalDict:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        said.append(f"{self.name} {self.other.name} {len(self.__dict__)}")


x, y = Final(), Final()
x.name, y.name, x.c, y.c = "x", "y", y, x
del x, y
gc.collect()
x, y = FinalDict("x"), FinalDict("y")
for i in range(10):
    setattr(x, f"n{i}", y)
x.other, y.other = y, x
del x, y
gc.collect()
print(sorted(said))

print("-- without weak references")
a = NoWeak()
a.a = Plain()
a.a.back = a
w = weakref.ref(a.a)
del a
print(w() is not None, gc.collect() > 0, w())

print("-- prompt")
for make in (Slots, Mixed, full(Plain, 3), full(Plain, 20), full(Listed, 6), full(Mixed, 66), List, Dict, full(Error, 5)):
    died = []
    x, y = make(), Slot()
    weakref.finalize(y, died.append, "y")
    x.a = y
    del y
    x.a = x.a
    assert not died
    del x
    print(died, end=" ")
print()

print("-- resurrected and referred to")
kept = []


class Back(Slots):
    __slots__ = ()
    def __del__(self):
        kept.append(self)


x = Back()
x.a, x.b, x.c = 1, [2], x
del x
gc.collect()
print(len(kept), kept[0].a, kept[0].b, kept[0].c is kept[0])
print(sorted(type(r).__name__ for r in gc.get_referents(kept[0]) if r is not Back))
kept[0].c = None
kept.clear()
print(gc.collect(), len(kept))

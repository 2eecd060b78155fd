# Instances of every layout: members alone, members and a dict, subclasses of builtins, 0 to 70 attributes; set, read, deleted and set again


class Plain: pass
class Slots: __slots__ = ("a", "b")
class MoreSlots(Slots): __slots__ = ("c",)
class NoSlots: __slots__ = ()
class SlotsAndDict: __slots__ = ("a", "__dict__")
class DictThenSlots(Plain): __slots__ = ("a",)
class SlotsThenDict(Slots): pass
class Int(int): __slots__ = ()
class IntDict(int): pass
class List(list): __slots__ = ("a",)
class ListDict(list): pass
class Dict(dict): __slots__ = ("a", "b", "c")
class DictDict(dict): __slots__ = ("a", "__dict__")
class Tuple(tuple): __slots__ = ()
class TupleDict(tuple): pass
class Str(str): __slots__ = ()
class Error(Exception): __slots__ = ("a",)
class ErrorDict(ValueError): pass
class Listed:
    def __init__(self):
        self.a = self.b = self.c = None
class Computed(Slots):
    def set(self):
        self.a = self.d = 1
        self.e = self.d
    @property
    def e(self): return self._e
    @e.setter
    def e(self, value): self._e = value + 1


CLASSES = [c for c in list(globals().values()) if isinstance(c, type) and c.__module__ == __name__]


def members(x):
    return [n for c in type(x).__mro__ for n in c.__dict__.get("__slots__", ()) if n != "__dict__"]


for c in CLASSES:
    x = c()
    said = []
    for name in ["a", "b", "c", "d"]:
        try:
            setattr(x, name, name * 2)
            said.append(getattr(x, name))
        except AttributeError as e:
            said.append(str(e))
    print(c.__name__, said, members(x), getattr(x, "__dict__", "no dict"))
    for name in ["a", "d"]:
        try:
            delattr(x, name)
            print("   deleted", name, hasattr(x, name))
            setattr(x, name, [name])
            print("   again", getattr(x, name), getattr(x, "__dict__", None))
        except AttributeError as e:
            print("  ", e)


def check(x, want):
    for name, value in want.items():
        assert getattr(x, name) == value, name
    if hasattr(x, "__dict__"):
        own = {n: v for n, v in want.items() if n not in members(x)}
        assert x.__dict__ == own, (type(x), x.__dict__, own)


def fill(c, n, look):
    """n attributes; every instance of a class has the others' shapes behind it."""
    x = c()
    want = dict(x.__dict__)
    for i in range(n):
        name = f"n{i}"
        setattr(x, name, i)
        want[name] = i
        if look == i:
            check(x, want)
    for i in range(0, n, 3):
        delattr(x, f"n{i}")
        del want[f"n{i}"]
    for i in range(n - 1, -1, -6):
        setattr(x, f"n{i}", -i)
        want[f"n{i}"] = -i
    check(x, want)
    return x


dicts = [c for c in CLASSES if hasattr(c(), "__dict__")]
for n in list(range(10)) + [15, 16, 17, 31, 32, 33, 62, 63, 64, 65, 66, 70]:
    for c in dicts:
        c = type(c.__name__, (c,), {})
        fill(c, n, -1)
        fill(c, n, n // 2)
        fill(c, n, n - 1)
print("filled", len(dicts))


# Members keep their places, whatever values there are behind them.
x = SlotsThenDict()
x.a, x.b = "a", "b"
for i in range(40):
    setattr(x, f"n{i}", i)
    assert (x.a, x.b) == ("a", "b")
print(x.a, x.b, len(x.__dict__))
del x.a
x.__dict__["a"] = "in the dict"
try: x.a
except AttributeError as e: print(e)
x.a = 1
print(x.a, x.__dict__["a"])

c = Computed()
c.a, c.b = 5, 6
c.set()
print(c.a, c.b, c.d, c.e, c.__dict__)


# What a class says of its attributes may be wrong.
for what in [5, None, "abc", ("a",), ("a", 5), tuple(map(str, range(100))), ["a"], type("T", (tuple,), {})("ab")]:
    N = type("N", (), {"__static_attributes__": what, "__init__": lambda self: setattr(self, "a", 1)})
    n = N()
    for i in range(12):
        setattr(n, f"n{i}", i)
    M = type("M", (N, Slots), {})
    m = M()
    m.b = m.z = 3
    print(n.a, n.n0, n.n11, len(n.__dict__), m.a, m.b, m.z, m.__dict__)


class Late:
    def __init__(self, n):
        self.a = n
Late.__static_attributes__ = ("x", "y", "z")
print([Late(i).a for i in range(3)], Late(7).__dict__)


# As many members as many classes have together; values behind all of them.
c = Plain
for i in range(6):
    c = type(f"C{i}", (c,), {"__slots__": tuple(f"s{i}_{j}" for j in range(100))})
x = c()
for i in range(6):
    for j in range(100):
        setattr(x, f"s{i}_{j}", (i, j))
for i in range(70):
    setattr(x, f"n{i}", i)
assert all(getattr(x, f"s{i}_{j}") == (i, j) for i in range(6) for j in range(100))
print(len(x.__dict__), x.s5_99, x.n69)

# Special methods that are not plain functions: slot wrappers of other types, properties, None; and setting attributes past a type's
# own way of doing it.


def err(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class A(int):
    __add__ = str.__add__
    __eq__ = str.__eq__
    __hash__ = str.__hash__
    __repr__ = str.__repr__
    __len__ = list.__len__
    __getitem__ = str.__getitem__
    __iter__ = list.__iter__
    __neg__ = float.__neg__
    __bool__ = float.__bool__
    __call__ = type.__call__
    __contains__ = str.__contains__


a = A(5)
err(lambda: a + a)
err(lambda: a == a)
err(hash, a)
err(repr, a)
err(len, a)
err(lambda: a[0])
err(iter, a)
err(lambda: -a)
err(bool, a)
err(a)
err(lambda: 1 in a)
err(lambda: a.__add__(a))
print(int(a) + 1, a - 1)


class ById(list):
    __eq__ = object.__eq__
    __hash__ = object.__hash__


x, y = ById([1]), ById([1])
print(x == x, x == y, x != y, len({x, y}), x < ById([2]))


def broken(self):
    raise AttributeError("unreadable")


P = property(broken)
import operator

uses = {
    "__len__": len, "__hash__": hash, "__bool__": bool, "__contains__": lambda x: 1 in x, "__add__": lambda x: x + 1,
    "__radd__": lambda x: 1 + x, "__call__": lambda x: x(), "__iter__": iter, "__eq__": lambda x: x == 1,
    "__ne__": lambda x: x != 1, "__lt__": lambda x: x < 1, "__getitem__": lambda x: x[0], "__neg__": operator.neg,
    "__index__": lambda x: [1][x], "__next__": next, "__format__": format, "__setattr__": lambda x: setattr(x, "a", 1),
}
for name, use in uses.items():
    print(name, end=" ")
    err(use, type("X", (), {name: P})())
print(repr(type("X", (), {"__repr__": P})())[:13])


class NotSubscriptable:
    __class_getitem__ = None


err(lambda: NotSubscriptable[int])


class Meta(type):
    def __setattr__(cls, name, value):
        type.__setattr__(cls, name, value)


class Made(metaclass=Meta):
    pass


Made.x = 1
print(Made.x)
err(object.__setattr__, Made, "x", 2)
err(object.__delattr__, Made, "x")
err(object.__setattr__, str, "foo", 42)
err(object.__delattr__, str, "lower")
err(type.__setattr__, int, "x", 1)
type.__delattr__(Made, "x")
print(hasattr(Made, "x"))


class Thing:
    pass


t = Thing()
object.__setattr__(t, "ok", 1)
print(t.ok)

"""An object loses its class, and the class its last reference, while native code that asked for the class is calling Python."""
import gc
import weakref


class Left:
    def __init__(self, act):
        self.act = act

    def __eq__(self, other):
        self.act(other)
        return NotImplemented

    __lt__ = __add__ = __divmod__ = __eq__


class Other:
    pass


def fill():
    return [tuple(range(n)) for n in range(60, 200) for _ in range(10)]


def doomed():
    class Doomed:
        def __eq__(self, other):
            return NotImplemented

        __gt__ = __radd__ = __rdivmod__ = __eq__

        def __getattribute__(self, name):
            take_away(self)
            raise AttributeError(name)

    return Doomed()


def take_away(object):
    if type(object) is not Other:
        object.__class__ = Other
        gc.collect()
        keep.append(fill())


keep = []
for operation in (
    lambda a, b: a == b,
    lambda a, b: a < b,
    lambda a, b: a + b,
    lambda a, b: divmod(a, b),
    lambda a, b: b.name,
):
    try:
        print(operation(Left(take_away), doomed()))
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, str(error).replace("Doomed", "Other"))
    keep.clear()


def replaced():
    class First:
        pass

    class Second:
        pass

    o = First()
    o.__class__ = Second
    o.__class__ = First
    o.__class__ = Second
    return o, weakref.ref(First), weakref.ref(Second)


# Nothing is kept for longer than it can be in use.
o, first, second = replaced()
for _ in range(3):
    gc.collect()
print(first(), second() is type(o))
del o
gc.collect()
print(second())


class Base:
    def method(self):
        return "base"


class Derived(Base):
    def __eq__(self, other):
        Derived.__bases__ = (Another,)
        globals().pop("Base", None)
        gc.collect()
        keep.append(fill())
        return NotImplemented


class Another:
    def method(self):
        return "another"


d = Derived()
print(d == 1, 1 != d, d.method(), [c.__name__ for c in Derived.__mro__])

# __classcell__: that a metaclass passes it on, and that it names the class.


def err(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class Losing(type):
    def __new__(cls, name, bases, ns):
        ns.pop("__classcell__", None)
        return type.__new__(cls, name, bases, ns)


def lost():
    class W(metaclass=Losing):
        def f(self):
            return __class__


def not_needed():
    class W(metaclass=Losing):
        def f(self):
            return self
    return W().f().__class__.__name__


err(lost)
err(not_needed)


class Twice(type):
    def __new__(cls, name, bases, ns):
        made = super().__new__(cls, name, bases, ns)
        type.__new__(cls, "Other", (made,), dict(ns))
        return made


def wrong():
    class A(metaclass=Twice):
        def f(self):
            return __class__


err(wrong)
err(type, "X", (), {"__classcell__": 5})


class NoClass(type):
    def __new__(cls, name, bases, ns):
        return sorted(k for k in ns if k == "__classcell__")


class N(metaclass=NoClass):
    def f(self):
        return __class__


print(N)


class Base:
    def __init__(self):
        self.b = 42


class Slotted(Base):
    __slots__ = ["__classcell__"]

    def __init__(self):
        super().__init__()


print(Slotted().b, Slotted.__dict__["__classcell__"])


class Named:
    __slots__ = ["__qualname__"]


print(Named.__qualname__, Named.__dict__["__qualname__"])


def conflict():
    class X:
        __slots__ = ["a"]
        a = 1


err(conflict)

# `__abstractmethods__` is an attribute of classes that were given one.
print(hasattr(type, "__abstractmethods__"), hasattr(type("M", (type,), {}), "__abstractmethods__"))
err(delattr, Named, "__abstractmethods__")
Named.__abstractmethods__ = ()
print(Named.__abstractmethods__)
del Named.__abstractmethods__
print(hasattr(Named, "__abstractmethods__"))

# Bound methods bound again; attributes of classmethod and staticmethod objects.
from functools import singledispatchmethod


class A:
    def meth(self):
        return self


class B:
    pass


a, b = A(), B()
print(a.meth.__get__(b, object)() is a, a.meth.__get__(b)() is a)
b.meth = a.meth.__get__(b, B)
print(b.meth() is a)
B.m = a.meth
print(b.m() is a, B.m() is a)


def f(x: int):
    "doc"


for kind in (classmethod, staticmethod):
    m = kind(f)
    print(m.__name__, m.__qualname__, m.__module__, m.__doc__, m.__annotations__, m.__wrapped__ is f, m.__func__ is f)
    print(m.__dict__)
    m.x = 42
    print(m.x, sorted(m.__dict__), vars(m) is m.__dict__)
    del m.x
    print(hasattr(m, "x"))
    m.__name__ = "renamed"
    print(m.__name__, f.__name__)
    try:
        m.__wrapped__ = 1
    except AttributeError as e:
        print(e)
    print(hasattr(kind(5), "__name__"), kind(5).__func__)

    class Sub(kind):
        "a kind of its own"

    s = Sub(f)
    s.y = 1
    print(s.y, s.__name__, s.__doc__, s.__dict__["y"])


class Dispatching:
    @singledispatchmethod
    @staticmethod
    def t(arg):
        return "base"

    @t.register
    @staticmethod
    def _(arg: int):
        return "int"

    @singledispatchmethod
    @classmethod
    def c(cls, arg):
        return cls.__name__, "base"

    @c.register
    @classmethod
    def _(cls, arg: str):
        return cls.__name__, "str"


print(Dispatching.t(1), Dispatching.t(""), Dispatching().t(2), Dispatching.c(1), Dispatching.c(""))


class Base:
    pass


class Meta(Base, type):
    "A metaclass whose first base is a plain class."


class Made(metaclass=Meta):
    here = 1


print(type(Made.__dict__).__name__, Made.__dict__["here"])
try:
    Made.__dict__ = {}
except AttributeError as e:
    print(e)

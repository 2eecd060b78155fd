# Subclasses of the module type: attributes, properties, dir(), and modules that are given another class.
import sys
import types


class S(types.ModuleType):
    constant = 5

    @property
    def foo(self):
        return 7 + self.base

    def method(self):
        return self.__name__


def read(m):
    return m.foo


m = types.ModuleType("m")
m.base, m.foo = 1, "own"
for i in range(50):
    read(m)
m.__class__ = S
print(read(m), m.foo, type(m).__name__, m.constant, m.method(), m.__dict__["foo"])
m.constant = 6
print(m.constant, m.__dict__["constant"], S.constant)
try:
    m.foo = 3
except AttributeError as e:
    print(e)
m.__class__ = types.ModuleType
print(read(m), m.constant, hasattr(m, "method"))

s = S("s", "text")
s.b, s.a = 2, 1
print(dir(s), s.__doc__, vars(s) is s.__dict__, s.__dict__["b"])
for i in range(50):
    s.b
S.b = property(lambda self: "computed")
print(s.b, s.a)
del S.b
print(s.b)
del s.b
print(hasattr(s, "b"))


class T(S):
    def __getattr__(self, name):
        return "dynamic " + name


t = T("t")
t.x = 1
print(t.x, t.y, t.constant)
s.__class__ = T
print(s.a, s.z)


class Odd(types.ModuleType):
    __dict__ = property(lambda self: "not a dict")


o = Odd("o")
try:
    dir(o)
except TypeError as e:
    print(e)
for new in (int, object, type("Plain", (), {})):
    try:
        m.__class__ = new
    except TypeError as e:
        print(e)


class Main(types.ModuleType):
    @property
    def lazily(self):
        return "made when asked for"


sys.modules[__name__].__class__ = Main
import __main__
print(__main__.lazily, type(__main__).__name__)
del T, S
s.__class__ = types.ModuleType
print(type(s).__name__)

m = types.ModuleType("m")
print(m.__annotations__, "__annotations__" in m.__dict__)
m.__annotations__ = {"x": int}
print(m.__dict__["__annotations__"])
del m.__annotations__
try:
    del m.__annotations__
except AttributeError as e:
    print(e)

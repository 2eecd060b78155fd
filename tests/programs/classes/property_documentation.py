# Where a property's documentation and name come from: its getter, its arguments, its subclass, its copies.


class P(property):
    "sub doc"


def f():
    "getter doc"


def g():
    "doc 2"


print(P(f).__doc__, P(doc="explicit").__doc__, P(lambda s: 1).__doc__, P(f, doc="e").__doc__)
print(property(f).__doc__, property(doc="explicit").__doc__, property(lambda s: 1).__doc__, property(f, doc="e").__doc__)
print(P(f).getter(lambda s: 0).__doc__, P(f).getter(g).__doc__, P(f, doc="A").getter(g).__doc__, P(f).setter(g).__doc__)
print(property(f).getter(lambda s: 0).__doc__, property(f, doc="A").getter(g).__doc__, property(f).deleter(g).__doc__)
p = property(f)
print(p.getter(None).fget is f, p.setter(g).getter(None).fset is g)


class C:
    foo = property(doc="hello")

    @foo.getter
    def foo(self):
        return 1

    @property
    def x(self):
        "doc of x"

    @x.getter
    def x(self):
        "another doc of x"


print(C.foo.__doc__, C.x.__doc__)
p = property()
p.__doc__ = "z"
print(p.__doc__, p.getter(f).__doc__)


class Slotted(property):
    __slots__ = ("foo", "__doc__")


print(Slotted(f).__doc__)


class NoPlace(property):
    __slots__ = ("foo",)


try:
    print(NoPlace(f).__doc__)
except AttributeError as e:
    print(e)
print(NoPlace(lambda: 1).__doc__)

p = property(f)
print(p.__name__)
p.__name__ = "q"
print(p.__name__, p.getter(g).__name__)
del p.__name__
print(p.__name__)
p.__init__(g)
print(p.__doc__, p.fget is g, p.fset)


class Raising:
    def __getattr__(self, name):
        raise RuntimeError(name)


for get in (None, 1, Raising()):
    try:
        print(property().getter(get).__name__ if get else property().__name__)
    except Exception as e:
        print(type(e).__name__, e)
for args in ((), (1,), (1, 2, 3)):
    try:
        p.__set_name__(*args)
    except TypeError as e:
        print(e)

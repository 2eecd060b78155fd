# isinstance and issubclass of objects that only act as classes or instances.


def err(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


class AbstractClass:
    def __init__(self, bases):
        self.bases = bases

    __bases__ = property(lambda self: self.bases)

    def __call__(self):
        return AbstractInstance(self)


class AbstractInstance:
    def __init__(self, klass):
        self.klass = klass

    __class__ = property(lambda self: self.klass)


Super = AbstractClass(())
Child = AbstractClass((Super,))
Wide = AbstractClass((AbstractClass(()), Child))
for i in (Super(), Child(), Wide(), 5, AbstractInstance):
    print([isinstance(i, c) for c in (Super, Child, Wide)], end=" ")
print()
for a in (Super, Child, Wide, int):
    print([issubclass(a, b) for b in (Super, Child, Wide)], end=" ")
print()
err(issubclass, Super, int)
err(isinstance, Super(), AbstractInstance)
err(isinstance, Super(), AbstractClass)
err(isinstance, 5, AbstractClass(7))
err(issubclass, int, AbstractClass(7))
err(issubclass, 5, int)
err(issubclass, 5, Super)
err(issubclass, int, 5)
err(isinstance, 5, 5)
err(isinstance, 5, (str, Child, int))


class Raising:
    @property
    def __class__(self):
        raise RuntimeError("no class")


err(isinstance, Raising(), bool)
err(isinstance, Raising(), Raising)


class Hiding:
    @property
    def __class__(self):
        raise AttributeError("no class")


err(isinstance, Hiding(), bool)


class Claiming:
    __class__ = int


err(isinstance, Claiming(), int)
err(isinstance, Claiming(), str)


class Bottomless:
    @property
    def __bases__(self):
        return (Bottomless(), Bottomless())


for f in (lambda: issubclass(Bottomless(), int), lambda: issubclass(int, Bottomless()), lambda: issubclass(Bottomless(), Super)):
    try:
        print(f())
    except RecursionError as e:
        print(type(e).__name__)
import weakref
c = Child
p = weakref.proxy(c)
print(isinstance(p, AbstractClass), isinstance(p, int))

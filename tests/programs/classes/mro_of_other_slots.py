# `mro()` may name any class, but none whose instances have members that those of the class lack.
class Wide:
    __slots__ = tuple(f"m{i}" for i in range(40))


class Narrow:
    __slots__ = ("a",)


class Below(Narrow):
    pass


def made_with(name, bases, order, **namespace):
    class Meta(type):
        def mro(cls):
            return [cls, *order, object]

    try:
        return Meta(name, bases, namespace)
    except TypeError as error:
        print(name, "TypeError:", str(error).split("(")[0], "for", order[0].__name__)


class Mixin:
    __slots__ = ()

    def hello(self):
        return "hello"


class Dressed:
    def hello(self):
        return "dressed"


made_with("None_", (), [Wide], __slots__=())
made_with("One", (), [Narrow], __slots__=("b",))
made_with("Other", (Narrow,), [Wide, Narrow], __slots__=("b",))
good = made_with("Good", (Narrow,), [Mixin, Narrow], __slots__=("b",))
thing = good()
thing.a, thing.b = 1, 2
print(thing.a, thing.b, thing.hello())
deep = made_with("Deep", (Below,), [Below, Narrow])()
deep.a = 5
deep.c = 6
print(deep.a, deep.c)
hello = made_with("Hello", (), [Dressed])
print(hello().hello())

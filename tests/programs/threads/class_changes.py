# attributes of classes change while other threads call methods and look names up
from crew import run


class Base:
    value = 0
    tag = "base"

    def method(self):
        return "base"

    def number(self):
        return self.value

    @property
    def prop(self):
        return "property"


class Middle(Base):
    pass


class Leaf(Middle):
    def number(self):
        return super().number()


for count in (2, 8, 64):
    rounds = 480 // count

    # a class attribute that one thread raises is never seen to fall by the others
    def raise_value(i):
        for n in range(rounds):
            Base.value = n

    def watch_value(i):
        leaf, last = Leaf(), -1
        for n in range(rounds):
            for seen in (leaf.value, Leaf.value, leaf.number(), Middle.value):
                assert seen >= last, (seen, last)
                last = seen

    Base.value = 0
    run(count, *([raise_value] + [watch_value] * (count - 1)))
    print(count, "rose", Base.value == rounds - 1)

    # methods are replaced, added and deleted at every level of the hierarchy
    def redefine(i):
        for n in range(rounds):
            Middle.method = lambda self, n=n: f"middle{n}"
            Leaf.tag = "leaf"
            Middle.extra = n
            try:
                del Middle.method
            except AttributeError:
                pass
            try:
                del Leaf.tag
            except AttributeError:
                pass

    def call(i):
        leaf = Leaf()
        for n in range(rounds):
            assert leaf.method().startswith(("base", "middle"))
            assert leaf.tag in ("base", "leaf")
            assert type(getattr(leaf, "extra", 0)) is int
            bound = leaf.method
            assert bound().startswith(("base", "middle")) and bound.__self__ is leaf

    run(count, redefine, call)
    print(count, "redefined", Leaf().method(), Leaf.tag)

    # an attribute is a property, a value of the instance, a value of the class
    def switch(i):
        for n in range(rounds):
            Middle.prop = property(lambda self: "other property")
            Middle.prop = "plain value"
            try:
                del Middle.prop
            except AttributeError:
                pass

    def read(i):
        leaf = Leaf()
        leaf.__dict__["prop"] = "instance"
        for n in range(rounds):
            assert leaf.prop in ("property", "other property", "plain value", "instance")

    run(count, switch, read)
    print(count, "switched", Leaf().prop)

    # operators and special methods come and go
    class Number:
        def __init__(self, n):
            self.n = n

        def __add__(self, other):
            return self.n + other.n

        def __len__(self):
            return 3

    def redefine_operators(i):
        for n in range(rounds):
            Number.__add__ = lambda self, other: self.n - other.n
            Number.__bool__ = lambda self: False
            Number.__getattr__ = lambda self, name: name
            Number.__call__ = lambda self: "called"
            Number.__add__ = lambda self, other: self.n + other.n
            for name in ("__bool__", "__getattr__", "__call__"):
                try:
                    delattr(Number, name)
                except AttributeError:
                    pass

    def operate(i):
        a, b = Number(5), Number(3)
        for n in range(rounds):
            assert a + b in (8, 2)
            assert len(a) == 3
            bool(a)
            try:
                assert a.missing == "missing"
            except AttributeError:
                pass
            try:
                assert a() == "called"
            except TypeError:
                pass

    run(count, redefine_operators, operate)
    print(count, "operators", Number(1) + Number(2), bool(Number(0)))

    # instances are made while __init__ and __new__ change
    class Made:
        def __init__(self, x):
            self.x = x

    def redefine_init(i):
        for n in range(rounds):
            def init(self, x, *rest):
                self.x = x
            Made.__init__ = init

    def instantiate(i):
        for n in range(rounds):
            assert Made(n).x == n

    run(count, redefine_init, instantiate)

    # bases are exchanged
    class Left:
        where = "left"

    class Right:
        where = "right"

    class Child(Left):
        pass

    def move(i):
        for n in range(rounds // 8 + 1):
            Child.__bases__ = (Right,)
            Child.__bases__ = (Left,)

    def where(i):
        child = Child()
        for n in range(rounds):
            assert child.where in ("left", "right") and Child.where in ("left", "right")
            assert isinstance(child, (Left, Right))
            assert len(Child.__mro__) == 3

    run(count, move, where)
    print(count, "moved", Child.where, len(Left.__subclasses__()) + len(Right.__subclasses__()))
    del Child, Left, Right

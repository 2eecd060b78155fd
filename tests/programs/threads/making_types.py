# classes made, subclassed, registered and dropped by many threads
import abc
import gc
import weakref
from crew import run


class Meta(type):
    made = []

    def __new__(mcls, name, bases, space, **kwargs):
        cls = super().__new__(mcls, name, bases, space)
        cls.mark = kwargs
        return cls

    def __init__(cls, name, bases, space, **kwargs):
        Meta.made.append(name)


class Root:
    registry = []

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        Root.registry.append(cls.__name__)

    def name(self):
        return type(self).__name__


class Interface(abc.ABC):
    @abc.abstractmethod
    def act(self):
        ...


for count in (2, 8, 64):
    rounds = 96 // count + 1

    def make(i):
        last = Root
        for n in range(rounds):
            class Local(last):
                __slots__ = ("x",)
                number = n

                def both(self):
                    return super().name(), self.number

            Local.__name__ = f"Local{i}"
            made = type(f"Made{i}_{n}", (Local,), {"tag": (i, n)})
            assert made().name() == f"Made{i}_{n}" and made.tag == (i, n) and made().both() == (f"Made{i}_{n}", n)
            assert issubclass(made, Root) and isinstance(made(), Local) and made.__mro__[-1] is object
            if n % 5 == 0:
                last = Local
        return 0

    Root.registry.clear()
    run(count, make)
    print(count, "made", len(Root.registry) == 2 * count * rounds)
    gc.collect()
    print(count, "dropped", len(Root.__subclasses__()))

    # a metaclass, keyword arguments, names
    Meta.made.clear()

    def with_meta(i):
        for n in range(rounds):
            cls = Meta(f"M{i}_{n}", (Root,), {"x": n}, color=i)
            assert cls.mark == {"color": i} and cls().x == n and type(cls) is Meta

    run(count, with_meta)
    print(count, "metaclass", len(Meta.made) == len(set(Meta.made)) == count * rounds)

    # subclasses of one class come and go while others list them
    def come_and_go(i):
        for n in range(rounds):
            type("Fleeting", (Root,), {})
            for cls in Root.__subclasses__():
                assert issubclass(cls, Root), cls
            assert isinstance(Root(), Root)

    run(count, come_and_go)
    gc.collect()
    print(count, "listed", len(Root.__subclasses__()))

    # virtual subclasses
    def register(i):
        for n in range(rounds):
            @Interface.register
            class Virtual:
                def act(self):
                    return n

            class Real(Interface):
                def act(self):
                    return n

            class Stranger:
                pass

            assert isinstance(Virtual(), Interface) and issubclass(Real, Interface) and not isinstance(Stranger(), Interface)
            assert Real().act() == n
            try:
                Interface()
            except TypeError:
                pass
            else:
                raise AssertionError("abstract")

    run(count, register)
    print(count, "registered", issubclass(int, Interface))

    # builtin types as bases, enumerations of attributes
    def derive(i):
        for n in range(rounds):
            class Number(int):
                extra = n

            class Text(str):
                def upper(self):
                    return "U"

            class Sequence(list):
                pass

            assert Number(5) + Number(6) == 11 and Text("a").upper() == "U" and Sequence([n])[0] == n
            assert "extra" in dir(Number) and "upper" in vars(Text) and Number(3).extra == n

    run(count, derive)
    print(count, "derived")

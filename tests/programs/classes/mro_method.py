# A metaclass's own mro(): what the class is like meanwhile, and what happens when bases are assigned.


def err(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


def names(classes):
    return [c.__name__ for c in classes]


class Watch(type):
    def mro(cls):
        print(cls.__name__, "has", cls.__mro__, issubclass(cls, Base) if "Base" in globals() else None)
        err(getattr, cls, "late")
        return type.mro(cls)


class Base(metaclass=Watch):
    late = 1


class Derived(Base):
    pass


print(Derived.late)


class Extending(type):
    def mro(cls):
        if cls.__name__ == "Outer":
            def extend():
                class Inner(cls):
                    pass
            err(extend)
            err(type, "Inner", (cls,), {})
            err(cls)
            err(object.__new__, cls)
        return type.mro(cls)


class Outer(metaclass=Extending):
    pass


print(names(Outer.__mro__), Outer.__subclasses__())


class Odd(type):
    answer = None

    def mro(cls):
        return type.mro(cls) if Odd.answer is None else Odd.answer


class Plain:
    word = "plain"


for Odd.answer in [(), (5,), 7, (Plain, object), (list, object)]:
    err(Odd, "Made", (), {})


class Failing(type):
    fail = False

    def mro(cls):
        if Failing.fail:
            raise RuntimeError("no")
        return type.mro(cls)


class A:
    who = "A"


class B:
    who = "B"


class C(A):
    pass


class D(C):
    pass


class E(D, metaclass=Failing):
    pass


e = E()
print(e.who, D.who)
Failing.fail = True
err(setattr, C, "__bases__", (B,))
print(names(C.__bases__), names(C.__mro__), names(D.__mro__), names(E.__mro__), e.who, D.who)
print(names(A.__subclasses__()), names(B.__subclasses__()))
Failing.fail = False
C.__bases__ = (B,)
print(names(C.__bases__), names(C.__mro__), names(D.__mro__), names(E.__mro__), e.who, D.who)
print(names(A.__subclasses__()), names(B.__subclasses__()))


class Assigning(type):
    count = 0

    def mro(cls):
        Assigning.count += 1
        if Assigning.count == 1:
            cls.__bases__ += ()
        return type.mro(cls)


class Assigned(Plain, metaclass=Assigning):
    pass


print(names(Assigned.__mro__), Assigning.count, names(Plain.__subclasses__()), Assigned.word)


class Turning(type):
    count = 0

    def mro(cls):
        if Turning.count and cls.__name__ == "Lower":
            Turning.count += 1
            if Turning.count < 8:
                Upper.__bases__ += ()
        return type.mro(cls)


class Upper(metaclass=Turning):
    pass


class Lower(Upper):
    pass


Turning.count = 1
Lower.__bases__ += ()
print(names(Lower.__mro__), Turning.count, names(Upper.__subclasses__()))


class Moving(type):
    target = None

    def mro(cls):
        if Moving.target:
            target, Moving.target = Moving.target, None
            cls.__bases__ = target
        return type.mro(cls)


class M1(metaclass=Moving):
    where = 1


class M2(metaclass=Moving):
    where = 2


class M3(metaclass=Moving):
    where = 3


class Mover(M1):
    pass


Moving.target = (M3,)
Mover.__bases__ = (M2,)
print(names(Mover.__bases__), Mover.where, [names(m.__subclasses__()) for m in (M2, M3)])
Moving.target = None
del Mover
import gc
gc.collect()
print([m.__subclasses__() for m in (M1, M2, M3)])

# A class whose MRO is being computed is not made yet, whatever is asked for an instance.
class Eager(type):
    def mro(cls):
        for make in object.__new__, list.__new__, cls:
            try:
                make(cls) if make is not cls else make()
            except TypeError as e:
                print(type(e).__name__, "not safe" in str(e))
        return type.mro(cls)


class Made(list, metaclass=Eager):
    __slots__ = ("q",)


print(Made([1]), Made.__mro__[1:])


# Bases assigned while bases are being assigned: no cycle.
class Nested(type):
    again = False

    def mro(cls):
        if Nested.again and cls.__name__ == "Upper":
            Nested.again = False
            try:
                Lower.__bases__ = (Upper,)
            except TypeError as e:
                print(e)
            return [cls, Lower, Root, object]
        return type.mro(cls)


class Root:
    pass


class Upper(Root, metaclass=Nested):
    pass


class Lower(Root, metaclass=Nested):
    pass


Nested.again = True
Upper.__bases__ = (Lower,)
print(Upper.__mro__, Lower.__mro__, Upper.__base__, Lower.__base__)


# Grandchildren follow.
class O:
    pass


class Z(O):
    z = 1


class A(O):
    pass


class B(A):
    pass


class C(B):
    pass


A.__bases__ = (Z,)
print([c.__name__ for c in C.__mro__], C().z, issubclass(C, Z), Z.__subclasses__(), O.__subclasses__())
try:
    Z.__bases__ = (C,)
except TypeError as e:
    print(e)
Z.f = lambda self: "f"
print(C().f())

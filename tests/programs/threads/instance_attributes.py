# attributes of one instance made, changed and deleted by many threads; __dict__ and __class__ exchanged meanwhile
from crew import run


class Plain:
    fallback = "class"

    def __init__(self):
        self.first = 1


class Other:
    fallback = "other"


class Slotted:
    __slots__ = ("a", "b", "c", "__weakref__")


for count in (2, 8, 64):
    rounds = 320 // count

    # every attribute that a thread makes is there afterwards
    shared = Plain()

    def make(i):
        for n in range(rounds // 4):
            setattr(shared, f"a{i}_{n}", (i, n))
            assert getattr(shared, f"a{i}_{n}") == (i, n)
            assert shared.first == 1

    run(count, make)
    right = all(getattr(shared, f"a{i}_{n}") == (i, n) for i in range(count) for n in range(rounds // 4))
    print(count, "made", right, len(vars(shared)) == count * (rounds // 4) + 1)

    # many instances, each made by all threads at once: the same names in different orders
    crowd = [Plain() for _ in range(40)]
    names = ["red", "green", "blue", "black"]

    def make_in_order(i):
        order = names[i % 4:] + names[:i % 4]
        for one in crowd:
            for name in order:
                setattr(one, name, name)
            assert one.first == 1

    run(count, make_in_order)
    print(count, "orders", all(vars(one) == dict(first=1, red="red", green="green", blue="blue", black="black") for one in crowd))

    # attributes that come and go: the value of one, the class's, or none
    shared = Plain()

    def come_and_go(i):
        for n in range(rounds):
            shared.fallback = "instance"
            shared.extra = n
            try:
                del shared.fallback
            except AttributeError:
                pass
            try:
                del shared.extra
            except AttributeError:
                pass

    def look(i):
        for n in range(rounds):
            assert shared.fallback in ("class", "instance")
            assert type(getattr(shared, "extra", 0)) is int
            assert shared.first == 1
            assert vars(shared).keys() <= {"first", "fallback", "extra"}
            hasattr(shared, "extra"), shared.__dict__.get("fallback"), dict(shared.__dict__)

    run(count, come_and_go, look)
    print(count, "came and went", vars(shared) == {"first": 1})

    # the namespace is replaced and written to as a dict
    shared = Plain()

    def replace(i):
        for n in range(rounds):
            shared.__dict__ = {"first": 1, "token": n}
            shared.__dict__["second"] = 2
            shared.__dict__.update(third=3)
            shared.fourth = 4

    def read(i):
        for n in range(rounds):
            assert shared.first == 1
            assert getattr(shared, "second", 2) == 2 and getattr(shared, "third", 3) == 3 and getattr(shared, "fourth", 4) == 4
            namespace = shared.__dict__
            assert namespace["first"] == 1
            shared.fourth = 4

    run(count, replace, read)
    print(count, "replaced", shared.first, shared.fourth)

    # the class is exchanged
    shared = Plain()

    def exchange(i):
        for n in range(rounds):
            shared.__class__ = Other
            shared.__class__ = Plain

    def check(i):
        for n in range(rounds):
            assert shared.fallback in ("class", "other")
            assert shared.first == 1
            assert type(shared) in (Plain, Other) and isinstance(shared, object)
            shared.mark = n

    run(count, exchange, check)
    print(count, "exchanged", type(shared) in (Plain, Other), shared.first)

    # slots
    shared = Slotted()

    def set_slots(i):
        for n in range(rounds):
            shared.a = [n]
            shared.b = shared.a
            try:
                del shared.c
            except AttributeError:
                pass
            shared.c = (n, n)

    def read_slots(i):
        for n in range(rounds):
            for name in "abc":
                value = getattr(shared, name, None)
                assert value is None or type(value) in (list, tuple)
            try:
                x, y = shared.c
                assert x == y
            except AttributeError:
                pass

    run(count, set_slots, read_slots)
    print(count, "slots", len(shared.a), len(shared.b), len(shared.c))

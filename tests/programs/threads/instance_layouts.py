# classes whose first instances many threads make at once, which then outgrow the room that the class guessed
from crew import run


class Slotted:
    __slots__ = ("left", "right")


for count in (2, 8, 64):
    rounds = 256 // count

    # the class's first instances: by what its methods assign, and more
    for listed in ((), ("a",), ("a", "b", "left"), 7):
        for base in (object, Slotted, list, ValueError):
            class Fresh(base):
                __static_attributes__ = ()
            Fresh.__static_attributes__ = listed

            def make(i):
                made = []
                for n in range(rounds // 8):
                    x = Fresh()
                    for j in range(n + 1):
                        setattr(x, f"n{j}", (i, n, j))
                    x.left = i
                    made.append(x)
                return made

            for i, made in enumerate(run(count, make)):
                for n, x in enumerate(made):
                    assert x.left == i and all(getattr(x, f"n{j}") == (i, n, j) for j in range(n + 1))
    print(count, "made")

    # values beyond the room are read while others add more, and while the attributes move to a dict
    class Growing:
        def __init__(self):
            self.first = 1

    shared = [Growing() for _ in range(rounds // 4)]

    def grow(i):
        for x in shared:
            for j in range(12):
                setattr(x, f"v{j}", (j, i))
            if i % 8 == 0:
                x.__dict__

    def look(i):
        for x in shared:
            for _ in range(3):
                for j in range(12):
                    value = getattr(x, f"v{j}", None)
                    assert value is None or value[0] == j
                assert x.first == 1
                try:
                    assert x.v11[0] == 11
                except AttributeError:
                    pass

    run(count, grow, look)
    print(count, "grew", all(x.v11[0] == 11 and len(vars(x)) == 13 for x in shared))

"""A store drops a value whose finaliser changes the object: what is remembered of the store is no more than the store."""


class Adds:
    def __init__(self, o, n):
        self.o, self.n = o, n

    def __del__(self):
        for i in range(self.n):
            setattr(self.o, "n%d" % i, i)


class Deletes:
    def __init__(self, o):
        self.o = o

    def __del__(self):
        del self.o.p


class Changes:
    def __init__(self, o):
        self.o = o

    def __del__(self):
        self.o.__class__ = Other


class C:
    pass


class Other:
    pass


def store(o, v):
    o.x = v


for last in (lambda o: Adds(o, 8), lambda o: Adds(o, 1), Deletes, Changes):
    a, b, c = C(), C(), C()
    for o in a, b, c:
        o.x, o.p, o.q = 0, 1, 2
    a.x = last(a)
    store(a, 5)
    for o in b, c:
        store(o, 6)
        print(type(o).__name__, vars(o), hasattr(o, "n0"), hasattr(o, "n7"), o.p)
    b.n1 = 7
    store(b, 8)
    print(type(a).__name__, vars(a), vars(b))


class Late:
    """The new attribute comes with others."""

    @property
    def y(self):
        return self.z

    @y.setter
    def y(self, value):
        self.z = value
        self.w = value


def store_y(o, v):
    o.y = v


for _ in range(3):
    o = Late()
    store_y(o, 1)
    print(vars(o), o.y)

# one place stores an attribute in instances of several classes, from several threads
from crew import run


class One:
    def __init__(self, n):
        self.p = n


class Three:
    def __init__(self, n):
        self.q = n
        self.r = n
        self.s = n


def store(o, v):
    o.a = v


def work(i):
    for n in range(3000):
        x, y = One(n), Three(n)
        for o in (x, y, x) if i % 2 else (y, x, y):
            store(o, i)
        assert x.p == n and x.a == i, vars(x)
        assert y.q == y.r == y.s == n and y.a == i, vars(y)


for count in (2, 8):
    run(count, work)
    print(count, "ok")

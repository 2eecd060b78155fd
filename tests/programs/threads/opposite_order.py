# operations on two containers, named in opposite order by two threads: none waits for ever
from array import array
from collections import deque, Counter, OrderedDict
from crew import run

for count in (2, 8):
    rounds = 300 // count

    def both(name, a, b, work, tidy=None, bound=500):
        """Even threads do work(a, b), odd ones work(b, a)."""
        x, y = a, b

        def forth(i):
            for n in range(rounds):
                work(x, y)
                if tidy and n % 5 == 0:
                    tidy(x)

        def back(i):
            for n in range(rounds):
                work(y, x)
                if tidy and n % 5 == 0:
                    tidy(y)

        run(count, forth, back)
        print(count, name, type(a).__name__, len(a) >= 0)

    def cut(x):
        del x[10:]

    def extend(x, y):
        if len(x) < 60:
            x.extend(y)

    def assign(x, y):
        x[:] = y
        x[1:3] = y[:2]

    def compare(x, y):
        x == y, x != y
        x == x

    both("extend", [1, 2], [3, 4], extend, cut)
    both("slice", [1, 2, 3, 4], [5, 6, 7, 8], assign, cut)
    both("add", [1, 2], [3, 4], lambda x, y: (x + y, x < y))
    both("compare", [[1], [2]], [[1], [2]], compare)
    both("self", [1, 2], [3, 4], lambda x, y: extend(x, x), cut)
    both("update", {1: 2, 3: 4}, {1: 3, 5: 6}, lambda x, y: x.update(y))
    both("or", {1: 2, 3: 4}, {1: 3, 5: 6}, lambda x, y: (x.__ior__(y), x | y))
    both("compare", {1: {2: 3}}, {1: {2: 3}}, compare)
    both("update", {1, 2}, {3, 4}, lambda x, y: x.update(y))
    both("operators", {1, 2}, {3, 4}, lambda x, y: (x & y, x | y, x - y, x ^ y, x <= y, x.isdisjoint(y)))
    both("in place", {1, 2, 5}, {3, 4, 5}, lambda x, y: (x.__iand__(y), x.__ior__(y), x.add(5), x.__ixor__({7}), x.difference_update(y)))
    both("compare", {1, 2}, {1, 2}, compare)
    both("extend", bytearray(b"ab"), bytearray(b"cd"), extend, cut)
    both("slice", bytearray(b"abcd"), bytearray(b"efgh"), assign, cut)
    both("compare", bytearray(b"ab"), bytearray(b"ab"), lambda x, y: (compare(x, y), x + y, x < y, x in y, x.replace(y, x)))
    both("extend", array("i", [1, 2]), array("i", [3, 4]), extend, cut)
    both("compare", array("i", [1, 2]), array("i", [1, 2]), compare)
    both("slice", array("i", [1, 2, 3]), array("i", [3, 4, 5]), lambda x, y: x.__setitem__(slice(0, 1), y) if len(x) < 60 else x.pop(), None)

    def take_over(x, y):
        try:
            x.extend(y)
            x == y, x + y
        except RuntimeError:
            pass

    both("extend", deque([1, 2], 20), deque([3, 4], 20), take_over)
    both("update", OrderedDict(a=1), OrderedDict(b=2), lambda x, y: (x.update(y), x == y))

    # & and | of counters are loops in Python: they may find that the other thread has added a key
    def counters(x, y):
        try:
            x.update("ab")
            x & y, x | y
        except RuntimeError:
            pass

    both("update", Counter("ab"), Counter("bc"), counters)

    # through iterators and views of one another, which are not taken as a whole
    def views(x, y):
        try:
            x.update(y.items())
            x.keys() & y.keys(), x.items() <= y.items()
        except RuntimeError:
            pass

    both("views", {1: 2, 3: 4}, {1: 3, 5: 6}, views)

# builtin iterators shared by threads: each item of a sequence goes to one thread; of other iterators items may be missed or repeated,
# none is invented, and all end
import itertools
from collections import deque
from operator import itemgetter
from crew import run

for count in (2, 8):
    size = 400

    def drain(make, real, once):
        shared = make()

        def step(i):
            mine, quiet = [], 0
            while quiet < 3:
                try:
                    mine.append(next(shared))
                except StopIteration:
                    quiet += 1
                except (RuntimeError, ValueError):
                    # For good, in the case of a dict whose iterators have lost count.
                    quiet += 1
            return mine

        def whole(i):
            try:
                return list(shared)
            except (RuntimeError, ValueError):
                return []

        got = [x for mine in run(count, step, whole) for x in mine]
        foreign = [x for x in got if x not in real]
        return not foreign and (len(got) == len(set(got)) == len(real) if once else len(got) <= count * 1000)

    source = list(range(size))
    text = "".join(map(chr, range(100, 500)))
    pairs = {(n, n) for n in source}
    # What two iterators give at different moments may meet in one pair.
    every = {(a, b) for a in source for b in source}
    makers = {
        "list": (lambda: iter(source), set(source)),
        "reversed": (lambda: reversed(source), set(source)),
        "tuple": (lambda: iter(tuple(source)), set(source)),
        "range": (lambda: iter(range(size)), set(source)),
        "str": (lambda: iter(text), set(text)),
        "bytes": (lambda: iter(bytes(range(256))), set(range(256))),
        "bytearray": (lambda: iter(bytearray(range(256))), set(range(256))),
        "deque": (lambda: iter(deque(source)), set(source)),
        "indexes": (lambda: map(itemgetter(0), enumerate([7] * size)), set(source)),
        "dict": (lambda: iter(dict.fromkeys(source)), set(source)),
        "items": (lambda: iter({n: n for n in source}.items()), pairs),
        "set": (lambda: iter(set(source)), set(source)),
        "enumerate": (lambda: enumerate(source), every),
        "zip": (lambda: zip(source, source), every),
        "map": (lambda: map(lambda n: n + 1, source), {n + 1 for n in source}),
        "filter": (lambda: filter(lambda n: n % 2, source), set(source)),
        "callable": (lambda: iter(iter(source).__next__, 300), set(source)),
        "chain": (lambda: itertools.chain(source, source[:5], (7,)), set(source)),
        "islice": (lambda: itertools.islice(source, 5, 300, 2), set(source)),
        "cycle": (lambda: itertools.islice(itertools.cycle(source), 500), set(source)),
        "repeat": (lambda: itertools.repeat(7, 200), {7}),
        "accumulate": (lambda: itertools.accumulate([1] * size, max), {1}),
        "takewhile": (lambda: itertools.takewhile(lambda n: n < 300, source), set(source)),
        "dropwhile": (lambda: itertools.dropwhile(lambda n: n < 100, source), set(source)),
        "filterfalse": (lambda: itertools.filterfalse(lambda n: n % 2, source), set(source)),
        "compress": (lambda: itertools.compress(source, [1] * size), set(source)),
        "starmap": (lambda: itertools.starmap(max, [(n, 0) for n in source]), set(source)),
        "pairwise": (lambda: itertools.pairwise([3] * 100), {(3, 3)}),
        "batched": (lambda: itertools.batched([3] * 100, 2), {(3, 3), (3,)}),
        "product": (lambda: itertools.product(range(20), range(20)), {(a, b) for a in range(20) for b in range(20)}),
        "permutations": (lambda: itertools.permutations(range(5), 3), set(itertools.product(range(5), repeat=3))),
        "combinations": (lambda: itertools.combinations(range(12), 3), set(itertools.product(range(12), repeat=3))),
        "zip_longest": (lambda: itertools.zip_longest([1] * 99, [2] * 50), {(1, 2), (1, None), (None, 2), (None, None)}),
        "groupby": (lambda: (k for k, g in itertools.groupby(source, lambda n: n // 10)), set(range(40))),
        "nested": (lambda: enumerate(zip(map(abs, [4] * 300), filter(None, [5] * 300))), {(n, (4, 5)) for n in range(300)}),
    }
    once = ["list", "reversed", "tuple", "range", "str", "bytes", "bytearray", "deque", "indexes"]
    for name, (make, real) in makers.items():
        if not drain(make, real, name in once):
            print(count, name, "invented")

    # counters
    shared = itertools.count()
    got = [n for mine in run(count, lambda i: [next(shared) for _ in range(300)]) for n in mine]
    print(count, "count", sorted(got) == list(range(300 * count)))
    shared = itertools.count(10**30, 3)
    got = [n for mine in run(count, lambda i: [next(shared) for _ in range(50)]) for n in mine]
    print(count, "big count", sorted(got)[0] == 10**30, all((n - 10**30) % 3 == 0 for n in got))

    # the two halves of a tee, each driven by one thread
    for _ in range(10):
        halves = itertools.tee(iter(source))

        def half(i):
            try:
                return list(halves[i % 2])
            except RuntimeError:
                return []

        for mine in run(2, half):
            assert mine == [] or set(mine) <= set(source)

    # an iterator whose list is changed
    changing = list(range(100))
    shared = iter(changing)

    def change(i):
        for n in range(200):
            changing.append(n % 100)
            del changing[50:60]

    def follow(i):
        for k, n in enumerate(shared):
            assert 0 <= n < 100
            if k > 500:
                break

    run(count, change, follow)
    print(count, "done")

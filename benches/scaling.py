"""Does a second thread bring as much as a second process?

    python3 benches/scaling.py BINARY [ROUNDS [CASE ...]]

For each case and round: the time of two processes of one thread each over the time of one process of two threads, both doing the same work at the
same time on two processors. 1.0 is all that the machine can give: what two processes lose to each other is not charged to threads. Prints the
median of each case with the range of its rounds, and the geometric mean over all cases with a bootstrap interval of 95 %.

Shared objects are module globals, their items small ints and interned strings. Reported beside the mean: `heap_list` and `heap_dict`, which read items
that are heap objects, and `bound_methods`, each of which holds the shared instance. Run by the interpreter under test itself with `--work CASE THREADS N`, which prints the seconds of the slowest thread.
"""

import sys
import time

NUMBERS = list(range(100))
SQUARES = {i: i * i for i in range(100)}
NAMES = {str(i): i for i in range(100)}
POINTS = [(i, -i) for i in range(100)]
PLACES = {i: [i] for i in range(100)}


class Base:
    limit = 7

    def __init__(self):
        self.x = 1
        self.y = 2

    def get(self):
        return self.x

    def add(self, k):
        return self.y + k


class Middle(Base):
    pass


class Derived(Middle):
    def other(self):
        return 3


SHARED = Derived()


def plus(a, b):
    return a + b


def integers(n):
    total = 0
    for i in range(n):
        total += i & 7
    return total


def floats(n):
    total = 0.0
    for i in range(n):
        total = total * 0.5 + 1.25
    return total


def calls(n):
    total = 0
    for i in range(n):
        total = plus(total & 3, i & 3)
    return total


def creation(n):
    for i in range(n // 4):
        Base()


def methods(n):
    for i in range(n):
        SHARED.get()
        SHARED.add(1)


def shared_list(n):
    total = 0
    for i in range(n):
        total += NUMBERS[i % 100]
    for item in NUMBERS:
        total += item
    return total


def shared_dict(n):
    total = 0
    for i in range(n):
        total += SQUARES[i % 100] + NAMES["5"]
    return total


def private_containers(n):
    items = []
    table = {}
    for i in range(n):
        items.append(i)
        table[i & 63] = i
        items[i & 7 if len(items) > 8 else 0] = table[i & 63]
        if len(items) > 1000:
            items = []


def strings(n):
    for i in range(n // 4):
        text = "a" + str(i)
        "".join([text, "b", text])


def closures(n):
    def make():
        k = 0

        def step(j):
            nonlocal k
            k = k + j & 15
            return k

        return step

    step = make()
    for i in range(n):
        step(i)


def comprehensions(n):
    for i in range(n // 40):
        [x * 2 for x in NUMBERS if x & 1]
        {x: x for x in range(10)}


def generators(n):
    def count(m):
        for i in range(m):
            yield i

    for i in range(n // 50):
        sum(count(50))


def exceptions(n):
    for i in range(n // 10):
        try:
            raise ValueError(i)
        except ValueError:
            pass


def hierarchy(n):
    for i in range(n):
        isinstance(SHARED, Base)
        SHARED.limit
        SHARED.x


def formatting(n):
    for i in range(n // 4):
        f"{i}-{i & 3:03d}-{'x'}"


def tuples(n):
    for i in range(n):
        a, b, c = (i, i + 1, 2)
        x = (c, b, a)


def bound_methods(n):
    for i in range(n):
        SHARED.get


def heap_list(n):
    for i in range(n):
        POINTS[i % 100]


def heap_dict(n):
    for i in range(n):
        PLACES[i % 100]


CASES = [
    integers, floats, calls, creation, methods, shared_list, shared_dict, private_containers,
    strings, closures, comprehensions, generators, exceptions, hierarchy, formatting, tuples,
]
BESIDE = [bound_methods, heap_list, heap_dict]


def work(case, count, n):
    """Seconds of the slowest of `count` threads that each do the case's work."""
    import threading

    case(n // 50 + 1)
    barrier = threading.Barrier(count)
    seconds = []

    def body():
        barrier.wait()
        start = time.perf_counter()
        case(n)
        seconds.append(time.perf_counter() - start)

    threads = [threading.Thread(target=body) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return max(seconds)


def measure(binary, rounds, cases):
    import math
    import random
    import statistics
    import subprocess

    def start(case, count, n):
        command = [binary, __file__, "--work", case.__name__, str(count), str(n)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def seconds(processes):
        return max(float(process.communicate()[0]) for process in processes)

    # How much work takes about a third of a second.
    sizes = {}
    for case in cases:
        n = 20_000
        while (spent := seconds([start(case, 1, n)])) < 0.05:
            n *= 4
        sizes[case] = max(1000, int(n * 0.33 / spent))
    ratios = {case: [] for case in cases}
    for number in range(rounds):
        for case in cases:
            n = sizes[case]
            # The order alternates, so that neither side always follows the other.
            if number % 2:
                threads = seconds([start(case, 2, n)])
                processes = seconds([start(case, 1, n), start(case, 1, n)])
            else:
                processes = seconds([start(case, 1, n), start(case, 1, n)])
                threads = seconds([start(case, 2, n)])
            ratios[case].append(processes / threads)

    def mean(of):
        return math.exp(statistics.fmean(math.log(statistics.median(of(ratios[case]))) for case in cases if case in CASES))

    for case in cases:
        rows = sorted(ratios[case])
        aside = "" if case in CASES else "  (beside the mean)"
        print(f"{case.__name__:20} {statistics.median(rows):.3f}  {rows[0]:.3f} to {rows[-1]:.3f}{aside}")
    draws = random.Random(1)
    means = sorted(mean(lambda rows: draws.choices(rows, k=len(rows))) for _ in range(2000))
    print(f"{'geometric mean':20} {mean(lambda rows: rows):.3f}  {means[50]:.3f} to {means[1949]:.3f} (95 %)")


def main():
    known = {case.__name__: case for case in CASES + BESIDE}
    arguments = sys.argv[1:]
    if arguments[:1] == ["--work"]:
        print(work(known[arguments[1]], int(arguments[2]), int(arguments[3])))
        return
    if not arguments or any(name not in known for name in arguments[2:]):
        sys.exit(__doc__)
    rounds = int(arguments[1]) if len(arguments) > 1 else 7
    measure(arguments[0], rounds, [known[name] for name in arguments[2:]] or CASES + BESIDE)


main()

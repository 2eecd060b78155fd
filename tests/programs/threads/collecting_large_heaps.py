# gc.collect() over a heap that is large enough for stopped threads to help: nothing that is reachable goes, whatever shape it has, and every
# cycle that is not does, while threads work, sleep, start and end
import collections
import gc
import threading
import time
import weakref
from crew import run


class Node:
    def __init__(self, number, link=None):
        self.number = number
        self.link = link


class Table(dict):
    pass


def wait_with(thing):
    yield thing
    yield thing


def adder(n):
    box = [n]
    return lambda: box[0]


def tree(n):
    return [tree(n // 2), tree(n - n // 2)] if n > 1 else [n]


def leaves(branch):
    return sum(map(leaves, branch)) if len(branch) == 2 else branch[0]


def chain(n):
    last = None
    for i in range(n):
        last = Node(i, last)
    return last


def length(node):
    n = 0
    while node is not None:
        n, node = n + 1, node.link
    return n


class Shapes:
    """About 80,000 objects; `check` visits them all."""

    def __init__(self):
        self.array = [[i] for i in range(20000)]
        self.table = {i: (i, [i]) for i in range(6000)}
        self.tree = tree(8192)
        self.chain = chain(10000)
        self.tables = [Table(a=[i], b={"c": (i,)}) for i in range(1000)]
        for i, table in enumerate(self.tables):
            table.note = [i]
        self.queue = collections.deque([i] for i in range(5000))
        self.functions = [adder(i) for i in range(1000)]
        self.generators = [wait_with([i]) for i in range(1000)]
        for generator in self.generators:
            next(generator)
        self.classes = [type(f"C{i}", (), {"number": [i]}) for i in range(50)]
        self.sets = [frozenset({(i,), (i, i)}) for i in range(1000)]
        self.ring = chain(100)
        self.ring.link.link = self.ring

    def sums(self):
        yield sum(item[0] for item in self.array)
        yield sum(i + a + b[0] for i, (a, b) in self.table.items())
        yield leaves(self.tree)
        yield length(self.chain)
        yield sum(t["a"][0] + t["b"]["c"][0] + t.note[0] for t in self.tables)
        yield sum(item[0] for item in self.queue)
        yield sum(f() for f in self.functions)
        yield sum(g.gi_frame is not None for g in self.generators)
        yield sum(c.number[0] for c in self.classes)
        yield sum(len(s) + sum(len(t) for t in s) for s in self.sets)
        yield self.ring.link.link is self.ring

    def finish(self):
        return sum(next(g)[0] for g in self.generators)


kept = Shapes()
expected = list(kept.sums())
print(expected)
done = threading.Event()


def collect(i):
    for n in range(6):
        gc.collect()
    done.set()
    return True


def spin(i):
    # The collections may all be over before this thread has its first turn.
    n = 1
    while not done.is_set():
        n += 1
    return n > 0


def build(i):
    """Makes cycles and drops them, and keeps some."""
    dead, mine = [], []
    while not done.is_set():
        for n in range(50):
            a = Node(n)
            a.link = Node(n, a)
            mine.append(a) if n % 10 == 0 else dead.append(weakref.ref(a))
        del a
        del mine[:-200]
        time.sleep(0.001)
    assert all(a.link.link is a for a in mine)
    return dead


def look(i):
    while not done.is_set():
        if list(kept.sums()) != expected:
            return False
    return True


def churn(i):
    """Threads start, detach, and end during stops."""
    while not done.is_set():
        threads = [threading.Thread(target=time.sleep, args=(0.001 * n,)) for n in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return True


for works in ([collect, spin], [collect, spin, build, look], [collect, churn, spin, build, look, spin, look, build]):
    done.clear()
    results = run(len(works), *works)
    gc.collect()
    for work, result in zip(works, results):
        if work is build:
            result = sum(ref() is not None for ref in result)
        print(work.__name__, result)
    print(list(kept.sums()) == expected)


# What only a running frame of another thread holds, and what nobody holds.
def hold(i):
    mine = tree(32768)
    ready.wait()
    n = 0
    while not done.is_set():
        n += 1
    return leaves(mine)


def collect_them(i):
    garbage = tree(4096)
    garbage[0].append(garbage)
    ref = weakref.ref(node := Node(0, garbage))
    garbage.append(node)
    del garbage, node
    ready.wait()
    found = [gc.collect() > 8000 for n in range(3)]
    done.set()
    return found, ref() is None


gc.disable()
done.clear()
ready = threading.Barrier(3)
print(run(3, collect_them, hold, hold))
print(kept.finish())

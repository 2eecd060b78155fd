# gc.collect() in one thread while others build and drop cycles, look at the heap, and have finalisers run
import gc
import threading
import weakref
from crew import run


class Node:
    made = died = 0
    lock = threading.RLock()

    def __init__(self):
        with Node.lock:
            Node.made += 1
        self.link = self.extra = None

    def __del__(self):
        with Node.lock:
            Node.died += 1


for count in (2, 8, 64):
    rounds = 160 // count

    def collect(i):
        for n in range(rounds // 4 + 1):
            gc.collect()

    def build(i):
        for n in range(rounds):
            a, b, c = Node(), Node(), Node()
            a.link, b.link, c.link = b, c, a
            a.extra = [a, {"b": b}, (c,), {n}, lambda: a, (x for x in [a])]
            next(a.extra[-1])
            d = {}
            d["self"] = d
            class Local:
                me = a
            a.extra.append(Local())
            kept = a.link.link
            del a, b, c
            assert type(kept.link) is Node and kept.link.link.link is kept

    def hand_on(i):
        for n in range(rounds):
            chain = Node()
            chain.link = chain
            board[i % len(board)] = chain
            other = board[(n + i) % len(board)]
            if other is not None:
                assert type(other.link) is Node or other.link is None
                other.link = chain
            del other, chain

    board = [None] * 16
    run(count, collect, build, hand_on)
    board.clear()
    gc.collect()
    gc.collect()
    print(count, "cycles", Node.made == Node.died)

    # weak references and their callbacks in cycles
    calls = []

    def weak(i):
        for n in range(rounds):
            a = Node()
            a.link = a
            a.extra = weakref.ref(a)
            watch.append(weakref.ref(a, calls.append))
            assert a.extra() is a

    watch = []
    run(count, weak, collect)
    gc.collect()
    print(count, "callbacks", len(calls) == len(watch), all(r() is None for r in watch), Node.made == Node.died)
    watch.clear()
    calls.clear()

    # what looks at the whole heap
    def look(i):
        for n in range(2):
            assert len(gc.get_objects()) > 100
            probe = [n]
            holder = [probe]
            assert any(x is holder for x in gc.get_referrers(probe))
            assert gc.get_referents(holder) == [probe]
            gc.get_count(), gc.get_stats(), gc.is_tracked(probe), gc.get_threshold()

    run(min(count, 8), look, build)
    gc.collect()
    print(count, "looked", Node.made == Node.died)

    # enabled and disabled; thresholds; freeze
    def settings(i):
        for n in range(rounds):
            gc.disable()
            gc.enable()
            gc.set_threshold(700 + n, 10, 10)
            if i == 0 and n % 10 == 0:
                gc.freeze()
                gc.unfreeze()

    run(count, settings, build)
    gc.set_threshold(2000, 10, 10)
    gc.collect()
    print(count, "settings", gc.isenabled(), Node.made == Node.died)

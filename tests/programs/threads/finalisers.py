# finalisers of objects whose last reference goes in any thread: each runs once, with whatever it touches intact
import gc
import threading
import weakref
from crew import run

# A finaliser may run while its own thread is in the middle of another one.
done, lock = [], threading.RLock()


class Final:
    def __init__(self, name, box=None):
        self.name, self.box = name, box

    def __del__(self):
        done.append(self.name)


class Phoenix:
    risen = []

    def __init__(self, name):
        self.name = name

    def __del__(self):
        Phoenix.risen.append(self)


for count in (2, 8, 64):
    rounds = 320 // count
    done.clear()

    # handed from thread to thread; dropped by whoever overwrites the place last
    places = [None] * 8

    def exchange(i):
        for n in range(rounds):
            places[(n + i) % 8] = Final((i, n))
            taken = places[(n * 3 + i) % 8]
            places[(n * 5) % 8] = taken

    run(count, exchange)
    places.clear()
    gc.collect()
    print(count, "exchanged", len(done) == len(set(done)) == count * rounds)

    # all threads hold the same objects and let go at the same time
    done.clear()
    everything = [Final(n) for n in range(50)]
    copies = [list(everything) for _ in range(count)]
    everything.clear()
    run(count, lambda i: copies[i].clear())
    print(count, "shared", sorted(done) == list(range(50)))

    # a finaliser that makes and drops further objects, takes locks, fails
    done.clear()

    class Busy:
        def __init__(self, n):
            self.n = n

        def __del__(self):
            with lock:
                inner = Final(("inner", self.n))
                del inner
            done.append(("outer", self.n))

    def make_busy(i):
        for n in range(rounds):
            Busy((i, n))
            x = [Busy((i, -n - 1))]
            x.append(x)
        del x

    run(count, make_busy)
    gc.collect()
    print(count, "busy", len(done) == len(set(done)) == 4 * count * rounds)

    # resurrection
    Phoenix.risen.clear()

    def burn(i):
        for n in range(rounds // 4 + 1):
            Phoenix((i, n))

    run(count, burn)
    names = sorted(x.name for x in Phoenix.risen)
    print(count, "risen", names == sorted(set(names)), len(names) == count * (rounds // 4 + 1))
    Phoenix.risen.clear()
    print(count, "buried", len(Phoenix.risen))

    # long chains whose end dies in another thread, without deep recursion
    done.clear()

    class Link:
        __slots__ = ("next", "value")

    def chain(i):
        head = None
        for n in range(3000 // count):
            link = Link()
            link.next, link.value = head, n
            head = link
        ends[i] = head
        head.value = Final(("head", i))

    ends = [None] * count
    run(count, chain)
    run(count, lambda i: ends.__setitem__((i + 1) % count, None))
    print(count, "chains", len(done) == count)

    # generators that are dropped in the middle of try ... finally
    done.clear()

    def pending(name):
        try:
            yield 1
            yield 2
        finally:
            done.append(name)

    def drop(i):
        for n in range(rounds):
            g = pending((i, n))
            next(g)
            places.append(g)
            try:
                places.pop(0)
            except IndexError:
                pass
            del g

    run(count, drop)
    places.clear()
    gc.collect()
    print(count, "generators", len(done) == len(set(done)) == count * rounds)
    done.clear()

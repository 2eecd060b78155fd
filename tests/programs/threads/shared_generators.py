# one generator driven by many threads: each item comes once, or ValueError says that it is running already
import threading
from crew import run

SAYS = "generator already executing"
for count in (2, 8, 64):
    goal = 2000

    # without a lock
    def numbers():
        for n in range(goal):
            yield n

    shared, said = numbers(), set()

    def drive(i):
        mine = []
        while True:
            try:
                mine.append(next(shared))
            except StopIteration:
                return mine
            except ValueError as e:
                said.add(str(e))

    got = [n for mine in run(count, drive) for n in mine]
    print(count, "items", sorted(got) == list(range(goal)), said <= {SAYS})

    # a generator expression, driven by a for loop and by native code
    shared = (n * n for n in range(goal))

    def consume(i):
        mine = []
        while True:
            try:
                if i % 3 == 0:
                    for n in shared:
                        mine.append(n)
                elif i % 3 == 1:
                    mine.extend(shared)
                else:
                    mine.append(next(shared))
                if i % 3 != 2:
                    return mine
            except StopIteration:
                return mine
            except ValueError as e:
                said.add(str(e))

    got = [n for mine in run(count, consume) for n in mine]
    real = {n * n for n in range(goal)}
    print(count, "expression", len(got) == len(set(got)), set(got) <= real, said <= {SAYS})

    # under a lock, with send
    def adder():
        total = 0
        while True:
            total += yield total

    shared, lock = adder(), threading.Lock()
    next(shared)

    def send(i):
        for n in range(goal // count):
            with lock:
                shared.send(1)

    run(count, send)
    print(count, "sent", shared.send(0) == goal // count * count)

    # closed and thrown into by some while others drive it: the finally block runs once
    ended = []

    def careful():
        try:
            n = 0
            while True:
                try:
                    yield n
                except KeyError:
                    pass
                n += 1
        finally:
            ended.append(1)

    for _ in range(max(2, 40 // count)):
        ended.clear()
        shared = careful()
        next(shared)

        def interrupt(i):
            for n in range(20):
                try:
                    if i == 0 and n == 15:
                        shared.close()
                    elif i % 2:
                        shared.throw(KeyError)
                    else:
                        next(shared)
                except (StopIteration, KeyError):
                    return
                except ValueError as e:
                    said.add(str(e))

        run(count, interrupt)
        while True:
            try:
                shared.close()
                break
            except ValueError:
                pass
        if ended != [1]:
            print("ended", ended)
    print(count, "closed", said <= {SAYS})

    # begun in one thread, ended in another; delegation across threads
    def inner(n):
        yield n
        return n

    def outer():
        total = 0
        for n in range(20):
            total += yield from inner(n)
        yield total

    generators = [outer() for _ in range(count)]
    for _ in range(7):
        run(count, lambda i: [next(generators[(i + k) % count]) for k in range(1)])
    print(count, "handed on", sum(list(g)[-1] for g in generators) == 190 * count)

# cells shared by closures of many threads; functions whose code, defaults and attributes change while they are called
import threading
from crew import run

for count in (2, 8, 64):
    rounds = 480 // count

    # a counter in a cell, under a lock and through one atomic operation
    def make():
        total, seen, lock = 0, [], threading.Lock()

        def add():
            nonlocal total
            with lock:
                total += 1
            seen.append(1)

        def get():
            return total, len(seen)

        def tear():
            nonlocal total
            try:
                del total
            except NameError:
                pass
            total = 0

        return add, get, tear

    add, get, tear = make()
    run(count, lambda i: [add() for _ in range(rounds)] and None)
    print(count, "counted", get() == (count * rounds, count * rounds))

    def read(i):
        for n in range(rounds):
            if i % 2:
                tear()
            else:
                try:
                    assert get()[0] == 0
                except NameError as e:
                    assert "total" in str(e)

    tear()
    run(count, read)
    print(count, "torn", get()[0])

    # cells as objects
    def fresh():
        value = ["start"]

        def use():
            return value

        return use

    use = fresh()
    cell = use.__closure__[0]

    def exchange(i):
        for n in range(rounds):
            cell.cell_contents = [i, n]
            found = use()
            assert found == ["start"] or len(found) == 2
            try:
                found = cell.cell_contents
                if n % 7 == 0:
                    del cell.cell_contents
            except ValueError:
                pass
            except NameError:
                pass
            cell.cell_contents = [i, n]

    def exchange_quietly(i):
        for n in range(3):
            try:
                exchange(i)
                return
            except NameError:
                pass  # emptied by another thread a moment ago

    run(count, exchange_quietly)
    cell.cell_contents = "end"
    print(count, "cells", use())

    # each thread makes closures over its own variables, and calls those of the others
    crowd = [None] * count

    def build(i):
        for n in range(rounds):
            x = (i, n)
            crowd[i] = lambda y=n: (x, y)
            other = crowd[(i + 1) % count]
            if other is not None:
                (j, m), y = other()
                assert j == (i + 1) % count and type(m) is int

    run(count, build)
    print(count, "built", all(f()[0] == (i, rounds - 1) for i, f in enumerate(crowd)))

    # one function, changed
    def target(a, b=2, *, c=3):
        return "first", a, b, c

    def second(a, b=2, *, c=3):
        return "second", a, b, c

    original = target.__code__

    def change(i):
        for n in range(rounds):
            target.__code__ = second.__code__
            target.__defaults__ = (n,)
            target.__kwdefaults__ = {"c": n}
            target.note = n
            target.__name__ = f"name{n}"
            target.__dict__["other"] = n
            target.__code__ = original
            target.__defaults__ = (2,)
            target.__kwdefaults__ = {"c": 3}

    def call(i):
        for n in range(rounds):
            which, a, b, c = target(n)
            assert which in ("first", "second") and a == n and type(b) is type(c) is int
            assert target(1, 5, c=6)[1:] == (1, 5, 6)
            assert type(getattr(target, "note", 0)) is int
            assert target.__name__.startswith(("target", "name"))
            target.__code__.co_name, target.__defaults__, target.__qualname__

    run(count, change, call)
    print(count, "changed", target(1))

    # recursion through a shared function, with arguments of all kinds
    def spread(n, *args, **kwargs):
        return (n, args, kwargs) if n == 0 else spread(n - 1, *args, n, **kwargs, **{f"k{n}": n})

    def recurse(i):
        for n in range(rounds // 16 + 1):
            assert spread(5, i) == (0, (i, 5, 4, 3, 2, 1), {"k5": 5, "k4": 4, "k3": 3, "k2": 2, "k1": 1})

    run(count, recurse)
    print(count, "recursed")

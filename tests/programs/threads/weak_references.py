# weak references made, followed and dropped by many threads while their objects die
import gc
import threading
import weakref
from crew import run


class Thing:
    def __init__(self, n):
        self.n = n


for count in (2, 8, 64):
    rounds = 320 // count

    # a reference leads to its object, or to None once it has died
    slots = [Thing(n) for n in range(20)]
    weak = [weakref.ref(x) for x in slots]

    def replace(i):
        for n in range(rounds):
            k = (n + i) % 20
            slots[k] = Thing(k)
            weak[k] = weakref.ref(slots[k])

    def follow(i):
        for n in range(rounds):
            k = (n * 3 + i) % 20
            found = weak[k]()
            assert found is None or found.n == k
            found = weakref.ref(slots[k])()
            assert found is None or found.n == k
            del found

    run(count, replace, follow)
    print(count, "followed", all(r() is None or r().n == k for k, r in enumerate(weak)))

    # one object, many references; it dies in one of the threads
    deaths = []
    for _ in range(max(1, 20 // count)):
        box = [Thing(5)]
        calls = []
        kept = [weakref.ref(box[0], calls.append) for _ in range(5)]

        def race(i):
            mine = []
            for n in range(10):
                if i == n == 1:
                    box.clear()
                try:
                    mine.append(weakref.ref(box[0]))
                except IndexError:
                    pass
                found = kept[n % 5]()
                assert found is None or found.n == 5
            return mine

        made = run(count, race)
        deaths.append((len(calls), {r() for mine in made for r in mine} <= {None}, all(r() is None for r in kept)))
    print(count, "died", set(deaths))

    # proxies
    target = Thing(1)
    proxy = weakref.proxy(target)

    def use_proxy(i):
        for n in range(rounds):
            assert proxy.n == 1
            proxy.extra = n
            assert weakref.proxy(target).n == 1 and weakref.ref(target)() is target

    run(count, use_proxy)
    print(count, "proxies", weakref.getweakrefcount(target))
    del target
    try:
        proxy.n
    except ReferenceError:
        print(count, "gone")

    # weak containers
    values, keys, things = weakref.WeakValueDictionary(), weakref.WeakKeyDictionary(), weakref.WeakSet()
    alive = [Thing(n) for n in range(30)]

    def fill(i):
        for n in range(rounds):
            fleeting = Thing(n)
            k = (n + i) % 30
            values[k] = alive[k]
            values[100 + i] = fleeting
            keys[alive[k]] = k
            keys[fleeting] = n
            things.add(alive[k])
            things.add(fleeting)

    def read(i):
        for n in range(rounds):
            k = (n * 7 + i) % 30
            found = values.get(k)
            assert found is None or found.n == k
            assert keys.get(alive[k], k) == k
            alive[k] in things
            if n % 16 == 0:
                try:
                    assert all(x.n == k or k >= 100 for k, x in values.items())
                    assert all(x.n == n for x, n in keys.items())
                    len(things), len(list(things))
                except RuntimeError:
                    pass

    run(count, fill, read)
    gc.collect()
    print(count, "containers", len(values) <= 30, len(keys) <= 30, len(things) <= 30)
    alive.clear()
    gc.collect()
    print(count, "emptied", len(values), len(keys), len(things))

    # finalize runs once
    ran = []

    def finalise(i):
        for n in range(rounds // 4 + 1):
            x = Thing(n)
            weakref.finalize(x, ran.append, (i, n))
            del x

    run(count, finalise)
    print(count, "finalised", len(ran) == len(set(ran)) == count * (rounds // 4 + 1))

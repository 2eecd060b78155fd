# defaultdict, OrderedDict, Counter, ChainMap, UserDict, mappingproxy used by many threads
import types
from collections import ChainMap, Counter, OrderedDict, defaultdict, namedtuple
from crew import run

for count in (2, 8, 64):
    rounds = 320 // count

    # a missing key gets one default, which everybody finds afterwards
    shared = defaultdict(list)

    def gather(i):
        for n in range(rounds):
            shared[n].append(i)
            shared[i, n].append(n)

    run(count, gather)
    whole = all(set(shared[n]) <= set(range(count)) and shared[n] for n in range(rounds))
    print(count, "defaultdict", len(shared) == rounds + count * rounds, whole, all(shared[i, n] == [n] for i in range(count) for n in range(rounds)))

    # order: a key that is moved or removed leaves the others whole
    shared = OrderedDict((n, -n) for n in range(50))

    def reorder(i):
        for n in range(rounds):
            k = (n * 7 + i) % 50
            try:
                shared.move_to_end(k, last=bool(n % 2))
            except KeyError:
                pass
            shared[100 + i] = -(100 + i)
            shared[k] = -k
            try:
                a, b = shared.popitem(last=bool(n % 3))
                assert a == -b
                shared[a] = b
            except KeyError:
                pass
            shared.pop(100 + i, None)

    def watch(i):
        for n in range(rounds):
            try:
                for k, v in shared.items():
                    assert k == -v
                for k in reversed(shared):
                    assert 0 <= k < 200
                shared == OrderedDict(), shared.copy(), list(shared)
            except (RuntimeError, KeyError):
                pass
            assert shared.get(5, -5) == -5

    run(count, reorder, watch)
    print(count, "OrderedDict", all(k == -v for k, v in shared.items()), set(shared) >= set(range(50)), len(shared) == len(list(shared)) == len(list(reversed(shared))))

    # counters of own keys are exact; common ones are not promised
    shared = Counter()

    def count_up(i):
        for n in range(rounds):
            shared[i] += 1
            shared["common"] += 1
            shared.update([i])
            if n % 40 == 0:
                shared.most_common(3), sum(shared.values()), +shared

    def quietly(i):
        try:
            count_up(i)
        except RuntimeError:
            return False

    def only_own(i):
        for n in range(rounds):
            shared[i] += 1

    run(count, only_own)
    print(count, "Counter", all(shared[i] == rounds for i in range(count)))
    run(count, quietly)
    print(count, "Counter", 0 < shared["common"] <= count * rounds)

    # layers and views
    first, second = {n: n for n in range(20)}, {n: -n for n in range(40)}
    chain, view = ChainMap(first, second), types.MappingProxyType(second)

    def layer(i):
        for n in range(rounds):
            k = n % 40
            assert chain[k] in (k, -k) and view[k] == -k
            chain[k] = k
            chain.maps[0].pop(k, None)
            assert k in view and len(view) == 40
            if n % 20 == 0:
                try:
                    assert len(chain) == 40 and len(list(view)) == 40
                except RuntimeError:
                    pass

    run(count, layer)
    print(count, "layers", sorted(chain) == list(range(40)))

    # subclasses with hooks
    class Missing(dict):
        def __missing__(self, key):
            self[key] = value = [key]
            return value

        def __setitem__(self, key, value):
            super().__setitem__(key, value)

    shared = Missing()

    def miss(i):
        for n in range(rounds):
            assert shared[n % 50] == [n % 50]
            shared.pop(n % 50, None)

    run(count, miss)
    print(count, "missing", all(v == [k] for k, v in shared.items()))

    # named tuples made in parallel
    def name(i):
        for n in range(rounds // 16 + 1):
            Point = namedtuple("Point", "x y")
            p = Point(i, n)
            assert p.x == i and p._replace(y=5) == (i, 5) and p._asdict() == {"x": i, "y": n}

    run(count, name)
    print(count, "named")

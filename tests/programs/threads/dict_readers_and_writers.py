# one dict, many readers and writers: a key never leads to another key's value, counts add up
from crew import run

for count in (2, 8, 64):
    rounds = 640 // count

    # keys are added while others read
    shared = {}

    def write(i):
        for n in range(rounds):
            shared[i, n] = (i, n)
            shared[f"{i}:{n}"] = (i, n)

    def read(i):
        for n in range(rounds):
            for key in ((i - 1, n), f"{i - 1}:{n}"):
                found = shared.get(key, (i - 1, n))
                assert found == (i - 1, n), (key, found)
                if key in shared:
                    assert shared[key] == (i - 1, n)

    run(count, write, read)
    right = all(k in (v, f"{v[0]}:{v[1]}") for k, v in shared.items())
    print(count, "added", len(shared) == 2 * rounds * (count // 2), right)

    # keys come and go
    shared = {n: (n, 0) for n in range(64)}
    gone = []

    def replace(i):
        for n in range(rounds):
            k = (n * 5 + i) % 64
            shared[k] = (k, n)
            taken = shared.pop((k + 7) % 64, None)
            assert taken is None or taken[0] == (k + 7) % 64, taken
            shared.setdefault((k + 7) % 64, ((k + 7) % 64, n))

    def find(i):
        for n in range(rounds):
            k = (n * 3 + i) % 64
            found = shared.get(k)
            assert found is None or found[0] == k, (k, found)
            try:
                assert shared[k][0] == k
            except KeyError:
                pass
            assert len(shared) <= 64

    run(count, replace, find)
    print(count, "came and went", all(k == v[0] for k, v in shared.items()), len(shared) <= 64)

    # each key is taken once
    shared = {n: -n for n in range(count * rounds)}

    def take(i):
        mine = []
        while True:
            try:
                mine.append(shared.popitem())
            except KeyError:
                return mine

    taken = [pair for mine in run(count, take) for pair in mine]
    print(count, "taken", sorted(taken) == [(n, -n) for n in range(count * rounds)], shared)

    # setdefault gives one winner a key
    shared = {}

    def agree(i):
        return [shared.setdefault(n, (i, n)) for n in range(rounds)]

    won = run(count, agree)
    print(count, "agreed", all(all(a is b for a, b in zip(won[0], one)) for one in won), len(shared) == rounds)

    # strings as keys, as in namespaces; deletions make holes, a clear now and then
    shared = {}
    names = [f"name{n}" for n in range(40)]

    def namespace(i):
        for n in range(rounds):
            name = names[(n + i) % 40]
            shared[name] = name
            if n % 3 == 0:
                shared.pop(names[(n * 11) % 40], None)
            if n % 100 == 99 and i == 0:
                shared.clear()
            found = shared.get(names[n % 40])
            assert found is None or found is names[n % 40]

    run(count, namespace)
    print(count, "names", all(k is v for k, v in shared.items()))

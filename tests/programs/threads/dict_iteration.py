# iterating over a dict while others change it: RuntimeError or nothing; never a foreign item
from crew import run

ALLOWED = {"dictionary changed size during iteration", "dictionary keys changed during iteration"}
for count in (2, 8):
    rounds = 240 // count
    shared = {n: -n for n in range(100)}
    said = set()

    def change(i):
        for n in range(rounds):
            shared[100 + (n + i) % 150] = -(100 + (n + i) % 150)
            shared.pop(100 + (n * 7) % 150, None)
            shared[n % 100] = -(n % 100)

    def watch(i):
        for n in range(rounds):
            try:
                for k, v in shared.items():
                    assert k == -v, (k, v)
                for k in shared:
                    assert 0 <= k < 250, k
                for v in reversed(shared.values()):
                    assert -250 < v <= 0, v
            except RuntimeError as e:
                said.add(str(e))

    def copy(i):
        for n in range(rounds):
            for taken in (dict(shared), shared.copy(), {**shared}, shared | {0: 0}):
                assert all(k == -v for k, v in taken.items())
                assert set(range(100)) <= taken.keys()
            assert len(list(shared)) >= 100 and len(list(shared.items())) >= 100
            assert min(list(shared.values())) > -250

    def compare(i):
        for n in range(rounds):
            try:
                shared == dict(shared), shared.keys() & {1, 2}, shared.keys() >= {1, 2}
                5 in shared.values(), (5, -5) in shared.items(), 5 in shared.keys()
                repr(shared.keys())
            except RuntimeError as e:
                said.add(str(e))

    run(count, change, watch, copy, compare)
    print(count, all(k == -v for k, v in shared.items()), set(range(100)) <= shared.keys(), said <= ALLOWED)
    run(count, change, watch)
    print(count, said <= ALLOWED)
    run(count, change, compare)
    print(count, said <= ALLOWED)

    # one iterator for all: each item at most as often as there are threads, and each is a real one
    shared = {n: -n for n in range(200)}
    iterator = iter(shared.items())
    found = [pair for mine in run(count, lambda i: list(iterator)) for pair in mine]
    print(count, set(found) == set(shared.items()), all(k == -v for k, v in found))

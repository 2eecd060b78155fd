# one set, many readers and writers; its operators with another set that changes as well
from crew import run

for count in (2, 8, 64):
    rounds = 640 // count
    shared = set()

    def add(i):
        for n in range(rounds):
            shared.add(n * count + i)
            shared.add((i, n))

    def look(i):
        for n in range(rounds):
            n in shared
            assert (i, n) not in shared
            len(shared)

    run(count, add, look)
    print(count, "added", len(shared) == 2 * rounds * (count // 2))

    shared = set(range(count * rounds))

    def take(i):
        mine = []
        while True:
            try:
                mine.append(shared.pop())
            except KeyError:
                return mine

    taken = [n for mine in run(count, take) for n in mine]
    print(count, "taken", sorted(taken) == list(range(count * rounds)), len(shared))

    shared, other = set(range(50)), set(range(25, 75))
    said = set()

    def change(i):
        for n in range(rounds):
            shared.add(50 + n % 50)
            shared.discard(50 + n * 7 % 50)
            other.symmetric_difference_update({75 + n % 20})
            shared.update(range(50), (90,))
            shared.difference_update({90, 91})
            try:
                shared.remove(50 + n % 50)
            except KeyError:
                pass

    def combine(i):
        for n in range(rounds // 4 + 1):
            try:
                assert set(range(25, 50)) <= (shared & other)
                assert (shared | other) <= set(range(100))
                assert (shared - other) >= set(range(25))
                assert (shared ^ other) >= set(range(25))
                assert shared.union(other, [5]) >= set(range(75))
                assert frozenset(shared) >= set(range(50))
                assert shared.copy() >= set(range(50))
                assert sorted(shared)[:50] == list(range(50))
                assert shared.issuperset(range(50)) and not shared.isdisjoint(other)
                shared == other, shared < other
                for n in shared:
                    assert 0 <= n < 100
            except RuntimeError as e:
                said.add(str(e))

    run(count, change, combine)
    print(count, "combined", set(range(50)) <= shared <= set(range(100)), said <= {"Set changed size during iteration"})

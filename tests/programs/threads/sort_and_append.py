# a list sorted by one thread while others append, read and sort: ValueError or nothing, and no item lost by the sort
import random
from crew import run

random.seed(5)
for count in (2, 8):
    rounds = 160 // count
    shared = random.sample(range(1000), 200)
    seen = set()

    def sort(i):
        for n in range(rounds):
            try:
                shared.sort(key=lambda x: (x * 7 + n) % 1000)
            except ValueError as e:
                seen.add(str(e))

    def touch(i):
        for n in range(rounds):
            part = shared[:50]
            assert all(0 <= x < 1000 for x in part), part
            try:
                shared[n % 200]
            except IndexError:
                pass

    run(count, sort, touch)
    print(count, sorted(shared) == sorted(set(shared)), len(shared))

    def append(i):
        for n in range(rounds):
            shared.append(n)

    run(count, sort, append)
    print(count, all(0 <= x < 1000 for x in shared), seen <= {"list modified during sort"})

    # sorted() works on a copy, which nobody else sees
    shared = list(range(300))

    def copy_and_sort(i):
        for n in range(rounds):
            if i % 2:
                shared[n], shared[-n - 1] = shared[-n - 1], shared[n]
            else:
                result = sorted(shared)
                assert all(a <= b for a, b in zip(result, result[1:]))

    run(count, copy_and_sort)

    # keys that are compared by Python code
    class Key:
        def __init__(self, n):
            self.n = n

        def __lt__(self, other):
            return self.n < other.n

    keys = [Key(n) for n in range(60)]
    random.shuffle(keys)
    one = list(keys)

    def sort_keys(i):
        for n in range(rounds // 8 + 1):
            try:
                one.sort(reverse=bool(n % 2))
            except ValueError as e:
                seen.add(str(e))

    run(count, sort_keys)
    print(count, set(one) <= set(keys), seen <= {"list modified during sort"})

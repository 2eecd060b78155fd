# one list, many readers and writers: the item at index i has value i, nothing is invented, counts add up
from crew import run

for count in (2, 8, 64):
    rounds = 640 // count

    # readers see a prefix that grows by appends and by extends
    shared = []

    def writer(i):
        global shared
        for n in range(0, 2000, 5):
            shared.append(n)
            shared.append(n + 1)
            shared.extend((n + 2, n + 3))
            shared += [n + 4]

    def reader(i):
        for _ in range(rounds // 10 + 1):
            n = len(shared)
            for k in range(0, n, 97):
                assert shared[k] == k, (k, shared[k])
            if n:
                assert shared[n - 1] == n - 1
            for k, item in enumerate(shared):
                if item != k:
                    raise AssertionError((k, item))
                if k > 300:
                    break
            part = shared[10:20]
            assert part == list(range(10, 10 + len(part))), part

    run(count, *([writer] + [reader] * (count - 1)))
    print(count, "prefix", shared == list(range(2000)))

    # every append is kept, in the order of its thread
    shared = []

    def appender(i):
        for n in range(rounds):
            shared.append((i, n))

    run(count, appender)
    print(count, "appends", len(shared), all([n for j, n in shared if j == i] == list(range(rounds)) for i in range(count)))

    # each item is popped once
    shared, taken = list(range(count * rounds)), [[] for _ in range(count)]

    def popper(i):
        mine = taken[i]
        while True:
            try:
                mine.append(shared.pop() if i % 2 else shared.pop(0))
            except IndexError:
                return

    run(count, popper)
    print(count, "pops", sorted(n for mine in taken for n in mine) == list(range(count * rounds)), shared)

    # items are replaced by others for the same index only
    shared = [(k, 0) for k in range(50)]

    def replacer(i):
        for n in range(rounds):
            k = (n * 7 + i) % 50
            shared[k] = (k, n)
            other = shared[(k + 1) % 50]
            assert other[0] == (k + 1) % 50, other
            shared[-1] = (49, -n)

    run(count, replacer)
    print(count, "replaced", [k for k, _ in shared] == list(range(50)))

    # rotations within the same slots: objects change places, none is lost by the list itself
    first, second = [1], [2]
    shared = [first, second] * 4

    def swapper(i):
        for n in range(rounds):
            shared[0], shared[1] = shared[1], shared[0]
            shared[n % 8] = shared[(n + 3) % 8]

    run(count, swapper)
    print(count, "swapped", all(item is first or item is second for item in shared), len(shared))

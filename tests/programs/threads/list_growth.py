# one list grown and emptied by many threads at once: blocks of items are replaced under the readers' eyes
from crew import run

for count in (2, 8, 64):
    rounds = 320 // count
    shared = list(range(100))

    def grow_and_shrink(i):
        global shared
        for n in range(rounds):
            shared.extend(range(100, 100 + n % 50))
            del shared[100:]
            shared.append(100)
            shared *= 1
            shared[100:] = ()

    def read(i):
        for n in range(rounds):
            for k in (0, 50, 99):
                assert shared[k] == k, (k, shared[k])
            try:
                assert 100 <= shared[100 + n % 30] < 150
            except IndexError:
                pass
            copy = list(shared)
            assert copy[:100] == list(range(100)) and all(100 <= x < 150 for x in copy[100:])
            assert 99 in shared and sum(shared[:100]) == 4950

    run(count, grow_and_shrink, read)
    print(count, shared[:100] == list(range(100)))

    # many short lists, each grown by a thread that did not make it
    lists = [[] for _ in range(count)]

    def grow_of_neighbour(i):
        mine, next_ = lists[i], lists[(i + 1) % count]
        for n in range(rounds):
            next_.append(n)
            len(mine), mine[-1:], mine[:2]

    run(count, grow_of_neighbour)
    print(count, all(one == list(range(rounds)) for one in lists))

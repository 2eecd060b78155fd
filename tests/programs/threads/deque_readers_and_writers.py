# one deque used from both ends by many threads; bounded ones; rotation and iteration
from collections import deque
from crew import run

for count in (2, 8, 64):
    rounds = 640 // count
    shared = deque()

    def append(i):
        for n in range(rounds):
            (shared.append if n % 2 else shared.appendleft)((i, n))

    run(count, append)
    print(count, "appended", len(shared), len(set(shared)))

    def take(i):
        mine = []
        while True:
            try:
                mine.append((shared.pop if i % 2 else shared.popleft)())
            except IndexError:
                return mine

    taken = [x for mine in run(count, take) for x in mine]
    print(count, "taken", len(taken), len(set(taken)), len(shared))

    # what goes in at one end comes out at the other, in the order of each thread
    out = []

    def give_and_take(i):
        if i % 2 == 0:
            for n in range(rounds):
                shared.append((i, n))
        else:
            mine = []
            while len(mine) < rounds:
                try:
                    mine.append(shared.popleft())
                except IndexError:
                    pass
            out.append(mine)

    run(count, give_and_take)
    numbers = [[n for j, n in mine if j == i] for mine in out for i in range(0, count, 2)]
    print(count, "handed over", all(one == sorted(one) for one in numbers), len(shared))

    shared, said = deque(range(30), maxlen=30), set()

    def churn(i):
        for n in range(rounds):
            shared.append(n % 30)
            shared.extendleft((1, 2))
            shared.rotate(n % 5 - 2)
            shared.reverse()
            shared[n % 30] = n % 30

    def watch(i):
        for n in range(rounds):
            assert len(shared) == 30 and 0 <= shared[n % 30] < 30
            try:
                for x in shared:
                    assert 0 <= x < 30
                5 in shared, shared.count(3), list(shared), shared == deque([1])
                assert len(shared.copy()) == 30
            except RuntimeError as e:
                said.add(str(e))

    run(count, churn, watch)
    print(count, "churned", len(shared), all(0 <= x < 30 for x in shared), said <= {"deque mutated during iteration"})

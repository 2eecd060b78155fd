# keys of an OrderedDict are moved to its front while another thread gives one of them new values: each value stays until the next
from collections import OrderedDict
from crew import run

ROUNDS = 20000
shared, done = OrderedDict((n, 0) for n in range(64)), []


def move(i):
    n = 0
    while not done:
        n += 1
        shared.move_to_end(n % 7 + 40, last=False)
        shared.move_to_end(n % 5 + 30)


def store(i):
    wrong = 0
    for n in range(ROUNDS):
        shared[3] = n
        shared[41] = -n
        wrong += shared[3] != n or shared[41] != -n
    done.append(True)
    return wrong


print(run(2, move, store)[1], sorted(shared) == list(range(64)), shared[3] == ROUNDS - 1, sum(shared.values()))

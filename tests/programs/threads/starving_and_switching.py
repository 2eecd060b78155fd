# a thread that computes without end lets others in: after a switch, after a lock is free, while natives work for long
import sys
import threading
import time
from crew import run

sys.setswitchinterval(0.001)
stop = threading.Event()
turns = [0, 0, 0]


def spin():
    while not stop.is_set():
        turns[0] += 1


def natives():
    numbers = list(range(2000, 0, -1))
    while not stop.is_set():
        sorted(numbers), sum(numbers), ",".join(map(str, numbers)), 3 ** 2000 % 1000, "x" * 50000 in "y" * 100000
        turns[1] += 1


def recurse(n=0):
    if n < 100:
        return recurse(n + 1)
    turns[2] += 1


def recursing():
    while not stop.is_set():
        recurse()


busy = [threading.Thread(target=f) for f in (spin, natives, recursing)]
for t in busy:
    t.start()

# short sleeps, locks and conditions all get their turn
lock, condition, taken = threading.Lock(), threading.Condition(), []


def modest(i):
    for n in range(5):
        time.sleep(0.0005)
        with lock:
            taken.append(i)
        with condition:
            condition.notify_all()
            condition.wait(0.002)


run(4, modest)
while not all(turns):
    time.sleep(0.001)
stop.set()
for t in busy:
    t.join()
print(all(turns), sorted(taken) == sorted(list(range(4)) * 5))

# two threads that take and free one lock without a pause: both get it
counts = [0, 0]


def greedy(i):
    while min(counts) < 200:
        with lock:
            counts[i] += 1


run(2, greedy)
print(min(counts) >= 200)

# a program of many threads of which each waits for its turn
order, turn = [], 0
changed = threading.Condition()


def in_turn(i):
    global turn
    for n in range(3):
        with changed:
            changed.wait_for(lambda: turn % 64 == i)
            order.append(i)
            turn += 1
            changed.notify_all()


run(64, in_turn)
print(order == list(range(64)) * 3)

"""Immortals: None, True, small ints and types are used everywhere; threads that share only them need not touch their counts."""
import sys
import threading
import time

one, three = 1, 3
print("each of these is one object:", (lambda: None)() is None, one + 1 is three - 1, type(one) is int)
if hasattr(sys, "getrefcount"):
    before = sys.getrefcount(None)
    many = [None] * 100_000
    grown = sys.getrefcount(None) - before
    print("100,000 references to None are", "not counted" if grown < 100_000 else "counted")
    del many


def use_immortals(rounds):
    found = None
    for i in range(rounds):
        flag = True if i & 1 else False
        found = None if flag else found
    return found


def timed(threads, rounds):
    workers = [threading.Thread(target=use_immortals, args=(rounds,)) for _ in range(threads)]
    start = time.perf_counter()
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    return time.perf_counter() - start


ROUNDS = 200_000
for threads in (1, 2, 4):
    seconds = timed(threads, ROUNDS)
    print(f"{threads} threads: {threads * ROUNDS / seconds / 1e6:6.1f} million rounds a second")

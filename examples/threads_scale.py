"""Threads that scale: each thread works on data of its own, so a build without a lock uses every core."""
import os
import threading
import time


def collatz_longest(start, stop):
    best = (0, 0)
    for n in range(start, stop):
        steps, x = 0, n
        while x != 1:
            x = 3 * x + 1 if x & 1 else x >> 1
            steps += 1
        best = max(best, (steps, n))
    return best


def run(threads, limit):
    results = [None] * threads
    # Interleaved blocks, so that every thread gets cheap and dear numbers.
    block = limit // (threads * 4)

    def work(k):
        results[k] = max(
            collatz_longest(1 + block * j, 1 + block * (j + 1))
            for j in range(k, threads * 4, threads)
        )

    workers = [threading.Thread(target=work, args=(k,)) for k in range(threads)]
    start = time.perf_counter()
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    return max(results), time.perf_counter() - start


LIMIT = 8_000
base = None
for threads in sorted({1, 2, min(4, os.cpu_count() or 1)}):
    (steps, n), seconds = run(threads, LIMIT)
    base = base or seconds
    print(f"{threads} threads: {n} needs {steps} steps, {seconds:.3f} s, speed-up {base / seconds:.2f}")

"""How long a stop of the world takes, with 1, 2, 8 and 64 other threads that do one kind of work.

    rcpy benches/stops.py [SECONDS per row, default 1] [name of a kind]

What is timed sets a special method of a class, which stops the world for a few hundred nanoseconds of work; the row "none" has no
other thread. Under a global lock the same line tells how long a thread waits for the lock (up to the switch interval), as there is no
other stop. With more threads than processors the time also holds what the system's scheduler takes to run each of them once.
"""

import sys
import threading
import time

seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
only = sys.argv[2] if len(sys.argv) > 2 else ""
stop = False

numbers = [(n * 7919) % 1_000_003 for n in range(300_000)]
pairs = [(n % 1000, n) for n in numbers[:100_000]]
texts = [str(n) for n in numbers]
big = 3 ** 60_000
text = "abcdefghij " * 500_000
keys = set(numbers)


class Target:
    pass


def loop():
    n = 0
    while not stop:
        n += 1


def calls():
    def f(x):
        return x

    while not stop:
        f(f(f(1)))


def repeat(work):
    def body():
        while not stop:
            work()

    return body


KINDS = {
    "loops": loop,
    "calls": calls,
    "blocked": lambda: event.wait(),
    "sort ints": repeat(lambda: sorted(numbers)),
    "sort texts": repeat(lambda: sorted(texts)),
    "sort pairs": repeat(lambda: sorted(pairs)),
    "multiply": repeat(lambda: big * big),
    "int to text": repeat(lambda: hex(big) and (big >> 60_000).bit_length() and pow(7, 20_000, big)),
    "search": repeat(lambda: text.find("jj")),
    "split": repeat(lambda: text.split()),
    "sum": repeat(lambda: sum(numbers)),
    "in": repeat(lambda: -1 in numbers),
    "sets": repeat(lambda: keys & keys.copy()),
}


def measure():
    times = []
    end = time.perf_counter() + seconds
    while True:
        before = time.perf_counter()
        Target.__len__ = len
        after = time.perf_counter()
        times.append(after - before)
        if after > end and len(times) >= 5:
            break
        time.sleep(0.001)
    times.sort()
    return times[len(times) // 2], times[len(times) * 99 // 100], times[-1], len(times)


def row(name, count):
    median, late, worst, n = measure()
    print(f"{name:12} {count:7} {median * 1e6:12.1f} {late * 1e6:12.1f} {worst * 1e6:12.1f} {n:7}", flush=True)


print(f"{'kind':12} {'threads':>7} {'median us':>12} {'99% us':>12} {'worst us':>12} {'stops':>7}")
row("none", 0)
for name, body in KINDS.items():
    if only not in name:
        continue
    for count in (1, 2, 8, 64):
        stop, event = False, threading.Event()
        threads = [threading.Thread(target=body) for _ in range(count)]
        for thread in threads:
            thread.start()
        time.sleep(0.05)
        row(name, count)
        stop = True
        event.set()
        for thread in threads:
            thread.join()

"""A GIL serialises: two CPU-bound threads take as long as the same work in a row, unless the build has no lock."""
import sys
import threading
import time


def count_down(n):
    while n > 0:
        n -= 1


N = 400_000
start = time.perf_counter()
count_down(N)
count_down(N)
serial = time.perf_counter() - start

threads = [threading.Thread(target=count_down, args=(N,)) for _ in range(2)]
start = time.perf_counter()
for t in threads:
    t.start()
for t in threads:
    t.join()
parallel = time.perf_counter() - start

enabled = getattr(sys, "_is_gil_enabled", lambda: True)()
print(f"global lock: {'on' if enabled else 'off'}")
print(f"one after the other: {serial:.3f} s")
print(f"on two threads:      {parallel:.3f} s")
print(f"speed-up:            {serial / parallel:.2f}")

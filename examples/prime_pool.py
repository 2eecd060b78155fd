"""Prime search with a pool of threads: independent blocks of work, results in order."""
import time
from concurrent.futures import ThreadPoolExecutor


def primes_in(block):
    start, stop = block
    found = []
    for n in range(max(start, 2), stop):
        d = 2
        while d * d <= n:
            if n % d == 0:
                break
            d += 1
        else:
            found.append(n)
    return found


LIMIT = 20_000
SIZE = 1_000
blocks = [(lo, min(lo + SIZE, LIMIT)) for lo in range(0, LIMIT, SIZE)]
for workers in (1, 2, 4):
    start = time.perf_counter()
    with ThreadPoolExecutor(max_workers=workers) as pool:
        primes = [p for part in pool.map(primes_in, blocks) for p in part]
    seconds = time.perf_counter() - start
    print(f"{workers} workers: {len(primes)} primes below {LIMIT}, the last is {primes[-1]}, {seconds:.3f} s")

# Threads stress: a thread pool maps a function over many small tasks: futures, work queue, results that cross threads.
import sys
from concurrent.futures import ThreadPoolExecutor


def task(seed):
    state = seed
    total = 0
    items = []
    for i in range(400):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        items.append(state & 255)
        total += items[i] * (i & 3)
    return seed & 1, total


def main(scale, threads):
    odd = total = 0
    with ThreadPoolExecutor(max_workers=threads) as pool:
        for is_odd, value in pool.map(task, range(scale * threads)):
            odd += is_odd
            total += value
    assert odd == scale * threads // 2
    return total


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 1500
threads = int(sys.argv[2]) if len(sys.argv) > 2 else 2
print("checksum", main(scale, threads))

# results of a pool taken in order of submission, with a second look at each future
from concurrent.futures import ThreadPoolExecutor
from collections import deque


def task(seed):
    t = 0
    for i in range(400): t += i & 3
    return seed & 1, t


def in_order(f):
    try:
        try:
            return f.result()
        finally:
            f.cancel()
    finally:
        del f


with ThreadPoolExecutor(max_workers=2) as pool:
    fs = deque([pool.submit(task, i) for i in range(1500)])
    s = 0
    while fs:
        s += in_order(fs.popleft())[0]
print(s)

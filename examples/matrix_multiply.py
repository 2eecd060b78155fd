"""Matrix multiplication: nested loops over lists of floats, serial and with rows dealt to threads."""
import random
import threading
import time


def matrix(n, seed):
    rng = random.Random(seed)
    return [[rng.uniform(-1, 1) for _ in range(n)] for _ in range(n)]


def multiply_rows(a, columns, out, first, step):
    for i in range(first, len(a), step):
        row = a[i]
        out[i] = [sum(x * y for x, y in zip(row, column)) for column in columns]


def multiply(a, b, threads):
    columns = list(zip(*b))
    out = [None] * len(a)
    workers = [
        threading.Thread(target=multiply_rows, args=(a, columns, out, k, threads)) for k in range(threads)
    ]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    return out


N = 90
a, b = matrix(N, 1), matrix(N, 2)
reference = None
for threads in (1, 2, 4):
    start = time.perf_counter()
    c = multiply(a, b, threads)
    seconds = time.perf_counter() - start
    reference = reference or c
    trace = sum(c[i][i] for i in range(N))
    print(f"{threads} threads: trace {trace:.9f}, same result: {c == reference}, {seconds:.3f} s")

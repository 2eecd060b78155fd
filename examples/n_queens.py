"""N queens: recursion, generators, sets and bit tricks, two ways to the same number."""
import time


def place(n, row=0, columns=(), diagonals=frozenset(), antidiagonals=frozenset()):
    """Yield every solution as a tuple of columns."""
    if row == n:
        yield columns
        return
    for c in range(n):
        if c not in columns and row - c not in diagonals and row + c not in antidiagonals:
            yield from place(n, row + 1, columns + (c,), diagonals | {row - c}, antidiagonals | {row + c})


def count(n):
    """Count the solutions with bit sets."""
    full = (1 << n) - 1

    def go(columns, left, right):
        if columns == full:
            return 1
        total, free = 0, full & ~(columns | left | right)
        while free:
            bit = free & -free
            free ^= bit
            total += go(columns | bit, (left | bit) << 1, (right | bit) >> 1)
        return total

    return go(0, 0, 0)


for row in next(place(8)):
    print(" ".join("Q" if c == row else "." for c in range(8)))
start = time.perf_counter()
print("solutions by generator:", [sum(1 for _ in place(n)) for n in range(1, 8)])
print("solutions by bits:     ", [count(n) for n in range(1, 10)])
print(f"{time.perf_counter() - start:.3f} s")

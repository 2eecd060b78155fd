# Stresses: Python-to-Python calls, where every argument, frame and function object is a candidate for counting.
import sys


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def three(a, b, c):
    return a + b - c


def with_default(a, b=3, *, c=5):
    return a + b + c


def nested(depth, value):
    if depth == 0:
        return value
    return nested(depth - 1, value + 1)


def main(scale):
    total = fib(18)
    for i in range(scale):
        total += three(i, 2, 1)
        total += with_default(i)
        total += with_default(i, c=1)
        total -= nested(5, i)
    return total


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 400000
result = main(scale)
n = scale
expected = 2584 + sum(((i + 1) + (i + 8) + (i + 4) - (i + 5)) for i in (0, n - 1)) * n // 2
assert result == expected, (result, expected)
print("checksum", result)

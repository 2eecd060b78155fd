# results at the borders of word sizes
for b in (30, 31, 32, 53, 60, 61, 62, 63, 64, 65):
    n = 2 ** b
    for x in (n - 1, n, n + 1, -n - 1, -n, -n + 1):
        assert int(str(x)) == x and x + 1 - 1 == x and x * 2 // 2 == x and -(-x) == x and (x << 3) >> 3 == x and (x ^ x) == 0 and (x | 0) == x and hash(x) == hash(float(x)) or b >= 53, x
        assert divmod(x, 7)[0] * 7 + divmod(x, 7)[1] == x and x // -1 == -x and abs(x) == max(x, -x) and x - x == 0 and ~x == -x - 1
    print(b, n - 1 + 1 == n, (n - 1) * (n + 1) == n * n - 1, n * n, -n // 3, -n % 3, n & -n == n, [n + i for i in (-1, 0, 1)])
x = 2 ** 61 - 3
for _ in range(6): x += 1; print(x, type(x).__name__, x == float(x), end="; ")
print()
x = -2 ** 62 + 2
for _ in range(4): x -= 1; print(x, end="; ")
print()
i = 4611686018427387900
for k in range(i, i + 6): print(k, end=" ")
print(sum([2 ** 62 - 1, 1, -2 ** 62]), 3037000500 * 3037000500, -3037000500 * 3037000500, 2 ** 31 * 2 ** 31, 2 ** 32 * 2 ** 32, (2 ** 62) ** 2)

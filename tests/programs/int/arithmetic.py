# integer operators with small and big operands and all sign combinations
pairs = [(7, 3), (-7, 3), (7, -3), (-7, -3), (0, 5), (2 ** 64, 3), (-2 ** 64, 7), (10 ** 30, -10 ** 15), (12345678901234567890, 98765432109876543210), (1, 10 ** 20), (2 ** 62, 2 ** 62), (-2 ** 63, 1), (2 ** 61, 4)]
for a, b in pairs:
    print(a + b, a - b, a * b, a // b, a % b, divmod(a, b), a & b, a | b, a ^ b, ~a, -a, abs(a), a < b, a == b)
    assert (a // b) * b + a % b == a
for a, b in ((2, 100), (-3, 51), (10, 40), (0, 0), (1, 10 ** 6), (-1, 3), (7, 0), (2, 0)): print(a ** b, end=" ")
print()
print(2 ** -2, (-2) ** -3, 10 ** -1, pow(3, 100, 7), pow(-3, 5, 7), pow(3, -1, 7), pow(2, 1000, 10 ** 9 + 7), pow(5, 3, -7), pow(0, 0), pow(2, 3), pow(10 ** 20, 3, 10 ** 15 + 1), pow(7, -2, 10 ** 9 + 7))
for n in (1, 5, -5, 2 ** 70, -2 ** 70): print(n << 0, n << 3, n << 70, n >> 1, n >> 3, n >> 200, end="; ")
print()
print(1 << 100, -1 >> 1, -1 >> 100, 0 << 1000, (1 << 200) >> 199, -(1 << 65) >> 3)
print(7 / 2, -7 / 2, 1 / 3, 10 ** 30 / 10 ** 29, 2 ** 1000 / 2 ** 999, (10 ** 400) / (10 ** 399), 123456789012345678901 / 7)
print(True + True, True * 5, -True, ~True, True << 3, True & 1, True | False, True ^ True, type(True & True).__name__, type(True & 1).__name__, True / 2, 5 // True)
x = 1
for i in range(1, 60): x = x * i + i
print(x)
a = 2 ** 62 - 1
print([a + i for i in range(4)], [-a - i for i in range(4)], a * 2, a * a, (a + 1) * -1 - 1)
print(3 * 10 ** 18 + 4 * 10 ** 18, 9223372036854775807 + 1, -9223372036854775808 - 1, 4611686018427387904 * 2, 3037000500 ** 2)
print(sum(range(10 ** 5)), sum([2 ** 62] * 8), 100 * 1.5, 2 ** 53 + 1.0, 10 ** 16 + 1 == 1e16 + 1, 2 ** 53 == 2.0 ** 53)

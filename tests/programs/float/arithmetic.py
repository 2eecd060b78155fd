# operators, floor division and modulo signs, infinities and nan, comparisons with ints
inf, nan = float("inf"), float("nan")
for a, b in ((7.5, 2.0), (-7.5, 2.0), (7.5, -2.0), (-7.5, -2.0), (1e300, 1e-300), (0.1, 0.3), (5.0, 3), (-0.0, 1.0), (inf, 2.0), (2.0, inf), (-2.0, inf), (2.0, -inf)):
    out = []
    for op in ("+", "-", "*", "/", "//", "%"): out.append(eval(f"a {op} b"))
    print(a, b, out, divmod(a, b))
print(2.0 ** 0.5, 2 ** -1.5, (-8.0) ** (1 / 3), (-2.0) ** 3, (-2.0) ** -3, 0.0 ** 0, inf ** 0, nan ** 0, 1 ** nan, (-1) ** inf, 0.5 ** inf, 2.0 ** -inf)
print(inf - inf, inf * 0, inf + 1, -inf < inf, nan < 1, nan > 1, nan == nan, nan != nan, inf == inf, inf > 10 ** 400, -inf < -10 ** 400)
print(1.0 == 1, 1.5 > 1, 2 ** 53 + 1 > 2.0 ** 53, 10 ** 17 + 1 == 1e17, 0.1 < 1, 1e16 == 10 ** 16, 1e308 < 10 ** 309)
print(-0.0 == 0.0, str(-0.0), 0.0 * -1, abs(-0.0), -0.0 + 0.0, max(0.0, -0.0), min(-0.0, 0.0), round(-0.4))
print(hash(1.0) == hash(1), hash(0.5), hash(-0.5), hash(inf), hash(-inf), hash(1e300), hash(0.1), hash(2.0 ** 70) == hash(2 ** 70), hash(-0.0), hash(1.5))
print(0.1 + 0.2 == 0.3, sum([0.1] * 10), sum([0.1] * 10, 0.0), sum([1e16, 1.0, -1e16]), 1e16 + 1 - 1e16, sum([1, 2.5, 3]))
x = 0.0
for i in range(1000): x += 0.1
print(x)
y = 1
for i in range(50): y = y * 1.5 - i
print(y, y // 1, y % 1, -y // 7, int(y))
print(5 // 2.0, 5 % 2.5, -5 // 2.0, 1e20 // 3, 1e20 % 3, 5.5 // 0.1, 1 % 0.1, -1 % 1e-300, 3.0 % -inf)
print(True + 1.5, 1.5 * False, 3 - 0.5, 7 / 2.0, 2 * 0.1)
for f in (lambda: 1.0 / 0, lambda: 1.0 // 0.0, lambda: 1.0 % 0.0, lambda: divmod(1.0, 0), lambda: 0.0 ** -1, lambda: 10.0 ** 400, lambda: 1.5 << 1, lambda: 1.5 & 1, lambda: 1.5 + "a", lambda: float("abc"), lambda: 1e300 * 10 ** 400, lambda: pow(1.5, 2, 3)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)

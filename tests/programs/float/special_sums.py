# accumulation, Kahan, numeric integration, Newton, comparisons of tiny differences
def kahan(xs):
    s = c = 0.0
    for x in xs: y = x - c; t = s + y; c = t - s - y; s = t
    return s
xs = [0.1] * 1000
import math
s = 0.0
for x in xs: s += x
print(s, kahan(xs), math.fsum(xs), sum(xs))
f = lambda x: x * x * math.exp(-x)
n = 1000; h = 10 / n
print(h / 3 * (f(0) + f(10) + sum((4 if i % 2 else 2) * f(i * h) for i in range(1, n))))
x = 1.0
for _ in range(8): x -= (x ** 3 - 2) / (3 * x * x); print(x, end=" ")
print(); e = 1.0; k = 0
while 1.0 + e != 1.0: e /= 2; k += 1
print(e, k, 1e16 + 1 == 1e16, 2.0 ** 53 + 1, 0.1 * 3 == 0.3, round(0.1 * 3, 10) == 0.3, math.isclose(0.1 * 3, 0.3), 1e308 * 10, -1e308 * 10, 1e-320 / 10, 5e-324 / 2)
x = y = 0.5
for _ in range(40): x = 3.9 * x * (1 - x)
print(x); z = complex(-0.4, 0.6); w = 0j
for i in range(20): w = w * w + z
print(w, abs(w)); print([int(v) for v in (1e10, -1e10, 123456789.99)], [v // 1 for v in (2.5, -2.5)], [v % 1 for v in (2.25, -2.25)], 7.0 // 0.5, -7.5 % 2)

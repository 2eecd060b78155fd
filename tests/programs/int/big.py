# big numbers: factorials, fibonacci, gcd chains, digits, printing and parsing back
import math
f = math.factorial(60)
print(f, f // math.factorial(58), f % 10 ** 20, len(str(math.factorial(300))))
a, b = 0, 1
for _ in range(400): a, b = b, a + b
print(a, a % 1000007)
n = 3 ** 300
s = str(n)
print(s, int(s) == n, sum(map(int, s)))
print(hex(n), int(hex(n), 16) == n, oct(n)[:20], bin(n)[-20:])
x = 10 ** 50 + 151
print(pow(2, x - 1, x) == 1, x % 97, divmod(x, 10 ** 25), -x // 10 ** 25, -x % 10 ** 25)
print((x * x - x) // x == x - 1, math.isqrt(x), math.isqrt(x) ** 2 <= x)
print(math.gcd(2 ** 100 * 3 ** 50, 6 ** 60) == 2 ** 60 * 3 ** 50, math.lcm(10 ** 20, 15 ** 15), math.comb(200, 100))
print(x & (2 ** 64 - 1), x >> 64, x | 2 ** 200 == x + 2 ** 200, x ^ x, (-x) & (2 ** 70 - 1), (-x) | 1, (-x) ^ 5, ~x)
print(x > 1e49, x < 1e51, 1e50 < x, float(x), x == float(x), int(float(x)), 10 ** 22 == 1e22, 10 ** 23 == 1e23)
print(-(2 ** 127), 2 ** 127 - 1, 2 ** 128, -2 ** 63, 2 ** 63, 2 ** 31, -2 ** 31)
def digits(n, base):
    out = []
    while n: n, r = divmod(n, base); out.append(r)
    return out[::-1]
print(digits(2 ** 100, 7), digits(10 ** 25, 1000))
k = 1
for i in range(200): k = (k * 6364136223846793005 + 1442695040888963407) % 2 ** 64
print(k)
t = 7 ** 500
print(t // 7 ** 499, t % 7 ** 499, t // (7 ** 250 + 1) * (7 ** 250 + 1) + t % (7 ** 250 + 1) == t)
print(sorted([2 ** 70, -2 ** 70, 0, 1.5, 2 ** 69, float("inf"), -float("inf")]))
print(f"{2**100:,} {2**100:_x} {2**100:>40} {-2**70:+d} {2**80:e} {2**70:.3f} {2**64:b}")

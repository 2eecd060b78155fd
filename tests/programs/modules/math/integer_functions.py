# math: factorial, gcd, lcm, comb, perm, prod, fsum, sumprod
import math
def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line, globals())))
        except Exception as e:
            print(line, "!!", type(e).__name__ + ":", e)


show('''
math.factorial(0), math.factorial(5), math.factorial(25), math.factorial(True)
math.factorial(-1)
math.factorial(1.5)
math.factorial(2.0)
math.factorial(2 ** 70)
math.gcd(), math.gcd(12), math.gcd(12, 18), math.gcd(-12, 18, 27), math.gcd(0, 5), math.gcd(0, 0), math.gcd(2 ** 70, 6 ** 40), math.lcm(), math.lcm(4, 6), math.lcm(4, 6, 10), math.lcm(0, 5), math.lcm(-3, 4)
math.gcd(1.5)
math.lcm("a")
math.comb(5, 2), math.comb(5, 0), math.comb(5, 6), math.comb(50, 25), math.perm(5, 2), math.perm(5), math.perm(5, 6), math.perm(0)
math.comb(-1, 2)
math.comb(5, -1)
math.comb(1.5, 1)
math.perm(-1)
math.prod([1, 2, 3]), math.prod([]), math.prod([2.5, 2]), math.prod([1, 2], start=10), math.prod([[1], 2][:0]), math.prod(range(1, 20))
math.prod(["a"])
math.prod(5)
math.fsum([0.1] * 10), math.fsum([1e100, 1, -1e100]), math.fsum([]), math.fsum([1, 2.5]), math.fsum([1e16, 1, 1e-16] * 3)
math.fsum(["a"])
math.fsum([math.inf, -math.inf])
math.fsum([1e308, 1e308])
math.sumprod([1, 2, 3], [4, 5, 6]), math.sumprod([0.1] * 3, [10] * 3), math.sumprod([], []), math.sumprod([2 ** 70], [2])
math.sumprod([1], [1, 2])
[math.isqrt(n) for n in (0, 1, 3, 4, 8, 9, 24, 25, 10 ** 16 - 1, 10 ** 16)]
[math.comb(10, k) for k in range(11)]
math.floor(-0.5), math.ceil(-0.5), math.trunc(1e300) == int(1e300), math.floor(2 ** 70)
type(math.floor(2.0)).__name__, type(math.sqrt(4)).__name__, type(math.prod([1.0])).__name__
''')
class T:
    def __floor__(self): return "f"
    def __ceil__(self): return "c"
    def __trunc__(self): return "t"
    def __float__(self): return 4.0
    def __index__(self): return 6
print(math.floor(T()), math.ceil(T()), math.trunc(T()), math.sqrt(T()), math.gcd(T(), 4), math.factorial(T()))

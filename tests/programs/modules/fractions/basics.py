# Fraction
from fractions import Fraction as F
import math
def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line, globals())))
        except Exception as e:
            print(line, "!!", type(e).__name__ + ":", e)


show('''
F(3, 6), F(-1, 2), F(1, -2), F(5), F("3/4"), F(" -1.25 "), F("1e3"), F("1_0/2"), F(0.5), F(0.1), F(True), F(F(1, 2), F(3, 4)), F(), F("-.5"), F(10 ** 30, 10 ** 29)
F(1, 2) + F(1, 3), F(1, 2) - 1, 2 * F(3, 4), F(1, 2) / F(1, 4), F(7, 2) // 1, F(7, 2) % 1, -F(1, 2), abs(F(-1, 2)), F(1, 2) ** 2, F(4) ** F(1, 2), F(2) ** -2, divmod(F(7, 2), F(1, 2)), F(1, 2) + 0.5, 1.5 * F(1, 3), F(1, 2) + 1j, 2 ** F(1, 2), 3 - F(1, 3), 1 / F(3, 4), +F(2, 4)
F(1, 2) == 0.5, F(1, 3) < 0.34, F(2) == 2, F(1, 2) > F(1, 3), hash(F(2)) == hash(2), hash(F(1, 2)) == hash(0.5), F(1, 2) in {0.5}, sorted([F(1, 2), F(1, 3), 0.4]), F(1, 2) != F(2, 4), F(0) == False, bool(F(0))
F(7, 3).numerator, F(7, 3).denominator, int(F(7, 3)), float(F(1, 3)), math.floor(F(-7, 3)), math.ceil(F(7, 3)), round(F(7, 2)), round(F(5, 2)), round(F(22, 7), 2), math.trunc(F(-7, 3)), F(math.pi).limit_denominator(100), F(0.1).limit_denominator(), str(F(1, 2)), repr(F(1, 2)), str(F(3)), f"{F(1, 3)}", f"{F(1, 3):.3f}", F(1, 2).as_integer_ratio(), F.from_float(0.25), F(3, 1).is_integer(), complex(F(1, 2)), sum([F(1, i) for i in range(1, 10)]), max(F(1, 2), F(2, 3)), F(5, 10).conjugate(), F(1, 2).real
F(1, 0)
F("a")
F("1/0")
F(1.5, 2)
F(float("nan"))
F(float("inf"))
F(1, 2) / 0
F(1, 2) + "a"
F(None)
F(0) ** -1
F("1 / 2")
F(1, 2) < "a"
''')
h = F(0)
for i in range(1, 30): h += F(1, i)
print(h, float(h))
x = F(1)
for _ in range(6): x = (x + 2 / x) / 2
print(x, float(x))

# floats at the borders of any in-word encoding
import math
vals = [0.0, -0.0, 1.0, -1.0, 5e-324, -5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, math.inf, -math.inf, math.nan, 2.0 ** -256, 2.0 ** -255, 2.0 ** 255, 2.0 ** 256, 2.0 ** 257, -2.0 ** 256, 1.5e-77, 1e77, 1e78, 1e-78, 1.2345e-200, 9.87e200, math.pi, 1 / 3]
for v in vals:
    w = v * 1.0
    print(repr(v), repr(w), [v][0] is not None, repr(-v), math.copysign(1, v), repr({v: 1}), repr((v,)), repr(v + 0.0), v == w, hash(v) == hash(w) if v == v else "nan", v.hex())
print(sorted(x for x in vals if x == x))
s = 0.0
for i in range(-300, 300, 7): s += 10.0 ** i; s -= 10.0 ** (i - 1)
print(s, sum(v for v in vals if math.isfinite(v)))
x = 1.0
for i in range(1100): x /= 2
print(x); x = 1.0
for i in range(1030): x *= 2
print(x)

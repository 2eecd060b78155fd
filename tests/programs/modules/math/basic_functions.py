# math: rounding, powers, roots, logs, trigonometry, constants
import math
def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line, globals())))
        except Exception as e:
            print(line, "!!", type(e).__name__ + ":", e)


show('''
math.pi, math.e, math.tau, math.inf, math.nan
math.floor(2.7), math.floor(-2.7), math.ceil(2.1), math.ceil(-2.1), math.trunc(2.9), math.trunc(-2.9), math.floor(5), math.floor(1e20), math.ceil(True)
math.floor(math.inf)
math.ceil(math.nan)
math.floor("a")
math.trunc("a")
math.sqrt(16), math.sqrt(2), math.sqrt(0), math.cbrt(64), math.cbrt(-8), math.isqrt(17), math.isqrt(10 ** 40), math.exp(1), math.exp(0), math.exp2(10), math.expm1(1e-10), math.pow(2, 0.5), math.pow(2, -1), math.pow(0, 0), math.pow(math.inf, 0)
math.sqrt(-1)
math.sqrt("a")
math.isqrt(-1)
math.isqrt(1.5)
math.exp(1000)
math.pow(0, -1)
math.pow(-8, 1 / 3)
math.log(math.e), math.log(8, 2), math.log(100, 10), math.log10(1000), math.log2(8), math.log1p(1e-10), math.log(10 ** 400), math.log2(2 ** 2000), math.log10(10 ** 500), math.log(0.5), math.log(1)
math.log(0)
math.log(-1)
math.log(10, 1)
math.log2(0)
math.log(0, 2)
math.log("a")
math.log10(-5)
math.sin(0), math.cos(0), math.tan(0), math.sin(math.pi / 2), math.cos(math.pi), math.asin(1), math.acos(1), math.atan(1), math.atan2(1, -1), math.atan2(0, -1), math.atan2(-0.0, -1), math.sinh(1), math.cosh(1), math.tanh(1), math.asinh(1), math.acosh(2), math.atanh(0.5)
math.asin(2)
math.acosh(0.5)
math.atanh(1)
math.sin(math.inf)
math.cosh(1000)
math.degrees(math.pi), math.radians(180), math.hypot(3, 4), math.hypot(1, 2, 3), math.hypot(), math.dist([0, 0], [3, 4]), math.dist((1,), (4,))
math.dist([1], [1, 2])
math.fabs(-5), math.copysign(3, -0.0), math.fmod(7, 3), math.fmod(-7, 3), math.modf(3.7), math.modf(-3.7), math.frexp(8), math.frexp(0.3), math.ldexp(0.5, 4), math.remainder(7, 4), math.remainder(-5, 3), math.fmod(5, math.inf)
math.fmod(1, 0)
math.fmod(math.inf, 1)
math.ldexp(1, 5000)
math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1), math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-10, abs_tol=1e-9), math.isclose(math.inf, math.inf), math.isnan(5)
math.isclose(1, 1, rel_tol=-1)
math.ulp(1.0), math.ulp(0.0), math.nextafter(1.0, 2), math.nextafter(0, -1), math.nextafter(1.0, 2, steps=3)
math.erf(0.5), math.erfc(0.5), math.gamma(5), math.gamma(0.5), math.lgamma(10)
math.gamma(0)
math.gamma(-1)
math.gamma(200)
math.fma(2.0, 3.0, 1.0)
math.sqrt()
math.sqrt(1, 2)
math.nope
''')

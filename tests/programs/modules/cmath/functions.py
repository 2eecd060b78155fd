# cmath
import cmath
def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line, globals())))
        except Exception as e:
            print(line, "!!", type(e).__name__ + ":", e)


def r(z): return complex(round(z.real, 12), round(z.imag, 12))
show('''
cmath.pi, cmath.e, cmath.tau, cmath.inf, cmath.nan, cmath.infj, cmath.nanj
r(cmath.sqrt(-1)), r(cmath.sqrt(2j)), r(cmath.exp(1j * cmath.pi)), r(cmath.log(-1)), r(cmath.log(1j, 2)), r(cmath.log10(100)), r(cmath.sin(1 + 1j)), r(cmath.cos(1j)), r(cmath.tan(0.5j)), r(cmath.asin(2)), r(cmath.acos(2)), r(cmath.atan(1 + 1j)), r(cmath.sinh(1j)), r(cmath.cosh(1j)), r(cmath.tanh(1j)), r(cmath.asinh(2j)), r(cmath.acosh(0.5)), r(cmath.atanh(2))
cmath.phase(-1), cmath.phase(1j), cmath.phase(-1 - 0j), cmath.polar(1j), cmath.polar(3 + 4j)[0], r(cmath.rect(2, cmath.pi / 2)), abs(cmath.rect(1, 1))
cmath.isnan(complex("nan")), cmath.isinf(complex("inf")), cmath.isfinite(1j), cmath.isclose(1, 1 + 1e-10j), cmath.isclose(1, 2)
cmath.log(0)
cmath.sqrt("a")
cmath.atanh(1)
cmath.exp(1000)
cmath.sqrt(4), cmath.sqrt(-0.0), cmath.exp(0)
''')

# float(), methods, rounding
def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line, globals())))
        except Exception as e:
            print(line, "!!", type(e).__name__ + ":", e)


show('''
float(), float("1.5"), float("  -2e3  "), float("1_000.5"), float("inf"), float("-Infinity"), float("+nan"), float("iNf"), float(5), float(b"1.5"), float("1e400"), float("1e-400"), float(".5"), float("5."), float("٣.١"), float(True)
float("1__0")
float("1e")
float("e5")
float("0x10")
float("1.5.2")
float("in f")
float(None)
float(1j)
float("1", "2")
float(10 ** 400)
(1.5).is_integer(), (2.0).is_integer(), float("inf").is_integer(), (0.75).as_integer_ratio(), (-0.1).as_integer_ratio(), (1e20).as_integer_ratio()
float("inf").as_integer_ratio()
float("nan").as_integer_ratio()
(1.5).hex(), (0.1).hex(), (-1e-320).hex(), (0.0).hex(), float("inf").hex(), (2.0 ** 100).hex(), float.fromhex("0x1.8p3"), float.fromhex("-0x.1p-3"), float.fromhex("inf"), float.fromhex("1.8"), float.fromhex("0xff")
float.fromhex("zz")
(1.5).conjugate(), (1.5).real, (1.5).imag, (1.5).__trunc__(), (1.5).__floor__(), (-1.5).__ceil__(), (2.5).__round__(), (1.25).__round__(1), (1.5).__int__(), (1.5).__bool__(), (0.0).__bool__()
round(0.5), round(1.5), round(2.5), round(-0.5), round(-1.5), round(2.675, 2), round(1.005, 2), round(0.15, 1), round(0.25, 1), round(0.35, 1), round(1234.5678, -2), round(1e20), round(1.5, 0), round(5e15 + 0.5), round(123.456, 5), round(1e300, 2), round(-2.5), round(1.45, 1), round(1e16 + 2, -1)
round(float("inf"))
round(float("nan"))
round(float("inf"), 2), round(float("nan"), 1), round(1.5, None), round(1e308, -308), round(5e307, -308), round(1.5, 400), round(1.5, -400)
round(1.5, "a")
int(1e15), int(-1.9), int(1e18), int(9.99e22)
int(float("inf"))
int(float("nan"))
abs(-1.5), -(-2.5), +1.5, divmod(7.5, 2), pow(2.0, 3), max(1.5, 1), min(0.5, 0), sorted([2.5, -1.0, 1])
1.5.__eq__(1.5), 1.5.__lt__(2), 1.5.__add__("a"), (1.5).__divmod__(1), (2.0).__pow__(3), (1.5).__rpow__(4), (1.5).__floordiv__(1)
float.__name__, isinstance(1.0, float), isinstance(1, float), type(1.0 + 1).__name__, type(2 / 1).__name__
''')

# complex arithmetic, repr, parsing, methods, comparisons
def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line, globals())))
        except Exception as e:
            print(line, "!!", type(e).__name__ + ":", e)


show('''
1 + 2j, 1 - 2j, -1j, 0j, -0j, 1j * 1j, (1 + 2j) * (3 - 4j), (1 + 2j) / (3 - 4j), (1 + 2j) - 1, 2 * (1 + 2j), (1 + 2j) / 2, 1 / (1j)
(1 + 2j) ** 2, (1 + 2j) ** 0, 1j ** 2, (1 + 1j) ** 0.5, 2 ** 1j, (1 + 2j) ** -1, 0j ** 2, (2 + 0j) ** 3
0j ** -1
0j ** 1j
abs(3 + 4j), -(1 + 2j), +(1 - 0j), (1 + 2j).conjugate(), (1 + 2j).real, (1 + 2j).imag, bool(0j), bool(1j)
repr(1 + 0j), repr(complex(0, -0.0)), repr(complex(-0.0, 1)), repr(complex(1e20, 1.5)), repr(complex(float("inf"), float("nan"))), repr(complex(-0.0, -0.0)), str(1.5 - 2.5j), repr(-(0 + 1j)), repr(1e-7 + 1e16j)
complex(), complex(1), complex(1, 2), complex(1.5, -2), complex("1+2j"), complex("  1j "), complex("-1.5e3-2J"), complex("(1+2j)"), complex("inf+nanj"), complex("1"), complex(True), complex(1 + 2j, 3), complex(1j, 1j), complex("j"), complex("-j"), complex(real=1, imag=2)
complex("1 + 2j")
complex("1+2")
complex("")
complex("1+j2")
complex("1", 2)
complex(1, "2")
complex([])
complex("(1+2j")
1j < 2j
1j > 1
max(1j, 2j)
1j // 1
1j % 1
divmod(1j, 1)
int(1j)
float(1j)
round(1j)
1 + 0j == 1, 1j == 1j, 1.5 + 0j == 1.5, 1j != 1, hash(1 + 0j) == hash(1), hash(1.5 + 0j) == hash(1.5), hash(1j), {1: "a"}[1 + 0j], 10 ** 30 + 0j == 10 ** 30
1j / 0
1j + "a"
1j ** 2.5, pow(2j, 2), sum([1j, 2, 3.5])
pow(1j, 2, 3)
f"{1+2j}", f"{1+2j:.2f}", f"{1.5-2.5j:>20}", f"{1+2j:+.1e}", "%s" % (1j,), f"{3j!r}", format(1j, ""), f"{1+2j:g}"
f"{1j:d}"
f"{1j:=20}"
f"{1j:05}"
(1j).real.is_integer()
''')

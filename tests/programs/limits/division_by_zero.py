# all divisions by zero
def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line, globals())))
        except Exception as e:
            print(line, "!!", type(e).__name__ + ":", e)


from fractions import Fraction
show('''
1 / 0
1 // 0
1 % 0
0 / 0
0 // 0
1.0 / 0
1.0 // 0
1.0 % 0
1 / 0.0
1 // 0.0
1 % 0.0
divmod(1, 0)
divmod(1.0, 0)
divmod(1, 0.0)
2 ** 70 / 0
2 ** 70 // 0
2 ** 70 % 0
1 / False
1j / 0
0 ** -1
0.0 ** -1
0j ** -1
pow(0, -1)
pow(0, -1, 5)
pow(2, 3, 0)
Fraction(1, 0)
Fraction(1, 2) / 0
Fraction(1) // 0
Fraction(1) % 0
sum(1 / x for x in (1, 0))
[1 // x for x in (0,)]
True // False
True % False
int.__floordiv__(1, 0)
(1).__mod__(0)
float.__truediv__(1.0, 0.0)
''')
x = 5
for op in ("x //= 0", "x %= 0", "x /= 0", "x **= -1; x //= 0"):
    try: exec(op)
    except ZeroDivisionError as e: print(op, e, x)
def f(a, b): return a // b
for i in range(5):
    try: f(i, i % 2)
    except ZeroDivisionError as e: print(i, e)
for a, b in ((1, 0), (1.5, 0), (2 ** 65, 0), (1, 0.0)):
    for g in (lambda: a / b, lambda: a // b, lambda: a % b):
        try: g()
        except ZeroDivisionError as e: print(e, end="; ")
print()

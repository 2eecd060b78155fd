# int, bool: conversions, methods and operators given what they do not take
def blocks(text):
    found = []
    for line in text.strip("\n").split("\n"):
        if found and (line.startswith((" ", "except", "finally")) or found[-1][-1].startswith("@")): found[-1].append(line)
        else: found.append([line])
    return ["\n".join(block) for block in found]
def show(text):
    for source in blocks(text):
        shown = source.replace("\n", " | ")
        try:
            try: code = compile(source, "<test>", "eval")
            except SyntaxError: code = None
            if code is None: exec(source, globals())
            else: print(shown, "->", repr(eval(code, globals())))
        except BaseException as e: print(shown, "!!", f"{type(e).__name__}: {e}")
show(r'''
int("12", 37)
int("12", 1)
int("0x1f", 16)
int("0x1f", 0)
int("0b102", 0)
int("09", 0)
int("1__0")
int("_1")
int("1_0")
int(" 12 \n")
int("")
int("  ")
int(b"12")
int(b"1\xff")
int("12", base=8)
int(12, 8)
int(base=10)
int("z", 36)
int(1.9)
int(float("inf"))
int(float("nan"))
int(None)
int([])
int("1.5")
int("१२")
int("1e5")
int(x=5)
(5).to_bytes(1, "big")
(500).to_bytes(1, "big")
(-1).to_bytes(1, "big")
(-1).to_bytes(1, "big", signed=True)
(5).to_bytes(-1, "big")
(5).to_bytes(2, "middle")
(5).to_bytes()
(5).to_bytes("a")
int.from_bytes(b"\xff\x00")
int.from_bytes(b"\xff\x00", "little", signed=True)
int.from_bytes("a")
int.from_bytes([1, 2, 300])
int.from_bytes(5)
int.from_bytes(b"a", 5)
pow(2, -1, 5)
pow(2, -1, 4)
pow(2, 5, 0)
pow(2, 5, 1.0)
pow(2.0, 5, 3)
pow("a", 2)
pow(2)
1 << -1
1 >> -1
1 << "a"
1 // 0
1 % 0
1.0 // 0
1.0 % 0
divmod(1, 0)
divmod(1.0, 0)
divmod(1, "a")
0 ** -1
0.0 ** -1
(-8) ** 0.5
1j ** "a"
round(1.5)
round(2.5)
round(12345, -2)
round(1.2345, 2)
round(1, 2.0)
round("a")
round(5, None)
(3).__round__(None)
(3).__round__("a")
(5).bit_count()
(-5).bit_length()
(5).as_integer_ratio()
(5).is_integer()
(5).conjugate()
(5).numerator, (5).denominator, (5).real, (5).imag
(5).real = 3
int.real
int.__add__
(5).__add__("a")
(5).__radd__(1.0)
(5).__divmod__(2)
(5).__pow__(2, 3)
(5).__pow__(2, 0)
(5).__rpow__(2)
(5).__lt__("a")
(5).__eq__(5.0)
(5).__index__()
(5).__trunc__(), (5).__floor__(), (5).__ceil__()
(5).__getnewargs__()
(5).__sizeof__() > 0
(5).__format__("d")
(5).__format__("q")
format(5, "s")
format(5, "5.2d")
format(5, "+#010x")
format(5, "_b")
format(123456789, ",d")
format(123456789, "_,d")
format(5, "n")
format(97, "c")
format(-1, "c")
format(5, "+c")
format(5, ",c")
format(5, ".2f")
format(5, "%")
format(True, "d")
format(True, "5")
format(True)
hex(1.0)
bin("a")
oct(None)
hex(-255)
bin(True)
bool.__new__(int)
bool(1, 2)
bool(x=1)
True + True, True * 3, ~5, -True
b = True; print(~b)
True & 1, True & False, True | 2, True ^ True
sum([True, 2, 3.0])
int(True), repr(int(True))
isinstance(True, int), issubclass(bool, int)
class B(bool): pass
class I(int):
    def __repr__(self): return "I!"
    __slots__ = ()
I(5), str(I(5)), f"{I(5)}", "%d" % I(5), I(5) + 1, [I(2)]
I("5"), I("ff", 16), I(5).__class__, type(I(5) + 0), type(-I(5)), type(+I(5)), type(abs(I(5)))
int(I(5)).__class__
max(I(1), 2), min([I(1), 2]), sorted([I(3), 1])
{I(5): 1}[5]
I(5).x = 1
5 .x
5 .real.foo
(5).foo = 1
del (5).foo
int.foo = 1
del int.foo
int.__name__ = "x"
1 < "a"
1 + "a"
1 + None
1 - []
-"a"
~1.5
+[]
not 5
1 if 0 else 2
1 is 1
10 ** 20
int("9" * 5000)
str(10 ** 5000)
"%d" % 10 ** 10
len(str(10 ** 4000))
1_000, 0x_ff, 0b_1, 0o_7
int.from_bytes(b"", "big")
(0).to_bytes(0, "big")
[1,2][True]
"ab"[True]
range(True)
[0] * True
"a" * True
divmod(-7, 2), -7 // 2, -7 % 2, divmod(7, -2), divmod(-7.5, 2)
2 ** 100 // 3, -(2 ** 100) // 3, 2 ** 100 % -7
hash(2 ** 61 - 1), hash(-1), hash(-2), hash(2 ** 61)
1 .__class__, 1..__class__
int.mro()
int.__bases__, bool.__bases__, bool.__base__
int.__doc__[:30]
bool.__doc__[:30]
int.__init__(5)
int.__init__(5, 1)
int.__init__
(5).__init__(1, 2)
object.__init__(5)
object.__init__(5, 6)
int.__call__("5")
type.__call__(int, "5")
int.__subclasshook__(5)
int.__init_subclass__()
int.__class__
''')

# messages of exceptions that operations raise
def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line, globals())))
        except Exception as e:
            print(line, "!!", type(e).__name__ + ":", e)


class A: pass
a = A()
show('''
[][0]
[1][5]
()[0]
"abc"[9]
b"a"[9]
range(3)[5]
{}["k"]
{}[1]
{1: 2}[(1, 2)]
{}[[]]
{[]}
{{}: 1}
[1, 2].index(3)
(1,).index(5)
"abc".index("z")
b"abc".index(b"z")
[].pop()
[1].pop(5)
{}.pop("k")
{}.popitem()
set().pop()
{1}.remove(2)
[1].remove(2)
int("x")
int("")
int("12", 99)
int([])
int("1.5")
int(None)
float("x")
float([])
float("")
complex("x")
complex("1", 2)
chr(-1)
chr(0x110000)
ord("ab")
ord("")
ord(5)
1 / 0
1 // 0
1 % 0
1.0 / 0
1.0 // 0
1.0 % 0
1j / 0
divmod(1, 0)
0 ** -1
0.0 ** -1
pow(2, -1, 4)
pow(2, 3, 0)
1 << -1
2.0 ** 10000
int(float("inf"))
int(float("nan"))
10 ** 400 * 1.0
a.x
A.x
None.x
(5).x
"s".x
[].x
len.x
print.x
(lambda: 0).x
a()
a[0]
a + 1
len(a)
iter(a)
next(a)
next(iter([]))
"%d" % "x"
"%s" % ()
"%s %s" % (1,)
"%s" % (1, 2)
"%q" % 1
"{}".format()
"{a}".format()
"{0}".format()
"{0.x}".format(1)
"{0[k]}".format({})
"a".join([1])
"a".join(5)
"".encode("nope")
"é".encode("ascii")
b"\\xff".decode()
b"\\xff".decode("ascii")
bytes([256])
bytes("x")
bytes(-1)
bytearray([1])[5]
list(5)
dict(5)
dict([1])
dict([(1,)])
set(5)
tuple(5)
sum(["a"])
sum([[1], [2]])
max([])
min(())
max(5)
sorted(5)
sorted([1], 5)
zip(5)
map(len)
range(1.5)
range(1, 2, 0)
range()
slice()
isinstance(1)
super().x
__import__("no_such")
open("/no/such/file")
hash([])
hash({})
round("x")
abs("x")
reversed(5)
enumerate(5)
type(1, 2)
object(1)
bool(1, 2)
str(1, 2)
str(b"x", 5)
eval("1 +")
''')

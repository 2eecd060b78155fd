# assignment expressions in every place they are allowed
if (n := 10) > 5:
    print(n)
while (n := n - 3) > 0:
    print(n, end=" ")
print()
print([y for x in range(5) if (y := x * x) > 3], y)
def f(a, b=(z := 5)):
    return a + b
print(f(1), z, f(a=(q := 2)), q, f((r := 3)), r)
d = {(k := "key"): (v := "value")}
print(d, k, v)
l = [1, 2, 3]
print(l[(i := 1)], i, l[i:=2], i)
s = {w := 1, 2}
print(s, w)
def g():
    [inner := j for j in range(3)]
    return inner
print(g())
print(any((hit := c) == "c" for c in "abcd"), hit)
x = y = (t := 1, 2)
print(x, t)
print(f"{(m := 3)} {m:>{m}}")
assert (u := 5)
print((lambda: (loc := 4) + loc)())

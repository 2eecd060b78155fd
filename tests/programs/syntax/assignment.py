# plain, chained, starred, nested, attribute, subscript, slice targets; order of evaluation
a = b = c = []
print(a is b is c)
x, y = 1, 2
x, y = y, x
print(x, y)
first, *rest = range(5)
*init, last = "abc"
h, *m, t = [1, 2]
print(first, rest, init, last, h, m, t)
(p, q), [r, s] = (1, 2), (3, 4)
print(p, q, r, s)
[u] = "z"
v, = (9,)
() = []
[] = ""
print(u, v)
l = [0, 1, 2, 3, 4]
l[1:3] = "abc"
print(l)
l[::2] = [9, 9, 9]
print(l)
i = 0
i, l[i] = 1, "set"
print(i, l)
class O: pass
o = O()
o.a, o.b = o.c = 5, 6
print(o.a, o.b, o.c)

def trace(name, value=None):
    print("eval", name)
    return value if value is not None else {}
trace("t1")[trace("k1", 1)] = trace("t2")[trace("k2", 2)] = trace("v", 3)

for text in ["a, b = 1", "a, b = 1, 2, 3", "a, *b, c = [1]", "a, b = 5", "a, b = 'x'", "a, = {}", "*a, = None", "a, b = iter([1])"]:
    try:
        exec(text)
        print("ok", text)
    except Exception as e:
        print(text, "!!", type(e).__name__, e)

# del: names, attributes, subscripts, slices, tuples, scopes
a = b = c = 1
del a
try:
    a
except NameError as e:
    print(e)
del (b, c)
l = list(range(10))
del l[0], l[-1]
print(l)
del l[1:3]
del l[::2]
print(l)
d = {"x": 1, "y": 2}
del d["x"]
print(d)
class O:
    cls = 1
    def __delattr__(self, n): print("delattr", n); object.__delattr__(self, n)
    def __delitem__(self, k): print("delitem", k)
o = O()
o.z = 1
del o.z
del o[1], o[1:2], o[1, 2]
del O.cls
print(hasattr(O, "cls"))
def f():
    x = 1
    del x
    try:
        print(x)
    except UnboundLocalError as e:
        print(e)
    x = 2
    return x
print(f())
def g():
    y = 1
    def h():
        return y
    del y
    try:
        h()
    except NameError as e:
        print(type(e).__name__, e)
g()
for text in ["del l[99]", "del d['q']", "del o.nope", "del nope", "del (1).real", "del 'abc'[0]", "del (1,2)[0]", "del O.nope", "del l[1.5]", "del d[[]]"]:
    try:
        exec(text)
    except Exception as e:
        print(text, "!!", type(e).__name__, e)
del [l], (d)
print("l" in globals(), "d" in globals())

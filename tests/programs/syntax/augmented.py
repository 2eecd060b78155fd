# every augmented operator on names, attributes, subscripts and slices
x = 7
x += 3; print(x)
x -= 1; print(x)
x *= 5; print(x)
x //= 2; print(x)
x %= 13; print(x)
x **= 2; print(x)
x <<= 3; print(x)
x >>= 1; print(x)
x |= 3; print(x)
x &= 0xff; print(x)
x ^= 0x55; print(x)
x /= 4; print(x)
class M:
    def __init__(self, v): self.v = v
    def __matmul__(self, o): return M((self.v, "@", o))
    def __imatmul__(self, o): self.v = ("in place", o); return self
m = M(1)
print((m @ 2).v)
n = m
m @= 3
print(n is m, m.v)
class O: n = 10
o = O()
o.n += 1
print(o.n, O.n)
d = {"k": [1]}
d["k"] += (2, 3)
print(d)
l = [1, 2, 3, 4]
l[1:3] *= 2
print(l)
def index():
    print("once")
    return 0
l[index()] += 100
print(l)
t = ([],)
try:
    t[0] += [1]
except TypeError as e:
    print(e, t)
s = "ab"
r = s
s += "c"
print(s, r)
try:
    undefined_name += 1
except NameError as e:
    print(e)
try:
    x += "a"
except TypeError as e:
    print(e)
try:
    s -= 1
except TypeError as e:
    print(e)
try:
    l @= 2
except TypeError as e:
    print(e)
try:
    d **= 2
except TypeError as e:
    print(e)

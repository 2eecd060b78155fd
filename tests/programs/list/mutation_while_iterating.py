# lists that change under iteration, comparison, repr, sort keys, extend by itself
l = [1, 2, 3]
out = []
for x in l:
    out.append(x)
    if x == 1: l.append(4)
    if x == 2: l.remove(3)
print(out, l)
l = [1, 2, 3, 4]
for x in l: l.remove(x)
print(l)
l = [1, 2, 3]
it = iter(l)
next(it); l.clear()
print(list(it), next(it, "done")); l.extend([7, 8, 9]); print(list(it))
l = [1, 2]; l.extend(l); l += l; print(l)
l[1:3] = l; print(l)
class Evil:
    def __init__(self, f): self.f = f
    def __eq__(self, o): self.f(); return False
a = []
a += [Evil(a.clear), 1, 2]
print(5 in a, a)
a = [Evil(lambda: a.clear()), 1]
try: a.index(7)
except ValueError as e: print(e)
a = [1, Evil(lambda: a.clear()), 3]
print(a.count(3), a)
a = [Evil(lambda: a.clear()), 2]
print(a == [1, 2], a)
class R:
    def __repr__(self): b.clear(); return "R"
b = [R(), 1, 2]
print(repr(b), b)
def gen():
    for i in range(3):
        c.append(i); yield i * 10
c = []
c.extend(gen()); print(c)
d = [1, 2, 3]
print([d.pop() for _ in d], d)
e = list(range(5))
for i, x in enumerate(e):
    if x % 2 == 0: del e[i]
print(e)
r = reversed([1, 2, 3]); next(r)
f = [1, 2, 3]; rf = reversed(f); next(rf); f.pop(); f.pop(); print(list(rf))
g = [3, 2, 1]
m = map(lambda x: g.append(x) if len(g) < 6 else x, g)
print(len(list(m)), g)

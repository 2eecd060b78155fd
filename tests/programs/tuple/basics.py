# tuples: construction, methods, comparison, hashing, unpacking, nesting, errors
t = (1, "a", [2])
print(t, (), (1,), 1, (1, 2), tuple(), tuple("ab"), tuple([1]), tuple(range(3)), tuple(x for x in "y"), len(t), t[0], t[-1], t[1:])
t[2].append(3)
print(t, t + (4,), t * 2, (0,) * 3, "a" in t, t.index("a"), t.count(1), (1, 2, 1).count(1), t.index(1))
print((1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (1, "a") == (1, "a"), (1, 2) != (1, 2), (2,) > (1, 9), max((1, 2), (0, 5)))
print(hash((1, 2)) == hash((1, 2)), hash(()) == hash(()), {(1, 2): "v"}[(1, 2)], (1, 2) in {(1, 2)}, hash((1, 2.0)) == hash((1.0, 2)), hash((1, 2, 3)), hash(()), hash((0,)))
for f in (lambda: hash(t), lambda: t["a"], lambda: t[9], lambda: t.index(9), lambda: t + [1], lambda: t < 5, lambda: tuple(5), lambda: tuple(1, 2), lambda: t.x, lambda: (1, "a") < (1, 2), lambda: t.append(1)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for s in ("t[0] = 1", "del t[0]", "t[2] += [9]", "t.x = 1"):
    try: exec(s)
    except Exception as e: print(s, "!!", type(e).__name__, e)
print(t)
a, (b, *c), d = 1, (2, 3, 4), 5
print(a, b, c, d, *(1, 2), (*"ab", *[1]))
n = ((1, (2, (3, ()))),)
print(n, repr(n), str(((),)), n[0][1][1][0])
print(tuple(t) is t, (t + ()) == t, t[:] == t, list(reversed(t))[1:], sorted((3, 1)), sum((1, 2)), tuple(zip((1, 2), "ab")), dict(((1, 2), (3, 4))))
x = 1,
print(x, (x), ((x)), type((1)).__name__, (lambda *a: a)(*x, 2))
u = ()
for i in range(5): u += (i,)
print(u, u[::2], bool(()), bool((0,)), (1, 2, 3)[::-1], (1, 2) * 0)
r = ([],); r[0].append(r); print(r)
print((1, 2, 3).__getitem__(0), (1,).__add__((2,)), (1,).__contains__(1), (1,).__eq__([1]), ().__len__(), (1,).__iter__().__next__(), (1, 2).__hash__() == hash((1, 2)), (1,).__getnewargs__())

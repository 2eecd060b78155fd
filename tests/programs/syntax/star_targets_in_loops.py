# starred and nested targets in for, with and comprehensions
for a, *b in ["abc", (1,), [1, 2]]: print(a, b)
for (x, (y, *z)), w in [((1, "pqr"), 2)]: print(x, y, z, w)
print([(h, t) for h, *t in ("ab", "c")], {k: v for k, *v in ("xyz", "w")}, [m for *_, m in ("abc", "d")])
for *a, in ["xy"]: print(a)
for [p, q] in [(1, 2)]: print(p, q)
for i, (j, k) in enumerate(zip("ab", "cd")): print(i, j, k)
try:
    for a, b in [(1, 2, 3)]: pass
except ValueError as e: print(e)
try: [0 for a, b, *c in [(1,)]]
except ValueError as e: print(e)
o = type("O", (), {})()
for o.x, o.y in [(1, 2)]: pass
print(o.x, o.y)

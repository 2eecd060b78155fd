# dictionary idioms: grouping, inverting, merging, counting, nested defaults, sorting by value
w = "the cat the dog a cat the end".split()
c = {}
for x in w: c[x] = c.get(x, 0) + 1
print(c, sorted(c.items(), key=lambda kv: (-kv[1], kv[0])), {v: [k for k in c if c[k] == v] for v in set(c.values())}, max(c, key=c.get))
g = {}
for x in w: g.setdefault(len(x), set()).add(x)
print({k: sorted(v) for k, v in sorted(g.items())}, {v: k for k, v in c.items()}, {**c, "new": 1}, dict(sorted(c.items())), {k: c[k] for k in c.keys() & {"cat", "zzz"}})
d = {"a": {"b": {"c": 1}}}
def get(d, path, default=None):
    for k in path.split("."):
        if not isinstance(d, dict) or k not in d: return default
        d = d[k]
    return d
print(get(d, "a.b.c"), get(d, "a.x"), get(d, "a.b.c.d", 0))
def merge(a, b): return {k: merge(a[k], b[k]) if isinstance(a.get(k), dict) and isinstance(b.get(k), dict) else b.get(k, a.get(k)) for k in [*a, *(k for k in b if k not in a)]}
print(merge(d, {"a": {"b": {"z": 2}, "q": 3}, "n": 4}))
ops = {"+": lambda a, b: a + b, "-": lambda a, b: a - b}; print([ops[o](7, 5) for o in "+-"], ops.get("?", lambda *a: "none")(1, 2))
table = {(r, c): r * c for r in range(3) for c in range(3)}; print(table[2, 2], sum(table.values()), [k for k, v in table.items() if v == 2])
for k in list(c): c[k] > 1 or c.pop(k)
print(c, dict(zip("abc", range(3))), dict(enumerate("ab")), dict([*{"x": 1}.items(), ("y", 2)]), {i: {j for j in range(i)} for i in range(3)}, len({i % 7 for i in range(100)}))
x = {"k": 1}; y = x; y |= {"z": 2}; z = x | {"k": 9}; print(x is y, x, z, [*x], {**x} == x, (x := {}) or "empty")

# keys, values and items views: liveness, set operations, comparison, iteration
d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), "a" in k, 2 in v, ("b", 2) in i, ("b", 9) in i, "zz" in k)
d["d"] = 4
print(list(k), list(v), list(i), len(v))
print(sorted(k & {"a", "z"}), sorted(k | {"z"}), sorted(k - {"a"}), sorted(k ^ {"a", "z"}), sorted({"a", "z"} - k), sorted(k & "ab"), sorted(i & {("a", 1)}), sorted(i - {("a", 1)}), sorted(k | ["q"]))
print(k == {"a", "b", "c", "d"}, k == d.keys(), k >= {"a"}, k > {"a", "b", "c", "d"}, k.isdisjoint({"z"}), k.isdisjoint("a"), i == set(i), {"a"} <= k, k != set(), v == v, v == d.values(), k < set("abcde"))
print(k.mapping["a"], type(k).__name__, type(v).__name__, type(i).__name__, type(iter(k)).__name__, type(iter(v)).__name__, type(iter(i)).__name__, type(reversed(k)).__name__)
for f in (lambda: k[0], lambda: k.add("x"), lambda: hash(k), lambda: v + v, lambda: k & 5, lambda: [] in k, lambda: i | 5, lambda: k < 5, lambda: k.mapping.__setitem__("a", 1), lambda: ([], 1) in i):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(repr({}.keys()), repr({}.values()), repr({}.items()), str({1: {2: 3}.keys()}), [*k][:2], list(reversed(i))[0], dict(i) == d)
for (x, y), z in zip(i, v): print(x, y, z, end="; ")
print()
e = {1: 2}
it = iter(e.items()); t = next(it); print(t, next(it, None))
print(max(v), sum(v), sorted(v, reverse=True), min(k), dict(zip(v, k)))
class Sub(dict):
    def keys(self): return ["fake"]
s = Sub(a=1)
print(list(s), list(s.keys()), dict(s), len(s))

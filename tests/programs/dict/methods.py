# every dict method with its edge cases, views, merging, errors
d = {"a": 1, "b": 2}
print(d, len(d), d["a"], d.get("x"), d.get("x", 0), d.setdefault("c", 3), d.setdefault("a", 9), d.pop("b"), d.pop("zz", "dflt"), d.popitem(), d)
d.update(x=1); d.update({"y": 2}); d.update([("z", 3), "pq"]); d.update(); d.update({}, w=4)
print(d, list(d), list(d.keys()), list(d.values()), list(d.items()), "x" in d, 1 in d.values(), ("x", 1) in d.items())
print(d.copy() == d, d.copy() is d, dict(d) == d, dict.fromkeys("ab"), dict.fromkeys([1, 2], []), {**d, "a": 0} == d | {"a": 0})
d.clear(); print(d, not d)
print(dict(), dict(a=1), dict({"a": 1}, b=2), dict([("k", "v")]), dict(zip("ab", range(2))), dict(["ab", ("c", "d")]), dict({1: 2}, a=3))
a, b = {"x": 1, "y": 2}, {"y": 3, "z": 4}
print(a | b, b | a, a, a == {"y": 2, "x": 1}, a != b, {} == {}, {1: 2} == {1.0: 2.0}, {"k": [1]} == {"k": [1]})
a |= b; a |= [("w", 5)]; print(a)
for f in (lambda: {}["k"], lambda: {}.pop("k"), lambda: {}.popitem(), lambda: {[]: 1}, lambda: {}[{}], lambda: {} | [], lambda: {} < {}, lambda: dict(5), lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: dict(["abc"]), lambda: {}.update(5), lambda: {}.get(), lambda: {}.setdefault(), lambda: dict([[1]]), lambda: dict(1, 2), lambda: {}.fromkeys(5), lambda: {}.get([]), lambda: [] in {}, lambda: {}.pop(), lambda: {}.nope, lambda: dict([([], 1)]), lambda: {}.update([1], 2), lambda: {} + {}, lambda: {}.keys() + 1, lambda: {1: 2}.keys()[0], lambda: {(1, []): 2}, lambda: {}.copy(1)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
o = {}
for k in "qwerty": o[k] = len(o)
del o["e"]; o["e"] = 99; o["q"] = 0
print(o, list(reversed(o)), list(reversed(o.items()))[0], list(reversed(o.values())), next(iter(o)), next(reversed(o)))
m = {1: "int", 1.0: "float", True: "bool"}
print(m, m[1], {0: "z", False: "f"}, {"1": 1, 1: 2}, {None: 1, (): 2, (1,): 3, "": 4, b"": 5, 0.5: 6, 2 ** 70: 7})
r = {}; r["self"] = r; print(r, {"a": r})
print({k: v for k, v in sorted({"b": 1, "a": 2}.items())}, {v: k for k, v in {"a": 1}.items()}, max({"a": 3, "b": 5}.items(), key=lambda kv: kv[1]), sum({1: 2, 3: 4}), sorted({2: 0, 1: 0}))

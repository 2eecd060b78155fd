# conditional expressions nested in every position
f = lambda n: "neg" if n < 0 else "zero" if n == 0 else "pos"
print([f(n) for n in (-1, 0, 1)], (1 if 0 else 2) + 3, 1 if 0 else 2 + 3, [x if x else -1 for x in (0, 5)])
print((lambda: 1 if 0 else 2)(), {"a" if 1 else "b": 3 if 0 else 4}, "x" * 2 if 0 else "y" * 3, not 1 if 0 else 5)
d = {}
(d if 1 else 0)["k"] = 1; print(d, *([1, 2] if d else []), (print if d else 0)("called"))
x = 5 if d else 1 / 0; y = 1 / 0 if not d else 6; print(x, y)
def g(a=1 if d else 2): return a if a > 1 else (yield) if 0 else None
print(type(g()).__name__, 1 if 1 else 2 if 1 / 1 else 3, (0 or 5 if [] else 7 and 8))

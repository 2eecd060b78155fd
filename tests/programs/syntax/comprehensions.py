# list, set, dict comprehensions and generator expressions: scopes, nesting, conditions
print([x * y for x in range(3) for y in range(x)])
print([x for x in range(20) if x % 2 if x % 3])
print({x % 3 for x in range(10)}, {x: x * x for x in range(4)})
print([[c for c in row] for row in ("ab", "cd")])
print(sum(x for x in range(5)), list(x for x in "ab"))
x = "outer"
print([x for x in range(3)], x)
print([(a, b) for a, *b in ["abc", "de"]])
print([y := 1, y ** 2], [last := i for i in range(4)], last)
def f(n):
    return [n * i for i in range(n) if (lambda: i < n)()]
print(f(4))
class C:
    items = [1, 2, 3]
    doubled = [i * 2 for i in items]
    try:
        bad = [i + len(items) for i in range(2)]
    except NameError as e:
        print(e)
print(C.doubled)
def source(name):
    print("source", name)
    return range(2)
g = (a for a in source("first") for b in source("second"))
print("made")
print(list(g))
print({**{k: 1 for k in "ab"}, "c": 2}, [*[i for i in "xy"], *"z"])
print([i for i in range(5) if i if not i % 2 or i == 3], [i if i else "zero" for i in range(2)])
print({k: v for k, v in zip("abc", range(3)) if v}, dict((k, k) for k in "a"))
try:
    list(1 // i for i in (1, 0))
except ZeroDivisionError as e:
    print(e)
try:
    (i for i in 5)
except TypeError as e:
    print(e)
print([i for i in range(3)][::-1], [j for i in range(3) for j in [i * 10]])

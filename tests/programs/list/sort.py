# stability, key, reverse, mixed numbers, mutation during sort, errors leave a permutation
data = [("b", 2), ("a", 2), ("c", 1), ("a", 1)]
print(sorted(data), sorted(data, key=lambda t: t[1]), sorted(data, key=lambda t: t[1], reverse=True), sorted(data, key=lambda t: (-t[1], t[0])))
print(sorted([3, 1.5, True, -2, 0.0, 10 ** 20, -1e30]), sorted(["b", "B", "a", "é", "Z", ""]), sorted([(1, "b"), (1, "a"), (0, "z")]), sorted([[2], [1, 5], [1]]), sorted([b"b", b"a"]))
import random
random.seed(1)
for n in (0, 1, 2, 3, 31, 32, 33, 64, 65, 100, 500, 1000):
    x = [random.randrange(n) for _ in range(n)]
    y = sorted(x)
    assert all(y[i] <= y[i + 1] for i in range(n - 1)) and len(y) == n, n
    ids = sorted(range(n), key=x.__getitem__)
    assert all(x[a] < x[b] or a < b for a, b in zip(ids, ids[1:])), n
    rev = sorted(range(n), key=x.__getitem__, reverse=True)
    assert all(x[a] > x[b] or a < b for a, b in zip(rev, rev[1:])), n
print("stable")
class C:
    count = 0
    def __init__(self, v): self.v = v
    def __lt__(self, o): C.count += 1; return self.v < o.v
cs = [C(i) for i in range(100)]
cs.sort()
print(C.count, [c.v for c in sorted([C(2), C(1), C(3)])], [c.v for c in sorted([C(2), C(1), C(3)], reverse=True)])
l = [3, 1, 2]
def bad(x):
    l.append(9)
    return x
try: l.sort(key=bad)
except ValueError as e: print(e)
print(l)
l = [3, 2, 1]
def peek(x): print(l, end=" "); return x
l.sort(key=peek); print(l)
l = [5, "a", 3]
try: l.sort()
except TypeError as e: print(e, sorted(map(str, l)))
class Boom:
    def __lt__(self, o): raise ValueError("compare")
try: sorted([Boom(), Boom()])
except ValueError as e: print(e)
calls = []
sorted("bca", key=lambda c: calls.append(c) or c)
print(calls, sorted({3: "a", 1: "b"}), sorted("hello", reverse=True), sorted(range(5), key=lambda x: -x), sorted([None, None], key=lambda x: 0))
nan = float("nan")
print(sorted([3, 1, 2], key=lambda x: (x == 2, x)), [1, 2, 3].sort(), sorted([float("inf"), -float("inf"), 0]))
import functools
print(sorted([3, 11, 2], key=str), sorted("aBcD", key=str.lower), sorted([1, 2, 3, 4], key=functools.cmp_to_key(lambda a, b: (a % 2) - (b % 2) or b - a)))

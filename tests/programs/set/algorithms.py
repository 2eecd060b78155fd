# sets in algorithms: reachability, duplicates, power sets, set equality of results (sorted output)
edges = {(1, 2), (2, 3), (4, 5)}
def reach(s):
    seen, todo = set(), {s}
    while todo: n = todo.pop(); seen.add(n); todo |= {b for a, b in edges if a == n} - seen
    return seen
print(sorted(reach(1)), sorted(reach(4)), reach(3) == {3})
closure = set(edges)
while new := {(a, d) for a, b in closure for c, d in closure if b == c} - closure: closure |= new
print(sorted(closure))
def power(s): return {frozenset()} if not s else (p := power(s - {(x := min(s))})) | {q | {x} for q in p}
print(len(power(frozenset(range(6)))), sorted(map(sorted, power(frozenset("abc")))))
l = [3, 1, 3, 2, 1]; seen = set(); print([x for x in l if x in seen or seen.add(x)], len(set(l)) != len(l), sorted(set(l)))
a, b = set(range(0, 30, 2)), set(range(0, 30, 3)); print(sorted(a & b), sorted(a ^ b)[:5], len(a | b), a - b == {x for x in a if x % 3}, a & b <= a, not (a < a), (a | b) > a, a.isdisjoint({1, 3}), sorted(a.union(*[{100 + i} for i in range(3)]) - a))
print({frozenset(e) for e in [(1, 2), (2, 1)]} == {frozenset({1, 2})}, len({1, 1.0, True, 1 + 0j}), {"a", "b"} == set("ab"), set() == frozenset(), len({(), (1,), (1,)}), sum({1, 2, 3}), sorted({*"hello"}), max({5, 3}), {1, 2} - {2} or "empty", not set())

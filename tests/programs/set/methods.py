# set and frozenset: operations, methods, comparisons, errors (printed sorted)
a, b = {1, 2, 3, 4}, {3, 4, 5}
S = lambda s: (type(s).__name__, sorted(s))
print(S(a | b), S(a & b), S(a - b), S(a ^ b), S(a.union(b, [9])), S(a.intersection([1, 3], {3})), S(a.difference(b, [1])), S(a.symmetric_difference([1, 7])), S(a.union()), S(a.copy()))
print(a <= b, {3, 4} <= a, {3, 4} < a, a >= {1}, a > a, a == {4, 3, 2, 1}, a != b, a.issubset(range(10)), a.issuperset([1]), a.isdisjoint({9}), a.isdisjoint(b), {1} < {2}, not ({1} < {2}))
c = set(a)
c.add(5); c.discard(1); c.discard(99); c.remove(2); c.update([10], (11,)); c |= {12}; c &= {3, 4, 5, 10, 11, 12}; c -= {3}; c ^= {4, 6}
print(S(c), len(c), 5 in c)
c.intersection_update({5, 10}); c.difference_update([5]); c.symmetric_difference_update("ab"); print(len(c), {10} < c)
c.clear(); print(c, bool(c), set(), {1}, frozenset(), frozenset([1]), {(1, 2)}, {None}, {frozenset({1})}, repr({"a"}), {1.5})
f = frozenset([1, 2])
print(S(f | {3}), S({3} | f), S(f & {1}), f == {1, 2}, hash(f) == hash(frozenset([2, 1])), {f: 1}[frozenset({1, 2})], f.copy() is f, frozenset(f) is f, f in {f}, {1, 2} in {f}, S(f - {1}), S(f ^ {1}))
for g in (lambda: {[]}, lambda: {{}}, lambda: {1}.remove(2), lambda: set().pop(), lambda: {1} | [2], lambda: {1} - [1], lambda: {1} < [1], lambda: set(5), lambda: set(1, 2), lambda: hash({1}), lambda: f.add(1), lambda: {1}.union(5), lambda: {1}.add([]), lambda: {1} + {2}, lambda: [] in {1}, lambda: {1}.discard([]), lambda: {1}.update(5), lambda: frozenset(1, 2), lambda: {1}.remove([]), lambda: {1}.nope, lambda: {1} & "a", lambda: {1}.issubset(5)):
    try: print(g())
    except Exception as e: print(type(e).__name__, e)
try: c += {1}
except TypeError as e: print(e)
print(S({x % 3 for x in range(10)}), S(set("hello")), S({*"ab", *"bc"}), len({1, 1.0, True}), {1, True, 1.0}, {0, False}, {"a", "a"}, S(set(range(20)) - set(range(3, 20))))
d = {1, 2}; e = d; e |= {3}; print(S(d), d is e)
g = f; g |= {9}; print(S(f), S(g))
p = {7}; print(p.pop(), p, {3}.pop())
big = set(range(3000)); big -= set(range(0, 3000, 3)); print(len(big), sum(big), 3 in big, 4 in big)
class MySet(set): pass
print(S(MySet([1]) | {2}), MySet([1]) == {1}, MySet() or "empty", repr(MySet([1])), S(MySet([1]).copy()), S({1} | MySet([2])))
r = {frozenset({frozenset()})}; print(r, str(frozenset({1})))

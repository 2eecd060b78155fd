# every list method with its edge cases and errors
l = [3, 1, 2]
l.append(4); l.extend("ab"); l.extend(i for i in range(2)); l.insert(0, "first"); l.insert(100, "last"); l.insert(-1, "x")
print(l, len(l), l.index(1), l.index(1, 2), l.count(1), l.pop(), l.pop(0), l.pop(-2))
l.remove("a"); l.reverse()
print(l, l.copy() == l, l.copy() is l)
l.clear()
print(l, l == [], not l)
n = [5, 2, 9, 1, 5]
n.sort(); print(n); n.sort(reverse=True); print(n); n.sort(key=lambda x: (x % 3, x)); print(n)
print(sorted("bca"), sorted([2, 1], reverse=True), sorted([-3, 2], key=abs), [1, 2] + [3], [0] * 3, 2 * [1, 2], [1] * -1, [[]] * 2)
def err(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for f in (lambda: [].pop(), lambda: [1].pop(9), lambda: [1].remove(2), lambda: [1].index(2), lambda: [1, 2].index(1, 1), lambda: [1] + (2,), lambda: [1].extend(5), lambda: [1].insert("a", 1), lambda: [1].append(), lambda: [1].append(1, 2), lambda: [1][2], lambda: [1, "a"].sort(), lambda: [1].sort(1), lambda: [1].sort(key=5), lambda: [3, 1].sort(key=lambda x: 1 / 0), lambda: [1] * "a", lambda: list(1), lambda: list(1, 2), lambda: [1].count(), lambda: [1].pop("a"), lambda: hash([]), lambda: [1].nope, lambda: [1] < [None], lambda: [1].copy(1), lambda: [1].index(1, "a")): err(f)
a = [1, 2]; a += (3,); a += "b"; a += {4: 5}; a *= 2
print(a)
print([1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 9], [1, [2]] == [1, [2]], [1] != [1.0], [1] == (1,), [None] == [None])
print(1 in [1.0], "a" in ["ab"], None in [None], [] in [[]], float("nan") in [float("nan")])
print(list(), list("ab"), list((1, 2)), list({3: 4}), list(range(3)), list([1]), list(x for x in "y"))
r = []
r.append(r)
print(r, r == r, r[0] is r, [r], repr([[r]]))
x = [[0] * 2 for _ in range(2)]; y = [[0] * 2] * 2
x[0][0] = y[0][0] = 1
print(x, y)
print(list(reversed([1, 2, 3])), [1, 2, 3].__reversed__().__next__(), max([3, 1]), min([3, 1]), sum([1, 2]), any([0, 1]), all([]), list(enumerate("ab", 5)), list(zip([1, 2], "ab")))

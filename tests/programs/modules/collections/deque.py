# deque: both ends, rotation, maxlen, comparison, mutation while iterating, errors
from collections import deque
d = deque([1, 2, 3])
d.append(4); d.appendleft(0); d.extend("ab"); d.extendleft([9, 8])
print(d, len(d), d[0], d[-1], d.pop(), d.popleft(), d)
d.rotate(2); print(d); d.rotate(-1); print(d); d.rotate(100); print(d)
d.remove("a"); d.insert(1, "ins"); d.reverse(); print(d, d.count(1), d.index(2), 3 in d, "zz" in d, list(reversed(d)))
d[0] = "set"; del d[1]; print(d, d.copy() == d, d.copy() is d, d + deque([1]), d * 2, bool(deque()), deque("ab") == deque(["a", "b"]), deque([1]) < deque([2]), deque([1]) == [1])
m = deque(range(5), maxlen=3); print(m, m.maxlen); m.append(9); m.appendleft(7); m.extend([1, 2]); print(m, deque([1], 0), deque(maxlen=2), d.maxlen)
m += [5]; print(m, m.copy().maxlen, m * 2)
for f in (lambda: deque().pop(), lambda: deque().popleft(), lambda: deque([1])[5], lambda: deque([1]).remove(5), lambda: deque([1]).index(5), lambda: deque(5), lambda: deque([], -1), lambda: deque([], "a"), lambda: hash(deque()), lambda: deque()[0:1], lambda: deque() + [1], lambda: deque([1], maxlen=1).insert(0, 2), lambda: deque([1]) < [2], lambda: deque().rotate("a"), lambda: deque().__getitem__("a")):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
e = deque([1, 2, 3])
try:
    for x in e: e.append(x)
except RuntimeError as x: print(x)
r = deque([1]); r.append(r); print(r)
e.clear(); print(e, list(e))
class D(deque): pass
print(D([1]), type(D([1]).copy()).__name__, repr(D([1], 2)))
q = deque()
for i in range(1000): q.append(i)
s = 0
while q:
    s += q.popleft()
    if q: s -= q.pop()
print(s)
t = deque("abcdef"); t.rotate(2); print("".join(t), [t[i] for i in range(-3, 3)], sorted(t), max(t), deque(zip("ab", "cd")), deque(deque([1, 2])))

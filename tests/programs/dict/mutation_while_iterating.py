# changes during iteration are detected; safe patterns
def attempt(d, f, view=lambda d: d):
    try:
        out = []
        for k in view(d):
            out.append(k)
            f(d, k)
        print(out, d)
    except RuntimeError as e: print(type(e).__name__, e, out)
base = {1: "a", 2: "b", 3: "c"}
attempt(dict(base), lambda d, k: d.pop(k))
attempt(dict(base), lambda d, k: d.__setitem__(k + 10, 0))
attempt(dict(base), lambda d, k: d.__setitem__(k, 0))
attempt(dict(base), lambda d, k: d.clear(), lambda d: d.values())
attempt(dict(base), lambda d, k: d.update({99: 1}), lambda d: d.items())
attempt(dict(base), lambda d, k: d.pop(k), lambda d: list(d))
attempt({1: 1}, lambda d, k: (d.pop(1), d.__setitem__(2, 2)) if k == 1 else None)
attempt(dict(base), lambda d, k: d.pop(k), reversed)
attempt(dict(base), lambda d, k: d.popitem() if k == 3 else None)
s = {1, 2, 3}
for change in (lambda: s.add(9), lambda: s.discard(1), lambda: s.clear()):
    s = {1, 2, 3}
    try:
        for x in s: change()
        print("ended")
    except RuntimeError as e: print(e)
d = {1: 2}
it = iter(d); d[2] = 3
for _ in range(2):
    try: next(it)
    except (RuntimeError, StopIteration) as e: print(type(e).__name__, e)
class Evil:
    def __init__(self, n, f=None): self.n, self.f = n, f
    def __hash__(self): return 1
    def __eq__(self, o):
        if Evil.hook: h, Evil.hook = Evil.hook, None; h()
        return isinstance(o, Evil) and self.n == o.n
Evil.hook = None
d = {Evil(1): "one", Evil(2): "two"}
Evil.hook = lambda: d.clear()
print(d.get(Evil(2)), len(d))
d = {Evil(1): "one"}
Evil.hook = lambda: d.update({i: i for i in range(100)})
d[Evil(3)] = "three"
print(len(d), d[Evil(3)])
d = {i: i for i in range(10)}
print({k: v for k, v in d.items() if not d.__setitem__(k, -v)}, sum(d.values()))

# dicts and sets that __eq__, __hash__ and loops over them change
import sys
def err(f, *a):
    try: r = f(*a); print("ok", type(r).__name__, repr(r)[:100])
    except BaseException as e: print(type(e).__name__, str(e)[:100])
show = both = err
def iterdict():
    d = {i: i for i in range(10)}
    for k in d: del d[k]
both(iterdict)
def iterdict2():
    d = {i: i for i in range(10)}
    for k in d: d[k + 100] = 1
both(iterdict2)
def iterdict3():
    d = {i: i for i in range(10)}
    for k in d: d.clear(); d.update({i: i for i in range(10)})
    return d
both(iterdict3)
def iterdict4():
    d = {i: i for i in range(10)}
    n = 0
    for k in d.items():
        del d[k[0]]; d[k[0]] = 1; n += 1
        if n > 1000: break
    return n
both(iterdict4)
def iterset():
    d = set(range(10))
    for k in d: d.add(k + 100)
both(iterset)
def iterset2():
    d = set(range(10))
    for k in d: d.discard(k); d.add(k)
both(iterset2)
class Evil:
    def __init__(s, f, h=1): s.f = f; s.h = h
    def __hash__(s): return s.h
    def __eq__(s, o): s.f(); return s is o
def evd(op):
    d = {}
    e = Evil(lambda: d.clear())
    d[e] = 1; d[2] = 2
    d[Evil(lambda: 0)] = 3
    for i in range(20): d[Evil(lambda: 0, i)] = i
    return op(d)
for op in [lambda d: d.get(Evil(d.clear))]:
    both(lambda: len(x) if hasattr(x := evd(op), "__len__") else x)
for op in [lambda d: d.setdefault(Evil(d.clear), 5)]:
    both(lambda: len(x) if hasattr(x := evd(op), "__len__") else x)
for op in [lambda d: d.__setitem__(Evil(d.clear), 5)]:
    both(lambda: len(x) if hasattr(x := evd(op), "__len__") else x)
for op in [lambda d: Evil(d.clear) in d]:
    both(lambda: len(x) if hasattr(x := evd(op), "__len__") else x)
for op in [lambda d: d.update({Evil(d.clear): 1})]:
    both(lambda: len(x) if hasattr(x := evd(op), "__len__") else x)
for op in [lambda d: d | {Evil(d.clear): 1}]:
    both(lambda: len(x) if hasattr(x := evd(op), "__len__") else x)
for op in [lambda d: d == {Evil(d.clear): 1}]:
    both(lambda: len(x) if hasattr(x := evd(op), "__len__") else x)
for op in [lambda d: d.items() & {(Evil(d.clear), 1)}]:
    both(lambda: len(x) if hasattr(x := evd(op), "__len__") else x)
for op in [lambda d: d.keys() - [Evil(d.clear)]]:
    both(lambda: len(x) if hasattr(x := evd(op), "__len__") else x)
for op in [lambda d: dict.fromkeys([Evil(d.clear), *d])]:
    both(lambda: len(x) if hasattr(x := evd(op), "__len__") else x)
for op in [lambda d: d.update(d)]:
    both(lambda: len(x) if hasattr(x := evd(op), "__len__") else x)
for op in [lambda d: {**d, Evil(d.clear): 1}]:
    both(lambda: len(x) if hasattr(x := evd(op), "__len__") else x)
for op in [lambda d: (1, 2) in d.items()]:
    both(lambda: len(x) if hasattr(x := evd(op), "__len__") else x)
for op in [lambda d: d.keys() == {Evil(d.clear)}]:
    both(lambda: len(x) if hasattr(x := evd(op), "__len__") else x)
for op in [lambda d: d.keys() | {Evil(d.clear)}]:
    both(lambda: len(x) if hasattr(x := evd(op), "__len__") else x)
for op in [lambda d: d.items() == {(Evil(d.clear), 2)}]:
    both(lambda: len(x) if hasattr(x := evd(op), "__len__") else x)
def evs(op):
    d = set()
    d.add(Evil(lambda: d.clear())); d.add(2)
    for i in range(20): d.add(Evil(lambda: 0, i))
    return op(d)
for op in [lambda d: Evil(d.clear) in d]:
    both(lambda: len(x) if hasattr(x := evs(op), "__len__") else x)
for op in [lambda d: d.add(Evil(d.clear))]:
    both(lambda: len(x) if hasattr(x := evs(op), "__len__") else x)
for op in [lambda d: d.discard(Evil(d.clear))]:
    both(lambda: len(x) if hasattr(x := evs(op), "__len__") else x)
for op in [lambda d: d | {Evil(d.clear)}]:
    both(lambda: len(x) if hasattr(x := evs(op), "__len__") else x)
for op in [lambda d: d & {Evil(d.clear)}]:
    both(lambda: len(x) if hasattr(x := evs(op), "__len__") else x)
for op in [lambda d: {Evil(d.clear)} & d]:
    both(lambda: len(x) if hasattr(x := evs(op), "__len__") else x)
for op in [lambda d: d - {Evil(d.clear)}]:
    both(lambda: len(x) if hasattr(x := evs(op), "__len__") else x)
for op in [lambda d: d ^ {Evil(d.clear)}]:
    both(lambda: len(x) if hasattr(x := evs(op), "__len__") else x)
for op in [lambda d: d.update([Evil(d.clear)])]:
    both(lambda: len(x) if hasattr(x := evs(op), "__len__") else x)
for op in [lambda d: d.intersection_update([Evil(d.clear)])]:
    both(lambda: len(x) if hasattr(x := evs(op), "__len__") else x)
for op in [lambda d: d.difference_update([Evil(d.clear)])]:
    both(lambda: len(x) if hasattr(x := evs(op), "__len__") else x)
for op in [lambda d: d.symmetric_difference_update([Evil(d.clear)])]:
    both(lambda: len(x) if hasattr(x := evs(op), "__len__") else x)
for op in [lambda d: d <= {Evil(d.clear)}]:
    both(lambda: len(x) if hasattr(x := evs(op), "__len__") else x)
for op in [lambda d: d.issuperset([Evil(d.clear)])]:
    both(lambda: len(x) if hasattr(x := evs(op), "__len__") else x)
for op in [lambda d: d == {Evil(d.clear), *range(20)}]:
    both(lambda: len(x) if hasattr(x := evs(op), "__len__") else x)
for op in [lambda d: d.isdisjoint([Evil(d.clear)])]:
    both(lambda: len(x) if hasattr(x := evs(op), "__len__") else x)
for op in [lambda d: frozenset(d) == {Evil(d.clear)}]:
    both(lambda: len(x) if hasattr(x := evs(op), "__len__") else x)
for op in [lambda d: d.update(d)]:
    both(lambda: len(x) if hasattr(x := evs(op), "__len__") else x)
for op in [lambda d: d.difference_update(d)]:
    both(lambda: len(x) if hasattr(x := evs(op), "__len__") else x)
for op in [lambda d: d.symmetric_difference_update(d)]:
    both(lambda: len(x) if hasattr(x := evs(op), "__len__") else x)
for op in [lambda d: d.intersection(d)]:
    both(lambda: len(x) if hasattr(x := evs(op), "__len__") else x)
def evgrow():
    d = {}
    def grow():
        for i in range(1000): d[i + 10] = i
    d[Evil(grow)] = 1
    try: return d[Evil(grow)]
    except KeyError: return len(d)
both(evgrow)
def evgrow2():
    d = {}
    def grow():
        for i in range(1000): d[i + 10] = i
    d[Evil(grow)] = 1
    d[Evil(grow)] = 2
    return len(d)
both(evgrow2)
def call1():
    l = [1, 2, 3]
    def it():
        l.clear(); yield 1
    def f(*a, **k): l.clear(); return a, k
    class K(str):
        def __hash__(s): d.clear(); return 1
    d = {"a": 1, "b": 2}
    def g(*a, **k): d.clear(); return k
    print(f(*l, *it()), g(**d))
    class M:
        def keys(s): d.update(z=1); return ["a", "b"]
        def __getitem__(s, k): d.clear(); return 1
    d = {"a": 1}
    return g(**M(), **d)
both(call1)
def call2():
    def f(**k): return k
    return f(**{1: 2})
both(call2)
def fmt1():
    class F:
        def __format__(s, sp): l.clear(); return "x"
        def __getitem__(s, k): l.clear(); return s
    l = [F(), F()]
    return "{0[0]} {0}".format(l) if 0 else "{} {}".format(*l), "%s %s" % tuple(l)
both(fmt1)
def fmt2():
    d = {}
    class R:
        def __repr__(s): d.clear(); return "r"
    d["a"] = R(); d["b"] = R()
    return "%(a)r %(b)r" % d
both(fmt2)

# copy.copy and copy.deepcopy: sharing, cycles, memo, hooks, immutables
import copy
l = [[1], {"a": [2]}, (3, [4]), {5}]
s, d = copy.copy(l), copy.deepcopy(l)
print(s == l, s is l, s[0] is l[0], d == l, d[0] is l[0], d[1]["a"] is l[1]["a"], d[2][1] is l[2][1], d[3] is l[3])
for o in (5, "s", None, 1.5, (), (1, 2), frozenset({1}), len, int, b"x", ..., range(3), lambda: 0, True): print(copy.copy(o) is o, copy.deepcopy(o) is o, end="; ")
print()
r = [1]; r.append(r)
c = copy.deepcopy(r); print(c[1] is c, c is r, c[0])
shared = [0]; m = [shared, shared]; n = copy.deepcopy(m); print(n[0] is n[1], n[0] is shared)
class C:
    def __init__(self, v): self.v, self.l = v, [v]
a = C([1]); b, e = copy.copy(a), copy.deepcopy(a)
print(b.v is a.v, e.v is a.v, e.v, type(e).__name__, b.__dict__ == a.__dict__)
class H:
    def __init__(self, n): self.n = n
    def __copy__(self): return H("copied")
    def __deepcopy__(self, memo): h = H("deep"); memo[id(self)] = h; return h
h = H("orig"); x = copy.deepcopy([h, h]); print(copy.copy(h).n, x[0].n, x[0] is x[1])
class Slots:
    __slots__ = ("a", "b")
s1 = Slots(); s1.a = [1]; s2, s3 = copy.copy(s1), copy.deepcopy(s1)
print(s2.a is s1.a, s3.a is s1.a, s3.a, hasattr(s3, "b"))
class State:
    def __init__(self): self.x, self.cache = 1, "big"
    def __getstate__(self): return {"x": self.x}
    def __setstate__(self, st): self.__dict__.update(st, restored=True)
print(copy.copy(State()).__dict__, copy.deepcopy(State()).__dict__)
class Red:
    def __init__(self, *a): self.a = a
    def __reduce__(self): return (Red, (1, 2), {"extra": [3]})
print(copy.copy(Red(9)).__dict__, copy.deepcopy(Red(9)).a)
class L(list):
    tag = None
z = L([1, [2]]); z.tag = "t"; y = copy.deepcopy(z); print(y, y.tag, type(y).__name__, y[1] is z[1], copy.copy(z).tag)
class D(dict): pass
print(type(copy.deepcopy(D(a=[1]))).__name__, copy.copy({"a": 1}), copy.copy([1]), copy.copy({1}), copy.copy(bytearray(b"x")))
cyc = C(None); cyc.v = cyc; cc = copy.deepcopy(cyc); print(cc.v is cc, cc is cyc)
t = ([],); t[0].append(t); u = copy.deepcopy(t); print(u[0][0] is u, u is t)
memo = {}
copy.deepcopy([1, [2]], memo); print(len(memo) > 0)
print(copy.Error.__name__)
class NoCopy:
    def __reduce_ex__(self, p): raise TypeError("cannot copy")
for f in (copy.copy, copy.deepcopy):
    try: f(NoCopy())
    except TypeError as e: print(e)
import collections
dq = collections.deque([[1]]); dd = collections.defaultdict(list, a=[1]); o = collections.OrderedDict(b=[1])
for k in (dq, dd, o): k2 = copy.deepcopy(k); print(k2, k2 == k, type(k2).__name__)
e = ValueError("msg", [1]); e2 = copy.deepcopy(e); print(repr(e2), e2.args[1] is e.args[1])
def g(): pass
print(copy.deepcopy({"f": g})["f"] is g, copy.deepcopy(C) is C)

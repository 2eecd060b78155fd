# __len__, __getitem__, __setitem__, __delitem__, __contains__, __iter__, __reversed__, __missing__, __length_hint__
class L:
    def __init__(self, *a): self.d = list(a)
    def __len__(self): return len(self.d)
    def __getitem__(self, i): print("get", i, end="; "); return self.d[i]
    def __setitem__(self, i, v): print("set", i, v); self.d[i] = v
    def __delitem__(self, i): print("del", i); del self.d[i]
l = L(1, 2, 3)
print(len(l), l[0], l[-1], l[1:], bool(l), bool(L()))
l[0] = 9
l[1:2] = "ab"
del l[0]
print(list(l), 2 in l, 3 in l, list(reversed(l)), [x for x in l])
a, *b = l
print(a, b, tuple(l), l.d)
class Old:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
print(list(Old()), 20 in Old(), list(zip(Old(), "ab")), [*Old()])
class C:
    def __contains__(self, x): return x
    def __iter__(self): return iter("it")
    def __reversed__(self): return "rev"
print(1 in C(), 0 in C(), [] not in C(), list(C()), reversed(C()))
class D(dict):
    def __missing__(self, k): return f"missing {k}"
d = D(a=1)
print(d["a"], d["b"], d.get("b"), "b" in d)
class Neg:
    def __len__(self): return -1
class StrLen:
    def __len__(self): return "x"
class BigLen:
    def __len__(self): return 2 ** 70
class BadIter:
    def __iter__(self): return 5
class NoIter: __iter__ = None
class NotIn:
    def __iter__(self): return iter([1])
    __contains__ = None
for f in (lambda: len(Neg()), lambda: len(StrLen()), lambda: len(BigLen()), lambda: bool(Neg()), lambda: iter(BadIter()), lambda: iter(NoIter()), lambda: 1 in NotIn(), lambda: iter(5), lambda: 1 in 5, lambda: object()[0], lambda: reversed(5), lambda: reversed({1}), lambda: C()[0], lambda: l["a"], lambda: len(C())):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
try: C()[0] = 1
except TypeError as e: print(e)
try: del C()[0]
except TypeError as e: print(e)
class Hint:
    def __iter__(self): return iter([1, 2])
    def __length_hint__(self): return 10
import operator
print(operator.length_hint(Hint()), list(Hint()), operator.length_hint([1, 2]))

# collections.abc: instance checks by protocol, mixin methods, abstract instantiation
import collections.abc as abc
names = ["Hashable", "Iterable", "Iterator", "Reversible", "Sized", "Container", "Collection", "Sequence", "MutableSequence", "Set", "MutableSet", "Mapping", "MutableMapping", "Callable", "Generator", "KeysView", "ItemsView", "ValuesView", "Awaitable", "Coroutine", "AsyncIterable", "Buffer"]
objs = [[], (), {}, set(), frozenset(), "s", b"b", range(1), 5, None, iter([]), (x for x in ()), len, {}.keys(), {}.items(), {}.values(), bytearray(), memoryview(b"")]
for n in names: print(n, [int(isinstance(o, getattr(abc, n))) for o in objs])
class It:
    def __iter__(self): yield 1
class Sz:
    def __len__(self): return 0
class Blocked:
    __hash__ = None
    __iter__ = None
print(isinstance(It(), abc.Iterable), isinstance(Sz(), abc.Sized), isinstance(Blocked(), abc.Hashable), isinstance(Blocked(), abc.Iterable), issubclass(It, abc.Iterator))
class Seq(abc.Sequence):
    def __init__(self, *a): self.a = a
    def __len__(self): return len(self.a)
    def __getitem__(self, i): return self.a[i]
s = Seq(1, 2, 3, 2); print(list(s), 2 in s, s.index(2), s.count(2), list(reversed(s)), isinstance(s, abc.Collection))
class MM(abc.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = MM(); m["a"] = 1; m.update(b=2, c=3); print(m.pop("a"), m.get("z", 9), "b" in m, list(m.items()), m == {"b": 2, "c": 3}, m.setdefault("d", 4), m.popitem(), list(m.keys()), list(m.values())); m.clear(); print(len(m))
class ML(abc.MutableSequence):
    def __init__(self): self.l = []
    def __getitem__(self, i): return self.l[i]
    def __setitem__(self, i, v): self.l[i] = v
    def __delitem__(self, i): del self.l[i]
    def __len__(self): return len(self.l)
    def insert(self, i, v): self.l.insert(i, v)
l = ML(); l.append(1); l.extend([2, 3]); l += [4]; l.reverse(); l.remove(2); print(l.l, l.pop(), l.pop(0), l.l)
class S(abc.Set):
    def __init__(self, i): self.s = list(dict.fromkeys(i))
    def __contains__(self, x): return x in self.s
    def __iter__(self): return iter(self.s)
    def __len__(self): return len(self.s)
a, b = S("abc"), S("bcd"); print(list(a & b), list(a | b), list(a - b), list(a ^ b), a <= b, a == S("cba"), a.isdisjoint("xyz"), S("a") < a)
for c in (abc.Sequence, abc.Mapping, abc.Iterator, abc.Set):
    try: c()
    except TypeError as e: print(e)
class Half(abc.Mapping):
    def __len__(self): return 0
try: Half()
except TypeError as e: print(e)
@abc.Sequence.register
class Virtual: pass
print(isinstance(Virtual(), abc.Sequence), issubclass(Virtual, abc.Sequence), Virtual.__mro__[1].__name__, abc.Callable[[int], str], abc.Iterable[int], abc.Mapping[str, int])
